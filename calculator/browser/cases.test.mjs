/** `node --test`: a case as the device keeps it is read again whatever wrote it, named and found. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { VERSION, chosen, contentOf, freeName, partyOf, readCase, rowsOf, searchable, standing, together } from "./cases.mjs";
import { atTime, erasedAll, readingNotes } from "./cases_texts.mjs";

const LETTER = { chosen: "", open: false, manner: {}, asked: [], changes: {}, typed: {} };
const OLD = {
  id: "a", version: 1, revision: 3, name: "", party: "Lenoir", total: "", as_of: "", updated: "2026-11-29T09:00:00Z",
  fields: { "debtor-name": "Lenoir", "invoices-0-amount": "365" }, letter: LETTER,
};

test("rows follow from the names of the entries, parents first, by number", () => {
  const names = ["invoices-10-amount", "invoices-2-payments-3-amount", "events-1-kind", "invoices-2-payments-1-amount", "terms-rate-basis"];
  assert.deepEqual(rowsOf(Object.fromEntries(names.map(name => [name, ""]))), [
    { into: "events", name: "events-1" },
    { into: "invoices", name: "invoices-2" },
    { into: "invoices", name: "invoices-10" },
    { into: "invoices-2-payments", name: "invoices-2-payments-1" },
    { into: "invoices-2-payments", name: "invoices-2-payments-3" },
  ]);
  assert.deepEqual(rowsOf({ "debtor-name": "x" }), [{ into: "invoices", name: "invoices-0" }]);
});

test("a case of the first format is migrated, and said to be", () => {
  const read = readCase(OLD);
  assert.equal(read.kind, "whole");
  assert.equal(read.kind === "whole" && read.migrated, true);
  assert.deepEqual(read.kind === "whole" && read.record, { ...OLD, version: VERSION, rows: [{ into: "invoices", name: "invoices-0" }], answered: [] });
  const again = readCase(read.kind === "whole" ? read.record : null);
  assert.equal(again.kind === "whole" && again.migrated, false);
});

test("a term that says nothing of the month's end keeps its day: a blank that a list left out is put back", () => {
  const fields = { "invoices-0-due_mode": "term", "invoices-0-term-days": "30", "invoices-1-due_mode": "term", "invoices-1-term-end_of_month": "unknown", "invoices-2-due_mode": "due" };
  const read = readCase({ ...OLD, fields });
  assert.deepEqual(read.kind === "whole" && read.record.fields, { ...fields, "invoices-0-term-end_of_month": "" });
});

test("what is no case is damaged, and what is newer is left to newer programs", () => {
  for (const wrong of [null, 5, "x", [], {}, { ...OLD, id: 1 }, { ...OLD, fields: { a: 1 } }, { ...OLD, fields: [] }, { ...OLD, revision: 0 },
    { ...OLD, letter: undefined }, { ...OLD, version: 0 }, { ...OLD, version: 1.5 }, { ...OLD, version: VERSION, rows: [{}], answered: [] }]) {
    assert.equal(readCase(wrong).kind, "damaged", JSON.stringify(wrong));
  }
  assert.equal(readCase({ ...OLD, version: VERSION + 1, fields: 5 }).kind, "newer");
});

test("empty entries, and whether the letter is open, are no content", () => {
  const held = { fields: { a: "1", b: "" }, rows: [], answered: [], letter: LETTER };
  assert.equal(contentOf(held), contentOf({ ...held, fields: { a: "1" }, letter: { ...LETTER, open: true } }));
  assert.notEqual(contentOf(held), contentOf({ ...held, fields: { a: "2" } }));
  assert.notEqual(contentOf(held), contentOf({ ...held, letter: { ...LETTER, typed: { "letter.place": "Rennes" } } }));
});

test("what Python has read of the answers so far, and which letter is shown, are no content", () => {
  const typed = { "letter.place": "Nantes", "letter.signatory_name": "" };
  const held = { fields: { a: "1" }, rows: [], answered: [], letter: { ...LETTER, typed } };
  const again = { ...LETTER, chosen: "formal-notice", asked: ["letter.place"], changes: typed, typed: { "letter.place": "Nantes" } };
  assert.equal(contentOf(held), contentOf({ ...held, letter: again }));
  assert.notEqual(contentOf(held), contentOf({ ...held, letter: { ...LETTER, typed, manner: { language: "en" } } }));
  assert.notEqual(contentOf(held), contentOf({ ...held, letter: { ...LETTER, typed, edit: { key: "close", text: "Bien à vous" } } }));
});

test("a row that holds nothing is no content, and one that can come back is", () => {
  const held = { fields: { "invoices-0-amount": "1" }, rows: [{ into: "invoices", name: "invoices-0" }], answered: [], letter: LETTER };
  const drawn = { ...held, fields: { ...held.fields, "payments-0-amount": "" }, rows: [...held.rows, { into: "payments", name: "payments-0" }] };
  assert.equal(contentOf(drawn), contentOf(held));
  assert.notEqual(contentOf({ ...drawn, fields: { ...held.fields, "payments-0-amount": "2" } }), contentOf(held));
  const gone = { into: "payments", name: "payments-0", removed: { "payments-0-amount": "2" } };
  assert.notEqual(contentOf({ ...held, rows: [...held.rows, gone] }), contentOf(held));
  assert.equal(contentOf({ ...held, rows: [...held.rows, { ...gone, removed: { "payments-0-amount": "" } }] }), contentOf(held));
});

test("what stands in a form: what the page adds by itself says nothing, every gesture says something", () => {
  const blank = { "invoices-0-amount": "", "invoices-0-due_mode": "due", "invoices-0-term-end_of_month": "unknown", "terms-year": "365", as_of: "30/11/2026" };
  const row = (/** @type {string} */ name) => ({ into: name.replace(/-\d+$/, ""), name });
  // asleep, a row has what was entered and no more; awake, its lists and all that it asks
  const asleep = { fields: { "invoices-31-amount": "1", "invoices-31-payments-0-amount": "2" }, rows: [row("invoices-31")] };
  const awake = {
    fields: { "invoices-31-due_mode": "due", "invoices-31-number": "", "invoices-31-term-end_of_month": "unknown", ...asleep.fields },
    rows: [row("invoices-31"), row("invoices-31-payments-0")],
  };
  const text = standing(asleep, blank);
  assert.equal(standing(awake, blank), text);
  const gestures = [
    { ...asleep, rows: [...asleep.rows, row("invoices-32")] },
    { ...asleep, rows: [...asleep.rows, row("credit_notes-0")] },
    { ...asleep, rows: [{ ...row("invoices-31"), removed: { "invoices-31-amount": "1" } }] },
    { ...asleep, fields: { ...asleep.fields, "invoices-31-term-end_of_month": "" } },
    { ...asleep, fields: { ...asleep.fields, as_of: "" } },
    { ...asleep, fields: { ...asleep.fields, "terms-year": "actual" } },
  ];
  assert.equal(new Set([text, ...gestures.map(each => standing(each, blank))]).size, 1 + gestures.length);
});

