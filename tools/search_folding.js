// Added by tools/build_site.py to the theme's French search rules. Readers type in haste: « penalite », « l’échéance »,
// « L. 441-10 », « cheque en bois d'un client ». What is searched is words without accents nor endings; the little words
// of French are dropped, a reference to an article is put together again, and words that mean the same here are found
// one for the other. Pages that hold every word come first; a keyword or a title counts more than the text.
(function (lunr) {
  const french = lunr.fr;
  const SHORTEST_STEM = 3;
  const SHORTEST_PREFIX = 4;
  const SHORTEST_MISSPELT = 5;
  const FEW_WORDS = 3;
  const WORTH_SHOWING = 0.1;
  const FIELDS = { tags: 3, title: 3, text: 1 };
  const PART_TITLE = 1.5;
  const KEYWORD = 4;
  const [SAME, ALIKE, BEGUN, MISSPELT] = [1, 0.8, 0.6, 0.5];
  // Each word of a row is found for every other one.
  const KIN = [
    ["relance", "rappel", "relence"],
    ["huissier", "commissaire"],
    ["impayé", "créance"],
    ["pénalités", "pénalitées", "intérêts", "moratoires"],
    ["échéancier", "mensualités", "versements"],
    ["téléphone", "appel", "tel"],
    ["prix", "coût", "coûte", "tarif"],
    ["mairie", "commune", "collectivité"],
    ["consommateur", "particulier"],
    ["courriel", "mail", "email"],
    ["faillite", "liquidation", "redressement"],
    ["payer", "paie", "paye", "payé", "régler", "réglé", "réglée"],
    ["boîte", "société", "entreprise"],
    ["boulot", "travail", "travaux"],
    ["matos", "marchandise", "matériel"],
    ["contester", "conteste", "contestation", "contesté"],
    ["modèle", "lettre", "courrier", "courier"],
    ["exemple", "modèle"],
    ["recommandé", "lrar"],
    ["délai", "jours"],
    ["réclame", "réclamer", "demande", "demander"],
    ["btp", "bâtiment", "travaux", "chantier"],
    ["rejeté", "rejet"],
    ["euro", "euros"],
  ];
  // What is typed for something else altogether.
  const WHOLE = new Map([["fdm", ["fin", "mois"]], ["compta", ["comptable"]], ["copro", ["copropriété"]]]);
  // Words that say nothing of the subject; elided articles are among them.
  const EMPTY = new Set(
    (
      "a ai aie ait alors apres as au aucun aucune aussi autre autres aux avec avant ayant bien c ca car ce ceci cela " +
      "celle celui ces cet cette ceux chaque chez comme comment combien d dans de deja depuis des deux dit dois doit donc du " +
      "elle elles en encore entre es est et etaient etait etes etre eu eux fais faire fait faut il ils j je jusqu jusque l la " +
      "le les leur leurs lorsqu lui m ma mais maintenant me meme mes mettre mis moi moins mon n ne ni non nos notre nous on ont ou " +
      "par pas peu peut peux plus plusieurs pour pourquoi puis puisqu puisque qu quand que quel quelle quelles quels quelqu " +
      "quelque qui quoi rien s sa sans se ses si soit son sont sous suis sur t ta te tes toi ton tous tout toute toutes " +
      "toujours tres trop tu un une va vais veut veux vos votre vous y ete ici apart jamais juste vraiment svp merci"
    ).split(" "),
  );

  function unaccented(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
  }

  function root(word) {
    const plain = unaccented(word);
    const stem = String(french.stemmer(new lunr.Token(plain, {})));
    return stem.length < SHORTEST_STEM ? plain : stem;
  }

  function fold(token) {
    return token.update(root);
  }

  const kin = new Map();
  for (const words of KIN) {
    for (const own of words) {
      const others = words.filter((each) => each !== own).map(root);
      kin.set(root(own), new Set([...(kin.get(root(own)) ?? []), ...others]));
    }
  }

  lunr.Pipeline.registerFunction(fold, "fold-accents");
  lunr.fr = function () {
    french.call(this);
    // The theme leaves French stems out: accents would be in their way. Here both go, in that order.
    [this.pipeline, this.searchPipeline].forEach((pipeline) => {
      pipeline.before(french.stemmer, fold);
      pipeline.remove(french.stemmer);
    });
  };
  Object.assign(lunr.fr, french);

  // The words of a question: « L. 441-10 » is « l441 » and « 10 », as « L441-10 » is in the index.
  function read(question) {
    const typed = question
      .split(/\s+/)
      .map((each) => unaccented(each).replace(/^[+]|[*~^].*$|[€%]/g, ""))
      .flatMap((each) => each.split(lunr.tokenizer.separator))
      .filter(Boolean);
    const words = [];
    typed.forEach((word, at) => {
      const before = typed[at - 1];
      if (/^\d{2,4}$/.test(word) && /^[lrda]$/.test(before ?? "")) words.push(before + word);
      else if (!EMPTY.has(word)) words.push(...(WHOLE.get(word) ?? [word.replace(/^(\d+)(eme|ieme|er|ere)$/, "$1e")]));
    });
    const last = typed.at(-1);
    return [...new Set(words)].map((word) => ({ word, unfinished: word === last }));
  }

  // Whether one letter more, less or other makes one word of the other.
  function near(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const rest = (word, skipped) => word.slice(start + skipped);
    return (
      rest(one, 1) === rest(other, 1) || rest(one, 0) === rest(other, 1) || rest(one, 1) === rest(other, 0)
    );
  }

  // The terms of the index that answer a word, each with what it is worth.
  function answers(terms, { word, unfinished }) {
    const own = root(word);
    const found = new Map();
    const add = (term, worth) => {
      if (term in terms && !(found.get(term) >= worth)) found.set(term, worth);
    };
    add(own, SAME);
    add(word, SAME);
    if (/^\d{3,4}$/.test(word)) for (const letter of "lrda") add(letter + word, SAME);
    const known = found.size > 0;
    for (const each of kin.get(own) ?? []) add(each, ALIKE);
    if (!known && unfinished && own.length >= SHORTEST_PREFIX) {
      for (const term of Object.keys(terms)) if (term.startsWith(own)) add(term, BEGUN);
    }
    if (!found.size && own.length >= SHORTEST_MISSPELT) {
      for (const term of Object.keys(terms)) if (term[0] === own[0] && near(own, term)) add(term, MISSPELT);
    }
    return found;
  }

  const pageOf = (place) => place.split("#")[0];

  // What one word finds: for each page what it is worth there, field by field, for each place what to highlight.
  function gather(terms, fields, word) {
    const found = answers(terms, word);
    const best = new Map();
    const places = new Map();
    for (const [term, worth] of found) {
      for (const field of fields) {
        for (const [place, metadata] of Object.entries(terms[term][field])) {
          const kind = field === "title" && place.includes("#") ? "part" : field;
          const weight = worth * (kind === "part" ? PART_TITLE : FIELDS[field]);
          const page = pageOf(place);
          const kinds = best.get(page) ?? {};
          kinds[kind] = Math.max(kinds[kind] ?? 0, weight);
          best.set(page, kinds);
          const seen = places.get(place) ?? { weight: 0, data: new lunr.MatchData() };
          seen.weight = Math.max(seen.weight, weight);
          // a copy: joined with another word's, it would be written into the index itself
          seen.data.add(term, field, Object.fromEntries(Object.entries(metadata).map(([key, each]) => [key, [...each]])));
          places.set(place, seen);
        }
      }
    }
    const sum = (kinds) => Object.values(kinds).reduce((total, each) => total + each, 0);
    return { pages: new Map([...best].map(([page, kinds]) => [page, sum(kinds)])), places, roots: new Set([...alike(word), ...found.keys()]) };
  }

  // The keywords of each page, phrase by phrase: the index itself knows no phrases.
  const keywords = new Map();
  const add = lunr.Builder.prototype.add;
  lunr.Builder.prototype.add = function (doc, attributes) {
    const phrases = [doc.tags ?? []].flat().map((phrase) => read(phrase).map(({ word }) => root(word)));
    if (phrases.length) keywords.set(doc.location, phrases);
    return add.call(this, doc, attributes);
  };

  const alike = ({ word }) => new Set([word, root(word), ...(kin.get(root(word)) ?? [])]);

  // How much of a keyword the question is, and the other way round: 1 where they are the same.
  function likeness(words, page) {
    const shared = (phrase) => words.filter(({ roots }) => phrase.some((each) => roots.has(each))).length;
    return Math.max(
      0,
      ...(keywords.get(page) ?? []).map((phrase) => {
        const both = shared(phrase);
        return both / (words.length + phrase.length - both || 1);
      }),
    );
  }

  // Two words of a question may find the same one of a page: what is highlighted twice is written across its own markup.
  function once(data) {
    const seen = new Set();
    for (const fields of Object.values(data.metadata)) {
      for (const [field, metadata] of Object.entries(fields)) {
        const fresh = (metadata.position ?? []).filter((each) => !seen.has(`${field} ${each}`));
        for (const each of fresh) seen.add(`${field} ${each}`);
        metadata.position = [...new Set(fresh)];
      }
    }
    return data;
  }

  function ranked(index, question) {
    const all = new Set(Object.keys(index.fieldVectors).map((key) => pageOf(key.split("/").slice(1).join("/"))));
    const words = read(question).map((word) => gather(index.invertedIndex, index.fields, word));
    const scores = new Map();
    const parts = new Map();
    let possible = 0;
    for (const { pages, places } of words) {
      const rare = Math.log(1 + all.size / (pages.size || 1));
      possible += rare;
      for (const [page, weight] of pages) {
        const sofar = scores.get(page) ?? { score: 0, covered: 0, count: 0, together: 0 };
        sofar.score += rare * weight;
        sofar.covered += rare;
        sofar.count += 1;
        scores.set(page, sofar);
      }
      for (const [place, { weight, data }] of places) {
        const sofar = parts.get(place) ?? { score: 0, covered: 0, data: new lunr.MatchData() };
        sofar.score += rare * weight;
        sofar.covered += rare;
        sofar.data.combine(data);
        parts.set(place, sofar);
      }
    }
    for (const [place, { covered }] of parts) {
      const page = scores.get(pageOf(place));
      page.together = Math.max(page.together, covered / possible);
    }
    for (const [page, found] of scores) found.score += KEYWORD * possible * likeness(words, page) ** 2;
    const value = ({ score, covered, together }) => score * (covered / possible) * (1 + together);
    const whole = ({ count }) => count === words.length && words.length <= FEW_WORDS;
    const best = Math.max(0, ...[...scores.values()].map(value));
    const results = [];
    for (const [page, found] of scores) {
      if (value(found) < best * WORTH_SHOWING) continue;
      const score = value(found) + (whole(found) ? best : 0);
      // The page itself always answers: the theme weighs a page against its parts, never page against page.
      results.push({ ref: page, score, matchData: parts.has(page) ? once(parts.get(page).data) : { metadata: { "": {} } } });
      for (const [place, part] of parts) {
        if (place !== page && pageOf(place) === page) {
          results.push({ ref: place, score: (score * part.score) / (1000 * possible), matchData: once(part.data) });
        }
      }
    }
    return results.sort((one, other) => other.score - one.score);
  }

  lunr.Index.prototype.search = function (question) {
    return ranked(this, question);
  };
  // The theme asks what the question was made of, to say what is missing: every page shown answers it.
  lunr.QueryParser.prototype.parse = function () {
    this.query.clause({ term: "" });
    return this.query;
  };
})(lunr);
