/** The step « Écrire »: the letters, one of them as a page that can be rewritten in place, and the files to leave with. */

import { copy } from "./clipboard.mjs";
import { PartUnreachable } from "./engine.mjs";
import { isoDay, read } from "./fields.mjs";
import { saveBytes } from "./files.mjs";
import { forgetLogo, keepLogo, keptLogo } from "./logo.mjs";
import { morphInto } from "./morphing.mjs";
import { TEXTS, passageName } from "./texts.mjs";

/**
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").Request} Request
 * @typedef {import("./types.d.ts").Written} Written
 * @typedef {import("./types.d.ts").LetterFile} LetterFile
 */

const TYPING_PAUSE_MS = 400;
const FOLLOWING_PAUSE_MS = 700;
const WORKING_MS = 300;
/** So many words of a passage are its name. */
const FIRST_WORDS = 6;
const FILES = ["others.zip.gz", "letters.zip.gz", "pdf.zip.gz", "mail.zip.gz"];
const CALL_KEY = "payeatemps.letter";
const HASH = "lettre";

export class Writing {
  /** The letter on the desk, its manner, and the questions that the page shows as to be completed. */
  #chosen = "";
  /** @type {{ language?: string, channel?: string }} */
  #manner = {};
  /** @type {string[]} */
  #asked = [];
  #open = false;
  /** Answers beside the letter that Python has not read yet, by path. @type {Record<string, string>} */
  #changes = {};
  /** All of them as they were typed: what stands in a field is the reader's, spaces and line breaks included. @type {Record<string, string>} */
  #typedTexts = {};
  /** The passage under the caret as it is being rewritten. @type {{ key: string, text: string } | undefined} */
  #rewriting;
  /** @type {{ key: string, text: string } | undefined} */
  #edit;
  /** What the passage under the caret said when the reader came to it. */
  #before = "";
  /** @type {Promise<boolean> | null} */
  #running = null;
  #again = false;
  /** Counts the claims: a letter of the one before, still on its way, is not shown. */
  #claim = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(request: Request) => Promise<any>} page.ask
   * @param {(parts: string[]) => void} page.fetchAhead
   * @param {() => HTMLFormElement} page.form
   * @param {(sentence: string) => void} page.say for those who do not see the page
   * @param {() => void} page.shown a letter, or their list, has come
   * @param {() => void} page.typed something was answered beside the letter, or rewritten in it
   * @param {(view: "letter" | "case") => void} page.turn the letter takes the whole page, or gives it back
   */
  constructor(root, { ask, fetchAhead, form, say, shown, typed, turn }) {
    this.root = root;
    this.ask = ask;
    this.fetchAhead = fetchAhead;
    this.form = form;
    this.say = say;
    this.shown = shown;
    this.typed = typed;
    this.turn = turn;
    this.place = /** @type {HTMLElement} */ (root.querySelector("#writing-desk"));
    this.waiting = /** @type {HTMLElement} */ (root.querySelector("#writing-waiting"));
    this.blank = { desk: this.place.innerHTML, waiting: this.waiting.innerHTML };
    this.#chosen = hashed();
    this.place.addEventListener("input", event => this.#noteRewriting(event));
    this.place.addEventListener("input", event => this.#answered(event));
    this.place.addEventListener("change", event => this.#answered(event));
    this.place.addEventListener("change", event => void this.#logoChosen(event.target));
    this.place.addEventListener("focusin", event => this.#entered(event));
    this.place.addEventListener("focusout", event => this.#left(event));
    addEventListener("hashchange", () => hashed() && this.choose(hashed()));
    addEventListener("afterprint", () => delete root.dataset.printing);
    if (this.#chosen || handedOver()) this.wait();
  }

  /** Whether the reader came for a letter: it is written as soon as there are figures. */
  get wanted() {
    return this.#open || this.#chosen !== "" || handedOver() !== null;
  }

  /** The buttons of this step, by their `data-action`. @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      write: button => this.choose(button.dataset.kind ?? ""),
      "write-open": () => this.choose(""),
      "close-letter": () => this.close(),
      "write-again": () => this.choose(this.#chosen),
      "letter-file": button => void this.#take(button.dataset.format ?? ""),
      "letter-copy": () => void this.#copyText(),
      "letter-copy-edit": button => void this.#copyEdit(button),
      "letter-forget": button => this.#rewrite(button.dataset.key ?? "", ""),
      "letter-print": () => this.#print(),
      "letter-logo-forget": () => this.#forgetLogo(),
    };
  }

  /** @param {string} kind */
  choose(kind) {
    if (kind && kind !== this.#chosen) {
      this.#chosen = kind;
      this.#asked = [];
      this.#manner = {};
    }
    this.#open = true;
    this.turn(kind ? "letter" : "case");
    const from = document.activeElement;
    this.#announceComing();
    // Whoever has gone on typing meanwhile is left where they are.
    void this.#write().then(written => written && this.#isStill(from) && this.#lead());
  }

  /** Back to the case: the letter stays as it is, folded to its title. */
  close() {
    this.turn("case");
    const back = this.place.querySelector("[data-action=write-again]") ?? this.root.querySelector("#writing-title");
    if (back instanceof HTMLElement) {
      back.tabIndex = back.tabIndex < 0 ? -1 : back.tabIndex;
      back.focus();
    }
  }

  /** A tap is answered at once, where the letter is going to be. */
  #announceComing() {
    const coming = this.#chosen ? TEXTS.letterComing : TEXTS.lettersComing;
    const said = () => {
      if (!this.#running) return;
      this.#wait(coming);
      if (!this.place.querySelector("#letter-page")) this.#lead();
    };
    if (this.place.querySelector(".letters-list")) setTimeout(said, WORKING_MS);
    else queueMicrotask(said);
  }

  /** @param {Element | null} from */
  #isStill(from) {
    const now = document.activeElement;
    return now === from || now === document.body || now === null || (now instanceof HTMLElement && now.id === "writing-title");
  }

  /** A new result stands: the letters follow it, if they are open. */
  follow() {
    if (!this.wanted) return;
    this.#open = true;
    this.#later(FOLLOWING_PAUSE_MS);
  }

  /** There are no figures to write with: the letter is to come, or no longer what the form says. */
  wait() {
    if (!this.wanted) return;
    if (this.place.querySelector("#letter-page")) this.#wait(TEXTS.letterStale);
    else this.#wait();
  }

  /** @param {string} [sentence] the page's own where none is given @param {HTMLElement[]} ways */
  #wait(sentence, ...ways) {
    if (sentence) this.waiting.replaceChildren(sentence, ...ways.flatMap(way => [" ", way]));
    else this.waiting.innerHTML = this.blank.waiting;
    this.waiting.hidden = false;
  }

  /** What the tab keeps of this step. @returns {import("./types.d.ts").KeptLetter} */
  get state() {
    const edit = this.#rewriting ?? this.#edit;
    return {
      chosen: this.#chosen,
      open: this.#open,
      manner: this.#manner,
      asked: this.#asked,
      changes: this.#changes,
      typed: this.#typedTexts,
      ...(edit ? { edit } : {}),
    };
  }

  get holdsSomething() {
    return Object.values(this.#typedTexts).some(text => text !== "") || this.#rewriting !== undefined || this.#edit !== undefined;
  }

  /** The document is there again: the letter is as it was, and is written once there are figures. @param {import("./types.d.ts").KeptLetter} state */
  takeUp(state) {
    // A link to a letter, followed just now, goes before what was open.
    if (!(hashed() && cameByLink())) this.#chosen = state.chosen;
    this.#open = this.#open || state.open;
    this.#manner = state.manner;
    this.#asked = state.asked;
    this.#changes = { ...state.typed, ...state.changes };
    this.#typedTexts = { ...state.typed };
    this.#edit = state.edit;
    if (this.#open) this.#wait(this.#chosen ? TEXTS.letterComing : TEXTS.lettersComing);
  }

  /** A browser that brings the document back may have emptied the fields. @returns {boolean} whether it had */
  cameBack() {
    let emptied = false;
    for (const field of this.place.querySelectorAll("input[data-path], textarea[data-path], select[data-path]")) {
      const typed = this.#typed(field);
      if (typed === undefined || !("value" in field) || field.value === typed) continue;
      field.value = typed;
      emptied = true;
    }
    return emptied;
  }

  /** Another claim takes the place of the last: nothing that was said of that one goes into the letters of this one. */
  change() {
    this.#claim += 1;
    clearTimeout(this.#pause);
    this.#asked = [];
    this.#manner = {};
    this.#changes = {};
    this.#typedTexts = {};
    this.#edit = this.#rewriting = undefined;
  }

  /** Everything is erased, letters too. */
  forget() {
    forgetCall();
    this.change();
    this.#chosen = hashed();
    this.#open = false;
    this.place.innerHTML = this.blank.desk;
    this.waiting.innerHTML = this.blank.waiting;
    this.waiting.hidden = !this.wanted;
  }

  /** @param {number} pause */
  #later(pause) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#write(), pause);
  }

  // ------------------------------------------------------------ what the reader types

  /** @param {Event} event */
  #answered(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)) return;
    const { path, name } = field.dataset;
    if (!path) return;
    if (name) return this.#typedThere(name, field.value);
    if (path === "channel" || path === "language") this.#manner[path] = field.value;
    else this.#changes[path] = this.#typedTexts[path] = field.value;
    this.typed();
    this.#later(TYPING_PAUSE_MS);
  }

  /** What the reader has put into a field of the letter, as they typed it; undefined where they have not. @param {Element} field */
  #typed(field) {
    const path = field.getAttribute("data-path") ?? "";
    const name = field.getAttribute("data-name");
    return name ? this.#fieldThere(name)?.value : this.#typedTexts[path];
  }

  /** A question that the claim's form asks already is answered there. @param {string} name @param {string} value */
  #typedThere(name, value) {
    const found = this.#fieldThere(name);
    if (!found || found.value === value) return;
    found.value = value;
    found.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {string} name of a field of the form; a star stands for the number of the one invoice */
  #fieldThere(name) {
    const [start, end] = name.split("*");
    const pattern = end === undefined ? null : new RegExp(`^${start}\\d+${end}$`);
    for (const field of this.form().elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement)) continue;
      if (pattern ? pattern.test(field.name) : field.name === name) return field;
    }
    return undefined;
  }

  /** @param {Event} event */
  #noteRewriting(event) {
    const block = rewritable(event.target);
    if (block) this.#rewriting = { key: block.dataset.key ?? "", text: block.innerText };
  }

  /** @param {FocusEvent} event */
  #entered(event) {
    const block = rewritable(event.target);
    this.#before = block?.innerText ?? "";
  }

