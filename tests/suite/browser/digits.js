// Digits in prose that do not come from the ledger: everything in the text of a
// page is looked at but figures, code, tables and drawings that the tool makes,
// navigation (it repeats headings), definitions and units of the catalogue, the
// count of a ledger's entries and pages, what questions are worth and what is
// right, lines to sign and minutes planned, and dates, as the tool itself takes them.
const plain = arguments[0];
const MADE = "data, a.fig, code, pre, table.figures, svg, nav, header.masthead, footer, .slide-foot, .kicker, " +
  ".page-ledger .standfirst, .margin, .tile-unit, .cover-year, .cover-status, .slide-imprint, .shelf-kicker, .shelf-meta, .ledger, .mark, .deck-live, " +
  "script, style, title, summary, .number, .page-ledger h1, .page-ledger a, " +
  ".beside-time, .quiz legend small, .form-table th, .form-session, .form-lines, .form-asked small, .form-answer b";
const DATES = [
  /\d{1,4}\s?(?:年|月|日|号|旬|时)/g,
  /第\s?\d+/g,
  /\b(?:19|20)\d\d(?:[–-](?:19|20)\d\d)?(?:-(?:Q[1-4]|H[12]|\d\d(?:-\d\d)?))?\b/g,
  /\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d{1,2}\b/g,
  /[A-Za-z_#@]\d[\d.]*/g,
  /\bweek \d{1,2}\b/g,
  // Of the name of a measure.
  /\bper 10\s?000\b/g,
];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const typed = [];
let stretches = 0;
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  if (!node.data.trim() || node.parentElement.closest(MADE)) { continue; }
  stretches += 1;
  let text = node.data;
  for (const name of plain) { text = text.split(name).join(""); }
  for (const date of DATES) { text = text.replace(date, ""); }
  if (/[0-9０-９]/.test(text)) {
    const parent = node.parentElement;
    typed.push(`${parent.tagName.toLowerCase()}.${parent.className} “${node.data.trim().slice(0, 60)}”`);
  }
}
return { stretches, typed };
