/**
 * The other customers of an imported list go into the cases that the device keeps: each into its own where there is one.
 */

import { VERSION, freeName, newId, partyOf, readCase, rowsOf, searchable } from "./cases.mjs";

/**
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 * @typedef {{ at: number, name: string, siren: string }} Other
 * @typedef {{ at: number, fields: Fields, left: number }} Made
 */

/** So many at a time: in between, the page says how far it is. */
const TOGETHER = 100;
const NO_LETTER = { chosen: "", open: false, asked: [], manner: {}, changes: {}, typed: {} };

/**
 * @param {object} means
 * @param {() => Promise<{ others: Other[] }>} means.names
 * @param {(others: { at: number, fields?: Fields }[]) => Promise<{ cases: Made[] }>} means.cases
 * @param {Pick<import("./device.mjs").Device, "all" | "put">} means.device
 * @param {string} means.open the case that this page has open: it is not written under its hands
 * @param {(id: string, revision: number) => void} means.wrote
 * @param {(done: number, all: number) => void} means.progress
 * @returns {Promise<{ kept: number, joined: number, same: number, left: number, passed: number }>} `same` those of which the list says nothing new; `passed` those that were not written: open, or changed meanwhile
 */
export async function keepOthers({ names, cases, device, open, wrote, progress }) {
  const { others } = await names();
  const known = (await device.all()).map(readCase).flatMap(each => (each.kind === "whole" ? [each.record] : []));
  const of = byCustomer(known);
  const sums = { kept: 0, joined: 0, same: 0, left: 0, passed: 0 };
  for (let from = 0; from < others.length; from += TOGETHER) {
    progress(from, others.length);
    const some = others.slice(from, from + TOGETHER).map(each => ({ ...each, record: of(each) }));
    const wanted = some.filter(each => !each.record || each.record.id !== open);
    sums.passed += some.length - wanted.length;
    const made = await cases(wanted.map(({ at, record }) => (record ? { at, fields: record.fields } : { at })));
    for (const { at, fields, left } of made.cases) {
      const record = wanted.find(each => each.at === at)?.record;
      if (record && entriesOf(record.fields) === entriesOf(fields)) {
        sums.left += left;
        sums.same += 1;
        continue;
      }
      const next = record ? joined(record, fields) : fresh(fields);
      const outcome = await device.put(next, record?.revision ?? 0);
      if (outcome !== "kept") {
        sums.passed += 1;
        continue;
      }
      sums.left += left;
      sums[record ? "joined" : "kept"] += 1;
      wrote(next.id, next.revision);
    }
  }
  return sums;
}

/**
 * Cases that were saved as files go beside those that are kept. One that is kept already, entry by entry, is not doubled.
 * What a letter carries is less than its customer's case: where that is kept, it stays as it is.
 * @param {object} means
 * @param {() => Promise<{ others: Other[], letters?: boolean }>} means.names
 * @param {(others: { at: number }[]) => Promise<{ cases: Made[] }>} means.cases
 * @param {Pick<import("./device.mjs").Device, "all" | "put">} means.device
 * @param {(record: { name: string, party: string }) => string} means.nameOf
 * @param {(id: string, revision: number) => void} means.wrote
 * @param {(done: number, all: number) => void} means.progress
 * @returns {Promise<{ kept: number, known: number, passed: number }>}
 */
export async function keepCases({ names, cases, device, nameOf, wrote, progress }) {
  const { others: all, letters } = await names();
  const before = (await device.all()).map(readCase).flatMap(each => (each.kind === "whole" ? [each.record] : []));
  const held = new Set(before.map(each => entriesOf(each.fields)));
  const taken = new Set(before.map(nameOf));
  const has = letters ? customersOf(before) : () => false;
  const others = all.filter(each => !has(each));
  const sums = { kept: 0, known: 0, passed: all.length - others.length };
  for (let from = 0; from < others.length; from += TOGETHER) {
    progress(from, others.length);
    const made = await cases(others.slice(from, from + TOGETHER).map(({ at }) => ({ at })));
    for (const { fields } of made.cases) {
      const entries = entriesOf(fields);
      if (held.has(entries)) {
        sums.known += 1;
        continue;
      }
      const record = fresh(fields);
      if (taken.has(nameOf(record))) record.name = freeName(nameOf(record), taken);
      await device.put(record, 0);
      held.add(entries);
      taken.add(nameOf(record));
      sums.kept += 1;
      wrote(record.id, record.revision);
    }
  }
  return sums;
}

/** What a case says, the day of its sums left aside. @param {Fields} fields */
function entriesOf(fields) {
  return JSON.stringify(Object.entries(fields).filter(([name, value]) => value !== "" && name !== "as_of").sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The one kept case of a customer, by its company number or its name; none where there are several. @param {KeptCase[]} known */
function byCustomer(known) {
  /** @type {Map<string, KeptCase | null>} */
  const found = new Map();
  for (const record of known) {
    for (const key of keysOf(partyOf(record.fields), record.fields["debtor-siren"] ?? "")) {
      found.set(key, found.has(key) && found.get(key) !== record ? null : record);
    }
  }
  return /** @param {Other} other */ other => keysOf(other.name, other.siren).map(key => found.get(key)).find(Boolean) ?? null;
}

/** Whether a customer has a case among these, or several. @param {KeptCase[]} known @returns {(other: Other) => boolean} */
function customersOf(known) {
  const held = new Set(known.flatMap(record => keysOf(partyOf(record.fields), record.fields["debtor-siren"] ?? "")));
  return other => keysOf(other.name, other.siren).some(key => held.has(key));
}

/** @param {string} name @param {string} siren */
function keysOf(name, siren) {
  const number = siren.replace(/\D/g, "");
  return [...(number ? [`siren ${number}`] : []), ...(searchable(name) ? [`name ${searchable(name)}`] : [])];
}

/** @param {Fields} fields @returns {KeptCase} */
function fresh(fields) {
  return { ...about(fields), id: newId(), revision: 1, name: "", answered: [], letter: structuredClone(NO_LETTER) };
}

/** @param {KeptCase} record @param {Fields} fields @returns {KeptCase} */
function joined(record, fields) {
  return { ...record, ...about(fields), revision: record.revision + 1 };
}

/** @param {Fields} fields */
function about(fields) {
  return { version: VERSION, party: partyOf(fields), total: "", as_of: "", updated: new Date().toISOString(), fields, rows: rowsOf(fields) };
}
