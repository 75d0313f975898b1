// The page's side of Python: starts the worker, hands it requests, and starts it again if it dies.

import { mend } from "./offline.mjs";
import { started } from "./starting.mjs";

/** @typedef {import("./protocol.js").Message} Message */
/** @typedef {import("./protocol.js").Stage} Stage */
/** @typedef {{ request: string, tries: number, resolve: (response: string) => void, reject: (reason: CalculatorError) => void }} Asked */

/** How often in a row it may die: while it comes up, and over what it is asked, before an answer has come. */
const DEATHS = { start: 1, fatal: 2 };
/** So often Python may die over one request; after the first time the request is repeated. */
const TRIES = 2;
/**
 * A browser may take a worker away before it holds the lock that would tell: it is given so many beats to say that it is
 * there, the next one twice as many. Beats, and no end counted once: a device that sleeps counts a single one.
 */
const BEAT_MS = 5000;
const BEATS = 6;
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
 * @param {import("./starting.mjs").Told} [options.onFetched]
 * @returns {{ ask: (request: string) => Promise<string>, fetchAhead: (parts: string[]) => void, close: () => void }} parts
 *   fetched ahead are there when a request first needs them
 */
export function connect({ runtimeUrl, onStatus = () => {}, onFetched = () => {} }) {
  const base = new URL(runtimeUrl, document.baseURI).href;
  /** @type {Map<number, Asked>} */
  const asked = new Map();
  let last = 0;
  let deaths = 0;
  /** @type {CalculatorError | null} */
  let givenUp = null;
  let isUp = false;
  /** It died while nothing was asked, and comes back when something is: the device may have needed the room. */
  let isAway = false;
  /** The one whose death has been dealt with. @type {Worker | null} */
  let buried = null;
  /** The one that has said that it is there. @type {Worker | null} */
  let heard = null;
  let worker = spawn();

  function spawn() {
    isUp = isAway = false;
    const python = started(base, WORKER, onFetched);
    expectWord(python.worker);
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

  /** @param {Worker} silent */
  function expectWord(silent) {
    let left = BEATS * (deaths + 1);
    const beats = setInterval(() => {
      const isAwaited = !givenUp && worker === silent && heard !== silent && buried !== silent;
      if (isAwaited && (left -= 1) > 0) return;
      clearInterval(beats);
      if (isAwaited) died("silent", "the worker has said nothing");
    }, BEAT_MS);
  }

  /** @param {Message} message */
  function receive(message) {
    if (message.kind === "fetched") return onFetched(message.file, message.bytes);
    // what it says before it asks for its lock, it may say and be gone
    if (message.kind !== "status" || message.stage !== "runtime") heard = worker;
    if (message.kind === "status") {
      isUp = message.stage === "ready";
      return onStatus({ stage: message.stage });
    }
    if (message.kind === "alive") return message.lock ? watch(worker, message.lock) : undefined;
    if (message.kind === "failure" && message.code !== "calculation") return died(message.code, message.detail);
    deaths = 0;
    const waiting = message.id === undefined ? undefined : asked.get(message.id);
    if (message.id === undefined || !waiting) return;
    asked.delete(message.id);
    if (message.kind === "answer") waiting.resolve(message.response);
    else waiting.reject(new CalculatorError(message.code, message.detail));
  }

  /** Whoever is given the lock learns that the worker is no more, whatever took it away. @param {Worker} held @param {string} lock */
  function watch(held, lock) {
    const gone = () => held === worker && died(isUp ? "fatal" : "start", "the worker is gone");
    void navigator.locks.request(lock, gone).catch(() => {});
  }

  /** @param {import("./protocol.js").FailureCode | "silent"} cause @param {string} detail */
  function died(cause, detail) {
    if (givenUp || worker === buried) return;
    const code = cause === "start" || cause === "silent" ? "start" : "fatal";
    buried = worker;
    worker.terminate();
    if (code === "fatal" && asked.size === 0) {
      isAway = true;
      return;
    }
    deaths += 1;
    if (code === "fatal") countAgainst(detail);
    if (deaths <= DEATHS[code]) return void again(cause, detail);
    givenUp = new CalculatorError(code, detail);
    for (const { reject } of asked.values()) reject(givenUp);
    asked.clear();
    onStatus({ stage: "failed", detail });
  }

  /** @param {import("./protocol.js").FailureCode | "silent"} cause @param {string} detail */
  async function again(cause, detail) {
    onStatus({ stage: "restarting", detail });
    const dead = worker;
    // what lies on the device may be damaged: another start from there would fail as this one has
    if (cause === "start") await mend(base);
    if (givenUp || worker !== dead) return;
    worker = spawn();
    for (const [id, { request }] of asked) worker.postMessage({ id, request });
  }

  /**
   * Requests are answered in turn: Python died over the oldest. It is repeated once, for a device may have taken back its
   * memory at any moment; what kills Python twice is at fault itself.
   * @param {string} detail
   */
  function countAgainst(detail) {
    const [killer] = asked;
    if (!killer) return;
    const [id, each] = killer;
    each.tries += 1;
    if (each.tries < TRIES) return;
    asked.delete(id);
    each.reject(new CalculatorError("fatal", detail));
  }

  return {
    fetchAhead(parts) {
      if (!givenUp) worker.postMessage({ ahead: parts });
    },
    ask(request) {
      if (givenUp) return Promise.reject(givenUp);
      const id = (last += 1);
      return new Promise((resolve, reject) => {
        asked.set(id, { request, tries: 0, resolve, reject });
        if (isAway) void again("fatal", "");
        else worker.postMessage({ id, request });
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
