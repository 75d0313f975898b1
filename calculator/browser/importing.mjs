/** Lists, statements and electronic invoices come in: pasted, chosen or dropped; shown as understood; then added. */

import { PartUnreachable } from "./engine.mjs";
import { everything, isoDay } from "./fields.mjs";
import { inBase64, saveBytes } from "./files.mjs";
import { IMPORT_TEXTS, keepingOthers } from "./importing_texts.mjs";
import { morphInto } from "./morphing.mjs";
import { holdsRows } from "./pasted.mjs";
import { Remembered } from "./remembered.mjs";
import { CalculatorError } from "./runtime.mjs";

/**
 * @typedef {import("./types.d.ts").Answer} Answer
 * @typedef {import("./types.d.ts").ImportAnswers} ImportAnswers
 * @typedef {import("./types.d.ts").Understood} Understood
 * @typedef {import("./types.d.ts").Source} Source
 * @typedef {import("./types.d.ts").TableAnswers} TableAnswers
 */

/** All files of one import together, in bytes; the largest of one that the core reads. */
const LARGEST = 20_000_000;
const PARTS = ["import.zip.gz"];
/** What takes longer says so. */
const SLOW_MS = 400;
const FIELD = "input, textarea, select, [contenteditable]";

export class Importing {
  /** @type {Source[]} */
  #sources = [];
  #key = "";
  #count = 0;
  /** @type {ImportAnswers} */
  #answers = {};
  /** What the last answer said of the files. @type {Understood | null} */
  #understood = null;
  #busy = false;
  #again = false;
  /** Counts what was begun and given up: an answer that is no longer wanted is not shown. */
  #turn = 0;

