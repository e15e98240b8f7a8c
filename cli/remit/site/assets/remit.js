/* The table of decisions, and the search in all their words. No library, no request to another host; works from file://. */
(function () {
  "use strict";

  var FACETS = ["status", "tier", "boundary", "decider", "team", "topic", "intent", "year", "tag"];
  var CHUNK = 100, EXPLAINED = 30;
  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  var VIEWS = { open: "Open", stopped: "Stopped" };
  var find = window.remitSearch, load = find.load, data = null;

  window.remitDecisions = function (given) { data = given; };

  function top() {
    var config = document.getElementById("__config");
    var base = config ? JSON.parse(config.textContent).base : ".";
    return new URL(base.replace(/\/?$/, "/"), location.href);
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
    this.search = new find.Search(box.dataset.search, data.version);
    this.chips = box.querySelector("#remit-chips");
    this.heads();
    this.read();
    this.form.hidden = false;
    this.form.addEventListener("submit", function (event) { event.preventDefault(); });
    this.form.addEventListener("reset", function () { self.view = ""; setTimeout(function () { self.changed(); }); });
    this.form.addEventListener("input", function (event) {
      if (event.target.name === "q") { clearTimeout(self.timer); self.timer = setTimeout(function () { self.changed(); }, 60); } else { self.changed(); }
    });
    this.more.addEventListener("click", function () { self.draw(); });
    box.querySelectorAll("[data-view]").forEach(function (button) {
      button.addEventListener("click", function () { self.view = self.view === button.dataset.view ? "" : button.dataset.view; self.changed(); });
    });
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
        var now = self.sorted();
        self.sort = now === key ? "-" + key : now === "-" + key ? key : key === "date" ? "-date" : key;
        self.write();
        self.apply();
      });
    });
  };

  /* The address holds the state: filters, words and order. */
  Table.prototype.read = function () {
    var given = new URLSearchParams(location.hash.slice(1)), form = this.form, self = this;
    form.elements.q.value = given.get("q") || "";
    this.sort = given.get("sort") || "";
    this.view = given.get("view") in VIEWS ? given.get("view") : "";
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
    if (this.view) { given.set("view", this.view); }
    if (this.sort && (words || this.sort !== "-date")) { given.set("sort", this.sort); }
    var text = given.toString();
    history.replaceState(history.state, "", text ? "#" + text : location.pathname + location.search);
  };

  /* What is asked for decides the order, until somebody picks a column: the best match first, else the newest. */
  Table.prototype.sorted = function () { return this.sort || (this.found ? "" : "-date"); };

  Table.prototype.apply = function () {
    var self = this, turn = ++this.turn;
    this.search.find(this.form.elements.q.value).then(function (found) {
      if (turn === self.turn) { self.found = found; self.show(); }
    });
  };

  Table.prototype.inView = function (row) {
    var status = this.columns.status, first = status.rows[row][0];
    if (this.view === "open") { return ["proposed", "deferred"].includes(status.values[first]); }
    return this.view !== "stopped" || this.stopped.has(row);
  };

  Table.prototype.show = function () {
    var self = this, wanted = [], total = data.id.length, hits = this.found && this.found.rows;
    FACETS.forEach(function (key) {
      if (self.picked[key]) { wanted.push([key, self.columns[key].values.indexOf(self.picked[key])]); }
    });
    var counts = {};
    FACETS.forEach(function (key) { counts[key] = new Map(); });
    this.shown = [];
    for (var row = 0; row < total; row++) {
      if ((hits && !hits.has(row)) || !this.inView(row)) { continue; }
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
    this.chosen(wanted);
    var number = this.shown.length;
    this.count.textContent = number === total ? many(total, "decision") : number.toLocaleString("en").replace(/,/g, " ") + " of " + many(total, "decision");
    if (!number) { this.advise(counts, wanted); }
    this.form.querySelector(".remit-clear").hidden = !(wanted.length || this.view || this.form.elements.q.value);
  };

  /* Each filter in force as a button that takes it away. */
  Table.prototype.chosen = function (wanted) {
    var self = this;
    this.chips.replaceChildren.apply(this.chips, wanted.map(function (one) {
      var key = one[0], given = self.columns[key], label = self.form.elements[key].closest("label").querySelector("span").textContent;
      var chip = el("button", label + ": " + (one[1] < 0 ? self.picked[key] : given.labels[one[1]]) + " ×", "remit-chip");
      chip.type = "button";
      chip.setAttribute("aria-label", "Remove filter " + label);
      chip.addEventListener("click", function () { self.drop(key); });
      return chip;
    }));
    this.box.querySelectorAll("[data-view]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.view === self.view));
    });
  };

  Table.prototype.drop = function (key) { this.form.elements[key].value = ""; this.changed(); };

  /* Nothing was found: which word or filter to drop, and what there would be without it. */
  Table.prototype.advise = function (counts, wanted) {
    var self = this, ways = [];
    function offer(text, number, act) {
      if (number) { ways.push([text + " (" + many(number, "decision") + ")", act]); }
    }
    var found = this.found;
    if (found && found.words.length > 1) {
      found.words.forEach(function (word, index) {
        var others = found.each.filter(function (_, at) { return at !== index; });
        var rows = Array.from(others[0].keys()).filter(function (row) {
          return self.inView(row) && others.every(function (some) { return some.has(row); }) &&
            wanted.every(function (one) { return self.columns[one[0]].rows[row].includes(one[1]); });
        });
        offer("without “" + word + "”", rows.length, function () {
          self.form.elements.q.value = found.words.filter(function (one) { return one !== word; }).join(" ");
          self.changed();
        });
      });
    }
    wanted.forEach(function (one) {
      var number = 0;
      counts[one[0]].forEach(function (some) { number += some; });
      offer("without the filter " + self.form.elements[one[0]].closest("label").querySelector("span").textContent, number, function () { self.drop(one[0]); });
    });
    var none = found && found.words.filter(function (_, at) { return !found.each[at].size; });
    var said = none && none.length ? "No decision has the word " + none.map(function (word) { return "“" + word + "”"; }).join(" or ") + ". " : "No decision fits. ";
    this.count.textContent = said + (ways.length ? "Try " : "");
    ways.forEach(function (way, at) {
      var button = el("button", way[0], "remit-chip");
      button.type = "button";
      button.addEventListener("click", way[1]);
      self.count.append(at ? " " : "", button);
    });
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
    var sort = this.sorted(), self = this, down = sort.startsWith("-"), key = down ? sort.slice(1) : sort, sign = down ? -1 : 1, keys;
    this.box.querySelectorAll("th[data-key]").forEach(function (head) {
      if (head.dataset.key === key) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
    if (!key) {
      var fit = new Map(this.shown.map(function (row) { return [row, find.rank(self.found, row, data.title[row], data.id[row], self.labels("decider", row))]; }));
      this.shown.sort(function (a, b) { return fit.get(b) - fit.get(a) || a - b; });
    }
    if (!key || (key === "date" && down)) { return; }
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

  Table.prototype.labels = function (key, row) {
    return list(data[key].i[row]).map(function (index) { return (data[key].l || data[key].v)[index]; });
  };

  Table.prototype.draw = function () {
    var part = document.createDocumentFragment(), self = this, found = this.found;
    var rows = this.shown.slice(this.drawn, this.drawn + CHUNK);
    rows.forEach(function (row) { part.appendChild(self.row(row)); });
    var made = Array.from(part.children).slice(0, EXPLAINED);
    if (found) {
      this.search.texts(rows.slice(0, EXPLAINED)).then(function () {
        made.forEach(function (line, at) {
          var words = self.found === found && find.excerpt(rows[at], found), note = words && el("p", "", "remit-excerpt");
          if (note) { note.append(words); line.firstChild.append(note); }
        });
      });
    }
    this.body.appendChild(part);
    this.drawn = Math.min(this.drawn + CHUNK, this.shown.length);
    this.more.hidden = this.drawn >= this.shown.length;
    this.more.textContent = "Show more (" + (this.shown.length - this.drawn) + " left)";
  };

  Table.prototype.row = function (row) {
    var made = el("tr"), title = el("a"), self = this;
    title.append(this.found ? find.marked(data.title[row], this.found) : data.title[row]);
    title.href = data.href[row];
    function cell(key, content) {
      var td = el("td");
      if (!self.heads_of[key]) { return; }
      td.dataset.label = self.heads_of[key];
      [].concat(content).forEach(function (part) { if (part) { td.append(part); } });
      made.appendChild(td);
    }
    function label(key) { return self.labels(key, row); }
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
      prepare().then(function () { return data ? new find.Search(new URL("assets/remit/search/", top()).href, data.version).find(words) : null; }).then(function (found) {
        if (now === turn) { offer(words, found); }
      });
    });
  }

  function offer(words, found) {
    var result = document.querySelector("[data-md-component=search-result]");
    var old = document.querySelector(".remit-hits");
    if (old) { old.remove(); }
    if (!result || !found || !found.rows.size) { return; }
    var box = el("div", "", "remit-hits"), all = el("a", "All matching decisions"), fit = new Map();
    found.rows.forEach(function (_, row) { fit.set(row, find.rank(found, row, data.title[row], data.id[row], [])); });
    var rows = Array.from(fit.keys()).sort(function (a, b) { return fit.get(b) - fit.get(a) || a - b; });
    box.appendChild(el("p", many(rows.length, "decision")));
    rows.slice(0, 5).forEach(function (row) {
      var one = el("a");
      one.append(find.marked(data.title[row], found));
      one.href = new URL("decisions/" + data.href[row], top()).href;
      box.appendChild(one);
    });
    all.href = new URL("decisions/index.html#q=" + encodeURIComponent(words), top()).href;
    box.appendChild(all);
    result.insertBefore(box, result.firstChild);
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

  /* `/` and `s` lead to the search, as on Git hosts. */
  function keys(event) {
    var typing = event.target.closest && event.target.closest("input, select, textarea, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || (event.key !== "/" && event.key !== "s")) { return; }
    var field = document.querySelector(".remit-q input, .remit-head-search input");
    if (field && field.offsetParent) { event.preventDefault(); event.stopPropagation(); field.focus(); field.select(); }
  }

  document.addEventListener("keydown", keys, true);

  function start() { table(); header(); reachable(); foldDetails(); }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".remit-details").forEach(function (details) { details.open = true; });
  });
  window.addEventListener("resize", reachable);
  if (window.document$ && window.document$.subscribe) { window.document$.subscribe(start); } else { start(); }
})();
