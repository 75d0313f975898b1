/** `node --test`: what a step back takes away is told by what two states differ in. */

import assert from "node:assert/strict";
import test from "node:test";

import { changeBetween } from "./steps.mjs";
import { stepTold } from "./texts.mjs";

const BEFORE = { "debtor-name": "Durand", "invoices-0-amount": "100", "invoices-0-kind": "" };

test("invoices that came in, with their payments", () => {
  const after = { ...BEFORE, "invoices-1-amount": "5", "invoices-2-amount": "6", "invoices-2-payments-0-amount": "1" };
  assert.deepEqual(changeBetween(BEFORE, after), { what: "invoices", count: 2, more: true });
  assert.deepEqual(changeBetween(after, BEFORE), { what: "invoices", count: 2, more: false });
  assert.equal(stepTold(changeBetween(BEFORE, after), ""), "ajout de 2 factures");
  assert.equal(stepTold(changeBetween(after, BEFORE), ""), "retrait de 2 factures");
});

test("a payment or a credit note, of an invoice or of all of them", () => {
  const paid = { ...BEFORE, "invoices-0-payments-0-amount": "1", "invoices-0-payments-0-paid_on": "01/12/2026" };
  assert.equal(stepTold(changeBetween(BEFORE, paid), ""), "ajout d’un paiement");
  assert.equal(stepTold(changeBetween(BEFORE, { ...BEFORE, "credit_notes-0-amount": "4" }), ""), "ajout d’un avoir");
});

test("one entry is told by its label; several, or an entry without one, are the last change", () => {
  const change = changeBetween(BEFORE, { ...BEFORE, "invoices-0-amount": "120" });
  assert.deepEqual(change, { what: "field", name: "invoices-0-amount" });
  assert.equal(stepTold(change, "Montant TTC"), "«\u00a0Montant TTC\u00a0»");
  assert.equal(stepTold(change, ""), "dernier changement");
  const both = changeBetween(BEFORE, { ...BEFORE, "invoices-0-amount": "1", "debtor-name": "Petit" });
  assert.equal(stepTold(both, ""), "dernier changement");
});
