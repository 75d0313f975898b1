/** The line above the form: a case was taken up again, opened or saved; and up to which day its figures go. */

import { TEXTS, recalculateTo, stoppedOn } from "./texts.mjs";

export class Notice {
  /** What was said of the case, whatever its day. */
  #said = "";
  /** What can be done about it, for as long as it stands. @type {HTMLButtonElement | null} */
  #offered = null;
  /** Whether it was there before the reader came back: it can be erased from here. */
  #restored = false;
  /** Whether it tells what the last step has changed: a step back or forth makes it untrue. */
  #ofStep = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /** @param {string} sentence @param {"lasting" | "restored" | "step"} [kind] */
  say(sentence, kind = "lasting") {
    this.#said = sentence;
    this.#restored = kind === "restored";
    this.#ofStep = kind === "step";
    this.#offered = null;
  }

  /** The form went a step back or forth: what was said of a step may be true no more. @returns {boolean} whether something was */
  overtaken() {
    if (!this.#ofStep) return false;
    this.clear();
    return true;
  }

  /** A button beside what was said. @param {string} action @param {string} words */
  offer(action, words) {
    this.#offered = buttonFor(action, words);
  }

  /** What was offered is no longer to be had. */
  withdraw() {
    this.#offered?.remove();
    this.#offered = null;
  }

  clear() {
    this.#said = "";
    this.#restored = this.#ofStep = false;
    this.#offered = null;
    this.place.replaceChildren();
    this.place.hidden = true;
  }

  /**
   * @param {Date | null} asOf up to which day the figures go, where it can be read
   * @param {Date} today
   */
  show(asOf, today) {
    /** @type {(Node | string)[]} */
    const parts = this.#said ? [this.#said] : [];
    if (this.#offered) parts.push(" ", this.#offered);
    if (asOf && asOf < today) {
      if (parts.length) parts.push(" ");
      parts.push(stoppedOn(asOf), " ", recalculation(today));
    }
    if (this.#restored) parts.push(" ", erasing());
    this.place.replaceChildren(...parts);
    this.place.hidden = parts.length === 0;
  }

  focus() {
    this.place.focus({ preventScroll: true });
    this.place.scrollIntoView({ block: "nearest" });
  }
}

/** @param {Date} today */
function recalculation(today) {
  const button = buttonFor("recalculate", recalculateTo(today));
  button.title = TEXTS.recalculate;
  return button;
}

function erasing() {
  const button = buttonFor("clear", TEXTS.clear);
  button.className = "quiet";
  return button;
}

/** @param {string} action @param {string} words */
function buttonFor(action, words) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["action"] = action;
  button.textContent = words;
  return button;
}
