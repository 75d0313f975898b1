/** What passes between the page and `calculator.app`, and inside the page. */

export interface Mark {
  error?: string;
  echo?: string;
  warning?: string;
  /** A required field still empty: said after the form was sent, not while it is being filled in. */
  missing?: boolean;
}

export type State = "example" | "computed" | "incomplete" | "errors";

export interface Answer {
  /** `refused`: a file was not opened, and nothing but `html.errors` comes with it. */
  state: State | "refused";
  html: { advice?: string; routes?: string; result?: string; statement?: string; bar?: string; errors?: string; form?: string };
  marks?: Record<string, Mark>;
  claim?: unknown;
  statement?: unknown;
  texts?: { total?: string; table_tsv?: string };
  files?: { claim?: string; statement?: string };
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
  text?: string;
  messages?: string[];
}

export interface Fault {
  fault: { code: string; detail: string };
}

export type Fields = Record<string, string>;

export type Request =
  | { action: "compute"; fields: Fields; today: string }
  | { action: "take"; fields: Fields; today: string }
  | { action: "advise"; fields: Fields; today: string }
  | { action: "write"; fields: Fields; today: string; chosen: string; changes: Record<string, string>; asked: string[]; edit?: { key: string; text: string } }
  | { action: "document"; fields: Fields; today: string; chosen: string; format: string }
  | { action: "text"; fields: Fields; today: string; chosen: string }
  | { action: "open"; file: string; name: string; today: string }
  | { action: "statement"; claim: unknown };

export type Stage = "idle" | "loading" | "ready" | "failed";
