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

export interface Fault {
  fault: { code: string; detail: string };
}

export type Fields = Record<string, string>;

export type Request =
  | { action: "compute"; fields: Fields; today: string }
  | { action: "take"; fields: Fields; today: string }
  | { action: "advise"; fields: Fields; today: string }
  | { action: "open"; file: string; name: string; today: string }
  | { action: "statement"; claim: unknown };

export type Stage = "idle" | "loading" | "ready" | "failed";
