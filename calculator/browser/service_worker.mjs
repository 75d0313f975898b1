/**
 * Keeps the whole site on the device, one build at a time, and answers from there.
 *
 * A build's files are its own: those whose name has a hash never change, the others lie in the cache under their revision.
 * A newer build is fetched beside the one that is open, and takes its place when no page is open, or when the reader says so.
 *
 * @typedef {import("./offline.d.ts").SiteFiles} SiteFiles
 */

import { PrecacheController, PrecacheRoute } from "workbox-precaching";
import { registerRoute, setCatchHandler } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

import { isDear } from "./line.mjs";

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
/** What the build wrote above this program (calculator/bundle/offline.py). @type {SiteFiles} */
const SITE = /** @type {any} */ (self).SITE;
const ALL = { ...SITE.files, ...SITE.parts };
const KEPT = "payeatemps-site";
const RECEIVED = "payeatemps-recu";
const SCOPE = worker.registration.scope;
/** The same in calculator/browser/offline.mjs. */
const ANEW = "?de-nouveau";
const NOT_FOUND = "404.html";
/** Where the list of what lies in the cache is kept, beside it. */
const LIST = `${SCOPE}payeatemps-liste.json`;
const HASHED = /\.[0-9a-f]{8,64}(?=[./])/;
/** A host may inflate an archive on the way, and the map of the site names its own address: these are not compared. */
const MAP = "sitemap.xml";
const ARCHIVE = /\.gz$/;
const ZIP = [0x50, 0x4b];
/** The answer to « may it be fetched? » comes from a page at once, or not at all. */
const PATIENCE_MS = 5000;
/** A page that has the line for itself may be closed without saying so. */
const LONGEST_WAIT_MS = 120_000;

// ------------------------------------------------------------ what is kept

/** A file of the runtime is too large to be looked through each time: the page does so when it does not start (offline.mjs). */
const LARGE = /\/assets\/app\/py\./;

/** @type {import("workbox-core").WorkboxPlugin} */
const careful = {
  /** What has come through the page is taken from the browser's own store; the rest is fetched when the page needs no line. */
  async requestWillFetch({ request, event }) {
    if (event?.type !== "install") return request;
    await free;
    return new Request(request, { cache: HASHED.test(request.url) ? "force-cache" : "no-cache", signal: halted.signal });
  },
  /** Nothing is written once the reader has had the site taken off the device. */
  async cacheWillUpdate({ response, event }) {
    const wanted = event?.type === "install" || (await caches.has(KEPT));
    return wanted && response.status === 200 ? response : null;
  },
  /** What is missing, or is not what the build made, is fetched, and takes the damaged one's place. */
  async cachedResponseWillBeUsed({ cachedResponse, request, event }) {
    const hash = hashes.get(request.url);
    if (!hash || event?.type === "install" || (cachedResponse && (LARGE.test(request.url) || (await isSound(cachedResponse.clone(), hash))))) return cachedResponse;
    // what is only missing may lie in the browser's own store, which the page has filled
    const mode = !cachedResponse && HASHED.test(request.url) ? "force-cache" : "reload";
    return (await fetchedAnew(request.url, hash, mode).catch(() => null)) ?? cachedResponse;
  },
};

/** @param {string} key of the cache @param {string} hash @param {RequestCache} cache */
async function fetchedAnew(key, hash, cache) {
  const fresh = await fetch(key, { cache });
  if (fresh.status !== 200 || !(await isSound(fresh.clone(), hash))) return null;
  if (await caches.has(KEPT)) await (await caches.open(KEPT)).put(key, fresh.clone());
  return fresh;
}

/** @param {Response} response @param {string} hash */
async function isSound(response, hash) {
  try {
    const bytes = new Uint8Array(await response.arrayBuffer());
    // a host has inflated it on the way: a zip again, and its own checks hold
    if (bytes[0] === ZIP[0] && bytes[1] === ZIP[1]) return true;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    return btoa(String.fromCharCode(...digest)) === hash;
  } catch {
    return false;
  }
}

const kept = new PrecacheController({ cacheName: KEPT, plugins: [careful] });
kept.addToCacheList(
  Object.entries(SITE.files).map(([path, hash]) => ({
    url: SCOPE + path,
    revision: HASHED.test(path) ? null : hash.slice(0, 12),
    ...(ARCHIVE.test(path) || path === MAP ? {} : { integrity: `sha256-${hash}` }),
  })),
);
/** Fetched when they are first used, or when the reader asks for them. */
const PARTS = new Set(Object.keys(SITE.parts).map(path => SCOPE + path));
/** What each entry of the cache has to be; not the map of the site, which a host may change. @type {Map<string, string>} */
const hashes = new Map([
  ...Object.entries(SITE.parts).map(([path, hash]) => /** @type {const} */ ([SCOPE + path, hash])),
  ...Object.entries(SITE.files)
    .filter(([path]) => path !== MAP)
    .map(([path, hash]) => /** @type {const} */ ([kept.getCacheKeyForURL(SCOPE + path) ?? "", hash])),
]);

/** Whoever is waited for goes on. @type {() => void} */
let goOn = () => {};
/** @type {Promise<unknown>} */
let free = Promise.resolve();
/** The reader does not want the site kept. */
const halted = new AbortController();
/** @type {() => void} */
let allow = () => {};
/** @type {Promise<boolean>} */
const allowed = new Promise(resolve => (allow = () => resolve(true)));

