/* The table of decisions, and the search in all their words. No library, no request to another host; works from file://. */
(function () {
  "use strict";

  var FACETS = ["status", "tier", "boundary", "decider", "team", "topic", "intent", "year", "tag"];
  var CHUNK = 100;
  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  var scripts = {}, shards = {}, data = null;

  /* ---- loading: data are scripts, because pages from file:// may not fetch ---- */
  window.remitDecisions = function (given) { data = given; };
  window.remitShard = function (given) { shards[given[0]] = given[1]; };

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

  function top() {
    var config = document.getElementById("__config");
    var base = config ? JSON.parse(config.textContent).base : ".";
    return new URL(base.replace(/\/?$/, "/"), location.href);
  }

  /* ---- words: the same folding as when the index was made ---- */
  function fold(text) {
    return text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  }

  function tokens(text) {
    var out = [];
    (fold(text).match(/[\p{L}\p{N}]+/gu) || []).forEach(function (word) {
      if (/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word)) {
        if (word.length === 1) { out.push(word); }
        for (var at = 0; at + 1 < word.length; at++) { out.push(word.slice(at, at + 2)); }
      } else if (word.length > 1) { out.push(word.slice(0, 40)); }
    });
    return out;
  }

  function shardOf(word) {
    return /^[a-z0-9]{2}/.test(word) ? word.slice(0, 2) : "u" + (word.codePointAt(0) % 64).toString(16);
  }

  function rowsOf(word) {
    var shard = shards[shardOf(word)] || {}, found = new Set();
    Object.keys(shard).forEach(function (known) {
      if (known.startsWith(word)) {
        var row = 0;
        shard[known].split(" ").forEach(function (step) { row += parseInt(step, 36); found.add(row); });
      }
    });
    return found;
  }

  /* The rows that hold every word of the text (the beginning of each is enough); null for no words. */
  function search(folder, text) {
    var words = tokens(text);
    if (!words.length) { return Promise.resolve(null); }
    var version = data && data.version ? "?" + data.version : "";
    return Promise.all(words.map(function (word) { return load(folder + shardOf(word) + ".js" + version); })).then(function () {
      return words.map(rowsOf).reduce(function (all, some) {
        return new Set(Array.from(all).filter(function (row) { return some.has(row); }));
      });
    });
  }

  /* ---- the table ---- */
  function list(entry) { return entry === -1 || entry === undefined ? [] : Array.isArray(entry) ? entry : [entry]; }

  function column(key) {
    if (key === "year") { return coded(data.date.map(function (day) { return day ? [day.slice(0, 4)] : []; })); }
    var given = data[key];
    var out = { values: given.v, labels: given.l || given.v, rows: given.i.map(list) };
    return key === "topic" ? ancestors(out) : out;
  }

  function coded(lists) {
    var places = {}, values = [];
    var rows = lists.map(function (some) {
      return some.map(function (value) {
        if (!(value in places)) { places[value] = values.push(value) - 1; }
        return places[value];
      });
    });
    return { values: values, labels: values, rows: rows };
  }

  /* A topic is found under its parents too: tooling/cache under tooling. */
  function ancestors(given) {
    return coded(given.rows.map(function (row) {
      var all = new Set();
      row.forEach(function (index) {
        given.values[index].split("/").reduce(function (path, part) {
          var here = path ? path + "/" + part : part;
          all.add(here);
          return here;
        }, "");
      });
      return Array.from(all);
    }));
  }

  function el(name, text, className) {
    var made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function day(text) {
    if (!text) { return null; }
    var parts = text.split("-");
    var made = el("time", Number(parts[2]) + " " + MONTHS[Number(parts[1]) - 1] + " " + parts[0]);
    made.setAttribute("datetime", text);
    return made;
  }

  function many(number, word) {
    return (number === 0 ? "no" : number.toLocaleString("en").replace(/,/g, " ")) + " " + word + (number === 1 ? "" : "s");
  }

  function Table(box) {
    this.box = box;
    this.form = box.querySelector(".remit-controls");
    this.body = box.querySelector("#remit-table tbody");
    this.count = box.querySelector("#remit-count");
    this.more = box.querySelector("#remit-more");
    this.columns = {};
    this.shown = [];
    this.drawn = 0;
    this.turn = 0;
    var self = this;
    FACETS.forEach(function (key) { self.columns[key] = column(key); });
    this.stopped = new Set(data.stopped);
    this.heads();
    this.read();
    this.form.hidden = false;
    this.form.addEventListener("submit", function (event) { event.preventDefault(); });
    this.form.addEventListener("reset", function () { setTimeout(function () { self.changed(); }); });
    this.form.addEventListener("input", function (event) {
      if (event.target.name === "q") { clearTimeout(self.timer); self.timer = setTimeout(function () { self.changed(); }, 60); } else { self.changed(); }
    });
    this.more.addEventListener("click", function () { self.draw(); });
    window.addEventListener("hashchange", function () { self.read(); });
  }

  Table.prototype.heads = function () {
    var self = this;
    this.heads_of = {};
    this.box.querySelectorAll("th[data-key]").forEach(function (head) {
      var button = el("button", head.textContent);
      self.heads_of[head.dataset.key] = head.textContent;
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var key = head.dataset.key;
        self.sort = self.sort === key ? "-" + key : self.sort === "-" + key ? key : key === "date" ? "-date" : key;
        self.write();
        self.apply();
      });
    });
  };

  /* The address holds the state: filters, words and order. */
  Table.prototype.read = function () {
    var given = new URLSearchParams(location.hash.slice(1)), form = this.form, self = this;
    form.elements.q.value = given.get("q") || "";
    this.sort = given.get("sort") || "-date";
    this.picked = {};
    FACETS.forEach(function (key) { self.picked[key] = given.get(key) || ""; });
    this.apply();
  };

  Table.prototype.changed = function () {
    var form = this.form, self = this;
    FACETS.forEach(function (key) { self.picked[key] = form.elements[key].value; });
    this.write();
    this.apply();
  };

  Table.prototype.write = function () {
    var given = new URLSearchParams(), words = this.form.elements.q.value.trim(), self = this;
    if (words) { given.set("q", words); }
    FACETS.forEach(function (key) { if (self.picked[key]) { given.set(key, self.picked[key]); } });
    if (this.sort !== "-date") { given.set("sort", this.sort); }
    var text = given.toString();
    history.replaceState(history.state, "", text ? "#" + text : location.pathname + location.search);
  };

  Table.prototype.apply = function () {
    var self = this, turn = ++this.turn;
    search(this.box.dataset.search, this.form.elements.q.value).then(function (hits) {
      if (turn === self.turn) { self.show(hits); }
    });
  };

  Table.prototype.show = function (hits) {
    var self = this, wanted = [], total = data.id.length;
    FACETS.forEach(function (key) {
      if (self.picked[key]) { wanted.push([key, self.columns[key].values.indexOf(self.picked[key])]); }
    });
    var counts = {};
    FACETS.forEach(function (key) { counts[key] = new Map(); });
    this.shown = [];
    for (var row = 0; row < total; row++) {
      if (hits && !hits.has(row)) { continue; }
      var missed = null, misses = 0;
      for (var at = 0; at < wanted.length && misses < 2; at++) {
        if (!this.columns[wanted[at][0]].rows[row].includes(wanted[at][1])) { misses++; missed = wanted[at][0]; }
      }
      if (misses === 0) { this.shown.push(row); }
      if (misses < 2) { this.tally(counts, row, missed); }
    }
    this.order();
    this.facets(counts);
    this.body.replaceChildren();
    this.drawn = 0;
    this.draw();
    var number = this.shown.length;
    this.count.textContent = number === total ? many(total, "decision") : number.toLocaleString("en").replace(/,/g, " ") + " of " + many(total, "decision");
    this.form.querySelector(".remit-clear").hidden = !(wanted.length || this.form.elements.q.value);
  };

  /* A row counts for a filter's entries when every other filter lets it through. */
  Table.prototype.tally = function (counts, row, missed) {
    var keys = missed ? [missed] : FACETS;
    for (var k = 0; k < keys.length; k++) {
      var entries = this.columns[keys[k]].rows[row], map = counts[keys[k]];
      for (var e = 0; e < entries.length; e++) { map.set(entries[e], (map.get(entries[e]) || 0) + 1); }
    }
  };

  Table.prototype.order = function () {
    var down = this.sort.startsWith("-"), key = down ? this.sort.slice(1) : this.sort, sign = down ? -1 : 1, keys;
    this.box.querySelectorAll("th[data-key]").forEach(function (head) {
      if (head.dataset.key === key) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
    if (key === "date" && down) { return; }
    if (key === "date" || key === "title") { keys = data[key].map(function (text) { return text.toLowerCase(); }); } else {
      var given = this.columns[key];
      if (!given) { return; }
      keys = given.rows.map(function (row) { return row.length ? given.labels[row[0]].toLowerCase() : "\uffff"; });
    }
    this.shown.sort(function (a, b) { return keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b; });
  };

  Table.prototype.facets = function (counts) {
    var self = this;
    FACETS.forEach(function (key) {
      var select = self.form.elements[key], given = self.columns[key], picked = self.picked[key];
      select.closest("label").hidden = given.values.length < 2 && !picked;
      var rows = given.values.map(function (value, index) { return [value, given.labels[index], counts[key].get(index) || 0]; });
      rows = rows.filter(function (entry) { return entry[2] || entry[0] === picked; });
      rows.sort(key === "year" ? function (a, b) { return a[0] < b[0] ? 1 : -1; } : function (a, b) { return a[1].localeCompare(b[1]); });
      var options = [new Option("Any", "")].concat(rows.map(function (entry) { return new Option(entry[1] + " (" + entry[2] + ")", entry[0]); }));
      if (picked && given.values.indexOf(picked) < 0) { options.push(new Option(picked + " (0)", picked)); }
      select.replaceChildren.apply(select, options);
      select.value = picked;
      select.classList.toggle("remit-on", Boolean(picked));
    });
  };

  Table.prototype.draw = function () {
    var part = document.createDocumentFragment(), self = this;
    this.shown.slice(this.drawn, this.drawn + CHUNK).forEach(function (row) { part.appendChild(self.row(row)); });
    this.body.appendChild(part);
    this.drawn = Math.min(this.drawn + CHUNK, this.shown.length);
    this.more.hidden = this.drawn >= this.shown.length;
    this.more.textContent = "Show more (" + (this.shown.length - this.drawn) + " left)";
  };

  Table.prototype.row = function (row) {
    var made = el("tr"), title = el("a", data.title[row]), self = this;
    title.href = data.href[row];
    function cell(key, content) {
      var td = el("td");
      if (!self.heads_of[key]) { return; }
      td.dataset.label = self.heads_of[key];
      [].concat(content).forEach(function (part) { if (part) { td.append(part); } });
      made.appendChild(td);
    }
    function label(key) { return list(data[key].i[row]).map(function (index) { return (data[key].l || data[key].v)[index]; }); }
    var status = list(data.status.i[row])[0], word = status === undefined ? "Status unknown" : label("status")[0];
    var badges = [el("span", word, "remit-badge remit-" + (status === undefined ? "unknown" : data.status.v[status].replace(/[^a-z]/g, "")))];
    if (self.stopped.has(row)) { badges.push(" ", el("span", "Stopped", "remit-badge remit-stopped")); }
    cell("title", title);
    cell("status", badges);
    cell("tier", label("tier").map(function (text) { return el("span", text, "remit-badge remit-tier"); }));
    cell("decider", label("decider").slice(0, 3).join(", "));
    cell("topic", label("topic").slice(0, 1));
    cell("date", day(data.date[row]));
    return made;
  };

  function table() {
    var box = document.getElementById("remit-decisions");
    if (!box || box.dataset.ready) { return; }
    box.dataset.ready = "yes";
    load(box.dataset.source).then(function () { if (data) { box.remitTable = new Table(box); } });
  }

  /* ---- the theme's search box also finds decisions; where there is none, a field in the header leads to the table ---- */
  function boxed(field) {
    if (field.dataset.remit) { return; }
    field.dataset.remit = "yes";
    var turn = 0;
    function prepare() { return load(new URL("assets/remit/decisions.js", top()).href); }
    field.addEventListener("focus", prepare);
    field.addEventListener("input", function () {
      var words = field.value, now = ++turn;
      prepare().then(function () { return data ? search(new URL("assets/remit/search/", top()).href, words) : null; }).then(function (hits) {
        if (now === turn) { offer(words, hits); }
      });
    });
  }

  function offer(words, hits) {
    var result = document.querySelector("[data-md-component=search-result]");
    var old = document.querySelector(".remit-hits");
    if (old) { old.remove(); }
    if (!result || !hits || !hits.size) { return; }
    var box = el("div", "", "remit-hits"), all = el("a", "All matching decisions"), folded = tokens(words);
    var rows = Array.from(hits).sort(function (a, b) { return inTitle(b, folded) - inTitle(a, folded) || a - b; });
    box.appendChild(el("p", many(hits.size, "decision")));
    rows.slice(0, 5).forEach(function (row) {
      var one = el("a", data.title[row]);
      one.href = new URL("decisions/" + data.href[row], top()).href;
      box.appendChild(one);
    });
    all.href = new URL("decisions/index.html#q=" + encodeURIComponent(words), top()).href;
    box.appendChild(all);
    result.insertBefore(box, result.firstChild);
  }

  function inTitle(row, words) {
    var title = fold(data.title[row]);
    return words.filter(function (word) { return title.includes(word); }).length;
  }

  function header() {
    var field = document.querySelector("[data-md-component=search-query]"), bar = document.querySelector(".md-header__inner");
    var theirs = field && field.closest("[data-md-component=search]");
    /* From file:// the theme hides its search: browsers run no workers there. */
    if (theirs && !theirs.hidden) { boxed(field); setTimeout(function () { if (theirs.hidden) { header(); } }, 400); return; }
    if (!bar || bar.querySelector(".remit-head-search") || document.getElementById("remit-decisions")) { return; }
    var form = el("form", "", "remit-head-search"), input = el("input");
    form.setAttribute("role", "search");
    input.type = "search";
    input.placeholder = "Search decisions";
    input.setAttribute("aria-label", "Search decisions");
    form.appendChild(input);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      location.href = new URL("decisions/index.html#q=" + encodeURIComponent(input.value), top()).href;
    });
    bar.appendChild(form);
  }

  /* A table that is wider than the page can be scrolled with the keyboard too; one that fits is no stop on the way. */
  function reachable() {
    document.querySelectorAll(".remit-scroll:not([role])").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth) { box.tabIndex = 0; } else { box.removeAttribute("tabindex"); }
    });
  }

  /* On a phone the details of a decision are folded, so that its reason is on the first screen. Print shows them. */
  function foldDetails() {
    var details = document.querySelector(".remit-details");
    if (details && window.matchMedia("(max-width: 56em)").matches) { details.open = false; }
  }

  function start() { table(); header(); reachable(); foldDetails(); }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".remit-details").forEach(function (details) { details.open = true; });
  });
  window.addEventListener("resize", reachable);
  if (window.document$ && window.document$.subscribe) { window.document$.subscribe(start); } else { start(); }
})();