  /** @param {FocusEvent} event */
  #left(event) {
    const block = rewritable(event.target);
    this.#rewriting = undefined;
    if (block && block.innerText.trim() !== this.#before.trim()) this.#rewrite(block.dataset.key ?? "", block.innerText.trim());
  }

  /** @param {string} key @param {string} text an empty text brings the letter's own back */
  #rewrite(key, text) {
    this.#edit = { key, text };
    void this.#write().then(written => written && this.say(text ? TEXTS.rewritten : TEXTS.restored));
  }

  // ------------------------------------------------------------ asking Python

  /** @returns {Promise<boolean>} whether the letters are as the form says; what failed has been said */
  async #write() {
    clearTimeout(this.#pause);
    this.#again = true;
    if (this.#running) return this.#running;
    this.place.setAttribute("aria-busy", "true");
    this.#running = this.#writeAll();
    const written = await this.#running;
    this.#running = null;
    this.place.setAttribute("aria-busy", "false");
    return written;
  }

  async #writeAll() {
    try {
      while (this.#again) await this.#writeOnce();
      return true;
    } catch (problem) {
      console.error(problem);
      this.#wait(problem instanceof PartUnreachable ? TEXTS.partMissing : TEXTS.letterFailed, againButton());
      this.say(this.waiting.textContent ?? "");
      return false;
    }
  }

  async #writeOnce() {
    this.#again = false;
    const claim = this.#claim;
    const call = handedOver();
    const changes = { ...(call ?? {}), ...this.#changes };
    const edit = this.#edit;
    this.#changes = {};
    this.#edit = undefined;
    if (call && !this.#chosen) this.#chosen = "call-confirmation";
    /** @param {Written | null} answer */
    const takeBack = answer => {
      if (claim !== this.#claim || (answer && answer.state !== "refused")) return;
      this.#changes = { ...changes, ...this.#changes };
      this.#edit ??= edit;
    };
    /** @type {Written | null} */
    let answer = null;
    try {
      answer = await this.#askLetter(changes, edit);
    } finally {
      // what was not read is asked again
      takeBack(answer);
    }
    if (!answer || claim !== this.#claim) return;
    if (answer.state === "refused") return this.wait();
    forgetCall();
    this.waiting.hidden = true;
    this.keep(answer.letter);
    this.#asked = answer.asked;
    this.#show(answer.html.writing);
    this.shown();
    if (this.#chosen) this.fetchAhead(FILES);
  }

  /** @param {Record<string, string>} changes @param {{ key: string, text: string } | undefined} edit @returns {Promise<Written>} */
  #askLetter(changes, edit) {
    return this.ask({ ...this.#request(), action: "write", changes, asked: this.#asked, ...(edit ? { edit } : {}) });
  }

  /** What the letters are made of, everything typed beside them read: for the files of the case. */
  async request() {
    if (this.wanted) await this.#write();
    return this.#withLogo();
  }

  /** What a file is made of: the logo is never part of the claim. */
  #withLogo() {
    const logo = keptLogo();
    return logo ? { ...this.#request(), logo } : this.#request();
  }

  #request() {
    return { fields: read(this.form()), chosen: this.#chosen, today: isoDay(new Date()), ...this.#manner };
  }

  /** What only the letters need travels in the claim's form, and so in the file that is saved. @param {string} text */
  keep(text) {
    const field = this.form().elements.namedItem("letter");
    if (field instanceof HTMLInputElement) field.value = text;
  }

  /** @param {string} html */
  #show(html) {
    const active = rewritable(document.activeElement);
    // a passage being rewritten is not pulled away from under the caret
    if (active && active.innerText !== this.#before) return this.#later(FOLLOWING_PAUSE_MS);
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    for (const [at, block] of [...fresh.content.querySelectorAll("#letter-page [data-key]")].entries()) {
      if (!(block instanceof HTMLElement)) continue;
      block.setAttribute("contenteditable", "plaintext-only");
      block.title = TEXTS.rewritable;
      // a heading is named by what it says
      if (/^h\d$/.test(block.localName)) continue;
      block.setAttribute("aria-label", passageName(at + 1, beginningOf(block)));
      // a list keeps what it is
      if (block.localName !== "p") continue;
      block.setAttribute("role", "textbox");
      block.setAttribute("aria-multiline", "true");
    }
    for (const field of fresh.content.querySelectorAll("[data-path]")) this.#leaveAsTyped(field);
    this.#tellLogo(fresh.content);
    morphInto(this.place, fresh.innerHTML);
    if (active) this.#before = active.innerText;
  }

  /** An answer never writes into a field what the reader has typed there: nor trims it. @param {Element} field */
  #leaveAsTyped(field) {
    const typed = this.#typed(field);
    if (typed === undefined) return;
    if (field instanceof HTMLTextAreaElement) field.textContent = typed;
    else if (field instanceof HTMLInputElement) field.setAttribute("value", typed);
    else if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.toggleAttribute("selected", option.value === typed);
    }
  }

  #lead() {
    const title = this.place.querySelector("#letter-title") ?? this.root.querySelector("#writing-title");
    if (!(title instanceof HTMLElement)) return;
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    // A letter that has the page begins with the way back.
    const head = this.root.dataset.view === "letter" ? this.root.querySelector("#case-bar") : title;
    head?.scrollIntoView({ block: "start" });
  }

  // ------------------------------------------------------------ the logo

  #logoSaid = "";

  /** @param {EventTarget | null} field */
  async #logoChosen(field) {
    if (!(field instanceof HTMLInputElement) || field.id !== "letter-logo" || !field.files?.[0]) return;
    try {
      await keepLogo(field.files[0]);
      this.#logoSaid = TEXTS.logoKept;
    } catch (problem) {
      console.warn(problem);
      this.#logoSaid = TEXTS.logoRefused;
    }
    field.value = "";
    this.#tellLogo(this.place);
  }

  #forgetLogo() {
    forgetLogo();
    this.#logoSaid = TEXTS.logoForgotten;
    this.#tellLogo(this.place);
    const field = this.place.querySelector("#letter-logo");
    if (field instanceof HTMLElement) field.focus();
  }

  /** What was said of the logo, and whether there is one to remove. @param {HTMLElement | DocumentFragment} desk */
  #tellLogo(desk) {
    const said = desk.querySelector("#letter-logo-said");
    const forget = desk.querySelector("[data-action=letter-logo-forget]");
    const kept = keptLogo() !== "";
    if (said) said.textContent = this.#logoSaid || (kept ? TEXTS.logoThere : "");
    if (forget instanceof HTMLElement) forget.hidden = !kept;
  }

  // ------------------------------------------------------------ taking away

  /** @param {string} format */
  async #take(format) {
    this.#said(TEXTS.makingFile);
    const file = await this.#file({ ...this.#withLogo(), action: "document", format, beside: true });
    if (!file?.content) return;
    saveBytes(file.name ?? "", file.media ?? "", file.content);
    // what was exported of the calendar stays with the case: the next one updates it
    if (file.letter) this.keep(file.letter);
    this.#said([TEXTS.fileMade, file.note].filter(Boolean).join(" "));
  }

  async #copyText() {
    const file = await this.#file({ ...this.#request(), action: "text" });
    if (file?.text) this.#said((await copy(file.text)) ? TEXTS.letterCopied : TEXTS.copyFailed);
  }

  /** @param {HTMLElement} button */
  async #copyEdit(button) {
    const text = button.closest("[data-lost]")?.querySelector("blockquote")?.textContent ?? "";
    this.#said((await copy(text)) ? TEXTS.passageCopied : TEXTS.copyFailed);
  }

  /** @param {Request} request @returns {Promise<LetterFile | null>} */
  async #file(request) {
    if (!(await this.#write())) return null;
    try {
      /** @type {LetterFile} */
      const file = await this.ask(request);
      if (file.state === "ready") return file;
      this.#said((file.messages ?? []).join(" "));
    } catch (problem) {
      console.error(problem);
      this.#said(problem instanceof PartUnreachable ? TEXTS.partMissing : TEXTS.letterFailed);
    }
    return null;
  }

  #print() {
    this.root.dataset.printing = "letter";
    print();
  }

  /** @param {string} sentence */
  #said(sentence) {
    const place = this.place.querySelector("#letter-said");
    if (!(place instanceof HTMLElement)) return this.say(sentence);
    place.textContent = sentence;
    // The bar at the foot of a phone does not cover it.
    place.scrollIntoView({ block: "nearest" });
  }
}

