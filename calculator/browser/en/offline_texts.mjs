/** What an English page says of working without a connection. */

const IN_MEGABYTES = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const MEGABYTE = 1_000_000;

/** @type {typeof import("../offline_texts.mjs").OFFLINE} */
export const OFFLINE = {
  refuse: "Do not keep the site",
  again: "Try again",
  drop: "Stop keeping the site",
  full: "There is not enough room left on this device to keep the site: the calculator needs a connection to open. Your cases are untouched.",
  refused: "This browser does not keep sites here, as is often so in private browsing: the calculator needs a connection to open. Once open, it works without one.",
  unreachable: "The site could not be kept in full: the connection was cut. The calculator works, and will try again at the next visit.",
  dropped: "The site is no longer kept on this device: it needs a connection to open. Your cases are untouched.",
};

/** @param {number} bytes */
export function size(bytes) {
  const megabytes = bytes / MEGABYTE;
  return `${(megabytes < 2 ? SMALL : IN_MEGABYTES).format(Math.max(megabytes, 0.1))}\u00a0MB`;
}

/** @param {number} bytes on the device @param {number} fetched on the way, at most */
export function offered(bytes, fetched) {
  return `The guide, the calculator and the letters will open without a connection: ${size(bytes)} on this device, ${size(fetched)} at most to download.`;
}

/** @param {number} bytes to download, at most */
export function keepSite(bytes) {
  return `Keep for working offline (${size(bytes)})`;
}

/** @param {number} bytes on the device @param {number} fetched on the way, at most */
export function willKeep(bytes, fetched) {
  return `The guide and the calculator will be kept on this device, to open without a connection: ${size(bytes)}, of which ${size(fetched)} at most to download. Nothing you type is part of it.`;
}

/** @param {number} bytes @param {number} share from 0 to 1 */
export function keeping(bytes, share) {
  return `The guide and the calculator are being kept on this device, to open without a connection (${size(bytes)}): ${Math.round(share * 100)}%. Nothing you type is part of it.`;
}

/** @param {number} bytes */
export function keptInPart(bytes) {
  return `The guide and the calculator open without a connection: ${size(bytes)} on this device. Nothing you type is part of it.`;
}

/** @param {number} bytes */
export function keptWhole(bytes) {
  return `The guide, the calculator and the letters, as PDF and Word files too, open without a connection: ${size(bytes)} on this device. Nothing you type is part of it.`;
}

/** @param {number} bytes */
export function keepRest(bytes) {
  return `Keep the letters, their PDFs and what reads your invoices too (${size(bytes)})`;
}

/** @param {number} bytes */
export function siteStays(bytes) {
  return `The files of the site stay (${size(bytes)}), so that it opens without a connection: they hold nothing of yours.`;
}
