/** What the page says by itself while files come in. */

export const IMPORT_TEXTS = {
  reading: "Lecture du fichier…",
  stopped: "La lecture est arrêtée. Votre saisie n’a pas changé.",
  failed: "Ce fichier n’a pas pu être lu jusqu’au bout. Votre saisie n’a pas changé.",
  partMissing: "Ce qu’il faut pour lire ce fichier n’a pas pu être téléchargé. Vérifiez votre connexion, puis recommencez\u00a0: votre saisie n’a pas changé.",
  tooLarge: "C’est trop pour une seule lecture (20\u00a0Mo au plus)\u00a0: partagez le fichier en plusieurs. Votre saisie n’a pas changé.",
  unreadable: "Ce fichier n’a pas pu être lu. Votre saisie n’a pas changé.",
  caseAlone: "Un dossier enregistré (.json) s’ouvre seul\u00a0: choisissez-le sans les autres fichiers.",
  noRows: "Collez d’abord les lignes de votre tableau.",
  undo: "Annuler l’import",
  undone: "L’import est annulé\u00a0: votre saisie est comme avant.",
  notKept: "Ce navigateur ne garde rien\u00a0: les colonnes seront à redire la prochaine fois.",
  forgotten: "Ces colonnes ne sont plus retenues.",
  othersSaved: "Les autres dossiers sont enregistrés dans vos téléchargements.",
  nothingReceived: "Le fichier partagé n’est pas arrivé jusqu’ici\u00a0: ouvrez-le par «\u00a0Ouvrir un fichier\u00a0».",
};
