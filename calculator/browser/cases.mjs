/** A case as the device keeps it: made, read again whatever wrote it, named, found. No page and no store. */

/**
 * @typedef {import("./types.d.ts").CaseRow} CaseRow
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 * @typedef {import("./types.d.ts").KeptRow} KeptRow
 */

export const VERSION = 2;

/** What is done to a case of an older format, by its version. @type {Record<number, (found: any) => any>} */
const MIGRATIONS = {
  // the entries alone, as a list of customers gives them: the rows follow from their names
  1: found => ({ ...found, version: 2, rows: rowsOf(found.fields), answered: [] }),
};

/** @typedef {{ kind: "whole", record: KeptCase, migrated: boolean } | { kind: "damaged" } | { kind: "newer" }} Read */

/** What lies in the store, as a case. @param {any} found @returns {Read} */
export function readCase(found) {
  if (!isObject(found) || !isText(found.id) || !Number.isInteger(found.version)) return { kind: "damaged" };
  if (found.version > VERSION) return { kind: "newer" };
  if (!isTexts(found.fields)) return { kind: "damaged" };
  const fields = withBlanks(found.fields);
  let record = fields === found.fields ? found : { ...found, fields };
  for (let version = found.version; version < VERSION; version += 1) {
    const migrate = MIGRATIONS[version];
    if (!migrate) return { kind: "damaged" };
    record = migrate(record);
  }
  return isCase(record) ? { kind: "whole", record, migrated: record !== found } : { kind: "damaged" };
}

const END_OF_MONTH = "term-end_of_month";

/**
 * What a list gave without its blanks: « Fin de mois : non » is one that answers, and a row that is new stands at another.
 * @param {Fields} fields
 */
function withBlanks(fields) {
  const rows = Object.keys(fields).filter(name => name.endsWith("-due_mode") && fields[name] === "term").map(name => name.slice(0, -"due_mode".length));
  const silent = rows.filter(row => fields[row + END_OF_MONTH] === undefined);
  return silent.length ? { ...fields, ...Object.fromEntries(silent.map(row => [row + END_OF_MONTH, ""])) } : fields;
}

/** @param {any} found @returns {found is KeptCase} */
function isCase(found) {
  const { revision, name, party, total, as_of, updated, rows, answered, letter } = found;
  return (
    Number.isInteger(revision) && revision > 0 &&
    [name, party, total, as_of, updated].every(isText) &&
    Array.isArray(answered) && answered.every(isText) &&
    Array.isArray(rows) && rows.every(row => isText(row?.into) && isText(row.name) && (row.removed === undefined || isTexts(row.removed))) &&
    isText(letter?.chosen) && Array.isArray(letter.asked) && [letter.manner, letter.changes, letter.typed].every(isTexts) &&
    (letter.edit === undefined || isTexts(letter.edit))
  );
}

/** @param {unknown} value */
function isText(value) {
  return typeof value === "string";
}

/** @param {unknown} value */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {unknown} value */
function isTexts(value) {
  return isObject(value) && Object.values(/** @type {object} */ (value)).every(isText);
}

/** The rows that some entries stand in, by their names; there is always an invoice. @param {Fields} fields @returns {KeptRow[]} */
export function rowsOf(fields) {
  /** @type {Map<string, KeptRow & { path: number[] }>} */
  const found = new Map();
  for (const field of Object.keys(fields)) {
    const path = [];
    for (const { 0: number, index } of field.matchAll(/-\d+(?=-)/g)) {
      path.push(Number(number.slice(1)));
      const into = field.slice(0, index);
      found.set(into + number, { into, name: into + number, path: [...path] });
    }
  }
  const rows = [...found.values()].sort((one, other) => byPath(one.path, other.path)).map(({ into, name }) => ({ into, name }));
  return rows.some(row => row.into === "invoices") ? rows : [{ into: "invoices", name: "invoices-0" }, ...rows];
}

