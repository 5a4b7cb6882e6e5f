// The words of a page as a reader sees them, and the parts that can be seen.
const root = document.documentElement;
const main = document.querySelector("main");
const seen = (element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && getComputedStyle(element).visibility === "visible" &&
    getComputedStyle(element).opacity !== "0";
};
const parts = {};
const hidden = [];
const PARTS = ["h1", "h2", "h3", "p", "li", "table", "svg[role=img]", "section.slide", ".notes", ".tile"];
for (const part of PARTS) {
  const all = [...main.querySelectorAll(part)].filter((it) => !it.closest("details:not([open])"));
  // Of a drawing in two widths one is shown; what is for ears only is not meant to be seen.
  const one = all.filter((it) => !it.closest(".drawing-narrow, .visually-hidden, [hidden], .cover-organisation"));
  parts[part] = one.filter(seen).length;
  if (document.querySelector(".slide")) {
    for (const it of one.filter((it) => !seen(it) && !it.closest(".data, .margin, .slide-title .slide-foot"))) {
      hidden.push(`${part} “${it.textContent.trim().slice(0, 24)}”`);
    }
  } else {
    for (const it of one.filter((it) => !seen(it) && !it.closest(".toc"))) {
      hidden.push(`${part} “${it.textContent.trim().slice(0, 24)}”`);
    }
  }
}
return {
  words: main.innerText.replace(/\s+/g, " ").trim(),
  parts,
  hidden,
  slides: document.querySelectorAll(".slide").length,
  scripted: root.classList.contains("show") || !!document.querySelector("[data-scheme]:not([hidden])"),
};
