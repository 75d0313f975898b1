/**
 * The first figures, before Python is there: the core's own cents, for the plain case and no other.
 *
 * Invoices between businesses, already late, at the rate of the law, each with its payments, and nothing else said. Rates,
 * sums and days of the law come from the core in a table (tools/first_figures.py), days as numbers since 1970; what people
 * type is read only where the core is certain to read it alike. In any doubt there is no figure: Python has the last word.
 */

/** @typedef {import("./types.d.ts").Fields} Fields */
/** @typedef {import("./types.d.ts").FirstTable} Table */
/** @typedef {import("./types.d.ts").FirstFigures} FirstFigures */
/** @typedef {{ day: number, cents: bigint }} Payment */
/** @typedef {{ cents: bigint, due: number, payments: Payment[] }} Invoice */
/** @typedef {Record<string, string>} Typed */

const DAY_MS = 86_400_000;
const AMOUNT = /^(\d{1,12}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,3})(?:[.,](\d{1,2}))?(?:[ \u00a0\u202f]?€)?$/;
const DAY = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|[0-7]\d)$/;
const ROW = /^invoices-(\d+)-(?:payments-(\d+)-)?(.+)$/;
const OF_INVOICE = ["amount", "due_on", "number", "issued_on"];
const OF_PAYMENT = ["amount", "paid_on"];
const LONGEST_TEXT = 100;

/**
 * What is owed, in cents; null outside what is known here.
 *
 * @param {Fields} fields as typed @param {Fields} blank those of a form that nobody has touched @param {Table} table
 * @returns {FirstFigures | null}
 */
export function firstFigures(fields, blank, table) {
  const asOf = dayIn(fields["as_of"] ?? "", table);
  const invoices = asOf !== null && asOf <= table.last ? invoicesIn(fields, blank, table) : null;
  if (asOf === null || !invoices?.every(each => each.due < asOf)) return null;
  const found = { asOf, principal: 0n, interest: 0n, compensation: 0n, total: 0n, perDay: 0n, provisional: false };
  let exactDay = 0n;
  for (const invoice of invoices) {
    const account = reckon(invoice, asOf, table);
    if (!account) return null;
    found.principal += account.principal;
    found.interest += account.interest;
    found.compensation += account.compensation;
    found.provisional ||= account.provisional;
    exactDay += account.principal * BigInt(inForce(table.rates, asOf));
  }
  found.total = found.principal + found.interest + found.compensation;
  found.perDay = rounded(exactDay, table);
  return found;
}

/** One invoice's account; null where more was paid than is owed. @param {Invoice} invoice @param {number} asOf @param {Table} table */
function reckon({ cents, due, payments }, asOf, table) {
  const account = { principal: cents, interest: 0n, compensation: 0n, provisional: false };
  const inTime = payments.filter(each => each.day <= asOf).sort((one, other) => one.day - other.day);
  let [from, late] = [due + 1, false];
  for (const { day, cents: money } of [...inTime, { day: asOf, cents: 0n }]) {
    if (day > due && !late) {
      late = true;
      if (account.principal) account.compensation = BigInt(inForce(table.compensation, due));
    }
    if (from <= day) accrue(account, from, day, table);
    from = Math.max(from, day + 1);
    if (takeIn(account, money)) return null;
  }
  return account;
}

/** Interest of some days, both included, a line for each half-year. @param {{ principal: bigint, interest: bigint, provisional: boolean }} account @param {number} first @param {number} last @param {Table} table */
function accrue(account, first, last, table) {
  if (!account.principal) return;
  table.rates.forEach(([start, units], at) => {
    const begin = Math.max(first, start);
    const end = Math.min(last, (table.rates[at + 1]?.[0] ?? table.last + 1) - 1);
    if (end < begin) return;
    account.interest += rounded(account.principal * BigInt(units) * BigInt(end - begin + 1), table);
    account.provisional ||= begin > table.known_until;
  });
}

/** Interest first, then principal, then the compensation. @param {{ principal: bigint, interest: bigint, compensation: bigint }} account @param {bigint} money @returns {bigint} what is left over */
function takeIn(account, money) {
  for (const part of /** @type {const} */ (["interest", "principal", "compensation"])) {
    const paid = money < account[part] ? money : account[part];
    account[part] -= paid;
    money -= paid;
  }
  return money;
}

