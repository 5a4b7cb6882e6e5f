// How much higher what a slide holds is than its room, each shown whole in its turn.
const slides = [...document.querySelectorAll(".slide")];
document.querySelectorAll(".ahead").forEach((step) => step.classList.remove("ahead"));
return slides.map((slide) => {
  slides.forEach((other) => { other.hidden = other !== slide; });
  const body = slide.querySelector(".slide-body");
  return {
    number: Number(slide.dataset.slide),
    id: slide.id,
    layout: slide.className,
    beyond: body.scrollHeight - body.clientHeight,
  };
});
