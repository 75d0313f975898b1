/** The cases that the reader keeps on this device: in this browser's own database, and in no other place. */

import { openDB } from "./idb.js";
import { forgetReceived } from "./receiving.mjs";

/**
 * @typedef {import("./types.d.ts").CaseRow} CaseRow
 * @typedef {import("./types.d.ts").KeptCase} KeptCase
 */

const NAME = "payeatemps";
const BASE_VERSION = 1;
const STORES = /** @type {const} */ (["cases", "rows", "settings"]);
/** A browser that neither opens its database nor refuses to is not waited for. */
const PATIENCE_MS = 5000;
const CONSENT = "payeatemps.garder";
const ASIDE = "payeatemps.attente";
const OURS = "payeatemps.";

/** @typedef {"full" | "refused"} Trouble */

/** The device keeps nothing more: no room is left, or the browser keeps nothing at all. */
export class DeviceProblem extends Error {
  /** @param {Trouble} kind @param {unknown} cause */
  constructor(kind, cause) {
    super(kind, { cause });
    this.kind = kind;
  }
}

// ------------------------------------------------------------ what the reader answered

/** Whether cases are kept, as the reader said once. @returns {"yes" | "no" | ""} */
export function consent() {
  try {
    const said = localStorage.getItem(CONSENT);
    return said === "yes" || said === "no" ? said : "";
  } catch {
    return "";
  }
}

/** @param {"yes" | "no"} answer */
export function answer(answer) {
  try {
    localStorage.setItem(CONSENT, answer);
  } catch (problem) {
    throw new DeviceProblem(kindOf(problem), problem);
  }
}

// ------------------------------------------------------------ the last words

/** Kept at once, where the database may come too late. @param {import("./keeper.mjs").Snapshot} snapshot */
export function setAside(snapshot) {
  try {
    localStorage.setItem(ASIDE, JSON.stringify(snapshot));
  } catch {
    // too long, or no room: the tab has it
  }
}

/** @returns {import("./keeper.mjs").Snapshot | null} */
export function takeAside() {
  try {
    const found = JSON.parse(localStorage.getItem(ASIDE) ?? "null");
    return typeof found?.slot?.id === "string" && typeof found.held?.fields === "object" ? found : null;
  } catch {
    return null;
  } finally {
    forgetAside();
  }
}

export function forgetAside() {
  try {
    localStorage.removeItem(ASIDE);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** @param {unknown} problem @returns {Trouble} */
function kindOf(problem) {
  return problem instanceof DOMException && problem.name === "QuotaExceededError" ? "full" : "refused";
}

// ------------------------------------------------------------ the database

export class Device {
  /** @type {Promise<import("idb").IDBPDatabase> | null} */
  #base = null;

  /** Everything that lies there, whole or not. @returns {Promise<unknown[]>} */
  all() {
    return this.#with(base => base.getAll("cases"));
  }

  /** @param {string} id @returns {Promise<unknown>} */
  get(id) {
    return this.#with(base => base.get("cases", id));
  }

  /**
   * Writes a case over the one that the page has read, and over no other: whoever has written since is not overwritten.
   * @param {KeptCase} record
   * @param {number} revision of the one it takes the place of; 0 where there was none
   * @returns {Promise<"kept" | "gone" | "changed">}
   */
  put(record, revision) {
    return this.#with(async base => {
      const writing = base.transaction("cases", "readwrite");
      const before = await writing.store.get(record.id);
      const outcome = before ? (before.revision === revision ? "kept" : "changed") : revision ? "gone" : "kept";
      if (outcome === "kept") await writing.store.put(record);
      await writing.done;
      return outcome;
    });
  }

  /** @param {string} id */
  remove(id) {
    return this.#with(async base => {
      const writing = base.transaction(["cases", "rows"], "readwrite");
      await Promise.all([writing.objectStore("cases").delete(id), writing.objectStore("rows").delete(id), writing.done]);
    });
  }

  /** Empties everything, then looks whether anything is left. @returns {Promise<{ erased: number, left: number }>} */
  async erase() {
    // these go even where the database cannot be had
    for (const name of ours()) localStorage.removeItem(name);
    await forgetReceived();
    return this.#with(async base => {
      const erased = await base.count("cases");
      const writing = base.transaction(STORES, "readwrite");
      await Promise.all([...STORES.map(store => writing.objectStore(store).clear()), writing.done]);
      const counts = await Promise.all(STORES.map(store => base.count(store)));
      return { erased, left: counts.reduce((sum, count) => sum + count, 0) + ours().length };
    });
  }

  /** @param {string} name @returns {Promise<unknown>} */
  setting(name) {
    return this.#with(base => base.get("settings", name));
  }

  /** @param {string} name @param {string} value */
  set(name, value) {
    return this.#with(base => base.put("settings", value, name));
  }

  /** The rows of the list as they were reckoned before. @returns {Promise<CaseRow[]>} */
  rows() {
    return this.#with(base => base.getAll("rows"));
  }

  /** @param {CaseRow[]} rows */
  putRows(rows) {
    return this.#with(async base => {
      const writing = base.transaction("rows", "readwrite");
      await Promise.all([...rows.map(row => writing.store.put(row)), writing.done]);
    });
  }

  /**
   * @template T
   * @param {(base: import("idb").IDBPDatabase) => Promise<T>} act
   * @returns {Promise<T>}
   */
  async #with(act) {
    try {
      return await act(await this.#open());
    } catch (problem) {
      throw new DeviceProblem(kindOf(problem), problem);
    }
  }

  #open() {
    this.#base ??= this.#opened().catch(problem => {
      // It may be had another time.
      this.#base = null;
      throw problem;
    });
    return this.#base;
  }

  /** @returns {Promise<import("idb").IDBPDatabase>} */
  async #opened() {
    const opening = openDB(NAME, BASE_VERSION, {
      upgrade: base => {
        base.createObjectStore("cases", { keyPath: "id" });
        base.createObjectStore("rows", { keyPath: "id" });
        base.createObjectStore("settings");
      },
      // Another tab has a newer program, or the browser takes the database away: the next request opens it again.
      blocking: (_, __, event) => {
        /** @type {IDBDatabase} */ (event.target).close();
        this.#base = null;
      },
      terminated: () => (this.#base = null),
    });
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let waiting;
    const late = new Promise((_, reject) => (waiting = setTimeout(() => reject(new Error("too late")), PATIENCE_MS)));
    try {
      return /** @type {import("idb").IDBPDatabase} */ (await Promise.race([opening, late]));
    } finally {
      clearTimeout(waiting);
    }
  }
}

/** What this site keeps in the browser's other store, the colours of the page left aside. */
function ours() {
  return Object.keys(localStorage).filter(name => name.startsWith(OURS));
}
