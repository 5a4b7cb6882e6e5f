//! Prose, tables, the entries of the ledger and the navigation beside them, set
//! without the engine: they are most of what an archive's pages hold, and handing them over value by
//! value costs more than composing them.
//!
//! What is written here is what `blocks.html` writes, byte for byte; a test
//! holds the two together. A theme with a template of its own gets everything
//! from its templates, and nothing from here.

use std::collections::BTreeMap;

use super::filter::harmless;
use crate::{
    compose::view::{
        BlockView, CellView, ChapterLink, ColumnView, LedgerAspect, LedgerInput, LedgerView,
        RowView, TableView,
    },
    narrative::escape,
};

/// The bytes of a page's blocks, more or less.
const EXPECTED: usize = 36 * 1024;

/// The bytes of a link to a chapter, more or less.
const EXPECTED_LINK: usize = 128;

/// Blocks in a row for the templates: some ready, some as they were.
pub(super) enum Run<'a> {
    /// The markup of blocks that follow each other.
    Ready(String),
    /// A block for the templates to set.
    Block(&'a BlockView),
}

/// Sets what can be set here, and leaves the rest to the templates. Nothing,
/// where the templates have to complain.
pub(super) fn set<'a>(
    blocks: &'a [BlockView],
    words: &BTreeMap<String, String>,
) -> Option<Vec<Run<'a>>> {
    let mut runs = Vec::new();
    let mut setter = Setter {
        words,
        out: String::with_capacity(EXPECTED),
    };
    for block in blocks {
        match block {
            BlockView::Prose { html } => setter.all(&["\n<div class=\"prose\">", html, "</div>"]),
            BlockView::Heading { level, id, html } => setter.heading(*level, id, html),
            BlockView::Table(table) => setter.exhibit(table)?,
            BlockView::Ledger { entries } => setter.ledger(entries)?,
            BlockView::Chart(_)
            | BlockView::Tiles { .. }
            | BlockView::Notice { .. }
            | BlockView::Columns { .. }
            | BlockView::Quiz(_)
            | BlockView::Drill(_)
            | BlockView::Pair(_)
            | BlockView::Media(_)
            | BlockView::Margin { .. } => {
                setter.end(&mut runs);
                runs.push(Run::Block(block));
            }
        }
    }
    setter.end(&mut runs);
    Some(runs)
}

/// Sets the navigation beside an article; nothing where the templates have to
/// complain.
pub(super) fn chapters(list: &[ChapterLink], words: &BTreeMap<String, String>) -> Option<String> {
    if list.is_empty() {
        return Some(String::new());
    }
    let mut setter = Setter {
        words,
        out: String::with_capacity(EXPECTED_LINK * list.len()),
    };
    setter.word(
        "\n<nav class=\"chapters\" aria-label=\"",
        "chapters",
        "\">\n<ol>",
    )?;
    for chapter in list {
        setter.chapter(chapter)?;
    }
    setter.out.push_str("\n</ol>\n</nav>");
    Some(setter.out)
}

struct Setter<'a> {
    words: &'a BTreeMap<String, String>,
    out: String,
}

