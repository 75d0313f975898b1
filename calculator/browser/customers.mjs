/** The customers' screen: the cases kept on the device, what each comes to today, and the letters of the day. */

import { chosen, readCase, searchable, together } from "./cases.mjs";
import {
  CASES, customersTitle, erasedAll, erasedOne, lettersMade, lettersOfTheDay, nameTaken, notErased, notInTheList, readingNotes, reckoning, renamed,
  showMore, stoppedAt, writingLetters,
} from "./cases_texts.mjs";
import { lineOf, pending } from "./customers_rows.mjs";
import { isoDay } from "./fields.mjs";
import { saveBytes } from "./files.mjs";
import { nameOf } from "./keeper.mjs";
import { keptLogo } from "./logo.mjs";
import { morphInto } from "./morphing.mjs";
import { focusThere } from "./sights.mjs";

/**
 * @typedef {import("./types.d.ts").CaseRow} CaseRow
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 * @typedef {import("./types.d.ts").Mailing} Mailing
 * @typedef {import("./types.d.ts").Overview} Overview
 * @typedef {CaseRow & { name: string }} Listed
 */

/** So many cases are reckoned in one question: the page answers between two. */
const AT_ONCE = 20;
/** So many rows are shown at first, and as many more each time. */
const ROWS = 100;
const TYPING_PAUSE_MS = 150;
/** While a long list is reckoned, it is drawn again no more often than this. */
const DRAWING_MS = 1000;
const SETTLED_MS = 3000;
const SALES = "sales";

/**
 * @typedef {object} Page
 * @property {(request: import("./types.d.ts").Request) => Promise<any>} ask
 * @property {import("./keeper.mjs").Keeper} keeper
 * @property {(name: string) => Promise<boolean>} mayReplace what is typed and kept nowhere
 * @property {() => void} clear a new case takes the place of this one, once the reader has agreed where this one is kept nowhere
 * @property {(sentence: string) => void} say
 * @property {string} program
 * @property {() => import("./offline.mjs").Offline} offline the site itself, where it is kept on the device
 */

export class Customers {
  /** @type {KeptCase[]} */
  #cases = [];
  /** @type {Map<string, CaseRow>} */
  #rows = new Map();
  /** Every case with its row, until one of them changes. @type {Listed[] | null} */
  #all = null;
  /** What the sums of all were asked for, and answered. @type {{ asked: string, whole: Overview } | null} */
  #whole = null;
  #notes = "";
  #shown = ROWS;
  /** Counts the times that the list was opened: what an earlier one is still waiting for is not shown. */
  #turn = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** @type {Element | null} what had the focus before */
  #from = null;
  #scroll = 0;
  /** The case that a dialog is about. */
  #about = "";
  #sales = "";

