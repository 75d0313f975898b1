/** `node --test`: what the element says of what was typed; the table is a small one, made for the test. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { answerTo, further } from "./answer.mjs";

const day = /** @param {string} text */ text => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

/** 12.15 % until June 2026, 12.40 % from July on, 40 EUR since 2013. @type {import("../browser/types.d.ts").FirstTable} */
const TABLE = {
  rates: [[day("2026-01-01"), 12_150_000], [day("2026-07-01"), 12_400_000]],
  known_until: day("2026-06-30"),
  last: day("2026-12-31"),
  year: 100 * 1_000_000 * 365,
  due_from: day("2026-01-01"),
  compensation: [[day("2013-01-01"), 4000]],
  days: [day("1975-07-15"), day("2100-12-31")],
  below: 10 ** 14,
  free: {},
};
const TYPED = { amount: "10 000", due: "2026-05-31", asOf: "2026-08-31" };

test("the figures are the calculator's", () => {
  const found = answerTo(TYPED, TABLE);
  assert.ok("figures" in found);
  // 10 000 x 12.15 % x 30 / 365 = 99.86; 10 000 x 12.40 % x 62 / 365 = 210.63; 10 000 x 12.40 % / 365 = 3.40
  assert.equal(found.figures.interest, 31_049n);
  assert.equal(found.figures.total, 1_035_049n);
  assert.equal(found.figures.perDay, 340n);
  assert.equal(found.figures.provisional, true);
});

test("where there is no figure, the reason is said", () => {
  /** @param {Partial<typeof TYPED>} said */
  const reason = said => /** @type {{ reason?: string }} */ (answerTo({ ...TYPED, ...said }, TABLE)).reason;
  assert.equal(reason({ amount: " " }), "waiting");
  assert.equal(reason({ due: "" }), "waiting");
  assert.equal(reason({ amount: "dix mille" }), "amount");
  assert.equal(reason({ amount: "-5" }), "amount");
  assert.equal(reason({ asOf: "2026-05-31" }), "not-late");
  assert.equal(reason({ asOf: "2027-01-01" }), "expired");
  assert.equal(reason({ due: "2025-12-31" }), "elsewhere");
  assert.equal(reason({ due: "0026-05-31" }), "elsewhere");
});

test("the link takes the invoice along behind the #", () => {
  const calculator = "https://example.org/calculateur/";
  assert.equal(further(calculator, TYPED), `${calculator}#montant=10+000&echeance=2026-05-31`);
  assert.equal(further(calculator, { amount: "", due: "", asOf: "" }), calculator);
});
