// Of every chart with a table: the keys of its marks and those of its rows.
const keys = (list) => [...new Set([...list].map((it) => it.getAttribute("data-k")))];
return [...document.querySelectorAll(".exhibit-chart")].filter((it) => it.querySelector("details.data")).map((it) => ({
  id: it.id,
  marks: keys(it.querySelectorAll("svg [data-k]")),
  rows: keys(it.querySelectorAll("details.data tbody tr")),
}));
