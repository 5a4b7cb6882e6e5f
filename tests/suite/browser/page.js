// What every page must have, and what it asked for beyond its folder.
const asked = performance.getEntriesByType("resource").map((entry) => entry.name);
return {
  lang: document.documentElement.lang,
  title: document.title,
  outside: asked.filter((name) => !name.startsWith("file:")),
};
