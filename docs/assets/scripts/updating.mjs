/**
 * The site is kept on this device (calculator/browser/offline.mjs), and a newer build has come beside it: it is offered, on
 * whichever page the reader is, and takes the place of this one when they say so. Until then nothing changes.
 */

/** The calculator has a page in English. */
const ENGLISH = {
  ready: "A newer version of this site is ready.",
  update: "Update",
  kept: "What you typed is kept.",
  later: "Later",
  waits: "There is a newer version of this site.",
  fetch: "Download it",
  unreachable: "It could not be downloaded.",
};
const FRENCH = {
  ready: "Une version plus récente de ce site est prête.",
  update: "Mettre à jour",
  // what was typed is there again: the tab keeps it
  kept: "Ce que vous avez saisi est gardé.",
  later: "Plus tard",
  waits: "Une version plus récente de ce site existe.",
  fetch: "La télécharger",
  unreachable: "Elle n’a pas pu être téléchargée.",
};
/** A page that stays open for days asks for news when it is looked at. */
const NEWS_MS = 12 * 3_600_000;

/** A browser may keep the former one at work for minutes. */
const PATIENCE_MS = 4000;

let asked = 0;
let accepted = false;

/** Begins to look out for a newer build. */
export async function watch() {
  const { serviceWorker } = navigator;
  const registration = await serviceWorker.getRegistration();
  if (!registration) return;
  asked = Date.now();
  const look = () => {
    if (registration.waiting) offer(registration);
  };
  const follow = () => {
    const { installing } = registration;
    installing?.addEventListener("statechange", look);
  };
  registration.addEventListener("updatefound", follow);
  // over a line that is slow or counted, it asks first
  serviceWorker.addEventListener("message", ({ data }) => data?.declined && propose(registration));
  serviceWorker.startMessages();
  follow();
  look();
  let controller = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (accepted) location.reload();
    // another page has said yes: this one goes on with its own files
    else if (controller) offer(null);
    controller = serviceWorker.controller;
  });
  others(registration).addEventListener("message", () => offer(null));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || Date.now() - asked < NEWS_MS || savesData()) return;
    asked = Date.now();
    void registration.update().catch(() => {});
  });
}

/** @param {ServiceWorkerRegistration | null} registration of the one that waits; none where it answers already */
function offer(registration) {
  const update = button(texts().update, () => {
    if (!registration?.waiting) return location.reload();
    accepted = true;
    update.disabled = true;
    registration.waiting.postMessage("update");
    setTimeout(() => void without(registration, update), PATIENCE_MS);
  });
  show(`${texts().ready} ${texts().kept}`, update);
}

/**
 * The newer one is there and is not let in: the host gives it, and it is kept again from there.
 * @param {ServiceWorkerRegistration} registration @param {HTMLButtonElement} update
 */
async function without(registration, update) {
  // it has just been let in, and answers in a moment
  if (!registration.waiting) return void setTimeout(() => location.reload(), PATIENCE_MS);
  try {
    const answer = await fetch(`${registration.scope}sw.js`, { cache: "no-store" });
    if (answer.ok) {
      await registration.unregister();
      others(registration).postMessage("taken");
      return location.reload();
    }
  } catch {
    // without a connection, this one goes on
  }
  update.disabled = false;
}

/** The other pages of this site, told when one of them takes the newer build from the host. @param {ServiceWorkerRegistration} registration */
function others({ scope }) {
  return new BroadcastChannel(`version ${scope}`);
}

/** Where data are counted, nothing was fetched yet. @param {ServiceWorkerRegistration} registration */
function propose(registration) {
  const ask = button(texts().fetch, async () => {
    ask.disabled = true;
    try {
      const found = new Promise(resolve => registration.addEventListener("updatefound", resolve, { once: true }));
      await registration.update();
      await found;
      registration.installing?.postMessage("install");
    } catch {
      show(texts().unreachable, ask);
      ask.disabled = false;
    }
  });
  show(texts().waits, ask);
}

function texts() {
  const calculator = document.querySelector("#calculator");
  return calculator?.closest("[lang]")?.getAttribute("lang") === "en" ? ENGLISH : FRENCH;
}

/** @param {string} words @param {HTMLButtonElement} act */
function show(words, act) {
  const place = document.querySelector(".site-update") ?? document.createElement("div");
  place.className = "site-update";
  place.setAttribute("role", "status");
  const said = document.createElement("p");
  said.textContent = words;
  const acts = document.createElement("p");
  acts.className = "site-update-acts";
  acts.append(act, " ", button(texts().later, () => withdraw(place)));
  // a region that is there before its words is read aloud
  if (!place.isConnected) document.body.append(place);
  // what takes focus is never behind it (update.css)
  document.documentElement.toggleAttribute("data-update", true);
  place.replaceChildren(said, acts);
}

/** @param {Element} place */
function withdraw(place) {
  place.remove();
  document.documentElement.removeAttribute("data-update");
}

/** @param {string} words @param {() => void} act */
function button(words, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** The reader has asked their browser to fetch no more than it must. */
function savesData() {
  return /** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData ?? false;
}
