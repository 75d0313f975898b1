/**
 * Keeps the case on the device, once the reader has said so: as it is typed, under its own revision number.
 *
 * What the tab keeps by itself (visit.mjs) stays as it is: whatever fails here, the case is in the page and in the tab.
 */

import { VERSION, contentOf, freeName, newId, partyOf, readCase } from "./cases.mjs";
import { casesKept, othersKept } from "./importing_texts.mjs";
import { CASES, keptApart, keptAs, takenUp } from "./cases_texts.mjs";
import { Device, DeviceProblem, answer, consent, forgetAside, setAside, takeAside } from "./device.mjs";
import { formState } from "./keeping.mjs";

/**
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 * @typedef {import("./types.d.ts").KeptLetter} KeptLetter
 * @typedef {{ id: string, revision: number, name: string, saved: string, gone: boolean }} Slot where the tab's case lies
 * @typedef {{ slot: Slot, held: Pick<KeptCase, "fields" | "rows" | "answered" | "letter">, figures: { total: string, as_of: string } }} Snapshot
 */

const PAUSE_MS = 600;
const MARK = "payeatemps.garde";
const CHANNEL = "payeatemps";
const LAST = "last";

/**
 * @typedef {object} Page
 * @property {HTMLFormElement} form
 * @property {() => KeptLetter} letter
 * @property {() => boolean} untouched
 * @property {() => { total: string, as_of: string }} figures what is shown now
 * @property {(found: KeptCase, said: string) => void} show puts another case into the page
 * @property {(sentence: string) => void} say for those who do not see the page
 */

export class Keeper {
  consent = consent();
  device = new Device();
  /** @type {Slot} */
  #slot = emptySlot();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #pause;
  /** One writing after the other. @type {Promise<void>} */
  #queue = Promise.resolve();
  /** The trouble that was said last: it is said once. */
  #trouble = "";
  #asked = false;
  /** @type {BroadcastChannel | null} */
  #channel = null;
  /** Lets go of the case that this tab has open. @type {() => void} */
  #letGo = () => {};

