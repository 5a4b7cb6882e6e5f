// The page's width if it scrolls sideways, and what makes it so.
const page = document.scrollingElement;
if (page.scrollWidth <= innerWidth) { return null; }
const wide = [...document.body.querySelectorAll("*")].filter((it) => {
  const scrolls = it.parentElement.closest(".scroll, pre, .chapters > ol, .visually-hidden, svg");
  return !scrolls && it.getBoundingClientRect().right > innerWidth + 0.5;
});
const name = (it) => `${it.tagName.toLowerCase()}.${it.getAttribute("class") || ""}`;
return `${page.scrollWidth} wide because of ${[...new Set(wide.map(name))].slice(0, 4).join(", ")}`;
