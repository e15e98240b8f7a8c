/* The table of decisions, and the search in all their words. No library, no request to another host; works from file://. */
(function () {
  "use strict";

  var FACETS = ["status", "tier", "boundary", "decider", "team", "topic", "intent", "year", "month", "tag"];
  var CHUNK = 100, EXPLAINED = 30, OFFERED = 50;
  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  var VIEWS = ["open", "stopped", "overdue", "mine"];
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
    if (key === "month") { return months(coded(data.date.map(function (day) { return day ? [day.slice(0, 7)] : []; }))); }
    var given = data[key];
    var out = { values: given.v, labels: given.l || given.v, rows: given.i.map(list) };
    return key === "topic" ? ancestors(out) : out;
  }

  function months(given) {
    given.labels = given.values.map(function (month) { return MONTHS[Number(month.slice(5)) - 1] + " " + month.slice(0, 4); });
    return given;
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
    this.ranks = {};
    this.picked = {};
    this.shown = [];
    this.drawn = 0;
    this.turn = 0;
    var self = this;
    this.stopped = new Set(data.stopped);
    this.overdue = new Set(data.overdue);
    this.search = new find.Search(box.dataset.search, data.version);
    this.chips = box.querySelector("#remit-chips");
    this.choice = new Choice(this);
    this.heads();
    this.read();
    this.form.hidden = false;
    this.form.addEventListener("submit", function (event) { event.preventDefault(); });
    this.form.addEventListener("reset", function () { self.view = ""; self.picked = {}; setTimeout(function () { self.changed(); }); });
    this.form.addEventListener("input", function (event) {
      if (event.target.name === "q") { clearTimeout(self.timer); self.timer = setTimeout(function () { self.changed(); }, 60); }
    });
    this.more.addEventListener("click", function () { self.draw(); });
    box.querySelectorAll("[data-view]").forEach(function (button) {
      button.addEventListener("click", function () {
        self.view = self.view === button.dataset.view ? "" : button.dataset.view;
        if (self.view === "mine" && !self.me) { self.choice.open("mine", button); } else { self.changed(); }
      });
    });
    window.addEventListener("hashchange", function () { self.read(); });
  }

  /* A column is made when it is asked for. */
  Table.prototype.column = function (key) { return this.columns[key] || (this.columns[key] = column(key)); };

  Table.prototype.pick = function (key, value) {
    if (key === "mine") { this.me = value; this.view = "mine"; } else { this.picked[key] = value; }
    this.changed();
  };

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
    this.me = given.get("me") || "";
    this.view = VIEWS.includes(given.get("view")) ? given.get("view") : "";
    this.picked = {};
    FACETS.forEach(function (key) { self.picked[key] = given.get(key) || ""; });
    this.apply();
  };

  Table.prototype.changed = function () {
    this.choice.close();
    this.write();
    this.apply();
  };

  Table.prototype.write = function () {
    var given = new URLSearchParams(), words = this.form.elements.q.value.trim(), self = this;
    if (words) { given.set("q", words); }
    FACETS.forEach(function (key) { if (self.picked[key]) { given.set(key, self.picked[key]); } });
    if (this.view) { given.set("view", this.view); }
    if (this.me) { given.set("me", this.me); }
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
    if (this.view === "open") {
      var status = this.column("status"), first = status.rows[row][0];
      return ["proposed", "deferred"].includes(status.values[first]);
    }
    if (this.view === "mine") { return this.column("mine").rows[row].includes(this.column("mine").values.indexOf(this.me)); }
    return !this.view || this[this.view].has(row);
  };

  /* Filters in force: key, and the number of its value in the column. */
  Table.prototype.wanted = function () {
    var self = this;
    return FACETS.filter(function (key) { return self.picked[key]; }).map(function (key) { return [key, self.column(key).values.indexOf(self.picked[key])]; });
  };

  /* The rows that the search, the view and these filters let through. */
  Table.prototype.rows = function (wanted) {
    var hits = this.found && this.found.rows, out = [], all = wanted.map(function (one) { return [this.column(one[0]).rows, one[1]]; }, this);
    for (var row = 0; row < data.id.length; row++) {
      if ((hits && !hits.has(row)) || !this.inView(row)) { continue; }
      var fits = true;
      for (var at = 0; at < all.length && fits; at++) { fits = all[at][0][row].includes(all[at][1]); }
      if (fits) { out.push(row); }
    }
    return out;
  };

  Table.prototype.show = function () {
    var wanted = this.wanted(), total = data.id.length;
    this.shown = this.rows(wanted);
    this.order();
    this.facets();
    this.body.replaceChildren();
    this.drawn = 0;
    this.draw();
    this.chosen(wanted);
    var number = this.shown.length;
    this.count.textContent = number === total ? many(total, "decision") : number.toLocaleString("en").replace(/,/g, " ") + " of " + many(total, "decision");
    if (!number) { this.advise(wanted); }
    this.form.querySelector(".remit-clear").hidden = !(wanted.length || this.view || this.form.elements.q.value);
  };

  /* Each filter in force as a button that takes it away. */
  Table.prototype.chosen = function (wanted) {
    var self = this;
    this.chips.replaceChildren.apply(this.chips, wanted.map(function (one) {
      var key = one[0], given = self.column(key), label = self.choice.label(key);
      var chip = el("button", label + ": " + (one[1] < 0 ? self.picked[key] : given.labels[one[1]]) + " ×", "remit-chip");
      chip.type = "button";
      chip.setAttribute("aria-label", "Remove filter " + label);
      chip.addEventListener("click", function () { self.drop(key); });
      return chip;
    }));
    this.box.querySelectorAll("[data-view]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.view === self.view));
    });
    if (this.me && this.view === "mine") {
      var mine = this.column("mine"), at = mine.values.indexOf(this.me), other = el("button", "You: " + (at < 0 ? this.me : mine.labels[at]) + " ×", "remit-chip");
      other.type = "button";
      other.setAttribute("aria-label", "Choose somebody else");
      other.addEventListener("click", function () { self.choice.open("mine", other); });
      this.chips.append(other);
    }
  };

  Table.prototype.drop = function (key) { this.picked[key] = ""; this.changed(); };

  /* Nothing was found: which word or filter to drop, and what there would be without it. */
  Table.prototype.advise = function (wanted) {
    var self = this, ways = [];
    function offer(text, number, act) {
      if (number) { ways.push([text + " (" + many(number, "decision") + ")", act]); }
    }
    var found = this.found;
    var typed = found ? Array.from(new Set(found.words.map(function (word) { return found.written[word]; }))) : [];
    if (typed.length > 1) {
      typed.forEach(function (word) {
        var others = found.each.filter(function (_, at) { return found.written[found.words[at]] !== word; });
        var rows = Array.from(others[0].keys()).filter(function (row) {
          return self.inView(row) && others.every(function (some) { return some.has(row); }) &&
            wanted.every(function (one) { return self.column(one[0]).rows[row].includes(one[1]); });
        });
        offer("without “" + word + "”", rows.length, function () {
          self.form.elements.q.value = typed.filter(function (one) { return one !== word; }).join(" ");
          self.changed();
        });
      });
    }
    wanted.forEach(function (one) {
      var number = self.rows(wanted.filter(function (other) { return other !== one; })).length;
      offer("without the filter " + self.choice.label(one[0]), number, function () { self.drop(one[0]); });
    });
    if (this.view) {
      var view = this.view;
      this.view = "";
      offer("all decisions", this.rows(wanted).length, function () { self.view = ""; self.changed(); });
      this.view = view;
    }
    var none = found && found.words.filter(function (_, at) { return !found.each[at].size; });
    var said = none && none.length ? "No decision has the word " + Array.from(new Set(none.map(function (word) { return "“" + found.written[word] + "”"; }))).join(" or ") + ". " : "No decision fits. ";
    this.count.textContent = said + (ways.length ? "Try " : "");
    ways.forEach(function (way, at) {
      var button = el("button", way[0], "remit-chip");
      button.type = "button";
      button.addEventListener("click", way[1]);
      self.count.append(at ? " " : "", button);
    });
  };

  Table.prototype.order = function () {
    var sort = this.sorted(), self = this, down = sort.startsWith("-"), key = down ? sort.slice(1) : sort;
    this.box.querySelectorAll("th[data-key]").forEach(function (head) {
      if (head.dataset.key === key) { head.setAttribute("aria-sort", down ? "descending" : "ascending"); } else { head.removeAttribute("aria-sort"); }
    });
    if (!key) {
      var fit = new Map(this.shown.map(function (row) { return [row, find.rank(self.found, row, data.title[row], data.id[row], self.labels("decider", row))]; }));
      this.shown.sort(function (a, b) { return fit.get(b) - fit.get(a) || a - b; });
    }
    if (!key || (key === "date" && down) || (key !== "title" && !data[key])) { return; }
    var shown = this.shown.length < data.id.length ? new Set(this.shown) : null;
    this.shown = this.ranked(key).filter(function (row) { return !shown || shown.has(row); });
    if (down) { this.shown.reverse(); }
  };

  /* All rows in the order of a column, made once. */
  Table.prototype.ranked = function (key) {
    if (!this.ranks[key]) {
      var given = key === "date" || key === "title" ? null : this.column(key);
      var texts = given ? given.rows.map(function (row) { return row.length ? given.labels[row[0]].toLowerCase() : "\uffff"; }) : data[key].map(function (text) { return text.toLowerCase(); });
      this.ranks[key] = Array.from(texts.keys()).sort(function (a, b) { return texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b; });
    }
    return this.ranks[key];
  };

  /* Which filters can be chosen: those with two values or more. */
  Table.prototype.facets = function () {
    var self = this;
    this.box.querySelectorAll("[data-facet]").forEach(function (button) {
      var key = button.dataset.facet, values = key === "year" || key === "month" ? self.column(key).values : data[key].v;
      button.hidden = values.length < 2 && !self.picked[key];
    });
  };

  /* One value of a filter (or who you are) is chosen from a list that is drawn when it is opened, and shorter with each letter. */
  function Choice(table) {
    var self = this;
    this.table = table;
    this.panel = table.box.querySelector("#remit-choice");
    this.field = this.panel.querySelector("input");
    this.list = this.panel.querySelector("[role=listbox]");
    this.more = this.panel.querySelector(".remit-note");
    table.box.querySelectorAll("[data-facet]").forEach(function (button) {
      button.addEventListener("click", function () { if (self.key === button.dataset.facet) { self.close(true); } else { self.open(button.dataset.facet, button); } });
    });
    this.field.addEventListener("input", function () { self.draw(); });
    this.field.addEventListener("keydown", function (event) { self.typed(event); });
    this.list.addEventListener("click", function (event) { var option = event.target.closest("[role=option]"); if (option) { self.take(option); } });
  }

  Choice.prototype.label = function (key) {
    return key === "mine" ? this.panel.dataset.mine : this.table.box.querySelector('[data-facet="' + key + '"]').textContent;
  };

  Choice.prototype.open = function (key, button) {
    this.close();
    this.key = key;
    this.button = button;
    button.setAttribute("aria-expanded", "true");
    this.panel.hidden = false;
    this.panel.querySelector("label span").textContent = this.label(key);
    this.list.setAttribute("aria-label", this.label(key));
    this.field.value = "";
    this.count();
    this.draw();
    this.field.focus();
  };

  Choice.prototype.close = function (back) {
    if (!this.key) { return; }
    this.key = "";
    this.button.setAttribute("aria-expanded", "false");
    this.panel.hidden = true;
    if (back) { this.button.focus(); }
  };

  /* How many decisions each value would leave, under all other filters: the most first, the newest years first. */
  Choice.prototype.count = function () {
    var key = this.key, table = this.table, given = table.column(key), counts = new Map();
    var rows = key === "mine" ? given.rows : table.rows(table.wanted().filter(function (one) { return one[0] !== key; })).map(function (row) { return given.rows[row]; });
    rows.forEach(function (some) { some.forEach(function (index) { counts.set(index, (counts.get(index) || 0) + 1); }); });
    var newest = key === "year" || key === "month";
    this.entries = Array.from(counts, function (one) { return { index: one[0], number: one[1], value: given.values[one[0]], label: given.labels[one[0]], words: find.fold(given.labels[one[0]]) }; });
    this.entries.sort(function (a, b) { return newest ? (a.value < b.value ? 1 : -1) : b.number - a.number || (a.words < b.words ? -1 : 1); });
  };

  Choice.prototype.draw = function () {
    var typed = find.fold(this.field.value.trim()), picked = this.key === "mine" ? this.table.me : this.table.picked[this.key];
    var fits = this.entries.filter(function (one) { return one.words.includes(typed); });
    if (typed) { fits.sort(function (a, b) { return (b.words === typed) - (a.words === typed) || b.words.startsWith(typed) - a.words.startsWith(typed); }); }
    this.list.replaceChildren.apply(this.list, fits.slice(0, OFFERED).map(function (one, at) {
      var option = el("li", one.label + " ");
      option.append(el("span", String(one.number), "remit-number"));
      option.id = "remit-option-" + at;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", String(one.value === picked));
      option.dataset.value = one.value;
      return option;
    }));
    this.more.textContent = fits.length > OFFERED ? fits.length - OFFERED + " more: type to find them." : fits.length ? "" : "Nothing begins so or holds these letters.";
    this.at(typed && fits.length ? 0 : -1);
  };

  Choice.prototype.at = function (place) {
    var options = Array.from(this.list.children);
    options.forEach(function (option, index) { option.classList.toggle("remit-on", index === place); });
    this.place = place;
    if (place < 0) { this.field.removeAttribute("aria-activedescendant"); return; }
    this.field.setAttribute("aria-activedescendant", options[place].id);
    options[place].scrollIntoView({ block: "nearest" });
  };

  Choice.prototype.typed = function (event) {
    var last = this.list.children.length - 1, down = event.key === "ArrowDown";
    if (event.key === "Escape") { this.close(true); } else if ((down || event.key === "ArrowUp") && last >= 0) {
      this.at(down ? (this.place < last ? this.place + 1 : 0) : this.place > 0 ? this.place - 1 : last);
    } else if (event.key === "Enter") { if (this.place >= 0) { this.take(this.list.children[this.place]); } } else { return; }
    event.preventDefault();
  };

  Choice.prototype.take = function (option) {
    var key = this.key, button = this.button;
    this.table.pick(key, option.dataset.value);
    if (button.isConnected) { button.focus(); }
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
    cell("tier", list(data.tier.i[row]).map(function (at) { return el("span", (data.tier.l || data.tier.v)[at], "remit-badge remit-tier remit-tier-" + data.tier.v[at].replace(/[^a-z]/g, "")); }));
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
    bar.querySelectorAll("label[for=__search]").forEach(function (button) { button.hidden = true; });
    bar.appendChild(form);
  }

  /* A table that is wider than the page can be scrolled with the keyboard too; one that fits is no stop on the way. */
  function reachable() {
    document.querySelectorAll(".remit-scroll:not([role]), .md-typeset__scrollwrap").forEach(function (box) {
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

  /* The tooltip of a time has it in the reader's own words and zone too. */
  function times() {
    document.querySelectorAll("time[title][datetime*=T]").forEach(function (shown) {
      var at = new Date(shown.dateTime), own = { dateStyle: "long", timeStyle: "long" };
      if (!isNaN(at) && !shown.dataset.own) { shown.title += " · " + at.toLocaleString([], own); shown.dataset.own = "yes"; }
    });
  }

  function start() { table(); header(); reachable(); foldDetails(); times(); }
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".remit-details").forEach(function (details) { details.open = true; });
  });
  window.addEventListener("resize", reachable);
  if (window.document$ && window.document$.subscribe) { window.document$.subscribe(start); } else { start(); }
})();
