// What a browser tells of the line it is on; many tell nothing. The page and the service worker ask the same.

/** @typedef {{ saveData?: boolean, effectiveType?: string, type?: string }} Line */

const SLOW = ["slow-2g", "2g", "3g"];
const COUNTED = ["cellular", "bluetooth", "wimax"];

/** @returns {Line} */
export const line = () => /** @type {{ connection?: Line }} */ (navigator).connection ?? {};

/** The reader has asked their browser to fetch no more than it must. */
export function savesData() {
  return line().saveData ?? false;
}

/** Told to be slow, or to be paid for by what goes over it: nothing comes over it unasked. */
export function isDear() {
  const { effectiveType = "", type = "" } = line();
  return savesData() || SLOW.includes(effectiveType) || COUNTED.includes(type);
}