/** Whole cents, half a cent upwards. @param {bigint} exact @param {Table} table */
function rounded(exact, table) {
  const year = BigInt(table.year);
  return (2n * exact + year) / (2n * year);
}

/** What a dated list gives for a day. @param {[number, number][]} values @param {number} day */
function inForce(values, day) {
  return values.findLast(([from]) => from <= day)?.[1] ?? 0;
}

// ------------------------------------------------------------ what was typed

/** The invoices typed; null where something else was said too, or is not certain to be read as it was meant. @param {Fields} fields @param {Fields} blank @param {Table} table @returns {Invoice[] | null} */
function invoicesIn(fields, blank, table) {
  /** @type {Record<string, Record<string, Typed>>} by row, then by payment: the invoice's own under "" */
  const rows = {};
  for (const [name, value] of Object.entries(fields)) {
    const said = value.trim();
    const [, row, paid = "", key = ""] = ROW.exec(name) ?? [];
    if (row && (paid ? OF_PAYMENT : OF_INVOICE).includes(key)) ((rows[row] ??= {})[paid] ??= {})[key] = said;
    else if (name !== "as_of" && said !== (blank[name.replace(/^invoices-\d+-/, "invoices-0-")] ?? "").trim() && !isFree(name, said, table)) return null;
  }
  const typed = Object.values(rows).map(row => ({ own: row[""] ?? {}, paid: Object.entries(row).filter(([at, each]) => at && isSaid(each)).map(([, each]) => each) }));
  const said = typed.filter(({ own, paid }) => isSaid(own) || paid.length);
  const numbers = said.map(({ own }) => own["number"]).filter(Boolean);
  if (!said.length || new Set(numbers).size < numbers.length || numbers.some(each => (each?.length ?? 0) > LONGEST_TEXT)) return null;
  const invoices = said.map(({ own, paid }) => invoiceOf(own, paid, table));
  return invoices.every(each => each) ? /** @type {Invoice[]} */ (invoices) : null;
}

/** @param {Typed} own @param {Typed[]} paid @param {Table} table @returns {Invoice | null} */
function invoiceOf(own, paid, table) {
  const [cents, due, issued] = [centsIn(own["amount"] ?? "", table), dayIn(own["due_on"] ?? "", table), own["issued_on"] ? dayIn(own["issued_on"], table) : -Infinity];
  const payments = paid.map(each => ({ day: dayIn(each["paid_on"] ?? "", table), cents: centsIn(each["amount"] ?? "", table) }));
  if (cents === null || due === null || issued === null || due < table.due_from) return null;
  const read = payments.filter(/** @returns {each is Payment} */ each => each.day !== null && each.cents !== null && each.day >= issued);
  return read.length === payments.length ? { cents, due, payments: read } : null;
}

/** @param {Typed} typed */
const isSaid = typed => Object.values(typed).some(Boolean);
/** @param {string} name @param {string} said @param {Table} table */
const isFree = (name, said, { free: { [name]: known } }) => known !== undefined && (known.length ? known.includes(said) : said.length <= LONGEST_TEXT);

/** Whole cents of « 1 234,50 € »; null where there is any doubt. @param {string} typed @param {Table} table */
export function centsIn(typed, table) {
  const [, whole, cents = ""] = AMOUNT.exec(typed.trim()) ?? [];
  const found = whole ? BigInt(whole.replace(/\D/g, "") + cents.padEnd(2, "0")) : 0n;
  return found > 0n && found < BigInt(table.below) ? found : null;
}

/** The day of « 12/3/26 »; null where there is any doubt. @param {string} typed @param {Table} table */
export function dayIn(typed, table) {
  const [, day, , month, year = ""] = DAY.exec(typed.trim()) ?? [];
  const whole = year.length === 2 ? 2000 + Number(year) : Number(year);
  const found = new Date(Date.UTC(whole, Number(month) - 1, Number(day)));
  if (found.getUTCFullYear() !== whole || found.getUTCMonth() + 1 !== Number(month)) return null;
  const number = found.getTime() / DAY_MS;
  return number >= table.days[0] && number <= table.days[1] ? number : null;
}
