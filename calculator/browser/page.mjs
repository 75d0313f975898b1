/** The calculator on the page: what the reader does, and what is shown in answer. */

import { Advice } from "./advice.mjs";
import { hideBarBesideResult } from "./bar.mjs";
import { Engine, ProgramFault } from "./engine.mjs";
import { frenchDay, isoDay, read, same } from "./fields.mjs";
import { acceptDrops, readText } from "./files.mjs";
import { Marks } from "./marks.mjs";
import { morphInto } from "./morphing.mjs";
import { nameInvoices } from "./naming.mjs";
import { addRow, focusFirstField, removeRow, restoreRow } from "./rows.mjs";
import { reveal } from "./revealing.mjs";
import { showStage } from "./status.mjs";
import { Summary } from "./summary.mjs";
import { takingAway } from "./taking.mjs";
import { TEXTS, opened, totalIs, wordsFor } from "./texts.mjs";
import { Writing } from "./writing.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

const TYPING_PAUSE_MS = 120;

export class CalculatorPage {
  /** @type {Answer | null} */
  answer = null;
  /** Counts the changes of the form; an answer to an older one is not shown. */
  #revision = 0;
  #answered = 0;
  #asking = false;
  /** The reader has pressed « Calculer » and is waiting to be led to the outcome. */
  #awaited = false;
  #pressing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {() => void} */
  #rest = () => {};
  /** Settled once the start is over: the first result is shown, or Python is there and nothing is asked, or has failed. */
  rested = new Promise(resolve => (this.#rest = () => resolve(undefined)));

  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (this.part("claim-form"));
    this.result = this.part("result");
    this.statement = this.part("statement");
    this.bar = this.part("total-bar");
    this.summary = new Summary(this.part("errors"));
    this.blank = {
      form: this.form.innerHTML,
      result: this.result.innerHTML,
      statement: this.statement.innerHTML,
      bar: this.bar.innerHTML,
    };
    this.marks = new Marks(root);
    this.engine = new Engine(this.form.dataset["runtime"] ?? "", stage => this.#staged(stage));
    this.advice = new Advice(root, fields => this.engine.ask({ action: "advise", fields, today: isoDay(new Date()) }));
    this.writing = new Writing(root, request => this.engine.ask(request), () => this.form, sentence => this.say(sentence));
    Object.assign(this.#actions, this.writing.actions);
    this.#proposeToday();
    this.blankFields = this.#fieldsOf(this.blank.form);
    this.#listen();
    hideBarBesideResult(root);
    // A browser that reloads a page may give back what was typed before.
    if (!same(read(this.form), this.blankFields)) this.changed();
  }

  /** @param {string} id @returns {HTMLElement} */
  part(id) {
    const part = this.root.querySelector(`#${id}`);
    if (!(part instanceof HTMLElement)) throw new Error(`#${id} is missing`);
    return part;
  }

  start() {
    this.engine.start();
  }

  /** @param {import("./types.d.ts").Stage} stage */
  #staged(stage) {
    showStage(this.root, stage);
    if (stage === "failed" || (stage === "ready" && !this.#asking)) this.#rest();
  }

  /** The name under which the statement is kept: of its file, and of its PDF. */
  get title() {
    return this.answer?.files?.statement?.replace(/\.json$/, "") ?? "";
  }

  #listen() {
    this.root.addEventListener("click", event => this.#clicked(event));
    this.form.addEventListener("submit", event => this.#submitted(event));
    this.form.addEventListener("input", event => {
      if (!isFile(event.target)) this.changed(TYPING_PAUSE_MS);
    });
    this.form.addEventListener("change", event => this.#chosen(event));
    // A list that is opened for the first time has its first row; « toggle » does not bubble.
    this.form.addEventListener("toggle", event => this.#unfolded(event), true);
    this.form.addEventListener("focusout", event => this.#left(event));
    // A message that appears between press and release would move the button from under the finger.
    this.form.addEventListener("pointerdown", () => (this.#pressing = true));
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.#released());
    acceptDrops(this.root, files => void this.#dropped(files));
    this.part("clear-dialog").addEventListener("close", event => {
      if (event.target instanceof HTMLDialogElement && event.target.returnValue === "clear") this.clear();
    });
  }

  // ------------------------------------------------------------ what the reader does

  /** @param {Event} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-action], [data-focus], [data-open]") : null;
    if (!(target instanceof HTMLElement)) return;
    const { action, focus, open } = target.dataset;
    if (action) this.#actions[action]?.(target);
    else if (reveal(focus ?? open ?? "")) {
      event.preventDefault();
      // The theme would follow the link in its own way, and take the focus off the field.
      event.stopPropagation();
    }
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  #actions = {
    add: button => this.#add(button),
    remove: button => this.#remove(button),
    restore: button => this.#restore(button),
    open: () => this.part("claim-file").click(),
    clear: () => this.#askBeforeClearing(),
    retry: () => this.#retry(),
    ...takingAway(() => this.answer, () => this.#take(), sentence => this.say(sentence)),
  };

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    this.#awaited = true;
    this.marks.sent = true;
    this.changed();
  }

  /** @param {Event} event */
  #chosen(event) {
    const field = event.target;
    if (!isFile(field)) return this.changed(TYPING_PAUSE_MS);
    const [file] = field.files ?? [];
    if (file) void this.open(file);
    // The same file may be chosen again after it has been put right.
    field.value = "";
  }

  /** @param {FocusEvent} event */
  #left(event) {
    const name = event.target instanceof Element ? event.target.getAttribute("name") : null;
    if (!name) return;
    this.marks.left.add(name);
    if (!this.#pressing) this.marks.paint();
  }

  #released() {
    if (!this.#pressing) return;
    this.#pressing = false;
    // After the click that this release completes.
    setTimeout(() => this.marks.paint());
  }

  /** @param {HTMLElement} button */
  #add(button) {
    const into = button.dataset.into ?? "";
    const row = addRow(this.root, button.dataset.template ?? "", into);
    if (!row) return;
    focusFirstField(row);
    this.say(wordsFor(into).added);
    this.changed();
  }

  /** @param {Event} event */
  #unfolded(event) {
    const part = event.target;
    if (!(part instanceof HTMLDetailsElement) || !part.open || !part.hasAttribute("data-starts")) return;
    const button = part.querySelector("[data-action=add]");
    const list = part.querySelector("[data-list]");
    if (!(button instanceof HTMLElement) || !list || list.childElementCount) return;
    addRow(this.root, button.dataset.template ?? "", button.dataset.into ?? "");
    nameInvoices(this.form);
  }

  /** @param {HTMLElement} button */
  #remove(button) {
    const row = this.form.querySelector(`[data-row="${CSS.escape(button.dataset.target ?? "")}"]`);
    if (!row) return;
    removeRow(row).focus();
    this.changed();
  }

  /** @param {HTMLElement} button */
  #restore(button) {
    const line = button.closest("[data-row]");
    const row = line && restoreRow(line);
    if (!row) return;
    focusFirstField(row);
    this.say(wordsFor(row.parentElement?.getAttribute("data-list") ?? "").back);
    this.changed();
  }

  #askBeforeClearing() {
    const dialog = this.part("clear-dialog");
    if (!(dialog instanceof HTMLDialogElement)) return;
    dialog.returnValue = "";
    dialog.showModal();
  }

  #retry() {
    this.engine.restart();
    this.changed();
  }

  // ------------------------------------------------------------ the calculation

  /** The form is not what it was: a new result is due, at once or after a pause in the typing. @param {number} [pause] */
  changed(pause = 0) {
    this.#revision += 1;
    nameInvoices(this.form);
    clearTimeout(this.#pause);
    if (pause) this.#pause = setTimeout(() => void this.#calculate(), pause);
    else void this.#calculate();
  }

  async #calculate() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      while (this.#answered < this.#revision) await this.#askOnce();
    } catch (problem) {
      this.#answered = this.#revision;
      this.#failed(problem);
    } finally {
      this.#asking = false;
      // An untouched form asks nothing, and tells nothing of Python.
      if (this.engine.stage === "ready") this.#rest();
    }
  }

  /** @param {unknown} problem */
  #failed(problem) {
    this.#awaited = false;
    // That Python is gone, the engine has said itself.
    if (problem instanceof ProgramFault) showStage(this.root, "failed", problem.message);
  }

  async #askOnce() {
    // Once a keystroke: what is hidden, the browser has to lay the page out to say.
    const fields = read(this.form);
    if (!this.#awaited && same(fields, this.blankFields)) {
      this.#answered = this.#revision;
      this.#showExample();
      return;
    }
    const revision = this.#revision;
    /** @type {Answer} */
    const answer = await this.engine.ask({ action: "compute", fields, today: isoDay(new Date()) });
    this.#answered = revision;
    if (revision === this.#revision) this.#show(answer, fields);
  }

  /** @param {Answer} answer @param {import("./types.d.ts").Fields} fields what it answers */
  #show(answer, fields) {
    this.answer = answer.state === "computed" ? answer : null;
    showStage(this.root, "ready");
    this.#fill(answer.html);
    this.#turn(answer.state);
    if (answer.state === "computed") {
      this.advice.wanted();
      this.writing.follow();
    } else {
      this.advice.none();
      this.writing.wait();
    }
    this.marks.update(answer.marks ?? {});
    // The list comes when it is asked for; then it follows what is put right.
    const listed = this.#awaited || (this.marks.sent && this.summary.lists);
    this.summary.follow(listed ? answer.html.errors ?? "" : "", fields);
    if (this.#awaited) this.#lead(answer);
  }

  /** @param {Answer["html"]} html */
  #fill(html) {
    morphInto(this.result, html.result);
    morphInto(this.statement, html.statement);
    morphInto(this.bar, html.bar);
    this.statement.hidden = this.statement.childElementCount === 0;
  }

  /** @param {string} state */
  #turn(state) {
    this.root.dataset.state = state;
    this.result.dataset.state = state;
    this.statement.dataset.state = state;
    this.result.dataset.revision = String(this.#revision);
  }

  /** Takes the reader who asked for the result to what came of it. @param {Answer} answer */
  #lead(answer) {
    this.#awaited = false;
    if (answer.state !== "computed") return this.summary.focus();
    this.say(totalIs(answer.texts?.total ?? ""));
    focusOn(this.result);
  }

