// Runs a few calculations under Node, from the archives just built, and lists the modules that this took.
//
// node rehearse.mjs PYODIDE < {"stdlib": "…", "archives": […], "extensions": "…", "info": {…}, "requests": […]}
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
/** @type {{ stdlib: string, archives: string[], extensions: string, info: object, requests: object[] }} */
const plan = JSON.parse(readFileSync(0, "utf8"));

const python = await loadPyodide({
  stdLibURL: plan.stdlib,
  lockFileContents: { info: plan.info, packages: {} },
  packageBaseUrl: `${pyodide}/`,
  env: {
    PYDANTIC_DISABLE_PLUGINS: "__all__",
    PYTHONPATH: plan.archives.map((archive) => `/lib/${basename(archive)}`).join(":"),
  },
  fsInit: async (/** @type {any} */ fs) => {
    for (const archive of plan.archives) fs.writeFile(`/lib/${basename(archive)}`, new Uint8Array(readFileSync(archive)));
    fs.mkdirTree("/lib/extensions");
    fs.mount(fs.filesystems.NODEFS, { root: plan.extensions }, "/lib/extensions");
  },
});
python.globals.set("requests", JSON.stringify(plan.requests));
const origins = python.runPython(`
import json, sys
import latepay_boot
latepay_boot.install("")
from calculator.app import handle
for request in json.loads(requests):
    json.loads(handle(json.dumps(request)))
specs = [module.__spec__ for module in list(sys.modules.values()) if getattr(module, "__spec__", None)]
json.dumps(sorted({spec.origin for spec in specs if spec.origin}))
`);
process.stdout.write(origins);
