// Python's side of the page: boots Pyodide from the site's own files, then answers requests one after the other.
//
// Standard library, packages and our code come as one archive of byte code, which the browser inflates while the
// WebAssembly module compiles. It is put in place through Pyodide's file system hook, before the interpreter starts.

/** @typedef {import("./protocol.js").Message} Message */
/** @typedef {import("./protocol.js").Request} Request */

const MAIN = { file: "python.zip.gz", path: "/lib/python.zip" };
const REMAINDER = "remainder.zip.gz";
// A compiled extension cannot be loaded from an archive.
const EXTENSIONS = [
  {
    file: "_pydantic_core.cpython-314-wasm32-emscripten.so.gz",
    path: "/lib/extensions/pydantic_core/_pydantic_core.cpython-314-wasm32-emscripten.so",
  },
];
// pydantic would otherwise look for plug-ins in the metadata of every installed package
const ENVIRONMENT = { PYDANTIC_DISABLE_PLUGINS: "__all__", PYTHONPATH: MAIN.path };
const GZIP_MAGIC = [0x1f, 0x8b];

/** @type {Request[]} */
const waiting = [];
/** @type {((request: string) => string) | null} */
let handle = null;
/** @type {(error: unknown) => boolean} */
let isPythonError = () => false;

/** @param {Message} message */
const tell = (message) => self.postMessage(message);

/**
 * Boot from the files under `base`, an absolute address.
 *
 * @param {string} base
 */
export function start(base) {
  self.addEventListener("message", (/** @type {MessageEvent<Request>} */ event) => {
    waiting.push(event.data);
    answerAll();
  });
  boot(base).then(answerAll, (error) => tell({ kind: "failure", code: "start", detail: describe(error) }));
}

/** @param {string} base */
async function boot(base) {
  tell({ kind: "status", stage: "runtime" });
  const archives = Promise.all([MAIN, ...EXTENSIONS].map(async ({ file, path }) => ({ path, body: await get(base + file) })));
  // Pyodide imports this one later by itself: asking now saves a round trip
  const [{ loadPyodide }] = await Promise.all([import(`${base}pyodide.mjs`), import(`${base}pyodide.asm.mjs`)]);
  const python = await loadPyodide({
    indexURL: base,
    lockFileURL: `${base}pyodide-lock.json`,
    stdLibURL: `${base}python_stdlib.zip`,
    env: ENVIRONMENT,
    fsInit: async (/** @type {any} */ fs) => {
      for (const { path, body } of await archives) {
        fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
        fs.writeFile(path, body, { canOwn: true });
      }
    },
  });
  tell({ kind: "status", stage: "packages" });
  isPythonError = (error) => error instanceof python.ffi.PythonError;
  handle = python.runPython(`
import latepay_boot
latepay_boot.install(${JSON.stringify(base + REMAINDER)})
from calculator.app import handle
handle`);
  tell({ kind: "status", stage: "ready" });
}

function answerAll() {
  while (handle && waiting.length > 0) {
    const { id, request } = /** @type {Request} */ (waiting.shift());
    try {
      tell({ kind: "answer", id, response: handle(request) });
    } catch (error) {
      // anything but a Python exception means that the interpreter itself is gone
      const code = isPythonError(error) ? "calculation" : "fatal";
      if (code === "fatal") handle = null;
      tell({ kind: "failure", id, code, detail: describe(error) });
    }
  }
}

/**
 * A file of the runtime, inflated unless the host has done so on the way.
 *
 * @param {string} address
 */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const body = new Uint8Array(await response.arrayBuffer());
  if (!GZIP_MAGIC.every((byte, index) => body[index] === byte)) return body;
  const inflated = new Blob([body]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message || error.name : String(error);
}
