/** What is said beside each field: what was understood, and what is wrong once the reader has left the field. */

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
  }

  forget() {
    this.latest = {};
    this.left.clear();
    this.sent = false;
  }

  /** @param {Record<string, Mark>} marks */
  update(marks) {
    this.latest = marks;
    this.paint();
  }

  paint() {
    for (const holder of this.root.querySelectorAll("[data-field]")) this.#paintField(holder);
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
    write(`${name}-error`, shown ? mark.error ?? "" : "");
    write(`${name}-echo`, shown ? "" : mark.echo ?? "");
    write(`${name}-warning`, mark.warning ?? "");
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

/** @param {string} id @param {string} text */
function write(id, text) {
  const place = document.getElementById(id);
  if (place && place.textContent !== text) place.textContent = text;
}
