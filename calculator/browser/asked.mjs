/**
 * Which questions the form asks: one that another answer has made void is not shown, and its old answer does not count.
 *
 * The rule is the application's (calculator/app/fields.py), written on each part as `data-when`; here it is read as data,
 * from the answers alone. Parts with `data-sent` are put out of sight and their answers sent all the same; parts with
 * `data-filled` stay in sight, since a file has answered them.
 */

import { valueOf } from "./values.mjs";

/** Parts whose answers count only as long as they are asked. */
export const CONDITIONAL = "[data-when]:not([data-sent])";

/** @typedef {{ made: string, names: Set<string> }} Known */
/** @typedef {{ name: string, values: string[] }} Test */

/** What is asked follows from what is chosen, never from what is typed: reckoned again only after a choice. @type {WeakMap<HTMLFormElement, Known>} */
const known = new WeakMap();

/** Each condition is read once: alternatives, each of some tests that must all hold. @type {Map<string, Test[][]>} */
const conditions = new Map();

/** The names of the fields that are put away. @param {HTMLFormElement} form @returns {Set<string>} */
export function notAsked(form) {
  const made = choices(form);
  const before = known.get(form);
  if (before?.made === made) return before.names;
  const answers = new Answers(form);
  /** @type {Set<string>} */
  const names = new Set();
  for (const part of form.querySelectorAll(CONDITIONAL)) {
    if (isInSight(part, answers)) continue;
    for (const field of part.querySelectorAll("[name]")) names.add(field.getAttribute("name") ?? "");
  }
  for (const name of asleepNotAsked(form, answers)) names.add(name);
  known.set(form, { made, names });
  return names;
}

/** Rows that sleep hold answers without their questions: the row that is added next says when these are asked. @param {HTMLFormElement} form @param {Answers} answers */
function* asleepNotAsked(form, answers) {
  const rows = form.querySelectorAll("[data-asleep]:not([data-filled])");
  const template = rows.length ? form.ownerDocument.getElementById("row-invoice") : null;
  if (!(template instanceof HTMLTemplateElement)) return;
  const parts = [...template.content.querySelectorAll(CONDITIONAL)].map(part => ({
    when: part.getAttribute("data-when") ?? "",
    names: [...part.querySelectorAll("[name]")].map(field => (field.getAttribute("name") ?? "").replace(/^invoices-\w+?-/, "-")),
  }));
  for (const row of rows) {
    const own = row.getAttribute("data-row") ?? "";
    for (const { when, names } of parts) if (!answers.allow(when, own)) yield* names.map(name => own + name);
  }
}

/** @param {HTMLFormElement} form */
function choices(form) {
  const said = [];
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) said.push(field.name, field.value);
    else if (field instanceof HTMLInputElement && (field.type === "radio" || field.type === "checkbox")) said.push(field.name, field.checked);
  }
  // rows come and go, and with them questions
  return `${form.elements.length} ${said.join(" ")}`;
}

/** Shows what is asked and puts the rest out of sight; the form bears who is asked, for its looks. @param {HTMLFormElement} form */
export function showAnswers(form) {
  const answers = new Answers(form);
  const [side, debtor] = [answers.of("side"), answers.of("debtor-kind")];
  Object.assign(form.dataset, { side, debtor });
  const root = form.closest("#calculator");
  if (root instanceof HTMLElement) root.dataset["side"] = side;
  for (const part of form.querySelectorAll("[data-when]")) {
    const hidden = !isInSight(part, answers);
    if (part instanceof HTMLElement && part.hidden !== hidden) part.hidden = hidden;
  }
}

/** @param {Element} part @param {Answers} answers */
function isInSight(part, answers) {
  if (part.hasAttribute("data-filled")) return true;
  return answers.allow(part.getAttribute("data-when") ?? "", part.closest("[data-row]")?.getAttribute("data-row") ?? "");
}

class Answers {
  /** @type {Map<string, string>} */
  #found = new Map();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
  }

  /** @param {string} when a condition @param {string} row the name of the row that it stands in */
  allow(when, row) {
    return read(when).some(tests => tests.every(test => this.#passes(test, row)));
  }

  /** @param {Test} test @param {string} row */
  #passes({ name, values }, row) {
    const found = this.of(name.startsWith("-") ? row + name : name);
    return values[0] === "*" ? found !== "" : values.includes(found);
  }

  /** @param {string} name of a field or of a list */
  of(name) {
    let found = this.#found.get(name);
    if (found === undefined) this.#found.set(name, (found = howMany(this.form, name) ?? valueOf(this.form, name)));
    return found;
  }
}

/** @param {string} when @returns {Test[][]} */
function read(when) {
  let found = conditions.get(when);
  if (!found) conditions.set(when, (found = when.split(",").map(tests => tests.trim().split(" ").map(testOf))));
  return found;
}

/** @param {string} text @returns {Test} */
function testOf(text) {
  const [name = "", values = ""] = text.split("=");
  return { name, values: values.split("|") };
}

/** How many rows a list has, `gone` for lines of rows that can come back; null for what is no list. @param {HTMLFormElement} form @param {string} name */
function howMany(form, name) {
  if (name.includes("-")) return null;
  const list = form.querySelector(`[data-list="${name}"]`);
  if (!list) return null;
  const rows = list.querySelectorAll(":scope > .row").length;
  if (rows) return rows > 1 ? "many" : "one";
  return list.firstElementChild ? "gone" : "";
}
