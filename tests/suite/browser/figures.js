// Where each figure stands on this page, and as which string.
const plain = (it) => it.textContent.replace(/\s+/g, " ").trim();
return arguments[0].map(([key, mark]) => {
  const found = [];
  for (const link of document.querySelectorAll(`a.fig[href$="#${CSS.escape(key).replace(/\\/g, "")}"]`)) {
    const place = link.closest(".tile") ? "tile" : link.closest("td, th") ? "cell" : "prose";
    found.push({ place, text: plain(link) });
    if (link.closest(".slide") && place === "tile") {
      // A tile has the unit beside the number.
      found.push({ place: "slide", text: plain(link.closest(".tile-value")) });
    } else if (link.closest(".slide") && place === "prose") {
      found.push({ place: "slide", text: plain(link) });
    }
  }
  if (mark) {
    // The first mark of a row is its value; what follows is its target.
    for (const svg of document.querySelectorAll("svg[data-chart]")) {
      const shape = svg.querySelector(`[data-k="${mark}"]`);
      if (!shape) { continue; }
      const label = [...shape.querySelectorAll("text")].map(plain);
      found.push({ place: "mark", text: label[0] || "" });
      found.push({ place: "alternative", text: plain(shape.querySelector("title")) });
    }
  }
  return found;
});
