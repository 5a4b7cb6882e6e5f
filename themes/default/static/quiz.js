/* Questions are marked on this machine, and the result stays on it: nothing is
   sent anywhere. Without this script they read as questions. What is right
   stands in the page, so this is practice and no examination. */
(function () {
  "use strict";

  var STORE = "pingshu.quiz:" + location.pathname;
  var template = document.querySelector("template[data-quizzes]");
  if (!template) { return; }

  function list(found) { return Array.prototype.slice.call(found); }
  function word(name) { return template.getAttribute("data-" + name); }

  /* ---- What is kept ---- */

  var kept = {};
  function recall() {
    var found = {};
    try { found = JSON.parse(localStorage.getItem(STORE)) || {}; } catch (refused) { /* then until the page is left */ }
    Object.keys(found).forEach(function (key) { kept[key] = found[key]; });
  }
  function keep() {
    try { localStorage.setItem(STORE, JSON.stringify(kept)); } catch (refused) { /* the same */ }
  }

  /* ---- Answers: text that can be kept ---- */

  var answers = {
    choice: function (quiz) {
      return quiz.fields.filter(function (field) { return field.checked; }).map(function (field) { return field.value; }).join(",");
    },
    order: function (quiz) {
      return quiz.items().map(function (item) { return item.getAttribute("data-value"); }).join(",");
    },
    number: function (quiz) { return quiz.fields[0].value.trim(); }
  };
  var restore = {
    choice: function (quiz, answer) {
      var chosen = answer.split(",");
      quiz.fields.forEach(function (field) { field.checked = chosen.indexOf(field.value) >= 0; });
    },
    order: function (quiz, answer) {
      var items = quiz.items();
      (answer ? answer.split(",") : items.map(function (_, at) { return String(at + 1); })).forEach(function (value) {
        items.forEach(function (item) { if (item.getAttribute("data-value") === value) { quiz.options.appendChild(item); } });
      });
      ends(quiz);
    },
    number: function (quiz, answer) { quiz.fields[0].value = answer; }
  };

  function isRight(quiz, answer) {
    if (quiz.asks !== "number") { return answer === quiz.right; }
    var range = quiz.right.split("..").map(Number);
    var given = Number(answer);
    // Decimals are not exact: 0.1 + 0.2 is not 0.3.
    var beside = 1e-9 * Math.max(1, Math.abs(given));
    return given >= range[0] - beside && given <= range[1] + beside;
  }

  /* ---- What shows ---- */

  function sign(quiz, right) {
    return (right ? "\u2713 " + word("right") : "\u2717 " + word("wrong")) + " \u00b7 " + (right ? quiz.points : 0) + " / " + quiz.points;
  }
  // Options show by themselves which are right.
  function instead(quiz, answer) {
    if (quiz.way === "choice" || isRight(quiz, answer)) { return ""; }
    var ends = quiz.right.split("..");
    var right = quiz.way === "order" ? quiz.right.split(",").map(function (value) { return quiz.letters[value]; }).join(" \u2192 ") :
      ends[0] === ends[1] ? ends[0] : ends.join(" \u2013 ");
    return " \u00b7 " + word("key") + " " + right;
  }
  function show(quiz) {
    var answer = kept[quiz.key];
    var marked = typeof answer === "string";
    quiz.box.classList.toggle("is-marked", marked);
    quiz.fieldset.disabled = marked;
    quiz.mark.setAttribute("aria-disabled", String(marked));
    if (quiz.why) { quiz.why.hidden = !marked; }
    quiz.result.className = "quiz-result";
    if (marked) {
      restore[quiz.way](quiz, answer);
      quiz.result.classList.add(isRight(quiz, answer) ? "sign-right" : "sign-wrong");
      quiz.result.textContent = sign(quiz, isRight(quiz, answer)) + instead(quiz, answer);
    }
    var choice = marked && quiz.way === "choice";
    function among(item, values) { return choice && values.split(",").indexOf(item.getAttribute("data-value")) >= 0; }
    quiz.items().forEach(function (item) {
      item.classList.toggle("is-right", among(item, quiz.right));
      item.classList.toggle("is-chosen", among(item, answer));
    });
  }
  function total() {
    var some = all.some(function (quiz) { return typeof kept[quiz.key] === "string"; });
    var reached = 0, possible = 0;
    all.forEach(function (quiz) {
      possible += quiz.points;
      if (typeof kept[quiz.key] === "string" && isRight(quiz, kept[quiz.key])) { reached += quiz.points; }
    });
    all.forEach(function (quiz) {
      quiz.score.textContent = some ? word("score") + " " + reached + " / " + possible : "";
      quiz.save.hidden = quiz.reset.hidden = !some;
    });
    return [reached, possible];
  }

  /* ---- Deeds ---- */

  function mark(quiz) {
    if (typeof kept[quiz.key] === "string") { return; }
    var answer = answers[quiz.way](quiz);
    if (!answer) {
      quiz.result.textContent = word("unanswered");
      if (quiz.fields.length) { quiz.fields[0].focus(); }
      return;
    }
    recall();
    kept[quiz.key] = answer;
    keep();
    all.forEach(function (other) { if (other.key === quiz.key) { show(other); } });
    total();
  }
  function reset(quiz) {
    all.forEach(function (other) {
      delete kept[other.key];
      restore[other.way](other, "");
      show(other);
      other.result.textContent = "";
    });
    keep();
    total();
    quiz.result.textContent = word("cleared");
    quiz.mark.focus();
  }

  // A spreadsheet takes what begins like this for a formula.
  var FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
  function field(value) {
    var text = String(value).replace(/\s+/g, " ").trim();
    if (FORMULA.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text)) { text = "'" + text; }
    return /[",;]/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text;
  }
  function said(quiz) {
    var answer = kept[quiz.key];
    if (typeof answer !== "string" || quiz.way === "number") { return answer || ""; }
    return answer.split(",").map(function (value) { return quiz.letters[value]; }).join(" ");
  }
  function csv() {
    var rows = [word("columns").split("|")];
    all.forEach(function (quiz, at) {
      var answer = kept[quiz.key];
      var marked = typeof answer === "string";
      var right = marked && isRight(quiz, answer);
      rows.push([at + 1, quiz.question, said(quiz), marked ? word(right ? "right" : "wrong") : word("unanswered"), right ? quiz.points : 0, quiz.points]);
    });
    rows.push([word("total"), "", "", ""].concat(total()));
    // The mark of byte order tells spreadsheets that this is UTF-8.
    return "\ufeff" + rows.map(function (row) { return row.map(field).join(",") + "\r\n"; }).join("");
  }
  function save() {
    var page = location.pathname.split("/").pop().replace(/\.html$/, "") || "index";
    var link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([csv()], { type: "text/csv;charset=utf-8" }));
    link.download = page + "-quiz.csv";
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  /* ---- Putting in order ---- */

  function ends(quiz) {
    quiz.items().forEach(function (item, at, items) {
      var moves = item.querySelectorAll("[data-move]");
      if (!moves.length) { return; }
      moves[0].setAttribute("aria-disabled", String(at === 0));
      moves[1].setAttribute("aria-disabled", String(at === items.length - 1));
    });
  }
  function move(quiz, button, way) {
    var item = button.closest("li");
    var other = way < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other || quiz.fieldset.disabled) { return; }
    if (way < 0) { quiz.options.insertBefore(item, other); } else { quiz.options.insertBefore(other, item); }
    ends(quiz);
    button.focus();
    quiz.result.textContent = quiz.letters[item.getAttribute("data-value")] + ": " + word("place") + " " + (quiz.items().indexOf(item) + 1) + " / " + quiz.items().length;
  }
  function movable(quiz) {
    quiz.items().forEach(function (item) {
      ["up", "down"].forEach(function (name, at) {
        var button = document.createElement("button");
        button.type = "button";
        button.setAttribute("data-move", at ? "1" : "-1");
        button.setAttribute("aria-label", word(name) + " " + quiz.letters[item.getAttribute("data-value")]);
        button.textContent = at ? "\u2193" : "\u2191";
        item.insertBefore(button, item.querySelector(".quiz-text"));
      });
    });
    ends(quiz);
  }

  /* ---- Keys: what is pressed in a question is the question's ---- */

  function pressed(quiz, event) {
    var target = event.target, key = event.key;
    if (event.altKey || event.ctrlKey || event.metaKey) { return; }
    if (target.hasAttribute("data-move") && (key === "ArrowUp" || key === "ArrowDown")) {
      move(quiz, target, key === "ArrowUp" ? -1 : 1);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (target.tagName !== "INPUT") { return; }
    if (key === "Enter") { mark(quiz); }
    if (/^Page(Up|Down)$/.test(key) && document.documentElement.classList.contains("show")) {
      // A presenter's remote goes on, wherever the focus was left.
      event.preventDefault();
      event.stopPropagation();
      target.blur();
      document.dispatchEvent(new KeyboardEvent("keydown", { key: key, bubbles: true, cancelable: true }));
    } else if (key !== "Escape" && !/^F\d/.test(key) && key !== "Tab") {
      event.stopPropagation();
    }
  }

  function equip(box) {
    var quiz = {
      box: box,
      key: box.getAttribute("data-key"),
      asks: box.getAttribute("data-quiz"),
      right: box.getAttribute("data-right"),
      points: Number(box.getAttribute("data-points")),
      fieldset: box.querySelector("fieldset"),
      options: box.querySelector(".quiz-options"),
      fields: list(box.querySelectorAll("input")),
      result: box.querySelector(".quiz-result"),
      why: box.querySelector(".quiz-why"),
      letters: {},
      items: function () { return quiz.options ? list(quiz.options.children) : []; }
    };
    quiz.way = quiz.asks === "single" || quiz.asks === "multiple" ? "choice" : quiz.asks;
    var legend = box.querySelector("legend").cloneNode(true);
    legend.removeChild(legend.querySelector("small"));
    quiz.question = legend.textContent;
    quiz.items().forEach(function (item) { quiz.letters[item.getAttribute("data-value")] = item.querySelector(".quiz-letter").textContent; });
    var deeds = template.content.querySelector(".quiz-deeds").cloneNode(true);
    quiz.mark = deeds.querySelector("[data-do='mark']");
    quiz.save = deeds.querySelector("[data-do='save']");
    quiz.reset = deeds.querySelector("[data-do='reset']");
    quiz.score = deeds.querySelector(".quiz-score");
    quiz.fieldset.after(deeds);
    if (quiz.asks === "order") { movable(quiz); }
    quiz.mark.addEventListener("click", function () { mark(quiz); });
    quiz.save.addEventListener("click", save);
    quiz.reset.addEventListener("click", function () { reset(quiz); });
    box.addEventListener("click", function (event) {
      var button = event.target.closest("[data-move]");
      if (button) { move(quiz, button, Number(button.getAttribute("data-move"))); }
      // A click into a question does not turn the slide.
      event.stopPropagation();
    });
    box.addEventListener("keydown", function (event) { pressed(quiz, event); });
    return quiz;
  }

  recall();
  var all = list(document.querySelectorAll(".quiz[data-right]")).map(equip);
  all.forEach(show);
  total();
  // The show and the presenter's window are two pages of one machine.
  addEventListener("storage", function (event) {
    if (event.key !== STORE) { return; }
    kept = {};
    recall();
    all.forEach(function (quiz) {
      if (typeof kept[quiz.key] !== "string") { restore[quiz.way](quiz, ""); quiz.result.textContent = ""; }
      show(quiz);
    });
    total();
  });
})();