/** @param {EventTarget | null} target */
function rewritable(target) {
  return target instanceof HTMLElement && target.isContentEditable && target.dataset.key ? target : null;
}

/** The first words of a passage, which tell it from the others. @param {HTMLElement} block */
function beginningOf(block) {
  const said = block.cloneNode(true);
  if (!(said instanceof HTMLElement)) return "";
  for (const cut of said.querySelectorAll("br, li + li")) cut.before(" ");
  const words = (said.textContent ?? "").split(/\s+/).filter(Boolean);
  return words.slice(0, FIRST_WORDS).join(" ") + (words.length > FIRST_WORDS ? "…" : "");
}

function againButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset["action"] = "write-again";
  button.textContent = TEXTS.retry;
  return button;
}

/** Whether the document was come to by a link or an address, not by a reload or a step back. */
function cameByLink() {
  const [visit] = performance.getEntriesByType("navigation");
  return visit instanceof PerformanceNavigationTiming && visit.type === "navigate";
}

/** The letter that the page's address asks for: `#lettre=formal-notice`, alone or after the figures that it brings. */
function hashed() {
  const asked = new URLSearchParams(location.hash.slice(1)).get(HASH) ?? "";
  return asked.replace(/[^a-z-]/g, "");
}

/** What the check list of a telephone call hands over, by path. @returns {Record<string, string> | null} */
function handedOver() {
  try {
    const call = JSON.parse(sessionStorage.getItem(CALL_KEY) ?? "null");
    if (!call || typeof call !== "object") return null;
    return Object.fromEntries(Object.entries(call).map(([name, value]) => [`letter.call.${name}`, String(value)]));
  } catch {
    return null;
  }
}

function forgetCall() {
  try {
    sessionStorage.removeItem(CALL_KEY);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}
