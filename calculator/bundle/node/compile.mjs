// Compiles the archives of a folder with pyodide-build's py-compile, run on Pyodide's own interpreter: byte code belongs to
// one version of Python, and the machine that builds the site has another.
//
// node compile.mjs PYODIDE STDLIB TOOLS FOLDER EPOCH
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Node would show the line that threw, and Pyodide's is a megabyte long
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});

const [pyodide = "", stdlib = "", tools = "", folder = "", epoch = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);

const python = await loadPyodide({
  stdLibURL: stdlib,
  // with a date given, byte code carries its source's hash and no time of day; the reader's Python needs no docstrings
  env: { PYTHONPATH: "/tools.zip", SOURCE_DATE_EPOCH: epoch, PYTHONOPTIMIZE: "2" },
  fsInit: async (/** @type {any} */ fs) => fs.writeFile("/tools.zip", new Uint8Array(readFileSync(tools))),
});
python.mountNodeFS("/folder", folder);
python.runPython(`
from pyodide_build.cli.py_compile import main
main(["/folder", "--compression-level", "0", "--silent"], standalone_mode=False)
`);
