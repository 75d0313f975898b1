// Starts Python's worker, and hands one that was started ahead to whoever asks for it later.
//
// The head of the calculator's page holds this in a script of its own (early.mjs), so that Python is on its way before the
// page is even drawn; the page's other scripts hold it too (runtime.mjs). What the first started, the second finds here.

/** @typedef {import("./protocol.js").Started} Started */

const WASM = "pyodide.asm.wasm";

/** @type {{ pythonAhead?: Started | null }} */
const page = /** @type {any} */ (globalThis);

/** @type {Map<string, Promise<WebAssembly.Module | null>>} by address: a worker started again need not wait for it again */
const modules = new Map();

/**
 * Start Python before anyone asks for it.
 *
 * @param {string} base the runtime's folder
 * @param {string} script the worker's code
 */
export function prepare(base, script) {
  page.pythonAhead ??= startWorker(base, script);
}

/**
 * The worker that was started ahead, or a new one.
 *
 * @param {string} base @param {string} script
 * @returns {Started}
 */
export function started(base, script) {
  const ahead = page.pythonAhead;
  page.pythonAhead = null;
  if (ahead?.base !== base) return startWorker(base, script);
  modules.set(base, ahead.module);
  return ahead;
}

/**
 * A worker loaded from its address would escape the page's `<meta>` security policy: it could reach any host and use
 * `eval`. One loaded from a blob inherits the policy.
 *
 * @param {string} base @param {string} script
 * @returns {Started}
 */
function startWorker(base, script) {
  const module = compiled(base);
  const source = `import { start } from ${JSON.stringify(script)};\nstart(${JSON.stringify(base)});\n`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module", name: "python" });
  module.then((given) => worker.postMessage({ module: given }));
  /** @type {(MessageEvent | ErrorEvent)[]} */
  const unheard = [];
  /** @type {(event: MessageEvent | ErrorEvent) => void} */
  let hear = (event) => unheard.push(event);
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  worker.addEventListener("message", (event) => hear(event));
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    hear(event);
  });
  return {
    base,
    module,
    worker,
    listen(onEvent) {
      hear = onEvent;
      for (const event of unheard.splice(0)) onEvent(event);
    },
  };
}

/**
 * The WebAssembly module, compiled while it downloads. It is asked for here, and not by the worker, because the page is
 * running well before the worker is.
 *
 * @param {string} base
 */
function compiled(base) {
  const known = modules.get(base);
  if (known) return known;
  const module = WebAssembly.compileStreaming(fetch(base + WASM)).catch(() => {
    modules.delete(base);
    return null;
  });
  modules.set(base, module);
  return module;
}
