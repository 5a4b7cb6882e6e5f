// The slide that shows and what of it does.
const seen = (it) => it.getClientRects().length > 0 && getComputedStyle(it).visibility === "visible";
const slides = [...document.querySelectorAll(".slide")].filter(seen);
const steps = slides.length ? [...slides[0].querySelectorAll(".steps > li")] : [];
return {
  slides: slides.length,
  id: slides.length ? "#" + slides[0].id : "",
  number: slides.length ? Number(slides[0].dataset.slide) : 0,
  hash: location.hash,
  steps: steps.length,
  shown: steps.filter(seen).length,
};
