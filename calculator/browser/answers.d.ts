/** What passes between the page and Python. Written by `make schema` from calculator/app/answers.py. */

/** What stands beside a field. */
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

/** What the core tells of the plain case (first_figures.py): days since 1970, millionths of a percent, cents. */
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

/** The HTML of the page's places. */
export interface Parts {
  advice?: string;
  routes?: string;
  result?: string;
  statement?: string;
  bar?: string;
  errors?: string;
  form?: string;
  proposal?: string;
}

/** Texts to copy. */
export interface Texts {
  total?: string;
  table_tsv?: string;
}

/** What the case's files are called. */
export interface FileNames {
  claim: string;
  statement: string;
}

/** What an answer changes of the one that the page holds. */
export interface Changes {
  /** What is new of the answer `since`, null for what is no more; all of it once it was taken in (pieces.mjs). */
  marks: Record<string, Mark>;
  /** By the name of its row. */
  lines: Record<string, Line>;
  /** This answer, and the one that it says the changes of; 0 for all there is to say. */
  number: number;
  since: number;
  /** By the name of their place, the digests of its pieces in order, where they are others; the HTML of the new ones. */
  pieces: Record<string, string[]>;
  made: Record<string, string>;
}

/** What the form comes to. */
export interface Answer {
  /** What is new of the answer `since`, null for what is no more; all of it once it was taken in (pieces.mjs). */
  marks: Record<string, Mark>;
  /** By the name of its row. */
  lines: Record<string, Line>;
  /** This answer, and the one that it says the changes of; 0 for all there is to say. */
  number: number;
  since: number;
  /** By the name of their place, the digests of its pieces in order, where they are others; the HTML of the new ones. */
  pieces: Record<string, string[]>;
  made: Record<string, string>;
  /** `refused`: a file was not opened, and nothing but `html.errors` comes with it. */
  state: "computed" | "incomplete" | "errors" | "refused" | "cases";
  html: Parts;
  /** The pieces of the statement are still to come. */
  later?: boolean;
  claim?: unknown;
  statement?: unknown;
  texts?: Texts;
  files?: FileNames;
  /** Up to which day the figures go, in ISO 8601. */
  as_of?: string;
}

/** The HTML of the step « Écrire ». */
export interface WritingPart {
  writing: string;
}

/** The step « Écrire »: its HTML, what only the letters need, as the form keeps it, and what is to be completed. */
export interface LettersReady {
  state: "ready";
  html: WritingPart;
  letter: string;
  advised: string;
  chosen: string;
  asked: string[];
}

/** The same, as long as the form gives no claim: what is to be put right. */
export interface LettersRefused {
  state: "refused";
  html: WritingPart;
}

export type Written = LettersReady | LettersRefused;

/** A file to save, its bytes in base 64; or a text to copy. */
export interface LetterFile {
  state: "ready" | "refused";
  name?: string;
  media?: string;
  content?: string;
  /** The letter's details to keep, where the file changes them. */
  letter?: string;
  /** What is left to do with the file: the dotted lines still to fill in, and how many they are. */
  note?: string;
  gaps?: number;
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

/** Which fault of the program, and what it said. */
export interface FaultFound {
  code: string;
  detail: string;
}

/** A fault of the program, answered instead of raised. */
export interface Fault {
  fault: FaultFound;
}

/** What a customer owes, in EUR with two decimals; by age, the youngest first. */
export interface RowSums {
  due: string;
  not_due: string;
  principal: string;
  paid_late: string;
  born_before: string;
  ages: string[];
}

/** What the rows of the customers are sorted by: cents, days, dates in ISO 8601. */
export interface RowOrder {
  due: number;
  not_due: number;
  paid_late: number;
  born_before: number;
  oldest: number;
  on: string;
  last: string;
}

/** The cells of a customer's row. */
export interface RowTexts {
  due: string;
  born_before: string;
  not_due: string;
  oldest: string;
  step: string;
  on: string;
  last: string;
  lost: string;
}

/** What a case comes to. */
export interface Figures {
  state: "ready" | "debtor" | "incomplete" | "failed";
  sums?: RowSums;
  letter: string;
  order: RowOrder;
  texts: RowTexts;
}

/** Which case a row is, and what it is found by. */
export interface RowNamed {
  id: string;
  party: string;
  numbers: string;
}

/** What a case comes to, as the list of customers shows it. */
export interface Reckoned {
  id: string;
  party: string;
  numbers: string;
  state: "ready" | "debtor" | "incomplete" | "failed";
  sums?: RowSums;
  letter: string;
  order: RowOrder;
  texts: RowTexts;
}

/** What all rows come to, in words. */
export interface OverviewTotal {
  due: string;
  not_due: string;
  count: string;
}

/** The HTML above the rows. */
export interface OverviewPart {
  summary: string;
}

/** The days sales outstanding, what they rest on, or why there are none. */
export interface Sales {
  days: string;
  basis: string;
  error: string;
}

/** What all rows come to, in words and in HTML. */
export interface Summed {
  total: OverviewTotal;
  html: OverviewPart;
}

/** The rows of some cases; of all, their sums. */
export interface Overview {
  rows: Reckoned[];
  total?: OverviewTotal;
  html?: OverviewPart;
  sales?: Sales;
}

/** A file, its content in base 64. */
export interface MailingFile {
  name: string;
  content: string;
}

/** What leaves for one customer. */
export interface Mailing {
  files: MailingFile[];
  said: string;
}

/** The archive of all mailings. */
export interface MailingArchive {
  name: string;
  media: string;
  content: string;
}

export interface ImportPart {
  import: string;
}

/** By which a table is known again. */
export interface Signature {
  file: string;
  sheet: string;
  signature: string;
}

/** What was understood of the files that come in, or whose saved cases they hold. */
export interface Understood {
  state: "read" | "cases";
  html: ImportPart;
  /** What the button says, and what was read; how many invoices and payments would be added, of how many documents. */
  add: string;
  said: string;
  ready?: number;
  documents?: number;
  /** Whose the case becomes, by a key; empty as long as something is asked. */
  customer?: string;
  /** Another customer's case would take the place of the form's. */
  anew?: boolean;
  signatures?: Signature[];
}

/** `case`: one saved case, to be opened; `mixed`: with other files; `gone`: Python has not got the files. */
export interface NotShown {
  state: "case" | "mixed" | "gone";
  /** The one case of an archive. */
  document?: unknown;
}

export type FilesRead = Understood | NotShown;

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

/** A line of a claim received as it was typed. */
export interface AskedLine {
  kind?: string;
  label?: string;
  amount?: string;
  choice?: string;
}

/** A claim received as it was typed: its lines, and what is said beside them. */
export interface AskedTyped {
  lines?: AskedLine[];
  total?: string;
  dated?: string;
  rate?: string;
  fees_proved?: boolean;
  penalty_clause_agreed?: boolean;
  elsewhere?: boolean;
}
