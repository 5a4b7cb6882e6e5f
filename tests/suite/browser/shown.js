// The words of a page as a reader sees them, and which of its parts can be seen.
const PARTS = ["h1", "h2", "h3", "p", "li", "table", "svg[role=img]", ".slide", ".notes", ".tile"];
// Seen elsewhere on the page, at another width, on paper or when asked for; or for ears only.
const ELSEWHERE = "details:not([open]), .drawing-narrow, .toc, .cover-organisation, .visually-hidden, [hidden], " +
  ".slide .data, .slide .margin, .slide-title .slide-foot";
const main = document.querySelector("main");
// What script offers to do with an exhibit is none of its words.
document.querySelectorAll(".filter, .saves").forEach((it) => it.remove());
const seen = (element) => {
  const { width, height } = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return width > 0 && height > 0 && style.visibility === "visible" && style.opacity !== "0";
};
const parts = {};
const hidden = [];
for (const part of PARTS) {
  const all = [...main.querySelectorAll(part)].filter((it) => !it.closest(ELSEWHERE));
  parts[part] = all.filter(seen).length;
  for (const it of all.filter((it) => !seen(it))) { hidden.push(`${part} “${it.textContent.trim().slice(0, 24)}”`); }
}
return {
  words: main.innerText.replace(/\s+/g, " ").trim(),
  parts,
  hidden,
  slides: document.querySelectorAll(".slide").length,
  scripted: document.documentElement.classList.contains("show") || !!document.querySelector("[data-scheme]:not([hidden])"),
};