  /** @param {HTMLElement} root @param {Page} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.place = this.#part("customers");
    for (const name of ["search", "order", "filter"]) {
      this.#field(name).addEventListener("input", () => this.#soon(name === "search" ? TYPING_PAUSE_MS : 0));
    }
    this.#part("customers-sales").addEventListener("submit", event => {
      event.preventDefault();
      void this.#keepSales();
    });
    this.#onClose("rename-dialog", "rename", () => void this.#rename());
    this.#onClose("erase-dialog", "erase", () => void this.#erase());
    this.#onClose("erase-all-dialog", "erase", () => void this.#eraseAll());
  }

  /** The buttons, by their `data-action`. @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      cases: () => void this.open(),
      "cases-back": () => this.close(),
      "cases-new": () => this.#new(),
      "cases-more": () => this.#more(),
      "cases-letters": () => void this.#letters(),
      "cases-keep": () => void this.#accept(),
      "case-open": button => void this.#openCase(button.dataset["case"] ?? ""),
      "case-rename": button => this.#askName(button.dataset["case"] ?? ""),
      "case-erase": button => this.#ask("erase-dialog", button.dataset["case"] ?? ""),
      "cases-erase-all": () => void this.#askBeforeErasingAll(),
    };
  }

  get isOpen() {
    return !this.place.hidden;
  }

  // ------------------------------------------------------------ coming and going

  /** @param {string} [said] what came of the gesture that leads here */
  async open(said = "") {
    const turn = (this.#turn += 1);
    if (!this.isOpen) {
      this.#from = document.activeElement;
      this.#scroll = scrollY;
    }
    this.root.dataset["screen"] = "customers";
    this.place.hidden = false;
    if (!this.#cases.length) this.#movesUntil(SETTLED_MS);
    this.#shown = ROWS;
    this.#part("customers-as-of").textContent = stoppedAt(new Date());
    scrollTo({ top: 0, behavior: "instant" });
    this.#part("customers-title").focus({ preventScroll: true });
    await this.page.keeper.flush();
    await this.#read(turn, said);
  }

  /** What stands below the list would move under the finger while it comes; it is there after a while all the same. @param {number} pause */
  #movesUntil(pause) {
    this.place.setAttribute("aria-busy", "true");
    setTimeout(() => this.place.removeAttribute("aria-busy"), pause);
  }

  /** Back to the case, where the reader was. */
  close() {
    this.#turn += 1;
    this.place.hidden = true;
    delete this.root.dataset["screen"];
    scrollTo({ top: this.#scroll, behavior: "instant" });
    // a case without a name has no head
    const places = [this.#from, this.root.querySelector(".case-cases"), this.root.querySelector("#invoices-title")];
    for (const place of places) if (place instanceof HTMLElement && place.checkVisibility()) return focusThere(place);
  }

  /** To the case, from its head: another one has come. */
  #leave() {
    this.#scroll = 0;
    this.#from = null;
    this.close();
  }

  /** @param {number} turn @param {string} [said] what came before, and is to be told still */
  async #read(turn, said = "") {
    const { keeper } = this.page;
    const keeps = keeper.consent === "yes";
    this.#part("customers-consent").hidden = keeps;
    this.#part("customers-where").hidden = !keeps;
    this.#notes = "";
    // a list that was shown before is there at once; what this tab may have changed since is not
    this.#rows.delete(keeper.id);
    this.#all = null;
    if (keeps && this.#cases.length) this.#paint();
    try {
      if (keeps) await this.#readStore(turn);
      else this.#hold([], []);
    } catch {
      this.#hold([], []);
      this.#notes = CASES.unreadable;
    }
    if (turn !== this.#turn) return;
    this.#tell([said, this.#notes].filter(Boolean).join(" "));
    this.#paint();
    await this.#reckon(turn);
    this.place.removeAttribute("aria-busy");
  }

  /** @param {KeptCase[]} cases @param {CaseRow[]} rows */
  #hold(cases, rows) {
    this.#cases = cases;
    this.#rows = new Map(rows.map(row => [row.id, row]));
    this.#all = null;
  }

  /** @param {number} turn */
  async #readStore(turn) {
    const { device } = this.page.keeper;
    const [found, rows, sales] = await Promise.all([device.all(), device.rows(), device.setting(SALES)]);
    if (turn !== this.#turn) return;
    const read = found.map(readCase);
    const cases = read.flatMap(each => (each.kind === "whole" ? [each.record] : []));
    const day = isoDay(new Date());
    const current = new Map(cases.map(each => [each.id, each.revision]));
    const fresh = rows.filter(row => row.day === day && row.program === this.page.program && current.get(row.id) === row.revision);
    this.#hold(cases, fresh);
    this.#sales = typeof sales === "string" ? sales : "";
    this.#salesField.value = this.#sales;
    /** @param {string} kind */
    const count = kind => read.filter(each => each.kind === kind).length;
    const migrated = read.filter(each => each.kind === "whole" && each.migrated).length;
    this.#notes = readingNotes(count("damaged"), count("newer"), migrated);
  }

  // ------------------------------------------------------------ the figures

  /** What is not reckoned yet, some cases at a time. @param {number} turn */
  async #reckon(turn) {
    const missing = this.#cases.filter(each => !this.#rows.has(each.id));
    let drawn = performance.now();
    for (let start = 0; start < missing.length; start += AT_ONCE) {
      this.#progress(reckoning(start, missing.length));
      try {
        await this.#reckonSome(missing.slice(start, start + AT_ONCE));
      } catch {
        if (turn === this.#turn) this.#progress(CASES.failed);
        return;
      }
      if (turn !== this.#turn) return;
      const last = start + AT_ONCE >= missing.length;
      if (!last && performance.now() - drawn < DRAWING_MS) continue;
      this.#paint();
      drawn = performance.now();
    }
    this.#progress("");
    await this.#sum(turn);
  }

  /** @param {KeptCase[]} some */
  async #reckonSome(some) {
    const day = isoDay(new Date());
    /** @type {Overview} */
    const answer = await this.page.ask({ action: "overview", today: day, cases: some.map(({ id, fields }) => ({ id, fields })) });
    const made = answer.rows.flatMap(row => {
      const record = some.find(each => each.id === row.id);
      return record ? [{ id: row.id, revision: record.revision, day, program: this.page.program, row }] : [];
    });
    for (const row of made) this.#rows.set(row.id, row);
    this.#all = null;
    // A browser that keeps no rows reckons them again.
    await this.page.keeper.device.putRows(made).catch(() => {});
  }

  /** The sums of all customers, and of those that are shown. @param {number} turn */
  async #sum(turn) {
    const request = { action: /** @type {const} */ ("overview"), today: isoDay(new Date()) };
    try {
      const [whole, some] = await Promise.all([
        this.#askWhole({ ...request, ...together(this.#listed()), sales: this.#sales }),
        /** @type {Promise<Overview>} */ (this.page.ask({ ...request, ...together(this.#chosen()) })),
      ]);
      if (turn === this.#turn) this.#showSums(whole, some);
    } catch {
      if (turn === this.#turn) this.#progress(CASES.failed);
    }
  }

  /** Sorting and choosing change nothing of all together. @param {import("./types.d.ts").Request} request @returns {Promise<Overview>} */
  async #askWhole(request) {
    const asked = JSON.stringify(request);
    if (this.#whole?.asked !== asked) this.#whole = { asked, whole: await this.page.ask(request) };
    return this.#whole.whole;
  }

  /** @param {Overview} whole @param {Overview} some */
  #showSums(whole, some) {
    const summary = this.#part("customers-summary");
    morphInto(summary, whole.html?.summary ?? "");
    for (const name of /** @type {const} */ (["count", "due", "not_due"])) {
      this.#part(`customers-foot-${name}`).textContent = some.total?.[name] ?? "";
    }
    const { days = "", basis = "", error = "" } = whole.sales ?? {};
    this.#part("customers-dso").hidden = !days;
    this.#part("customers-dso-days").textContent = days;
    this.#part("customers-dso-basis").textContent = basis;
    const fault = this.#part("customers-sales-error");
    fault.textContent = error;
    this.#salesField.setAttribute("aria-invalid", String(error !== ""));
    const letters = this.#listed().filter(({ row }) => row.letter).length;
    this.#part("customers-letters").textContent = lettersOfTheDay(letters);
  }

  async #keepSales() {
    this.#sales = this.#salesField.value;
    const { keeper } = this.page;
    if (keeper.consent === "yes") await keeper.device.set(SALES, this.#sales).catch(() => {});
    await this.#sum(this.#turn);
    const said = this.#part("customers-sales-error").textContent || this.#part("customers-dso").textContent || "";
    this.page.say(said);
  }

  get #salesField() {
    return /** @type {HTMLInputElement} */ (this.#part("customers-sales-typed"));
  }

  // ------------------------------------------------------------ the table

  /** @param {number} pause */
  #soon(pause) {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => {
      this.#shown = ROWS;
      this.#paint();
      void this.#sum(this.#turn);
    }, pause);
  }

  #more() {
    const first = this.#shown;
    this.#shown += ROWS;
    this.#paint();
    const next = this.place.querySelectorAll(".case-open")[first];
    if (next instanceof HTMLElement) next.focus();
  }

  /** Every case with its row, one that is still to come included. @returns {Listed[]} */
  #listed() {
    this.#all ??= this.#cases.map(record => {
      const row = this.#rows.get(record.id) ?? pending(record);
      return { ...row, name: nameOf(record) };
    });
    return this.#all;
  }

