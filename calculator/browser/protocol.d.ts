/** What the page and the worker say to each other. Requests and responses are JSON texts that neither of them reads. */

/** Where the runtime stands. `restarting` and `failed` are the page's own findings. */
export type Stage = "runtime" | "packages" | "ready" | "restarting" | "failed";

/** `start`: Python did not come up; `calculation`: one request failed; `fatal`: the interpreter is dead; `closed`: by the page. */
export type FailureCode = "start" | "calculation" | "fatal" | "closed";

export interface Request {
  id: number;
  request: string;
}

/** WebAssembly as the page compiled it; null where it could not, and the worker has to do it. */
export interface Compiled {
  module: WebAssembly.Module | null;
}

/** Archives that will be needed, fetched while the reader reads. */
export interface Ahead {
  ahead: string[];
}

/** A worker, and what it said before anyone listened. */
export interface Started {
  base: string;
  module: Promise<WebAssembly.Module | null>;
  worker: Worker;
  listen(onEvent: (event: MessageEvent | ErrorEvent) => void): void;
}

/** So much of a file of the runtime has come: its bytes, inflated. */
export interface Fetched {
  kind: "fetched";
  file: string;
  bytes: number;
}

export type Message =
  /** The worker is there, and holds this lock as long as it lives (empty: it has none): a browser tells nobody that it has taken a worker away. */
  | { kind: "alive"; lock: string }
  | { kind: "status"; stage: Stage }
  | Fetched
  | { kind: "answer"; id: number; response: string }
  | { kind: "failure"; id?: number; code: FailureCode; detail: string };
