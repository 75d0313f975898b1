/**
 * On the calculator's page the theme waits: starting Python takes all that the processor has, and whoever comes there comes
 * for the result. The theme's script comes once Python's first result is shown, or at the first gesture outside the
 * calculator; without either, nobody asks anything of it.
 */

const GESTURES = ["pointerdown", "keydown", "focusin"];
const FOLLOWING_MS = 5000;
const WATCHING_MS = 50;

/** @param {Event} event @returns {Element | null} */
function outside({ target }) {
  return target instanceof Element && !target.closest("#calculator") ? target : null;
}

/** @param {AbortSignal} signal @returns {Promise<void>} */
function gesture(signal) {
  return new Promise(resolve => {
    for (const kind of GESTURES) addEventListener(kind, event => outside(event) && resolve(), { capture: true, signal });
  });
}

/**
 * The theme gives every element its address anew, in full; a browser then takes a sheet's styles and fonts away until it
 * has them again, and the whole page jumps. A sheet keeps the address it has: the theme never changes sheets.
 *
 * @param {HTMLLinkElement} sheet
 */
function keepAddress(sheet) {
  const { href } = sheet;
  Object.defineProperty(sheet, "href", { get: () => href, set: () => {} });
}

/** Settled also if the script cannot be had. @param {string} address @returns {Promise<void>} */
function load(address) {
  for (const link of document.querySelectorAll("link")) if (link.rel === "stylesheet") keepAddress(link);
  // The theme writes the addresses in the head anew, and a browser that is told twice to fetch ahead fetches twice.
  for (const link of document.head.querySelectorAll('link[rel="preload"][as="font"], link[rel="modulepreload"]')) link.remove();
  return new Promise(resolve => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = () => resolve();
    document.body.append(script);
  });
}

/**
 * The theme changes the page in place, so that nothing typed is lost, once it has read which pages there are: it takes up a
 * click made before. Should it not, the browser follows the link.
 *
 * @param {HTMLAnchorElement} link
 */
function follow(link) {
  const here = location.href;
  if (!("document$" in globalThis)) return location.assign(link.href);
  const asking = new AbortController();
  addEventListener("click", event => event.preventDefault(), { signal: asking.signal });
  link.click();
  asking.abort();
  const unfollowed = setTimeout(() => location.assign(link.href), FOLLOWING_MS);
  // Once somewhere else, the reader may well come back here before the time is up.
  const watching = setInterval(() => {
    if (location.href === here) return;
    clearTimeout(unfollowed);
    clearInterval(watching);
  }, WATCHING_MS);
}

/** A link to another page of the site, followed in this window. @param {MouseEvent} event @returns {HTMLAnchorElement | null} */
function leaving(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target || link.download) return null;
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  // Files are none of the theme's business: the browser fetches them.
  const page = link.origin === location.origin && link.pathname.endsWith("/");
  return page && link.pathname !== location.pathname ? link : null;
}

/** What the theme alone can answer. @param {MouseEvent} event @returns {HTMLElement | null} */
function forTheme(event) {
  const target = outside(event)?.closest("a, button, label, input, summary");
  return target instanceof HTMLElement && !target.matches("a, summary") ? target : null;
}

/**
 * Settled when the theme's script is there, with what has to be done then: what was clicked meanwhile is clicked again, now
 * that there is someone to answer.
 *
 * @param {string} address @param {Promise<unknown>} rested settled when the calculator needs the processor no longer
 */
export async function themeAfter(address, rested) {
  const waiting = new AbortController();
  /** @type {HTMLElement | null} */
  let clicked = null;
  const called = new Promise(resolve =>
    addEventListener(
      "click",
      event => {
        const target = leaving(event) ?? forTheme(event);
        if (!target) return;
        event.preventDefault();
        event.stopPropagation();
        clicked = target;
        resolve(target);
      },
      { capture: true, signal: waiting.signal },
    ),
  );
  // A calculator that cannot be had is no reason to go without the rest.
  await Promise.race([rested.catch(() => {}), called, gesture(waiting.signal)]);
  await load(address);
  waiting.abort();
  return () => (clicked instanceof HTMLAnchorElement ? follow(clicked) : clicked?.click());
}
