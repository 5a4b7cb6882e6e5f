// Of every chart with a table: the keys of its marks and those of its rows.
const keys = (list) => [...new Set([...list].map((it) => it.getAttribute("data-k")))];
return [...document.querySelectorAll(".exhibit-chart")].filter((it) => it.querySelector("details.data"))
  // A chart without a single value says that there is none, and has no marks.
  .filter((it) => it.querySelector("svg [data-k], details.data data")).map((it) => ({
  id: it.id,
  marks: keys(it.querySelectorAll("svg [data-k]")),
  rows: keys(it.querySelectorAll("details.data tbody tr")),
}));
