// Starts Python's worker, from WebAssembly that the page compiles: it runs well before the worker does.

/** @typedef {import("./protocol.js").Started} Started */
/** @typedef {(file: string, bytes: number) => void} Told how much of a file has come */

const WASM = "pyodide.asm.wasm";

/** @type {Map<string, Promise<WebAssembly.Module | null>>} by address: a worker started again need not wait for it again */
const modules = new Map();

/**
 * A worker loaded from its address would escape the page's `<meta>` security policy: it could reach any host and use
 * `eval`. One loaded from a blob inherits the policy.
 *
 * @param {string} base @param {string} script @param {Told} told
 * @returns {Started}
 */
export function started(base, script, told) {
  const module = compiled(base, told);
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
 * @param {string} base @param {Told} told
 */
function compiled(base, told) {
  const known = modules.get(base);
  if (known) return known;
  const file = fetch(base + WASM).then(answer => {
    void count(answer.clone(), told).catch(() => {});
    return answer;
  });
  const module = WebAssembly.compileStreaming(file).catch(() => {
    modules.delete(base);
    return null;
  });
  modules.set(base, module);
  return module;
}

/** A copy is looked at: the browser keeps what it has compiled only of an answer that is its own. @param {Response} copy @param {Told} told */
async function count({ body }, told) {
  const reader = body?.getReader();
  let bytes = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) told(WASM, (bytes += part.value.byteLength));
  told(WASM, Infinity);
}
