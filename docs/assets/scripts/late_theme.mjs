/**
 * On the calculator's page the theme waits: starting Python takes all that the processor has, and whoever comes there comes
 * for the result. The theme's script comes once the first result is shown, or at the first gesture outside the calculator.
 */

const GESTURES = ["pointerdown", "keydown", "focusin"];
// Whatever happens to the calculation, the rest of the page does not wait for ever.
const LATEST_MS = 10_000;

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
  return new Promise(resolve => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = script.onerror = () => resolve();
    document.body.append(script);
  });
}

/**
 * Settled when the theme's script is there. What was clicked meanwhile outside the calculator is clicked again then, when
 * there is someone to answer; links the browser follows by itself.
 *
 * @param {string} address @param {Promise<unknown>} rested settled when the calculator needs the processor no longer
 */
export async function themeAfter(address, rested) {
  const waiting = new AbortController();
  /** @type {HTMLElement | null} */
  let clicked = null;
  addEventListener(
    "click",
    event => {
      const target = outside(event)?.closest("a, button, label, input, summary");
      if (!(target instanceof HTMLElement) || target.matches("a, summary")) return;
      event.preventDefault();
      event.stopPropagation();
      clicked = target;
    },
    { capture: true, signal: waiting.signal },
  );
  const late = new Promise(resolve => setTimeout(resolve, LATEST_MS));
  await Promise.race([rested, late, gesture(waiting.signal)]);
  await load(address);
  waiting.abort();
  return () => clicked?.click();
}