  #chosen() {
    const asked = { search: this.#field("search").value, order: this.#field("order").value, filter: this.#field("filter").value };
    return chosen(this.#listed(), asked);
  }

  /** @param {Listed} listed */
  #line(listed) {
    return lineOf(listed, listed.id === this.page.keeper.id);
  }

  #paint() {
    const found = this.#chosen();
    const customers = found.filter(({ row }) => row.state !== "debtor");
    const claimed = found.filter(({ row }) => row.state === "debtor");
    const all = this.#listed().filter(({ row }) => row.state !== "debtor").length;
    this.#part("customers-count").textContent = customersTitle(all);
    this.#part("customers-rows").replaceChildren(...customers.slice(0, this.#shown).map(each => this.#line(each)));
    this.#part("claimed-rows").replaceChildren(...claimed.slice(0, this.#shown).map(each => this.#line(each)));
    this.#part("claimed").hidden = claimed.length === 0;
    this.#part("customers-table").hidden = customers.length === 0;
    // its sums come later: they have their room
    this.#part("customers-strip").hidden = this.#cases.length === 0;
    const { unkept } = this.page.keeper;
    this.#part("customers-unkept").textContent = unkept && notInTheList(unkept);
    this.#part("customers-unkept").hidden = !unkept;
    const empty = this.#part("customers-empty");
    empty.hidden = customers.length > 0 || (unkept !== "" && !this.#cases.length);
    empty.textContent = this.#cases.length ? CASES.noneFound : CASES.none;
    this.#part("customers-tools").hidden = this.#cases.length === 0;
    const more = this.#part("customers-more");
    more.hidden = customers.length <= this.#shown;
    more.textContent = showMore(Math.min(this.#shown, customers.length), customers.length);
  }

  // ------------------------------------------------------------ one case

  /** @param {string} id */
  async #openCase(id) {
    const { keeper } = this.page;
    const record = this.#cases.find(each => each.id === id);
    if (!record) return;
    if (id === keeper.id) return this.#leave();
    if (!(await this.page.mayReplace(nameOf(record)))) return;
    try {
      const wrong = await keeper.open(id);
      if (wrong) return this.#tell(wrong);
      this.#leave();
    } catch {
      this.#tell(CASES.unreadable);
    }
  }

  #new() {
    this.#leave();
    this.page.clear();
  }

