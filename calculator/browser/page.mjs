/** The calculator on the page: what the reader does, and what is shown in answer. */

import { Advice } from "./advice.mjs";
import { Arriving } from "./arriving.mjs";
import { nameCase } from "./casebar.mjs";
import { rowsOf, standing } from "./cases.mjs";
import { takenUp } from "./cases_texts.mjs";
import { Counter } from "./counter.mjs";
import { Customers } from "./customers.mjs";
import { Engine, ProgramFault } from "./engine.mjs";
import { CaseFile } from "./case_file.mjs";
import { putFields } from "./entries.mjs";
import { everything, frenchDay, isoDay, read, same } from "./fields.mjs";
import { atOnce, figuresOf, firstHtml } from "./first_shown.mjs";
import { acceptDrops } from "./files.mjs";
import { Following } from "./following.mjs";
import { Happening } from "./happening.mjs";
import { Importing } from "./importing.mjs";
import { IMPORT_TEXTS } from "./importing_texts.mjs";
import { Keeper } from "./keeper.mjs";
import { Marks } from "./marks.mjs";
import { History } from "./history.mjs";
import { foldsOf, formState, refill, refold } from "./keeping.mjs";
import { Lines } from "./lines.mjs";
import { Loading } from "./loading.mjs";
import { morphInto } from "./morphing.mjs";
import { nameInvoices } from "./naming.mjs";
import { Notice } from "./notice.mjs";
import { Offline } from "./offline.mjs";
import { Opening } from "./opening.mjs";
import { Pieces } from "./pieces.mjs";
import { Places } from "./places.mjs";
import { LONG_LOADING_MS, Progress } from "./progress.mjs";
import { received } from "./receiving.mjs";
import { RowGestures } from "./row_gestures.mjs";
import { focusFirstField } from "./rows.mjs";
import { reveal } from "./revealing.mjs";
import { CalculatorError } from "./runtime.mjs";
import { sayBeside } from "./saying.mjs";
import { Sheet } from "./sheet.mjs";
import { focusOn, hasText, isFile, standsAt } from "./sights.mjs";
import { sayLoadingIsLong, showStage } from "./status.mjs";
import { changeBetween, differing } from "./steps.mjs";
import { Summary } from "./summary.mjs";
import { takingAway } from "./taking.mjs";
import { carryTerm } from "./terms.mjs";
import { STEPPED, STEPS, TEXTS, euros, stepTold, toPutRight, totalBefore, totalIs } from "./texts.mjs";
import { Visit } from "./visit.mjs";
import { Weighing } from "./weighing.mjs";
import { Writing } from "./writing.mjs";

/** @typedef {import("./types.d.ts").Answer} Answer */

/** The total is read aloud once the typing has paused: not at every key. */
const ANNOUNCING_PAUSE_MS = 1500;
const LETTER = ["letter.zip.gz"];
const READING_MS = 1500;
/** Where the guide sends one who is asked for money. */
const DEBTORS_ADDRESSES = ["#side-debtor", "#lettre=claim-reply", "#counter"];
/** More wrong rows than this are opened from the list of errors, one at a time. */
const MOST_WOKEN = 10;
/** The days that a term is counted from. */
const COUNTED_FROM = /^invoices-\d+-(?:issued|received)_on$/;
/** So many invoices are a list to look through. */
const MANY = 3;
const EXAMPLE_DAYS = 175;
/** What the result shows as long as Python has answered nothing. */
const BEFORE_PYTHON = ["example", "waiting", "first"];