  /** @param {HTMLElement} place @param {Page} page */
  constructor(place, page) {
    this.place = place;
    this.page = page;
    if ("BroadcastChannel" in globalThis) {
      this.#channel = new BroadcastChannel(CHANNEL);
      this.#channel.addEventListener("message", event => this.#heard(event.data));
    }
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#leaves());
    addEventListener("pagehide", () => this.#leaves());
  }

  /** The buttons, by their `data-action`. @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      "keep-yes": () => void this.accept(),
      "keep-no": () => this.#decline(),
      "keep-again": () => void this.#keepAgain(),
      "keep-take": () => void this.#takeOther(),
    };
  }

  /** Whether everything that is typed lies on the device too. */
  get keeps() {
    return this.consent === "yes" && !this.#trouble && !this.#slot.gone;
  }

  /** The name of the case, as the reader gave it. */
  get name() {
    return this.#slot.name;
  }

  get id() {
    return this.#slot.id;
  }

  /** The name of the case in this tab where the device does not have it; none where it has, or nothing is typed. */
  get unkept() {
    if (this.page.untouched() || (this.keeps && this.#slot.id)) return "";
    return nameOf({ name: this.#slot.name, party: partyOf(formState(this.page.form).fields) });
  }

  // ------------------------------------------------------------ at the start

  /** Finds the tab's case again, or the last one that was open on this device. @param {boolean} mayOpen nothing else was come for */
  async start(mayOpen) {
    if (this.consent !== "yes") return;
    const mark = this.#mark();
    try {
      await this.#writeWaiting();
      if (mark) await this.#attach(mark);
      else if (mayOpen && this.page.untouched()) await this.#openLast();
    } catch (problem) {
      this.#failed(problem, CASES.unreadable);
    }
  }

  /** The page may be gone before the database has written: the last words lie beside it until it has. */
  #leaves() {
    if (this.consent === "yes" && !this.#slot.gone && this.#slot.id && !this.page.untouched()) {
      const snapshot = this.#snapshot();
      if (contentOf(snapshot.held) !== this.#slot.saved) setAside(snapshot);
    }
    void this.flush();
  }

  /** What an earlier page had no time to write. */
  async #writeWaiting() {
    const waiting = takeAside();
    if (!waiting) return;
    const { slot, held, figures } = waiting;
    const found = readCase({ ...this.#record(waiting), id: slot.id });
    if (found.kind !== "whole") return;
    await this.#write({ slot: { ...emptySlot(), ...slot }, held, figures });
  }

  /** @param {{ id: string, revision: number, name: string }} mark */
  async #attach(mark) {
    const slot = { ...emptySlot(), ...mark };
    this.#take(slot);
    const found = readCase(await this.device.get(mark.id));
    if (found.kind === "whole" && found.record.revision === mark.revision) slot.saved = contentOf(found.record);
    await this.keep();
    // nothing was written where nothing has changed: that it is kept is true, and is said, all the same
    if (slot !== this.#slot || slot.gone || !slot.saved || this.#trouble) return;
    this.#hold(slot.id);
    this.#said();
  }

  async #openLast() {
    const id = await this.device.setting(LAST);
    if (typeof id !== "string" || !id) return;
    const found = readCase(await this.device.get(id));
    if (found.kind !== "whole" || !this.page.untouched()) return;
    if (await isOpenElsewhere(id)) return this.#tell(CASES.elsewhere, [button(CASES.customers, "cases")]);
    this.#put(found.record, takenUp(found.record.updated));
  }

  // ------------------------------------------------------------ the one question

  /** The first real figure is there: whether to keep the case is asked, once. */
  figure() {
    // a file that was opened shows its figures at once, and nothing else has changed
    if (this.consent === "yes") this.keepSoon();
    if (this.consent || this.#asked || this.#wasAsked()) return;
    this.#asked = true;
    const words = document.createElement("strong");
    words.textContent = CASES.ask;
    this.#tell([words, " ", CASES.askMore], [button(CASES.yes, "keep-yes"), button(CASES.no, "keep-no")]);
    // it waits until the letter gives the page back
    this.place.setAttribute("data-asks", "");
  }

  async accept() {
    try {
      answer("yes");
      this.consent = "yes";
      await this.#write(this.#snapshot());
      this.#said();
      this.page.say(this.place.textContent ?? "");
    } catch (problem) {
      this.consent = "";
      this.#failed(problem);
    }
  }

  /**
   * The other customers of an imported list, as their reader asks: it is the same word as to keep the case itself.
   * @param {() => Promise<any>} names @param {(others: object[]) => Promise<any>} cases @param {(done: number, all: number) => void} progress
   * @returns {Promise<string>} what came of it
   */
  async keepOthers(names, cases, progress) {
    const { keepOthers } = await import("./others.mjs");
    const means = { names, cases, device: this.device, open: this.#slot.id, wrote: this.#wrote, progress };
    const { said } = await this.#keptBeside(async () => othersKept(await keepOthers(means)));
    return said;
  }

  /**
   * Cases that were saved as files, beside those that are kept: none takes the place of another.
   * @param {() => Promise<any>} names @param {(others: object[]) => Promise<any>} cases @param {(done: number, all: number) => void} progress
   * @returns {Promise<{ kept: boolean, said: string }>} what came of it
   */
  async keepCases(names, cases, progress) {
    const { keepCases } = await import("./others.mjs");
    const means = { names, cases, device: this.device, nameOf, wrote: this.#wrote, progress };
    return this.#keptBeside(async () => casesKept(await keepCases(means)));
  }

  /** @param {() => Promise<string>} act @returns {Promise<{ kept: boolean, said: string }>} */
  async #keptBeside(act) {
    try {
      const said = await act();
      if (this.consent !== "yes") {
        answer("yes");
        this.consent = "yes";
        this.#clear();
        this.keepSoon();
      }
      return { kept: true, said };
    } catch (problem) {
      if (!(problem instanceof DeviceProblem)) throw problem;
      return { kept: false, said: CASES[problem.kind] };
    }
  }

  /** @type {(id: string, revision: number) => void} */
  #wrote = (id, revision) => this.#channel?.postMessage({ kind: "kept", id, revision });

  #decline() {
    this.consent = "no";
    try {
      answer("no");
    } catch {
      // it is asked again another time
    }
    this.#clear();
    this.page.say(CASES.refusedByReader);
  }

  // ------------------------------------------------------------ keeping

  keepSoon() {
    clearTimeout(this.#pause);
    if (this.consent === "yes") this.#pause = setTimeout(() => void this.keep(), PAUSE_MS);
  }

  /** What is due is written now. @returns {Promise<void>} */
  flush() {
    return this.keep();
  }

  /** @returns {Promise<void>} */
  keep() {
    clearTimeout(this.#pause);
    if (this.consent !== "yes" || this.#slot.gone || this.page.untouched()) return this.#queue;
    const snapshot = this.#snapshot();
    this.#queue = this.#queue.then(() => this.#write(snapshot)).catch(problem => this.#failed(problem));
    return this.#queue;
  }

  /** The case as it stands, and where it lies. @returns {Snapshot} */
  #snapshot() {
    const held = { ...formState(this.page.form), letter: structuredClone(this.page.letter()) };
    return { slot: this.#slot, held, figures: this.page.figures() };
  }

  /** @param {Snapshot} snapshot */
  async #write(snapshot) {
    const { slot, held } = snapshot;
    const content = contentOf(held);
    if (slot.gone || content === slot.saved) return;
    if (!slot.id) slot.id = newId();
    const record = this.#record(snapshot);
    const outcome = await this.device.put(record, slot.revision);
    if (outcome === "gone") return this.#lost(slot);
    if (outcome === "changed") return this.#keepApart(slot, record, content);
    this.#trouble = "";
    forgetAside();
    Object.assign(slot, { revision: record.revision, saved: content });
    if (slot === this.#slot) await this.#isKept(record);
  }

  /** @param {Snapshot} snapshot @returns {KeptCase} */
  #record({ slot, held, figures }) {
    return {
      id: slot.id,
      version: VERSION,
      revision: slot.revision + 1,
      name: slot.name,
      party: partyOf(held.fields),
      ...figures,
      updated: new Date().toISOString(),
      ...held,
    };
  }

  /** @param {KeptCase} record */
  async #isKept(record) {
    this.#remember();
    this.#hold(record.id);
    this.#said();
    this.#channel?.postMessage({ kind: "kept", id: record.id, revision: record.revision });
    await this.device.set(LAST, record.id);
  }

  /** Another tab has written the same case: both are kept. @param {Slot} slot @param {KeptCase} record @param {string} content */
  async #keepApart(slot, record, content) {
    const found = readCase(await this.device.get(record.id));
    if (found.kind === "whole" && contentOf(found.record) === content) {
      // It says the same already.
      Object.assign(slot, { revision: found.record.revision, saved: content });
      return;
    }
    const names = (await this.device.all()).map(readCase).flatMap(each => (each.kind === "whole" ? [nameOf(each.record)] : []));
    const apart = { ...record, id: newId(), revision: 1, name: freeName(nameOf(record), names) };
    await this.device.put(apart, 0);
    Object.assign(slot, { id: apart.id, revision: 1, name: apart.name, saved: content });
    if (slot !== this.#slot) return;
    await this.#isKept(apart);
    this.#tell(keptApart(apart.name), [button(CASES.customers, "cases")]);
    this.page.say(keptApart(apart.name));
  }

  /** Another tab has erased it: it is not written again by itself. @param {Slot} slot */
  #lost(slot) {
    slot.gone = true;
    if (slot !== this.#slot) return;
    this.#tell(CASES.gone, [button(CASES.again, "keep-again")]);
    this.page.say(CASES.gone);
  }

  async #keepAgain() {
    this.#take({ ...emptySlot(), name: this.#slot.name });
    this.#remember();
    if (this.consent !== "yes") return this.accept();
    return this.keep();
  }

  // ------------------------------------------------------------ other tabs

  /** @param {{ kind: string, id: string, revision: number }} told */
  #heard(told) {
    const slot = this.#slot;
    if (told.kind === "erased" && slot.id && (told.id === slot.id || told.id === "")) {
      if (told.id === "") this.consent = "";
      return this.#lost(slot);
    }
    if (told.kind !== "kept" || told.id !== slot.id || told.revision <= slot.revision) return;
    this.#tell(CASES.changed, [button(CASES.take, "keep-take")]);
    this.page.say(CASES.changed);
  }

  /** The version of the other tab; what was typed here since is kept apart before. */
  async #takeOther() {
    const id = this.#slot.id;
    await this.keep();
    await this.open(id);
  }

  /** @param {string} id the case that was erased; none for all of them */
  tellErased(id) {
    this.#channel?.postMessage({ kind: "erased", id });
  }

  // ------------------------------------------------------------ one case after the other

  /** This case stays where it is kept; what comes is another one. */
  leave() {
    void this.keep();
    this.#take(emptySlot());
    this.#forget();
    this.#clear();
    if (this.consent === "yes") void this.device.set(LAST, "").catch(() => {});
  }

  /** @param {string} id @returns {Promise<string>} what is wrong with it; nothing where it is open */
  async open(id) {
    await this.keep();
    const found = readCase(await this.device.get(id));
    if (found.kind === "newer") return CASES.newer;
    if (found.kind === "damaged") return CASES.damaged;
    const elsewhere = id !== this.#slot.id && (await isOpenElsewhere(id));
    this.#put(found.record, "");
    if (elsewhere) this.#tell(CASES.elsewhere, []);
    await this.device.set(LAST, id);
    return "";
  }

  /** @param {KeptCase} found @param {string} said */
  #put(found, said) {
    this.#take({ id: found.id, revision: found.revision, name: found.name, saved: contentOf(found), gone: false });
    this.page.show(found, said);
    this.#remember();
    this.#hold(found.id);
    this.#said();
  }

  /** The case that is open has another name. @param {string} id @param {string} name @param {number} revision */
  wasRenamed(id, name, revision) {
    if (id !== this.#slot.id) return;
    Object.assign(this.#slot, { name, revision });
    this.#remember();
    this.#said();
  }

  /** Nothing is kept any more, here or elsewhere; what the page shows stays. @param {string} id of the one that was erased; none for all */
  wasErased(id) {
    if (id && id !== this.#slot.id) return;
    if (!id) this.consent = "";
    const was = this.#slot.id !== "";
    this.#take({ ...this.#slot, id: "", revision: 0, saved: "", gone: true });
    this.#forget();
    if (was) this.#tell(CASES.notAnyMore, [button(CASES.again, "keep-again")]);
    else this.#clear();
  }

  /** @param {Slot} slot */
  #take(slot) {
    clearTimeout(this.#pause);
    this.#letGo();
    this.#slot = slot;
  }

  /** So that another tab knows where the case is open. @param {string} id */
  #hold(id) {
    if (!("locks" in navigator) || this.place.dataset["held"] === id) return;
    this.#letGo();
    this.place.dataset["held"] = id;
    const over = new Promise(done => {
      this.#letGo = () => {
        delete this.place.dataset["held"];
        this.#letGo = () => {};
        done(undefined);
      };
    });
    void navigator.locks.request(lockOf(id), { mode: "shared" }, () => over).catch(() => {});
  }

  // ------------------------------------------------------------ the tab's own mark

  #remember() {
    const { id, revision, name } = this.#slot;
    try {
      sessionStorage.setItem(MARK, JSON.stringify({ id, revision, name }));
    } catch {
      // the next document starts without
    }
  }

  #forget() {
    try {
      sessionStorage.removeItem(MARK);
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
  }

  #mark() {
    try {
      const { id, revision, name } = JSON.parse(sessionStorage.getItem(MARK) ?? "null") ?? {};
      return typeof id === "string" && id && Number.isInteger(revision) && typeof name === "string" ? { id, revision, name } : null;
    } catch {
      return null;
    }
  }

  /** Whoever erased everything in this tab is not asked again in it. */
  #wasAsked() {
    return this.#slot.gone;
  }

  // ------------------------------------------------------------ what is said

  /** @param {unknown} problem @param {string} [sentence] */
  #failed(problem, sentence) {
    const kind = problem instanceof DeviceProblem ? problem.kind : "refused";
    if (!(problem instanceof DeviceProblem)) console.error(problem);
    const said = sentence ?? CASES[kind];
    if (said === this.#trouble) return;
    this.#trouble = said;
    this.#tell(said, []);
    this.page.say(said);
  }

  #said() {
    const name = nameOf({ name: this.#slot.name, party: partyOf(formState(this.page.form).fields) });
    this.#tell(keptAs(name), [button(CASES.customers, "cases")]);
  }

  /** @param {string | (Node | string)[]} said @param {HTMLElement[]} buttons */
  #tell(said, buttons) {
    this.place.removeAttribute("data-asks");
    const words = document.createElement("p");
    words.append(...(typeof said === "string" ? [said] : said));
    const acts = document.createElement("p");
    acts.className = "keeping-acts";
    acts.append(...buttons);
    const parts = buttons.length ? [words, acts] : [words];
    const same = this.place.textContent === parts.map(part => part.textContent).join("");
    if (!same || this.place.hidden) this.place.replaceChildren(...parts);
    this.place.hidden = false;
    this.#mirror();
  }

  #clear() {
    this.place.replaceChildren();
    this.place.hidden = true;
    this.#mirror();
  }

  /** The dialogs and the hints say what is true. */
  #mirror() {
    const root = this.place.closest("#calculator");
    if (root instanceof HTMLElement) root.dataset["kept"] = this.keeps && this.#slot.id ? "yes" : "no";
  }
}

/** @param {{ name: string, party: string }} record */
export function nameOf({ name, party }) {
  return name || party || CASES.nameless;
}

/** @returns {Slot} */
function emptySlot() {
  return { id: "", revision: 0, name: "", saved: "", gone: false };
}

/** @param {string} id */
function lockOf(id) {
  return `${CHANNEL}.${id}`;
}

/** @param {string} id @returns {Promise<boolean>} */
async function isOpenElsewhere(id) {
  if (!("locks" in navigator)) return false;
  const { held } = await navigator.locks.query();
  return (held ?? []).some(lock => lock.name === lockOf(id));
}

/** @param {string} words @param {string} action */
function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["action"] = action;
  made.textContent = words;
  return made;
}
