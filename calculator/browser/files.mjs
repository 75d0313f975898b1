/** Files in and out; they never leave the device. */

export const LARGEST_FILE = 5_000_000;
const KEPT_MS = 60_000;

/** @param {string} name @param {unknown} document_ */
export function download(name, document_) {
  save(name, new Blob([JSON.stringify(document_, null, 2), "\n"], { type: "application/json" }));
}

/** @param {string} name @param {string} media @param {string} content in base 64 */
export function saveBytes(name, media, content) {
  const bytes = Uint8Array.from(atob(content), sign => sign.charCodeAt(0));
  save(name, new Blob([bytes], { type: media }));
}

/** @param {string} name @param {Blob} blob */
function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read the address after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}

/**
 * The size is looked at before a single byte is read.
 * @param {File} file
 * @returns {Promise<{ text: string } | { refused: "tooLarge" | "unreadable" }>}
 */
export async function readText(file) {
  if (file.size > LARGEST_FILE) return { refused: "tooLarge" };
  try {
    return { text: await file.text() };
  } catch {
    return { refused: "unreadable" };
  }
}

/**
 * A file dropped anywhere on the calculator is opened: more ways in, never the only one.
 * @param {HTMLElement} root
 * @param {(files: File[]) => void} open
 */
export function acceptDrops(root, open) {
  /** @param {DragEvent} event */
  const bringsFiles = event => event.dataTransfer?.types.includes("Files") ?? false;
  root.addEventListener("dragover", event => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    root.dataset.dropping = "true";
  });
  root.addEventListener("dragleave", event => {
    if (!(event.relatedTarget instanceof Node && root.contains(event.relatedTarget))) delete root.dataset.dropping;
  });
  root.addEventListener("drop", event => {
    if (!bringsFiles(event)) return;
    event.preventDefault();
    delete root.dataset.dropping;
    open([...(event.dataTransfer?.files ?? [])]);
  });
}
