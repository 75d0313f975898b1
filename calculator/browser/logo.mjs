/** The reader's logo, for the letterhead of the files: drawn anew here, kept on this device, in no link and no case. */

const KEY = "payeatemps.logo";
/** What a letterhead has room for, in pixels, twice as fine as a printer shows. */
const [WIDEST, TALLEST] = [944, 426];
const LARGEST_BYTES = 10_000_000;
/** The most that is kept, in signs. */
const LONGEST = 400_000;
const FINENESS = 0.92;

export class NoLogo extends Error {}

/** The logo that is kept, as JPEG in base 64; empty where there is none. */
export function keptLogo() {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
}

/**
 * Whatever the file holds beside its picture stays out: what is kept was drawn by this browser.
 * @param {File} file
 */
export async function keepLogo(file) {
  try {
    if (file.size > LARGEST_BYTES) throw new NoLogo("size");
    const drawn = (await redrawn(file)).replace(/^data:image\/jpeg;base64,/, "");
    if (drawn.startsWith("data:") || drawn.length > LONGEST) throw new NoLogo("drawn");
    localStorage.setItem(KEY, drawn);
  } catch (problem) {
    throw new NoLogo("logo", { cause: problem });
  }
}

export function forgetLogo() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // a browser that keeps nothing has nothing to forget
  }
}

/** The picture on white, no larger than it needs to be. @param {File} file */
async function redrawn(file) {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, WIDEST / picture.width, TALLEST / picture.height);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (!pen) throw new NoLogo("canvas");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.toDataURL("image/jpeg", FINENESS);
}