  /**
   * @param {HTMLElement} root
   * @param {object} page
   * @param {(request: import("./types.d.ts").Request) => Promise<any>} page.ask
   * @param {(parts: string[]) => void} page.fetchAhead
   * @param {() => HTMLFormElement} page.form
   * @param {(file: File) => Promise<void>} page.open a saved case
   * @param {() => Promise<void>} page.save what was typed, as a file
   * @param {() => boolean} page.isKept whether the case lies on the device
   * @param {(answer: Answer, sentence: string, stays: boolean) => void} page.added the form as it is with what was imported;
   *   the case that was there may stay on the device, beside this one
   * @param {() => void} page.undo
   * @param {(names: () => Promise<any>, cases: (others: object[]) => Promise<any>, progress: (done: number, all: number) => void) => Promise<string>} page.keepOthers
   *   the other customers, into the cases that the device keeps; a sentence of what came of it
   * @param {(names: () => Promise<any>, cases: (others: object[]) => Promise<any>, progress: (done: number, all: number) => void) => Promise<{ kept: boolean, said: string }>} page.keepCases
   *   saved cases, beside those that the device keeps; whether it could, and a sentence of what came of it
   * @param {(said: string) => void} page.showCases the list of the cases that the device keeps
   * @param {() => void} page.restart Python, after it was stopped or has died
   * @param {(sentence: string) => void} page.refuse a sentence where errors stand
   * @param {(sentence: string) => void} page.say for those who do not see the page
   */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.dialog = /** @type {HTMLDialogElement} */ (this.#part("import-dialog"));
    this.chooser = /** @type {HTMLInputElement} */ (this.#part("import-files"));
    this.rows = /** @type {HTMLTextAreaElement} */ (this.#part("import-rows"));
    this.remembered = new Remembered();
    this.chooser.addEventListener("change", () => this.#chosen());
    this.dialog.addEventListener("click", event => this.#clicked(event));
    this.dialog.addEventListener("change", event => this.#changed(event));
    this.dialog.addEventListener("keydown", event => this.#pressed(event));
    this.dialog.addEventListener("close", () => this.#closed());
    this.rows.addEventListener("input", event => {
      if (event instanceof InputEvent && event.inputType === "insertFromPaste") this.#readRows();
    });
    document.addEventListener("paste", event => this.#pasted(event));
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  actions = {
    import: () => this.start(),
    "import-paste": () => this.start(),
    "import-file": () => this.#choose(),
    "import-add": () => void this.#add(),
    "import-nothing": () => this.dialog.close(),
    "import-stop": () => this.dialog.close(),
    "import-undo": () => this.page.undo(),
  };

  /** @param {string} id @returns {HTMLElement} */
  #part(id) {
    const part = this.root.querySelector(`#${id}`);
    if (!(part instanceof HTMLElement)) throw new Error(`#${id} is missing`);
    return part;
  }

  /** The dialog with its field for rows. */
  start() {
    this.#forget();
    this.page.fetchAhead(PARTS);
    this.#show("start");
    this.rows.focus();
  }

  /** Files that were chosen or dropped. @param {File[]} files */
  async take(files) {
    const [file] = files;
    if (!file) return;
    if (files.length === 1 && isCase(file)) return this.#open(file);
    if (files.some(isCase)) return this.page.refuse(IMPORT_TEXTS.caseAlone);
    return this.read(files);
  }

  /** Files that are read here, whatever they hold. @param {File[]} files */
  async read(files) {
    if (files.reduce((sum, each) => sum + each.size, 0) > LARGEST) return this.page.refuse(IMPORT_TEXTS.tooLarge);
    const turn = this.#begin();
    try {
      const sources = await Promise.all(files.map(async each => ({ name: each.name, bytes: await inBase64(each) })));
      if (turn === this.#turn) await this.#read(unlike(sources), files.length === 1 ? files[0] : undefined);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem, IMPORT_TEXTS.unreadable);
    }
  }

  /** @param {File} file */
  async #open(file) {
    if (this.dialog.open) this.dialog.close();
    await this.page.open(file);
  }

  #choose() {
    this.page.fetchAhead(PARTS);
    this.chooser.click();
  }

  #chosen() {
    const files = [...(this.chooser.files ?? [])];
    // The same file may be chosen again after it has been put right.
    this.chooser.value = "";
    void this.take(files);
  }

  /** @param {ClipboardEvent} event */
  #pasted(event) {
    if (!this.root.isConnected || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    // what is pasted into a text, or into a field of another part of the site, is a text
    const writing = event.target instanceof Element ? event.target.closest("textarea, [contenteditable]") : null;
    if (writing || (event.target instanceof HTMLInputElement && !this.root.contains(event.target))) return;
    const field = event.target instanceof Element && event.target.closest(FIELD) !== null;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const files = [...(event.clipboardData?.files ?? [])];
    if (holdsRows(text, field)) {
      event.preventDefault();
      void this.#readText(text);
    } else if (files.length && !text && !field) {
      event.preventDefault();
      void this.take(files);
    }
  }

  #readRows() {
    if (!this.rows.value.trim()) return this.#tell(IMPORT_TEXTS.noRows);
    void this.#readText(this.rows.value);
  }

  /** @param {string} text */
  async #readText(text) {
    const bytes = new Blob([text]);
    if (bytes.size > LARGEST) return this.page.refuse(IMPORT_TEXTS.tooLarge);
    const turn = this.#begin();
    const source = { name: "", bytes: await inBase64(bytes) };
    if (turn === this.#turn) await this.#read([source]);
  }

  // ------------------------------------------------------------ reading

  /** Shows that reading begins; what was being read is given up. */
  #begin() {
    this.#forget();
    this.page.fetchAhead(PARTS);
    this.#show("reading");
    return this.#turn;
  }

  #forget() {
    this.#turn += 1;
    this.#busy = false;
    this.#sources = [];
    this.#answers = {};
    this.#understood = null;
    this.#again = false;
    this.#part("import-understood").replaceChildren();
    this.#tell("");
  }

  /** @param {Source[]} sources @param {File} [file] the one file that was given */
  async #read(sources, file) {
    this.#sources = sources;
    this.#count += 1;
    this.#key = `${Date.now()}-${this.#count}`;
    const turn = this.#turn;
    const answer = await this.#understand(true);
    if (!answer || turn !== this.#turn) return;
    if (answer.state === "mixed") return this.#failed(new Error("a case among other files"), IMPORT_TEXTS.caseAlone);
    if (answer.state === "case" && file) return this.#open(answer.document ? asFile(answer.document, file) : file);
    this.#showUnderstood(answer);
    this.#part("import-title").focus();
  }

  /**
   * Asks what Python understands with the answers so far; null where it could not say, which has been said.
   * @param {boolean} [withFiles] the files go along
   * @returns {Promise<import("./types.d.ts").FilesRead | null>}
   */
  async #understand(withFiles = false) {
    const turn = this.#turn;
    try {
      const answer = await this.#askStep("read", withFiles);
      return turn === this.#turn ? answer : null;
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
      return null;
    }
  }

  /** @param {"read" | "add" | "others" | "names" | "cases" | "own-names" | "own-cases"} step @param {boolean} [withFiles] @param {object[]} [others] @returns {Promise<any>} */
  async #askStep(step, withFiles = false, others = []) {
    const request = {
      action: /** @type {const} */ ("import"),
      step,
      key: this.#key,
      names: this.#sources.map(source => source.name),
      answers: this.#answers,
      remembered: this.remembered.all,
      fields: everything(this.page.form()),
      today: isoDay(new Date()),
      since: 0,
      ...(others.length ? { others } : {}),
    };
    this.#busy = true;
    const turn = this.#turn;
    const asked = this.page.ask(withFiles ? { ...request, sources: this.#sources } : request);
    const answer = await asked.finally(() => turn === this.#turn && (this.#busy = false));
    // Another Python than the one that was given the files.
    return answer.state === "gone" && !withFiles ? this.#askStep(step, true, others) : answer;
  }

  /** @param {unknown} problem @param {string} [sentence] */
  #failed(problem, sentence = IMPORT_TEXTS.failed) {
    console.error(problem);
    const dead = problem instanceof CalculatorError && problem.code !== "closed";
    this.dialog.close();
    this.page.refuse(problem instanceof PartUnreachable ? IMPORT_TEXTS.partMissing : sentence);
    if (dead) this.page.restart();
  }

  /** Something was answered: what follows from it is asked, one question after the other. */
  async #reread() {
    this.#again = true;
    if (this.#busy) return;
    while (this.#again) {
      this.#again = false;
      const slow = setTimeout(() => this.#tell(IMPORT_TEXTS.reading), SLOW_MS);
      const answer = await this.#understand();
      clearTimeout(slow);
      if (answer && !this.#again) this.#showUnderstood(answer);
    }
  }

  /** @param {import("./types.d.ts").FilesRead} answer */
  #showUnderstood(answer) {
    if (answer.state !== "read" && answer.state !== "cases") return;
    this.#understood = answer;
    // The customer that the reader was shown stays, whatever they answer next.
    if (answer.customer) this.#answers.customer = answer.customer;
    this.#show("understood");
    const fresh = document.createElement("template");
    fresh.innerHTML = answer.html.import;
    for (const cell of fresh.content.querySelectorAll("[data-import=cell]")) this.#leaveAsTyped(cell);
    const keep = this.#kept;
    const focused = document.activeElement;
    morphInto(this.#part("import-understood"), fresh.innerHTML);
    if (this.#kept && keep) this.#kept.checked = keep.checked;
    // A row that has gone in, or a question that is answered, is no longer there to hold the focus.
    if (focused instanceof HTMLElement && focused !== document.body && !focused.isConnected) this.#focusNext();
    this.#tell(answer.add || answer.said);
  }

  get #kept() {
    const box = this.dialog.querySelector("#import-keep");
    return box instanceof HTMLInputElement ? box : null;
  }

  #focusNext() {
    const next = this.dialog.querySelector("#import-question button, [data-import=cell], [data-action=import-add]");
    if (next instanceof HTMLElement) next.focus();
  }

  /** What the reader has typed into a cell stays as they typed it. @param {Element} cell */
  #leaveAsTyped(cell) {
    if (!(cell instanceof HTMLElement)) return;
    const typed = this.#table(cell)?.cells?.[cell.dataset["cell"] ?? ""];
    const here = this.dialog.querySelector(`#${CSS.escape(cell.id)}`);
    if (here instanceof HTMLInputElement && here === document.activeElement) cell.setAttribute("value", here.value);
    else if (typed !== undefined) cell.setAttribute("value", typed);
  }

  // ------------------------------------------------------------ what the reader answers

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-import]") : null;
    if (!(button instanceof HTMLElement)) return;
    const { about, value, key } = button.dataset;
    const kind = button.dataset["import"];
    if (kind === "rows") return this.#readRows();
    if (kind === "others") return void this.#saveOthers();
    if (kind === "keep-others") return void this.#keepOthers(button);
    if (kind === "keep-cases") return void this.#keepCases(button);
    if (kind === "forget") return this.#forgetColumns();
    if (kind === "answer") this.#answer(about ?? "", value ?? "");
    if (kind === "term-said") this.#answer("term", this.#term.value);
    if (kind === "left") this.#answers.left = [...(this.#answers.left ?? []), key ?? ""];
    if (kind === "empty") this.#mend(button, "");
    void this.#reread();
  }

  /** @param {string} about @param {string} value */
  #answer(about, value) {
    if (about === "term") this.#answers.term = value;
    if (about === "vat") this.#answers.vat = value;
    if (about === "month_first") this.#answers.month_first = value === "yes";
  }

