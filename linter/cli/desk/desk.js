// Takes the files that are dropped, tells how far their check is, and leads from findings to places and back.
// Everything that is shown comes from the server; without this script a page can still be read.
(function () {
  "use strict";
  var body = document.body, base = body.dataset.base, words = JSON.parse(body.dataset.words);
  var query = "?lang=" + body.dataset.lang, most = Number(body.dataset.most), mostBytes = Number(body.dataset.mostBytes);
  var AT_ONCE = 3, NARROW = 1000;
  var MARKED = "td.m-error, td.m-warning, td.m-info, th.m-error, th.m-warning, th.m-info";

  function said(key) {
    var values = [].slice.call(arguments, 1);
    return words["script-" + key].replace(/\{(\d)\}/g, function (_, at) { return values[at]; });
  }
  function one(selector, from) { return (from || document).querySelector(selector); }
  function all(selector, from) { return [].slice.call((from || document).querySelectorAll(selector)); }
  function made(tag, kind, text) {
    var element = document.createElement(tag);
    if (kind) element.className = kind;
    if (text) element.textContent = text;
    return element;
  }

  // --- requests ---

  function post(place, content, name) {
    var headers = { "X-Nianbao": "1", "Content-Type": "application/octet-stream" };
    if (name !== undefined) headers["X-Nianbao-Name"] = encodeURIComponent(name);
    return fetch(base + place + query, { method: "POST", headers: headers, body: content }).then(function (answer) {
      if (answer.ok) return answer.json();
      return answer.text().then(function (text) { throw new Error(text); });
    }, function () { throw new Error(said("lost")); });
  }
  // A file, read first: what a browser cannot read would look as if the server were gone.
  function send(place, file) {
    return new Response(file).arrayBuffer().then(function (content) { return post(place, content, file.name); },
      function () { throw new Error(said("unread")); });
  }
  // Parts of this page as they are now; what cannot be had stays as it was.
  function renew(selectors) {
    return fetch(base + "/" + query).then(function (answer) { return answer.text(); }).then(function (text) {
      var fresh = new DOMParser().parseFromString(text, "text/html");
      selectors.forEach(function (selector) {
        var here = one(selector), there = one(selector, fresh);
        if (here && there) here.replaceWith(document.adoptNode(there));
      });
    }, function () {});
  }

  // --- how far it is ---

  function tell(text) { one("#said").textContent = text; }
  function complain(text) { one("#problems").appendChild(made("li", "", text)); }
  function begin(count) {
    one("#problems").textContent = "";
    one("#progress").hidden = false;
    one("#bar").max = count;
    one("#bar").value = 0;
    body.setAttribute("aria-busy", "true");
  }
  function end() {
    one("#progress").hidden = true;
    body.removeAttribute("aria-busy");
  }

  // Does something with each, so many at once; `after` is told how many are done.
  function each(items, work, after) {
    var next = 0, done = 0;
    function go() {
      if (next >= items.length) return Promise.resolve();
      var item = items[next++];
      return work(item).then(function () { after(++done); return go(); });
    }
    return Promise.all(items.slice(0, AT_ONCE).map(go));
  }

  function check(files) {
    var wanted = files.slice(0, most), kept = [];
    begin(wanted.length);
    tell(said("checking", 0, wanted.length));
    if (files.length > most) complain(said("too-many", most));
    return each(wanted, function (file) {
      if (file.size > mostBytes) { complain(said("too-large", file.name)); return Promise.resolve(); }
      return send("/files", file).then(function (answer) {
        kept.push(answer.file);
        if (wanted.length > 1) return renew(["#results"]);
      }, function (error) { complain(said("failed", file.name, error.message)); });
    }, function (done) {
      one("#bar").value = done;
      tell(said("checking", done, wanted.length));
    }).then(function () {
      if (files.length === 1 && kept.length === 1) { location.href = base + "/files/" + kept[0] + query; return; }
      end();
      tell(said("done", kept.length));
      if (!one("#results")) { location.href = base + "/" + query; return; }
      return renew(["#results"]).then(function () { one("#results").scrollIntoView({ block: "nearest" }); });
    });
  }

  // Last year's reports come, and what is there is checked again beside them.
  function compare(files) {
    var keys = all("[data-file]").map(function (element) { return element.dataset.file; });
    begin(files.length + keys.length);
    tell(said("comparing"));
    var done = 0;
    function step() { one("#bar").value = ++done; }
    return each(files, function (file) {
      if (file.size > mostBytes) { complain(said("too-large", file.name)); return Promise.resolve(); }
      return send("/prior", file).catch(function (error) { complain(said("failed", file.name, error.message)); });
    }, step).then(function () {
      return each(keys, function (key) {
        return post("/files/" + key + "/check").catch(function (error) { complain(error.message); });
      }, step);
    }).then(function () {
      if (one("main.report")) { location.reload(); return; }
      end();
      tell(said("done", keys.length));
      return renew(["#priors", "#results"]);
    });
  }

  // --- what is dropped or chosen ---

  var busy = Promise.resolve();
  function take(kind, list) {
    var files = [].slice.call(list || []);
    if (!files.length) return;
    busy = busy.then(function () { return (kind === "prior" ? compare : check)(files); }).catch(function (error) {
      end();
      complain(error.message);
    });
  }
  all(".drop input").forEach(function (input) {
    input.addEventListener("change", function () {
      take(input.closest(".drop").dataset.kind, input.files);
      input.value = "";
    });
  });
  // The whole window takes what is dropped: a file beside a field must not take the place of the page.
  function field(event) { return event.target.closest && event.target.closest(".drop") || one(".drop.files"); }
  function holds(event) { return event.dataTransfer && [].indexOf.call(event.dataTransfer.types, "Files") >= 0; }
  function light(found) { all(".drop.over").forEach(function (drop) { if (drop !== found) drop.classList.remove("over"); }); if (found) found.classList.add("over"); }
  document.addEventListener("dragover", function (event) {
    if (!holds(event)) return;
    event.preventDefault();
    light(field(event));
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) light(null); });
  document.addEventListener("drop", function (event) {
    if (!holds(event)) return;
    event.preventDefault();
    var found = field(event);
    light(null);
    take(found ? found.dataset.kind : "files", event.dataTransfer.files);
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-clear]")) post("/clear").then(function () { location.reload(); }, function (error) { complain(error.message); });
  });

  // --- from a finding to its place and back ---

  var report = one("main.report");
  if (!report) return;
  var notes = all(".pane .note"), dock = null;

  // On the picture of its page where these are shown, else in the text.
  function placeOf(note) {
    var pages = one("#view-pages");
    return document.getElementById(note.id.replace("n", pages && pages.checked ? "b" : "p"));
  }
  function bring(place) {
    var table = place.closest(".table"), cell = place.closest("td, th") || place;
    cell.scrollIntoView({ block: "center", inline: "nearest" });
    if (table && table.scrollWidth > table.clientWidth) {
      var at = cell.getBoundingClientRect(), frame = table.getBoundingClientRect();
      table.scrollLeft += at.left - frame.left - (frame.width - at.width) / 2;
    }
  }
  function choose(note) {
    all(".current").forEach(function (element) { element.classList.remove("current"); });
    note.classList.add("current");
    var place = placeOf(note);
    if (place) (place.closest("td, th") || place).classList.add("current");
    return place;
  }
  function toPlace(note) {
    var place = choose(note);
    if (window.innerWidth < NARROW) hold(note);
    if (!place) { one(".sheet") && one(".sheet").scrollIntoView({ block: "start" }); return; }
    bring(place);
    place.focus({ preventScroll: true });
  }
  function toNote(note) {
    choose(note);
    one("a.number", note).focus({ preventScroll: true });
    note.scrollIntoView({ block: "nearest" });
    if (window.innerWidth < NARROW) note.scrollIntoView({ block: "start" });
  }
  // On a narrow window the finding stays at the lower edge while one looks at its place.
  function hold(note) {
    var at = notes.indexOf(note);
    function button(key, sign, action) {
      var element = made("button", "button plain", sign);
      element.type = "button";
      element.setAttribute("aria-label", said(key));
      element.addEventListener("click", action);
      return element;
    }
    if (!dock) {
      dock = made("section", "dock");
      dock.setAttribute("aria-label", one(".pane").getAttribute("aria-label"));
      report.appendChild(dock);
    }
    dock.textContent = "";
    var text = made("div", "dock-text");
    dock.className = "dock " + /s-\w+/.exec(note.className)[0];
    text.appendChild(made("span", "number", one(".number", note).textContent));
    all(".message, .fix", note).forEach(function (part) { text.appendChild(part.cloneNode(true)); });
    dock.appendChild(text);
    var buttons = made("p", "dock-buttons");
    buttons.appendChild(button("previous", "\u2039", function () { toPlace(notes[(at + notes.length - 1) % notes.length]); }));
    buttons.appendChild(button("next", "\u203a", function () { toPlace(notes[(at + 1) % notes.length]); }));
    buttons.appendChild(button("list", "\u2261", function () { dock.hidden = true; toNote(note); }));
    dock.appendChild(buttons);
    dock.hidden = false;
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']"), target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.matches(".note .number")) { event.preventDefault(); toPlace(link.closest(".note")); }
    else if (link.matches(".ref, .box") && target) { event.preventDefault(); toNote(target); }
    else if (link.matches(".note .code")) { event.preventDefault(); explain(link); }
  });

  all("input.view").forEach(function (choice) {
    choice.addEventListener("change", function () {
      var current = one(".pane .note.current"), place = current && choose(current);
      if (place) bring(place);
      widths();
    });
  });

  // --- what a rule asks, in a box beside the report ---

  function explain(link) {
    fetch(base + "/rules/" + link.textContent + query).then(function (answer) { return answer.text(); }).then(function (text) {
      var page = new DOMParser().parseFromString(text, "text/html"), content = one("main", page);
      if (!content) return;
      var box = made("dialog", "explained"), close = made("button", "button plain close", said("close")), inside = made("div", "rule");
      close.type = "button";
      close.addEventListener("click", function () { box.close(); });
      box.addEventListener("close", function () { box.remove(); link.focus(); });
      box.addEventListener("click", function (event) { if (event.target === box) box.close(); });
      [].slice.call(content.childNodes).forEach(function (node) { inside.appendChild(document.adoptNode(node)); });
      var title = one("h1", inside);
      if (title) { title.id = "explained-title"; box.setAttribute("aria-labelledby", title.id); }
      box.appendChild(close);
      box.appendChild(inside);
      body.appendChild(box);
      box.showModal();
    }, function () { location.href = base + "/rules/" + link.textContent + query; });
  }

  // --- tables wider than the window ---

  function widths() {
    all(".sheet .table").forEach(function (table, number) {
      var wide = table.scrollWidth > table.clientWidth + 1, hint = table.previousElementSibling;
      hint = hint && hint.matches(".wide-hint") ? hint : null;
      if (wide && !hint) {
        hint = made("p", "wide-hint", said(one(MARKED, table) ? "wide-marked" : "wide"));
        hint.lang = document.documentElement.lang;
        table.parentNode.insertBefore(hint, table);
        table.tabIndex = 0;
        table.setAttribute("role", "region");
        table.setAttribute("aria-label", said("table") + " " + (number + 1));
      } else if (!wide && hint) {
        hint.remove();
        ["tabindex", "role", "aria-label"].forEach(function (name) { table.removeAttribute(name); });
      }
    });
  }
  window.addEventListener("load", widths);
  window.addEventListener("resize", widths);
})();
