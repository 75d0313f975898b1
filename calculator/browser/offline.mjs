/**
 * The site kept on the device, so that it opens without a connection: said first, with its size, then kept once the page is
 * at rest and Python has the line no more; only when the reader asks where the line is slow or counted (line.mjs). The
 * service worker (service_worker.mjs) fetches it and answers from it; this is the page's side.
 */

import { isDear, line, savesData } from "./line.mjs";
import { OFFLINE, keepRest, keepSite, keeping, keptInPart, keptWhole, offered, siteStays, willKeep } from "./offline_texts.mjs";

/** @typedef {import("./offline.d.ts").SiteSizes} SiteSizes */
/** @typedef {"full" | "refused" | "unreachable"} Trouble */

/** The same names as in service_worker.mjs. */
const KEPT = "payeatemps-site";
const LIST = "payeatemps-liste.json";
const ANEW = "?de-nouveau";
const REFUSAL = "payeatemps.horsligne";
/** Whoever has just come looks at the page first, whoever has just got a result at the result. */
const ARRIVAL_MS = 5000;
const PAUSE_MS = 3000;
const WATCHING_MS = 500;
const REASON_MS = 300;
const LOOK_MS = 30;
const PHONE = "(hover: none) and (pointer: coarse)";

export class Offline {
  /** @type {SiteSizes | null} */
  #sizes = null;
  /** @type {ServiceWorkerRegistration | null} */
  #registration = null;
  /** @type {Trouble | "dropped" | ""} */
  #said = "";
  /** The site on its way to the device. @type {Promise<void> | null} */
  #keeping = null;
  #begun = false;
  /** It has been said that the site will be kept, and is not yet. */
  #soon = false;
  /** Python is on its way: the line is its own. */
  #isBusy = false;
  #wasSlow = false;
  /** What a calculation needs has come in this visit: it is not fetched again. */
  #hasPython = false;
  /** The service worker that is fetching the site. @type {ServiceWorker | null} */
  #fetching = null;
  #painting = 0;
  /** It was installed in this visit. */
  #isNew = false;
  /** The archives that were asked for in this visit. @type {Set<string>} */
  #used = new Set();

  /**
   * @param {HTMLElement} place
   * @param {object} page
   * @param {string} page.runtime the runtime's folder
   * @param {(sentence: string) => void} page.say for those who do not see the page
   */
  constructor(place, page) {
    this.place = place;
    this.page = page;
    this.site = new URL(place.dataset["site"] ?? "", document.baseURI).href;
    this.runtime = new URL(page.runtime, document.baseURI).href;
  }

  /** The buttons, by their `data-action`. @type {Record<string, (button: HTMLElement) => void>} */
  get actions() {
    return {
      "offline-keep": () => void this.#asked(),
      "offline-drop": () => void this.drop(),
    };
  }

  /** Where things stand, said once the page is there; a site that is not kept yet is, once the page is at rest. */
  async start() {
    if (await this.isThere()) return this.#paint();
    if (isAble()) await this.#keepSoon(ARRIVAL_MS);
  }

  /** Asks the browser, which may take its time after a reload, whether the site is kept. @returns {Promise<boolean>} */
  async isThere() {
    if (!isAble()) return false;
    try {
      this.#registration = (await navigator.serviceWorker.getRegistration(this.site)) ?? null;
    } catch {
      // what was known of it stands
    }
    return this.isKept;
  }

