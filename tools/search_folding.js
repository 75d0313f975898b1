// Added by tools/build_site.py to the theme's French search rules. Readers type « penalite », « Pénalités » or « relancer »
// alike: words lose their accents, then their endings, in the index and in the query. The theme asks for
// every word as a prefix, and lunr leaves prefixes as they were typed; they must go the same way. Words that mean
// the same here are found one for the other: each is filed under all of its kin.
(function (lunr) {
  var french = lunr.fr;
  var SHORTEST_STEM = 3;
  var KIN = [
    ["relance", "rappel"],
    ["huissier", "commissaire"],
    ["impayé", "créance"],
    ["pénalités", "intérêts"],
    ["échéancier", "mensualités", "versements"],
    ["téléphone", "appel"],
    ["prix", "coût", "tarif"],
    ["mairie", "commune", "collectivité"],
    ["consommateur", "particulier"],
    ["courriel", "mail", "email"],
    ["faillite", "liquidation", "redressement"],
  ];

  function unaccented(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
  }

  function fold(token) {
    return token.update(unaccented);
  }

  function root(word) {
    var plain = unaccented(word);
    var stem = String(french.stemmer(new lunr.Token(plain, {})));
    return stem.length < SHORTEST_STEM ? plain : stem;
  }

  var kin = {};
  KIN.forEach(function (words) {
    var roots = words.map(root);
    roots.forEach(function (each) {
      kin[each] = roots;
    });
  });

  function addKin(token) {
    var own = root(String(token));
    var others = (kin[own] || []).filter(function (each) {
      return each !== own;
    });
    return [token].concat(others.map(function (each) {
      return token.clone(function () {
        return each;
      });
    }));
  }

  lunr.Pipeline.registerFunction(fold, "fold-accents");
  lunr.Pipeline.registerFunction(addKin, "add-kin");
  lunr.fr = function () {
    french.call(this);
    [this.pipeline, this.searchPipeline].forEach(function (pipeline) {
      pipeline.before(french.stemmer, fold);
    });
    this.pipeline.after(french.stemmer, addKin);
  };
  Object.assign(lunr.fr, french);

  var parse = lunr.QueryParser.prototype.parse;
  lunr.QueryParser.prototype.parse = function () {
    var query = parse.call(this);
    query.clauses.forEach(function (clause) {
      if (clause.term.endsWith("*")) clause.term = root(clause.term.slice(0, -1)) + "*";
    });
    return query;
  };
})(lunr);
