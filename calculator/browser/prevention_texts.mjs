/** What the pages on prevention say. */

export const PREVENTION = {
  coming: "Le calculateur se charge, quelques secondes la première fois.",
  unreachable: "Il manque une partie du calculateur. Vérifiez votre connexion\u00a0: la réponse viendra à la prochaine touche.",
  failed: "La réponse n’a pas pu être faite. Ce que vous avez tapé reste\u00a0: modifiez-le, ou rechargez la page.",
  copied: "Copié.",
  notCopied: "La copie a été refusée\u00a0: sélectionnez le texte et copiez-le au clavier.",
  tooLarge: "Ce fichier dépasse 5\u00a0Mo.",
  unreadable: "Ce fichier n’a pas pu être lu.",
};
