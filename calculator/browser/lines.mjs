/**
 * The list of invoices: a line for each, one of them open under its line. A single invoice needs no line: it is open.
 *
 * What stands on a line comes with the answer; until then, and where an invoice is wrong, it is what was typed.
 */

import { readerOf } from "./addressing.mjs";
import { wake } from "./asleep.mjs";
import { focusFirstField } from "./rows.mjs";
import { write } from "./text.mjs";
import { TEXTS, invoiceName, notFound } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Line} Line */
/** @typedef {import("./types.d.ts").Mark} Mark */

const ROWS = "#invoices > .row-invoice";
/** From so many on, a search is worth its place. */
const SEARCH_FROM = 6;
const CELLS = ["due", "amount", "credited", "paid", "sum", "late"];

export class Lines {
  /** @type {Record<string, Line>} */
  #lines = {};
  /** @type {Set<string>} */
  #wrong = new Set();
  /** What is owed to a private person is no invoice. */
  #private = false;
  /** What each row shows: of which answer, and in which place. @type {WeakMap<Element, string>} */
  #shown = new WeakMap();
  /** The fields that a line repeats, by their names. @type {WeakMap<Element, Map<string, Element | null>>} */
  #fields = new WeakMap();

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    root.addEventListener("keydown", event => this.#key(event));
    root.addEventListener("input", event => {
      if (event.target instanceof HTMLInputElement && event.target.id === "invoice-search") this.#search(event.target.value);
    });
  }

  /** @returns {HTMLElement[]} */
  get rows() {
    return [...this.root.querySelectorAll(ROWS)].filter(row => row instanceof HTMLElement);
  }

  /** What was reckoned of each invoice, or what is wrong with it. @param {Record<string, Line>} lines @param {Record<string, Mark>} marks */
  show(lines, marks) {
    this.#lines = lines;
    this.#wrong = new Set(Object.entries(marks).flatMap(([name, mark]) => (mark.error && /^invoices-\d+/.exec(name)?.[0]) || []));
    this.paint();
  }

