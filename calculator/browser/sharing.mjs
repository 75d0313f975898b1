/**
 * A case as a link: everything lies behind the `#` of the address, which no browser sends to anyone.
 *
 * Two forms, each with the version of its format before the point:
 * `#dossier=2.…`   a check sum (CRC-32), then the case's file in JSON, its invoices in columns, deflated; both in base 64
 *                  for addresses;
 * `#dossier=2s.…`  salt (16 bytes), initial value (12), then the same under a passphrase: AES-GCM with 256 bits, its key
 *                  made by PBKDF2 with SHA-256. What stands before the point is authenticated too.
 * `1.` and `1s.` are the same with the file as it is: links that were sent before still open.
 *
 * Pure functions, but for chance: they run in the page and under Node.
 */

/** @typedef {import("./types.d.ts").Fields} Fields */

const CASE = "#dossier=";
const OPEN_FORM = "2.";
const LOCKED_FORM = "2s.";
/** Every form that opens: whether a passphrase locks it, and whether its invoices stand in columns. */
const FORMS = /** @type {const} */ ({
  "1.": { locked: false, columns: false },
  "1s.": { locked: true, columns: false },
  [OPEN_FORM]: { locked: false, columns: true },
  [LOCKED_FORM]: { locked: true, columns: true },
});
/** OWASP's figure for PBKDF2 with SHA-256; it belongs to the forms, another one is another form. */
export const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const IV_BYTES = 12;
const SUM_BYTES = 4;
/** A case of this many bytes is none that this page has made. */
const MOST_BYTES = 5_000_000;
/** Longer links are cut on their way by some messengers, or refused by a browser. */
export const LONGEST_LINK = 30_000;
export const EASY_LINK = 2_000;
/** A code of more signs (version 35, 157 squares a side) has squares too small for a telephone to read off a screen. */
export const LONGEST_CODE = 2_300;
export const SHORTEST_PASSPHRASE = 12;

/** What a sentence puts after a link, and a messenger takes for a part of it. */
const AFTER_LINK = /[.,;:!?)\]>»…'"”’]+$/;

const SCHEMAS = /^latepay\.(?:draft|claim)\/(\d+)$/;
const KNOWN_VERSION = 1;

/** Why a link does not open. @typedef {"damaged" | "newer" | "passphrase" | "unable"} Reason */

