// Plays what a reader does under Node, from the byte code just made, and lists the modules and data that each part took.
//
// node rehearse.mjs PYODIDE < {"stdlib": "…", "folder": "…", "info": {…}, "requests": {"part": […], …}}
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

// Node would show the line that threw, and Pyodide's is a megabyte long
process.on("uncaughtException", (error) => {
  console.error(error.message);
  process.exitCode = 1;
});

const [pyodide = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
/** @type {{ stdlib: string, folder: string, info: object, requests: Record<string, object[]> }} */
const plan = JSON.parse(readFileSync(0, "utf8"));

const python = await loadPyodide({
  stdLibURL: plan.stdlib,
  lockFileContents: { info: plan.info, packages: {} },
  packageBaseUrl: `${pyodide}/`,
  env: { PYDANTIC_DISABLE_PLUGINS: "__all__", PYTHONPATH: "/lib/bundle" },
  fsInit: async (/** @type {any} */ fs) => {
    fs.mkdirTree("/lib/bundle");
    fs.mount(fs.filesystems.NODEFS, { root: plan.folder }, "/lib/bundle");
  },
});
python.globals.set("requests", JSON.stringify(plan.requests));
const origins = python.runPython(`
import json, sys
import latepay_boot
from calculator.app import handle
def play(request):
    answer = json.loads(handle(json.dumps(request)))
    unread = request["action"] == "counter-read" and answer.get("state") != "ready"
    if "fault" in answer or answer.get("messages") or unread:
        raise RuntimeError((request["action"], request.get("chosen"), answer))
def origins():
    specs = [module.__spec__ for module in list(sys.modules.values()) if getattr(module, "__spec__", None)]
    return sorted({spec.origin for spec in specs if spec.origin} | tried)
class Spy:
    # a module may be looked for, found, and then refuse to be imported here: it must be at hand all the same
    def find_spec(self, name, path=None, target=None):
        tried.update(f"/bundle/{name.replace('.', '/')}{end}" for end in (".pyc", "/__init__.pyc"))
# what latepay_boot unpacks the other archives with cannot come in one of them
import zipfile
tried = set()
def opened(event, arguments):
    if event == "open" and isinstance(arguments[0], str) and "/bundle/" in arguments[0]:
        tried.add(arguments[0])
# tables and other data belong to the part that reads them
sys.addaudithook(opened)
sys.meta_path.insert(0, Spy())
found = {}
for part, asked in json.loads(requests).items():
    for request in asked:
        play(request)
    found[part] = origins()
json.dumps(found)
`);
process.stdout.write(origins);
