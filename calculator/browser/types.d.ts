/** What passes between the page and `calculator.app`, and inside the page. */

export interface Mark {
  error?: string;
  echo?: string;
  warning?: string;
  /** A required field still empty: said after the form was sent, not while it is being filled in. */
  missing?: boolean;
}

/** What the list says of an invoice: its cells, and how its sum comes about. */
export interface Line {
  tone: string;
  due: string;
  amount: string;
  credited: string;
  paid: string;
  sum: string;
  late: string;
  told: string;
}

/** What the core tells of the plain case (tools/first_figures.py): days since 1970, millionths of a percent, cents. */
export interface FirstTable {
  /** From which day each half-year's rate holds. */
  rates: [number, number][];
  /** The last day whose rate was published, and the last one that the table reaches. */
  known_until: number;
  last: number;
  /** What a year's interest on one cent is divided by. */
  year: number;
  /** The first due date that the law covers. */
  due_from: number;
  /** From which due date each sum is owed. */
  compensation: [number, number][];
  /** The first and the last day that are read. */
  days: [number, number];
  /** The least amount that is too large. */
  below: number;
  /** Fields that change no sum, and what may stand there; an empty list for any words. */
  free: Record<string, string[]>;
}

/** What is owed at the end of a day, in cents, before Python is there. */
export interface FirstFigures {
  asOf: number;
  principal: bigint;
  interest: bigint;
  compensation: bigint;
  total: bigint;
  perDay: bigint;
  provisional: boolean;
}

export type State = "example" | "computed" | "incomplete" | "errors" | "first" | "waiting";

export interface Answer {
  /** `refused`: a file was not opened, and nothing but `html.errors` comes with it. */
  state: State | "refused" | "cases";
  html: { advice?: string; routes?: string; result?: string; statement?: string; bar?: string; errors?: string; form?: string; proposal?: string };
  /** What is new of the answer `since`, null for what is no more; all of it once it was taken in (pieces.mjs). */
  marks?: Record<string, Mark>;
  /** By the name of its row. */
  lines?: Record<string, Line>;
  /** This answer, and the one that it says the changes of; 0 for all there is to say. */
  number?: number;
  since?: number;
  /** The pieces of the statement are still to come. */
  later?: boolean;
  /** By the name of their place, the digests of its pieces in order, where they are others; the HTML of the new ones. */
  pieces?: Record<string, string[]>;
  made?: Record<string, string>;
  claim?: unknown;
  statement?: unknown;
  texts?: { total?: string; table_tsv?: string };
  files?: { claim?: string; statement?: string };
  /** Up to which day the figures go, in ISO 8601. */
  as_of?: string;
}

/** The step « Écrire »: its HTML, and what only the letters need, as the form keeps it. */
export interface Written {
  state: "ready" | "refused";
  html: { writing: string };
  letter: string;
  advised: string;
  chosen: string;
  asked: string[];
}

/** A file to save, its bytes in base 64; or a text to copy. */
export interface LetterFile {
  state: "ready" | "refused";
  name?: string;
  media?: string;
  content?: string;
  /** The letter's details to keep, where the file changes them. */
  letter?: string;
  /** What is left to do with the file: the dotted lines still to fill in. */
  note?: string;
  text?: string;
  messages?: string[];
}

/** The case as a file: a claim, or what was typed so far where it is none yet. */
export interface Saved {
  state: "claim" | "draft";
  name: string;
  document: unknown;
  /** What is still to be completed or put right. */
  faults?: number;
}

export interface Fault {
  fault: { code: string; detail: string };
}

export type Fields = Record<string, string>;

/** A row of a list of the form; `removed` holds its entries where it was removed and can come back. */
export interface KeptRow {
  into: string;
  name: string;
  removed?: Fields;
}

/** The step « Écrire » as the tab keeps it. */
export interface KeptLetter {
  chosen: string;
  open: boolean;
  manner: { language?: string; channel?: string };
  asked: string[];
  /** Answers beside the letter that Python has not read yet, and all of them as they were typed. */
  changes: Record<string, string>;
  typed: Record<string, string>;
  /** The passage under the caret, if it was being rewritten. */
  edit?: { key: string; text: string };
}

/** The case as the tab keeps it, from one document to the next. */
export interface Kept {
  version: number;
  fields: Fields;
  rows: KeptRow[];
  answered: string[];
  open: string[];
  left: string[];
  sent: boolean;
  scroll: number;
  letter: KeptLetter;
  /** What was shown, for as long as it is reckoned again. */
  total: string;
  /** It lies in a file as it is: nothing is asked before it is replaced. */
  safe: boolean;
  /** Which place a phone shows, which invoice is open, whether a letter takes the page. */
  place?: string;
  row?: string;
  view?: string;
  /** When it was kept, in ISO 8601; a tab that an earlier program left open does not say. */
  at?: string;
}

/** A file as it was chosen, its bytes in base 64; pasted rows have no name. */
export interface Source {
  name: string;
  bytes: string;
}

