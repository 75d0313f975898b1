// The page's side of Python: starts the worker, hands it requests, and starts it again if it dies.

import { started } from "./starting.mjs";

/** @typedef {import("./protocol.js").Message} Message */
/** @typedef {import("./protocol.js").Stage} Stage */
/** @typedef {{ request: string, resolve: (response: string) => void, reject: (reason: CalculatorError) => void }} Asked */

/** How often in a row it may die before an answer has come. */
const RESTARTS = 1;
const WORKER = new URL("./worker.mjs", import.meta.url).href;

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

/**
 * Start Python in a worker. Requests may be asked at once: they are answered, in order, as soon as it is ready.
 *
 * @param {object} options
 * @param {string} options.runtimeUrl where the runtime's folder lies, relative to the page
 * @param {(status: { stage: Stage, detail?: string }) => void} [options.onStatus]
 * @returns {{ ask: (request: string) => Promise<string>, fetchAhead: (parts: string[]) => void, close: () => void }} parts
 *   fetched ahead are there when a request first needs them
 */
export function connect({ runtimeUrl, onStatus = () => {} }) {
  const base = new URL(runtimeUrl, document.baseURI).href;
  /** @type {Map<number, Asked>} */
  const asked = new Map();
  let last = 0;
  let restarts = RESTARTS;
  /** @type {CalculatorError | null} */
  let givenUp = null;
  let isUp = false;
  let worker = spawn();

  function spawn() {
    isUp = false;
    const python = started(base, WORKER);
    // not at once: the caller does not have what `connect` returns yet
    queueMicrotask(() =>
      python.listen((event) => {
        if (python.worker !== worker) return;
        if (event instanceof MessageEvent) receive(event.data);
        else died(isUp ? "fatal" : "start", event.message || "the worker could not be loaded");
      }),
    );
    return python.worker;
  }

  /** @param {Message} message */
  function receive(message) {
    if (message.kind === "status") {
      isUp = message.stage === "ready";
      return onStatus({ stage: message.stage });
    }
    if (message.kind === "failure" && message.code !== "calculation") return died(message.code, message.detail);
    restarts = RESTARTS;
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
    if (code === "fatal") rejectKiller(detail);
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

  /** Requests are answered in turn: what killed Python is the oldest, and is not sent to it again. @param {string} detail */
  function rejectKiller(detail) {
    const [killer] = asked;
    if (!killer) return;
    const [id, { reject }] = killer;
    asked.delete(id);
    reject(new CalculatorError("fatal", detail));
  }

  return {
    fetchAhead(parts) {
      if (!givenUp) worker.postMessage({ ahead: parts });
    },
    ask(request) {
      if (givenUp) return Promise.reject(givenUp);
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        asked.set(id, { request, resolve, reject });
        worker.postMessage({ id, request });
      });
    },
    close() {
      givenUp = new CalculatorError("closed", "closed");
      for (const { reject } of asked.values()) reject(givenUp);
      asked.clear();
      worker.terminate();
    },
  };
}
