// How much has come of what a calculation needs: megabytes, which a slow line takes a minute for.

import { TEXTS, arrivedOf, loadedOf } from "./texts.mjs";

/** Less than 2 megabits a second. */
const SLOW_MS = 30_000;

/** @typedef {Record<string, [raw: number, wire: number]>} Weights of each file, inflated and on the way */

export class Loading {
  /** @type {Map<string, number>} */
  #come = new Map();
  #whole = 0;
  #began = 0;
  #took = 0;

  /** @param {Weights} weights */
  constructor(weights) {
    this.weights = weights;
    for (const [, wire] of Object.values(weights)) this.#whole += wire;
  }

  /** @param {string} file @param {number} bytes of it that have come, inflated */
  came(file, bytes) {
    const [raw = 0, wire = 0] = this.weights[file] ?? [];
    if (!raw) return;
    this.#began ||= performance.now();
    this.#come.set(file, Math.min(bytes / raw, 1) * wire);
    if (!this.#took && this.share >= 1) this.#took = performance.now() - this.#began;
  }

  get share() {
    let come = 0;
    for (const each of this.#come.values()) come += each;
    return this.#whole ? come / this.#whole : 0;
  }

  /** Whether it has all come, and shown the line to be a slow one. */
  get wasSlow() {
    return this.#took > SLOW_MS;
  }

  /** Once all of it is there, Python has still to begin. */
  get words() {
    return this.#isComing ? loadedOf(this.share * this.#whole, this.#whole) : TEXTS.barLoading;
  }

  /** The same after a sentence that says what is being prepared. */
  get arrived() {
    return this.#isComing ? arrivedOf(this.share * this.#whole, this.#whole) : "";
  }

  get #isComing() {
    return this.share > 0 && this.share < 1;
  }
}