  #showExample() {
    if (this.result.dataset.state === "example") return;
    this.answer = null;
    this.advice.none();
    this.writing.wait();
    this.#fill(this.blank);
    this.summary.clear();
    this.#turn("example");
    this.marks.update({});
  }

  /** @returns {Promise<Answer>} */
  async #take() {
    try {
      return await this.engine.ask({ action: "take", fields: read(this.form), today: isoDay(new Date()) });
    } catch (problem) {
      this.#failed(problem);
      throw problem;
    }
  }

  // ------------------------------------------------------------ the whole form

  clear() {
    this.#replaceForm(this.blank.form);
    this.writing.forget();
    this.changed();
    focusFirstField(this.form);
    this.say(TEXTS.cleared);
  }

  /** @param {string} html the form's new content, or a whole form */
  #replaceForm(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const whole = holder.content.querySelector("form");
    this.form.replaceChildren(...(whole ?? holder.content).childNodes);
    nameInvoices(this.form);
    this.marks.forget();
    this.summary.clear();
    this.#proposeToday();
    showStage(this.root, this.engine.stage);
  }

  /** @param {File[]} files */
  async #dropped(files) {
    const [file] = files;
    if (files.length > 1) this.summary.refuseUnread(TEXTS.several, read(this.form));
    else if (file) await this.open(file);
  }

  /** @param {File} file */
  async open(file) {
    const content = await readText(file);
    if ("refused" in content) return this.summary.refuseUnread(TEXTS[content.refused], read(this.form));
    try {
      /** @type {Answer} */
      const answer = await this.engine.ask({ action: "open", file: content.text, name: file.name, today: isoDay(new Date()) });
      this.#opened(answer, file.name);
    } catch (problem) {
      this.#failed(problem);
    }
  }

  /** @param {Answer} answer @param {string} name */
  #opened(answer, name) {
    if (answer.html.form === undefined) {
      this.summary.refuse(answer.html.errors ?? "", read(this.form));
      return;
    }
    this.#replaceForm(answer.html.form);
    this.writing.change();
    // What a file holds was typed before: every error in it is worth saying.
    this.marks.sent = true;
    this.#awaited = answer.state !== "computed";
    this.say(opened(name));
    this.changed();
    const button = this.form.querySelector("[data-action=open]");
    if (button instanceof HTMLElement) button.focus({ preventScroll: true });
  }

  // ------------------------------------------------------------ small services

  /** For those who do not see the page change. @param {string} sentence */
  say(sentence) {
    const place = this.part("announce");
    // The same sentence twice is read twice only if it goes away in between.
    place.textContent = "";
    requestAnimationFrame(() => (place.textContent = sentence));
  }

  // ------------------------------------------------------------ the day

  #proposeToday() {
    const field = this.form.elements.namedItem("as_of");
    // Not under the hands of a reader who is about to type another.
    if (field instanceof HTMLInputElement && !field.value && field !== document.activeElement) field.value = frenchDay(new Date());
  }

  /** The entries of a form nobody has touched. @param {string} html */
  #fieldsOf(html) {
    const form = document.createElement("form");
    form.innerHTML = html;
    const fields = read(form);
    return { ...fields, as_of: fields["as_of"] || frenchDay(new Date()) };
  }
}

/** @param {HTMLElement} place */
function focusOn(place) {
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  place.focus();
}

/** @param {EventTarget | null} field @returns {field is HTMLInputElement} */
function isFile(field) {
  return field instanceof HTMLInputElement && field.type === "file";
}