  paint() {
    const rows = this.rows;
    const form = this.root.querySelector("form");
    this.#private = form instanceof HTMLFormElement && readerOf(form).private;
    this.root.toggleAttribute("data-many", rows.length > 1);
    // the open one may have been taken out
    this.#showOpen();
    rows.forEach((row, place) => this.#paintRow(row, place, rows.length));
    write(this.root.querySelector("#invoices-count"), rows.length > 1 ? `(${rows.length})` : "");
    this.root.toggleAttribute("data-searchable", rows.length >= SEARCH_FROM);
    this.root.toggleAttribute("data-credited", Object.values(this.#lines).some(line => line.credited !== "–"));
  }

  /** Something was typed in one of them. @param {Element} field */
  paintAround(field) {
    const rows = this.rows;
    const place = rows.findIndex(row => row.contains(field));
    const row = rows[place];
    if (row) this.#paintRow(row, place, rows.length);
  }

  /** @param {HTMLElement} row @param {number} place @param {number} count */
  #paintRow(row, place, count) {
    const name = row.dataset.row ?? "";
    const line = this.#lines[name];
    const wrong = this.#wrong.has(name);
    const [number, due, amount] = ["number", "due_on", "amount"].map(field => this.#typed(row, `${name}-${field}`));
    const open = row.hasAttribute("data-open");
    const shown = JSON.stringify([line, wrong, number, line && !wrong ? "" : [due, amount], place, count > 1, open, this.#private]);
    if (this.#shown.get(row) === shown) return;
    this.#shown.set(row, shown);
    row.dataset.tone = wrong ? "wrong" : line?.tone ?? "";
    write(row.querySelector("[data-cell=name]"), invoiceName(number ?? "", place + 1, this.#private));
    const cells = line && !wrong ? line : { due, amount, late: wrong ? TEXTS.toPutRight : "" };
    for (const cell of CELLS) write(row.querySelector(`[data-cell=${cell}]`), cells[/** @type {"due"} */ (cell)] ?? "–");
    this.#tell(row, count > 1 && line && !wrong ? line.told : "", place + 1);
    row.querySelector(".row-line")?.setAttribute("aria-expanded", String(open));
  }

  /** @param {Element} row @param {string} name */
  #typed(row, name) {
    const fields = this.#fields.get(row) ?? new Map();
    this.#fields.set(row, fields);
    /** @type {Element | null | undefined} */
    let field = fields.get(name);
    if (!field || !row.contains(field)) {
      field = row.querySelector(`[name="${CSS.escape(name)}"]`);
      fields.set(name, field);
    }
    return field instanceof HTMLInputElement ? field.value.trim() : "";
  }

  /** How the sum of an open invoice comes about, and where to read why. @param {HTMLElement} row @param {string} told @param {number} position */
  #tell(row, told, position) {
    const place = row.querySelector("[data-cell=told]");
    if (!place || place.getAttribute("data-told") === `${position} ${told}`) return;
    place.setAttribute("data-told", `${position} ${told}`);
    const { firstChild, lastChild } = place;
    if (told && firstChild instanceof Text && lastChild instanceof HTMLAnchorElement && lastChild.dataset["open"] === `invoice-${position}`) {
      firstChild.data = `${told} `;
      return;
    }
    place.replaceChildren();
    if (!told) return;
    const why = document.createElement("a");
    why.href = `#invoice-${position}`;
    why.dataset["open"] = `invoice-${position}`;
    why.textContent = TEXTS.why;
    place.append(`${told} `, why);
  }

  // ------------------------------------------------------------ one is open

  /** @param {string} name of a row @param {boolean} [alone] the others are closed @returns {HTMLElement | null} the row, with its questions */
  open(name, alone = true) {
    wake(this.root, name);
    const row = this.root.querySelector(`.row-invoice[data-row="${CSS.escape(name)}"]`);
    if (!(row instanceof HTMLElement)) return null;
    if (alone) for (const other of this.rows) if (other !== row) other.removeAttribute("data-open");
    row.setAttribute("data-open", "");
    this.#showOpen();
    this.paint();
    return row;
  }

  /** @param {string} name */
  close(name) {
    const row = this.root.querySelector(`.row-invoice[data-row="${CSS.escape(name)}"]`);
    row?.removeAttribute("data-open");
    this.#showOpen();
    this.paint();
    const line = row?.querySelector(".row-line");
    if (line instanceof HTMLElement && this.rows.length > 1) line.focus();
  }

  /** @param {string} name */
  toggle(name) {
    const row = this.root.querySelector(`.row-invoice[data-row="${CSS.escape(name)}"]`);
    if (row?.hasAttribute("data-open")) return this.close(name);
    const opened = this.open(name);
    if (!opened) return;
    // On a phone the row becomes a page: it begins at its head.
    if (opened.getBoundingClientRect().top < 0) opened.scrollIntoView({ block: "start" });
    focusFirstField(opened);
  }

  /** The row that is open. */
  get opened() {
    return this.rows.find(row => row.hasAttribute("data-open"))?.dataset.row ?? "";
  }

  /** The row that holds an element is opened, so that the element can be seen. @param {Element | null} element */
  openAround(element) {
    const row = element?.closest(".row-invoice");
    if (row instanceof HTMLElement && !row.hasAttribute("data-open")) this.open(row.dataset.row ?? "");
  }

  #showOpen() {
    this.root.toggleAttribute("data-row-open", this.rows.length > 1 && this.opened !== "");
  }

  // ------------------------------------------------------------ search, keys

  /** @param {string} words */
  #search(words) {
    const wanted = plain(words);
    let found = 0;
    for (const row of this.rows) {
      const fits = !wanted || plain(row.querySelector(".row-line")?.textContent ?? "").includes(wanted);
      row.toggleAttribute("data-filtered", !fits);
      if (fits) found += 1;
    }
    write(this.root.querySelector("#search-empty"), wanted && !found ? notFound(words) : "");
  }

  /** Everything is listed again. */
  forgetSearch() {
    const field = this.root.querySelector("#invoice-search");
    if (field instanceof HTMLInputElement) field.value = "";
    this.#search("");
  }

  /** Arrows go from line to line, Delete takes an invoice out: « Annuler » brings it back. @param {KeyboardEvent} event */
  #key(event) {
    const line = event.target;
    if (!(line instanceof HTMLElement)) return;
    if (event.key === "Escape" && this.root.hasAttribute("data-row-open")) {
      const row = line.closest(".row-invoice");
      if (row instanceof HTMLElement) this.close(row.dataset.row ?? "");
      return;
    }
    if (!line.matches(".row-line") || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = this.rows.filter(row => !row.hasAttribute("data-filtered"));
    const at = shown.findIndex(row => row.contains(line));
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = shown[Math.min(Math.max(to, 0), shown.length - 1)]?.querySelector(".row-line");
      if (next instanceof HTMLElement) next.focus();
    } else if (event.key === "Delete") {
      event.preventDefault();
      const remove = this.root.ownerDocument.createElement("button");
      remove.dataset["action"] = "remove";
      remove.dataset["target"] = line.dataset.target ?? "";
      remove.hidden = true;
      line.after(remove);
      remove.click();
      remove.remove();
    }
  }
}

/** Without accents, capitals and spaces. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f\s]/g, "").toLowerCase();
}
