/** What the reader takes away: the result's buttons. */

import { copy } from "./clipboard.mjs";
import { download } from "./files.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

const SAID_MS = 2000;

/**
 * @param {() => Answer | null} latest what is shown, if it is a result
 * @param {() => Promise<Answer>} take the statement and the table of what is shown, made on demand
 * @param {(button: HTMLElement, sentence: string) => void} tell
 * @returns {Record<string, (button: HTMLElement) => void>} the act of each button, by its `data-action`
 */
export function takingAway(latest, take, tell) {
  /** @param {(answer: Answer, button: HTMLElement) => void} act @returns {(button: HTMLElement) => void} */
  const withResult = act => button => {
    const answer = latest();
    if (answer) act(answer, button);
    else tell(button, TEXTS.nothingYet);
  };

  /** What is taken is what the form says now, which may no longer be a result. @param {(taken: Answer, button: HTMLElement) => void} act */
  const withTaken = act => withResult((_, button) => {
    void take().then(taken => {
      if (taken.state === "refused") tell(button, TEXTS.nothingYet);
      else act(taken, button);
    });
  });

  /** @param {HTMLElement} button @param {string} text @param {string} done */
  async function copyAndSay(button, text, done) {
    const copied = await copy(text);
    tell(button, copied ? done : TEXTS.copyFailed);
    if (!copied) return;
    button.dataset.done = TEXTS.copied;
    setTimeout(() => delete button.dataset.done, SAID_MS);
  }

  return {
    print: withResult(() => print()),
    "copy-total": withResult((answer, button) => void copyAndSay(button, answer.texts?.total ?? "", TEXTS.totalCopied)),
    "copy-table": withTaken((taken, button) => void copyAndSay(button, taken.texts?.table_tsv ?? "", TEXTS.tableCopied)),
    "save-statement": withTaken(taken => download(taken.files?.statement ?? "decompte.json", taken.statement)),
  };
}
