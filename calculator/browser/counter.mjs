/** « On me réclame »: a claim received, read from its letter or typed, and what is owed of it, line by line. */

import { COUNTER } from "./weighing_texts.mjs";
import { everything, isoDay, read } from "./fields.mjs";
import { readBytes } from "./files.mjs";
import { morphInto } from "./morphing.mjs";

/**
 * @typedef {import("./types.d.ts").AskedTyped} AskedTyped
 * @typedef {import("./types.d.ts").Fields} Fields
 * @typedef {import("./types.d.ts").Request} Request
 */

const PARTS = ["weighing.zip.gz"];
const FILE_PARTS = ["import.zip.gz", "electronic.zip.gz"];
const FLAGS = ["fees_proved", "penalty_clause_agreed", "elsewhere"];
const TEXTS = ["total", "dated", "rate"];

export class Counter {
  /** What the rows show: as the form's field has it. */
  #shown = "";
  /** Counts the answers asked for: an earlier one, still on its way, is not shown. */
  #asked = 0;
  #reading = false;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(request: Request) => Promise<any>} page.ask
   * @param {(parts: string[]) => void} page.fetchAhead
   * @param {() => HTMLFormElement} page.form
   * @param {() => void} page.changed the form is not what it was
   * @param {(change: () => Fields | null) => void} page.oneStep a change that one step back undoes; it gives the entries that the form is to hold, where they are others
   * @param {(letter: string) => void} page.letterChanged what the answer's letter says of the claim received is not what it was
   * @param {(place: string) => void} page.show
   * @param {(sentence: string) => void} page.say
   */
  constructor(root, page) {
    this.page = page;
    /** @param {string} id @returns {any} */
    const part = id => root.querySelector(`#${id}`);
    this.section = /** @type {HTMLElement} */ (part("counter"));
    this.rows = /** @type {HTMLElement} */ (part("counter-rows"));
    this.template = /** @type {HTMLTemplateElement} */ (part("counter-row"));
    this.text = /** @type {HTMLTextAreaElement} */ (part("counter-text"));
    this.file = /** @type {HTMLInputElement} */ (part("counter-letter"));
    this.said = /** @type {HTMLElement} */ (part("counter-said"));
    this.found = /** @type {HTMLElement} */ (part("counter-found"));
    this.section.addEventListener("input", event => this.#entered(/** @type {HTMLElement} */ (event.target)));
    this.file.addEventListener("change", () => void this.#readFile(this.file.files?.[0]));
    // before whatever takes a file that is dropped anywhere: there, it is their letter
    const drop = (/** @type {DragEvent} */ event) => {
      const [file] = event.dataTransfer?.files ?? [];
      if (!file || !(event.target instanceof Element) || !event.target.closest("#counter, .letter-first")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      delete root.dataset["dropping"];
      this.open();
      void this.#readFile(file);
    };
    root.addEventListener("drop", drop, { capture: true });
    this.#draw({});
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      "counter-open": () => this.open(),
      "counter-read": () => void this.#readText(),
      "counter-file": () => this.#choose(),
      "counter-add": () => this.#add(),
      "counter-remove": button => this.#remove(button),
    };
  }

  get #debtor() {
    const field = this.page.form().elements.namedItem("side");
    return field instanceof RadioNodeList && field.value === "debtor";
  }

  /** @param {"asked" | "letter"} name @returns {HTMLInputElement} */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.page.form().elements.namedItem(name));
  }

  // ------------------------------------------------------------ following the form

  /** The form, or its figures, are not what they were. */
  async follow() {
    if (!this.#debtor) return;
    const kept = this.#field("asked").value;
    if (kept !== this.#shown) this.#draw(parsed(kept));
    if (!kept && this.#field("letter").value.includes('"received"')) await this.#takeUp();
    if (!this.#field("asked").value) {
      this.#asked += 1;
      return morphInto(this.found, "");
    }
    await this.#check();
  }

  /** A case that was opened holds the lines under another name. */
  async #takeUp() {
    const answer = await this.page.ask({ action: "counter-rows", fields: read(this.page.form()) }).catch(() => null);
    if (!answer?.typed || this.#field("asked").value) return;
    this.#draw(answer.typed);
    this.#keep();
  }

  async #check() {
    const asked = (this.#asked += 1);
    const fields = read(this.page.form());
    const answer = await this.page.ask({ action: "counter", fields, today: isoDay(new Date()) }).catch(problem => {
      console.error(problem);
      return null;
    });
    if (asked !== this.#asked) return;
    if (!answer) {
      this.#tell(COUNTER.failed);
      return;
    }
    this.#mark(answer.errors);
    morphInto(this.found, answer.html.counter);
    const letter = this.#field("letter");
    if (letter.value === answer.letter) return;
    letter.value = answer.letter;
    this.page.letterChanged(answer.letter);
  }

  /** The form went a step back or forth: what was said of a letter that was read may be true no more. */
  overtaken() {
    this.#tell("");
  }

  // ------------------------------------------------------------ the rows

  /** @param {AskedTyped} typed */
  #draw(typed) {
    this.rows.replaceChildren();
    const lines = typed.lines?.length ? typed.lines : [{ kind: "principal" }, { kind: "interest" }, { kind: "compensation" }];
    for (const line of lines) this.#row(line);
    for (const name of TEXTS) /** @type {HTMLInputElement} */ (this.#part(name)).value = String(typed[/** @type {"total"} */ (name)] ?? "");
    for (const name of FLAGS) /** @type {HTMLInputElement} */ (this.#part(name)).checked = typed[/** @type {"elsewhere"} */ (name)] === true;
    this.#shown = this.#field("asked").value;
  }

  /** @param {string} name */
  #part(name) {
    return this.section.querySelector(`[data-asked="${name}"]`);
  }

  /** @param {{ kind?: string, label?: string, amount?: string, choice?: string }} line */
  #row(line) {
    const number = String(this.rows.childElementCount + 1);
    const holder = document.createElement("template");
    holder.innerHTML = this.template.innerHTML.replaceAll("__I__", number);
    const row = /** @type {HTMLElement} */ (holder.content.firstElementChild);
    for (const name of /** @type {const} */ (["kind", "label", "amount"])) {
      const field = /** @type {HTMLInputElement | HTMLSelectElement} */ (row.querySelector(`[data-row="${name}"]`));
      field.value = line[name] ?? (name === "kind" ? "other" : "");
    }
    row.dataset["choice"] = line.choice ?? "";
    this.rows.append(row);
    return row;
  }

  #add() {
    const row = this.#row({ kind: "fees" });
    /** @type {HTMLElement | null} */ (row.querySelector("select"))?.focus();
    this.#typed();
  }

  /** @param {HTMLElement} button */
  #remove(button) {
    const row = button.closest(".counter-row");
    const next = row?.nextElementSibling ?? row?.previousElementSibling;
    row?.remove();
    const kept = this.#read();
    this.#typed();
    // the numbers of those that follow are not theirs any more
    this.#draw(kept);
    const at = next ? [...this.rows.children].at(-1) : this.section.querySelector("[data-action=counter-add]");
    /** @type {HTMLElement | null | undefined} */ (at?.querySelector("select") ?? at)?.focus();
  }

  /** @returns {AskedTyped} */
  #read() {
    /** @param {Element} row @param {string} name */
    const of = (row, name) => /** @type {HTMLInputElement} */ (row.querySelector(`[data-row="${name}"]`)).value;
    const lines = [...this.rows.children].map(row => {
      const choice = /** @type {HTMLElement} */ (row).dataset["choice"];
      return { kind: of(row, "kind"), label: of(row, "label"), amount: of(row, "amount"), ...(choice ? { choice } : {}) };
    });
    /** @type {Record<string, unknown>} */
    const typed = { lines };
    for (const name of TEXTS) typed[name] = /** @type {HTMLInputElement} */ (this.#part(name)).value;
    for (const name of FLAGS) typed[name] = /** @type {HTMLInputElement} */ (this.#part(name)).checked;
    return /** @type {AskedTyped} */ (typed);
  }

  /** @param {HTMLElement} field */
  #entered(field) {
    if (field === this.text || field === this.file) return;
    const places = field.dataset["choice"];
    // what is answered to a line is the line's own: it goes wherever the line goes
    for (const at of places?.split(" ") ?? []) {
      const row = /** @type {HTMLElement | undefined} */ (this.rows.children[Number(at)]);
      if (row) row.dataset["choice"] = /** @type {HTMLSelectElement} */ (field).value;
    }
    this.#typed();
  }

  #typed() {
    this.#keep();
    this.page.changed();
  }

  /** What is typed goes into the form's field, and with it wherever the case goes. */
  #keep() {
    const typed = this.#read();
    const holds = typed.lines?.some(line => line.amount || line.label) || TEXTS.some(name => typed[/** @type {"total"} */ (name)]) || FLAGS.some(name => typed[/** @type {"elsewhere"} */ (name)]);
    this.#shown = holds ? JSON.stringify(typed) : "";
    this.#field("asked").value = this.#shown;
  }

  /** @param {Record<string, string>} errors by the number of the row, from 0, or by the name of the field */
  #mark(errors) {
    [...this.rows.children].forEach((row, at) => {
      const field = row.querySelector("[data-row=amount]");
      if (field) mark(field, row.querySelector(".error"), errors[String(at)] ?? "");
    });
    for (const name of TEXTS) {
      const field = this.#part(name);
      if (field) mark(field, this.section.querySelector(`#counter-${name}-error`), errors[name] ?? "");
    }
  }

  // ------------------------------------------------------------ the letter

  /** The place where their letter is checked, on whichever place of the page it stands. */
  open() {
    this.page.show("due");
    this.page.fetchAhead(PARTS);
    this.section.scrollIntoView({ block: "start" });
    this.text.focus({ preventScroll: true });
  }

  #choose() {
    this.page.fetchAhead(FILE_PARTS);
    this.file.click();
  }

  async #readText() {
    if (!this.text.value.trim()) {
      this.#tell(COUNTER.empty);
      return this.text.focus();
    }
    await this.#read_({ text: this.text.value });
  }

  /** @param {File | undefined} file */
  async #readFile(file) {
    if (!file) return;
    const content = await readBytes(file);
    // The same file may be chosen again.
    this.file.value = "";
    if ("refused" in content) return this.#tell(COUNTER[content.refused]);
    await this.#read_({ bytes: content.bytes });
  }

  /** @param {{ text: string } | { bytes: string }} letter */
  async #read_(letter) {
    if (this.#reading) return;
    this.#reading = true;
    this.#tell(COUNTER.reading);
    try {
      const fields = everything(this.page.form());
      const answer = await this.page.ask({ action: "counter-read", fields, ...letter });
      this.#tell(answer.message);
      if (answer.state === "ready") this.#take(answer, fields);
    } catch (problem) {
      console.error(problem);
      this.#tell(COUNTER.failed);
    }
    this.#reading = false;
  }

  /**
   * The lines, and the invoices with them: one step back takes all of it away. What was typed meanwhile stays.
   * @param {{ typed: AskedTyped, put: Fields }} answer
   * @param {Fields} asked what stood in the form when the letter was read
   */
  #take({ typed, put }, asked) {
    this.page.oneStep(() => {
      const before = this.#read();
      this.#draw({ ...typed, fees_proved: before.fees_proved, penalty_clause_agreed: before.penalty_clause_agreed, elsewhere: before.elsewhere });
      this.#keep();
      const fields = everything(this.page.form());
      const fresh = Object.entries(put).filter(([name]) => (fields[name] ?? "") === (asked[name] ?? ""));
      return fresh.length ? { ...fields, ...Object.fromEntries(fresh) } : null;
    });
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.said.textContent = sentence;
  }
}

/** @param {string} text @returns {AskedTyped} */
function parsed(text) {
  try {
    return JSON.parse(text || "{}") ?? {};
  } catch {
    return {};
  }
}

/** @param {Element} field @param {Element | null} place @param {string} error */
function mark(field, place, error) {
  if (place) place.textContent = error;
  if (error) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}
