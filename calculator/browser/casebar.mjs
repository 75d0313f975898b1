/** The line above the case: whom it is about, on which day its sums stop; and who owes whom, in a word, once it is folded. */

import { write } from "./text.mjs";
import { TEXTS, stoppedShort, whoOwes, you } from "./texts.mjs";
import { valueOf } from "./values.mjs";

/**
 * A name that is being typed does not move the page under the caret: the head of a named case comes with the next case, or
 * the next visit.
 * @param {HTMLElement} root @param {HTMLFormElement} form @param {boolean} anew the whole form has just been put there
 */
export function nameCase(root, form, anew) {
  /** @param {string} name */
  const typed = name => valueOf(form, name).trim();
  const [other, own] = typed("side") === "debtor" ? ["creditor-name", "debtor-name"] : ["debtor-name", "creditor-name"];
  write(root.querySelector("#case-name"), typed(other) || TEXTS.unnamedCase);
  write(root.querySelector("#case-meta"), [typed(own) && you(typed(own)), stoppedShort(typed("as_of"))].filter(Boolean).join(" · "));
  if (anew) root.toggleAttribute("data-named", typed(other) !== "");
  const [creditor, debtor] = ["creditor-kind", "debtor-kind"].map(name => labelOf(form, name));
  write(root.querySelector("#who-told"), whoOwes(labelOf(form, "side"), typed("side") === "debtor", creditor ?? "", debtor ?? ""));
}

/** The words of the choice that was made. @param {HTMLFormElement} form @param {string} name */
function labelOf(form, name) {
  const chosen = form.querySelector(`[name="${name}"]:checked`);
  return chosen?.closest("label")?.textContent?.trim() ?? "";
}
