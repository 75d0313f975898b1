/** The tab's own memory of the case: kept while the reader types, taken up when the document comes back. */

import { putFields } from "./entries.mjs";
import { everything, same } from "./fields.mjs";
import { forget, formState, keep, kept, openParts, refill, reopen } from "./keeping.mjs";

/**
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("./types.d.ts").KeptLetter} KeptLetter
 */

const KEEPING_PAUSE_MS = 250;
/** Signs that the reader has gone elsewhere in the page: it is not moved under their hands. */
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * @typedef {object} Around what else of the page is kept
 * @property {() => { left: string[], sent: boolean, total: string, letter: KeptLetter }} state
 * @property {() => boolean} holdsLetter whether something of a letter was typed
 * @property {() => void} notKept the browser keeps nothing
 */

export class Visit {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** The form as the document was left: what a browser brings back may have lost it. @type {Fields | null} */
  #left = null;
  /** @type {Element[]} */
  #unsaid = [];
  /** The entries that lie in a file too. @type {Fields | null} */
  #safe = null;
  #refused = false;
  /** @type {string[]} */
  #toOpen = [];
  #scroll = 0;

  /**
   * @param {HTMLElement} root
   * @param {HTMLFormElement} form
   * @param {Fields} blank the entries of a form that nobody has touched
   * @param {Around} around
   */
  constructor(root, form, blank, around) {
    this.root = root;
    this.form = form;
    this.blank = blank;
    this.around = around;
    for (const sign of ["input", "change", "click"]) root.addEventListener(sign, () => this.keepSoon());
    root.addEventListener("toggle", () => this.keepSoon(), true);
    addEventListener("pagehide", event => this.#leaves(event.persisted));
    addEventListener("pageshow", () => this.#isBack());
    // Only a browser that keeps nothing has to ask.
    addEventListener("beforeunload", event => this.#refused && this.unsaved && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
  }

  get untouched() {
    return same(everything(this.form), this.blank) && !this.around.holdsLetter();
  }

  /** Whether something would be lost if another case took the place of this one. */
  get unsaved() {
    return !this.untouched && !this.#inAFile();
  }

  /** The case lies in a file as it is. */
  saved() {
    this.#safe = everything(this.form);
    this.keepSoon();
  }

  keepSoon() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.keep(), KEEPING_PAUSE_MS);
  }

  keep() {
    clearTimeout(this.#pause);
    this.#left = everything(this.form);
    if (this.untouched) return forget();
    const state = { ...formState(this.form), ...this.around.state() };
    const scroll = Math.round(scrollY);
    const at = new Date().toISOString();
    if (keep({ ...state, open: openParts(this.root), scroll, safe: this.#inAFile(), at })) return;
    if (!this.#refused) this.around.notKept();
    this.#refused = true;
  }

  forget() {
    clearTimeout(this.#pause);
    this.#safe = null;
    this.#toOpen = [];
    forget();
  }

  /** What this tab held before, put back into the form. @returns {Kept | null} */
  takeUp() {
    const before = kept();
    if (!before) return null;
    refill(this.root, this.form, before);
    if (before.safe) this.#safe = everything(this.form);
    this.#toOpen = before.open;
    this.#scroll = before.scroll;
    for (const sign of MOVES) addEventListener(sign, () => this.#stay(), { capture: true, passive: true, once: true });
    this.settle();
    return before;
  }

  /** The page has grown: what was open is opened, and the reader is where they were. */
  settle() {
    if (!this.#toOpen.length && !this.#scroll) return;
    reopen(this.root, this.#toOpen);
    if (this.#scroll) requestAnimationFrame(() => this.#scroll && scrollTo({ top: this.#scroll, behavior: "instant" }));
  }

  /**
   * WebKit empties the fields that say `autocomplete=off` when it shows a page that it had kept in memory, a moment after
   * it has said so: while the page lies there, they do not say it.
   * @param {boolean} persisted the browser may keep the page as it is
   */
  #leaves(persisted) {
    this.keep();
    if (!persisted) return;
    this.#unsaid = [...this.root.querySelectorAll("input[autocomplete=off]")];
    for (const field of this.#unsaid) field.removeAttribute("autocomplete");
  }

  #isBack() {
    for (const field of this.#unsaid) field.setAttribute("autocomplete", "off");
    this.#unsaid = [];
  }

  /** The document came back from the browser's own store, which may have emptied its fields. @returns {boolean} whether it had */
  cameBack() {
    return this.#left !== null && putFields(this.form, this.#left);
  }

  #stay() {
    this.#scroll = 0;
    this.#toOpen = [];
  }

  /** An entry that appears empty, or in another place, changes nothing: the page adds some by itself. */
  #inAFile() {
    return this.#safe !== null && same(everything(this.form), this.#safe);
  }
}
