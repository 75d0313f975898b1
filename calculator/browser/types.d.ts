/** What passes between the page and `calculator.app`, and inside the page; what Python reads and answers is written by it. */

import type { ImportAnswers, Mailing, Reckoned, RowSums, Source } from "./answers.d.ts";

export type * from "./answers.d.ts";

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

export type Request =
  | { action: "import"; step: "read" | "add" | "others" | "names" | "cases" | "own-names" | "own-cases"; key: string; names: string[]; sources?: Source[]; others?: object[]; answers: ImportAnswers; remembered: Record<string, Record<string, string>>; fields: Fields; today: string; since: number }
  | { action: "compute"; fields: Fields; today: string; since: number }
  | { action: "take"; fields: Fields; today: string }
  | { action: "save"; fields: Fields; today: string }
  | { action: "advise"; fields: Fields; today: string }
  | { action: "write"; fields: Fields; today: string; chosen: string; changes: Record<string, string>; asked: string[]; edit?: { key: string; text: string } }
  | { action: "document"; fields: Fields; today: string; chosen: string; format: string; beside?: boolean }
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

/** The same, with what it was reckoned from. */
export interface CaseRow {
  id: string;
  revision: number;
  day: string;
  program: string;
  row: Reckoned;
}