worker.addEventListener("message", event => {
  const { data } = event;
  if (data === "install") allow();
  if (data === "wait") free = new Promise(resolve => {
    goOn = () => resolve(undefined);
    setTimeout(goOn, LONGEST_WAIT_MS);
  });
  if (data === "go on") goOn();
  if (data === "stop") {
    halted.abort();
    goOn();
  }
  if (data === "update") event.waitUntil(worker.skipWaiting());
});
worker.addEventListener("install", event => event.waitUntil(install(event)));
worker.addEventListener("activate", event => event.waitUntil(worker.clients.claim().then(tidy)));

/** @param {ExtendableEvent} event */
async function install(event) {
  if (!(await mayFetch())) {
    await tell({ declined: true });
    throw new Error("not fetched: the line is slow or counted");
  }
  try {
    await takeOver();
    await kept.install(event);
    await (await caches.open(KEPT)).put(LIST, new Response(JSON.stringify(ALL)));
  } catch (problem) {
    // where there is no room, half a site would only take it up; after any other trouble the next try goes on from here
    if (isFull(problem) && !worker.registration.active) await caches.delete(KEPT);
    await tell({ trouble: isFull(problem) ? "full" : "unreachable" });
    throw problem;
  }
}

/** To every page, those included that this worker does not answer yet. @param {unknown} message */
async function tell(message) {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  for (const page of pages) page.postMessage(message);
}

/** @param {unknown} problem */
function isFull(problem) {
  return problem instanceof Error && problem.name === "QuotaExceededError";
}

/** On a line where data are counted, nothing comes unasked. @returns {Promise<boolean>} */
function mayFetch() {
  if (!isDear()) return Promise.resolve(true);
  return Promise.race([allowed, new Promise(resolve => setTimeout(() => resolve(false), PATIENCE_MS))]);
}

/** What an earlier build has kept under another name is not fetched again. */
async function takeOver() {
  const cache = await caches.open(KEPT);
  /** @type {Record<string, string>} */
  const before = await cache.match(LIST).then(list => list?.json()).catch(() => null) ?? {};
  const names = new Map(Object.entries(before).map(([path, hash]) => [hash, path]));
  for (const [path, hash] of Object.entries(ALL)) {
    const name = names.get(hash);
    if (!name || name === path || !HASHED.test(name) || !HASHED.test(path)) continue;
    const found = await cache.match(SCOPE + name);
    if (found) await cache.put(SCOPE + path, found);
  }
}

let isTidy = false;

/** What only earlier builds had goes, once no page can still ask for it. */
async function tidy() {
  if (isTidy) return;
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const { active, installing, waiting } = worker.registration;
  // what a newer build has brought is none of this one's business
  if (pages.length > 1 || installing || waiting || !active) return;
  isTidy = true;
  if (!(await caches.has(KEPT))) return;
  const wanted = new Set([...kept.getURLsToCacheKeys().values(), ...PARTS, LIST]);
  const cache = await caches.open(KEPT);
  for (const { url } of await cache.keys()) if (url.startsWith(SCOPE) && !wanted.has(url)) await cache.delete(url);
}

// ------------------------------------------------------------ what is answered

const SHARE = new URL(SITE.share, SCOPE);

worker.addEventListener("fetch", event => {
  if (event.request.mode === "navigate") event.waitUntil(tidy());
});

registerRoute(({ url }) => url.pathname === SHARE.pathname && url.search === SHARE.search, ({ request }) => receive(request), "POST");

// Whoever asks for a file anew has found fault with the one that is kept.
registerRoute(({ url, sameOrigin }) => sameOrigin && url.search === ANEW, ({ request }) => fetch(request));

registerRoute(new PrecacheRoute(kept, {
  // the search tells a page what was looked for
  ignoreURLParametersMatching: [/./],
  directoryIndex: "",
  cleanURLs: false,
  urlManipulation: ({ url }) => (url.pathname.endsWith("/index.html") ? [new URL(".", url)] : []),
}));

const parts = new CacheFirst({ cacheName: KEPT, plugins: [careful] });
registerRoute(({ url }) => PARTS.has(url.href), parts);

// A page of an earlier build is still open: its files are still there.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && HASHED.test(url.pathname),
  async ({ request }) => (await caches.match(request, { cacheName: KEPT })) ?? fetch(request),
);

registerRoute(({ request, sameOrigin }) => sameOrigin && request.mode === "navigate", ({ request }) => fetch(request));

setCatchHandler(async ({ request }) => {
  const page = request.mode === "navigate" && (await kept.matchPrecache(SCOPE + NOT_FOUND));
  return page ? new Response(page.body, { status: 404, headers: page.headers }) : Response.error();
});

// ------------------------------------------------------------ what another program hands over

/** Files that were shared with the calculator lie in a cache of their own until its page takes them. @param {Request} request */
async function receive(request) {
  const given = (await request.formData()).getAll("files");
  await caches.delete(RECEIVED);
  const cache = await caches.open(RECEIVED);
  for (const [place, file] of given.entries()) {
    if (!(file instanceof File)) continue;
    const address = `${SCOPE}${RECEIVED}/${place}/${encodeURIComponent(file.name)}`;
    await cache.put(address, new Response(file, { headers: { "Content-Type": file.type } }));
  }
  return Response.redirect(new URL(SITE.received, SCOPE).href, 303);
}
