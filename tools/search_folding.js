// Added by tools/build_site.py to the theme's French search rules. Readers type « penalite », « Pénalités » or « relancer »
// alike: words lose their accents, then their endings, in the index and in the query. The theme asks for
// every word as a prefix, and lunr leaves prefixes as they were typed; they must go the same way.
(function (lunr) {
  var french = lunr.fr;
  var SHORTEST_STEM = 3;

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

  lunr.Pipeline.registerFunction(fold, "fold-accents");
  lunr.fr = function () {
    french.call(this);
    [this.pipeline, this.searchPipeline].forEach(function (pipeline) {
      pipeline.before(french.stemmer, fold);
    });
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