impl Setter<'_> {
    /// Ends a run of ready markup.
    fn end(&mut self, runs: &mut Vec<Run>) {
        if !self.out.is_empty() {
            runs.push(Run::Ready(std::mem::take(&mut self.out)));
        }
    }

    /// Ready markup.
    fn all(&mut self, pieces: &[&str]) {
        for piece in pieces {
            self.out.push_str(piece);
        }
    }

    /// Text between markup.
    fn text(&mut self, before: &str, text: &str, after: &str) {
        self.out.push_str(before);
        escape(text, &mut self.out);
        self.out.push_str(after);
    }

    /// An attribute, opened; nothing for one without a value.
    fn attribute(&mut self, open: &str, value: &str) {
        if !value.is_empty() {
            self.text(open, value, "\"");
        }
    }

    /// A fixed word between markup.
    fn word(&mut self, before: &str, key: &str, after: &str) -> Option<()> {
        let words = self.words;
        self.text(before, words.get(key)?, after);
        Some(())
    }

    /// A link, without the end of what it is around.
    fn link(&mut self, href: &str) -> Option<()> {
        harmless(href).then(|| self.text("<a href=\"", href, "\""))
    }

    fn chapter(&mut self, chapter: &ChapterLink) -> Option<()> {
        let ChapterLink {
            number,
            label,
            href,
            current,
            summary_html: _,
            sections,
        } = chapter;
        let (class, aria) = match current {
            true => (" class=\"current\"", " aria-current=\"page\""),
            false => ("", ""),
        };
        self.all(&["\n<li", class, ">"]);
        self.link(href)?;
        self.all(&[aria, ">"]);
        if !number.is_empty() {
            self.text("<span class=\"number\">", number, "</span> ");
        }
        self.text("<span>", label, "</span></a>");
        if *current && !sections.is_empty() {
            self.out.push_str("\n<ol class=\"sections\">");
            for section in sections {
                self.out.push_str("\n<li>");
                self.link(&section.href)?;
                self.text(">", &section.label, "</a></li>");
            }
            self.out.push_str("\n</ol>");
        }
        self.out.push_str("</li>");
        Some(())
    }

    fn heading(&mut self, level: u8, id: &str, html: &str) {
        let (open, close) = match level {
            2 => ("\n<h2 id=\"", "</h2>"),
            3 => ("\n<h3 id=\"", "</h3>"),
            _ => ("\n<h4 id=\"", "</h4>"),
        };
        self.text(open, id, "\">");
        self.all(&[html, close]);
    }

    fn exhibit(&mut self, table: &TableView) -> Option<()> {
        let has_caption = !table.takeaway_html.is_empty() || !table.what.is_empty();
        self.text(
            "\n<figure class=\"exhibit exhibit-table\" id=\"",
            &table.id,
            "\">",
        );
        if has_caption {
            self.text(
                "\n<figcaption class=\"caption\" id=\"",
                &table.id,
                "-caption\">",
            );
            if !table.takeaway_html.is_empty() {
                self.all(&["<p class=\"takeaway\">", &table.takeaway_html, "</p>"]);
            }
            if !table.what.is_empty() {
                self.text("<p class=\"what\">", &table.what, "</p>");
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push('\n');
        self.table(table, has_caption)?;
        if !table.notes.is_empty() || !table.source_html.is_empty() {
            self.out.push_str("\n<div class=\"source\">");
            for note in &table.notes {
                self.all(&["\n<p>", note, "</p>"]);
            }
            if !table.source_html.is_empty() {
                self.all(&["\n<p>", &table.source_html, "</p>"]);
            }
            self.out.push_str("\n</div>");
        }
        self.out.push_str("\n</figure>");
        Some(())
    }

    fn table(&mut self, table: &TableView, has_caption: bool) -> Option<()> {
        self.out
            .push_str("\n<div class=\"scroll\" role=\"group\" tabindex=\"0\"");
        if has_caption {
            self.text(" aria-labelledby=\"", &table.id, "-caption\"");
        } else {
            self.word(" aria-label=\"", "table", "\"")?;
        }
        self.out
            .push_str(">\n<table class=\"figures\">\n<thead><tr>");
        for ColumnView { label, unit, align } in &table.columns {
            self.all(&["<th scope=\"col\" class=\"", align, "\">"]);
            self.text("", label, "");
            if !unit.is_empty() {
                self.text(" <small>", unit, "</small>");
            }
            self.out.push_str("</th>");
        }
        self.out.push_str("</tr></thead>\n<tbody>");
        for row in &table.rows {
            self.row(row, &table.columns)?;
        }
        self.out.push_str("\n</tbody>\n</table>\n</div>");
        Some(())
    }

    fn row(
        &mut self,
        RowView { key, role, cells }: &RowView,
        columns: &[ColumnView],
    ) -> Option<()> {
        self.all(&["\n<tr class=\"row-", role, "\""]);
        if !key.is_empty() {
            self.text(" data-k=\"", key, "\"");
        }
        self.out.push('>');
        for (i, cell) in cells.iter().enumerate() {
            let CellView {
                html,
                class,
                pad,
                order,
            } = cell;
            if i == 0 {
                self.out.push_str("<th scope=\"row\"");
                self.attribute(" class=\"is-", class);
                self.attribute(" data-order=\"", order);
                self.all(&[">", html, "</th>"]);
                continue;
            }
            self.all(&["<td class=\"", columns.get(i)?.align]);
            if !class.is_empty() {
                self.text(" is-", class, "");
            }
            self.out.push('"');
            self.attribute(" data-pad=\"", pad);
            self.attribute(" data-order=\"", order);
            self.all(&[">", html, "</td>"]);
        }
        self.out.push_str("</tr>");
        Some(())
    }

    fn ledger(&mut self, entries: &[LedgerView]) -> Option<()> {
        self.out.push_str("\n<div class=\"ledger\">");
        let terms = Terms::of(self.words);
        for entry in entries {
            self.entry(entry, &terms)?;
        }
        self.out.push_str("\n</div>");
        Some(())
    }

    fn entry(&mut self, entry: &LedgerView, terms: &Terms) -> Option<()> {
        let LedgerView {
            id,
            reference,
            label,
            value_html,
            period,
            of,
            evidence,
            definition,
            formula,
            inputs,
            source,
            note,
            reason,
            as_of,
            verdict,
            aspects,
        } = entry;
        self.text("\n<section class=\"entry\" id=\"", id, "\">");
        self.text("\n<div class=\"entry-head\">\n<h3>", label, " <small>");
        self.text("", period, "</small></h3>\n<p class=\"entry-value\">");
        self.all(&[value_html, "</p>"]);
        self.text("\n<code class=\"entry-reference\">", reference, "</code>");
        self.out.push_str("\n</div>\n<dl>");
        self.line(terms.of, of)?;
        self.said(terms.evidence, evidence)?;
        self.line(terms.reason, reason)?;
        self.line(terms.verdict, verdict)?;
        self.line(terms.definition, definition)?;
        for LedgerAspect {
            id,
            label,
            value_html,
            formula,
        } in aspects
        {
            self.text("\n<div id=\"", id, "\" class=\"entry-aspect\"><dt>");
            self.text("", label, "</dt><dd>");
            self.all(&[value_html, " <span class=\"entry-how\">"]);
            self.text("", formula, "</span></dd></div>");
        }
        self.line(terms.formula, formula)?;
        if !inputs.is_empty() {
            self.text("\n<div><dt>", terms.inputs?, "</dt><dd><ul>");
            for LedgerInput {
                label,
                reference,
                href,
            } in inputs
            {
                self.out.push_str("\n<li>");
                if !label.is_empty() {
                    self.link(href)?;
                    self.text(">", label, "</a> ");
                }
                self.text("<code>", reference, "</code></li>");
            }
            self.out.push_str("\n</ul></dd></div>");
        }
        self.line(terms.source, source)?;
        self.line(terms.as_of, as_of)?;
        self.line(terms.note, note)?;
        self.out.push_str("\n</dl>\n</section>");
        Some(())
    }

    /// A line of an entry, unless there is nothing to say.
    fn line(&mut self, term: Option<&str>, text: &str) -> Option<()> {
        if text.is_empty() {
            return Some(());
        }
        self.said(term, text)
    }

    fn said(&mut self, term: Option<&str>, text: &str) -> Option<()> {
        self.text("\n<div><dt>", term?, "</dt><dd>");
        self.text("", text, "</dd></div>");
        Some(())
    }
}

/// The words before the lines of entries, found once for all of them.
struct Terms<'a> {
    of: Option<&'a str>,
    evidence: Option<&'a str>,
    reason: Option<&'a str>,
    verdict: Option<&'a str>,
    definition: Option<&'a str>,
    formula: Option<&'a str>,
    inputs: Option<&'a str>,
    source: Option<&'a str>,
    as_of: Option<&'a str>,
    note: Option<&'a str>,
}

impl<'a> Terms<'a> {
    fn of(words: &'a BTreeMap<String, String>) -> Self {
        let word = |key: &str| words.get(key).map(String::as_str);
        Self {
            of: word("of"),
            evidence: word("evidence"),
            reason: word("reason"),
            verdict: word("verdict"),
            definition: word("definition"),
            formula: word("formula"),
            inputs: word("inputs"),
            source: word("source"),
            as_of: word("as_of"),
            note: word("note"),
        }
    }
}
