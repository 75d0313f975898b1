/** What the page says of the cases kept on the device, and of the list of customers. */

export const CASES = {
  ask: "Garder ce dossier sur cet appareil\u202f?",
  askMore: "Sinon, il disparaît quand vous fermez cet onglet. Il ne sort pas de cet appareil, les suivants y seront gardés de même, et vous pouvez tout effacer quand vous voulez.",
  yes: "Garder ce dossier sur cet appareil",
  no: "Non merci",
  refusedByReader: "Ce dossier reste dans cet onglet seulement.",
  full: "Il n’y a plus de place sur cet appareil\u00a0: ce dossier n’y est pas gardé. Votre saisie reste dans cet onglet\u00a0; enregistrez-la dans un fichier.",
  refused: "Ce navigateur ne garde rien, comme souvent en navigation privée\u00a0: ce dossier n’est pas gardé sur cet appareil. Votre saisie reste dans cet onglet\u00a0; enregistrez-la dans un fichier.",
  unreadable: "Les dossiers gardés sur cet appareil n’ont pas pu être lus. Votre saisie reste dans cet onglet.",
  gone: "Ce dossier a été effacé de cet appareil depuis un autre onglet. Il reste dans celui-ci, et n’est plus gardé.",
  notAnyMore: "Ce dossier n’est plus gardé sur cet appareil\u00a0: il reste dans cet onglet seulement.",
  again: "Le garder de nouveau",
  changed: "Ce dossier vient d’être modifié dans un autre onglet.",
  take: "Prendre cette version",
  elsewhere: "Ce dossier est ouvert dans un autre onglet.",
  newer: "Ce dossier a été gardé par une version plus récente du calculateur\u00a0: rechargez la page pour l’ouvrir. Il n’a pas été touché.",
  damaged: "Ce dossier est abîmé et ne peut pas être ouvert. Il n’a pas été touché.",
  nameless: "Dossier sans nom",
  customers: "Vos clients",
  notKept: "non gardé",
  keepHere: "Garder mes dossiers sur cet appareil",
  none: "Aucun dossier n’est gardé sur cet appareil.",
  noneFound: "Aucun client ne correspond à cette recherche.",
  pending: "…",
  failed: "Le calcul n’a pas pu être fait. Vos dossiers sont gardés, et s’ouvrent un par un.",
  stopped: "Le calcul est arrêté.",
  preparingLetters: "Préparation des lettres…",
  noLetter: "Aucune lettre n’est à envoyer aujourd’hui.",
  lettersFailed: "Les lettres n’ont pas pu être préparées. Rien n’est perdu\u00a0: réessayez, ou ouvrez un dossier pour écrire sa lettre.",
  open: "Ouvrir",
  rename: "Renommer",
  erase: "Effacer",
  more: "Autres gestes",
  laterLabel: "à échoir",
  lastLabel: "dernier jour",
};

/** @param {string | undefined} at when the case was kept, in ISO 8601 */
export function takenUp(at) {
  const moment = new Date(at ?? "");
  return Number.isNaN(moment.getTime()) ? "Repris où vous en étiez." : `Repris où vous en étiez, ${atTime(moment, new Date())}.`;
}

