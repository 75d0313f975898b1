/** What the page says by itself, in French; all that concerns a claim comes from the templates. */

export const TEXTS = {
  splitWithoutNumber: "Donnez d’abord le numéro de la facture\u00a0: c’est lui qui réunit ses échéances.",
  splitAdded: "Une échéance de plus pour cette facture\u00a0: donnez sa date et son montant, et ne laissez sur l’autre que ce qui était à payer ce jour-là. L’indemnité n’est comptée qu’une fois.",
  loading: "Préparation du calcul… Vous pouvez déjà remplir le formulaire.",
  loadingLong: "Le calcul tarde à arriver\u00a0: la connexion est lente ou coupée. Ce que vous avez saisi est gardé.",
  ready: "Prêt\u00a0: le résultat suit votre saisie.",
  failed: "Le calcul n’a pas pu démarrer. Ce que vous avez saisi est gardé.",
  fault: "Le calcul s’est arrêté sur une erreur de notre fait. Ce que vous avez saisi est gardé.",
  retry: "Réessayer",
  saveCase: "Enregistrer le dossier",
  stop: "Arrêter le calcul",
  resume: "Reprendre le calcul",
  barLoading: "Le calcul se prépare…",
  loadingBar: "Téléchargement du calcul",
  barWorking: "Calcul en cours…",
  notFollowed: "Le montant ne suit plus",
  barStopped: "Le calcul est arrêté",
  stale: "Calcul en cours\u00a0: le montant ci-dessous ne suit pas encore votre saisie.",
  long: "Le calcul dure plus longtemps que d’habitude. Ce que vous avez saisi est gardé.",
  stopped: "Le calcul est arrêté. Ce que vous avez saisi est gardé.",
  stoppedFigures: "Le calcul est arrêté\u00a0: le montant ci-dessous ne suit pas votre saisie.",
  failedFirst: "Le calcul complet n’a pas pu venir. Ces premiers chiffres suivent votre saisie.",
  failedFigures: "Le montant ci-dessous ne suit pas votre saisie.",
  statusWorking: "Calcul en cours…",
  statusStopped: "Le calcul est arrêté. Ce que vous avez saisi est gardé.",
  clear: "Tout effacer",
  recalculate: "Remplace le jour jusqu’auquel les sommes sont calculées",
  notKept: "Cet onglet n’a pas pu garder votre saisie\u00a0: enregistrez le dossier avant de le quitter.",
  fileFault: "Ce fichier a fait échouer le calcul, de notre fait. Rien n’a changé dans votre saisie.",
  letterComing: "La lettre se prépare…",
  lettersComing: "Les lettres se préparent…",
  partMissing: "Ce qu’il faut pour cela n’a pas pu être téléchargé. Vérifiez votre connexion\u00a0: rien de ce que vous avez saisi n’est perdu.",
  method: "Comment calculer à la main",
  preparing: "Préparation…",
  restore: "Remettre",
  cleared: "Tout est effacé.",
  clearedHere: "La page est vide. Ce que vous avez gardé sur cet appareil reste dans «\u00a0Vos clients\u00a0».",
  copied: "Copié",
  totalCopied: "Total copié.",
  tableCopied: "Tableau copié\u00a0: collez-le dans un tableur.",
  copyFailed: "La copie n’a pas été possible\u00a0: sélectionnez le texte et copiez-le.",
  nothingYet: "Il n’y a pas encore de résultat\u00a0: remplissez d’abord le montant et l’échéance.",
  tooLarge: "Ce fichier est trop gros pour être une créance enregistrée ici (5\u00a0Mo au plus). Rien n’a changé dans votre saisie.",
  unreadable: "Ce fichier n’a pas pu être lu. Rien n’a changé dans votre saisie.",
  rewritable: "Passage que vous pouvez récrire",
  rewritten: "Votre passage est gardé.",
  restored: "Le texte de la lettre est rétabli.",
  letterStale: "Votre saisie ne donne plus de montant\u00a0: la lettre ci-dessous reste telle qu’elle était. Elle suivra dès que la facture sera complète.",
  letterFailed: "La lettre n’a pas pu être écrite, de notre fait. Ce que vous avez saisi est gardé.",
  makingFile: "Préparation du fichier…",
  fileMade: "Le fichier est enregistré dans vos téléchargements.",
  logoKept: "Logo gardé sur cet appareil : il est dans l’en-tête de ce que vous imprimerez, en PDF et en Word.",
  logoThere: "Un logo est gardé sur cet appareil.",
  logoForgotten: "Logo retiré de cet appareil.",
  logoRefused: "Cette image ne convient pas à un en-tête : choisissez un PNG ou un JPEG ordinaire.",
  letterCopied: "Texte de la lettre copié.",
  passageCopied: "Passage copié.",
  notOpened: "Le fichier n’a pas été ouvert",
  toPutRight: "à corriger",
  why: "pourquoi\u202f?",
  unnamedCase: "Dossier sans nom",
  imputed: "Le surplus est imputé sur la facture la plus ancienne.",
  example: "Exemple\u00a0: 10\u202f000\u00a0€ impayés. Remplacez ces chiffres par les vôtres, ou annulez.",
};

/** @param {number} number @param {string} words the first ones of the passage */
export const passageName = (number, words) => `Passage ${number}\u00a0: ${words}`;

/** @param {string} day as it was typed */
export const happened = day => `Noté au ${day}.`;

const IN_WORDS = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", year: "numeric" });

/** @param {Date} day */
export function inWords(day) {
  return IN_WORDS.format(day).replace(/^1 /, "1er ").replaceAll(" ", "\u00a0");
}