export class LinkRefused extends Error {
  /** @param {Reason} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * What an address brings to the calculator; null for every other address.
 *
 * @param {string} hash
 * @returns {{ kind: "case", locked: boolean } | { kind: "invoice", amount: string, due: string } | { kind: "refused", reason: Reason } | null}
 */
export function broughtBy(hash) {
  if (hash.startsWith(CASE)) {
    const form = formOf(hash);
    if (form) return { kind: "case", locked: FORMS[form].locked };
    return { kind: "refused", reason: /^\d+[a-z]*\./.test(hash.slice(CASE.length)) ? "newer" : "damaged" };
  }
  const said = new URLSearchParams(hash.slice(1));
  const [amount, due] = [said.get("montant")?.trim() ?? "", said.get("echeance")?.trim() ?? ""];
  return amount || due ? { kind: "invoice", amount, due: french(due) } : null;
}

/** @param {string} hash @returns {keyof typeof FORMS | undefined} */
function formOf(hash) {
  const names = /** @type {(keyof typeof FORMS)[]} */ (Object.keys(FORMS));
  return names.find(name => hash.startsWith(name, CASE.length));
}

/** A day as it is typed. @param {string} day in ISO 8601, or as it is typed already */
function french(day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? day.split("-").reverse().join("/") : day;
}

/**
 * The part of an address that brings a case.
 *
 * @param {object} document_ the case's file
 * @param {string} [passphrase] none where it is left out
 * @returns {Promise<string>}
 */
export async function hashOf(document_, passphrase = "") {
  const content = new TextEncoder().encode(JSON.stringify(inColumns(document_)));
  const deflated = await through(content, new (stream("CompressionStream"))("deflate-raw"), Infinity);
  const packed = joined(bytesOf(sumOf(content)), deflated);
  if (!passphrase) return CASE + OPEN_FORM + toText(packed);
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await cipher().encrypt(sealing(iv), await keyOf(passphrase, salt), packed);
  return CASE + LOCKED_FORM + toText(joined(salt, iv, new Uint8Array(sealed)));
}

/**
 * The case's file that an address brings; throws LinkRefused.
 *
 * @param {string} hash
 * @param {string} [passphrase]
 * @returns {Promise<{ schema: string, fields?: Fields }>}
 */
export async function caseIn(hash, passphrase = "") {
  const form = formOf(hash);
  if (!form) throw new LinkRefused("damaged");
  const { locked, columns } = FORMS[form];
  const bytes = toBytes(hash.slice(CASE.length + form.length).replace(AFTER_LINK, ""));
  return documentOf(await unpacked(locked ? await unsealed(bytes, passphrase, form) : bytes), columns);
}

// ------------------------------------------------------------ the invoices, in columns

/**
 * The name of each field once, then what it holds in each row: a list of fourteen invoices is a quarter shorter so.
 * @typedef {{ rows: string[], columns: Record<string, (string | null)[]> }} Columns
 */
const OF_A_ROW = /^invoices-(\d+)-(.+)$/;
const ROW = /^\d+$/;

/** @param {any} document_ */
function inColumns(document_) {
  const { fields, ...rest } = document_;
  if (typeof fields !== "object" || fields === null) return document_;
  /** @type {Fields} */
  const others = {};
  /** @type {Map<string, Record<string, string>>} */
  const found = new Map();
  for (const [name, value] of Object.entries(fields)) {
    const [, row, column] = OF_A_ROW.exec(name) ?? [];
    if (row === undefined || column === undefined) others[name] = value;
    else found.set(column, { ...found.get(column), [row]: value });
  }
  const rows = [...new Set([...found.values()].flatMap(column => Object.keys(column)))];
  const columns = Object.fromEntries([...found].map(([name, column]) => [name, rows.map(row => column[row] ?? null)]));
  return { ...rest, fields: others, rows, columns };
}

/** @param {any} document_ */
function inFields(document_) {
  const { rows, columns, ...rest } = document_;
  if (!Array.isArray(rows) || typeof columns !== "object" || columns === null) return document_;
  if (!rows.every(row => typeof row === "string" && ROW.test(row))) throw new LinkRefused("damaged");
  const fields = { ...rest.fields };
  for (const [name, column] of Object.entries(columns)) {
    if (!Array.isArray(column) || column.length !== rows.length) throw new LinkRefused("damaged");
    column.forEach((value, at) => {
      if (value !== null) fields[`invoices-${rows[at]}-${name}`] = value;
    });
  }
  return { ...rest, fields };
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} passphrase @param {string} form */
async function unsealed(bytes, passphrase, form) {
  const [salt, iv, sealed] = [bytes.subarray(0, SALT_BYTES), bytes.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES), bytes.subarray(SALT_BYTES + IV_BYTES)];
  if (sealed.length <= SUM_BYTES) throw new LinkRefused("damaged");
  const key = await keyOf(passphrase, salt);
  try {
    return new Uint8Array(await cipher().decrypt(sealing(iv, form), key, sealed));
  } catch {
    // a link that was altered and a wrong passphrase cannot be told apart
    throw new LinkRefused("passphrase");
  }
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
async function unpacked(bytes) {
  const inflate = new (stream("DecompressionStream"))("deflate-raw");
  /** @type {Uint8Array} */
  let content;
  try {
    content = await through(bytes.subarray(SUM_BYTES), inflate, MOST_BYTES);
  } catch {
    throw new LinkRefused("damaged");
  }
  if (toText(bytesOf(sumOf(content))) !== toText(bytes.subarray(0, SUM_BYTES))) throw new LinkRefused("damaged");
  return content;
}

/** @param {Uint8Array} content @param {boolean} columns @returns {{ schema: string, fields?: Fields }} */
function documentOf(content, columns) {
  /** @type {any} */
  let found;
  try {
    found = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(content));
  } catch {
    throw new LinkRefused("damaged");
  }
  const version = typeof found?.schema === "string" ? SCHEMAS.exec(found.schema)?.[1] : undefined;
  if (!version) throw new LinkRefused("damaged");
  if (Number(version) > KNOWN_VERSION) throw new LinkRefused("newer");
  return columns ? inFields(found) : found;
}

