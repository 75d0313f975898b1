/** What to do next: asked for once the reader has paused on a result, so that the figures never wait for it. */

import { read } from "./fields.mjs";
import { morphInto } from "./morphing.mjs";

/**
 * @typedef {import("./types.d.ts").Answer} Answer
 * @typedef {import("./types.d.ts").Fields} Fields
 */

const READING_PAUSE_MS = 600;
/** The reader must rest so many times as long as it took, which for the first time counts what it fetched. */
const RESTS = 2;
const LONGEST_PAUSE_MS = 3000;

export class Advice {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** Advice on figures that have changed since is not shown. */
  #asked = 0;
  /** How long Python took for it last: as long as it works, no key is answered. */
  #took = 0;

  /** @param {HTMLElement} root @param {(fields: Fields) => Promise<Answer>} ask */
  constructor(root, ask) {
    this.root = root;
    this.ask = ask;
  }

  /** A new result stands: what was advised before may no longer hold. */
  wanted() {
    this.#asked += 1;
    this.#stale(true);
    clearTimeout(this.#pause);
    // Where there is none yet, what comes under it waits for it.
    const first = !this.root.querySelector("#advice[data-own]");
    this.#pause = setTimeout(() => void this.#fetch(), first ? 0 : Math.min(Math.max(READING_PAUSE_MS, RESTS * this.#took), LONGEST_PAUSE_MS));
  }

  /** No result, no advice. */
  none() {
    this.#asked += 1;
    clearTimeout(this.#pause);
    this.root.querySelector("#advice")?.removeAttribute("data-own");
    morphInto(this.root.querySelector("#routes"), "");
  }

  async #fetch() {
    const asked = this.#asked;
    const form = this.root.querySelector("#claim-form");
    if (!(form instanceof HTMLFormElement)) return;
    const begun = performance.now();
    const answer = await this.ask(read(form)).catch(() => null);
    this.#took = performance.now() - begun;
    if (asked !== this.#asked) return;
    if (!answer) return this.#stale(false);
    const advice = this.root.querySelector("#advice");
    morphInto(advice, answer.html.advice);
    advice?.setAttribute("data-own", "");
    morphInto(this.root.querySelector("#routes"), answer.html.routes);
    this.#stale(false);
  }

  /** @param {boolean} stale */
  #stale(stale) {
    for (const place of this.root.querySelectorAll("#advice, #routes")) place.setAttribute("aria-busy", String(stale));
  }
}
