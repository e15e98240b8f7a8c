/* The search in all words of the decisions: what is found, why, and in which order. No library; works from file://. */
(function () {
  "use strict";

  var scripts = {}, shards = {}, texts = {}, spellings = {};
  var SPELLINGS = 16, LONG = 5; /* as in search_index.py */
  var CHUNK = 16; /* rows in a file of texts: `CHUNK` in search_index.py */
  var AROUND = 120; /* letters of an excerpt behind its first word that was looked for */
  var SPELT = { "ß": "ss", "ς": "σ", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "ng", "ħ": "h", "ŧ": "t" };
  var ODD = new RegExp("[" + Object.keys(SPELT).join("") + "]", "g");
  var WORD = /[\p{L}\p{N}\p{M}]+(?:\+\+|#)?/gu; /* as it is written */
  var WIDE = /[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
  var ENDINGS = ["ungen", "ung", "ings", "ing", "ed", "es", "en", "er", "em", "s", "e", "n"]; /* of English and German words */

  window.remitShard = function (given) { shards[given[0]] = given[1]; };
  window.remitSpelling = function (given) { spellings[given[0]] = given[1].split(" "); };
  window.remitTexts = function (given) { texts[given[0]] = given[1]; };

  /* Data are scripts, because pages from file:// may not fetch. */
  function load(address) {
    if (!scripts[address]) {
      scripts[address] = new Promise(function (done) {
        var script = document.createElement("script");
        script.src = address;
        script.onload = script.onerror = function () { done(); };
        document.head.appendChild(script);
      });
    }
    return scripts[address];
  }

  /* ---- words: the same folding as when the index was made (`folded` in search_index.py) ---- */
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(ODD, function (letter) { return SPELT[letter]; }).normalize("NFC");
  }

  function words(text) {
    var out = [];
    (fold(text).match(/[\p{L}\p{N}]+(?:\+\+|#)?/gu) || []).forEach(function (word) {
      if (WIDE.test(word)) {
        if (word.length === 1) { out.push(word); }
        for (var at = 0; at + 1 < word.length; at++) { out.push(word.slice(at, at + 2)); }
      } else { out.push(word.slice(0, 40)); }
    });
    return out;
  }

  /* What was asked for: words, and phrases in quotes. */
  function asked(text) {
    var phrases = [], written = {};
    (text.match(WORD) || []).forEach(function (one) { words(one).forEach(function (word) { written[word] = one; }); });
    text.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/g, function (_, inside) { phrases.push(fold(inside).replace(/\s+/g, " ").trim()); return ""; });
    return { words: Array.from(new Set(words(text))), phrases: phrases.filter(Boolean), written: written };
  }

  function shardOf(word) {
    return /^[a-z0-9]{1,2}$/.test(word.slice(0, 2)) ? word.slice(0, 2) : "u" + (word.codePointAt(0) % 64).toString(16);
  }

  function stem(word) {
    var ending = ENDINGS.find(function (one) { return word.endsWith(one) && word.length - one.length >= 4; });
    return ending ? word.slice(0, -ending.length) : word;
  }

  /* Whether two words differ by one letter that is added, missing, another, or exchanged with its neighbour. */
  function near(one, two) {
    if (Math.abs(one.length - two.length) > 1) { return false; }
    var at = 0;
    while (at < one.length && one[at] === two[at]) { at++; }
    var rest = one.slice(at), other = two.slice(at);
    return rest.slice(1) === other.slice(1) || rest.slice(1) === other || rest === other.slice(1) ||
      (rest[0] === other[1] && rest[1] === other[0] && rest.slice(2) === other.slice(2));
  }

  /* Whether a longer word may be a slip for a known one, its beginning or another form of it. */
  function meant(word, one) { return near(word, one) || near(word, one.slice(0, word.length + 1)) || near(stem(word), stem(one)); }

  function rowsOf(known, shard, into, weight) {
    var row = 0;
    shard[known].split(" ").forEach(function (step) { row += parseInt(step, 36); into.set(row, Math.max(into.get(row) || 0, weight)); });
  }

  /* Rows with a word, and how well each fits: 4 as written, 3 begins so, 2 another form, 1 one letter off. */
  function matches(word) {
    var shard = shards[shardOf(word)] || {}, found = new Map(), known = Object.keys(shard), root = stem(word);
    known.forEach(function (one) {
      var weight = one === word ? 4 : word.length > 1 && one.startsWith(word) ? 3 : word.length > 3 && stem(one) === root ? 2 : 0;
      if (weight) { rowsOf(one, shard, found, weight); }
    });
    if (!found.size && word.length >= LONG) {
      known.forEach(function (one) { if (meant(word, one)) { rowsOf(one, shard, found, 1); } });
    }
    return found;
  }

  /* Where the words are listed whose first letters may be meant: by their third and fourth letters, which are those of this word,
     or stand one place before or behind, or the third was exchanged with the second. */
  function spellingsOf(word) {
    return [[1, 2], [2, 3], [3, 4], [1, 3]].filter(function (at) { return at[1] < word.length; }).map(function (at) {
      return (word.charCodeAt(at[0]) * 7 + word.charCodeAt(at[1])) % SPELLINGS;
    });
  }

  function chunkOf(row) { return Math.floor(row / CHUNK); }

  function Search(folder, version) {
    this.folder = folder;
    this.version = version ? "?" + version : "";
  }

  Search.prototype.load = function (names) {
    var self = this;
    return Promise.all(Array.from(new Set(names)).map(function (name) { return load(self.folder + name + ".js" + self.version); }));
  };

  Search.prototype.texts = function (rows) { return this.load(rows.map(function (row) { return "text/" + chunkOf(row); })); };

  /* Words of other shards that a word without any match may mean: its first two letters are mistyped. */
  Search.prototype.respell = function (word) {
    var self = this, places = Array.from(new Set(spellingsOf(word)));
    return this.load(places.map(function (place) { return "spelling/" + place; })).then(function () {
      var known = [].concat.apply([], places.map(function (place) { return spellings[place] || []; }));
      var others = known.filter(function (one) { return meant(word, one); });
      return self.load(others.map(shardOf)).then(function () {
        var found = new Map();
        others.forEach(function (one) { if ((shards[shardOf(one)] || {})[one]) { rowsOf(one, shards[shardOf(one)], found, 1); } });
        return found;
      });
    });
  };

  function textOf(row) { return (texts[chunkOf(row)] || [])[row % CHUNK] || ""; }

  /* The rows that hold every word and phrase, with how well they fit; null for no words. `each`: the rows of each word. */
  Search.prototype.find = function (text) {
    var want = asked(text), self = this;
    if (!want.words.length) { return Promise.resolve(null); }
    return this.load(want.words.map(shardOf)).then(function () {
      return Promise.all(want.words.map(function (word) {
        var found = matches(word);
        return found.size || word.length < LONG || !/^[a-z0-9]+$/.test(word) ? found : self.respell(word);
      }));
    }).then(function (each) {
      /* The last word may be about to grow: a single letter that is no word of its own excludes nothing yet. */
      var last = want.words.length - 1;
      if (want.words[last].length === 1 && !each[last].size && !/\s$/.test(text)) { each.pop(); want.words.pop(); }
      if (!each.length) { return null; }
      var rows = new Map();
      each[0].forEach(function (weight, row) {
        var all = each.reduce(function (sum, some) { return sum === 0 || !some.has(row) ? 0 : sum + some.get(row); }, 1);
        if (all) { rows.set(row, all); }
      });
      var found = { rows: rows, words: want.words, phrases: want.phrases, written: want.written, each: each };
      if (!want.phrases.length) { return found; }
      return self.texts(Array.from(rows.keys())).then(function () {
        Array.from(rows.keys()).forEach(function (row) {
          var shown = fold(textOf(row)).replace(/\s+/g, " ");
          if (!want.phrases.every(function (phrase) { return shown.includes(phrase); })) { rows.delete(row); }
        });
        return found;
      });
    });
  };

  /* How well a row fits: titles, ids and people before the text. */
  function rank(found, row, title, id, people) {
    var heads = [[words(title), 40], [words(id), 40], [words(people.join(" ")), 20]], sum = found.rows.get(row) || 0;
    found.words.forEach(function (word) {
      heads.forEach(function (head) {
        if (head[0].includes(word)) { sum += head[1]; } else if (head[0].some(function (one) { return one.startsWith(word); })) { sum += head[1] / 2; }
      });
    });
    if (fold(title).startsWith(found.words[0])) { sum += 10; }
    return sum;
  }

  function fits(word, found) {
    return found.words.some(function (want) {
      return word === want || (want.length > 1 && word.startsWith(want)) || (want.length > 3 && stem(word) === stem(want)) || (want.length >= LONG && (near(want, word) || near(stem(want), stem(word))));
    });
  }

  /* The text as parts, those that were looked for marked. */
  function marked(text, found) {
    var out = document.createDocumentFragment(), at = 0;
    text.replace(WORD, function (word, place) {
      if (!words(word).some(function (one) { return fits(one, found); })) { return word; }
      out.append(text.slice(at, place));
      var mark = document.createElement("mark");
      mark.textContent = word;
      out.append(mark);
      at = place + word.length;
      return word;
    });
    out.append(text.slice(at));
    return out;
  }

  /* Some words of the text, where most of what was looked for stands together; null where nothing of it does. */
  function excerpt(row, found) {
    var text = textOf(row), places = [], best = null, most = 0;
    text.replace(WORD, function (word, place) {
      if (words(word).some(function (one) { return fits(one, found); })) { places.push([place, fold(word)]); }
      return word;
    });
    places.forEach(function (first) {
      var near = places.filter(function (other) { return other[0] >= first[0] && other[0] < first[0] + AROUND; });
      var number = new Set(near.map(function (other) { return other[1]; })).size;
      if (number > most) { most = number; best = first[0]; }
    });
    if (best === null) { return null; }
    var start = best < 60 ? 0 : text.lastIndexOf(" ", best - 40) + 1, end = text.indexOf(" ", best + AROUND);
    return marked((start ? "… " : "") + text.slice(start, end < 0 ? undefined : end) + (end < 0 ? "" : " …"), found);
  }

  window.remitSearch = { load: load, fold: fold, words: words, Search: Search, rank: rank, marked: marked, excerpt: excerpt };
})();
