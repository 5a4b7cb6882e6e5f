// The page's width if it scrolls sideways, and what makes it so.
const page = document.scrollingElement;
if (page.scrollWidth <= innerWidth) { return null; }
const wide = [...document.body.querySelectorAll("*")].filter((it) => {
  const region = it.parentElement.closest(".scroll, pre, .chapters > ol, .prose table");
  // A region holds what stands in it, but for what is placed by an element outside.
  const held = region && !(getComputedStyle(it).position === "absolute" && !region.contains(it.offsetParent));
  return !held && !it.closest("svg, .visually-hidden") && it.getBoundingClientRect().right > innerWidth + 0.5;
});
const name = (it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") || ""} in ${it.parentElement.tagName.toLowerCase()}`;
return `${page.scrollWidth} wide because of ${[...new Set(wide.map(name))].slice(0, 4).join(", ")}`;