/** @param {Date} moment @param {Date} now */
export function atTime(moment, now) {
  const time = `${moment.getHours()}\u00a0h\u00a0${String(moment.getMinutes()).padStart(2, "0")}`;
  const days = Math.round((midnight(now) - midnight(moment)) / 86_400_000);
  if (days === 0) return `aujourd’hui à ${time}`;
  if (days === 1) return `hier à ${time}`;
  return `le ${inWords(moment, moment.getFullYear() !== now.getFullYear())} à ${time}`;
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/** @param {Date} day @param {boolean} year */
function inWords(day, year) {
  const form = new Intl.DateTimeFormat("fr-FR", { day: "numeric", month: "long", ...(year ? { year: "numeric" } : {}) });
  return form.format(day).replace(/^1 /, "1er ").replaceAll(" ", "\u00a0");
}

/** @param {string} name the case of this tab */
export function notInTheList(name) {
  return `Le dossier ouvert dans cet onglet, «\u00a0${name}\u00a0», n’est pas gardé sur cet appareil\u00a0: il n’est donc pas dans cette liste. «\u00a0Revenir au dossier\u00a0» vous y ramène.`;
}

/** @param {string} name */
export function keptAs(name) {
  return `Gardé sur cet appareil\u00a0: «\u00a0${name}\u00a0».`;
}

/** @param {string} name */
export function keptApart(name) {
  return `Ce dossier a aussi été modifié dans un autre onglet. Les deux versions sont gardées\u00a0: celle-ci sous le nom «\u00a0${name}\u00a0».`;
}

/** @param {number} erased */
export function erasedAll(erased) {
  const what = erased === 0 ? "Il n’y avait aucun dossier" : erased === 1 ? "Un dossier effacé" : `${erased} dossiers effacés`;
  return `${what}. Vérifié à l’instant\u00a0: il ne reste rien de vous dans la mémoire de cet appareil. Ce qui est affiché dans cet onglet disparaîtra avec lui.`;
}

/** @param {number} left */
export function notErased(left) {
  return `L’effacement n’est pas complet\u00a0: il reste ${left === 1 ? "un élément" : `${left} éléments`}. Fermez les autres onglets du site, puis recommencez.`;
}

/** @param {string} name */
export function erasedOne(name) {
  return `«\u00a0${name}\u00a0» est effacé de cet appareil.`;
}

/** @param {string} name */
export function renamed(name) {
  return `Le dossier s’appelle maintenant «\u00a0${name}\u00a0».`;
}

/** @param {string} name */
export function nameTaken(name) {
  return `«\u00a0${name}\u00a0» est déjà le nom d’un autre dossier gardé\u00a0: choisissez-en un autre. Rien n’a changé.`;
}

/** @param {number} damaged @param {number} newer @param {number} migrated what lies in the store and is not as it should be */
export function readingNotes(damaged, newer, migrated) {
  const notes = [];
  if (damaged) notes.push(damaged === 1 ? "Un dossier abîmé est laissé de côté\u00a0: il n’a pas été touché." : `${damaged} dossiers abîmés sont laissés de côté\u00a0: ils n’ont pas été touchés.`);
  if (newer) notes.push(newer === 1 ? "Un dossier vient d’une version plus récente du calculateur\u00a0: rechargez la page pour le voir." : `${newer} dossiers viennent d’une version plus récente du calculateur\u00a0: rechargez la page pour les voir.`);
  if (migrated) notes.push(migrated === 1 ? "Un dossier d’un format plus ancien a été repris." : `${migrated} dossiers d’un format plus ancien ont été repris.`);
  return notes.join(" ");
}

/** @param {number} done @param {number} all */
export function reckoning(done, all) {
  return `Calcul\u00a0: ${done} sur ${all}…`;
}

/** @param {number} done @param {number} all */
export function writingLetters(done, all) {
  return `Lettres\u00a0: ${done} sur ${all}…`;
}

/** @param {number} count */
export function lettersOfTheDay(count) {
  return count ? `Lettres du jour (${count})` : "Lettres du jour";
}

/** @param {string} name @param {number} count */
export function lettersMade(name, count) {
  const what = count === 1 ? "Une lettre et son décompte" : `${count} lettres et leurs décomptes`;
  return `${what}, dans vos téléchargements\u00a0: ${name}. Relisez-les, et notez chaque envoi dans son dossier.`;
}

/** @param {number} count */
export function customersTitle(count) {
  return `Clients (${count})`;
}

/** @param {number} shown @param {number} all */
export function showMore(shown, all) {
  return `Montrer la suite (${shown} sur ${all})`;
}

/** @param {Date} day */
export function stoppedAt(day) {
  return `Sommes arrêtées au ${inWords(day, true)}, pénalités comprises`;
}

/** @param {string} act @param {string} name */
export function about(act, name) {
  return `${act} «\u00a0${name}\u00a0»`;
}