/** Which answers of a case the page has no place for: a newer version has made the link. @param {Fields} brought @param {Fields} held @returns {string[]} */
export function unknownIn(brought, held) {
  return Object.keys(brought).filter(name => brought[name] !== "" && !(name in held));
}

// ------------------------------------------------------------ passphrase

/** @returns {SubtleCrypto} */
function cipher() {
  if (!canLock()) throw new LinkRefused("unable");
  return crypto.subtle;
}

/** Browsers encrypt only on pages that came by a safe way. */
export function canLock() {
  return Boolean(globalThis.crypto?.subtle);
}

export function canShare() {
  return "CompressionStream" in globalThis && "DecompressionStream" in globalThis;
}

/** @param {string} passphrase @param {Uint8Array<ArrayBuffer>} salt */
async function keyOf(passphrase, salt) {
  // one and the same passphrase may be typed in two ways: é, or e and its accent
  const typed = new TextEncoder().encode(passphrase.trim().normalize("NFC"));
  const material = await cipher().importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
  const making = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ITERATIONS };
  return cipher().deriveKey(making, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** @param {Uint8Array<ArrayBuffer>} iv @param {string} [form] */
function sealing(iv, form = LOCKED_FORM) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(form) };
}

// ------------------------------------------------------------ bytes

/** @param {"CompressionStream" | "DecompressionStream"} name @returns {any} */
function stream(name) {
  if (!canShare()) throw new LinkRefused("unable");
  return globalThis[name];
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {{ readable: ReadableStream<Uint8Array>, writable: WritableStream<Uint8Array> }} change
 * @param {number} most a small link may hold a whole disk of zeros
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function through(bytes, change, most) {
  const writer = change.writable.getWriter();
  // what fails here fails for the reader too, who says it
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = change.readable.getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    size += part.value.length;
    if (size <= most) continue;
    void reader.cancel().catch(() => {});
    throw new RangeError("too large");
  }
  return joined(...parts);
}

/** @param {Uint8Array[]} parts @returns {Uint8Array<ArrayBuffer>} */
function joined(...parts) {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Bytes in base 64 for addresses (RFC 4648, section 5), without padding. @param {Uint8Array} bytes */
export function toText(bytes) {
  let signs = "";
  for (const byte of bytes) signs += String.fromCharCode(byte);
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
export function toBytes(text) {
  if (!/^[\w-]*$/.test(text) || text.length > MOST_BYTES) throw new LinkRefused("damaged");
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), sign => sign.charCodeAt(0));
  } catch {
    throw new LinkRefused("damaged");
  }
}

/** @param {number} sum */
function bytesOf(sum) {
  return Uint8Array.of(sum >>> 24, sum >>> 16, sum >>> 8, sum);
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xed_b8_83_20 : sum >>> 1;
  return sum;
});

/** CRC-32 (ISO 3309): one sign lost or changed on the way is seen, where deflated data alone would give other figures. @param {Uint8Array} bytes */
export function sumOf(bytes) {
  let sum = 0xff_ff_ff_ff;
  for (const byte of bytes) sum = /** @type {number} */ (TABLE[(sum ^ byte) & 0xff]) ^ (sum >>> 8);
  return (sum ^ 0xff_ff_ff_ff) >>> 0;
}
