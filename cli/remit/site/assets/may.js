/* "May I decide this?": walks the tree of answers that the build made. The answers are the procedure's; nothing is judged here. */
(function () {
  "use strict";

  var data = null, HOLE = /\ue000([^|\ue001]*)(?:\|([+-])\|([^\ue001]*))?\ue001/g;
  window.remitAnswers = function (given) { data = given; };

  /* ---- exact decimals: a number is its digits as an integer, and how many of them stand behind the point ---- */
  function decimal(text) {
    var found = /^(-?\d+)(?:\.(\d+))?$/.exec(text);
    return found && { digits: BigInt(found[1] + (found[2] || "")), places: (found[2] || "").length };
  }

  function aligned(one, two) {
    var places = Math.max(one.places, two.places);
    return [one, two].map(function (number) { return number.digits * BigInt(10) ** BigInt(places - number.places); }).concat(places);
  }

  function below(one, two) { var both = aligned(decimal(one), decimal(two)); return both[0] < both[1]; }

  /* rest + value, or rest - value */
  function computed(rest, sign, value) {
    var both = aligned(decimal(rest), decimal(value)), sum = sign === "+" ? both[0] + both[1] : both[0] - both[1];
    var text = String(sum < 0 ? -sum : sum).padStart(both[2] + 1, "0"), at = text.length - both[2];
    return (sum < 0 ? "-" : "") + text.slice(0, at) + (both[2] ? "." + text.slice(at) : "");
  }

  /* ---- the tree ---- */
  function passes(test, value, number) {
    if (value === undefined || test === "?") { return value === undefined && test === "?"; }
    if (!number) { return test === "*" || test === "=" + value; }
    if (!decimal(value)) { return false; }
    if (test.startsWith("<=")) { return !below(test.slice(2), value); }
    return test === "*" || (test.startsWith("<") && below(value, test.slice(1)));
  }

  /* The policy of who asks: their team's, else the log's; none where several could be meant. */
  function policyOf(who) {
    var names = Object.keys(data.policies), theirs = names.find(function (name) { return who && who in data.policies[name].askers; });
    return data.policies[theirs || ""] || (names.length === 1 ? data.policies[names[0]] : null);
  }

  function known(topic, topics) {
    while (topic && !(topic in topics)) { topic = topic.split("/").slice(0, -1).join("/"); }
    return topic || "\ue000topic\ue001";
  }

  /* How much of two words is the same, in the same order (difflib's matching blocks). */
  function common(one, other) {
    var most = 0, at = 0, to = 0;
    for (var i = 0; i < one.length; i++) {
      for (var j = 0; j < other.length; j++) {
        var size = 0;
        while (i + size < one.length && one[i + size] === other[j + size]) { size++; }
        if (size > most) { most = size; at = i; to = j; }
      }
    }
    return most && most + common(one.slice(0, at), other.slice(0, to)) + common(one.slice(at + most), other.slice(to + most));
  }

  function closest(word, some, least) {
    var best = null;
    some.forEach(function (one) {
      var ratio = 2 * common(one, word) / (one.length + word.length);
      if (ratio >= least && (!best || ratio > best[0] || (ratio === best[0] && one > best[1]))) { best = [ratio, one]; }
    });
    return best ? best[1] : "";
  }

  /* The known topic of which one is perhaps a misspelling, as the procedure's `unknown_topics` finds it. */
  function meant(topic, policy) {
    var above = "", parts = topic.split("/");
    if (parts[0] === "remit") { return ""; }
    for (var at = 0; at < parts.length; at++) {
      var some = policy.parts[above] || [];
      if (!some.includes(parts[at])) {
        var near = closest(parts[at].toLowerCase().replace(/_/g, "-"), some, 0.8);
        if (near) { return above + [near].concat(parts.slice(at + 1)).join("/"); }
        break;
      }
      above += parts[at] + "/";
    }
    var listed = policy.listed.some(function (one) { return one === "*" || (topic + "/").startsWith(one + "/"); });
    return listed || !policy.listed.length ? "" : closest(topic, policy.listed, 0.6);
  }

  /* What was asked on the way ({fact, number, ways} each), and the answer; without one something must be said first. */
  function walk(topic, said, who) {
    var policy = policyOf(who), asked = [];
    if (!policy) { return { asked: asked, answer: {}, policy: policy }; }
    var near = meant(topic, policy);
    if (near) {
      var because = topic + " is not a topic of " + policy.version + "; did you mean " + near;
      return { asked: asked, answer: { answer: "ask", missing: ["topic"], because: because, would_change: [near], policy: policy.version, record: "line", goes_to_people: [] }, policy: policy };
    }
    var node = data.nodes[policy.trees[known(topic, policy.trees)][policy.askers[who] || 0]];
    while (Array.isArray(node)) {
      var one = { fact: node[0], number: node[1], ways: node[2] }, value = said[one.fact];
      asked.push(one);
      var way = one.ways.find(function (entry) { return passes(entry[0], value, one.number); });
      if (!way) { return { asked: asked, answer: null, policy: policy }; }
      node = data.nodes[way[1]];
    }
    return { asked: asked, answer: node ? filled(node, Object.assign({}, said, { topic: topic, "": who }), policy) : {}, policy: policy };
  }

  function filled(text, said, policy) {
    var answer = JSON.parse(text.replace(HOLE, function (_, fact, sign, rest) {
      return sign ? computed(rest, sign, said[fact]) : JSON.stringify(said[fact]).slice(1, -1);
    }));
    answer.goes_to_people = holders(policy, answer, answer.goes_to || [], said);
    return answer;
  }

  /* Who holds some roles (where they have areas, in the one that was said), but for who asks; nobody who is away while others are there. */
  function holders(policy, answer, names, said) {
    var but = said[""], found = [answer.policy, policy.version].map(function (version) {
      var some = names.flatMap(function (role) {
        var area = said[policy.areas[role]];
        return (policy.holders[version] || {})[area === undefined ? role : role + "/" + area] || [];
      });
      return Array.from(new Set(some)).filter(function (who) { return who !== but; });
    });
    var all = found[0].length ? found[0] : found[1], here = all.filter(function (who) { return !policy.absent.includes(who); });
    return here.length ? here : all;
  }

  /* ---- words ---- */
  function el(name, content, className) {
    var made = document.createElement(name);
    [].concat(content === undefined ? [] : content).forEach(function (part) { made.append(part); });
    if (className) { made.className = className; }
    return made;
  }

  function link(text, href) {
    if (!href) { return text; }
    var made = el("a", text);
    made.href = href;
    return made;
  }

  function joined(parts, word) {
    return parts.flatMap(function (part, at) { return at === 0 ? [part] : [at === parts.length - 1 ? " " + word + " " : ", ", part]; });
  }

  function role(name) { return data.roles[name] || data.people[name] || name.replace(/[-_]/g, " "); }
  function roles(names) { return joined((names || []).map(role), "or").join(""); }
  function person(who) { return link(data.people[who] || who, data.pages[who]); }
  function people(some) { return joined(some.map(person), "or"); }
  function sentence(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
  function day(text) { return new Date(text + "T12:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }); }

  function headline(answer, who) {
    switch (answer.answer) {
      case "decide": return who ? "Yes, you may decide this." : "Anyone may decide this.";
      case "decide-after": return "Yes, once these requirements are met:";
      case "escalate": return (who ? "Not yours to decide: " + roles(answer.goes_to) : sentence(roles(answer.goes_to))) + " decides this.";
      case "forbidden": return "No. Nobody may decide this.";
      case "stop": return "No: it is stopped.";
      case "ask": return "The policy needs to know more.";
      default: return "This page cannot say. Run the command:";
    }
  }

  function reason(answer) {
    var boundary = data.boundaries[answer.boundary], said = (answer.because || "").replace(/\.$/, "");
    if (boundary && answer.deciders && said.startsWith(answer.boundary)) {
      return el("p", ["Boundary ", link(boundary[0], boundary[1]), ": decided by " + roles(answer.deciders) + (answer.comparison ? ", because " + answer.comparison : "") + "."]);
    }
    return el("p", (answer.answer === "ask" ? said : sentence(said)) + ".");
  }

  /* "over 500: platform-lead (cho)" with the roles and people by their names. */
  function named(text) {
    return text.replace(/: ([\w@.-]+(?: (?:or|oder) [\w@.-]+)*)(?: \(([\w@., -]+)\))?$/, function (_, some, who) {
      return ": " + roles(some.split(/ (?:or|oder) /)) + (who ? " (" + who.split(", ").map(role).join(", ") + ")" : "");
    });
  }

  /* An amount as pages have it: in groups of three from 10 000. */
  function size(number, unit) {
    var parts = String(number).split(".");
    if (parts[0].replace("-", "").length > 4) { parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, " "); }
    return parts.join(".") + unit;
  }

  function duty(one) {
    var words = data.requirements[one.kind], who = roles(one.who);
    if (!words || !who || one.needs !== 1) { return sentence(one.text); }
    return sentence(words.replace("{whose}", who + (who.endsWith("s") ? "'" : "'s")).replace("{who}", who));
  }

  /* Open requirements, each with the people who can meet it; to tick off while reading, nothing is kept. */
  function checklist(duties, found, state) {
    return el("ul", duties.map(function (one) {
      var box = el("input"), some = holders(found.policy, found.answer, one.who || [], Object.assign({}, state.said, { "": state.who }));
      box.type = "checkbox";
      box.checked = one.met;
      return el("li", el("label", [box, " " + duty(one), ...(some.length ? [" (", ...people(some), ")"] : [])]));
    }), "remit-checklist");
  }

  function absence(one) {
    var then = one.deputies && one.deputies.length ? [" ", ...people(one.deputies), " stands in."]
      : one.next ? [" Nobody stands in. Next: " + role(one.next) + " (", ...people(one.next_people), ")."] : [" Nobody stands in."];
    return el("p", ["Away" + (one.until ? " until " + day(one.until) : "") + ": ", ...joined(one.who.map(person), "and"), " (" + roles(one.roles) + ").", ...then]);
  }

  /* ---- the command ---- */
  function quoted(text) { return /^[\w@%+=:,./-]+$/.test(text) ? text : "'" + text.replace(/'/g, "'\\''") + "'"; }

  function options(state, found) {
    var told = found.asked.filter(function (one) { return state.said[one.fact] !== undefined; }).map(function (one) {
      var value = state.said[one.fact];
      return one.fact === "amount" ? " --amount " + quoted(value) : " --fact " + quoted(one.fact + "=" + value);
    });
    return " --topic " + quoted(state.topic) + told.join("");
  }

  function command(state, found) {
    var answer = found.answer, word = answer.answer === "decide" ? "decide" : "propose";
    var open = (answer.duties || []).filter(function (one) { return one.fact && !one.met; });
    return "remit " + word + ' "What you decide"' + options(state, found) + open.map(function (one) { return " --fact " + quoted(one.fact + "=") + "…"; }).join("") + ' --why "…"';
  }

  function code(text) { return el("pre", el("code", text)); }

  /* ---- the page ---- */
  function Form(box) {
    this.box = box;
    this.form = box.querySelector("form");
    this.facts = box.querySelector(".remit-asked");
    this.result = box.querySelector(".remit-verdict-box");
    this.fields = {};
    var self = this, who = this.form.elements.who;
    Object.keys(data.people).forEach(function (handle) { who.append(new Option(data.people[handle], handle)); });
    this.read();
    this.form.hidden = false;
    this.form.addEventListener("submit", function (event) { event.preventDefault(); });
    this.form.addEventListener("input", function () { self.take(); self.draw(); });
    window.addEventListener("hashchange", function () { self.read(); });
  }

  /* The address holds who asks, the topic and the facts. */
  Form.prototype.read = function () {
    var given = new URLSearchParams(location.hash.slice(1) || location.search), topic = given.get("topic") || "", self = this;
    this.said = {};
    given.forEach(function (value, key) { if (key !== "who" && key !== "topic") { self.said[key] = value; } });
    this.form.elements.who.value = given.get("who") in data.people ? given.get("who") : "";
    var listed = Array.from(this.form.elements.topic.options).some(function (option) { return option.value === topic; });
    if (!listed) { this.form.elements.topic.append(new Option(topic, topic)); }
    this.form.elements.topic.value = topic;
    Object.keys(this.fields).forEach(function (fact) { self.fields[fact].remove(); });
    this.fields = {};
    this.draw();
  };

  Form.prototype.take = function () {
    var self = this;
    Object.keys(this.fields).forEach(function (fact) {
      var value = self.fields[fact].control.value.trim();
      if (self.fields[fact].number) { value = value.replace(/[\s\u00a0\u202f']/g, "").replace(/^(-?)0+(?=\d)/, "$1"); }
      if (value) { self.said[fact] = value; } else { delete self.said[fact]; }
    });
  };

  Form.prototype.draw = function () {
    var topic = this.form.elements.topic.value, who = this.form.elements.who.value, self = this;
    var found = topic ? walk(topic, this.said, who) : { asked: [], answer: null };
    var facts = found.asked.map(function (one) { return one.fact; });
    Object.keys(this.fields).forEach(function (fact) {
      if (!facts.includes(fact)) { self.fields[fact].remove(); delete self.fields[fact]; }
    });
    found.asked.forEach(function (one) {
      if (!self.fields[one.fact]) { self.fields[one.fact] = self.field(one, found.policy); }
      self.facts.append(self.fields[one.fact]);
    });
    var state = { topic: topic, who: who, said: {} }, address = new URLSearchParams();
    if (who) { address.set("who", who); }
    if (topic) { address.set("topic", topic); }
    facts.forEach(function (fact) { if (self.said[fact] !== undefined) { state.said[fact] = self.said[fact]; address.set(fact, self.said[fact]); } });
    if (topic) { history.replaceState(history.state, "", "#" + address.toString()); }
    this.result.replaceChildren.apply(this.result, found.answer ? this.told(state, found) : topic ? this.open(state, found) : []);
  };

  /* Keeps the place of the cursor: a field stays the same element as long as it is asked for. */
  Form.prototype.field = function (one, policy) {
    var values = one.ways.filter(function (way) { return way[0].startsWith("="); }).map(function (way) { return way[0].slice(1); });
    var name = one.fact !== "amount" ? sentence(one.fact.replace(/[-_]/g, " ")) : policy.currency ? "Amount in " + policy.currency : "Amount";
    var control = el(values.length && !one.number ? "select" : "input"), value = this.said[one.fact];
    if (control.options) {
      var plain = values.every(function (entry) { return entry === "yes" || entry === "no"; });
      if (plain) { values = ["yes", "no"]; } else { values.push("something else"); }
      control.append(new Option("Choose …", ""));
      values.forEach(function (entry) { control.append(new Option(sentence(entry), entry)); });
      if (value !== undefined && !values.includes(value)) { control.append(new Option(value, value)); }
    } else if (one.number) { control.inputMode = "decimal"; }
    control.autocomplete = "off";
    control.name = "fact." + one.fact;
    control.value = value === undefined ? "" : value;
    var label = el("label", [el("span", name), control]);
    label.number = one.number;
    return label;
  };

  Form.prototype.open = function (state, found) {
    var last = found.asked[found.asked.length - 1], wrong = state.said[last.fact] !== undefined;
    return [el("p", wrong ? "Write a plain number, such as 1900.50." : "One more thing to know: " + last.fact.replace(/[-_]/g, " ") + ".", "remit-note")];
  };

  Form.prototype.told = function (state, found) {
    var answer = found.answer, duties = answer.duties || [], who = state.who;
    var first = duties.filter(function (one) { return one.kind !== "inform" && one.kind !== "ratify"; });
    var after = duties.filter(function (one) { return one.kind === "inform" || one.kind === "ratify"; });
    var out = [el("h2", headline(answer, who), "remit-answer remit-answer-" + (answer.answer || "none"))];
    if (!answer.answer) { return out.concat(code("remit may" + options(state, found))); }
    if (answer.answer === "decide" && answer.as && answer.as !== "anyone" && who) { out.push(el("p", "In the role of " + role(answer.as) + ".")); }
    if (answer.goes_to_people.length && answer.answer !== "decide" && answer.answer !== "decide-after") { out.push(el("p", ["Ask ", ...people(answer.goes_to_people), "."])); }
    (answer.away || []).forEach(function (one) { out.push(absence(one)); });
    if (first.length) { out.push(...(answer.answer === "decide-after" ? [] : [el("p", "Whoever decides it needs:")]), checklist(first, found, state)); }
    if (after.length) { out.push(el("p", "Afterwards:"), checklist(after, found, state)); }
    out.push(reason(answer));
    if (answer.why) { out.push(el("blockquote", el("p", answer.why))); }
    var money = found.policy.currency && found.asked.some(function (one) { return one.fact === "amount"; }), unit = money ? " " + found.policy.currency : "";
    (answer.budget || []).forEach(function (one) {
      out.push(el("p", "Budget " + role(one.id) + " (" + one.period + "): " + (one.exceeded ? "exceeded by " + size(-one.left, unit) : size(one.left, "") + " of " + size(one.cap, unit) + " left") + " after this."));
    });
    var change = (answer.would_change || []).filter(function (text) {
      return answer.answer !== "ask" && !text.startsWith("ask ") && !duties.some(function (one) { return one.text === text; });
    });
    if (change.length) { out.push(el("p", "What would change it:"), el("ul", change.map(function (text) { return el("li", sentence(named(text))); }))); }
    (answer.notes || []).forEach(function (text) { out.push(el("p", sentence(text) + ".", "remit-note")); });
    if (answer.answer !== "forbidden" && answer.answer !== "ask" && answer.answer !== "stop") { out.push(code(command(state, found))); }
    var near = data.near[known(state.topic, data.near)] || [];
    if (near.length) {
      out.push(el("p", "Earlier decisions on this topic:"), el("ul", near.map(function (one) { return el("li", link(one[0], one[1])); })));
    }
    out.push(el("p", ["This is the answer for " + data.day + ", under the policy " + found.policy.title + ". ", link("Link to this answer", location.hash)], "remit-note"));
    return out;
  };

  function start() {
    var box = document.getElementById("remit-may");
    if (!box || box.dataset.ready) { return; }
    box.dataset.ready = "yes";
    window.remitSearch.load(box.dataset.source).then(function () { if (data) { box.remitMay = new Form(box); } });
  }

  /* On other pages the question leads to the page that answers it, with the topic in its address. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.classList.contains("remit-ask")) { return; }
    event.preventDefault();
    location.href = form.getAttribute("action") + "#" + new URLSearchParams(new FormData(form)).toString();
  });

  window.remitWalk = function (topic, said, who) { return walk(topic, said, who); };
  if (window.document$ && window.document$.subscribe) { window.document$.subscribe(start); } else { start(); }
})();
