// Exhibits under the reader's hand: a table put in order by a column, long ones
// filtered by a word, tables saved as CSV and drawings as SVG. Every control is
// made here from the page's <template data-tools>: without script none is there,
// and nothing is missing. Slides have none; they lead to their chapter.
(function () {
  "use strict";
  var FEW = 4;   // fewer rows are in order at a glance
  var LONG = 12; // more rows do not fit on a screen

  function list(found) { return Array.prototype.slice.call(found); }

  // The words of a cell as they are read; a reason in place of a tooltip.
  function words(cell, stead) {
    var copy = cell.cloneNode(true);
    list(copy.querySelectorAll("svg, .narrow-word")).forEach(function (it) { it.remove(); });
    list(copy.querySelectorAll("br")).forEach(function (it) { it.replaceWith("; "); });
    list(copy.querySelectorAll(".fig-missing[title]")).forEach(function (it) {
      if (it.title) { it.append(" (" + it.title + ")"); }
    });
    if (stead) { list(copy.querySelectorAll("data")).forEach(function (it) { it.replaceWith(stead); }); }
    return copy.textContent.replace(/[\s\u2060]+/g, " ").trim();
  }

  function is(cell, kind) { return cell.classList.contains(kind); }

  /* ---- Order ---- */

  // What a cell is put in order by; null is missing, and last either way.
  function place(cell, number) {
    var data = cell && cell.querySelector("data");
    if (!cell || number) { return data ? Number(data.value) : null; }
    return cell.getAttribute("data-order") || words(cell).replace(/^—.*/, "") || null;
  }

  function sortable(table, word) {
    var body = table.tBodies[0];
    var own = list(body.rows);
    var items = own.filter(function (row) { return is(row, "row-item"); });
    var heads = list(table.tHead.rows[0].cells);
    var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    if (items.length < FEW) { return; }

    // Sums stay below what they add up.
    function order(column, way) {
      var number = is(heads[column], "number");
      var places = new Map(items.map(function (row) { return [row, place(row.cells[column], number)]; }));
      var sorted = items.slice().sort(function (one, other) {
        var a = places.get(one), b = places.get(other);
        if (a === null || b === null) { return (a === null) - (b === null); }
        return way * (number ? a - b : collator.compare(a, b));
      });
      var sums = own.filter(function (row) { return !is(row, "row-item"); });
      body.append.apply(body, way ? sorted.concat(sums) : own);
    }

    heads.forEach(function (head, column) {
      if (is(head, "spark")) { return; }
      var button = document.createElement("button");
      button.type = "button";
      button.className = "order";
      button.title = word;
      button.append.apply(button, list(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort");
        var next = !now ? "ascending" : now === "ascending" ? "descending" : "";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (next) { head.setAttribute("aria-sort", next); }
        order(column, next === "ascending" ? 1 : next ? -1 : 0);
      });
    });
  }

  /* ---- Filter ---- */

  function folded(text) { return text.normalize("NFKC").toLowerCase(); }

  function filterable(table, tools) {
    var rows = list(table.tBodies[0].rows);
    var items = rows.filter(function (row) { return is(row, "row-item"); });
    if (items.length <= LONG) { return null; }
    var texts = new Map(items.map(function (row) {
      return [row, folded(list(row.cells).map(function (cell) { return words(cell); }).join(" "))];
    }));
    var count = tools.querySelector("[role=status]");
    tools.querySelector("input").addEventListener("input", function (event) {
      var asked = folded(event.target.value.trim());
      var shown = 0;
      rows.forEach(function (row) {
        // A sum of rows that do not all show would be wrong.
        row.hidden = asked !== "" && (texts.get(row) || "").indexOf(asked) < 0;
        if (!row.hidden && texts.has(row)) { shown += 1; }
      });
      count.textContent = asked ? count.getAttribute("data-word") + " " + shown + " / " + items.length : "";
    });
    return tools;
  }

  /* ---- Saving ---- */

  // A spreadsheet takes what begins like this for a formula.
  var FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
  var NUMBER = /^[+-]?\d+(\.\d+)?$/;

  function field(text) {
    var safe = FORMULA.test(text) && !NUMBER.test(text) ? "'" + text : text;
    return /[",;\r\n]/.test(safe) ? "\"" + safe.replace(/"/g, "\"\"") + "\"" : safe;
  }

  // The whole table in its own order, whatever is filtered. A number stands
  // alone, as exact as it is known; its unit and marks stand in a column after it.
  function csv(table, own, beside) {
    var columns = list(table.tHead.rows[0].cells).map(function (head, at) {
      var unit = head.querySelector("small");
      var label = words(head);
      if (unit) { label = label.slice(0, -words(unit).length).trim() + " (" + words(unit) + ")"; }
      return { at: at, label: label, number: is(head, "number"), skipped: is(head, "spark"), besides: false };
    }).filter(function (column) { return !column.skipped; });
    var lines = own.map(function (row) {
      return columns.map(function (column) {
        var cell = row.cells[column.at];
        if (!cell) { return ["", ""]; }
        var data = cell.querySelectorAll("data");
        if (!column.number || data.length !== 1) { return [words(cell), ""]; }
        var rest = words(cell, "…").replace(/^…\s*/, "");
        if (rest) { column.besides = true; }
        return [data[0].value, rest];
      });
    });
    function line(cells) {
      var out = [];
      cells.forEach(function (cell, at) {
        out.push(field(cell[0]));
        if (columns[at].besides) { out.push(field(cell[1])); }
      });
      return out.join(",") + "\r\n";
    }
    var head = columns.map(function (column) { return [column.label, column.label + " · " + beside]; });
    // The mark of byte order tells spreadsheets that this is UTF-8.
    return "\ufeff" + [head].concat(lines).map(line).join("");
  }

  function svg(drawing) {
    var copy = drawing.cloneNode(true);
    list(copy.querySelectorAll(".linked")).forEach(function (it) { it.classList.remove("linked"); });
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + new XMLSerializer().serializeToString(copy);
  }

  function save(exhibit, kind, type, text) {
    var page = location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    link.download = page + "-" + exhibit.id + "." + kind;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  function equip(exhibit, template) {
    var table = exhibit.querySelector("table.figures");
    var drawing = exhibit.querySelector(".drawing svg");
    var parts = template.content.cloneNode(true);
    var filter = parts.querySelector(".filter");
    var saves = parts.querySelector(".saves");
    var own = table ? list(table.tBodies[0].rows) : [];
    if (table) {
      var scroll = table.closest(".scroll");
      sortable(table, template.getAttribute("data-order"));
      if (filterable(table, filter)) { scroll.before(filter); }
    }
    list(saves.querySelectorAll("[data-save]")).forEach(function (button) {
      var kind = button.getAttribute("data-save");
      if (kind === "csv" ? !table : !drawing) { button.remove(); return; }
      button.addEventListener("click", function () {
        if (kind === "csv") {
          save(exhibit, kind, "text/csv", csv(table, own, template.getAttribute("data-beside")));
        } else {
          save(exhibit, kind, "image/svg+xml", svg(drawing));
        }
      });
    });
    if (!saves.querySelector("button")) { return; }
    // Beside the line that opens the data table, or that names the source.
    var next = exhibit.querySelector("details.data") || exhibit.querySelector(".source");
    if (next) { next.before(saves); } else { exhibit.append(saves); }
  }

  document.addEventListener("DOMContentLoaded", function () {
    var template = document.querySelector("template[data-tools]");
    if (!template) { return; }
    list(document.querySelectorAll(".exhibit")).forEach(function (exhibit) { equip(exhibit, template); });
  });
})();
