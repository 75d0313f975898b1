/**
 * Which questions the form asks: one that another answer has made void is not shown, and its old answer does not count.
 *
 * The style sheet hides these parts by the same conditions; a test holds the two against each other. They are reckoned
 * here from the answers alone, since asking the browser what it shows takes a whole layout.
 */

import { valueOf } from "./values.mjs";

const CONDITIONAL =
  "[data-when-regime], [data-when-side], [data-when-not], [data-when-rate], .when-home, .when-suspended, .when-company, .when-person";

/** @typedef {{ made: string, names: Set<string> }} Known */

/** What is asked follows from what is chosen, never from what is typed: reckoned again only after a choice. @type {WeakMap<HTMLFormElement, Known>} */
const known = new WeakMap();

/** The names of the fields that are put away. @param {HTMLFormElement} form @returns {Set<string>} */
export function notAsked(form) {
  const made = choices(form);
  const before = known.get(form);
  if (before?.made === made) return before.names;
  const answers = new Answers(form);
  /** @type {Set<string>} */
  const names = new Set();
  for (const part of form.querySelectorAll(CONDITIONAL)) {
    if (!isPutAway(part, answers)) continue;
    for (const field of part.querySelectorAll("[name]")) names.add(field.getAttribute("name") ?? "");
  }
  for (const name of asleepNotAsked(form, answers)) names.add(name);
  known.set(form, { made, names });
  return names;
}

/** Rows that sleep hold answers without their questions: the row that is added next says which regime asks them. @param {HTMLFormElement} form @param {Answers} answers */
function* asleepNotAsked(form, answers) {
  const rows = form.querySelectorAll("[data-asleep]:not([data-filled])");
  const template = rows.length ? form.ownerDocument.getElementById("row-invoice") : null;
  if (!(template instanceof HTMLTemplateElement)) return;
  const unasked = new Set();
  for (const part of template.content.querySelectorAll("[data-when-regime]")) {
    if (part.getAttribute("data-when-regime")?.split(" ").includes(answers.regime)) continue;
    for (const field of part.querySelectorAll("[name]")) unasked.add(ofInvoice(field.getAttribute("name") ?? ""));
  }
  for (const row of rows) {
    for (const field of row.querySelectorAll("[name]")) {
      const name = field.getAttribute("name") ?? "";
      if (unasked.has(ofInvoice(name))) yield name;
    }
  }
}

/** A field's name without its invoice's number. @param {string} name */
function ofInvoice(name) {
  return name.replace(/^invoices-\w+?-/, "");
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

/** Writes on the form what the style sheet shows and hides its parts by. @param {HTMLFormElement} form */
export function showAnswers(form) {
  const { side, debtor, creditor, claimant, rate, abroad } = new Answers(form);
  Object.assign(form.dataset, { side, debtor, creditor, claimant, rate });
  form.toggleAttribute("data-abroad", abroad);
  const root = form.closest("#calculator");
  if (root instanceof HTMLElement) root.dataset["side"] = side;
}

class Answers {
  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.form = form;
    this.side = this.of("side");
    this.debtor = this.of("debtor-kind");
    this.creditor = this.of("creditor-kind");
    this.regime = regimeOf(this.debtor, this.creditor);
    this.abroad = !["", "FR"].includes(this.of("debtor-country"));
    this.claimant = this.of("situation-claimant-kind");
    this.rate = this.of("terms-rate-basis");
  }

  /** @param {string} name */
  of(name) {
    return valueOf(this.form, name);
  }
}

/** @param {string} debtor @param {string} creditor */
function regimeOf(debtor, creditor) {
  if (debtor === "public-body") return "public";
  return debtor === "consumer" || creditor === "individual" ? "civil" : "b2b";
}

/** @param {Element} part @param {Answers} answers */
function isPutAway(part, answers) {
  if (!(part instanceof HTMLElement)) return false;
  const { whenRegime, whenSide, whenNot, whenRate } = part.dataset;
  if (whenRate !== undefined && whenRate !== answers.rate) return true;
  // What a file has answered stays in sight.
  if ("filled" in part.dataset) return false;
  if (whenRegime !== undefined && !whenRegime.split(" ").includes(answers.regime)) return true;
  if (whenSide !== undefined && whenSide !== answers.side) return true;
  if (whenNot !== undefined && whenNot === answers.debtor) return true;
  return [...part.classList].some(name => VOID[name]?.(answers, part) ?? false);
}

/** When the questions of a class are void. @type {Record<string, (answers: Answers, part: HTMLElement) => boolean>} */
const VOID = {
  "when-home": answers => answers.regime === "public" || answers.abroad,
  "when-company": answers => answers.claimant === "person",
  "when-person": answers => answers.claimant === "company",
  "when-suspended": (answers, part) => answers.regime !== "public" || !hasTerm(answers, part),
};

/** @param {Answers} answers @param {HTMLElement} part */
function hasTerm(answers, part) {
  const row = part.closest("[data-row]")?.getAttribute("data-row") ?? "";
  return answers.of(`${row}-due_mode`) === "term";
}
