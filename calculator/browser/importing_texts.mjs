/** What the page says by itself while files come in. */

export const IMPORT_TEXTS = {
  reading: "Lecture du fichier…",
  stopped: "La lecture est arrêtée. Votre saisie n’a pas changé.",
  failed: "Ce fichier n’a pas pu être lu jusqu’au bout. Votre saisie n’a pas changé.",
  partMissing: "Ce qu’il faut pour lire ce fichier n’a pas pu être téléchargé. Vérifiez votre connexion, puis recommencez\u00a0: votre saisie n’a pas changé.",
  tooLarge: "C’est trop pour une seule lecture (20\u00a0Mo au plus)\u00a0: partagez le fichier en plusieurs. Votre saisie n’a pas changé.",
  unreadable: "Ce fichier n’a pas pu être lu. Votre saisie n’a pas changé.",
  caseAlone: "Un dossier enregistré (.json) s’ouvre seul\u00a0: choisissez-le sans les autres fichiers, dans une archive aussi.",
  noRows: "Collez d’abord les lignes de votre tableau.",
  undo: "Annuler l’import",
  undone: "L’import est annulé\u00a0: votre saisie est comme avant.",
  notKept: "Ce navigateur ne garde rien\u00a0: les colonnes seront à redire la prochaine fois.",
  forgotten: "Ces colonnes ne sont plus retenues.",
  othersSaved: "Les autres dossiers sont enregistrés dans vos téléchargements.",
  nothingReceived: "Le fichier partagé n’est pas arrivé jusqu’ici\u00a0: ouvrez-le par «\u00a0Ouvrir un fichier\u00a0».",
};

const FIGURES = new Intl.NumberFormat("fr");

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return `${FIGURES.format(count)} ${count > 1 ? many : one}`;
}

/** @param {number} done @param {number} all */
export function keepingOthers(done, all) {
  return `Dossiers gardés\u00a0: ${FIGURES.format(done)} sur ${FIGURES.format(all)}…`;
}

/** @param {{ kept: number, joined: number, same: number, left: number, passed: number }} sums */
export function othersKept({ kept, joined, same, left, passed }) {
  const parts = [
    ...(kept ? [`${counted(kept, "nouveau dossier", "nouveaux dossiers")} dans «\u00a0Vos clients\u00a0»`] : []),
    ...(joined ? [`${counted(joined, "dossier complété", "dossiers complétés")}`] : []),
  ];
  const said = parts.length ? `Gardé sur cet appareil\u00a0: ${parts.join(", ")}.` : same ? `Rien de nouveau\u00a0: ${counted(same, "dossier avait déjà tout", "dossiers avaient déjà tout")}.` : "Rien de nouveau à garder.";
  const known = same && parts.length ? ` ${counted(same, "dossier avait déjà tout", "dossiers avaient déjà tout")}.` : "";
  const open = passed ? ` ${counted(passed, "dossier ouvert ou modifié ailleurs n’a pas été touché", "dossiers ouverts ou modifiés ailleurs n’ont pas été touchés")}.` : "";
  const rows = left ? ` ${counted(left, "facture n’a pas pu être reprise", "factures n’ont pas pu être reprises")}.` : "";
  return said + known + open + rows;
}

/** @param {{ kept: number, known: number, passed: number }} sums */
export function casesKept({ kept, known, passed }) {
  const said = kept ? `Gardé sur cet appareil\u00a0: ${counted(kept, "dossier", "dossiers")}.` : "";
  const same = known ? `${counted(known, "dossier y était déjà, tel quel", "dossiers y étaient déjà, tels quels")}.` : "";
  const own = passed ? `${counted(passed, "client y avait déjà son dossier, qui n’a pas changé", "clients y avaient déjà leur dossier, qui n’a pas changé")}.` : "";
  return [said, same, own].filter(Boolean).join(" ");
}
