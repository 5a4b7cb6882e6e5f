// The violations of WCAG 2.2 AA on this page, one line a rule. A change of scheme
// changes colours only, so by night only those are judged.
const all = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const runOnly = arguments[0] === "dark" ? ["color-contrast", "link-in-text-block"] : all;
return axe.run(document, { runOnly, resultTypes: ["violations"] }).then((result) =>
  result.violations.map((it) => ({
    rule: it.id,
    count: it.nodes.length,
    place: it.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | "),
    why: (it.nodes[0].any[0] || it.nodes[0].all[0] || it.nodes[0].none[0] || { message: it.help }).message,
  })));
