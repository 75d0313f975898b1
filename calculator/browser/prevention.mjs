/** The pages « Vos conditions » and « Ce que coûte le retard »: a few questions, answered by the calculator's own Python. */

import { copy } from "./clipboard.mjs";
import { Engine, PartUnreachable } from "./engine.mjs";
import { isoDay } from "./fields.mjs";
import { readBytes } from "./files.mjs";
import { ANSWERS } from "./keeping.mjs";
import { morphInto } from "./morphing.mjs";
import { PREVENTION } from "./prevention_texts.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const TYPING_PAUSE_MS = 250;

/** @type {Engine | null} one Python for all these pages, as long as the reader stays on the site */
let engine = null;
/** @type {WeakSet<HTMLElement>} */
const mounted = new WeakSet();

/** @param {HTMLElement} page */
export function mount(page) {
  if (mounted.has(page)) return;
  mounted.add(page);
  for (const form of page.querySelectorAll("form[data-tool]")) new Tool(page, /** @type {HTMLFormElement} */ (form));
  page.addEventListener("click", event => {
    const button = event.target instanceof Element ? event.target.closest("[data-copies]") : null;
    if (button instanceof HTMLElement) void copyText(page, button);
  });
}

class Tool {
  /** An answer to what was typed before is not shown. */
  #asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** The electronic invoice that was opened last, until something else is typed. @type {{ name: string, bytes: string } | null} */
  #file = null;

  /** @param {HTMLElement} page @param {HTMLFormElement} form */
  constructor(page, form) {
    this.page = page;
    this.form = form;
    this.found = page.querySelector(`#${form.dataset["into"]}`);
    this.status = /** @type {HTMLElement} */ (page.querySelector(".tool-status"));
    form.addEventListener("submit", event => event.preventDefault());
    for (const kind of ["input", "change"]) form.addEventListener(kind, event => this.#typed(event));
    for (const button of form.querySelectorAll("[data-tool-file]")) {
      const field = /** @type {HTMLInputElement} */ (form.querySelector(`#${button.getAttribute("data-tool-file")}`));
      button.addEventListener("click", () => field.click());
    }
    this.#takeUp();
  }

  /** @param {Event} event */
  #typed(event) {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.type === "file") {
      if (event.type === "change") void this.#open(field);
      return;
    }
    this.#file = null;
    this.#keep();
    this.#stale(true);
    this.#later();
  }

  #later() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.#ask(), TYPING_PAUSE_MS);
  }

  /** @param {HTMLInputElement} field */
  async #open(field) {
    const [file] = field.files ?? [];
    if (!file) return;
    const content = await readBytes(file);
    field.value = "";
    if ("refused" in content) return this.#mark({ file: PREVENTION[content.refused] });
    this.#file = { name: file.name, bytes: content.bytes };
    await this.#ask();
  }

  async #ask() {
    const asked = (this.#asked += 1);
    const action = /** @type {"terms" | "clause" | "lateness"} */ (this.form.dataset["tool"]);
    try {
      const started = python(this.page);
      if (started.stage !== "ready") this.status.textContent = PREVENTION.coming;
      /** @type {any} */
      const answer = await started.ask({ action, fields: this.#fields(), today: isoDay(new Date()), ...this.#file });
      if (asked !== this.#asked) return;
      this.status.textContent = "";
      this.#mark(answer.errors);
      morphInto(this.found, answer.html.found);
      this.#stale(false);
      if (this.found instanceof HTMLElement) this.found.hidden = answer.state === "refused";
    } catch (problem) {
      if (asked !== this.#asked) return;
      console.error(problem);
      this.status.textContent = problem instanceof PartUnreachable ? PREVENTION.unreachable : PREVENTION.failed;
    }
  }

  /** What was written for other answers is not to be copied. @param {boolean} stale */
  #stale(stale) {
    for (const button of this.found?.querySelectorAll("[data-copies]") ?? []) button.toggleAttribute("disabled", stale);
  }

  /** @returns {Fields} */
  #fields() {
    /** @type {Fields} */
    const fields = {};
    for (const [name, value] of new FormData(this.form)) if (typeof value === "string") fields[name] = value;
    return fields;
  }

  /** @param {Record<string, string>} errors by the name of the field */
  #mark(errors) {
    for (const place of this.form.querySelectorAll(".error")) {
      const name = place.id.replace(/-error$/, "");
      place.textContent = errors[name] ?? "";
      const field = this.form.elements.namedItem(name);
      if (field instanceof Element) field.toggleAttribute("aria-invalid", name in errors);
    }
  }

  // ------------------------------------------------------------ kept by the tab, as the calculator's entries are

  #keep() {
    try {
      sessionStorage.setItem(ANSWERS + this.form.id, JSON.stringify(this.#fields()));
    } catch {
      // a browser that keeps nothing still answers
    }
  }

  /** What was typed before this script was there stands, and is answered; the rest comes from what the tab kept. */
  #takeUp() {
    const kept = this.#kept();
    const controls = [.../** @type {NodeListOf<Control>} */ (this.form.querySelectorAll("input[name], select[name], textarea[name]"))];
    const early = controls.filter(touched);
    for (const control of controls) {
      if (!kept || early.includes(control)) continue;
      if (control instanceof HTMLInputElement && control.type === "checkbox") control.checked = control.name in kept;
      else control.value = kept[control.name] ?? control.value;
    }
    if (early.length > 0) this.#keep();
    if (kept || early.length > 0) void this.#ask();
  }

  /** @returns {Fields | null} */
  #kept() {
    try {
      return JSON.parse(sessionStorage.getItem(ANSWERS + this.form.id) ?? "null");
    } catch {
      return null;
    }
  }
}

/** @param {Control} control whether it no longer says what the page came with */
function touched(control) {
  if (control instanceof HTMLSelectElement) {
    return [...control.options].some(option => option.defaultSelected) && !control.selectedOptions[0]?.defaultSelected;
  }
  if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
    return control.checked !== control.defaultChecked;
  }
  return control.value !== control.defaultValue;
}

/** @param {HTMLElement} page */
function python(page) {
  const address = page.dataset["runtime"] ?? "";
  engine ??= new Engine(address, () => {});
  if (engine.stage === "failed") engine.restart();
  return engine;
}

/** @param {HTMLElement} page @param {HTMLElement} button */
async function copyText(page, button) {
  const text = page.querySelector(`#${button.dataset["copies"]}`)?.textContent ?? "";
  const done = await copy(text);
  const said = button.parentElement?.querySelector(".made-said");
  if (said) said.textContent = done ? PREVENTION.copied : PREVENTION.notCopied;
}
