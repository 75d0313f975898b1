/** What is said beside each field: what was understood, and what is wrong once the reader has left the field. */

import { write } from "./text.mjs";

/** @typedef {import("./types.d.ts").Mark} Mark */

export class Marks {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    /** @type {Record<string, Mark>} */
    this.latest = {};
    /** @type {Set<string>} */
    this.left = new Set();
    this.sent = false;
    /** What was painted last; none of it where the fields are others than they were. @type {Record<string, Mark>} */
    this.painted = {};
  }

  /** The fields have been put there anew: nothing stands beside them yet. */
  renew() {
    this.painted = {};
  }

  forget() {
    this.latest = {};
    this.left.clear();
    this.sent = false;
  }

  /** Paints what is new. @param {Record<string, Mark>} marks */
  update(marks) {
    const before = this.painted;
    this.latest = this.painted = marks;
    for (const name of new Set([...Object.keys(before), ...Object.keys(marks)])) {
      if (before[name] !== marks[name]) this.paintNamed(name);
    }
  }

  paint() {
    this.painted = this.latest;
    for (const holder of this.root.querySelectorAll("[data-field]")) this.#paintField(holder);
  }

  /** @param {string} name of a field */
  paintNamed(name) {
    for (const holder of this.root.querySelectorAll(`[data-field="${CSS.escape(name)}"]`)) this.#paintField(holder);
  }

  /** @param {string} name */
  #isShown(name) {
    const mark = this.latest[name];
    if (!mark?.error) return false;
    return mark.missing ? this.sent : this.sent || this.left.has(name);
  }

  /** @param {Element} holder */
  #paintField(holder) {
    const name = holder.getAttribute("data-field") ?? "";
    const mark = this.latest[name] ?? {};
    const shown = this.#isShown(name);
    write(document.getElementById(`${name}-error`), shown ? mark.error ?? "" : "");
    write(document.getElementById(`${name}-echo`), shown ? "" : mark.echo ?? "");
    write(document.getElementById(`${name}-warning`), mark.warning ?? "");
    holder.toggleAttribute("data-invalid", shown);
    holder.toggleAttribute("data-needed", mark.missing ?? false);
    // A radio button has no invalid state of its own: its group's message says it.
    for (const control of holder.querySelectorAll("input:not([type=radio]):not([type=checkbox]), select, textarea")) {
      if (control.getAttribute("name") !== name) continue;
      if (shown) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }
}