test("whom a case is about, and a name that is free", () => {
  assert.equal(partyOf({ "debtor-name": " Durand ", "creditor-name": "Moi" }), "Durand");
  assert.equal(partyOf({ side: "debtor", "debtor-name": "Moi", "creditor-name": "Roux" }), "Roux");
  assert.equal(freeName("Durand", ["Durand"]), "Durand (2)");
  assert.equal(freeName("Durand (2)", ["Durand", "Durand (2)"]), "Durand (3)");
  assert.equal(searchable("  Bâti-Sud\u00a0SAS "), "bati-sud sas");
});

/** @param {string} name @param {Partial<{ due: number, not_due: number, paid_late: number, born_before: number, on: string, numbers: string, state: "ready" | "incomplete" }>} told */
function row(name, { due = 0, not_due = 0, paid_late = 0, born_before = 0, on = "", numbers = "", state = "ready" } = {}) {
  const texts = { due: "", born_before: "", not_due: "", oldest: "", step: "", on: "", last: "", lost: "" };
  const order = { due, not_due, paid_late, born_before, oldest: due ? 5 : 0, on, last: "" };
  return { id: name, revision: 1, day: "", program: "", name, row: { id: name, state, party: name, numbers, letter: "", order, texts } };
}

test("the list is searched by name and number, filtered, and in order", () => {
  const rows = [row("Ève", { due: 5, numbers: "F-7" }), row("Alain", { due: 900, on: "2026-12-02" }), row("Zoé", { not_due: 3, on: "2026-12-01" }), row("Bob", { state: "incomplete" })];
  const names = (/** @type {Partial<{ search: string, order: string, filter: string }>} */ asked) =>
    chosen(rows, { search: "", order: "due", filter: "all", ...asked }).map(each => each.name);
  assert.deepEqual(names({}), ["Alain", "Ève", "Bob", "Zoé"]);
  assert.deepEqual(names({ order: "name" }), ["Alain", "Bob", "Ève", "Zoé"]);
  assert.deepEqual(names({ order: "on" }), ["Zoé", "Alain", "Bob", "Ève"]);
  assert.deepEqual(names({ search: "eve f-7" }), ["Ève"]);
  assert.deepEqual(names({ filter: "late" }), ["Alain", "Ève"]);
  assert.deepEqual(names({ filter: "incomplete" }), ["Bob"]);
  assert.deepEqual(names({ filter: "settled" }), []);
  const late = [...rows, row("Luc", { due: 4335, paid_late: 4335 })];
  assert.deepEqual(chosen(late, { search: "", order: "due", filter: "paid-late" }).map(each => each.name), ["Luc"]);
});

