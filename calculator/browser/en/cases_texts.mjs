/** What an English page says of the cases kept on the device, and of the list of customers. */

/** @type {typeof import("../cases_texts.mjs").CASES} */
export const CASES = {
  ask: "Keep this case on this device?",
  askMore: "Otherwise it disappears when you close this tab. It never leaves this device, later cases will be kept there too, and you can erase everything whenever you like.",
  yes: "Keep this case on this device",
  no: "No thank you",
  refusedByReader: "This case stays in this tab only.",
  full: "There is no room left on this device: this case is not kept there. What you typed stays in this tab; save it in a file.",
  refused: "This browser keeps nothing, as is often so in private browsing: this case is not kept on this device. What you typed stays in this tab; save it in a file.",
  unreadable: "The cases kept on this device could not be read. What you typed stays in this tab.",
  gone: "This case was erased from this device by another tab. It stays in this one, and is no longer kept.",
  notAnyMore: "This case is no longer kept on this device: it stays in this tab only.",
  again: "Keep it again",
  changed: "This case has just been changed in another tab.",
  take: "Take that version",
  elsewhere: "This case is open in another tab.",
  newer: "This case was kept by a newer version of the calculator: reload the page to open it. It was not touched.",
  damaged: "This case is damaged and cannot be opened. It was not touched.",
  nameless: "Unnamed case",
  customers: "Your customers",
  notKept: "not kept",
  keepHere: "Keep my cases on this device",
  none: "No case is kept on this device.",
  noneFound: "No customer matches this search.",
  pending: "…",
  failed: "The calculation could not be done. Your cases are kept, and open one by one.",
  stopped: "The calculation is stopped.",
  preparingLetters: "Preparing the letters…",
  noLetter: "No letter is to be sent today.",
  lettersFailed: "The letters could not be prepared. Nothing is lost: try again, or open a case to write its letter.",
  open: "Open",
  rename: "Rename",
  erase: "Erase",
  more: "Other actions",
  laterLabel: "not yet due",
  lastLabel: "last day",
};

/** @param {string | undefined} at when the case was kept, in ISO 8601 */
export function takenUp(at) {
  const moment = new Date(at ?? "");
  return Number.isNaN(moment.getTime()) ? "Taken up where you were." : `Taken up where you were, ${atTime(moment, new Date())}.`;
}

/** @param {Date} moment @param {Date} now */
export function atTime(moment, now) {
  const time = `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
  const days = Math.round((midnight(now) - midnight(moment)) / 86_400_000);
  if (days === 0) return `today at ${time}`;
  if (days === 1) return `yesterday at ${time}`;
  return `on ${inWords(moment, moment.getFullYear() !== now.getFullYear())} at ${time}`;
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/** @param {Date} day @param {boolean} year */
function inWords(day, year) {
  const form = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) });
  return form.format(day).replaceAll(" ", "\u00a0");
}

/** @param {string} name the case of this tab */
export function notInTheList(name) {
  return `The case open in this tab, “${name}”, is not kept on this device: so it is not in this list. “Back to the case” takes you there.`;
}

/** @param {string} name */
export function keptAs(name) {
  return `Kept on this device: “${name}”.`;
}

/** @param {string} name */
export function keptApart(name) {
  return `This case was also changed in another tab. Both versions are kept: this one under the name “${name}”.`;
}

/** @param {number} erased */
export function erasedAll(erased) {
  const what = erased === 0 ? "There was no case" : erased === 1 ? "One case erased" : `${erased} cases erased`;
  return `${what}. Checked just now: nothing of yours is left in the memory of this device. What this tab shows will disappear with it.`;
}

/** @param {number} left */
export function notErased(left) {
  return `The erasure is not complete: ${left === 1 ? "one item is left" : `${left} items are left`}. Close the other tabs of the site, then start again.`;
}

/** @param {string} name */
export function erasedOne(name) {
  return `“${name}” is erased from this device.`;
}

/** @param {string} name */
export function renamed(name) {
  return `The case is now called “${name}”.`;
}

/** @param {string} name */
export function nameTaken(name) {
  return `“${name}” is already the name of another case that is kept: choose another one. Nothing has changed.`;
}

/** @param {number} damaged @param {number} newer @param {number} migrated what lies in the store and is not as it should be */
export function readingNotes(damaged, newer, migrated) {
  const notes = [];
  if (damaged) notes.push(damaged === 1 ? "One damaged case is left out: it was not touched." : `${damaged} damaged cases are left out: they were not touched.`);
  if (newer) notes.push(newer === 1 ? "One case comes from a newer version of the calculator: reload the page to see it." : `${newer} cases come from a newer version of the calculator: reload the page to see them.`);
  if (migrated) notes.push(migrated === 1 ? "One case of an older format was taken over." : `${migrated} cases of an older format were taken over.`);
  return notes.join(" ");
}

/** @param {number} done @param {number} all */
export function reckoning(done, all) {
  return `Calculating: ${done} of ${all}…`;
}

/** @param {number} done @param {number} all */
export function writingLetters(done, all) {
  return `Letters: ${done} of ${all}…`;
}

/** @param {number} count */
export function lettersOfTheDay(count) {
  return count ? `Today’s letters (${count})` : "Today’s letters";
}

/** @param {string} name @param {number} count */
export function lettersMade(name, count) {
  const what = count === 1 ? "One letter and its statement" : `${count} letters and their statements`;
  return `${what}, in your downloads: ${name}. Read them again, and note each sending in its case.`;
}

/** @param {number} count */
export function customersTitle(count) {
  return `Customers (${count})`;
}

/** @param {number} shown @param {number} all */
export function showMore(shown, all) {
  return `Show more (${shown} of ${all})`;
}

/** @param {Date} day */
export function stoppedAt(day) {
  return `Sums calculated up to ${inWords(day, true)}, penalties included`;
}

/** @param {string} act @param {string} name */
export function about(act, name) {
  return `${act} “${name}”`;
}
