/** Files that another program of the device has handed over (service_worker.mjs): taken once, and gone from there. */

const RECEIVED = "payeatemps-recu";
/** Where the reader is led then; the same as in calculator/bundle/offline.py. */
const ARRIVAL = "#recu";

/** @returns {Promise<File[] | null>} null where nobody has been led here by a file */
export async function received() {
  if (location.hash !== ARRIVAL) return null;
  history.replaceState(history.state, "", location.pathname + location.search);
  try {
    const cache = await caches.open(RECEIVED);
    const requests = await cache.keys();
    const files = await Promise.all(requests.map(async request => fileOf(request.url, await cache.match(request))));
    await forgetReceived();
    return files;
  } catch {
    return [];
  }
}

/** What nobody has come for goes with the rest. @returns {Promise<boolean>} whether there was something */
export async function forgetReceived() {
  return "caches" in globalThis && caches.delete(RECEIVED);
}

/** @param {string} address @param {Response | undefined} kept */
async function fileOf(address, kept) {
  const name = decodeURIComponent(new URL(address).pathname.split("/").at(-1) ?? "");
  const content = (await kept?.blob()) ?? new Blob();
  return new File([content], name, { type: content.type });
}
