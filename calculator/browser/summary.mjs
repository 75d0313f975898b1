/** The list above the form: what is wrong in it, or why a file was not opened. */

import { same } from "./fields.mjs";
import { morphInto } from "./morphing.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */

export class Summary {
  /** @type {Fields | null} what the form held when a file was refused: until it changes, the refusal stands */
  #refusedWith = null;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /** Whether errors of the form are listed. */
  get lists() {
    return this.place.childElementCount > 0 && !this.#refusedWith;
  }

  /** @param {string} html the form's errors, or nothing @param {Fields} fields */
  follow(html, fields) {
    if (!html && this.#refusedWith && same(this.#refusedWith, fields)) return;
    this.#refusedWith = null;
    morphInto(this.place, html);
  }

  clear() {
    this.#refusedWith = null;
    morphInto(this.place, "");
  }

  /** @param {string} html @param {Fields} fields */
  refuse(html, fields) {
    this.#refusedWith = fields;
    morphInto(this.place, html);
    this.focus();
  }

  /** @param {string} sentence why a file was not even read @param {Fields} fields */
  refuseUnread(sentence, fields) {
    const holder = document.createElement("div");
    const summary = document.createElement("div");
    summary.className = "error-summary";
    summary.tabIndex = -1;
    summary.setAttribute("role", "group");
    summary.setAttribute("aria-label", TEXTS.notOpened);
    const heading = document.createElement("h3");
    heading.textContent = TEXTS.notOpened;
    const text = document.createElement("p");
    text.textContent = sentence;
    summary.append(heading, text);
    holder.append(summary);
    this.refuse(holder.innerHTML, fields);
  }

  focus() {
    const list = this.place.querySelector("[tabindex]");
    if (list instanceof HTMLElement) list.focus();
  }
}
