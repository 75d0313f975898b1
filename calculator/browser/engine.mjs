/** The calculation: started once, kept across the pages of the site, started afresh when the reader asks for it. */

import { LANGUAGE, PARTS } from "./language.mjs";
import { savesData } from "./line.mjs";
import { CalculatorError, connect } from "./runtime.mjs";

/**
 * @typedef {import("./types.d.ts").Answer} Answer
 * @typedef {import("./types.d.ts").Fault} Fault
 * @typedef {import("./types.d.ts").Request} Request
 * @typedef {import("./types.d.ts").Saved} Saved
 * @typedef {import("./types.d.ts").Stage} Stage
 */

/** The program answered that it failed: the fault is ours, not the reader's. */
export class ProgramFault extends Error {}

/** What a request needs could not be fetched: the reader's connection, most likely; asked again, it is fetched again. */
export class PartUnreachable extends Error {}

/** The name under which Python tells so (calculator/bundle/inside/latepay_boot.py). */
const UNREACHABLE = "PartUnreachable";

export class Engine {
  /** @type {Stage} */
  stage = "idle";
  /** @type {ReturnType<typeof connect> | null} */
  #connection = null;

  /** @param {string} runtimeUrl @param {(stage: Stage) => void} onStage @param {import("./starting.mjs").Told} [onFetched] */
  constructor(runtimeUrl, onStage, onFetched = () => {}) {
    this.runtimeUrl = runtimeUrl;
    this.onStage = onStage;
    this.onFetched = onFetched;
  }

  start() {
    if (this.#connection) return this.#connection;
    this.#turn("loading");
    const connection = connect({
      runtimeUrl: this.runtimeUrl,
      onFetched: this.onFetched,
      onStatus: ({ stage, detail }) => {
        if (connection !== this.#connection) return;
        // For whoever is asked why: the reader is told in a sentence.
        if (detail) console.error(detail);
        this.#turn(stage === "ready" || stage === "failed" ? stage : "loading");
      },
    });
    this.#connection = connection;
    if (PARTS.length) connection.fetchAhead(PARTS);
    return connection;
  }

  restart() {
    this.#connection?.close();
    this.#connection = null;
    this.start();
  }

  /** Ends a reckoning that takes too long; the next request starts another Python. */
  stop() {
    this.#connection?.close();
    this.#connection = null;
    this.#turn("stopped");
  }

  /** A reader who asked their browser to fetch no more than it must waits for what they ask for. @param {string[]} parts archives that requests to come will need */
  fetchAhead(parts) {
    if (!savesData()) this.#connection?.fetchAhead(parts);
  }

  /**
   * @template {Answer | Saved | Record<string, unknown>} T
   * @param {Request} request
   * @returns {Promise<T>}
   */
  async ask(request) {
    /** @type {T | Fault} */
    const answer = JSON.parse(await this.#send(JSON.stringify({ page: LANGUAGE, ...request })));
    const fault = /** @type {Partial<Fault>} */ (answer).fault;
    if (fault?.code === UNREACHABLE) throw new PartUnreachable(fault.detail);
    if (fault) throw new ProgramFault(`${fault.code} ${fault.detail}`);
    return /** @type {T} */ (answer);
  }

  /** @param {string} request */
  async #send(request) {
    const connection = this.start();
    try {
      return await connection.ask(request);
    } catch (problem) {
      // A request that killed Python is a fault of ours; that Python cannot be had at all, the engine has said itself.
      const ours = problem instanceof CalculatorError && (problem.code === "calculation" || (problem.code === "fatal" && !this.#isOver(connection)));
      throw ours ? new ProgramFault(problem.message) : problem;
    }
  }

  /** Closed by the reader, or given up. @param {ReturnType<typeof connect>} connection */
  #isOver(connection) {
    return connection !== this.#connection || this.stage === "failed";
  }

  /** @param {Stage} stage */
  #turn(stage) {
    if (stage === this.stage) return;
    this.stage = stage;
    this.onStage(stage);
  }
}