export class CalculatorPage {
  /** @type {Answer | null} */
  answer = null;
  /** The reader has pressed « Calculer » and is waiting to be led to the outcome. */
  #awaited = false;
  #pressing = false;
  /** The reader has stopped the calculation: nothing is asked until they resume it. */
  #stopped = false;
  #noticing = false;
  /** The total as it was shown last, by whichever document. */
  #total = "";
  #announced = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #announcing;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #loading;
  #fetchedAhead = false;
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
    this.places = new Places(root);
    this.pieces = new Pieces();
    this.lines = new Lines(root);
    this.summary = new Summary(this.part("errors"));
    this.notice = new Notice(this.part("notice"));
    this.marks = new Marks(root);
    this.loading = new Loading(JSON.parse(this.form.dataset["weights"] ?? "{}"));
    this.engine = new Engine(this.form.dataset["runtime"] ?? "", stage => this.#staged(stage), (file, bytes) => {
      this.loading.came(file, bytes);
      this.progress.fetched();
      this.#expectMore();
    });
    this.caseFile = new CaseFile({
      engine: this.engine,
      form: () => this.form,
      saved: () => this.visit.saved(),
      failed: problem => this.#failed(problem),
      tell: (button, sentence) => this.#tell(button, sentence),
    });
    this.rows = new RowGestures(root, {
      form: () => this.form,
      lines: this.lines,
      marks: this.marks,
      settle: () => this.history.settle(),
      keepSoon: () => this.visit.keepSoon(),
      changed: () => this.changed(),
      say: sentence => this.say(sentence),
      tell: (button, sentence) => this.#tell(button, sentence),
      warn: sentence => this.#warn(sentence, "step"),
      overtaken: () => this.#overtaken(),
    });
    this.progress = new Progress(root, this.part("progress"), this.bar, () => this.engine.stage !== "ready", this.loading);
    this.blank = {
      form: this.form.innerHTML,
      result: atOnce.before?.result ?? this.#result(),
      statement: this.statement.innerHTML,
      bar: atOnce.before?.bar ?? this.bar.innerHTML,
    };
    atOnce.over = true;
    this.calculation = new Following({
      ask: isCurrent => this.#askOnce(isCurrent),
      failed: problem => this.#failed(problem),
      settled: () => this.#settled(),
    });
    this.advice = new Advice(root, fields => this.engine.ask({ action: "advise", fields, today: isoDay(new Date()) }));
    this.writing = new Writing(root, {
      ask: request => this.engine.ask(request),
      fetchAhead: parts => this.#fetchAhead(parts),
      form: () => this.form,
      say: sentence => this.say(sentence),
      shown: () => this.visit.settle(),
      typed: () => {
        this.visit.keepSoon();
        this.keeper.keepSoon();
      },
      turn: view => {
        this.root.dataset.view = view;
        this.places.show("now");
      },
    });
    this.weighing = new Weighing(root, { ask: request => this.engine.ask(request), form: () => this.form });
    this.counter = new Counter(root, {
      ask: request => this.engine.ask(request),
      fetchAhead: parts => this.engine.fetchAhead(parts),
      form: () => this.form,
      changed: () => this.changed(true),
      oneStep: change => this.#inOneStep(change),
      letterChanged: letter => {
        this.history.absorb(state => ({ ...state, fields: { ...state.fields, letter } }));
        this.writing.follow();
      },
      show: place => this.places.show(place),
      say: sentence => this.say(sentence),
    });
    this.happening = new Happening(root, {
      form: () => this.form,
      left: name => this.marks.left.add(name),
      reveal: id => this.#reveal(id),
      noted: sentence => {
        this.say(sentence);
        this.changed();
        this.history.settle();
      },
    });
    Object.assign(this.#actions, this.rows.actions, this.weighing.actions, this.counter.actions, this.happening.actions);
    const blank = this.#entriesOf(this.blank.form, everything);
    this.history = new History({
      state: () => formState(this.form),
      text: state => standing(state, blank),
      restore: state => this.#restoreForm(state),
      ways: (ways, now) => this.#showWays(ways, now),
    });
    Object.assign(this.#actions, this.writing.actions);
    this.sheet = new Sheet(root, {
      ask: request => this.engine.ask(request),
      fetchAhead: parts => this.#fetchAhead(parts),
      form: () => this.form,
      letters: this.writing,
      save: async () => ({ sentence: await this.caseFile.saveNow() }),
    });
    Object.assign(this.#actions, this.sheet.actions);
    this.importing = new Importing(root, {
      ask: request => this.engine.ask(request),
      fetchAhead: parts => this.#fetchAhead(parts),
      form: () => this.form,
      open: file => this.opening.open(file),
      save: () => this.caseFile.save(),
      isKept: () => this.keeper.keeps && this.keeper.id !== "",
      added: (answer, sentence, stays) => this.opening.imported(answer, sentence, stays),
      undo: () => this.opening.undoImport(),
      keepOthers: (names, cases, progress) => this.keeper.keepOthers(names, cases, progress),
      keepCases: (names, cases, progress) => this.keeper.keepCases(names, cases, progress),
      showCases: said => void this.customers.open(said),
      restart: () => this.#retry(),
      refuse: sentence => this.summary.refuseUnread(sentence, read(this.form)),
      say: sentence => this.say(sentence),
    });
    Object.assign(this.#actions, this.importing.actions);
    this.#proposeToday();
    this.blankFields = this.#entriesOf(this.blank.form, read);
    this.visit = new Visit(root, this.form, { ...blank }, {
      state: () => ({ left: [...this.marks.left], sent: this.marks.sent, total: this.#total, letter: this.writing.state, place: this.places.shown, row: this.lines.opened, view: root.dataset.view ?? "" }),
      holdsLetter: () => this.writing.holdsSomething,
      notKept: () => this.#warn(TEXTS.notKept),
    });
    this.keeper = new Keeper(this.part("keeping"), {
      form: this.form,
      letter: () => this.writing.state,
      untouched: () => this.visit.untouched,
      figures: () => ({ total: this.#total, as_of: this.answer?.as_of ?? "" }),
      show: (found, said) => this.opening.takeCase(found, said),
      say: sentence => this.say(sentence),
    });
    this.opening = this.#toOpen();
    this.customers = new Customers(root, {
      ask: request => this.engine.ask(request),
      keeper: this.keeper,
      program: this.engine.runtimeUrl,
      offline: () => this.offline,
      mayReplace: async name => !this.visit.unsaved || this.keeper.keeps || this.opening.mayReplace(name),
      clear: () => (this.visit.unsaved && !this.keeper.keeps ? this.#askBeforeClearing() : this.clear()),
      say: sentence => this.say(sentence),
    });
    this.offline = new Offline(this.part("offline"), { runtime: this.engine.runtimeUrl, say: sentence => this.say(sentence) });
    Object.assign(this.#actions, this.keeper.actions, this.customers.actions, this.offline.actions);
    this.#listen();
    this.#takeUp();
    this.#formStands(true);
    this.#foldWho();
    this.history.begin();
    this.arriving = new Arriving(root, {
      open: shared => this.opening.openShared(shared),
      propose: (amount, due) => this.#propose(amount, due),
      tell: sentence => this.#warn(sentence),
      refuse: sentence => this.summary.refuseUnread(sentence, read(this.form)),
    });
    void this.arriving.take();
    void this.offline.start();
    void this.#takeReceived();
  }

  /** What puts another case on this page. */
  #toOpen() {
    const { engine, form, result, pieces, history, marks, notice, places, summary, writing, keeper, visit, importing } = this;
    return new Opening(this.root, {
      ...{ engine, form, result, pieces, history, marks, notice, places, summary, writing, keeper, visit, importing },
      replaceForm: html => this.#replaceForm(html),
      refill: found => {
        this.#replaceForm(this.blank.form);
        refill(this.root, this.form, found);
        this.#formStands(true);
        this.#total = found.total;
        this.#noticing = false;
      },
      takeUpForm: answer => this.#takeUpForm(answer),
      await: waits => (this.#awaited = waits),
      stepBack: () => this.#step("undo"),
      save: () => this.caseFile.save(),
      changed: () => this.changed(),
      failed: problem => this.#failed(problem),
      announce: (sentence, asOf, kind) => this.#notice(sentence, asOf, kind),
      warn: sentence => this.#warn(sentence),
      say: sentence => this.say(sentence),
    });
  }

  /** Files that another program has handed over are read like those that are dropped on the page. */
  async #takeReceived() {
    const files = await received();
    if (files?.length) await this.importing.take(files);
    else if (files) this.#warn(IMPORT_TEXTS.nothingReceived);
  }

  /** What this tab held before, or what a browser that reloads a page has given back. */
  #takeUp() {
    const before = this.visit.takeUp();
    if (before) {
      this.marks.left = new Set(before.left);
      this.marks.sent = before.sent;
      this.#total = before.total;
      this.places.show(before.place ?? "invoices");
      if (before.row) this.lines.open(before.row);
      this.root.dataset.view = before.view || "case";
      this.writing.takeUp(before.letter);
      this.#notice(takenUp(before.at), "", "restored");
    } else this.#takeSideFromAddress();
    if (before || !same(read(this.form), this.blankFields)) this.changed();
    if (location.hash === "#counter") this.counter.open();
    void this.keeper.start(!before && location.hash === "");
  }

  /** Whoever comes from « on vous réclame », or for the letter that a debtor writes, is asked for money. */
  #takeSideFromAddress() {
    const mine = this.form.querySelector('[name="side"][value="debtor"]');
    if (mine instanceof HTMLInputElement && DEBTORS_ADDRESSES.includes(location.hash)) mine.checked = true;
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
    this.offline.busy(stage === "loading", this.loading.wasSlow);
    this.#expectMore();
    if (stage === "failed" || (stage === "ready" && !this.calculation.asking)) this.#rest();
  }

  /** While Python is on its way, megabytes come; that they come no more is said. */
  #expectMore() {
    clearTimeout(this.#loading);
    if (this.engine.stage === "loading") this.#loading = setTimeout(() => sayLoadingIsLong(this.root), LONG_LOADING_MS);
  }

  /** The name under which the statement is kept: of its file, and of its PDF. */
  get title() {
    return this.answer?.files?.statement?.replace(/\.json$/, "") ?? "";
  }

  #listen() {
    this.root.addEventListener("click", event => this.#clicked(event));
    document.addEventListener("keydown", event => this.#keyed(event));
    this.form.addEventListener("focusin", event => {
      this.history.pass();
      if (hasText(event.target)) this.#found = event.target.value;
    });
    this.form.addEventListener("submit", event => this.#submitted(event));
    this.form.addEventListener("input", event => {
      // The step back would be another one now.
      this.notice.withdraw();
      if (!isFile(event.target)) this.changed(true, event.target);
    });
    this.form.addEventListener("change", event => this.#chosen(event));
    // A list that is opened for the first time has its first row; « toggle » does not bubble.
    this.form.addEventListener("toggle", event => this.rows.unfolded(event), true);
    this.form.addEventListener("focusout", event => this.#left(event));
    // A message that appears between press and release would move the button from under the finger.
    this.form.addEventListener("pointerdown", () => (this.#pressing = true));
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.#released());
    acceptDrops(this.root, files => void this.importing.take(files));
    this.part("clear-dialog").addEventListener("close", event => {
      if (event.target instanceof HTMLDialogElement && event.target.returnValue === "clear") this.clear();
    });
    addEventListener("pageshow", event => event.persisted && this.#cameBack());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#dayMayHaveTurned());
  }

  // ------------------------------------------------------------ what the reader does

  /** @param {Event} event */
  #clicked(event) {
    const target = event.target instanceof Element ? event.target.closest("[data-action], [data-focus], [data-open]") : null;
    if (!(target instanceof HTMLElement)) return;
    const { action, focus, open } = target.dataset;
    if (focus) this.rows.wake(focus);
    if (action && action !== "import-undo") this.notice.withdraw();
    if (action) this.#actions[action]?.(target);
    else if (this.#reveal(focus ?? open ?? "")) {
      event.preventDefault();
      // The theme would follow the link in its own way, and take the focus off the field.
      event.stopPropagation();
    }
  }

  /** Shows a place by its id, whatever it is folded in. @param {string} id */
  #reveal(id) {
    const place = document.getElementById(id);
    this.lines.openAround(place);
    this.places.showAround(place);
    return reveal(id);
  }

  /** @type {Record<string, (button: HTMLElement) => void>} */
  #actions = {
    place: button => this.#goTo(button.dataset.to ?? ""),
    undo: () => this.#step("undo"),
    redo: () => this.#step("redo"),
    example: () => this.#example(),
    "impute-surplus": () => this.#imputeSurplus(),
    open: () => this.part("claim-file").click(),
    clear: () => this.#askBeforeClearing(),
    retry: () => this.#retry(),
    stop: () => this.#stop(),
    recalculate: () => this.#recalculate(),
    "save-claim": button => void this.caseFile.save(button),
    ...takingAway(() => this.answer, () => this.caseFile.take(), (button, sentence) => this.#tell(button, sentence)),
  };

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    this.#awaited = true;
    this.marks.sent = true;
    this.changed();
    const total = this.root.dataset.state === "first" ? this.result.querySelector("[data-figure=total]")?.textContent : "";
    if (total) this.#lead(total);
  }

  /** @param {Event} event */
  #chosen(event) {
    const field = event.target;
    carryTerm(field);
    if (!isFile(field)) return this.changed(true);
    const [file] = field.files ?? [];
    if (file) void this.importing.take([file]);
    // The same file may be chosen again after it has been put right.
    field.value = "";
  }

  /** @param {FocusEvent} event */
  #left(event) {
    const name = event.target instanceof Element ? event.target.getAttribute("name") : null;
    if (!name) return;
    this.marks.left.add(name);
    if (!this.#pressing) this.marks.paintNamed(name);
  }

  #released() {
    if (!this.#pressing) return;
    this.#pressing = false;
    // After the click that this release completes.
    setTimeout(() => this.marks.paint());
  }

  // ------------------------------------------------------------ places, ways back

  /** @param {string} place */
  #goTo(place) {
    if (this.root.dataset.view === "letter") this.writing.close();
    this.places.show(place, true);
    this.visit.keepSoon();
  }

  /** What a text field held when the reader came to it. */
  #found = "";
  /** What a step back would undo, and a step forth do again. */
  #steps = { undo: "", redo: "" };

  /** Inside a text the browser takes back what was typed there; everywhere else the page does. @param {KeyboardEvent} event */
  #keyed(event) {
    if (!this.root.isConnected || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    const how = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
    const field = event.target;
    if (!how || (field instanceof HTMLElement && field.isContentEditable)) return;
    if (hasText(field) && (!this.form.contains(field) || field.value !== this.#found)) return;
    event.preventDefault();
    this.#step(how);
  }

  /** @param {"undo" | "redo"} how */
  #step(how) {
    this.history.settle();
    const [told, before] = [this.#steps[how], read(this.form)];
    if (!this.history[how]()) return;
    this.#holdFocus(differing(before, read(this.form))[0] ?? "");
    this.#overtaken();
    this.counter.overtaken();
    this.say(STEPPED[how](told));
  }

  /** What was said of a step before is true no more. */
  #overtaken() {
    if (this.notice.overtaken()) this.#notice("");
  }

  /** What had the focus may be gone with the step: it goes to what the step has changed. @param {string} name of an entry */
  #holdFocus(name) {
    if (document.activeElement && document.activeElement !== document.body) return;
    const row = /^invoices-\d+/.exec(name)?.[0];
    const field = this.form.querySelector(`[name="${CSS.escape(name)}"]`);
    const places = [field, row ? this.root.querySelector(`#${row}-line`) : null, this.root.querySelector(".case-cases")];
    for (const place of places) if (place instanceof HTMLElement && place.checkVisibility()) return place.focus({ preventScroll: true });
  }

  /**
   * The two buttons, each with what it takes back or does again.
   * @param {{ back: ReturnType<typeof formState> | null, forth: ReturnType<typeof formState> | null }} ways
   * @param {ReturnType<typeof formState>} now
   */
  #showWays({ back, forth }, now) {
    const changes = { undo: back && changeBetween(back.fields, now.fields), redo: forth && changeBetween(now.fields, forth.fields) };
    for (const [action, change] of /** @type {["undo" | "redo", import("./steps.mjs").Change | null][]} */ (Object.entries(changes))) {
      this.#steps[action] = change ? stepTold(change, change.what === "field" ? this.#labelOf(change.name) : "") : "";
      const button = this.root.querySelector(`[data-action=${action}]`);
      if (!(button instanceof HTMLButtonElement)) continue;
      button.disabled = !change;
      button.title = change ? STEPS[action](this.#steps[action]) : "";
    }
    this.root.querySelector("#case-bar")?.toggleAttribute("data-ways", Boolean(back || forth));
  }

  /** What stands beside an entry, where it has one label and is no choice among several. @param {string} name */
  #labelOf(name) {
    const control = this.form.elements.namedItem(name);
    const label = control instanceof HTMLInputElement && control.type !== "radio" ? control.labels?.[0] : undefined;
    return label?.textContent?.trim().replace(/\s+/g, " ") ?? "";
  }

  /** @param {ReturnType<typeof formState>} state */
  #restoreForm(state) {
    const [folds, row, focused] = [foldsOf(this.root), this.lines.opened, document.activeElement?.id ?? ""];
    const stood = standsAt(document.activeElement);
    const letter = this.#letterText;
    this.#replaceForm(this.blank.form, false);
    refill(this.root, this.form, { ...state });
    refold(this.root, folds);
    this.#formStands();
    if (row) this.lines.open(row);
    if (this.#letterText !== letter) this.writing.change();
    document.getElementById(focused)?.focus({ preventScroll: true });
    stood();
    this.changed();
  }

  /** @param {() => import("./types.d.ts").Fields | null} change */
  #inOneStep(change) {
    this.history.settle();
    const fields = change();
    if (fields) {
      const [state, named] = [formState(this.form), rowsOf(fields)];
      const others = new Set(named.map(row => row.name));
      this.#restoreForm({ ...state, fields, rows: [...state.rows.filter(row => !others.has(row.name)), ...named] });
    } else this.changed();
    this.history.settle();
  }

  get #letterText() {
    const field = this.form.elements.namedItem("letter");
    return field instanceof HTMLInputElement ? field.value : "";
  }

  /** What is typed in a text changes no question; only a number names its invoice elsewhere. @param {EventTarget | null} field */
  #textStands(field) {
    if (!hasText(field) || field.name.endsWith("-number")) return this.#formStands();
    if (/^invoices-/.test(field.name)) return this.lines.paintAround(field);
    nameCase(this.root, this.form, false);
  }

  /** The form has other rows or other words: what follows them follows. @param {boolean} [anew] it has just been put there */
  #formStands(anew = false) {
    nameInvoices(this.form);
    nameCase(this.root, this.form, anew);
    this.lines.paint();
  }

  /** Figures that show what the page does, in the place of the reader's own: one step back takes them away. */
  #example() {
    const [amount, due] = ["amount", "due_on"].map(name => this.form.elements.namedItem(`invoices-0-${name}`));
    if (!(amount instanceof HTMLInputElement && due instanceof HTMLInputElement)) return;
    amount.value = "10 000";
    due.value = frenchDay(new Date(Date.now() - EXAMPLE_DAYS * 86_400_000));
    this.history.settle();
    this.#notice(TEXTS.example, "", "step");
    this.say(TEXTS.example);
    this.changed();
  }

  #imputeSurplus() {
    const choice = this.form.elements.namedItem("terms-surplus");
    if (!(choice instanceof HTMLSelectElement)) return;
    choice.value = "oldest";
    this.say(TEXTS.imputed);
    this.changed();
    this.history.settle();
  }

  /** A list that is opened or taken up needs the room: who owes whom is folded, and says itself in a line. */
  #foldWho() {
    const who = this.root.querySelector("#who");
    if (who instanceof HTMLDetailsElement && this.lines.rows.length >= MANY) who.open = false;
  }

  #askBeforeClearing() {
    const dialog = this.part("clear-dialog");
    if (!(dialog instanceof HTMLDialogElement)) return;
    dialog.returnValue = "";
    dialog.showModal();
  }

  #retry() {
    this.#stopped = false;
    this.engine.restart();
    this.changed();
  }

  #stop() {
    this.#stopped = true;
    this.calculation.drop();
    this.engine.stop();
    this.progress.halt("stopped");
  }

  // ------------------------------------------------------------ the calculation

  /** The form is not what it was: a new result is due. @param {boolean} [typing] more may follow at once @param {EventTarget | null} [field] that was typed in, if no other was */
  changed(typing = false, field = null) {
    this.#textStands(field);
    this.visit.keepSoon();
    this.history.note();
    this.keeper.keepSoon();
    if (this.#stopped) return this.progress.halt("stopped");
    this.progress.begin();
    this.#awaitFirstFigure();
    this.calculation.changed(typing);
  }

  /** Nothing is left to be answered, by an answer or by a failure. */
  #settled() {
    if (this.calculation.asking) return;
    if (this.progress.phase !== "failed" && !this.#stopped) this.progress.end();
    // An untouched form asks nothing, and tells nothing of Python.
    if (this.engine.stage === "ready") this.#rest();
  }

  /** @param {unknown} problem */
  #failed(problem) {
    // The reader has stopped it, or asked for another Python.
    if (problem instanceof CalculatorError && problem.code === "closed") return;
    this.#awaited = false;
    this.progress.halt("failed");
    // That Python is gone, the engine has said itself.
    if (problem instanceof ProgramFault) showStage(this.root, "failed", problem.message);
  }

  /** @param {() => boolean} isCurrent */
  async #askOnce(isCurrent) {
    const fields = read(this.form);
    if (!this.#awaited && same(fields, this.blankFields)) return this.#showExample();
    /** @type {Answer} */
    const given = await this.engine.ask({ action: "compute", fields, today: isoDay(new Date()), since: this.pieces.since });
    const answer = this.pieces.take(given);
    if (isCurrent() && !this.#stopped) this.#show(answer, fields);
  }

  /** Where the reader's own figure is to come, the example does not stay: until then there is none. */
  #awaitFirstFigure() {
    const { state = "example" } = this.root.dataset;
    if (!BEFORE_PYTHON.includes(state) || (state === "example" && this.engine.stage === "ready")) return;
    const fields = read(this.form);
    if (same(fields, this.blankFields)) return this.#showExample();
    const figures = figuresOf(this.root, fields, this.blankFields);
    const { result, bar } = firstHtml(this.root, figures, this.#total && totalBefore(this.#total));
    this.#turn(figures ? "first" : "waiting");
    this.#fill({ result, statement: "", bar: bar || WAITING_BAR });
    this.progress.paint();
    if (figures) this.#announceSoon(totalIs(euros(figures.total)));
  }

  /** @param {Answer} answer @param {import("./types.d.ts").Fields} fields what it answers */
  #show(answer, fields) {
    this.answer = answer.state === "computed" ? answer : null;
    this.#total = this.answer?.texts?.total ?? "";
    showStage(this.root, "ready");
    this.progress.end();
    this.#turn(answer.state);
    this.#fill(answer.html);
    this.lines.show(answer.lines ?? {}, answer.marks ?? {});
    if (this.#noticing) this.notice.show(this.#asOf(), today());
    if (answer.state === "computed") {
      this.advice.wanted();
      this.weighing.wanted();
      this.writing.follow();
      this.keeper.figure();
      this.offline.figure();
    } else {
      this.advice.none();
      this.weighing.none();
      this.writing.wait();
    }
    void this.counter.follow();
    this.#wakeWrong(answer.marks ?? {});
    this.#unfoldNeeded(answer.marks ?? {});
    this.marks.update(answer.marks ?? {});
    // The list comes when it is asked for; then it follows what is put right.
    const listed = this.#awaited || (this.marks.sent && this.summary.lists);
    this.summary.follow(listed ? answer.html.errors ?? "" : "", fields);
    if (this.#awaited) this.#lead(answer.state === "computed" ? this.#total : "");
    else this.#announceSoon(sentenceOf(answer));
    this.visit.settle();
    if (answer.state === "computed") this.#fetchLetterAhead();
  }

  /** A row that is wrong shows where. @param {Record<string, import("./types.d.ts").Mark>} marks */
  #wakeWrong(marks) {
    let woken = 0;
    for (const [name, mark] of Object.entries(marks)) {
      const asleep = mark.error && this.root.querySelector(`[data-asleep][data-row="${/^invoices-\d+/.exec(name)?.[0]}"]`);
      if (asleep && woken < MOST_WOKEN && this.rows.wake(name, false)) woken += 1;
    }
  }

  /** « 45 jours fin de mois » counts from a day that is asked in a fold: it is opened, once. @param {Record<string, import("./types.d.ts").Mark>} marks */
  #unfoldNeeded(marks) {
    for (const [name, mark] of Object.entries(marks)) {
      if (!mark.missing || this.marks.latest[name]?.missing || !COUNTED_FROM.test(name)) continue;
      const fold = this.form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest("details");
      if (fold) fold.open = true;
    }
  }

  /** What a letter needs comes while the reader reads the result. */
  #fetchLetterAhead() {
    if (this.#fetchedAhead) return;
    this.#fetchedAhead = true;
    setTimeout(() => this.#fetchAhead(LETTER), READING_MS);
  }

  /** @param {string[]} parts archives that requests to come will need */
  #fetchAhead(parts) {
    this.engine.fetchAhead(parts);
    this.offline.used(parts);
  }

  /** For those who do not see the total change. @param {string} sentence */
  #announceSoon(sentence) {
    clearTimeout(this.#announcing);
    if (!sentence || sentence === this.#announced) return;
    this.#announcing = setTimeout(() => {
      this.#announced = sentence;
      this.part("announce-total").textContent = sentence;
    }, ANNOUNCING_PAUSE_MS);
  }

  /** @param {Answer["html"]} html */
  #fill(html) {
    if (html.result !== undefined) morphInto(this.result, this.part("progress").outerHTML + html.result);
    morphInto(this.statement, html.statement);
    this.pieces.put(this.statement);
    morphInto(this.bar, html.bar);
    morphInto(this.root.querySelector("#proposal"), html.proposal ?? "");
    this.progress.paintBar();
    this.statement.hidden = this.statement.childElementCount === 0;
  }

  /** The result's content, without the line that says whether it follows. */
  #result() {
    const copy = this.result.cloneNode(true);
    if (!(copy instanceof HTMLElement)) return "";
    copy.querySelector("#progress")?.remove();
    return copy.innerHTML;
  }

  /** @param {string} state */
  #turn(state) {
    this.root.dataset.state = state;
    this.result.dataset.state = state;
    this.statement.dataset.state = state;
    this.result.dataset.revision = String(this.calculation.revision);
  }

  /** Takes the reader who asked for the result to what came of it. @param {string} total empty where there is none */
  #lead(total) {
    this.#awaited = false;
    clearTimeout(this.#announcing);
    if (!total) {
      this.places.show("invoices");
      return this.summary.focus();
    }
    this.places.show("due");
    this.#announced = totalIs(total);
    this.say(this.#announced);
    focusOn(this.result);
  }

  #showExample() {
    if (this.result.dataset.state === "example") return;
    this.answer = null;
    this.#total = this.#announced = "";
    clearTimeout(this.#announcing);
    this.advice.none();
    this.weighing.none();
    void this.counter.follow();
    this.writing.wait();
    this.#fill(this.blank);
    this.summary.clear();
    this.#turn("example");
    this.marks.update({});
    this.lines.show({}, {});
  }

  // ------------------------------------------------------------ the whole form

  clear() {
    const said = this.keeper.keeps ? TEXTS.clearedHere : TEXTS.cleared;
    this.keeper.leave();
    this.#replaceForm(this.blank.form);
    this.writing.forget();
    this.visit.forget();
    clearTimeout(this.#announcing);
    this.part("announce-total").textContent = "";
    this.#noticing = false;
    this.notice.clear();
    this.places.show("invoices");
    this.changed();
    this.history.begin();
    focusFirstField(this.form);
    this.say(said);
  }

  /** @param {string} html the form's new content, or a whole form @param {boolean} [another] it is another case */
  #replaceForm(html, another = true) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const whole = holder.content.querySelector("form");
    this.form.replaceChildren(...(whole ?? holder.content).childNodes);
    this.marks.renew();
    if (another) {
      this.root.dataset.view = "case";
      this.lines.forgetSearch();
      this.marks.forget();
      this.summary.clear();
      this.#proposeToday();
    }
    this.lines.show({}, {});
    this.#formStands(another);
    if (another) this.#foldWho();
    showStage(this.root, this.engine.stage);
  }

  /** An invoice that the address proposes, where nobody has typed anything yet. @param {string} amount @param {string} due */
  #propose(amount, due) {
    if (!this.visit.untouched) return false;
    this.history.settle();
    putFields(this.form, { ...everything(this.form), "invoices-0-amount": amount, "invoices-0-due_on": due });
    this.changed();
    this.history.settle();
    return true;
  }

  /** What the answer to a whole form says of it. @param {Answer} answer */
  #takeUpForm(answer) {
    // A file that gives no figures may do so now that the page has proposed a day.
    if (answer.state !== "computed") return this.changed();
    this.calculation.drop();
    this.#show(answer, read(this.form));
    this.notice.focus();
    // Of a long file the figures come first, then what each invoice shows.
    if (this.pieces.lacking) setTimeout(() => this.changed());
  }

  // ------------------------------------------------------------ small services

  /** For those who do not see the page change. @param {string} sentence */
  say(sentence) {
    const place = this.part("announce");
    // The same sentence twice is read twice only if it goes away in between.
    place.textContent = "";
    requestAnimationFrame(() => (place.textContent = sentence));
  }

  /** What a button has done. @param {HTMLElement | null} button @param {string} sentence */
  #tell(button, sentence) {
    if (button) sayBeside(button, sentence);
    this.say(sentence);
  }

  /** For everyone, above the form. @param {string} sentence @param {string} [asOf] @param {"lasting" | "restored" | "step"} [kind] */
  #notice(sentence, asOf, kind = "lasting") {
    this.#noticing = true;
    this.notice.say(sentence, kind);
    this.notice.show(asOf ? new Date(`${asOf}T00:00`) : this.#asOf(), today());
  }

  /** @param {string} sentence @param {"lasting" | "step"} [kind] */
  #warn(sentence, kind = "lasting") {
    this.#notice(sentence, "", kind);
    this.say(sentence);
  }

  /** The browser has brought the document back from its own store. */
  #cameBack() {
    const emptied = this.visit.cameBack();
    if (this.writing.cameBack() || emptied) this.changed();
    this.#dayMayHaveTurned();
  }

  // ------------------------------------------------------------ the day

  get #dayField() {
    const field = this.form.elements.namedItem("as_of");
    return field instanceof HTMLInputElement ? field : null;
  }

  #proposeToday() {
    const field = this.#dayField;
    // Not under the hands of a reader who is about to type another.
    if (field && !field.value && field !== document.activeElement) field.value = frenchDay(new Date());
  }

  /** Up to which day the figures go, as far as the page can tell. @returns {Date | null} */
  #asOf() {
    const said = this.answer?.as_of ?? this.#dayField?.value.split("/").reverse().join("-") ?? "";
    const day = /^\d{4}-\d{2}-\d{2}$/.test(said) ? new Date(`${said}T00:00`) : null;
    return day && !Number.isNaN(day.getTime()) ? day : null;
  }

  /** A page left open overnight: its figures are yesterday's, and say so. */
  #dayMayHaveTurned() {
    const proposed = this.blankFields["as_of"];
    if (proposed === frenchDay(new Date())) return;
    const field = this.#dayField;
    const stood = field?.value === proposed;
    const untouched = this.visit.untouched;
    this.blankFields["as_of"] = this.visit.blank["as_of"] = frenchDay(new Date());
    if (untouched && field && stood) field.value = frenchDay(new Date());
    else if (stood) this.#notice("");
  }

  #recalculate() {
    const field = this.#dayField;
    if (!field) return;
    field.value = frenchDay(new Date());
    this.#noticing = false;
    this.notice.clear();
    this.places.show("due");
    this.changed();
    focusOn(this.result);
  }

  /** The entries of a form nobody has touched. @param {string} html @param {(form: HTMLFormElement) => import("./types.d.ts").Fields} entries */
  #entriesOf(html, entries) {
    const form = document.createElement("form");
    form.innerHTML = html;
    const fields = entries(form);
    return { ...fields, as_of: fields["as_of"] || frenchDay(new Date()) };
  }
}

const WAITING_BAR = `<a href="#result" data-open="result"><span>${TEXTS.barLoading}</span></a>`;

/** What is read aloud of an answer. @param {Answer} answer */
function sentenceOf(answer) {
  if (answer.state === "computed") return totalIs(answer.texts?.total ?? "");
  const wrong = Object.values(answer.marks ?? {}).filter(mark => mark.error && !mark.missing).length;
  return wrong ? toPutRight(wrong) : "";
}

/** Midnight of the reader's own day. */
function today() {
  return new Date(`${isoDay(new Date())}T00:00`);
}
