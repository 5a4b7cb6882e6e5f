// Makes the open page ready for paper; `numbered` says that each sheet gets a
// number from outside.
(function (numbered) {
  "use strict";
  // A link to a file beside the page would name this machine's folders: it is
  // words only. Those within the page and to the web stay.
  var here = location.href.split("#")[0];
  document.querySelectorAll("a[href]").forEach(function (link) {
    if (link.protocol === "file:" && link.href.split("#")[0] !== here) { link.removeAttribute("href"); }
  });
  var rules = "";
  // Margin boxes of the page's style, where the browser knows them, would say
  // the number a second time.
  if (numbered) {
    var none = "{ @bottom-right { content: none !important; } }";
    rules += "@page " + none + " @page bulletin " + none;
  }
  // Before 131, browsers take the size of the sheet from pages without a name
  // only, and round it down: a little more, or every slide would spill onto a
  // second one.
  var version = Number((/Chrome\/(\d+)/.exec(navigator.userAgent) || [0, 999])[1]);
  var deck = document.querySelector(".deck");
  if (deck && version < 131) {
    var size = deck.classList.contains("deck-4x3") ? "280mm 210.5mm" : "320mm 180.5mm";
    rules += "@page { size: " + size + "; margin: 0; }";
  }
  var sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
})
