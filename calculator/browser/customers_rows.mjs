/** The rows of the customers' screen, drawn. */

import { partyOf } from "./cases.mjs";
import { CASES, about } from "./cases_texts.mjs";

/**
 * @typedef {import("./types.d.ts").CaseRow} CaseRow
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 * @typedef {import("./types.d.ts").Reckoned} Reckoned
 */

/** A case's row. @param {CaseRow & { name: string }} listed @param {boolean} isOpen whether it is the one on the page */
export function lineOf({ id, name, row }, isOpen) {
  const line = element("tr", { role: "row", "data-case": id, "data-state": row.state });
  if (isOpen) line.setAttribute("data-open", "");
  const head = element("th", { role: "rowheader", scope: "row" });
  head.append(action(name, "case-open", id, "case-open"));
  line.append(head);
  const { due, born_before, not_due, oldest, step, on, last, lost } = row.texts;
  const next = cell("step", step);
  if (/\d/.test(on)) next.dataset["on"] = on;
  const owed = cell("due", due);
  if (born_before) owed.append(element("span", { class: "born-before" }, born_before));
  line.append(owed, cell("later", not_due, CASES.laterLabel), cell("oldest", oldest), next, cell("on", on));
  const end = cell("last", last, CASES.lastLabel);
  if (lost) end.append(element("span", { class: "badge badge-lost" }, lost));
  const acts = element("td", { role: "cell", class: "acts" });
  acts.append(action(CASES.rename, "case-rename", id, "quiet", about(CASES.rename, name)));
  acts.append(" ", action(CASES.erase, "case-erase", id, "quiet", about(CASES.erase, name)));
  line.append(end, acts);
  return line;
}

/** A case whose figures are still to come. @param {KeptCase} record @returns {CaseRow} */
export function pending(record) {
  const none = CASES.pending;
  /** @type {Reckoned} */
  const row = {
    id: record.id,
    state: record.fields["side"] === "debtor" ? "debtor" : "incomplete",
    party: partyOf(record.fields),
    numbers: "",
    letter: "",
    order: { due: -1, not_due: -1, paid_late: -1, born_before: -1, oldest: -1, on: "", last: "" },
    texts: { due: none, born_before: "", not_due: none, oldest: none, step: none, on: none, last: none, lost: "" },
  };
  return { id: record.id, revision: record.revision, day: "", program: "", row };
}

/** @param {string} tag @param {Record<string, string>} attributes @param {string} [text] */
function element(tag, attributes, text) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** @param {string} kind @param {string} text @param {string} [label] said before it where the heads are not shown */
function cell(kind, text, label) {
  return element("td", { role: "cell", class: kind, ...(label && /\d/.test(text) ? { "data-label": label } : {}) }, text);
}

/** @param {string} words @param {string} name @param {string} id @param {string} kind @param {string} [label] */
function action(words, name, id, kind, label) {
  return element("button", { type: "button", class: kind, "data-action": name, "data-case": id, ...(label ? { "aria-label": label } : {}) }, words);
}
