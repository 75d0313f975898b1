// Python's side of the page: boots Pyodide from the site's own files, then answers requests one after the other.
//
// Standard library, packages and our code come as one archive of byte code, which the browser inflates while the
// WebAssembly module compiles. It is unpacked through Pyodide's file system hook, before the interpreter starts: Python
// imports faster from files than from an archive.

/** @typedef {import("./protocol.js").Message} Message */
/** @typedef {import("./protocol.js").Request} Request */
/** @typedef {import("./protocol.js").Compiled} Compiled */
/** @typedef {import("./protocol.js").Ahead} Ahead */

const ARCHIVE = "python.zip.gz";
const FOLDER = "/lib/bundle";
// pydantic would otherwise look for plug-ins in the metadata of every installed package
const ENVIRONMENT = { PYDANTIC_DISABLE_PLUGINS: "__all__", PYTHONPATH: FOLDER };
const WASM = "pyodide.asm.wasm";
const SCRIPT = "pyodide.asm.mjs";
/** The page is told how much has come each time so many bytes more have. */
const STEP = 200_000;
const WASM_FAILED = "wasm instantiation failed!";
// Offsets in a zip file's records (APPNOTE.TXT, 4.3).
const END_RECORD = { size: 22, entries: 10, directory: 16 };
const ENTRY = { size: 24, nameLength: 28, local: 42, name: 46 };
const LOCAL_HEADER = 30;

/** @type {Request[]} */
const waiting = [];
/** @type {((request: string) => string) | null} */
let handle = null;
/** @type {((part: string, content: Uint8Array) => void) | null} gives Python the content of an archive */
let take = null;
/** @type {(() => void) | null} for after the first answer */
let settle = null;
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
  sayAlive();
  /** @type {Promise<WebAssembly.Module | null>} */
  const module = new Promise((resolve) => {
    self.addEventListener("message", (/** @type {MessageEvent<Request | Compiled | Ahead>} */ { data }) => {
      if ("module" in data) return resolve(data.module);
      if ("ahead" in data) return void fetchAhead(base, data.ahead);
      waiting.push(data);
      answerAll();
    });
  });
  boot(base, module).then(answerAll, (error) => tell({ kind: "failure", code: "start", detail: describe(error) }));
}

/** Takes a lock that goes with the worker, where the browser has locks and the page came safely; says that it is there. */
function sayAlive() {
  const lock = `python.${crypto.getRandomValues(new Uint32Array(4)).join("")}`;
  const held = () => {
    tell({ kind: "alive", lock });
    return new Promise(() => {});
  };
  const without = () => tell({ kind: "alive", lock: "" });
  if ("locks" in navigator) navigator.locks.request(lock, held).catch(without);
  else without();
}

/** @param {string} base @param {Promise<WebAssembly.Module | null>} module */
async function boot(base, module) {
  tell({ kind: "status", stage: "runtime" });
  const restore = takeModule(base + WASM, module);
  const archive = get(base + ARCHIVE, counting(ARCHIVE));
  const broken = wasmFailure();
  // Pyodide imports this one by itself a little later: asking now saves a round trip
  import(base + SCRIPT).then(() => tell({ kind: "fetched", file: SCRIPT, bytes: Infinity }), () => {});
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  const starting = loadPyodide({
    indexURL: base,
    lockFileURL: `${base}pyodide-lock.json`,
    stdLibURL: `${base}python_stdlib.zip`,
    env: ENVIRONMENT,
    fsInit: async (/** @type {any} */ fs) => unpack(fs, await archive),
  });
  // Python without its archive fails too, but with an error that tells nothing
  const python = await Promise.race([broken, archive.then(() => starting)]);
  await giveModules();
  restore();
  tell({ kind: "status", stage: "packages" });
  // taken now: a dead interpreter no longer lets anyone look inside
  const { PythonError } = python.ffi;
  isPythonError = (error) => error instanceof PythonError;
  handle = python.runPython(`
import latepay_boot
latepay_boot.install(${JSON.stringify(base)})
from calculator.app import handle
handle`);
  take = python.runPython("latepay_boot.take");
  // What is loaded by then stays for good: Python need not look through it for rubbish at every keystroke.
  settle = python.runPython("import gc; gc.freeze");
  tell({ kind: "status", stage: "ready" });
}

