// The presenter's window: the same page, opened by the show with `?presenter`.
// It has the slide, the next one, notes, list and times, and moves the deck as
// the show does. Both tell each other where they stand, by `postMessage` and by
// a channel, so that either may be loaded again; from file:// too.
(function () {
  "use strict";
  var deck = window.pingshuDeck;
  var PLACE = "pingshu-presenter-place";
  var TIMES = "pingshu-times " + location.pathname;
  var BEAT = 1000;
  var own = Math.random().toString(36).slice(2);
  var peer = deck.presents ? window.opener : null;
  var channel = null;
  var heard = 0;   // when the other window last spoke
  var last = "";   // the last message taken, since two ways bring each
  var sent = 0;
  // The stopwatch: running since, gathered before, in milliseconds; the whole
  // that is planned, in minutes, where the trainer changed it.
  var times = { since: 0, gathered: 0, planned: 0 };
  var place = null;

  function number(value, low, high) {
    return typeof value === "number" && isFinite(value) ? Math.max(low, Math.min(high, value)) : low;
  }

  /* ---- Between the windows ---- */

  function send(kind) {
    sent += 1;
    var state = deck.state();
    var message = {
      pingshu: "deck", path: location.pathname, from: own, presents: deck.presents, number: sent,
      kind: kind, state: state, times: times, place: place
    };
    if (peer && !peer.closed) { peer.postMessage(message, "*"); }
    if (channel) { channel.postMessage(message); }
  }

  function isOurs(event) {
    var message = event.data;
    var origin = event.origin === location.origin || (location.protocol === "file:" && (event.origin === "null" || event.origin === "file://"));
    return origin && message && message.pingshu === "deck" && message.path === location.pathname &&
      message.presents === !deck.presents && typeof message.from === "string" && message.state && message.times;
  }

  function take(event) {
    if (!isOurs(event)) { return; }
    var message = event.data;
    var name = message.from + " " + message.number;
    if (name === last) { return; }
    last = name;
    heard = Date.now();
    if (event.source && event.source !== window && event.source.postMessage) { peer = event.source; }
    if (message.kind === "bye") { heard = 0; tick(); return; }
    // A window that was just opened asks; the one that was there answers.
    if (message.kind === "hello") { takePlace(message.place); send("state"); return; }
    if (message.kind === "beat") {
      if (deck.presents) { tick(); return; }
      takePlace(message.place);
      takeTimes(message.times);
      send("beat");
      return;
    }
    takePlace(message.place);
    takeTimes(message.times);
    var state = message.state;
    deck.take({
      at: number(state.at, 0, deck.slides().length - 1),
      step: number(state.step, 0, 9999),
      screen: state.screen === "black" || state.screen === "white" ? state.screen : "",
      over: state.over === true,
      scheme: state.scheme === "light" || state.scheme === "dark" ? state.scheme : ""
    });
    if (deck.presents) { showPlace(); tick(); }
  }

  function takeTimes(told) {
    times = {
      since: number(told.since, 0, Infinity),
      gathered: number(told.gathered, 0, Infinity),
      planned: number(told.planned, 0, 999)
    };
    deck.write("sessionStorage", TIMES, JSON.stringify(times));
  }
  function takePlace(told) {
    if (deck.presents || !told) { return; }
    place = { x: number(told.x, -99999, 99999), y: number(told.y, -99999, 99999), width: number(told.width, 320, 9999), height: number(told.height, 240, 9999) };
  }

  function recall() {
    try {
      var kept = JSON.parse(deck.read("sessionStorage", TIMES) || "null");
      if (kept) { takeTimes(kept); }
    } catch (unreadable) { /* it begins anew */ }
    try {
      place = JSON.parse(deck.read("localStorage", PLACE) || "null");
    } catch (unreadable) { place = null; }
  }

  // Opens the window where it was when it was closed, or brings it to the front.
  deck.openPresenter = function () {
    if (deck.presents) { window.focus(); return; }
    if (peer && !peer.closed) { peer.focus(); return; }
    var box = "popup,width=1120,height=680";
    if (place) {
      takePlace(place);
      box = "popup,left=" + place.x + ",top=" + place.y + ",width=" + place.width + ",height=" + place.height;
    }
    peer = window.open(location.pathname.split("/").pop() + "?presenter" + location.hash, "pingshu-presenter", box);
    if (!peer) { refused(); }
  };
  function refused() {
    var told = document.querySelector(".deck-refused");
    if (!told) {
      told = deck.part("refused");
      document.querySelector(".deck").appendChild(told);
    }
    told.hidden = false;
    deck.say(told.textContent);
    setTimeout(function () { told.hidden = true; }, 8000);
  }

  /* ---- The panels of the presenter's window ---- */

  var panels = {};
  var current = null;
  var following = null;

  function elapsed() { return times.gathered + (times.since ? Date.now() - times.since : 0); }

  function clock(milliseconds) {
    var seconds = Math.floor(Math.abs(milliseconds) / 1000);
    var parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    if (!parts[0]) { parts.shift(); }
    return (milliseconds < 0 && seconds ? "\u2212" : "") + parts.map(function (part, place) {
      return place && part < 10 ? "0" + part : String(part);
    }).join(":");
  }

  function seconds(slide) { return Number(slide.getAttribute("data-seconds")) || 0; }

  // What is planned until a slide begins, in milliseconds.
  function planned(until) {
    return deck.slides().slice(0, until).reduce(function (sum, slide) { return sum + seconds(slide); }, 0) * 1000;
  }

  function whole() { return times.planned * 60000 || planned(deck.slides().length); }

  function pace(at) {
    var all = planned(deck.slides().length);
    if (!all || !elapsed()) { return ""; }
    var share = whole() / all;
    var begins = planned(at) * share;
    var ends = planned(at + 1) * share;
    var now = elapsed();
    if (now < begins) { return panels.pace.getAttribute("data-ahead").replace("{time}", clock(begins - now)); }
    if (now > ends) { return panels.pace.getAttribute("data-behind").replace("{time}", clock(now - ends)); }
    return panels.pace.getAttribute("data-on-time");
  }

  // What a second changes. Texts are written only where they differ, and the
  // times are no live region: nobody wants to hear them.
  function tick() {
    if (!deck.presents || !panels.clock) { return; }
    var at = deck.state().at;
    var left = whole() - elapsed();
    write(panels.clock, new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hour12: false }));
    write(panels.elapsed, clock(elapsed()));
    write(panels.left, whole() ? clock(left) : "\u2013");
    panels.left.classList.toggle("late", whole() > 0 && left < 0);
    write(panels.pace, pace(at));
    panels.lost.hidden = Date.now() - heard < 4 * BEAT;
    panels.run.setAttribute("aria-pressed", String(times.since > 0));
  }
  function write(element, text) {
    if (element.textContent !== text) { element.textContent = text; }
  }

  function showPlace() {
    var at = deck.state().at;
    var slides = deck.slides();
    if (following) { following.classList.remove("following"); }
    following = slides[at + 1] || null;
    if (following) { following.classList.add("following"); }
    panels.end.hidden = Boolean(following);
    panels.notes.textContent = "";
    panels.notes.appendChild(deck.notesOf(at));
    panels.notes.parentNode.scrollTop = 0;
    write(panels.place, at + 1 + " / " + slides.length);
    if (current) { current.removeAttribute("aria-current"); }
    current = panels.list.children[at].firstChild;
    current.setAttribute("aria-current", "true");
    current.scrollIntoView({ block: "nearest" });
  }

  function run() {
    if (times.since) {
      times.gathered = elapsed();
      times.since = 0;
    } else {
      times.since = Date.now();
    }
    changed();
  }
  function changed() {
    takeTimes(times);
    send("state");
    tick();
  }

  function build() {
    var root = document.documentElement;
    root.classList.add("presenter");
    var frame = deck.part("presenter");
    document.querySelector(".deck").appendChild(frame);
    frame.querySelectorAll("[data-shows]").forEach(function (it) { panels[it.getAttribute("data-shows")] = it; });
    panels.minutes.value = Math.round(whole() / 60000) || "";
    deck.list(panels.list, deck.go);
    panels.run.addEventListener("click", run);
    panels.reset.addEventListener("click", function () {
      times.gathered = 0;
      times.since = times.since ? Date.now() : 0;
      changed();
    });
    panels.minutes.addEventListener("change", function () {
      times.planned = number(Number(panels.minutes.value), 0, 999);
      changed();
    });
    panels.again.addEventListener("click", function () {
      peer = window.open(location.pathname.split("/").pop() + location.hash, "_blank");
    });
    showPlace();
    tick();
  }

  function keepPlace() {
    var now = { x: window.screenX, y: window.screenY, width: window.innerWidth, height: window.innerHeight };
    if (place && now.x === place.x && now.y === place.y && now.width === place.width && now.height === place.height) { return; }
    place = now;
    deck.write("localStorage", PLACE, JSON.stringify(place));
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!deck.slides() || !deck.slides().length) { return; }
    recall();
    if ("BroadcastChannel" in window) {
      channel = new BroadcastChannel("pingshu-deck");
      channel.onmessage = take;
    }
    addEventListener("message", take);
    deck.onChange(function () {
      // The stopwatch begins with the first slide that is left.
      if (deck.presents && !times.since && !times.gathered && deck.state().at > 0) { times.since = Date.now(); takeTimes(times); }
      if (deck.presents) { showPlace(); tick(); }
      send("state");
    });
    if (deck.presents) {
      build();
      // Browsers reckon a new window's frame into the size asked for.
      if (place) { window.resizeBy(place.width - window.innerWidth, place.height - window.innerHeight); }
      setInterval(function () { keepPlace(); send("beat"); tick(); }, BEAT);
    }
    addEventListener("pagehide", function () { send("bye"); });
    send("hello");
  });
})();
