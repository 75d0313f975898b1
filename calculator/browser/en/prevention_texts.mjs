/** What the pages on prevention say. */

export const PREVENTION = {
  coming: "The calculator is loading, a few seconds the first time.",
  unreachable: "A part of the calculator is missing. Check your connection: the answer will come at the next key.",
  failed: "The answer could not be made. What you typed stays: change it, or reload the page.",
  copied: "Copied.",
  notCopied: "Copying was refused: select the text and copy it with the keyboard.",
  tooLarge: "This file exceeds 5\u00a0MB.",
  unreadable: "This file could not be read.",
};
