/** The line above the case: whom it is about, on which day its sums stop; and who owes whom, in a word, once it is folded. */

import { TEXTS, stoppedShort, whoOwes, you } from "./texts.mjs";

/** @param {HTMLElement} root @param {HTMLFormElement} form */
export function nameCase(root, form) {
  const said = new FormData(form);
  /** @param {string} name */
  const typed = name => String(said.get(name) ?? "").trim();
  const [other, own] = typed("side") === "debtor" ? ["creditor-name", "debtor-name"] : ["debtor-name", "creditor-name"];
  write(root.querySelector("#case-name"), typed(other) || TEXTS.unnamedCase);
  write(root.querySelector("#case-meta"), [typed(own) && you(typed(own)), stoppedShort(typed("as_of"))].filter(Boolean).join(" · "));
  root.toggleAttribute("data-named", typed(other) !== "");
  const [creditor, debtor] = ["creditor-kind", "debtor-kind"].map(name => labelOf(form, name));
  write(root.querySelector("#who-told"), whoOwes(labelOf(form, "side"), typed("side") === "debtor", creditor ?? "", debtor ?? ""));
}

/** The words of the choice that was made. @param {HTMLFormElement} form @param {string} name */
function labelOf(form, name) {
  const chosen = form.querySelector(`[name="${name}"]:checked`);
  return chosen?.closest("label")?.textContent?.trim() ?? "";
}

/** @param {Element | null} place @param {string} text */
function write(place, text) {
  if (place && place.textContent !== text) place.textContent = text;
}
