/**
 * On the calculator's page the theme waits: starting Python takes all that the processor has, and whoever comes there comes
 * for the result. The theme's script comes once the first result is shown, or at the first gesture outside the calculator.
 */

const GESTURES = ["pointerdown", "keydown", "focusin"];
// Whatever happens to the calculation, the rest of the page does not wait for ever.
const LATEST_MS = 10_000;
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

/** Settled also if the script cannot be had. @param {string} address @returns {Promise<void>} */
function load(address) {
  // The theme writes the addresses in the head anew, and a browser that is told twice to fetch ahead fetches twice.
  for (const link of document.head.querySelectorAll('link[rel="preload"][as="font"]')) link.remove();
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
  const late = new Promise(resolve => setTimeout(resolve, LATEST_MS));
  await Promise.race([rested, late, called, gesture(waiting.signal)]);
  await load(address);
  waiting.abort();
  return () => (clicked instanceof HTMLAnchorElement ? follow(clicked) : clicked?.click());
}
