// Slides whose words or drawings do not fit, each shown whole in its turn.
const slides = [...document.querySelectorAll(".slide")];
const faults = [];
document.querySelectorAll(".ahead").forEach((step) => step.classList.remove("ahead"));
for (const slide of slides) {
  slides.forEach((other) => { other.hidden = other !== slide; });
  const face = slide.querySelector(".slide-face").getBoundingClientRect();
  const body = slide.querySelector(".slide-body");
  const tell = (what) => faults.push(`#${slide.id} ${what}`);
  if (body.scrollHeight > body.clientHeight + 1) {
    tell(`is ${body.scrollHeight - body.clientHeight} px too full (${body.scrollHeight} in ${body.clientHeight})`);
  }
  if (body.scrollWidth > body.clientWidth + 1) { tell(`is ${body.scrollWidth - body.clientWidth} px too wide`); }
  if (face.height > innerHeight + 1 || face.width > innerWidth + 1) { tell("is larger than the window"); }
  for (const region of slide.querySelectorAll(".scroll")) {
    if (region.scrollWidth > region.clientWidth + 1 && region.getClientRects().length) {
      tell(`has a table ${region.scrollWidth - region.clientWidth} px too wide`);
    }
  }
  for (const svg of slide.querySelectorAll(".drawing svg")) {
    const box = svg.getBoundingClientRect();
    const shown = box.width > 0 && svg.getClientRects().length;
    if (!shown) { continue; }
    const scale = Math.min(box.width / svg.viewBox.baseVal.width, box.height / svg.viewBox.baseVal.height);
    const small = Math.min(...[...svg.querySelectorAll("text")].map((it) => parseFloat(getComputedStyle(it).fontSize) * scale));
    if (small < 14 * innerWidth / 1280) { tell(`has a drawing with text of ${small.toFixed(1)} px`); }
  }
}
return { slides: slides.length, faults };