/**
 * Pyodide fetches and compiles its WebAssembly by itself: until it has, it is given what the page is compiling already.
 *
 * @param {string} address
 * @param {Promise<WebAssembly.Module | null>} given
 * @returns {() => void} puts everything back
 */
function takeModule(address, given) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = (asked, options) => (String(asked) === address ? Promise.resolve(new Response()) : fetch(asked, options));
  WebAssembly.instantiateStreaming = async (_, imports) => {
    const module = await given;
    if (!module) return instantiateStreaming(fetch(address), imports);
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  return () => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}

/** @type {Map<number, Promise<WebAssembly.Module>>} Python's compiled extensions, by their size in bytes */
const extensions = new Map();

/**
 * Python loads an extension in one go, and compiles it meanwhile. It is compiled here while the interpreter comes up, beside
 * it, and given when it is asked for; whatever else is asked for is compiled then.
 */
async function giveModules() {
  /** @type {Map<number, WebAssembly.Module>} */
  const ready = new Map();
  await Promise.allSettled([...extensions].map(async ([size, module]) => ready.set(size, await module)));
  const { Module } = WebAssembly;
  WebAssembly.Module = new Proxy(Module, {
    construct: (target, [bytes]) => ready.get(bytes.byteLength) ?? new target(bytes),
  });
}

/**
 * Pyodide only warns when its WebAssembly module cannot be fetched or compiled, and then waits for ever.
 *
 * @returns {Promise<never>} rejected in that case, never settled otherwise
 */
function wasmFailure() {
  const warn = console.warn;
  return new Promise((_, reject) => {
    console.warn = (...said) => {
      warn(...said);
      if (said[0] === WASM_FAILED) reject(new Error(WASM_FAILED));
    };
  });
}

/**
 * Fetch archives beside whatever is asked meanwhile, and hand each to Python between two requests.
 *
 * @param {string} base @param {string[]} parts
 */
async function fetchAhead(base, parts) {
  for (const part of parts) {
    try {
      take?.(part, await get(base + part));
    } catch {
      // it is fetched again when a request needs it, and then its absence is said
    }
  }
}

function answerAll() {
  while (handle && waiting.length > 0) {
    const { id, request } = /** @type {Request} */ (waiting.shift());
    try {
      tell({ kind: "answer", id, response: handle(request) });
      settle?.();
      settle = null;
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
 * @param {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} [through]
 */
async function get(address, through) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  // some hosts announce a .gz file as compressed on the way: the browser has then inflated it
  const inflated = response.headers.get("Content-Encoding") === "gzip" || !response.body;
  const body = inflated ? response.body : response.body.pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(through && body ? body.pipeThrough(through) : body).arrayBuffer());
}

/** Tells the page how much of a file passes by. @param {string} file @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>} */
function counting(file) {
  let [bytes, told] = [0, 0];
  return new TransformStream({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      bytes += chunk.byteLength;
      if (bytes - told >= STEP) tell({ kind: "fetched", file, bytes: (told = bytes) });
    },
    flush: () => tell({ kind: "fetched", file, bytes: Infinity }),
  });
}

/**
 * Write the entries of a zip, all of them stored, below FOLDER.
 *
 * @param {any} fs
 * @param {Uint8Array<ArrayBuffer>} archive
 */
function unpack(fs, archive) {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const text = new TextDecoder();
  const end = archive.length - END_RECORD.size;
  let entry = view.getUint32(end + END_RECORD.directory, true);
  /** @type {Set<string>} */
  const folders = new Set();
  for (let left = view.getUint16(end + END_RECORD.entries, true); left > 0; left -= 1) {
    const size = view.getUint32(entry + ENTRY.size, true);
    const nameLength = view.getUint16(entry + ENTRY.nameLength, true);
    const local = view.getUint32(entry + ENTRY.local, true);
    const path = `${FOLDER}/${text.decode(archive.subarray(entry + ENTRY.name, entry + ENTRY.name + nameLength))}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) fs.mkdirTree(folder);
    folders.add(folder);
    // the archive was written without extra fields, here or in the directory
    const start = local + LOCAL_HEADER + nameLength;
    const content = archive.subarray(start, start + size);
    if (path.endsWith(".so")) extensions.set(size, WebAssembly.compile(content));
    fs.writeFile(path, content, { canOwn: true });
    entry += ENTRY.name + nameLength;
  }
}

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? error.message || error.name : String(error);
}
