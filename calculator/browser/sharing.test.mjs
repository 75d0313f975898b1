/** `node --test`: a case that left as a link is the same case, or is refused with its reason. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32 } from "node:zlib";

import { LONGEST_LINK, LinkRefused, broughtBy, caseIn, hashOf, sumOf, toBytes, toText, unknownIn } from "./sharing.mjs";

const CASE = {
  schema: "latepay.draft/1",
  fields: { "debtor-name": "Éditions du Grand Large 🛶", "invoices-0-amount": "10 000", letter: '{"remark": "ligne\\n"}' },
};

/** @param {string} reason @returns {(problem: unknown) => boolean} */
const refusedAs = reason => problem => problem instanceof LinkRefused && problem.reason === reason;

test("a case comes back as it left", async () => {
  const hash = await hashOf(CASE);
  assert.match(hash, /^#dossier=1\.[\w-]+$/);
  assert.deepEqual(broughtBy(hash), { kind: "case", locked: false });
  assert.deepEqual(await caseIn(hash), CASE);
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
  const start = "#dossier=1.".length;
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
  assert.deepEqual(broughtBy("#dossier=2.abc"), { kind: "refused", reason: "newer" });
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