test("moments and counts are told as people tell them", () => {
  const now = new Date(2026, 10, 30, 9, 0);
  assert.equal(atTime(new Date(2026, 10, 30, 8, 5), now), "aujourd’hui à 8\u00a0h\u00a005");
  assert.equal(atTime(new Date(2026, 10, 29, 23, 59), now), "hier à 23\u00a0h\u00a059");
  assert.equal(atTime(new Date(2026, 10, 1, 14, 32), now), "le 1er\u00a0novembre à 14\u00a0h\u00a032");
  assert.equal(atTime(new Date(2025, 11, 31, 14, 32), now), "le 31\u00a0décembre\u00a02025 à 14\u00a0h\u00a032");
  assert.match(erasedAll(2), /^2 dossiers effacés\./);
  assert.equal(readingNotes(0, 0, 0), "");
  assert.match(readingNotes(1, 2, 0), /Un dossier abîmé.*2 dossiers viennent/);
});

test("what rows come to is added to the cent, however many there are", () => {
  /** @param {string} due @param {string} young */
  const sums = (due, young) => ({ due, not_due: "0.10", principal: "1.00", paid_late: "0.00", born_before: "0.00", ages: ["0.10", young] });
  const listed = ["0.10", "0.20", "90071992547409.93"].map((due, at) => ({ ...row(`n${at}`), row: { ...row(`n${at}`).row, sums: sums(due, due) } }));
  const none = { ...row("z"), row: { ...row("z").row, sums: sums("0.00", "0.00") } };
  // 0.10 + 0.20 + 90071992547409.93, where doubles would lose the cent
  assert.deepEqual(together([...listed, none, row("no sums yet")]), {
    sums: [{ due: "90071992547410.23", not_due: "0.40", principal: "4.00", paid_late: "0.00", born_before: "0.00", ages: ["0.40", "90071992547410.23"] }],
    count: 4, late: 3,
  });
  assert.deepEqual(together([]), { sums: [], count: 0, late: 0 });
});
