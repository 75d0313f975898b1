/**
 * On paper nothing can be opened: every explanation is printed open, then put back as it was. Figures that do not follow
 * what is typed are not printed: the page says so in their place.
 */

import { keptLogo } from "./logo.mjs";

/** How long the figures have been behind the form, or for good; a blink before that is no matter. */
const BEHIND = ["stale", "long", "stopped", "failed"];

/** What a printed letter alone has at the edges of its sheets. */
const RUNNING = new CSSStyleSheet();

/** @param {() => HTMLElement | null} root @param {() => string} title the name the browser proposes for a PDF */
export function preparePrinting(root, title) {
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  let screenTitle = "";

  addEventListener("beforeprint", () => {
    const shown = root();
    if (!shown?.isConnected) return;
    // Whoever prints while a letter has the page wants the letter.
    if (shown.dataset["view"] === "letter" && shown.querySelector("#letter-page")) shown.dataset["printing"] ??= "letter";
    if (isBehind(shown)) shown.dataset["printing"] = "unready";
    if (shown.dataset["printing"] === "letter") {
      putLogo(shown);
      putRunningHead(shown);
    }
    const closed = [...shown.querySelectorAll("details")].filter(details => !details.open && !details.closest("form"));
    for (const details of closed) details.open = true;
    // a browser may announce the same printing twice, a preview first
    opened.push(...closed);
    screenTitle ||= document.title;
    document.title = title() || screenTitle;
  });

  addEventListener("afterprint", () => {
    const shown = root();
    if (shown?.dataset["printing"] === "unready") delete shown.dataset["printing"];
    shown?.querySelector(".letter-logo")?.remove();
    RUNNING.replaceSync("");
    for (const details of opened) details.open = false;
    opened = [];
    if (screenTitle) document.title = screenTitle;
    screenTitle = "";
  });
}

/** The kept logo above the sender's name, for the time of printing; a message has no letterhead. @param {HTMLElement} root */
function putLogo(root) {
  const letter = root.querySelector(".letter:not(.letter--message)");
  const kept = keptLogo();
  if (!letter || !kept || letter.querySelector(".letter-logo")) return;
  const logo = new Image();
  logo.className = "letter-logo";
  logo.alt = "";
  logo.src = `data:image/jpeg;base64,${kept}`;
  letter.prepend(logo);
}

/** Whose letter it is, at the head of the sheets after the first, and their numbers. @param {HTMLElement} root */
function putRunningHead(root) {
  const running = root.querySelector(".letter")?.getAttribute("data-running");
  if (!running) return;
  const text = running.replace(/[^\p{L}\p{N} ,.·’-]/gu, sign => `\\${sign.codePointAt(0)?.toString(16)} `);
  RUNNING.replaceSync(`@page { @top-left { content: "${text}"; font: 8.6pt serif; color: #4a566b; padding-left: 6mm }
    @bottom-right { content: counter(page) " / " counter(pages); font: 7.8pt serif; padding-right: 4mm } }
    @page :first { @top-left { content: none } }`);
  if (!document.adoptedStyleSheets.includes(RUNNING)) document.adoptedStyleSheets.push(RUNNING);
}

/** @param {HTMLElement} root */
function isBehind(root) {
  if (root.dataset["printing"]) return false;
  if (BEHIND.includes(root.dataset["progress"] ?? "")) return true;
  const form = root.querySelector("form");
  const state = root.querySelector("#result")?.getAttribute("data-state");
  return state === "waiting" || state === "first" || (state === "example" && form instanceof HTMLFormElement && isTouched(form));
}

/** Whether anything was typed; the day to reckon to, the page proposes itself. @param {HTMLFormElement} form */
function isTouched(form) {
  return [...form.elements].some(field => {
    const typed = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text");
    return typed && field.name !== "as_of" && field.value !== "";
  });
}
