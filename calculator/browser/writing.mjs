/** The step « Écrire »: the letters, one of them as a page that can be rewritten in place, and the files to leave with. */

import { copy } from "./clipboard.mjs";
import { isoDay, read } from "./fields.mjs";
import { saveBytes } from "./files.mjs";
import { morphInto } from "./morphing.mjs";
import { TEXTS } from "./texts.mjs";

/**
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").Request} Request
 * @typedef {import("./types.d.ts").Written} Written
 * @typedef {import("./types.d.ts").LetterFile} LetterFile
 */

const TYPING_PAUSE_MS = 400;
const FOLLOWING_PAUSE_MS = 700;
const CALL_KEY = "payeatemps.letter";
const HASH = "lettre=";

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
  /** @type {{ key: string, text: string } | undefined} */
  #edit;
  /** What the passage under the caret said when the reader came to it. */
  #before = "";
  #running = false;
  #again = false;
  /** Counts the claims: a letter of the one before, still on its way, is not shown. */
  #claim = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;

  /**
   * @param {HTMLElement} root
   * @param {(request: Request) => Promise<any>} ask
   * @param {() => HTMLFormElement} form
   * @param {(sentence: string) => void} say
   */
  constructor(root, ask, form, say) {
    this.root = root;
    this.ask = ask;
    this.form = form;
    this.say = say;
    this.place = /** @type {HTMLElement} */ (root.querySelector("#writing-desk"));
    this.waiting = /** @type {HTMLElement} */ (root.querySelector("#writing-waiting"));
    this.blank = { desk: this.place.innerHTML, waiting: this.waiting.innerHTML };
    this.#chosen = hashed();
    this.place.addEventListener("input", event => this.#typed(event));
    this.place.addEventListener("change", event => this.#typed(event));
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
      "letter-file": button => void this.#take(button.dataset.format ?? ""),
      "letter-copy": () => void this.#copyText(),
      "letter-copy-edit": button => void this.#copyEdit(button),
      "letter-forget": button => this.#rewrite(button.dataset.key ?? "", ""),
      "letter-print": () => this.#print(),
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
    void this.#write().then(() => this.#lead());
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
    if (this.place.querySelector("#letter-page")) this.waiting.textContent = TEXTS.letterStale;
    this.waiting.hidden = false;
  }

  /** Another claim takes the place of the last: nothing that was said of that one goes into the letters of this one. */
  change() {
    this.#claim += 1;
    clearTimeout(this.#pause);
    this.#asked = [];
    this.#manner = {};
    this.#changes = {};
    this.#edit = undefined;
  }

  /** Everything is erased, letters too. */
  forget() {
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
  #typed(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement)) return;
    const { path, name } = field.dataset;
    if (!path) return;
    if (name) return this.#typedThere(name, field.value);
    if (path === "channel" || path === "language") this.#manner[path] = field.value;
    else this.#changes[path] = field.value;
    this.#later(TYPING_PAUSE_MS);
  }

  /** A question that the claim's form asks already is answered there. @param {string} name @param {string} value */
  #typedThere(name, value) {
    const [start, end] = name.split("*");
    const found = [...this.form().elements].find(
      each => each instanceof HTMLInputElement || each instanceof HTMLTextAreaElement || each instanceof HTMLSelectElement
        ? end === undefined ? each.name === name : new RegExp(`^${start}\\d+${end}$`).test(each.name)
        : false,
    );
    if (!(found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement || found instanceof HTMLSelectElement)) return;
    if (found.value === value) return;
    found.value = value;
    found.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** @param {FocusEvent} event */
  #entered(event) {
    const block = rewritable(event.target);
    this.#before = block?.innerText.trim() ?? "";
  }

  /** @param {FocusEvent} event */
  #left(event) {
    const block = rewritable(event.target);
    if (block && block.innerText.trim() !== this.#before) this.#rewrite(block.dataset.key ?? "", block.innerText.trim());
  }

  /** @param {string} key @param {string} text an empty text brings the letter's own back */
  #rewrite(key, text) {
    this.#edit = { key, text };
    void this.#write().then(() => this.say(text ? TEXTS.rewritten : TEXTS.restored));
  }

  // ------------------------------------------------------------ asking Python

  async #write() {
    clearTimeout(this.#pause);
    this.#again = true;
    if (this.#running) return;
    this.#running = true;
    this.place.setAttribute("aria-busy", "true");
    try {
      while (this.#again) await this.#writeOnce();
    } catch (problem) {
      console.error(problem);
      this.#said(TEXTS.letterFailed);
    } finally {
      this.#running = false;
      this.place.setAttribute("aria-busy", "false");
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
    /** @type {Written} */
    const answer = await this.ask({ ...this.#request(), action: "write", changes, asked: this.#asked, ...(edit ? { edit } : {}) });
    if (claim !== this.#claim) return;
    if (answer.state === "refused") {
      this.#changes = { ...changes, ...this.#changes };
      this.#edit ??= edit;
      return this.wait();
    }
    forgetCall();
    this.waiting.hidden = true;
    this.#keep(answer.letter);
    this.#asked = answer.asked;
    this.#show(answer.html.writing);
  }

  #request() {
    return { fields: read(this.form()), chosen: this.#chosen, today: isoDay(new Date()), ...this.#manner };
  }

  /** What only the letters need travels in the claim's form, and so in the file that is saved. @param {string} text */
  #keep(text) {
    const field = this.form().elements.namedItem("letter");
    if (field instanceof HTMLInputElement) field.value = text;
  }

  /** @param {string} html */
  #show(html) {
    const active = rewritable(document.activeElement);
    // a passage being rewritten is not pulled away from under the caret
    if (active && active.innerText.trim() !== this.#before) return this.#later(FOLLOWING_PAUSE_MS);
    const fresh = document.createElement("template");
    fresh.innerHTML = html;
    for (const block of fresh.content.querySelectorAll("#letter-page [data-key]")) {
      if (!(block instanceof HTMLElement)) continue;
      block.setAttribute("contenteditable", "plaintext-only");
      block.title = TEXTS.rewritable;
      // a list or a heading keeps what it is
      if (block.localName !== "p") continue;
      block.setAttribute("role", "textbox");
      block.setAttribute("aria-multiline", "true");
      block.setAttribute("aria-label", TEXTS.rewritable);
    }
    morphInto(this.place, fresh.innerHTML);
    if (active) this.#before = active.innerText.trim();
  }

  #lead() {
    const title = this.place.querySelector("#letter-title") ?? this.root.querySelector("#writing-title");
    if (!(title instanceof HTMLElement)) return;
    title.tabIndex = -1;
    title.focus();
    title.scrollIntoView({ block: "start" });
  }

  // ------------------------------------------------------------ taking away

  /** @param {string} format */
  async #take(format) {
    this.#said(TEXTS.makingFile);
    const file = await this.#file({ ...this.#request(), action: "document", format });
    if (!file?.content) return;
    saveBytes(file.name ?? "", file.media ?? "", file.content);
    this.#said(TEXTS.fileMade);
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
    await this.#write();
    try {
      /** @type {LetterFile} */
      const file = await this.ask(request);
      if (file.state === "ready") return file;
      this.#said((file.messages ?? []).join(" "));
    } catch (problem) {
      console.error(problem);
      this.#said(TEXTS.letterFailed);
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
    if (place) place.textContent = sentence;
    else this.say(sentence);
  }
}

/** @param {EventTarget | null} target */
function rewritable(target) {
  return target instanceof HTMLElement && target.isContentEditable && target.dataset.key ? target : null;
}

/** The letter that the page's address asks for: `#lettre=formal-notice`. */
function hashed() {
  const hash = decodeURIComponent(location.hash.slice(1));
  return hash.startsWith(HASH) ? hash.slice(HASH.length).replace(/[^a-z-]/g, "") : "";
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
