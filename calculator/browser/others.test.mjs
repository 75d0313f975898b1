/** `node --test`: the other customers of a list, each in its own kept case; what is open or has changed is not touched. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { readCase } from "./cases.mjs";
import { othersKept } from "./importing_texts.mjs";
import { keepCases, keepOthers } from "./others.mjs";

/** @typedef {import("./types.d.ts").KeptCase} KeptCase */

const LETTER = { chosen: "formal-notice", open: false, manner: {}, asked: [], changes: {}, typed: {} };

/** @param {string} id @param {string} name @param {number} revision @returns {KeptCase} */
const keptCase = (id, name, revision = 3) => ({
  id, version: 2, revision, name: "", party: name, total: "1", as_of: "2026-11-29", updated: "2026-11-29T09:00:00Z",
  fields: { "debtor-name": name, "invoices-0-amount": "365" }, rows: [{ into: "invoices", name: "invoices-0" }], answered: [], letter: LETTER,
});

/** A device in memory, with the page's rule: no writing over another one. @param {KeptCase[]} records */
function device(records) {
  const held = new Map(records.map(each => [each.id, each]));
  return {
    held,
    all: async () => [...held.values()],
    /** @param {KeptCase} record @param {number} revision */
    async put(record, revision) {
      const before = held.get(record.id);
      if ((before?.revision ?? 0) !== revision) return before ? /** @type {const} */ ("changed") : /** @type {const} */ ("gone");
      held.set(record.id, record);
      return /** @type {const} */ ("kept");
    },
  };
}

/** @param {{ at: number, name: string, siren?: string }[]} others @param {ReturnType<typeof device>} on @param {string} [open] */
async function kept(others, on, open = "") {
  /** @type {string[]} */
  const wrote = [];
  /** @type {[number, number][]} */
  const told = [];
  const sums = await keepOthers({
    names: async () => ({ others: others.map(each => ({ siren: "", ...each })) }),
    cases: async asked => ({
      cases: asked.map(({ at, fields }) => ({
        at, left: 0,
        fields: { ...(fields ?? { "debtor-name": others.find(each => each.at === at)?.name ?? "" }), [`invoices-${fields ? 1 : 0}-amount`]: String(at) },
      })),
    }),
    device: on, open, wrote: id => void wrote.push(id), progress: (done, all) => void told.push([done, all]),
  });
  return { sums, wrote, told };
}

test("a customer without a case gets one, which is read again", async () => {
  const on = device([]);
  const { sums, wrote } = await kept([{ at: 1, name: "Lenoir" }, { at: 2, name: "Durand" }], on);
  assert.deepEqual(sums, { kept: 2, joined: 0, same: 0, left: 0, passed: 0 });
  assert.equal(wrote.length, 2);
  for (const each of on.held.values()) assert.equal(readCase(each).kind, "whole");
  assert.deepEqual([...on.held.values()].map(each => [each.party, each.fields["invoices-0-amount"]]), [["Lenoir", "1"], ["Durand", "2"]]);
});

test("a customer's own case is joined: its letter and its name stay, its figures are reckoned anew", async () => {
  const on = device([keptCase("a", "Établissements LENOIR")]);
  const { sums } = await kept([{ at: 4, name: "Etablissements Lenoir" }], on);
  assert.deepEqual(sums, { kept: 0, joined: 1, same: 0, left: 0, passed: 0 });
  const joined = on.held.get("a");
  assert.equal(joined?.revision, 4);
  assert.equal(joined?.total, "");
  assert.deepEqual(joined?.letter, LETTER);
  assert.deepEqual(joined?.fields, { "debtor-name": "Établissements LENOIR", "invoices-0-amount": "365", "invoices-1-amount": "4" });
  assert.deepEqual(joined?.rows.map(row => row.name), ["invoices-0", "invoices-1"]);
});

