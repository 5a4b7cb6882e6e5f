// Makes the open page ready for paper. `foot` are the words that stand at the
// foot of each sheet before its number, null for none; the answer is whether the
// browser has to print them around the page, since it knows no margin boxes.
(function (foot) {
  "use strict";
  // As far around words as their halo reaches, in pixels.
  var NEAR = 2;
  function within(box, left, top, right, bottom) {
    return right > box.left - NEAR && left < box.right + NEAR &&
      bottom > box.top - NEAR && top < box.bottom + NEAR;
  }
  // Whether a shape is under a box; of a line, whether it passes through.
  function touches(shape, box) {
    var own = shape.getBoundingClientRect();
    if (!within(box, own.left, own.top, own.right, own.bottom)) { return false; }
    if (shape.localName !== "path" || getComputedStyle(shape).fill !== "none") { return true; }
    var place = shape.getScreenCTM();
    for (var at = 0, length = shape.getTotalLength(); at <= length; at += NEAR) {
      var point = shape.getPointAtLength(at).matrixTransform(place);
      if (within(box, point.x, point.y, point.x, point.y)) { return true; }
    }
    return false;
  }
  // A link to a file beside the page would name this machine's folders: it is
  // words only. Those within the page and to the web stay.
  var here = location.href.split("#")[0];
  document.querySelectorAll("a[href]").forEach(function (link) {
    if (link.protocol === "file:" && link.href.split("#")[0] !== here) { link.removeAttribute("href"); }
  });
  // The halo by which words of a drawing are read over lines makes an outline of
  // each of their letters, which were three quarters of a report's bytes: words
  // that lie over nothing do without.
  document.querySelectorAll("svg[data-chart]").forEach(function (drawing) {
    var shapes = Array.from(drawing.querySelectorAll("path, rect, circle"));
    drawing.querySelectorAll("text").forEach(function (words) {
      var box = words.getBoundingClientRect();
      var meets = function (shape) { return touches(shape, box); };
      if (box.width > 0 && !shapes.some(meets)) { words.style.stroke = "none"; }
    });
  });
  var rules = "";
  var version = Number((/Chrome\/(\d+)/.exec(navigator.userAgent) || [0, 999])[1]);
  var hasBoxes = version >= 131;
  // Pages with a name have their own say: a cover has no foot.
  if (foot !== null && hasBoxes) {
    var said = foot.replace(/["\\\n]/g, function (it) { return "\\" + it.charCodeAt(0).toString(16) + " "; });
    var look = " font: 7pt sans-serif; color: #585e69; }";
    rules += "@page { @bottom-left { content: \"" + said + "\";" + look +
      " @bottom-right { content: counter(page) \" / \" counter(pages);" + look + " }";
  }
  // Browsers without margin boxes take the size of the sheet from pages without
  // a name only, and round it down: a little more, or every slide would spill
  // onto a second one.
  var deck = document.querySelector(".deck");
  if (deck && !hasBoxes) {
    var size = deck.classList.contains("deck-4x3") ? "280mm 210.5mm" : "320mm 180.5mm";
    rules += "@page { size: " + size + "; margin: 0; }";
  }
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
  return foot !== null && !hasBoxes;
})