  get isKept() {
    return Boolean(this.#registration?.active);
  }

  /** The first result is there: what the reader came for is worth keeping. */
  figure() {
    if (this.#begun) return;
    this.#begun = true;
    if (!isAble()) return void this.#trouble("refused");
    if (!this.#soon && this.#isWelcome()) void this.#keepSoon(PAUSE_MS);
    else if (!this.isKept) void this.#paint();
  }

  /** @param {boolean} isBusy whether Python is on its way @param {boolean} wasSlow whether its coming has shown the line to be slow */
  busy(isBusy, wasSlow) {
    this.#hasPython ||= this.#isBusy && !isBusy;
    this.#isBusy = isBusy;
    this.#wasSlow = wasSlow;
    this.#fetching?.postMessage(isBusy ? "wait" : "go on");
    if (isBusy && this.#soon) void this.#paint();
  }

  /**
   * Archives that a request needed are kept with the rest: by the service worker, once it answers Python too, which it
   * does not in the visit that brought it. @param {string[]} parts
   */
  used(parts) {
    for (const part of parts) this.#used.add(part);
    if (this.#isNew && !savesData()) void this.#keepUsed();
  }

  // ------------------------------------------------------------ keeping

  /** The reader asks for everything. */
  async #asked() {
    forgetRefusal();
    this.#begun = true;
    await this.#keep();
    if (!this.isKept) return this.page.say(this.place.textContent ?? "");
    await this.#keepParts(await this.#parts());
    this.page.say(this.place.querySelector("p")?.textContent ?? "");
  }

  /** Whether anything may be fetched that the reader has not asked for. */
  #isWelcome() {
    return !this.#wasSlow && !isDear() && !isUnknown() && !hasRefused();
  }

  /** Said, with its size; then done, unless the reader has said no. @param {number} pause */
  async #keepSoon(pause) {
    if (this.#soon || this.isKept || !this.#isWelcome()) return;
    this.#soon = true;
    for (let isTold = false; !isTold; isTold &&= !this.#isBusy) {
      isTold = !this.#isBusy;
      await this.#paint();
      await rest(pause);
    }
    this.#soon = false;
    await (this.#isWelcome() ? this.#keep() : this.#paint());
  }

  /** @returns {Promise<void>} */
  #keep() {
    if (this.isKept) return Promise.resolve();
    this.#keeping ??= this.#install().finally(() => {
      this.#keeping = null;
      return this.#paint();
    });
    return this.#keeping;
  }

  async #install() {
    this.#said = "";
    const watching = setInterval(() => void this.#paint(), WATCHING_MS);
    try {
      await this.#paint();
      this.#registration = await installed(this.site, worker => {
        this.#fetching = worker;
        this.busy(this.#isBusy, this.#wasSlow);
        if (hasRefused()) worker?.postMessage("stop");
      });
      this.#isNew = true;
      setTimeout(() => void this.#keepUsed());
    } catch (problem) {
      // whoever has no result yet has not asked for anything: it is tried again then, and said
      if (this.#begun) this.#said = kindOf(problem);
    } finally {
      this.#fetching = null;
      clearInterval(watching);
    }
  }

  #keepUsed() {
    return this.#keepParts([...this.#used]);
  }

  /** One after the other: what the reader asks for meanwhile finds the line free. @param {string[]} names */
  async #keepParts(names) {
    try {
      const cache = await caches.open(KEPT);
      for (const name of names) {
        if (this.isKept && !(await cache.match(this.runtime + name))) await cache.add(new Request(this.runtime + name, { cache: "force-cache" }));
      }
    } catch (problem) {
      this.#said = kindOf(problem);
    }
    await this.#paint();
  }

  // ------------------------------------------------------------ keeping no longer

  /** The reader wants the site no longer on this device; their cases stay where they are. */
  async drop() {
    rememberRefusal();
    this.#soon = false;
    this.#fetching?.postMessage("stop");
    await this.#keeping;
    await this.erase();
    this.page.say(OFFLINE.dropped);
    this.place.querySelector("button")?.focus();
  }

  /** Everything that was fetched for later goes. */
  async erase() {
    await erased(this.site);
    this.#registration = null;
    this.#isNew = false;
    this.#used.clear();
    this.#said = "dropped";
    await this.#paint();
  }

