// The page's side of Python: starts the worker, hands it requests, and starts it again once if it dies.

/** @typedef {import("./protocol.js").Message} Message */
/** @typedef {import("./protocol.js").Stage} Stage */
/** @typedef {{ request: string, resolve: (response: string) => void, reject: (reason: CalculatorError) => void }} Asked */

const RESTARTS = 1;
const WASM = "pyodide.asm.wasm";

/** A request that got no answer; `code` says whose fault it is. */
export class CalculatorError extends Error {
  /**
   * @param {import("./protocol.js").FailureCode} code
   * @param {string} detail
   */
  constructor(code, detail) {
    super(detail);
    this.name = "CalculatorError";
    this.code = code;
  }
}

/** @type {Map<string, Promise<WebAssembly.Module | null>>} by address: a worker started again need not wait for it again */
const modules = new Map();

/**
 * A worker, and what it said before anyone listened.
 *
 * @typedef {{ base: string, worker: Worker, listen: (onEvent: (event: MessageEvent | ErrorEvent) => void) => void }} Started
 */

/** @type {Started | null} started before the page was ready to ask, not taken yet */
let prepared = null;

/**
 * Start Python ahead of `connect`, which will take it over: the page's own scripts then load while Python does.
 *
 * @param {string} runtimeUrl
 */
export function prepare(runtimeUrl) {
  prepared ??= startWorker(absolute(runtimeUrl));
}

/**
 * Start Python in a worker. Requests may be asked at once: they are answered, in order, as soon as it is ready.
 *
 * @param {object} options
 * @param {string} options.runtimeUrl where the runtime's folder lies, relative to the page
 * @param {(status: { stage: Stage, detail?: string }) => void} [options.onStatus]
 * @returns {{ ask: (request: string) => Promise<string>, close: () => void }}
 */
export function connect({ runtimeUrl, onStatus = () => {} }) {
  const base = absolute(runtimeUrl);
  /** @type {Map<number, Asked>} */
  const asked = new Map();
  let last = 0;
  let restarts = RESTARTS;
  /** @type {CalculatorError | null} */
  let givenUp = null;
  let worker = spawn();

  function spawn() {
    const started = prepared?.base === base ? prepared : startWorker(base);
    prepared = null;
    // not at once: the caller does not have what `connect` returns yet
    queueMicrotask(() =>
      started.listen((event) => {
        if (started.worker !== worker) return;
        if (event instanceof MessageEvent) receive(event.data);
        else died("start", event.message || "the worker could not be loaded");
      }),
    );
    return started.worker;
  }

  /** @param {Message} message */
  function receive(message) {
    if (message.kind === "status") return onStatus({ stage: message.stage });
    if (message.kind === "failure" && message.code !== "calculation") return died(message.code, message.detail);
    const waiting = message.id === undefined ? undefined : asked.get(message.id);
    if (message.id === undefined || !waiting) return;
    asked.delete(message.id);
    if (message.kind === "answer") waiting.resolve(message.response);
    else waiting.reject(new CalculatorError(message.code, message.detail));
  }

  /**
   * @param {import("./protocol.js").FailureCode} code
   * @param {string} detail
   */
  function died(code, detail) {
    worker.terminate();
    if (restarts > 0) {
      restarts -= 1;
      onStatus({ stage: "restarting", detail });
      worker = spawn();
      for (const [id, { request }] of asked) worker.postMessage({ id, request });
      return;
    }
    givenUp = new CalculatorError(code, detail);
    for (const { reject } of asked.values()) reject(givenUp);
    asked.clear();
    onStatus({ stage: "failed", detail });
  }

  return {
    ask(request) {
      if (givenUp) return Promise.reject(givenUp);
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        asked.set(id, { request, resolve, reject });
        worker.postMessage({ id, request });
      });
    },
    close() {
      givenUp = new CalculatorError("fatal", "closed");
      for (const { reject } of asked.values()) reject(givenUp);
      asked.clear();
      worker.terminate();
    },
  };
}

/**
 * The WebAssembly module, compiled while it downloads. It is asked for here, and not by the worker, because the page is
 * running well before the worker is.
 *
 * @param {string} address
 */
function compiled(address) {
  const known = modules.get(address);
  if (known) return known;
  const module = WebAssembly.compileStreaming(fetch(address)).catch(() => {
    modules.delete(address);
    return null;
  });
  modules.set(address, module);
  return module;
}

/** @param {string} url */
const absolute = (url) => new URL(url, document.baseURI).href;

/**
 * A worker loaded from its address would escape the page's `<meta>` security policy: it could reach any host and use
 * `eval`. One loaded from a blob inherits the policy.
 *
 * @param {string} base
 * @returns {Started}
 */
function startWorker(base) {
  const script = new URL("./worker.mjs", import.meta.url).href;
  const source = `import { start } from ${JSON.stringify(script)};\nstart(${JSON.stringify(base)});\n`;
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(address, { type: "module", name: "python" });
  compiled(base + WASM).then((module) => worker.postMessage({ module }));
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
    worker,
    listen(onEvent) {
      hear = onEvent;
      for (const event of unheard.splice(0)) onEvent(event);
    },
  };
}