/** After « ce qu’on vous doit ». @param {Date} day */
export function upTo(day) {
  return ` au ${inWords(day)}`;
}

const MEGABYTE = 1_000_000;
const IN_MEGABYTES = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @param {number} bytes that have come @param {number} whole */
export function loadedOf(bytes, whole) {
  return `Le calcul se prépare\u00a0: ${outOf(bytes, whole)}`;
}

/** @param {number} bytes that have come @param {number} whole */
export function arrivedOf(bytes, whole) {
  return `${outOf(bytes, whole)} sont là.`;
}

/** @param {number} bytes @param {number} whole */
function outOf(bytes, whole) {
  const [come, all] = [bytes, whole].map(each => IN_MEGABYTES.format(each / MEGABYTE));
  return `${come}\u00a0Mo sur ${all}`;
}

/** « 10 389,52 € » @param {bigint} cents */
export function euros(cents) {
  const [, whole = "", rest = ""] = /^(\d+)(\d\d)$/.exec(String(cents).padStart(3, "0")) ?? [];
  return `${whole.replace(/\B(?=(\d{3})+$)/g, "\u202f")},${rest}\u00a0€`;
}

/** @param {Date} day */
export function stoppedOn(day) {
  return `Les sommes sont arrêtées au ${inWords(day)}.`;
}

/** @param {Date} today */
export function recalculateTo(today) {
  return `Recalculer au ${inWords(today)}`;
}

const OF_A_STEP = {
  invoices: ["d’une facture", "factures"],
  payments: ["d’un paiement", "paiements"],
  notes: ["d’un avoir", "avoirs"],
};

/** What a step changed. @param {import("./steps.mjs").Change} change @param {string} label of the one entry that it changed, where it has one */
export function stepTold(change, label) {
  if ("count" in change) {
    const [one, many] = OF_A_STEP[change.what];
    return `${change.more ? "ajout" : "retrait"} ${change.count === 1 ? one : `de ${change.count} ${many}`}`;
  }
  return change.what === "field" && label ? `«\u00a0${label}\u00a0»` : "dernier changement";
}

/** What the buttons of a step do. @type {Record<"undo" | "redo", (told: string) => string>} */
export const STEPS = { undo: told => `Annuler\u00a0: ${told}`, redo: told => `Rétablir\u00a0: ${told}` };

/** What was done. @type {Record<"undo" | "redo", (told: string) => string>} */
export const STEPPED = { undo: told => `Annulé\u00a0: ${told}.`, redo: told => `Rétabli\u00a0: ${told}.` };

/** @param {string} total */
export function totalBefore(total) {
  return `Montant à votre départ\u00a0: ${total}`;
}

/** @param {string} name @param {number} faults what is still to be completed or put right */
export function saved(name, faults) {
  const where = `Enregistré dans vos téléchargements\u00a0: ${name}.`;
  if (!faults) return `${where} Pour le reprendre, ici ou sur un autre appareil\u00a0: «\u00a0Ouvrir un dossier\u00a0».`;
  return `${where} Il garde tout ce que vous avez saisi, ${faults === 1 ? "un point restant" : `${faults} points restant`} à compléter ou à corriger.`;
}

/** @param {number} wrong */
export function toPutRight(wrong) {
  return wrong === 1 ? "Pas de montant\u00a0: un point à corriger." : `Pas de montant\u00a0: ${wrong} points à corriger.`;
}

/** @type {Record<string, { gone: string, back: string, added: string }>} */
const ROWS = {
  invoices: { gone: "Facture supprimée", back: "Facture rétablie.", added: "Facture ajoutée." },
  payments: { gone: "Paiement supprimé", back: "Paiement rétabli.", added: "Paiement ajouté." },
  events: { gone: "Événement supprimé", back: "Événement rétabli.", added: "Événement ajouté." },
  credit_notes: { gone: "Avoir supprimé", back: "Avoir rétabli.", added: "Avoir ajouté." },
};

const LINE = { gone: "Ligne supprimée", back: "Ligne rétablie.", added: "Ligne ajoutée." };

/** @param {string} list the name of a list: `invoices`, `invoices-0-payments`… */
export function wordsFor(list) {
  return ROWS[list.replace(/^.*-/, "")] ?? LINE;
}

/** An invoice that cannot be named yet. @param {number} place */
export function toNumber(place) {
  return `facture ${place}\u00a0: donnez-lui d’abord un numéro`;
}

/** @param {string} number @param {number} place @param {boolean} isPrivate */
export function invoiceName(number, place, isPrivate) {
  return number || `${isPrivate ? "Créance" : "Facture"} ${place}`;
}

/** @param {string} words */
export function notFound(words) {
  return `Aucune facture ne contient «\u00a0${words}\u00a0».`;
}

/** @param {string} name */
export function you(name) {
  return `Vous\u00a0: ${name}`;
}

/** @param {string} side @param {boolean} owed @param {string} creditor @param {string} debtor */
export function whoOwes(side, owed, creditor, debtor) {
  return owed ? `${side} · vous êtes ${debtor}, ${creditor} réclame` : `${side} · vous êtes ${creditor}, le débiteur est ${debtor}`;
}

/** @param {string} day as it was typed */
export function stoppedShort(day) {
  return day ? `arrêté au ${day}` : "";
}

/** @param {string} total */
export function totalIs(total) {
  return `Total dû\u00a0: ${total}`;
}

/** @param {string} name */
export function opened(name) {
  return `«\u00a0${name}\u00a0» est ouvert.`;
}