  get #term() {
    return /** @type {HTMLInputElement} */ (this.#part("import-term"));
  }

  /** @param {Event} event */
  #changed(event) {
    const field = event.target;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) return;
    const kind = field.dataset["import"];
    if (kind === "role") this.#setRole(field);
    else if (kind === "cell") this.#mend(field, field.value);
    else if (kind === "customer") this.#answers.customer = field.value;
    else if (kind === "into") this.#answers.into = field.value;
    else if (kind === "settled" && field instanceof HTMLInputElement) this.#answers.settled = field.checked;
    else if (kind === "payment" && field instanceof HTMLInputElement) this.#countPayment(field);
    else return;
    void this.#reread();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.dataset["import"] !== "term") return;
    this.#answer("term", event.target.value);
    void this.#reread();
  }

  /** @param {HTMLElement} field @returns {TableAnswers | undefined} what was answered of the table that it belongs to */
  #table(field) {
    const { file, sheet } = field.dataset;
    return this.#answers.tables?.find(each => each.file === file && each.sheet === sheet);
  }

  /** @param {HTMLElement} field @returns {TableAnswers} */
  #tableOf(field) {
    const known = this.#table(field);
    if (known) return known;
    const fresh = { file: field.dataset["file"] ?? "", sheet: field.dataset["sheet"] ?? "" };
    this.#answers.tables = [...(this.#answers.tables ?? []), fresh];
    return fresh;
  }

  /** @param {HTMLInputElement | HTMLSelectElement} field */
  #setRole(field) {
    const table = this.#tableOf(field);
    table.roles = { ...table.roles, [field.dataset["at"] ?? ""]: field.value };
  }

  /** @param {HTMLElement} field @param {string} text */
  #mend(field, text) {
    const table = this.#tableOf(field);
    table.cells = { ...table.cells, [field.dataset["cell"] ?? ""]: text };
  }

  /** @param {HTMLInputElement} box */
  #countPayment(box) {
    this.#answers.payments = { ...this.#answers.payments, [box.dataset["key"] ?? ""]: box.checked };
  }

  #forgetColumns() {
    for (const { signature } of this.#understood?.signatures ?? []) this.remembered.forget(signature);
    this.page.say(IMPORT_TEXTS.forgotten);
    void this.#reread();
  }

  // ------------------------------------------------------------ what comes of it

  async #add() {
    const understood = this.#understood;
    if (!understood || this.#busy) return;
    const turn = this.#turn;
    this.#keepColumns(understood);
    this.#show("reading");
    try {
      const answer = await this.#askStep("add");
      if (turn !== this.#turn) return;
      // Another customer's case takes the place of this one, which is saved before, unless it stays on the device.
      const stays = (understood.anew ?? false) && this.page.isKept();
      if (understood.anew && !stays) await this.page.save();
      this.dialog.close();
      this.rows.value = "";
      this.page.added(answer, answer.said, stays);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
    }
  }

  /** @param {Understood} understood */
  #keepColumns(understood) {
    if (!this.#kept?.checked) return;
    for (const { file, sheet, signature } of understood.signatures ?? []) {
      const roles = this.#answers.tables?.find(each => each.file === file && each.sheet === sheet)?.roles;
      if (roles && !this.remembered.keep(signature, roles)) this.page.say(IMPORT_TEXTS.notKept);
    }
  }

  async #saveOthers() {
    try {
      const file = await this.#askStep("others");
      saveBytes(file.name, file.media, file.content);
      this.#tell(IMPORT_TEXTS.othersSaved);
    } catch (problem) {
      this.#failed(problem);
    }
  }

  /** @param {HTMLElement} button */
  async #keepOthers(button) {
    if (this.#busy || button.getAttribute("aria-disabled")) return;
    const turn = this.#turn;
    button.setAttribute("aria-disabled", "true");
    const asked = {
      names: () => this.#askStep("names"),
      cases: (/** @type {object[]} */ others) => (turn === this.#turn ? this.#askStep("cases", false, others) : Promise.reject(new Error("left"))),
    };
    const told = (/** @type {number} */ done, /** @type {number} */ all) => this.#tell(keepingOthers(done, all));
    try {
      const said = await this.page.keepOthers(asked.names, asked.cases, told);
      if (turn === this.#turn) this.#tellUnder(button, said);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  /** What came of a gesture, heard and seen under it. @param {HTMLElement} button @param {string} sentence */
  #tellUnder(button, sentence) {
    this.#tell(sentence);
    const acts = button.closest(".import-actions");
    const before = acts?.nextElementSibling;
    const seen = before instanceof HTMLElement && "came" in before.dataset ? before : document.createElement("p");
    seen.dataset["came"] = "";
    // heard already
    seen.setAttribute("aria-hidden", "true");
    seen.textContent = sentence;
    acts?.after(seen);
  }

  /** The saved cases of one file go where the device keeps them, which is then shown. @param {HTMLElement} button */
  async #keepCases(button) {
    if (this.#busy || button.getAttribute("aria-disabled")) return;
    const turn = this.#turn;
    button.setAttribute("aria-disabled", "true");
    const names = () => this.#askStep("own-names");
    const cases = (/** @type {object[]} */ others) => (turn === this.#turn ? this.#askStep("own-cases", false, others) : Promise.reject(new Error("left")));
    const told = (/** @type {number} */ done, /** @type {number} */ all) => this.#tell(keepingOthers(done, all));
    try {
      const { kept, said } = await this.page.keepCases(names, cases, told);
      if (turn !== this.#turn) return;
      if (!kept) return this.#tell(said);
      this.dialog.close();
      this.page.showCases(said);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }

  /** The dialog was left, by whichever way. */
  #closed() {
    // Opened again before its closing was told: what is read now is wanted.
    if (this.dialog.open) return;
    const reading = this.#busy;
    this.#forget();
    if (!reading) return;
    // Python does one thing at a time: it reads for nobody now, and is stopped.
    this.page.restart();
    this.page.refuse(IMPORT_TEXTS.stopped);
  }

  /** @param {"start" | "reading" | "understood"} part */
  #show(part) {
    for (const each of ["start", "reading", "understood"]) this.#part(`import-${each}`).hidden = each !== part;
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** @param {string} sentence */
  #tell(sentence) {
    this.#part("import-said").textContent = sentence;
  }
}

/** A case that was saved here. @param {File} file */
function isCase(file) {
  return /\.json$/i.test(file.name) || file.type === "application/json";
}

/** A case of an archive, as the file that it is there. @param {object} document @param {File} file */
function asFile(document, file) {
  return new File([JSON.stringify(document)], file.name, { type: "application/json" });
}

/** Two files of one name, from two folders, are told apart. @param {Source[]} sources @returns {Source[]} */
function unlike(sources) {
  const seen = new Map();
  return sources.map(source => {
    const count = (seen.get(source.name) ?? 0) + 1;
    seen.set(source.name, count);
    return count === 1 ? source : { ...source, name: `${source.name} (${count})` };
  });
}
