/** What the page says of a claim received, and of the case weighed. */

export const COUNTER = {
  empty: "Collez d’abord le texte de leur lettre.",
  reading: "Lecture de la lettre…",
  failed: "La lettre n’a pas pu être lue. Rien n’est perdu\u00a0: réessayez, ou tapez ses lignes.",
  tooLarge: "Ce fichier dépasse 5\u00a0Mo\u00a0: collez plutôt le texte de la lettre.",
  unreadable: "Ce fichier n’a pas pu être lu\u00a0: collez plutôt le texte de la lettre.",
};

export const WEIGHING = {
  coming: "Courbe et comparaisons\u00a0: calcul en cours…",
  failed: "La courbe n’a pas pu être faite. Vos chiffres restent justes\u00a0; rechargez la page pour réessayer.",
  title: "La dette dans le temps",
};