  async #accept() {
    await this.page.keeper.accept();
    await this.open();
    if (this.page.keeper.consent !== "yes") this.#tell(CASES.refused);
  }

  /** @param {string} dialog @param {string} id */
  #ask(dialog, id) {
    this.#about = id;
    const place = /** @type {HTMLDialogElement} */ (this.#part(dialog));
    const record = this.#cases.find(each => each.id === id);
    for (const name of place.querySelectorAll("[data-name]")) name.textContent = record ? nameOf(record) : "";
    place.returnValue = "";
    place.showModal();
  }

  /** @param {string} id */
  #askName(id) {
    const record = this.#cases.find(each => each.id === id);
    if (!record) return;
    const field = /** @type {HTMLInputElement} */ (this.#part("rename-typed"));
    field.value = nameOf(record);
    this.#ask("rename-dialog", id);
    field.select();
  }

  async #rename() {
    const typed = /** @type {HTMLInputElement} */ (this.#part("rename-typed")).value.trim();
    const record = this.#cases.find(each => each.id === this.#about);
    if (!record) return;
    const { keeper } = this.page;
    try {
      if (!typed || typed === nameOf(record)) return;
      if (this.#cases.some(each => each !== record && searchable(nameOf(each)) === searchable(typed))) return this.#tell(nameTaken(typed));
      const renamedCase = { ...record, name: typed, revision: record.revision + 1 };
      const outcome = await keeper.device.put(renamedCase, record.revision);
      if (outcome !== "kept") this.#tell(CASES.changed);
      else {
        keeper.wasRenamed(record.id, typed, renamedCase.revision);
        this.#tell(renamed(typed));
      }
      await this.#again();
    } catch {
      this.#tell(CASES.refused);
    } finally {
      this.#focusOnName(record.id);
    }
  }

  /** The list was made anew: who was at a case is at its name. @param {string} id */
  #focusOnName(id) {
    const name = this.place.querySelector(`.case-open[data-case="${CSS.escape(id)}"]`) ?? this.#part("customers-title");
    if (name instanceof HTMLElement) name.focus();
  }

  async #erase() {
    const record = this.#cases.find(each => each.id === this.#about);
    if (!record) return;
    const { keeper } = this.page;
    try {
      await keeper.device.remove(record.id);
      keeper.wasErased(record.id);
      keeper.tellErased(record.id);
      this.#tell(erasedOne(nameOf(record)));
      await this.#again();
      this.#part("customers-title").focus();
    } catch {
      this.#tell(CASES.unreadable);
    }
  }

  async #askBeforeErasingAll() {
    const offline = this.page.offline();
    const place = this.#part("erase-site-place");
    place.hidden = !offline.isKept;
    this.#site.checked = false;
    this.#ask("erase-all-dialog", "");
    place.hidden = !(await offline.isThere());
  }

  get #site() {
    return /** @type {HTMLInputElement} */ (this.#part("erase-site"));
  }

  async #eraseAll() {
    const { keeper } = this.page;
    const offline = this.page.offline();
    try {
      await keeper.flush();
      const { erased, left } = await keeper.device.erase();
      keeper.wasErased("");
      keeper.tellErased("");
      this.#sales = this.#salesField.value = "";
      await this.#again();
      if (this.#site.checked) await offline.erase();
      this.#tell([left ? notErased(left) : erasedAll(erased), await offline.stays()].filter(Boolean).join(" "));
      this.#part("customers-title").focus();
    } catch {
      this.#tell(CASES.unreadable);
    }
  }

  /** The list once more, with what was said before it. */
  async #again() {
    const turn = (this.#turn += 1);
    await this.#read(turn, this.#part("customers-said").textContent ?? "");
  }

  // ------------------------------------------------------------ the letters of the day

  async #letters() {
    const turn = this.#turn;
    const due = this.#listed().filter(({ row }) => row.letter);
    if (!due.length) return this.#tell(CASES.noLetter);
    const today = isoDay(new Date());
    /** @type {(Mailing & { name: string })[]} */
    const mailings = [];
    const logo = keptLogo();
    try {
      for (const { id, name } of due) {
        this.#tell(writingLetters(mailings.length, due.length));
        const fields = this.#cases.find(each => each.id === id)?.fields ?? {};
        /** @type {Mailing} */
        const made = await this.page.ask({ action: "mailing", today, name, fields, ...(logo ? { logo } : {}) });
        if (turn !== this.#turn) return;
        mailings.push({ name, ...made });
      }
      const archive = await this.page.ask({ action: "mailings", today, mailings });
      saveBytes(archive.name, archive.media, archive.content);
      this.#tell(lettersMade(archive.name, mailings.filter(each => each.files.length).length));
    } catch {
      if (turn === this.#turn) this.#tell(CASES.lettersFailed);
    }
  }

  // ------------------------------------------------------------ small services

  /** @param {string} sentence */
  #tell(sentence) {
    const place = this.#part("customers-said");
    place.textContent = sentence;
    place.hidden = sentence === "";
  }

  /** @param {string} sentence */
  #progress(sentence) {
    const place = this.#part("customers-progress");
    place.textContent = sentence;
    place.hidden = sentence === "";
  }

  /** @param {string} dialog @param {string} value @param {() => void} act */
  #onClose(dialog, value, act) {
    const place = /** @type {HTMLDialogElement} */ (this.#part(dialog));
    place.addEventListener("close", () => place.returnValue === value && act());
  }

  /** @param {string} id @returns {HTMLElement} */
  #part(id) {
    const part = this.root.querySelector(`#${id}`);
    if (!(part instanceof HTMLElement)) throw new Error(`#${id} is missing`);
    return part;
  }

  /** @param {string} name @returns {HTMLInputElement | HTMLSelectElement} */
  #field(name) {
    return /** @type {HTMLInputElement | HTMLSelectElement} */ (this.#part(`customers-${name}`));
  }
}
