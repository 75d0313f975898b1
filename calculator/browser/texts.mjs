/** What the page says by itself, in French; all that concerns a claim comes from the templates. */

export const TEXTS = {
  loading: "Préparation du calcul… Vous pouvez déjà remplir le formulaire.",
  ready: "Prêt : le résultat suit votre saisie.",
  failed: "Le calcul n’a pas pu démarrer. Ce que vous avez saisi est gardé.",
  fault: "Le calcul s’est arrêté sur une erreur de notre fait. Ce que vous avez saisi est gardé.",
  retry: "Réessayer",
  method: "Comment calculer à la main",
  preparing: "Préparation…",
  restore: "Rétablir",
  cleared: "Tout est effacé.",
  copied: "Copié",
  totalCopied: "Total copié.",
  tableCopied: "Tableau copié : collez-le dans un tableur.",
  copyFailed: "La copie n’a pas été possible : sélectionnez le texte et copiez-le.",
  nothingYet: "Il n’y a pas encore de résultat : remplissez d’abord le montant et l’échéance.",
  tooLarge: "Ce fichier est trop gros pour être une créance enregistrée ici (5\u00a0Mo au plus). Rien n’a changé dans votre saisie.",
  unreadable: "Ce fichier n’a pas pu être lu. Rien n’a changé dans votre saisie.",
  several: "Déposez un seul fichier à la fois. Rien n’a changé dans votre saisie.",
  rewritable: "Passage que vous pouvez récrire",
  rewritten: "Votre passage est gardé.",
  restored: "Le texte de la lettre est rétabli.",
  letterStale: "Votre saisie ne donne plus de montant\u00a0: la lettre ci-dessous reste telle qu’elle était. Elle suivra dès que la facture sera complète.",
  letterFailed: "La lettre n’a pas pu être écrite, de notre fait. Ce que vous avez saisi est gardé.",
  makingFile: "Préparation du fichier…",
  fileMade: "Le fichier est enregistré dans vos téléchargements.",
  letterCopied: "Texte de la lettre copié.",
  passageCopied: "Passage copié.",
  notOpened: "Le fichier n’a pas été ouvert",
};

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

/** @param {string} total */
export function totalIs(total) {
  return `Total dû\u00a0: ${total}`;
}

/** @param {string} name */
export function opened(name) {
  return `«\u00a0${name}\u00a0» est ouvert.`;
}