test("a case to which the list adds nothing is not written, and is not said to be added to", async () => {
  const on = device([keptCase("a", "Lenoir")]);
  const sums = await keepOthers({
    names: async () => ({ others: [{ at: 0, name: "Lenoir", siren: "" }] }),
    cases: async asked => ({ cases: asked.map(({ at, fields }) => ({ at, left: 0, fields: { ...fields, "invoices-0-number": "" } })) }),
    device: on, open: "", wrote: () => assert.fail("nothing is to be written"), progress: () => {},
  });
  assert.deepEqual(sums, { kept: 0, joined: 0, same: 1, left: 0, passed: 0 });
  assert.equal(on.held.get("a")?.revision, 3);
  assert.equal(othersKept(sums), "Rien de nouveau\u00a0: 1 dossier avait déjà tout.");
});

test("the case that is open is not written, nor is one that changes meanwhile; of two of one name, neither", async () => {
  const on = device([keptCase("a", "Lenoir"), keptCase("b", "Durand"), keptCase("c", "Martin"), keptCase("d", "Martin")]);
  const all = on.all;
  on.all = async () => {
    const found = await all();
    on.held.set("b", { ...keptCase("b", "Durand"), revision: 9 });
    return found;
  };
  const { sums } = await kept([{ at: 0, name: "Lenoir" }, { at: 1, name: "Durand" }, { at: 2, name: "Martin" }], on, "a");
  assert.deepEqual(sums, { kept: 1, joined: 0, same: 0, left: 0, passed: 2 });
  assert.equal(on.held.get("a")?.revision, 3);
  assert.equal(on.held.get("b")?.revision, 9);
  assert.equal(on.held.size, 5);
});

test("thousands are written some at a time, and it is said how far", async () => {
  const on = device([]);
  const { sums, told } = await kept(Array.from({ length: 250 }, (_, at) => ({ at, name: `Client ${at}` })), on);
  assert.equal(sums.kept, 250);
  assert.deepEqual(told, [[0, 250], [100, 250], [200, 250]]);
});

test("saved cases go beside the kept ones, and one that is there already is not doubled", async () => {
  const there = keptCase("a", "Durand");
  const on = device([there]);
  const { name: _, ...rest } = { name: "", ...there.fields };
  const saved = [{ ...rest, as_of: "01/12/2026" }, { ...rest, "invoices-0-amount": "40", "events-0-kind": "call" }, { "debtor-name": "Lenoir", "invoices-0-amount": "7" }];
  const take = () => keepCases({
    names: async () => ({ others: saved.map((each, at) => ({ at, name: each["debtor-name"] ?? "", siren: "" })) }),
    cases: async asked => ({ cases: asked.map(({ at }) => ({ at, left: 0, fields: saved[at] ?? {} })) }),
    device: on, nameOf: ({ name, party }) => name || party, wrote: () => {}, progress: () => {},
  });
  assert.deepEqual(await take(), { kept: 2, known: 1, passed: 0 });
  assert.deepEqual([...on.held.values()].map(each => each.name || each.party), ["Durand", "Durand (2)", "Lenoir"]);
  for (const each of on.held.values()) assert.equal(readCase(each).kind, "whole");
  assert.equal(on.held.get("a"), there);
  assert.deepEqual(await take(), { kept: 0, known: 3, passed: 0 });
});

test("what a letter carries is not put beside the case that its customer has", async () => {
  const on = device([keptCase("a", "Durand")]);
  const carried = [{ "debtor-name": "DURAND", "invoices-0-amount": "40" }, { "debtor-name": "Lenoir", "invoices-0-amount": "7" }];
  const sums = await keepCases({
    names: async () => ({ letters: true, others: carried.map((each, at) => ({ at, name: each["debtor-name"], siren: "" })) }),
    cases: async asked => ({ cases: asked.map(({ at }) => ({ at, left: 0, fields: carried[at] ?? {} })) }),
    device: on, nameOf: ({ name, party }) => name || party, wrote: () => {}, progress: () => {},
  });
  assert.deepEqual(sums, { kept: 1, known: 0, passed: 1 });
  assert.deepEqual([...on.held.values()].map(each => each.party), ["Durand", "Lenoir"]);
});
