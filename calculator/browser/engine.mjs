/** The calculation: started once, kept across the pages of the site, started afresh when the reader asks for it. */

import { CalculatorError, connect } from "./runtime.mjs";

/**
 * @typedef {import("./types.d.ts").Answer} Answer
 * @typedef {import("./types.d.ts").Fault} Fault
 * @typedef {import("./types.d.ts").Request} Request
 * @typedef {import("./types.d.ts").Stage} Stage
 */

/** The program answered that it failed: the fault is ours, not the reader's. */
export class ProgramFault extends Error {}

export class Engine {
  /** @type {Stage} */
  stage = "idle";
  /** @type {ReturnType<typeof connect> | null} */
  #connection = null;

  /** @param {string} runtimeUrl @param {(stage: Stage) => void} onStage */
  constructor(runtimeUrl, onStage) {
    this.runtimeUrl = runtimeUrl;
    this.onStage = onStage;
  }

  start() {
    if (this.#connection) return this.#connection;
    this.#turn("loading");
    const connection = connect({
      runtimeUrl: this.runtimeUrl,
      onStatus: ({ stage, detail }) => {
        if (connection !== this.#connection) return;
        // For whoever is asked why: the reader is told in a sentence.
        if (detail) console.error(detail);
        this.#turn(stage === "ready" || stage === "failed" ? stage : "loading");
      },
    });
    this.#connection = connection;
    return connection;
  }

  restart() {
    this.#connection?.close();
    this.#connection = null;
    this.start();
  }

  /**
   * @template {Answer | Record<string, unknown>} T
   * @param {Request} request
   * @returns {Promise<T>}
   */
  async ask(request) {
    /** @type {T | Fault} */
    const answer = JSON.parse(await this.#send(JSON.stringify(request)));
    const fault = /** @type {Partial<Fault>} */ (answer).fault;
    if (fault) throw new ProgramFault(`${fault.code} ${fault.detail}`);
    return /** @type {T} */ (answer);
  }

  /** @param {string} request */
  async #send(request) {
    try {
      return await this.start().ask(request);
    } catch (problem) {
      if (problem instanceof CalculatorError && problem.code === "calculation") throw new ProgramFault(problem.message);
      throw problem;
    }
  }

  /** @param {Stage} stage */
  #turn(stage) {
    if (stage === this.stage) return;
    this.stage = stage;
    this.onStage(stage);
  }
}
