/** What « Emporter », « Partager » and a link that came say, in French. */

import { EASY_LINK, LONGEST_CODE, LONGEST_LINK, SHORTEST_PASSPHRASE } from "./sharing.mjs";

/** @typedef {import("./types.d.ts").Fields} Fields */

const IN_FIGURES = new Intl.NumberFormat("fr-FR");

export const SHARING = {
  listing: "La liste des fichiers se prépare…",
  listFailed: "La liste des fichiers n’a pas pu être faite, de notre fait. Ce que vous avez saisi est gardé, et s’emporte ci-dessous.",
  listUnreachable: "Ce qu’il faut pour faire ces fichiers n’a pas pu être téléchargé. Vérifiez votre connexion, puis rouvrez «\u00a0Emporter\u00a0»\u00a0: rien n’est perdu, et ce dossier s’emporte déjà ci-dessous.",
  fileFailed: "Ce fichier n’a pas pu être fait, de notre fait. Ce que vous avez saisi est gardé.",
  making: "Préparation du fichier…",
  linkCopied: "Lien copié.",
  linkSent: "Envoyé.",
  copyByHand: "La copie n’a pas été possible\u00a0: prenez le lien ci-dessous.",
  sendFailed: "L’envoi n’a pas été possible\u00a0: copiez le lien.",
  noLink: "Ce navigateur ne sait pas faire de lien\u00a0: emportez le fichier du dossier.",
  noLock: "Cette page n’est pas venue par une adresse sûre (https)\u00a0: le navigateur ne peut pas chiffrer le lien.",
  tooShort: `Trop courte\u00a0: ${SHORTEST_PASSPHRASE} signes au moins, par exemple quatre mots qui n’ont rien à voir entre eux.`,
  codeComing: "Le code se prépare…",
  codeShown: "Le code ouvre ce dossier sur l’appareil qui le lit. Qui le photographie a le dossier.",
  codeFailed: "Le code n’a pas pu être fait. Copiez le lien.",
  wrongPassphrase: "Cette phrase n’ouvre pas ce lien. Vérifiez-la auprès de qui vous l’a envoyé\u00a0: accents, espaces et majuscules comptent.",
  arriving: "Le dossier du lien s’ouvre…",
  arrived: "Le dossier du lien est ouvert. C’est votre copie\u00a0: ce que vous y changez reste ici.",
  linkName: "Le dossier du lien",
  notOpened: "Le dossier du lien n’a pas été ouvert. Rien n’a changé dans votre saisie.",
  failed: "Le dossier du lien n’a pas pu être ouvert, car le calcul n’a pas démarré. Rechargez la page\u00a0: le lien est toujours dans l’adresse.",
};

/** Why a link does not open. @type {Record<import("./sharing.mjs").Reason, string>} */
export const REFUSED = {
  damaged: "Ce lien est abîmé ou incomplet\u00a0: une messagerie l’a peut-être coupé. Demandez-le de nouveau, ou le fichier du dossier. Rien n’a changé dans votre saisie.",
  newer: "Ce lien vient d’une version plus récente de cette page. Rechargez la page, puis rouvrez le lien. Rien n’a changé dans votre saisie.",
  passphrase: "Ce lien ne s’ouvre qu’avec sa phrase secrète. Rien n’a changé dans votre saisie.",
  unable: "Ce navigateur est trop ancien pour ouvrir ce lien, ou cette page n’est pas venue par une adresse sûre (https). Demandez le fichier du dossier. Rien n’a changé dans votre saisie.",
};

/** @param {string} name */
export function savedAs(name) {
  return `Enregistré\u00a0: ${name}, dans vos téléchargements.`;
}

/** What goes along with the link, said before it is copied. @param {Fields} fields */
export function held(fields) {
  const values = (/** @type {RegExp} */ pattern) => Object.entries(fields).filter(([name, value]) => value && pattern.test(name));
  const names = values(/^(creditor|debtor)-name$/).map(([, value]) => value);
  const sums = values(/^invoices-\d+-amount$/).length;
  const parts = [
    names.length ? `${names.length === 1 ? "le nom" : "les noms"} ${names.join(" et ")}` : "",
    sums ? `${sums === 1 ? "une somme et sa date" : `${IN_FIGURES.format(sums)} sommes et leurs dates`}` : "",
    values(/-payments-\d+-amount$|^payments-\d+-amount$/).length ? "les paiements" : "",
    values(/-(address|email|phone)$/).length ? "les coordonnées" : "",
    values(/-iban$/).length ? "l’IBAN" : "",
    values(/^letter$/).length ? "ce que vous avez écrit pour les lettres" : "",
  ].filter(Boolean);
  const what = parts.length ? listed(parts) : "tout ce que vous avez saisi";
  return `Ce lien contient ${what}. Quiconque l’a peut le lire.`;
}

/** @param {string[]} parts */
function listed(parts) {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} et ${parts.at(-1)}`;
}

/** @param {number} length @returns {string} */
export function linkSize(length) {
  const said = `${IN_FIGURES.format(length)} signes`;
  if (length > LONGEST_LINK) return `Ce dossier est trop grand pour un lien (${said}, ${IN_FIGURES.format(LONGEST_LINK)} au plus)\u00a0: emportez son fichier.`;
  if (length > EASY_LINK) return `Ce lien est long (${said})\u00a0: certaines messageries le coupent. Envoyez plutôt le fichier du dossier si le lien ne s’ouvre pas.`;
  return `Ce lien fait ${said}\u00a0: il passe partout.`;
}

/** @param {number} length */
export function codeTooLong(length) {
  return `Ce dossier est trop long pour un code QR (${IN_FIGURES.format(length)} signes, ${IN_FIGURES.format(LONGEST_CODE)} au plus)\u00a0: copiez le lien, ou emportez le fichier.`;
}

/** @param {number} count answers of a link that this page has no place for */
export function unknownParts(count) {
  return count === 1
    ? "Une réponse de ce lien vient d’une version plus récente de cette page, et n’a pas pu être reprise."
    : `${IN_FIGURES.format(count)} réponses de ce lien viennent d’une version plus récente de cette page, et n’ont pas pu être reprises.`;
}

/** @param {string} amount @param {string} due */
export function proposalLeft(amount, due) {
  const what = [amount && `${amount}\u00a0€`, due && `à payer le ${due}`].filter(Boolean).join(", ");
  return `Votre saisie est restée telle quelle\u00a0: le lien proposait une facture (${what}).`;
}
