/** Files in and out; they never leave the device. */

export const LARGEST_FILE = 5_000_000;
const KEPT_MS = 60_000;

/** @param {string} name @param {unknown} document_ */
export function download(name, document_) {
  saveBlob(name, new Blob([JSON.stringify(document_, null, 2), "\n"], { type: "application/json" }));
}

/**
 * What was typed, where nobody can make a claim of it now: opened again, it is the form as it was.
 * @param {import("./types.d.ts").Fields} fields
 * @param {string} today
 * @returns {import("./types.d.ts").Saved}
 */
export function draftOf(fields, today) {
  const typed = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  const other = fields["side"] === "debtor" ? "creditor-name" : "debtor-name";
  const name = ["dossier", slug(fields[other] ?? ""), today].filter(Boolean).join("-");
  return { state: "draft", name: `${name}.json`, document: { schema: "latepay.draft/1", fields: typed } };
}

/** A name as part of a file's. @param {string} said */
function slug(said) {
  const plain = said.toLowerCase().normalize("NFKD").replace(/[^\x00-\x7f]/g, "");
  return plain.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
}

/** @param {string} name @param {string} media @param {string} content in base 64 */
export function saveBytes(name, media, content) {
  saveBlob(name, blobOf(media, content));
}

/** @param {string} media @param {string} content in base 64 */
export function blobOf(media, content) {
  return new Blob([Uint8Array.from(atob(content), sign => sign.charCodeAt(0))], { type: media });
}

/** @param {string} name @param {Blob} blob */
export function saveBlob(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

/**
 * The size is looked at before a single byte is read. The bytes are passed on as they are, in base 64: which text they
 * are is for the one reader of claim files to say.
 * @param {File} file
 * @returns {Promise<{ bytes: string } | { refused: "tooLarge" | "unreadable" }>}
 */
export async function readBytes(file) {
  if (file.size > LARGEST_FILE) return { refused: "tooLarge" };
  try {
    return { bytes: await inBase64(file) };
  } catch {
    return { refused: "unreadable" };
  }
}

/** @param {Blob} content @returns {Promise<string>} */
export function inBase64(content) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(content);
  });
}

/**
 * A file dropped anywhere on the page is opened: more ways in, never the only one. Left to the browser, it would take the
 * place of the page.
 * @param {HTMLElement} root
 * @param {(files: File[]) => void} open
 */
export function acceptDrops(root, open) {
  /** @param {DragEvent} event */
  const bringsFiles = event => root.isConnected && (event.dataTransfer?.types.includes("Files") ?? false);
  addEventListener("dragover", event => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    root.dataset.dropping = "true";
  });
  addEventListener("dragleave", event => {
    if (!event.relatedTarget) delete root.dataset.dropping;
  });
  addEventListener("drop", event => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    delete root.dataset.dropping;
    open([...(event.dataTransfer?.files ?? [])]);
  });
}
