// Comforts for readers with script: light and dark by hand, rows and marks that
// show each other, the current section. Without it every page is complete.
(function () {
  "use strict";
  var root = document.documentElement;
  var KEY = "pingshu-scheme";

  function stored() {
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }
  function store(scheme) {
    try { localStorage.setItem(KEY, scheme); } catch (refused) { /* the choice lasts for this page */ }
  }
  function use(scheme) {
    if (scheme === "light" || scheme === "dark") { root.setAttribute("data-theme", scheme); }
  }
  // Before the first paint, so that nothing flashes.
  use(stored());

  function schemeButton() {
    var button = document.querySelector("[data-scheme]");
    if (!button) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var now = root.getAttribute("data-theme") ||
        (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
      var next = now === "dark" ? "light" : "dark";
      use(next);
      store(next);
    });
  }

  // A row and the marks that show it carry the same data-k within one exhibit.
  function linkedMarks(exhibit) {
    function show(event, on) {
      var from = event.target.closest ? event.target.closest("[data-k]") : null;
      if (!from || !exhibit.contains(from)) { return; }
      var key = from.getAttribute("data-k");
      exhibit.querySelectorAll("[data-k]").forEach(function (mark) {
        if (mark.getAttribute("data-k") === key) { mark.classList.toggle("linked", on); }
      });
    }
    ["mouseover", "focusin"].forEach(function (kind) {
      exhibit.addEventListener(kind, function (event) { show(event, true); });
    });
    ["mouseout", "focusout"].forEach(function (kind) {
      exhibit.addEventListener(kind, function (event) { show(event, false); });
    });
  }

  // A region is a stop for the Tab key only while it scrolls. A table that fits
  // needs no region, so that its header can stay at the top of the window.
  function scrollRegions() {
    var regions = Array.prototype.slice.call(document.querySelectorAll(".scroll, .prose pre"));
    regions.forEach(function (region) { region.classList.remove("fits"); });
    var widths = regions.map(function (region) { return region.scrollWidth - region.clientWidth; });
    regions.forEach(function (region, at) {
      var wide = widths[at] > 0;
      region.classList.toggle("fits", !wide);
      region.classList.toggle("wide", wide);
      if (wide) {
        region.setAttribute("tabindex", "0");
      } else {
        region.removeAttribute("tabindex");
      }
    });
  }

  // On narrow screens the chapters are a strip: the current one comes into view.
  function currentChapter() {
    var strip = document.querySelector(".chapters > ol");
    var current = strip && strip.querySelector("[aria-current='page']");
    if (current && strip.scrollWidth > strip.clientWidth) {
      strip.scrollLeft += current.getBoundingClientRect().left - strip.getBoundingClientRect().left;
    }
  }

  function currentSection() {
    var links = Array.prototype.slice.call(document.querySelectorAll(".chapters .sections a[href*='#']"));
    var pairs = links.map(function (link) {
      return { link: link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) };
    }).filter(function (pair) { return pair.target; });
    if (!pairs.length) { return; }
    function mark() {
      var current = null;
      pairs.forEach(function (pair) {
        if (pair.target.getBoundingClientRect().top < innerHeight / 3) { current = pair; }
      });
      pairs.forEach(function (pair) {
        if (pair === current) { pair.link.setAttribute("aria-current", "true"); } else { pair.link.removeAttribute("aria-current"); }
      });
    }
    var waiting = false;
    addEventListener("scroll", function () {
      if (waiting) { return; }
      waiting = true;
      requestAnimationFrame(function () { waiting = false; mark(); });
    }, { passive: true });
    mark();
  }

  document.addEventListener("DOMContentLoaded", function () {
    schemeButton();
    document.querySelectorAll(".exhibit").forEach(linkedMarks);
    scrollRegions();
    addEventListener("resize", scrollRegions);
    document.addEventListener("toggle", scrollRegions, true);
    currentChapter();
    currentSection();
  });
})();
