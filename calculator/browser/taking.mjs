/** What the reader takes away: the result's buttons. */

import { copy } from "./clipboard.mjs";
import { download } from "./files.mjs";
import { TEXTS } from "./texts.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

const SAID_MS = 2000;

/**
 * @param {() => Answer | null} latest what is shown, if it is a result
 * @param {() => Promise<Answer>} take the claim, the statement and the table of what is shown, made on demand
 * @param {(sentence: string) => void} say
 * @returns {Record<string, (button: HTMLElement) => void>} the act of each button, by its `data-action`
 */
export function takingAway(latest, take, say) {
  /** @param {(answer: Answer, button: HTMLElement) => void} act @returns {(button: HTMLElement) => void} */
  const withResult = act => button => {
    const answer = latest();
    if (answer) act(answer, button);
    else say(TEXTS.nothingYet);
  };

  /** @param {HTMLElement} button @param {string} text @param {string} done */
  async function copyAndSay(button, text, done) {
    const copied = await copy(text);
    say(copied ? done : TEXTS.copyFailed);
    if (!copied) return;
    button.dataset.done = TEXTS.copied;
    setTimeout(() => delete button.dataset.done, SAID_MS);
  }

  return {
    print: withResult(() => print()),
    "copy-total": withResult((answer, button) => void copyAndSay(button, answer.texts?.total ?? "", TEXTS.totalCopied)),
    "copy-table": withResult(
      (_, button) => void take().then(taken => copyAndSay(button, taken.texts?.table_tsv ?? "", TEXTS.tableCopied)),
    ),
    "save-claim": withResult(answer => void take().then(taken => download(answer.files?.claim ?? "creance.json", taken.claim))),
    "save-statement": withResult(
      answer => void take().then(taken => download(answer.files?.statement ?? "decompte.json", taken.statement)),
    ),
  };
}
