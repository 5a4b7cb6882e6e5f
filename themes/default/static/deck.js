// Shows a deck one slide at a time. Without this the deck is a page of slides;
// on a narrow screen it stays one. Keys: arrows, Space, Page Up and Down, Home,
// End, a number and Enter, F for full screen, O or Escape for all slides.
(function () {
  "use strict";
  var root = document.documentElement;
  var deck = document.querySelector(".deck");
  var slides = Array.prototype.slice.call(document.querySelectorAll(".slide"));
  var live = document.querySelector(".deck-live");
  var controls = document.querySelector(".deck-controls");
  if (!deck || !slides.length || !live || !controls || matchMedia("(max-width: 40rem)").matches) { return; }

  var at = 0;
  var typed = "";
  var asleep = 0;

  function steps(slide) {
    return Array.prototype.slice.call(slide.querySelectorAll(".steps > li"));
  }
  function ahead(slide) {
    return steps(slide).filter(function (step) { return step.classList.contains("ahead"); });
  }
  function overview() { return root.classList.contains("overview"); }

  // The slide that the address names, by id or by number; the first otherwise.
  function addressed() {
    var name = decodeURIComponent(location.hash.slice(1));
    var target = name ? document.getElementById(name) : null;
    var slide = target && target.closest ? target.closest(".slide") : null;
    if (slide) { return slides.indexOf(slide); }
    var number = /^\d+$/.test(name) ? Number(name) - 1 : -1;
    return slides[number] ? number : 0;
  }

  function announce() {
    var title = slides[at].querySelector(".slide-heading");
    live.textContent = deck.getAttribute("data-word") + " " + (at + 1) + " / " + slides.length +
      (title ? ": " + title.textContent : "");
  }

  function show(next, whole, how) {
    at = Math.max(0, Math.min(slides.length - 1, next));
    slides.forEach(function (slide, index) {
      slide.hidden = index !== at && !overview();
      if (index === at) { slide.setAttribute("aria-current", "true"); } else { slide.removeAttribute("aria-current"); }
    });
    steps(slides[at]).forEach(function (step) { step.classList.toggle("ahead", !whole && !overview()); });
    if (how) {
      try { history[how + "State"](null, "", "#" + slides[at].id); } catch (refused) { location.hash = slides[at].id; }
    }
    announce();
  }

  function forward() {
    var waiting = ahead(slides[at]);
    if (waiting.length) { waiting[0].classList.remove("ahead"); return; }
    if (at < slides.length - 1) { show(at + 1, false, "push"); }
  }
  function back() {
    var shown = steps(slides[at]).filter(function (step) { return !step.classList.contains("ahead"); });
    if (shown.length) { shown[shown.length - 1].classList.add("ahead"); return; }
    if (at > 0) { show(at - 1, true, "push"); }
  }
  function setOverview(on) {
    root.classList.toggle("overview", on);
    controls.querySelector("[data-go='overview']").setAttribute("aria-pressed", String(on));
    slides.forEach(function (slide) {
      if (on) { slide.setAttribute("tabindex", "0"); } else { slide.removeAttribute("tabindex"); }
    });
    if (on) { document.querySelectorAll(".ahead").forEach(function (step) { step.classList.remove("ahead"); }); }
    show(at, true, null);
    if (on) { slides[at].focus({ preventScroll: true }); slides[at].scrollIntoView({ block: "nearest" }); }
  }
  function open(slide) {
    at = slides.indexOf(slide);
    setOverview(false);
    show(at, true, "push");
  }
  function fullscreen() {
    if (document.fullscreenElement) { document.exitFullscreen(); return; }
    if (root.requestFullscreen) { root.requestFullscreen().catch(function () { /* the browser forbids it */ }); }
  }
  function act(name) {
    if (name === "overview") { setOverview(!overview()); }
    else if (name === "fullscreen") { fullscreen(); }
    else if (overview()) { open(slides[Math.max(0, Math.min(slides.length - 1, at + (name === "next" ? 1 : -1)))]); }
    else if (name === "next") { forward(); }
    else if (name === "previous") { back(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) { return; }
    var key = event.key;
    var own = event.target.closest && event.target.closest("a, button, summary, input, textarea, select");
    if (own && (key === "Enter" || key === " ")) { return; }
    if (overview() && key === "Enter") {
      var slide = event.target.closest && event.target.closest(".slide");
      if (slide) { event.preventDefault(); open(slide); }
      return;
    }
    if (/^\d$/.test(key)) { typed += key; return; }
    var done = true;
    if (key === "Enter" && typed) { show(Number(typed) - 1, false, "push"); }
    else if (key === "o" || key === "O" || key === "Escape") { setOverview(!overview()); }
    else if (key === "f" || key === "F") { fullscreen(); }
    else if (overview()) { done = false; }
    else if (key === "ArrowRight" || key === "ArrowDown" || key === "PageDown" || (key === " " && !event.shiftKey)) { forward(); }
    else if (key === "ArrowLeft" || key === "ArrowUp" || key === "PageUp" || key === " ") { back(); }
    else if (key === "Home") { show(0, false, "push"); }
    else if (key === "End") { show(slides.length - 1, true, "push"); }
    else { done = false; }
    typed = "";
    if (done) { event.preventDefault(); }
  });

  deck.addEventListener("click", function (event) {
    var button = event.target.closest("[data-go]");
    if (button) { act(button.getAttribute("data-go")); return; }
    var slide = event.target.closest(".slide");
    if (overview()) { if (slide) { event.preventDefault(); open(slide); } return; }
    if (event.target.closest("a, button, summary, .scroll") || String(getSelection())) { return; }
    if (event.clientX < innerWidth / 3) { back(); } else if (event.clientX > innerWidth * 2 / 3) { forward(); }
  });

  var touch = null;
  deck.addEventListener("touchstart", function (event) {
    touch = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  deck.addEventListener("touchend", function (event) {
    if (!touch || overview()) { return; }
    var end = event.changedTouches[0];
    var across = end.clientX - touch.clientX;
    if (Math.abs(across) > 48 && Math.abs(across) > 2 * Math.abs(end.clientY - touch.clientY)) {
      if (across < 0) { forward(); } else { back(); }
    }
    touch = null;
  }, { passive: true });

  // The controls show while the pointer moves.
  document.addEventListener("pointermove", function () {
    root.classList.add("awake");
    clearTimeout(asleep);
    asleep = setTimeout(function () { root.classList.remove("awake"); }, 2500);
  });

  // An address typed by hand, and the browser's own back and forward.
  addEventListener("popstate", function () {
    if (addressed() !== at) { show(addressed(), true, null); }
  });
  addEventListener("hashchange", function () {
    if (addressed() !== at) { show(addressed(), true, null); }
  });

  root.classList.add("show");
  controls.hidden = false;
  show(addressed(), false, "replace");
})();
