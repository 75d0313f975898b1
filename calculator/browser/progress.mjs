/**
 * Whether the figures shown follow the form. What takes longer than a blink says so where the eye is: above the total,
 * and in the bar at the foot of a phone. A figure that does not follow is never shown as current.
 */

import { showFollowing } from "./status.mjs";
import { TEXTS } from "./texts.mjs";

const WORKING_MS = 300;
const STALE_MS = 1000;
const LONG_MS = 8000;
const TELLING_MS = 400;
/** Python has megabytes to fetch: on a slow line nothing is wrong yet. */
export const LONG_LOADING_MS = 60_000;

/** @typedef {"" | "working" | "stale" | "long" | "stopped" | "failed"} Phase */

export class Progress {
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];
  /** @type {Phase} */
  phase = "";
  /** How often the reader is told how much has come: what changes faster is not read. */
  #told = 0;

  /**
   * @param {HTMLElement} root
   * @param {HTMLElement} place the line above the total
   * @param {HTMLElement} bar
   * @param {() => boolean} loading whether Python is still on its way
   * @param {import("./loading.mjs").Loading} loaded how much of it has come
   */
  constructor(root, place, bar, loading, loaded) {
    this.root = root;
    this.place = place;
    this.bar = bar;
    this.loading = loading;
    this.loaded = loaded;
  }

  /** The form is not what the figures say; a wait that has begun goes on. */
  begin() {
    if (this.#timers.length && this.phase !== "stopped" && this.phase !== "failed") return;
    this.end();
    const long = this.loading() ? LONG_LOADING_MS : LONG_MS;
    this.#timers = [
      setTimeout(() => this.#turn("working"), WORKING_MS),
      setTimeout(() => this.#turn("stale"), STALE_MS),
      setTimeout(() => this.#turn("long"), long),
    ];
  }

  /** More of Python has come: as long as it does, nothing is wrong. */
  fetched() {
    if (performance.now() - this.#told < TELLING_MS || !this.loading()) return;
    this.#told = performance.now();
    if (this.#timers.length) {
      clearTimeout(this.#timers.pop());
      this.#timers.push(setTimeout(() => this.#turn("long"), LONG_LOADING_MS));
    }
    this.#turn(this.phase === "long" ? "stale" : this.phase);
  }

  /** The figures follow the form again. */
  end() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    this.#turn("");
  }

  /** They will not, until the reader asks for it. @param {"stopped" | "failed"} how */
  halt(how) {
    this.end();
    this.#turn(how);
  }

  /** The new content of the bar has come: it says again where things stand. */
  paintBar() {
    const { phase } = this;
    const mute = phase === "" || this.root.dataset.state === "first" || (phase === "working" && !this.loading());
    if (mute) return;
    const words = this.bar.querySelector("span");
    const halted = this.root.dataset.state === "computed" ? TEXTS.notFollowed : TEXTS.barStopped;
    if (words) words.textContent = phase === "stopped" || phase === "failed" ? halted : this.#waiting();
    this.bar.querySelector(".amount")?.remove();
  }

  /** The figures are others than they were: says again where things stand. */
  paint() {
    this.#turn(this.phase);
  }

  /** First figures follow what is typed without Python, which they themselves say is on its way. */
  get #firstFollow() {
    return this.root.dataset.state === "first" && !["stopped", "failed"].includes(this.phase);
  }

  /** @param {Phase} phase */
  #turn(phase) {
    if (phase === this.phase && phase === "") return;
    this.phase = phase;
    if (phase && this.root.dataset.state !== "first") this.root.dataset.progress = phase;
    else delete this.root.dataset.progress;
    this.place.replaceChildren(...this.#line());
    this.#tellBesideFirst();
    this.paintBar();
    showFollowing(this.root, phase === "" || phase === "working");
  }

  #waiting() {
    return this.loading() ? this.loaded.words : TEXTS.barWorking;
  }

  /** @returns {(Node | string)[]} */
  #line() {
    if (this.#firstFollow) return [];
    const figures = this.root.dataset.state === "computed";
    if (this.loading() && (this.phase === "working" || (this.phase === "stale" && !figures))) return this.#coming();
    switch (this.phase) {
      case "stale": return [figures ? TEXTS.stale : TEXTS.barWorking];
      case "long": return [TEXTS.long, " ", button("retry", TEXTS.retry), " ", button("stop", TEXTS.stop)];
      case "stopped": return [figures ? TEXTS.stoppedFigures : TEXTS.stopped, " ", button("retry", TEXTS.resume)];
      case "failed":
        if (this.root.dataset.state === "first") return [TEXTS.failedFirst, " ", button("retry", TEXTS.retry)];
        return figures ? [TEXTS.failedFigures, " ", button("retry", TEXTS.retry)] : [];
      default: return [];
    }
  }

  /** How much of it has come, in words and as a bar. */
  #coming() {
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", TEXTS.loadingBar);
    bar.value = this.loaded.share;
    return [this.loaded.words, " ", bar];
  }

  /** Beside the first figures, which stand meanwhile. */
  #tellBesideFirst() {
    const said = this.root.querySelector("#result > .pending");
    if (!said || this.root.dataset.state !== "first" || !this.loading()) return;
    const place = said.querySelector(".loaded") ?? said.appendChild(document.createElement("span"));
    place.className = "loaded";
    place.textContent = ` ${this.loaded.arrived}`;
  }
}

/** @param {string} action @param {string} words */
function button(action, words) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["action"] = action;
  made.textContent = words;
  return made;
}
