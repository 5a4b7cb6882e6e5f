// Where the show stands: the slide that shows, the steps of it that do, and
// what covers or surrounds it.
const seen = (it) => it.getClientRects().length > 0 && getComputedStyle(it).visibility === "visible";
const slides = [...document.querySelectorAll(".slide")].filter(seen);
const current = document.querySelector(".slide[aria-current]");
const steps = new Map();
if (current) {
  for (const it of current.querySelectorAll(".steps > li, [data-step]")) {
    if (!it.getClientRects().length && it.closest(".drawing")) { continue; }
    const name = it.dataset.step || steps.size + " of the list";
    steps.set(name, (steps.get(name) ?? true) && seen(it));
  }
}
const screen = document.querySelector("[data-part='blank']");
const notes = document.querySelector(".deck-notes");
const dialog = document.querySelector("dialog[open]");
const controls = document.querySelector(".deck-controls");
return {
  at: current ? Number(current.dataset.slide) : 0,
  slides: slides.length,
  hash: location.hash,
  steps: steps.size,
  shown: [...steps.values()].filter(Boolean).length,
  overview: document.documentElement.classList.contains("overview"),
  screen: screen && screen.getClientRects().length ? getComputedStyle(screen).backgroundColor : "",
  notes: notes && seen(notes) ? notes.textContent.trim() : "",
  noteSize: parseFloat(getComputedStyle(notes).fontSize),
  dialog: dialog ? dialog.dataset.part : "",
  full: Boolean(document.fullscreenElement),
  dark: document.documentElement.dataset.theme || "",
  said: document.querySelector(".deck-live").textContent,
  focus: document.activeElement ? document.activeElement.id || document.activeElement.tagName : "",
  sideways: document.documentElement.scrollWidth > innerWidth,
  started: document.documentElement.classList.contains("show"),
  awake: controls && Number(getComputedStyle(controls).opacity) > 0.5,
};
