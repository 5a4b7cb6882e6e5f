// The drawings that show: their names, their words as they are set, and words
// that leave the drawing, lie on each other, or across the edge of a mark.
document.querySelectorAll(".slide").forEach((slide) => { slide.hidden = false; });
const names = [];
const texts = [];
const faults = [];
for (const svg of document.querySelectorAll("svg[role=img]")) {
  if (!svg.getClientRects().length) { continue; }
  const title = [...svg.children].filter((it) => it.tagName === "title");
  const labelled = (svg.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean);
  names.push(svg.getAttribute("aria-label") || (title[0] ? title[0].textContent : ""));
  const where = `${svg.dataset.chart} of #${(svg.closest("[id]") || svg).id}`;
  if (title.length > 1) { faults.push(`${where} has ${title.length} titles`); }
  for (const id of labelled) {
    if (document.getElementById(id) !== title[0]) { faults.push(`${where} is labelled by ${id}, not by its title`); }
  }
  const view = svg.viewBox.baseVal;
  // Boxes of words are given in single precision.
  const noise = 0.001;
  // Letters are set on whole pixels: half of one, at either side, is no fault.
  const pixel = view.width / svg.getBoundingClientRect().width;
  const marks = [...svg.querySelectorAll("rect:not(.f-track), circle")].filter((it) => !it.closest("defs"));
  const boxes = [];
  for (const text of svg.querySelectorAll("text")) {
    const words = text.textContent;
    if (!words.trim()) { continue; }
    const size = parseFloat(text.getAttribute("font-size"));
    const wide = text.getBBox();
    const base = parseFloat(text.getAttribute("y"));
    // Fonts claim more height than their signs need: the sign's own box counts.
    const box = { words, left: wide.x, right: wide.x + wide.width, top: base - 0.8 * size, bottom: base + 0.15 * size };
    if (box.left < view.x - pixel - noise || box.right > view.x + view.width + pixel + noise ||
        box.top < view.y - pixel || box.bottom > view.y + view.height + pixel) {
      faults.push(`${where}: “${words}” leaves the drawing ` +
        `(${[box.left, box.top, box.right, box.bottom].map(Math.round)} of ${view.width}×${view.height})`);
    }
    for (const other of boxes) {
      const across = Math.min(box.right, other.right) - Math.max(box.left, other.left);
      const down = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
      if (across > pixel / 2 && down > pixel / 2) {
        faults.push(`${where}: “${words}” lies on “${other.words}” by ${across.toFixed(1)}×${down.toFixed(1)}`);
      }
    }
    for (const mark of marks) {
      const { x, y, width, height } = mark.getBBox();
      const across = Math.min(box.right, x + width) - Math.max(box.left, x);
      const down = Math.min(box.bottom, y + height) - Math.max(box.top, y);
      // Words may stand in a mark, as a value in its cell, but not across its edge.
      const inside = across >= box.right - box.left - 2 * pixel && down >= box.bottom - box.top - 2 * pixel;
      if (across > pixel && down > pixel && !inside) { faults.push(`${where}: “${words}” lies across the edge of a ${mark.tagName}`); }
    }
    boxes.push(box);
    texts.push({ words, size, width: wide.width, bold: text.getAttribute("font-weight") });
  }
}
return { names, texts, faults };
