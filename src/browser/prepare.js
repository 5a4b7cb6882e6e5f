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
  // Margin boxes of the page's style, where the browser knows them, would say
  // the number a second time.
  if (numbered) {
    var none = "{ @bottom-right { content: none !important; } }";
    var sheet = new CSSStyleSheet();
    sheet.replaceSync("@page " + none + " @page bulletin " + none);
    document.adoptedStyleSheets = document.adoptedStyleSheets.concat(sheet);
  }
})
