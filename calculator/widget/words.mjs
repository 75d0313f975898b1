/** What the element says. */

/** @typedef {import("./answer.mjs").Reason} Reason */

export const WORDS = {
  title: "Facture impayée\u00a0: ce qu’on vous doit",
  amount: "Montant TTC",
  due: "Échéance",
  asOf: "Compté jusqu’au",
  total: "Total dû",
  interest: "Pénalités de retard",
  compensation: "Indemnité forfaitaire",
  perDay: "Chaque jour de plus",
  scope: "Entre entreprises en France, au taux de la loi, sans paiement reçu. Rien de ce que vous tapez n’est envoyé.",
  provisional: "Provisoire\u00a0: un taux de cette période n’était pas encore publié.",
  further: "Le détail, les paiements, la lettre",
};

/** @type {Record<Reason, string>} */
export const REASONS = {
  waiting: "Donnez le montant et l’échéance.",
  amount: "Écrivez le montant en euros, par exemple 1\u202f234,56.",
  "not-late": "L’échéance n’est pas passée\u00a0: rien n’est dû de plus ce jour-là.",
  expired: "Les taux de cette page s’arrêtent avant cette date. Le calculateur a les derniers.",
  elsewhere: "Ce cas demande le calculateur complet.",
};
