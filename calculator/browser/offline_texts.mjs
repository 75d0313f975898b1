/** What the page says of working without a connection. */

const IN_MEGABYTES = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const SMALL = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1, minimumFractionDigits: 1 });
const MEGABYTE = 1_000_000;

export const OFFLINE = {
  refuse: "Ne pas garder le site",
  again: "Réessayer",
  drop: "Ne plus garder le site",
  full: "Il n’y a plus assez de place sur cet appareil pour y garder le site\u00a0: le calculateur demande une connexion pour s’ouvrir. Vos dossiers ne sont pas touchés.",
  refused: "Ce navigateur ne garde pas les sites ici, comme souvent en navigation privée\u00a0: le calculateur demande une connexion pour s’ouvrir. Une fois ouvert, il calcule sans elle.",
  unreachable: "Le site n’a pas pu être gardé en entier\u00a0: la connexion s’est coupée. Le calculateur marche, et réessaiera à la prochaine visite.",
  dropped: "Le site n’est plus gardé sur cet appareil\u00a0: il demande une connexion pour s’ouvrir. Vos dossiers ne sont pas touchés.",
};

/** @param {number} bytes */
export function size(bytes) {
  const megabytes = bytes / MEGABYTE;
  return `${(megabytes < 2 ? SMALL : IN_MEGABYTES).format(Math.max(megabytes, 0.1))}\u00a0Mo`;
}

/** @param {number} bytes on the device @param {number} fetched on the way, at most */
export function offered(bytes, fetched) {
  return `Le guide, le calculateur et les lettres s’ouvriront sans connexion\u00a0: ${size(bytes)} sur cet appareil, ${size(fetched)} au plus à télécharger.`;
}

/** @param {number} bytes to download, at most */
export function keepSite(bytes) {
  return `Garder pour travailler hors ligne (${size(bytes)})`;
}

/** @param {number} bytes on the device @param {number} fetched on the way, at most */
export function willKeep(bytes, fetched) {
  return `Le guide et le calculateur vont se garder sur cet appareil, pour s’ouvrir sans connexion\u00a0: ${size(bytes)}, dont ${size(fetched)} au plus à télécharger. Rien de ce que vous tapez n’en fait partie.`;
}

/** @param {number} bytes @param {number} share from 0 to 1 */
export function keeping(bytes, share) {
  return `Le guide et le calculateur se gardent sur cet appareil, pour s’ouvrir sans connexion (${size(bytes)})\u00a0: ${Math.round(share * 100)}\u00a0%. Rien de ce que vous tapez n’en fait partie.`;
}

/** @param {number} bytes */
export function keptInPart(bytes) {
  return `Le guide et le calculateur s’ouvrent sans connexion\u00a0: ${size(bytes)} sur cet appareil. Rien de ce que vous tapez n’en fait partie.`;
}

/** @param {number} bytes */
export function keptWhole(bytes) {
  return `Le guide, le calculateur et les lettres, PDF et Word compris, s’ouvrent sans connexion\u00a0: ${size(bytes)} sur cet appareil. Rien de ce que vous tapez n’en fait partie.`;
}

/** @param {number} bytes */
export function keepRest(bytes) {
  return `Garder aussi les lettres, leurs PDF et la lecture de vos factures (${size(bytes)})`;
}

/** @param {number} bytes */
export function siteStays(bytes) {
  return `Les fichiers du site restent (${size(bytes)}), pour l’ouvrir sans connexion\u00a0: ils ne contiennent rien de vous.`;
}
