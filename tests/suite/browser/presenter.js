// What the presenter's window shows.
const text = (name) => document.querySelector("[data-shows='" + name + "']").textContent;
const number = (selector) => {
  const found = document.querySelector(selector);
  return found && found.getClientRects().length ? Number(found.dataset.slide) : 0;
};
return {
  now: number(".slide[aria-current]"),
  next: number(".slide.following"),
  notes: text("notes").trim(),
  elapsed: text("elapsed"),
  left: text("left"),
  pace: text("pace"),
  place: text("place"),
  listed: document.querySelectorAll("[data-shows='list'] [aria-current]").length,
  ahead: document.querySelectorAll(".slide[aria-current] .ahead").length,
  noteSize: parseFloat(getComputedStyle(document.querySelector(".presenter-notes")).fontSize),
  lost: !document.querySelector("[data-shows='lost']").hidden,
};