  /** What is said of the kept site where everything of the reader's was erased. @returns {Promise<string>} */
  async stays() {
    if (!(await this.isThere())) return "";
    const sizes = await this.#measured();
    return sizes ? siteStays(sizes.kept + sum(sizes.parts) - sum(await this.#missing(sizes.parts))) : "";
  }

  // ------------------------------------------------------------ what is said

  /** @param {Trouble} kind */
  #trouble(kind) {
    this.#said = kind;
    return this.#paint();
  }

  async #paint() {
    const painting = ++this.#painting;
    const sizes = await this.#measured();
    const [words, acts] = sizes ? await this.#state(sizes) : [this.#said ? OFFLINE[this.#said] : "", []];
    // what was asked for later says what stands now, whichever of the two has its answer first
    if (painting !== this.#painting) return;
    const said = paragraph(words);
    const buttons = paragraph(...acts.flatMap(act => [act, " "]));
    buttons.className = "offline-acts";
    const parts = acts.length ? [said, buttons] : [said];
    this.place.hidden = !words;
    if (this.place.textContent === parts.map(part => part.textContent).join("")) return;
    const focused = document.activeElement instanceof HTMLElement && this.place.contains(document.activeElement) ? document.activeElement.dataset["action"] : "";
    this.place.replaceChildren(...parts);
    if (focused) /** @type {HTMLElement | null} */ (this.place.querySelector(`[data-action="${focused}"]`) ?? this.place.querySelector("button"))?.focus();
  }

  /** @param {SiteSizes} sizes @returns {Promise<[string, HTMLElement[]]>} */
  async #state(sizes) {
    const known = this.#hasPython ? sizes.runtime : 0;
    const refuse = button(OFFLINE.refuse, "offline-drop", "quiet");
    if (this.#keeping) return [keeping(sizes.kept, Math.min((await this.#count()) / sizes.count, 1)), [refuse]];
    if (this.isKept) {
      const missing = await this.#missing(sizes.parts);
      const kept = sizes.kept + sum(sizes.parts) - sum(missing);
      const drop = button(OFFLINE.drop, "offline-drop", "quiet");
      if (!missing.length) return [keptWhole(kept), [drop]];
      const trouble = this.#said === "full" || this.#said === "unreachable" ? `${OFFLINE[this.#said]} ` : "";
      return [trouble + keptInPart(kept), [button(keepRest(sum(missing)), "offline-keep"), drop]];
    }
    // under a result that is still to come it would be pushed away
    if (this.#soon && this.#isBusy) return ["", []];
    if (this.#soon) return [willKeep(sizes.kept, sizes.fetched - known), [refuse]];
    if (!this.#begun && !this.#said) return ["", []];
    if (this.#said === "refused") return [OFFLINE.refused, []];
    const fetched = sizes.fetched - known + sum(sizes.parts);
    const again = button(this.#said && this.#said !== "dropped" ? OFFLINE.again : keepSite(fetched), "offline-keep");
    const offer = offered(sizes.kept + sum(sizes.parts), fetched);
    return [this.#said ? `${OFFLINE[this.#said]} ${this.#said === "dropped" ? offer : ""}`.trim() : offer, [again]];
  }

  async #measured() {
    this.#sizes ??= await fetch(`${this.site}assets/app/offline.json`)
      .then(answer => (answer.ok ? answer.json() : null))
      .catch(() => null);
    return this.#sizes;
  }

  /** The names of the archives that a calculation does without. */
  async #parts() {
    return ((await this.#measured())?.parts ?? []).map(part => part.name);
  }

  async #count() {
    // asking for it would make it
    if (!(await caches.has(KEPT).catch(() => false))) return 0;
    return (await (await caches.open(KEPT)).keys()).length;
  }

  /** @param {SiteSizes["parts"]} parts */
  async #missing(parts) {
    const cache = await caches.open(KEPT);
    const there = await Promise.all(parts.map(part => cache.match(this.runtime + part.name)));
    return parts.filter((_, place) => !there[place]);
  }
}

/** Whether the browser can keep a site at all: some do not in private, none does at an address that is not safe. */
function isAble() {
  return "serviceWorker" in navigator && "caches" in globalThis;
}

// ------------------------------------------------------------ the service worker

/**
 * @param {string} site @param {(worker: ServiceWorker | null) => void} begins
 * @returns {Promise<ServiceWorkerRegistration>} once it answers; rejected with the reason where it does not
 */
async function installed(site, begins) {
  const { serviceWorker } = navigator;
  /** @type {string} */
  let reason = "";
  /** @param {MessageEvent} event */
  const hear = ({ data }) => (reason = data?.trouble ?? reason);
  serviceWorker.addEventListener("message", hear);
  serviceWorker.startMessages();
  try {
    const registration = await serviceWorker.register(`${site}sw.js`, { scope: site });
    if (!registration) throw new Refused("refused");
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    worker?.postMessage("install");
    begins(worker);
    await new Promise((resolve, reject) => {
      const look = () => {
        // why it failed is told beside, and may come a little later
        if (!worker || worker.state === "redundant") setTimeout(() => reject(new Refused(reason || "unreachable")), REASON_MS);
        else if (worker.state === "activated") resolve(worker);
      };
      worker?.addEventListener("statechange", look);
      look();
    });
    // a browser may say that the worker is at work before it names it as the site's
    for (let waited = 0; !registration.active && waited < REASON_MS; waited += LOOK_MS) await rest(LOOK_MS);
    return registration;
  } finally {
    serviceWorker.removeEventListener("message", hear);
  }
}

/** The service worker's reason for not being there. */
class Refused extends Error {}

/** @param {unknown} problem @returns {Trouble} */
function kindOf(problem) {
  if (problem instanceof Refused) return /** @type {Trouble} */ (problem.message);
  const name = problem instanceof Error ? problem.name : "";
  if (name === "QuotaExceededError") return "full";
  return name === "SecurityError" || name === "NotSupportedError" ? "refused" : "unreachable";
}

/** Takes the kept site off the device. @param {string} site */
async function erased(site) {
  await caches.delete(KEPT);
  const registration = await navigator.serviceWorker.getRegistration(site);
  await registration?.unregister();
}

/**
 * Compares what is kept of a folder with what the build made of it, and fetches anew what is not the same: a program that
 * does not start from the device must not fail for ever.
 *
 * @param {string} folder an address
 */
export async function mend(folder) {
  try {
    if (!("caches" in globalThis) || !(await caches.has(KEPT))) return;
    const cache = await caches.open(KEPT);
    const list = (await cache.keys()).find(({ url }) => url.endsWith(`/${LIST}`));
    /** @type {Record<string, string>} */
    const hashes = list ? await (await cache.match(list))?.json() : {};
    const site = list?.url.slice(0, -LIST.length) ?? "";
    const all = (await cache.keys()).filter(({ url }) => url.startsWith(folder));
    await Promise.all(all.map(async ({ url }) => {
      const hash = hashes[url.slice(site.length)];
      if (hash && (await digest(await cache.match(url))) === hash) return;
      const fresh = await fetch(url + ANEW);
      if (fresh.ok) await cache.put(url, fresh);
    }));
  } catch {
    // without a connection nothing can be mended
  }
}

/** @param {Response | undefined} kept */
async function digest(kept) {
  try {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", (await kept?.arrayBuffer()) ?? new ArrayBuffer(0)));
    return btoa(String.fromCharCode(...bytes));
  } catch {
    return "";
  }
}

// ------------------------------------------------------------ what the reader said

function hasRefused() {
  try {
    return localStorage.getItem(REFUSAL) === "no";
  } catch {
    return false;
  }
}

function rememberRefusal() {
  try {
    localStorage.setItem(REFUSAL, "no");
  } catch {
    // it is offered again another time
  }
}

function forgetRefusal() {
  try {
    localStorage.removeItem(REFUSAL);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** A phone whose browser does not say how it is connected: its line is taken to be counted. */
function isUnknown() {
  return !line().type && matchMedia(PHONE).matches;
}

// ------------------------------------------------------------ small services

/** @param {SiteSizes["parts"]} parts */
function sum(parts) {
  return parts.reduce((total, part) => total + part.size, 0);
}

/** @param {number} pause in milliseconds @returns {Promise<void>} the page has nothing to do after it */
async function rest(pause) {
  await new Promise(resolve => setTimeout(resolve, pause));
  if ("requestIdleCallback" in globalThis) await new Promise(resolve => requestIdleCallback(resolve, { timeout: PAUSE_MS }));
}

/** @param {(Node | string)[]} parts */
function paragraph(...parts) {
  const made = document.createElement("p");
  made.append(...parts);
  return made;
}

/** @param {string} words @param {string} action @param {string} [look] */
function button(words, action, look = "") {
  const made = document.createElement("button");
  made.type = "button";
  made.dataset["action"] = action;
  made.className = look;
  made.textContent = words;
  return made;
}