/** What the reader changed of one table: roles by the column's number, texts by the cell's name. */
export interface TableAnswers {
  file: string;
  sheet: string;
  roles?: Record<string, string>;
  cells?: Record<string, string>;
}

/** What the reader has answered of the files that come in. */
export interface ImportAnswers {
  term?: string;
  vat?: string;
  month_first?: boolean;
  tables?: TableAnswers[];
  /** Refused rows that they leave out, by key. */
  left?: string[];
  payments?: Record<string, boolean>;
  customer?: string;
  into?: string;
  settled?: boolean;
}

/** What was understood of the files that come in. `case`: a saved case; `gone`: Python has not got the files. */
export interface Understood {
  state: "read" | "case" | "cases" | "mixed" | "gone";
  /** The one case of an archive. */
  document?: object;
  html: { import: string };
  /** How many invoices and payments would be added, what the button says, and what was read. */
  ready: number;
  add: string;
  said: string;
  /** Whose the case becomes, by a key; empty as long as something is asked. */
  customer: string;
  /** Another customer's case would take the place of the form's. */
  anew: boolean;
  signatures: { file: string; sheet: string; signature: string }[];
}

export type Request =
  | { action: "import"; step: "read" | "add" | "others" | "names" | "cases" | "own-names" | "own-cases"; key: string; names: string[]; sources?: Source[]; others?: object[]; answers: ImportAnswers; remembered: Record<string, Record<string, string>>; fields: Fields; today: string; since: number }
  | { action: "compute"; fields: Fields; today: string; since: number }
  | { action: "take"; fields: Fields; today: string }
  | { action: "save"; fields: Fields; today: string }
  | { action: "advise"; fields: Fields; today: string }
  | { action: "write"; fields: Fields; today: string; chosen: string; changes: Record<string, string>; asked: string[]; edit?: { key: string; text: string } }
  | { action: "document"; fields: Fields; today: string; chosen: string; format: string }
  | { action: "text"; fields: Fields; today: string; chosen: string }
  | { action: "open"; bytes: string; name: string; today: string; since: number }
  | { action: "open"; file: string; name: string; today: string; since: number }
  | { action: "take-away"; fields: Fields; today: string; chosen: string; language?: string; channel?: string }
  | { action: "qr"; text: string }
  | { action: "statement"; claim: unknown }
  | { action: "weigh"; fields: Fields; today: string }
  | { action: "paid-on"; fields: Fields; day: string }
  | { action: "counter"; fields: Fields; today: string }
  | { action: "counter-rows"; fields: Fields }
  | { action: "terms" | "clause" | "lateness"; fields: Fields; today: string; name?: string; bytes?: string }
  | ({ action: "counter-read"; fields: Fields } & ({ text: string } | { bytes: string }))
  | { action: "overview"; today: string; cases?: { id: string; fields: Fields }[]; sums?: RowSums[]; count?: number; late?: number; sales?: string }
  | { action: "mailing"; today: string; name: string; fields: Fields; logo?: string }
  | { action: "mailings"; today: string; mailings: (Mailing & { name: string })[] };

/** A claim received as it was typed: its lines, and what is said beside them. */
export interface AskedTyped {
  lines?: { kind?: string; label?: string; amount?: string; choice?: string }[];
  total?: string;
  dated?: string;
  rate?: string;
  fees_proved?: boolean;
  penalty_clause_agreed?: boolean;
  elsewhere?: boolean;
}

export type Stage = "idle" | "loading" | "ready" | "failed" | "stopped";

/** A case as the device keeps it. */
export interface KeptCase {
  id: string;
  version: number;
  /** Counts what was written: a page writes over what it has read, and over no other. */
  revision: number;
  /** The name that the reader gave it; empty for the other party's. */
  name: string;
  party: string;
  /** What was shown when it was kept, and up to which day, in ISO 8601. */
  total: string;
  as_of: string;
  updated: string;
  fields: Fields;
  rows: KeptRow[];
  answered: string[];
  letter: KeptLetter;
}

/** What a case comes to, as the list of customers shows it. */
export interface Reckoned {
  id: string;
  state: "ready" | "debtor" | "incomplete" | "failed";
  party: string;
  numbers: string;
  sums?: RowSums;
  letter: string;
  order: { due: number; not_due: number; paid_late: number; oldest: number; on: string; last: string };
  texts: { due: string; not_due: string; oldest: string; step: string; on: string; last: string; lost: string };
}

/** What a customer owes, in EUR with two decimals; by age, the youngest first. */
export interface RowSums {
  due: string;
  not_due: string;
  principal: string;
  paid_late: string;
  ages: string[];
}

/** The same, with what it was reckoned from. */
export interface CaseRow {
  id: string;
  revision: number;
  day: string;
  program: string;
  row: Reckoned;
}

export interface Overview {
  rows: Reckoned[];
  total?: { due: string; not_due: string; count: string };
  html?: { summary: string };
  sales?: { days: string; basis: string; error: string };
}

export interface Mailing {
  files: { name: string; content: string }[];
  said: string;
}

export interface MailingArchive {
  name: string;
  media: string;
  content: string;
}
