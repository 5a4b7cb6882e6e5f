// A table as it stands: how it is sorted, and the second cell of each row that shows.
const exhibit = document.querySelectorAll(".exhibit-table")[arguments[0]];
const rows = [...exhibit.querySelectorAll("tbody tr")].filter((it) => it.getClientRects().length);
const number = (cell) => (cell.querySelector("data") || cell).textContent.trim();
const status = exhibit.querySelector("[role=status]");
return {
  sorted: [...exhibit.querySelectorAll("thead th")].map((it) => it.getAttribute("aria-sort")),
  values: rows.map((it) => number(it.cells[1])),
  status: status ? status.textContent : "",
};
