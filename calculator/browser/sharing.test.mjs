/** `node --test`: a case that left as a link is the same case, or is refused with its reason. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";

import { LONGEST_CODE, LONGEST_LINK, LinkRefused, broughtBy, caseIn, hashOf, sumOf, toBytes, toText, unknownIn } from "./sharing.mjs";

const CASE = {
  schema: "latepay.draft/1",
  fields: { "debtor-name": "Éditions du Grand Large 🛶", "invoices-0-amount": "10 000", letter: '{"remark": "ligne\\n"}' },
};

/** @param {string} reason @returns {(problem: unknown) => boolean} */
const refusedAs = reason => problem => problem instanceof LinkRefused && problem.reason === reason;

test("a case comes back as it left", async () => {
  const hash = await hashOf(CASE);
  assert.match(hash, /^#dossier=2\.[\w-]+$/);
  assert.deepEqual(broughtBy(hash), { kind: "case", locked: false });
  assert.deepEqual(await caseIn(hash), CASE);
});

test("a link that an earlier version made still opens", async () => {
  const fields = { "debtor-name": "Durand", "invoices-0-amount": "10 000" };
  const open = "#dossier=1.GrS9dgXBywqAIBAF0F-Ju9aatq77kUknEnyEjyDEf--cgWpviQyDwE0e_lZX-GrbDoXLS3AVZsDJ2XLRiaPA4OiFk4OCT2_2VqomzTH31GCw00JEmPMH";
  const locked =
    "#dossier=1s.3m9DaLGNSidVeaRY1hGjYajCXIozML2PFexK-HOuZsSy0gHheU15LwfhRDY8pY2XTGAp1j4MmAXAc-qPXby-F5FlbgwLskVBw-67QDp31mqbMHEe97_3cTETvF4x-_6lTe0SMXV7WPV3n4XGazZQ86R_FY13Q16sQqO37wSpzbNVYTc";
  assert.deepEqual(broughtBy(open), { kind: "case", locked: false });
  assert.deepEqual(broughtBy(locked), { kind: "case", locked: true });
  assert.deepEqual((await caseIn(open)).fields, fields);
  assert.deepEqual((await caseIn(locked, "trois chats et un vélo")).fields, fields);
});

test("fourteen invoices with payments, credit notes and both parties are a code that a telephone reads", async () => {
  /** @type {Record<string, string>} */
  const fields = {
    "creditor-name": "Maçonnerie Delmas SARL", "creditor-address": "12 rue des Carriers\n13090 Aix-en-Provence",
    "creditor-siren": "732829320", "creditor-iban": "FR76 3000 6000 0112 3456 7890 189", "debtor-name": "Bâti-Sud SAS",
    "debtor-address": "4 avenue de la Gare\n13100 Aix-en-Provence", as_of: "29/11/2026", "terms-surplus": "kept",
  };
  for (let row = 0; row < 14; row += 1) {
    const name = `invoices-${row}-`;
    fields[`${name}number`] = `2${4 + (row >> 2)}${10 + row}-0${(row * 37) % 89}`;
    fields[`${name}amount`] = `${1 + ((row * 7919) % 18)} ${100 + ((row * 7919) % 883)},${10 + ((row * 31) % 90)}`;
    fields[`${name}issued_on`] = `${10 + ((row * 11) % 18)}/0${1 + (row % 9)}/2025`;
    fields[`${name}due_on`] = `${10 + ((row * 13) % 18)}/1${row % 3}/2025`;
    fields[`${name}due_mode`] = "due";
    if (row % 3) continue;
    fields[`${name}payments-0-paid_on`] = `0${1 + (row % 9)}/02/2026`;
    fields[`${name}payments-0-amount`] = `${1 + row} 000`;
    fields[`${name}credit_notes-1-amount`] = `${100 + row * 17},00`;
  }
  const hash = await hashOf({ schema: "latepay.draft/1", fields });
  assert.ok(hash.length < LONGEST_CODE / 1.5, String(hash.length));
  assert.deepEqual((await caseIn(hash)).fields, fields);
});

test("sixty invoices make a link that may travel", async () => {
  const fields = Object.fromEntries(
    Array.from({ length: 60 }, (_, row) => [
      [`invoices-${row}-number`, `F-2025-${1000 + 7 * row}`],
      [`invoices-${row}-amount`, `${1000 + 137 * row},${10 + row}`],
      [`invoices-${row}-due_on`, `${10 + (row % 18)}/0${1 + (row % 9)}/2025`],
    ]).flat(),
  );
  const hash = await hashOf({ schema: "latepay.draft/1", fields });
  assert.ok(hash.length < LONGEST_LINK / 10, String(hash.length));
  assert.deepEqual((await caseIn(hash)).fields, fields);
});

test("a passphrase opens, another one does not, and no two links are alike", async () => {
  const [one, other] = [await hashOf(CASE, "trois chats et un vélo"), await hashOf(CASE, "trois chats et un vélo")];
  assert.notEqual(one, other);
  assert.deepEqual(broughtBy(one), { kind: "case", locked: true });
  assert.deepEqual(await caseIn(one, "trois chats et un vélo"), CASE);
  // the accent as a sign of its own, and the space that a telephone adds
  assert.deepEqual(await caseIn(one, "trois chats et un ve\u0301lo "), CASE);
  await assert.rejects(caseIn(one, "trois chats et un velo"), refusedAs("passphrase"));
  await assert.rejects(caseIn(one), refusedAs("passphrase"));
  assert.ok(!one.includes((await hashOf(CASE)).slice(-40)));
});

test("every sign that is lost or changed on the way is seen", async () => {
  const hash = await hashOf(CASE);
  const start = "#dossier=2.".length;
  for (let at = start; at < hash.length; at += 1) {
    const sign = hash[at] === "A" ? "B" : "A";
    await assert.rejects(caseIn(hash.slice(0, at) + sign + hash.slice(at + 1)), refusedAs("damaged"), `changed at ${at}`);
    if (at > start) await assert.rejects(caseIn(hash.slice(0, at)), refusedAs("damaged"), `cut at ${at}`);
  }
  // the stop of the sentence that the link stood in is no part of it
  assert.deepEqual(await caseIn(`${hash}).`), CASE);
  await assert.rejects(caseIn(`${hash}%20et`), refusedAs("damaged"));
});

test("a locked link that was cut or altered does not open", async () => {
  const hash = await hashOf(CASE, "trois chats et un vélo");
  await assert.rejects(caseIn(hash.slice(0, 40), "trois chats et un vélo"), refusedAs("damaged"));
  const last = hash.at(-5) === "A" ? "B" : "A";
  await assert.rejects(caseIn(hash.slice(0, -5) + last + hash.slice(-4), "trois chats et un vélo"), refusedAs("passphrase"));
});

test("a newer form, a newer file and another text are told apart", async () => {
  assert.deepEqual(broughtBy("#dossier=3.abc"), { kind: "refused", reason: "newer" });
  assert.deepEqual(broughtBy("#dossier=3s.abc"), { kind: "refused", reason: "newer" });
  assert.deepEqual(broughtBy("#dossier=abc"), { kind: "refused", reason: "damaged" });
  assert.deepEqual(broughtBy("#dossier="), { kind: "refused", reason: "damaged" });
  await assert.rejects(async () => caseIn(await hashOf({ schema: "latepay.draft/2", fields: {} })), refusedAs("newer"));
  await assert.rejects(async () => caseIn(await hashOf({ schema: "other/1" })), refusedAs("damaged"));
  await assert.rejects(async () => caseIn(await hashOf([])), refusedAs("damaged"));
  assert.deepEqual(unknownIn({ a: "1", b: "", "payments-0-colour": "red" }, { a: "1" }), ["payments-0-colour"]);
});

test("a small link that unfolds without end is refused", async () => {
  const bomb = await hashOf({ schema: "latepay.draft/1", fields: { letter: "0".repeat(6_000_000) } });
  assert.ok(bomb.length < LONGEST_LINK);
  await assert.rejects(caseIn(bomb), refusedAs("damaged"));
});

test("rows and columns that no page has written are a damaged link", async () => {
  const [schema, columns] = ["latepay.draft/1", { amount: ["1"] }];
  for (const rows of [[{ toString: 1 }], [0], ["0-payments-0"], ["0", "1"], [null]]) {
    await assert.rejects(async () => caseIn(await hashOf({ schema, rows, columns })), refusedAs("damaged"), JSON.stringify(rows));
  }
});

test("the guide's links bring an invoice, other addresses nothing", () => {
  const due = "31/05/2026";
  assert.deepEqual(broughtBy("#montant=10%20000,50&echeance=2026-05-31"), { kind: "invoice", amount: "10 000,50", due });
  assert.deepEqual(broughtBy("#montant=10+000&echeance=31%2F05%2F2026"), { kind: "invoice", amount: "10 000", due });
  assert.deepEqual(broughtBy("#echeance=2026-05-31"), { kind: "invoice", amount: "", due });
  for (const other of ["", "#", "#side-debtor", "#lettre=claim-reply", "#montant=", "#result"]) assert.equal(broughtBy(other), null);
});

test("bytes and their text, and the check sum", () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  assert.deepEqual(toBytes(toText(bytes)), bytes);
  assert.match(toText(bytes), /^[\w-]+$/);
  // the check value of the standard
  assert.equal(sumOf(new TextEncoder().encode("123456789")), 0xcb_f4_39_26);
  if (crc32) assert.equal(sumOf(bytes), crc32(bytes));
});