/** Parents before their rows, rows by their numbers. @param {number[]} one @param {number[]} other */
function byPath(one, other) {
  if (one.length !== other.length) return one.length - other.length;
  const at = one.findIndex((number, place) => number !== other[place]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}

/**
 * Which entries and letter it holds, as one text: two that are the same say the same. A row that holds nothing is no
 * content, and one that holds something is in the entries already: of the rows, those that can come back are left.
 * @param {Pick<KeptCase, "fields" | "rows" | "answered" | "letter">} held
 */
export function contentOf({ fields, rows, answered, letter }) {
  const back = rows.filter(({ removed }) => removed && Object.values(removed).some(Boolean));
  // which letter is shown, and what Python has read of the answers yet, the page finds again by itself
  const { manner, typed, edit } = letter;
  return JSON.stringify([said(fields), back, answered, said(manner), said(typed), edit ?? null]);
}

/** What is not empty, in one order. @param {Record<string, string | undefined>} texts */
function said(texts) {
  return Object.entries(texts).filter(([, value]) => value).sort();
}

const OF_AN_INVOICE = /^invoices-\d+-/;

/**
 * What stands in a form, as one text, for the steps back: what the page adds by itself says nothing in it, be it a field
 * that is empty or as it is in a form that nobody has touched. A row is in its entries, or by its name where it has none.
 * @param {Pick<KeptCase, "fields" | "rows">} state @param {Fields} blank the entries of a form that nobody has touched
 */
export function standing({ fields, rows }, blank) {
  const entered = Object.entries(fields).filter(([name, value]) => value !== (blank[name.replace(OF_AN_INVOICE, "invoices-0-")] ?? ""));
  const filled = new Set(entered.flatMap(([name]) => [...name.matchAll(/-\d+(?=-)/g)].map(({ 0: number, index }) => name.slice(0, index) + number)));
  return JSON.stringify([entered.sort(), rows.filter(({ name, removed }) => removed || !filled.has(name))]);
}

/** Whom a case is about, from its entries. @param {Fields} fields */
export function partyOf(fields) {
  return (fields[fields["side"] === "debtor" ? "creditor-name" : "debtor-name"] ?? "").trim();
}

/** A page that is not served safely has no `randomUUID`. */
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/** A name that no other case has. @param {string} name @param {Iterable<string>} taken */
export function freeName(name, taken) {
  const others = new Set(taken);
  const base = name.replace(/ \(\d+\)$/, "");
  for (let count = 2; ; count += 1) {
    const free = `${base} (${count})`;
    if (!others.has(free)) return free;
  }
}

/** As it is searched for: without capitals and accents. @param {string} text */
export function searchable(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}

// ------------------------------------------------------------ the list

/** @typedef {CaseRow & { name: string }} Listed */

const LATE = "9999";
const BY_NAME = new Intl.Collator("fr");
/** What a row is searched in, worked out once. @type {WeakMap<Listed, string>} */
const searched = new WeakMap();

/** @param {Listed} each */
function searchedIn(each) {
  const text = searched.get(each) ?? searchable(`${each.name} ${each.row.party} ${each.row.numbers}`);
  searched.set(each, text);
  return text;
}

/** Two days, or none: in ISO 8601, they stand in the order of their signs. @param {string} one @param {string} other */
function byDay(one, other) {
  const [first, second] = [one || LATE, other || LATE];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** @type {Record<string, (one: Listed, other: Listed) => number>} */
const ORDERS = {
  due: (one, other) => other.row.order.due - one.row.order.due,
  oldest: (one, other) => other.row.order.oldest - one.row.order.oldest,
  on: (one, other) => byDay(one.row.order.on, other.row.order.on),
  last: (one, other) => byDay(one.row.order.last, other.row.order.last),
  name: () => 0,
};

/** @type {Record<string, (each: Listed) => boolean>} */
const FILTERS = {
  all: () => true,
  late: ({ row }) => row.state === "ready" && row.order.due > 0,
  letter: ({ row }) => row.letter !== "",
  "paid-late": ({ row }) => row.state === "ready" && row.order.paid_late > 0,
  upcoming: ({ row }) => row.state === "ready" && row.order.not_due > 0,
  settled: ({ row }) => row.state === "ready" && row.order.due === 0 && row.order.not_due === 0 && row.order.born_before === 0,
  incomplete: ({ row }) => row.state === "incomplete" || row.state === "failed",
};

/**
 * The rows that are asked for, in the order that is asked for; of two that are alike, by name.
 * @param {Listed[]} rows @param {{ search: string, order: string, filter: string }} asked
 * @returns {Listed[]}
 */
export function chosen(rows, { search, order, filter }) {
  const words = searchable(search).split(" ").filter(Boolean);
  const keep = FILTERS[filter] ?? FILTERS["all"];
  const before = ORDERS[order] ?? ORDERS["due"];
  return rows
    .filter(each => keep?.(each) && words.every(word => searchedIn(each).includes(word)))
    .sort((one, other) => (before?.(one, other) ?? 0) || BY_NAME.compare(one.name, other.name));
}

/** The names of the sums of a row; `ages` is a list of them. */
const SUMS = /** @type {const} */ (["due", "not_due", "principal", "paid_late", "born_before"]);

/**
 * What rows come to, added up to the cent: of a long list, one sum goes to Python, which words it.
 * @param {Listed[]} rows
 * @returns {{ sums: import("./types.d.ts").RowSums[], count: number, late: number }}
 */
export function together(rows) {
  const told = rows.flatMap(({ row }) => (row.sums ? [row.sums] : []));
  const [first] = told;
  if (!first) return { sums: [], count: 0, late: 0 };
  const sums = Object.fromEntries(SUMS.map(name => [name, added(told.map(each => each[name]))]));
  const ages = first.ages.map((_, at) => added(told.map(each => each.ages[at] ?? "0.00")));
  const late = told.filter(each => cents(each.due) > 0n).length;
  return { sums: [/** @type {import("./types.d.ts").RowSums} */ ({ ...sums, ages })], count: told.length, late };
}

/** @param {string} euros with two decimals */
function cents(euros) {
  return BigInt(euros.replace(".", ""));
}

/** @param {string[]} euros */
function added(euros) {
  const sum = String(euros.reduce((before, each) => before + cents(each), 0n)).padStart(3, "0");
  return `${sum.slice(0, -2)}.${sum.slice(-2)}`;
}
