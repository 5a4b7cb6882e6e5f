// Shows a deck one slide at a time. Without this the deck is a page of slides,
// and on a narrow screen it stays one until the show is started. This file knows
// where the deck stands and what moves it: keys, pointer, touch, address and
// menu. The presenter's window is presenter.js, which follows `pingshuDeck`.
(function () {
  "use strict";
  var root = document.documentElement;
  var presents = location.search === "?presenter";
  var SIZE = "pingshu-note-size";
  var SHOWN = "pingshu-show " + location.pathname;
  var SCHEME = "pingshu-scheme"; // theme.js reads it when a page opens

  function read(store, key) {
    try { return window[store].getItem(key); } catch (refused) { return null; }
  }
  function write(store, key, value) {
    try { window[store].setItem(key, value); } catch (refused) { /* it lasts for this page */ }
  }

  var asked = read("sessionStorage", SHOWN);
  // Before the first paint: a hidden slide costs no layout.
  if (presents || asked === "yes" || (asked !== "no" && !matchMedia("(max-width: 40rem)").matches)) {
    root.classList.add("show", "opening");
  }

  var deck, slides, live, controls, parts, notes, blank;
  var at = 0;
  var step = 0;
  var screen = ""; // "black" or "white" in place of the slide
  var over = false;
  var typed = "";
  var asleep = 0;
  var groups = []; // of each slide visited, the elements of each step
  var followers = [];
  var noteSize = Number(read("localStorage", SIZE)) || 1;

  function list(found) { return Array.prototype.slice.call(found); }
  function within(number, low, high) { return Math.max(low, Math.min(high, number)); }
  function isShown() { return root.classList.contains("show"); }

  /* ---- Steps ---- */

  // Items of lists one by one; in a drawing what has one number, in the order of
  // the numbers, for both of its drawings at once.
  function steps() {
    if (groups[at]) { return groups[at]; }
    var found = [];
    var byName = {};
    list(slides[at].querySelectorAll(".steps > li, [data-step]")).forEach(function (element, place) {
      var number = element.getAttribute("data-step");
      if (!number) { found.push({ place: place, number: 0, elements: [element] }); return; }
      var exhibit = element.closest(".exhibit");
      var name = (exhibit ? exhibit.id : "") + " " + number;
      if (byName[name]) { byName[name].elements.push(element); return; }
      var first = found.filter(function (it) { return it.exhibit && it.exhibit === exhibit; })[0];
      byName[name] = { place: first ? first.place : place, number: Number(number), exhibit: exhibit, elements: [element] };
      found.push(byName[name]);
    });
    found.sort(function (one, other) { return one.place - other.place || one.number - other.number; });
    groups[at] = found.map(function (it) { return it.elements; });
    return groups[at];
  }

  function reveal() {
    steps().forEach(function (elements, number) {
      elements.forEach(function (element) { element.classList.toggle("ahead", number >= step); });
    });
  }

  /* ---- Address ---- */

  // The slide and step that the address names, `#id`, `#id.step` or `#number`.
  function addressed() {
    var name = location.hash.slice(1);
    try { name = decodeURIComponent(name); } catch (malformed) { /* it names nothing */ }
    var dot = /^(.*)\.(\d+)$/.exec(name);
    var target = document.getElementById(dot ? dot[1] : name);
    var slide = target && target.closest(".slide");
    if (slide) { return { at: slides.indexOf(slide), step: dot ? Number(dot[2]) : 0 }; }
    var number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
    return { at: slides[number] ? number : 0, step: 0 };
  }

  function keepAddress(how) {
    var hash = "#" + slides[at].id + (step ? "." + step : "");
    if (location.hash === hash) { return; }
    try { history[how + "State"](null, "", hash); } catch (refused) { location.hash = hash; }
  }

  /* ---- Showing ---- */

  function title(index) {
    var heading = slides[index].querySelector(".slide-heading");
    return heading ? heading.textContent.trim() : "";
  }

  function words(element) {
    var name = element.querySelector("title");
    return (name || element).textContent.trim();
  }

  function announce(what) {
    if (screen) { live.textContent = blank.getAttribute("data-" + screen); return; }
    if (what === "step" && step) { live.textContent = steps()[step - 1].slice(0, 1).map(words)[0]; return; }
    var name = title(at);
    live.textContent = deck.getAttribute("data-word") + " " + (at + 1) + " / " + slides.length + (name ? ": " + name : "");
  }

  // The notes of a slide for another place on the page, without its anchors.
  function notesOf(index) {
    var own = slides[index].querySelector(".notes");
    var copy = document.createDocumentFragment();
    if (!own) { return copy; }
    list(own.childNodes).forEach(function (node) { copy.appendChild(node.cloneNode(true)); });
    list(copy.querySelectorAll("[id]")).forEach(function (it) { it.removeAttribute("id"); });
    return copy;
  }

  function fillNotes() {
    if (notes.hidden) { return; }
    notes.textContent = "";
    notes.appendChild(notesOf(at));
    notes.scrollTop = 0;
  }

  // Goes there; nothing but the slide left and the slide reached is touched.
  function place(next, shown) {
    var from = slides[at];
    var hadFocus = from.contains(document.activeElement);
    at = within(next, 0, slides.length - 1);
    if (from !== slides[at]) {
      if (!over) { deck.scrollTop = 0; } // while nothing has to be laid out for it
      from.removeAttribute("aria-current");
      from.hidden = isShown() && !over;
    }
    step = within(shown, 0, steps().length);
    slides[at].setAttribute("aria-current", "true");
    slides[at].hidden = false;
    root.classList.toggle("on-section", slides[at].classList.contains("slide-section"));
    reveal();
    fillNotes();
    if (from !== slides[at] && hadFocus && isShown() && !over) { focusSlide(); }
  }

  function focusSlide() {
    slides[at].setAttribute("tabindex", over ? "0" : "-1");
    slides[at].focus({ preventScroll: true });
  }

  function follow() {
    followers.forEach(function (told) { told(); });
  }

  function show(next, shown, how) {
    var before = at;
    place(next, shown);
    if (how) { keepAddress(before === at ? "replace" : how); }
    announce(before === at ? "step" : "slide");
    follow();
  }

  function setScreen(next) {
    screen = next;
    blank.hidden = !next;
    blank.className = "deck-blank" + (next ? " deck-" + next : "");
    if (presents) { root.classList.toggle("blanked", Boolean(next)); }
  }
  function switchScreen(next) {
    setScreen(screen === next ? "" : next);
    announce("slide");
    follow();
  }

  // What would move lifts a black screen first, so that nothing passes unseen.
  function lifted() {
    if (!screen) { return false; }
    switchScreen(screen);
    return true;
  }

  function forward() {
    if (lifted()) { return; }
    if (step < steps().length) { show(at, step + 1, "replace"); } else if (at < slides.length - 1) { show(at + 1, 0, "push"); }
  }
  function back() {
    if (lifted()) { return; }
    if (step > 0) { show(at, step - 1, "replace"); } else if (at > 0) { show(at - 1, Infinity, "push"); }
  }

  function hideOthers() {
    slides.forEach(function (slide, index) { slide.hidden = isShown() && !over && index !== at; });
  }

  /* ---- Overview ---- */

  function putOver(on) {
    if (over === on) { return; }
    over = on;
    controls.querySelector("[data-go='overview']").setAttribute("aria-pressed", String(on));
    if (presents) { return; }
    root.classList.toggle("overview", on);
    hideOthers();
    slides.forEach(function (slide) {
      if (on) { slide.setAttribute("tabindex", "0"); } else { slide.removeAttribute("tabindex"); }
    });
    if (on) {
      focusSlide();
      slides[at].scrollIntoView({ block: "nearest" });
    }
  }
  function setOverview(on) {
    setScreen("");
    putOver(on);
    announce("slide");
    follow();
  }
  function open(index) {
    putOver(false);
    show(index, 0, "push");
  }

  // In the overview the arrows move by slides and rows of slides.
  function browse(key) {
    var columns = presents ? 1 : Math.max(1, getComputedStyle(deck).gridTemplateColumns.split(" ").length);
    var moves = {
      ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns,
      PageDown: 1, PageUp: -1, Home: -at, End: slides.length - 1 - at
    };
    if (!(key in moves)) { return false; }
    show(within(at + moves[key], 0, slides.length - 1), Infinity, "replace");
    if (!presents) {
      focusSlide();
      slides[at].scrollIntoView({ block: "nearest" });
    }
    return true;
  }

  /* ---- What the menu holds ---- */

  function fullscreen() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    if (root.requestFullscreen) { root.requestFullscreen().catch(function () { /* the browser forbids it */ }); }
  }

  // From where it is; a second time changes nothing.
  function start() {
    closeDialogs();
    if (!isShown()) { setShown(true); }
    setScreen("");
    putOver(false);
    show(at, step, "replace");
    if (!presents && !document.fullscreenElement) { fullscreen(); }
  }

  // The slide that a reader of the page has before the eyes.
  function inSight() {
    var found = 0;
    slides.forEach(function (slide, index) {
      if (slide.getBoundingClientRect().top < innerHeight / 2) { found = index; }
    });
    return found;
  }
  function setShown(on) {
    write("sessionStorage", SHOWN, on ? "yes" : "no");
    if (on) { place(inSight(), 0); } else { setScreen(""); putOver(false); }
    root.classList.toggle("show", on);
    hideOthers();
    if (on) { show(at, 0, "replace"); return; }
    // At once: who starts again while a page glides would start elsewhere.
    root.style.scrollBehavior = "auto";
    slides[at].scrollIntoView();
    root.style.scrollBehavior = "";
  }

  function setNotes(on) {
    notes.hidden = !on;
    root.classList.toggle("noted", on);
    fillNotes();
  }
  function sizeNotes(by) {
    noteSize = within(Math.round((noteSize + by) * 8) / 8, 0.75, 3);
    root.style.setProperty("--note-size", noteSize + "rem");
    write("localStorage", SIZE, String(noteSize));
  }

  function scheme() {
    return root.getAttribute("data-theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  }
  function useScheme(next) {
    root.setAttribute("data-theme", next);
    write("localStorage", SCHEME, next);
  }

  function dialog(name) { return deck.querySelector("dialog[data-part='" + name + "']"); }
  function opened() { return deck.querySelector("dialog[open]"); }
  function closeDialogs() {
    list(deck.querySelectorAll("dialog[open]")).forEach(function (it) { it.close(); });
  }
  function toggleDialog(name) {
    var wanted = dialog(name);
    var isOpen = wanted.open;
    closeDialogs();
    if (!isOpen) { wanted.showModal(); }
  }

  // A button a slide; built when it is first asked for.
  function listSlides(into, chosen) {
    slides.forEach(function (slide, index) {
      var item = document.createElement("li");
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = (index + 1) + "\u2002" + title(index);
      button.addEventListener("click", function () { chosen(index); });
      item.appendChild(button);
      into.appendChild(item);
    });
  }

  function goTo() {
    var box = dialog("go");
    var field = box.querySelector("input");
    var choices = box.querySelector("ol");
    function chosen(index) { box.close(); setScreen(""); open(index); }
    if (!choices.children.length) {
      listSlides(choices, chosen);
      field.addEventListener("input", function () { narrow(choices, field.value); });
      field.addEventListener("keydown", function (event) {
        var first = choices.querySelector("li:not([hidden])");
        if (event.key !== "Enter" || event.isComposing) { return; }
        event.preventDefault();
        if (first) { chosen(list(choices.children).indexOf(first)); }
      });
    }
    field.value = "";
    narrow(choices, "");
    toggleDialog("go");
    field.focus();
  }

  // A number is a slide's; anything else is part of a title.
  function narrow(choices, value) {
    var wanted = value.normalize("NFKC").trim().toLowerCase();
    var number = /^\d+$/.test(wanted) ? Number(wanted) - 1 : -1;
    list(choices.children).forEach(function (item, index) {
      item.hidden = number >= 0 ? index !== within(number, 0, slides.length - 1)
        : title(index).normalize("NFKC").toLowerCase().indexOf(wanted) < 0;
    });
  }

  var deeds = {
    next: function () { if (over) { browse("ArrowRight"); } else { forward(); } },
    previous: function () { if (over) { browse("ArrowLeft"); } else { back(); } },
    first: function () { if (!lifted()) { putOver(false); show(0, 0, "push"); } },
    last: function () { if (!lifted()) { putOver(false); show(slides.length - 1, Infinity, "push"); } },
    overview: function () { setOverview(!over); },
    fullscreen: fullscreen,
    start: start,
    page: function () { setShown(false); },
    go: goTo,
    black: function () { switchScreen("black"); },
    white: function () { switchScreen("white"); },
    dark: function () { useScheme(scheme() === "dark" ? "light" : "dark"); follow(); },
    notes: function () { setNotes(notes.hidden && !presents); },
    larger: function () { sizeNotes(0.125); },
    smaller: function () { sizeNotes(-0.125); },
    more: function () { toggleDialog("more"); },
    presenter: function () { window.pingshuDeck.openPresenter(); }
  };
  var STAYS = ["more", "go", "larger", "smaller"]; // the menu stays open, or minds itself

  function act(name) {
    if (!deeds[name]) { return; }
    if (STAYS.indexOf(name) < 0) { closeDialogs(); }
    deeds[name]();
  }

  /* ---- Keys ---- */

  var KEYS = {
    ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
    ArrowLeft: "previous", ArrowUp: "previous", PageUp: "previous", Backspace: "previous",
    Home: "first", End: "last", o: "overview", f: "fullscreen", g: "go", b: "black", ".": "black",
    w: "white", ",": "white", "?": "more", "+": "larger", "=": "larger", "-": "smaller", d: "dark",
    s: "presenter", n: "notes", "\u3002": "black", "\uff0c": "white", "\uff1f": "more"
  };

  function escape() {
    if (!lifted()) { setOverview(!over); }
  }

  function pressed(event) {
    var key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    var target = event.target.closest ? event.target : root;
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented || event.isComposing) { return false; }
    // Remotes begin the show with it; the browser would lose the show.
    if (key === "F5") { start(); return true; }
    if (!isShown()) { return false; }
    if (opened()) {
      if (key !== "?" || opened() !== dialog("more")) { return false; }
      closeDialogs();
      return true;
    }
    if (target.closest("input, textarea, select")) { return false; }
    if (target.closest("a, button, summary") && (key === "Enter" || key === " ")) { return false; }
    // A table that scrolls takes the arrows.
    if (target.closest(".scroll[tabindex]") && /^Arrow/.test(key)) { return false; }
    if (/^\d$/.test(key)) { typed += key; return true; }
    var number = typed;
    typed = "";
    if (key === "Enter" && number) { setScreen(""); open(Number(number) - 1); return true; }
    if (key === "Enter" && over) {
      var chosen = slides.indexOf(target.closest(".slide"));
      open(chosen < 0 ? at : chosen);
      return true;
    }
    if (key === "Escape") { escape(); return true; }
    if (over && browse(key)) { return true; }
    if (key === " " && event.shiftKey) { act("previous"); return true; }
    if (!Object.prototype.hasOwnProperty.call(KEYS, key)) { return false; }
    act(KEYS[key]);
    return true;
  }

  /* ---- Pointer and touch ---- */

  function clicked(event) {
    var button = event.target.closest("[data-go]");
    if (button) { act(button.getAttribute("data-go")); return; }
    if (!isShown() || presents || opened()) { return; }
    if (blank.contains(event.target)) { lifted(); return; }
    var slide = event.target.closest(".slide");
    if (over) {
      if (slide) { event.preventDefault(); open(slides.indexOf(slide)); }
      return;
    }
    if (event.target.closest("a, button, summary, input, label, audio, video, .scroll, .deck-notes") || String(getSelection())) { return; }
    if (event.clientX < innerWidth / 3) { back(); } else if (event.clientX > innerWidth * 2 / 3) { forward(); } else { wake(); }
  }

  var touch = null;
  function touched(event) {
    var magnified = window.visualViewport && visualViewport.scale > 1.01;
    touch = event.touches.length === 1 && !magnified ? event.touches[0] : null;
  }
  function swiped(event) {
    var from = touch;
    touch = null;
    if (!from || !isShown() || presents || over || opened() || event.target.closest(".scroll, input, audio, video")) { return; }
    var end = event.changedTouches[0];
    var across = end.clientX - from.clientX;
    if (Math.abs(across) > 48 && Math.abs(across) > 2 * Math.abs(end.clientY - from.clientY)) {
      if (across < 0) { forward(); } else { back(); }
    }
  }

  // The controls show while the pointer moves.
  function wake() {
    root.classList.add("awake");
    clearTimeout(asleep);
    asleep = setTimeout(function () { root.classList.remove("awake"); }, 2500);
  }

  // An address typed by hand, and the browser's own back and forward.
  function moved() {
    var wanted = addressed();
    if (isShown() && (wanted.at !== at || wanted.step !== step)) { show(wanted.at, wanted.step, null); }
  }

  /* ---- Beginning ---- */

  document.addEventListener("DOMContentLoaded", function () {
    deck = document.querySelector(".deck");
    var template = deck && deck.querySelector("template[data-deck]");
    slides = list(document.querySelectorAll(".slide"));
    if (!template || !slides.length) { root.classList.remove("show", "opening"); return; }
    live = deck.querySelector(".deck-live");
    controls = deck.querySelector(".deck-controls");
    parts = template.content;
    list(parts.querySelectorAll("[data-part='more'], [data-part='go'], [data-part='notes'], [data-part='blank']")).forEach(function (part) {
      deck.appendChild(part.cloneNode(true));
    });
    notes = deck.querySelector("[data-part='notes']");
    blank = deck.querySelector("[data-part='blank']");
    controls.hidden = false;
    sizeNotes(0);

    document.addEventListener("keydown", function (event) {
      if (pressed(event)) { event.preventDefault(); }
    });
    deck.addEventListener("click", clicked);
    deck.addEventListener("touchstart", touched, { passive: true });
    deck.addEventListener("touchend", swiped, { passive: true });
    document.addEventListener("pointermove", wake);
    document.addEventListener("pointerdown", wake);
    addEventListener("popstate", moved);
    addEventListener("hashchange", moved);
    if (isShown()) {
      var wanted = addressed();
      at = wanted.at;
      hideOthers();
      root.classList.remove("opening");
      show(wanted.at, wanted.step, "replace");
      wake();
    }
  });

  // What the presenter's window needs of the show, and the show of it.
  window.pingshuDeck = {
    presents: presents,
    act: act,
    read: read,
    write: write,
    notesOf: notesOf,
    title: title,
    list: listSlides,
    go: function (index) { setScreen(""); open(index); },
    slides: function () { return slides; },
    part: function (name) { return parts.querySelector("[data-part='" + name + "']").cloneNode(true); },
    say: function (text) { live.textContent = text; },
    onChange: function (told) { followers.push(told); },
    state: function () { return { at: at, step: step, screen: screen, over: over, scheme: root.getAttribute("data-theme") || "" }; },
    // From the other window: taken over without being told back.
    take: function (state) {
      if (state.at !== at || state.step !== step) {
        var before = at;
        place(state.at, state.step);
        if (isShown()) { keepAddress("replace"); }
        announce(before === at ? "step" : "slide");
      }
      if (state.screen !== screen) { setScreen(state.screen); announce("slide"); }
      putOver(state.over);
      if (over && !presents) { slides[at].scrollIntoView({ block: "nearest" }); }
      if (state.scheme && state.scheme !== root.getAttribute("data-theme")) { useScheme(state.scheme); }
    }
  };
})();
