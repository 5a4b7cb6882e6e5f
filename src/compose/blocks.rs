//! Blocks in the words of one language: tables, notices, tiles.

use std::{borrow::Cow, collections::BTreeSet};

use super::{
    chart, table,
    view::{BlockView, CellView, ColumnView, RowView, TableView, TileView},
    voice::{Voice, escaped},
};
use crate::{
    block::{Block, Notice},
    model::{Aspect, Better, Evidence, Figure, FigureKey, Period, Verdict, When},
};

/// A block of a page; `id` is its anchor, unique on the page.
pub(super) fn view(block: &Block, id: &str, voice: &Voice) -> BlockView {
    match block {
        Block::Table(table) => BlockView::Table(table::view(table, id, voice)),
        Block::Chart(chart) => match chart::as_table(chart) {
            Some(table) => BlockView::Table(table::view(&table, id, voice)),
            None => BlockView::Chart(chart::view(chart, id, voice)),
        },
        Block::Notice(notice) => notice_view(notice, voice),
        Block::Tiles(keys) => BlockView::Tiles {
            tiles: keys
                .iter()
                .filter_map(|key| voice.facts.get(key))
                .map(|figure| tile(figure, String::new(), voice))
                .collect(),
        },
    }
}

/// The same of a block that nothing else shows.
pub(super) fn view_of(block: Block, id: &str, voice: &Voice) -> BlockView {
    match block {
        Block::Table(table) => BlockView::Table(table::view_of(Cow::Owned(table), id, voice)),
        other => view(&other, id, voice),
    }
}

/// Tiles of a cover, each with its sentence.
pub(super) fn tiles(figures: &[&Figure], voice: &Voice) -> BlockView {
    BlockView::Tiles {
        tiles: figures
            .iter()
            .map(|it| tile(it, figure_remark(it, voice), voice))
            .collect(),
    }
}

/// Leaves out takeaways that the page has said already: two exhibits of one
/// thing would repeat it.
pub(super) fn say_once(blocks: &mut [BlockView]) {
    let mut said = BTreeSet::new();
    for block in blocks {
        let takeaway = match block {
            BlockView::Table(table) => &mut table.takeaway_html,
            BlockView::Chart(chart) => &mut chart.takeaway_html,
            _ => continue,
        };
        if !takeaway.is_empty() && !said.insert(takeaway.clone()) {
            takeaway.clear();
        }
    }
}

/// The line that names a source; empty if there is none.
pub(super) fn source(source: &str, voice: &Voice) -> String {
    escaped(&source_words(source, voice))
}

fn source_words(source: &str, voice: &Voice) -> String {
    if source.is_empty() {
        return String::new();
    }
    voice
        .locale
        .say("figure.source", &[("source", source)])
        .unwrap_or_default()
}

fn notice_view(notice: &Notice, voice: &Voice) -> BlockView {
    let mut html = String::new();
    for paragraph in &notice.paragraphs {
        html.push_str("<p>");
        html.push_str(&voice.html(paragraph));
        html.push_str("</p>");
    }
    BlockView::Notice {
        level: notice.level.to_owned(),
        title: voice.plain(&notice.title),
        html,
        items: notice.items.iter().map(|it| voice.html(it)).collect(),
    }
}

/// The style class of a verdict.
pub(super) fn verdict_class(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Met => "met",
        Verdict::NotMet => "notmet",
        Verdict::NotDistinguishable => "notdistinguishable",
        Verdict::Unknown(_) => "unknown",
    }
}

/// The figure of an aspect, where there is one.
pub(super) fn aspect<'a>(figure: &Figure, aspect: Aspect, voice: &Voice<'a>) -> Option<&'a Figure> {
    voice.facts.aspect(&figure.key, aspect)
}

fn tile(figure: &Figure, remark: String, voice: &Voice) -> TileView {
    let mut value_html = String::new();
    voice.figure(figure, false, &mut value_html);
    let change = aspect(figure, Aspect::Change, voice).filter(|it| it.value.is_ok());
    let change_html = change.map_or_else(String::new, |it| {
        let mut html = String::new();
        voice.figure(it, true, &mut html);
        fill(voice, "figure.tile_change", &html)
    });
    let target_html = aspect(figure, Aspect::Target, voice).map_or_else(String::new, |it| {
        let mut html = String::new();
        voice.figure(it, true, &mut html);
        fill(voice, "figure.tile_target", &html)
    });
    let direction = change
        .and_then(Figure::number)
        .map_or("", |it| direction(it, figure.better));
    let word = match direction.split_once(' ') {
        Some((_, "better")) => voice.locale.word("figure.change_better"),
        Some((_, "worse")) => voice.locale.word("figure.change_worse"),
        _ => "",
    };
    TileView {
        label: label(figure, voice),
        value_html,
        unit: if figure.value.is_ok() {
            voice.suffix(&figure.measure).trim().to_owned()
        } else {
            String::new()
        },
        change_html,
        change_kind: direction.to_owned(),
        change_word: word.to_owned(),
        target_html,
        verdict: figure.verdict.as_ref().map_or("", verdict_class).to_owned(),
        verdict_word: figure
            .verdict
            .as_ref()
            .map_or("", |it| voice.verdict_word(it))
            .to_owned(),
        spark_svg: chart::spark(figure, voice),
        remark,
    }
}

/// Where a value went and whether that is good, as style classes: the arrow
/// follows the sign, the colour what is good.
fn direction(change: f64, better: Better) -> &'static str {
    match (better, change) {
        (_, 0.0) => "same",
        (Better::Neither, change) if change > 0.0 => "up",
        (Better::Neither, _) => "down",
        (Better::Higher, change) if change > 0.0 => "up better",
        (Better::Higher, _) => "down worse",
        (Better::Lower, change) if change > 0.0 => "up worse",
        (Better::Lower, _) => "down better",
    }
}

/// The words of `key` with ready markup in the slot `value`.
pub(super) fn fill(voice: &Voice, key: &str, value_html: &str) -> String {
    let mut out = String::new();
    for part in voice.locale.template(key).unwrap_or(&[]) {
        match part {
            crate::locale::Part::Literal(words) => crate::narrative::escape(words, &mut out),
            _ => out.push_str(value_html),
        }
    }
    out
}

/// The name of a figure with whose it is.
pub(super) fn label(figure: &Figure, voice: &Voice) -> String {
    with_owner(voice.label(figure), &voice.of(&figure.key))
}

/// A name with whose it is.
pub(super) fn with_owner(label: String, of: &str) -> String {
    if of.is_empty() {
        label
    } else {
        format!("{label} · {of}")
    }
}

/// Fewer trends than this are no column.
const TRENDS: usize = 3;

/// The year on one page: one row a figure — name, latest, target, verdict,
/// trend, one sentence. A column that would be empty is left out.
pub(super) fn one_page(figures: &[&Figure], id: &str, voice: &Voice) -> TableView {
    let columns = [
        ("measure", "text", 0),
        ("latest", "number", 0),
        ("target", "number", 1),
        ("verdict", "mark", 1),
        ("trend", "spark", TRENDS),
        ("sentence", "text", 0),
    ];
    let mut rows: Vec<RowView> = figures.iter().map(|it| one_page_row(it, voice)).collect();
    let shown: Vec<bool> = (0..columns.len())
        .map(|i| {
            let filled = rows.iter().filter(|row| !row.cells[i].html.is_empty());
            filled.count() >= columns[i].2
        })
        .collect();
    for row in &mut rows {
        let mut keep = shown.iter();
        row.cells.retain(|_| keep.next().is_none_or(|it| *it));
    }
    let mut view = TableView {
        id: id.to_owned(),
        takeaway_html: String::new(),
        what: String::new(),
        columns: columns
            .into_iter()
            .zip(&shown)
            .filter(|(_, shown)| **shown)
            .map(|((key, align, _), _)| ColumnView {
                label: voice.locale.word(&format!("one_page.{key}")).to_owned(),
                unit: String::new(),
                align,
            })
            .collect(),
        rows,
        source_html: String::new(),
        notes: Vec::new(),
    };
    table::leave_room_for_marks(&mut view);
    view
}

fn one_page_row(figure: &Figure, voice: &Voice) -> RowView {
    let mut latest = String::new();
    voice.figure(figure, true, &mut latest);
    let target = aspect(figure, Aspect::Target, voice).map_or_else(String::new, |it| {
        let word = escaped(voice.locale.word("one_page.target"));
        let mut html = format!("<span class=\"narrow-word\">{word} </span>");
        voice.figure(it, true, &mut html);
        html
    });
    let (class, word) = match &figure.verdict {
        Some(verdict) => (
            verdict_class(verdict),
            voice.verdict_word(verdict).to_owned(),
        ),
        None => ("", String::new()),
    };
    let verdict = if class.is_empty() {
        String::new()
    } else {
        format!(
            "<span class=\"verdict verdict-{class}\">{}</span>",
            escaped(&word)
        )
    };
    let sentence = figure_remark(figure, voice);
    // A part of the year is said: beside it stand figures of all of it.
    let part = match figure.key.when {
        When::In(Period::Year(_)) | When::Unstated { .. } => String::new(),
        When::In(period) => format!("<br>{}", escaped(&voice.locale.period(period))),
    };
    let cell = |html: String, class: &str| CellView {
        html,
        class: class.to_owned(),
        ..CellView::default()
    };
    RowView {
        key: crate::plan::anchor(&figure.key),
        role: "item",
        cells: vec![
            cell(escaped(&label(figure, voice)) + &part, ""),
            cell(latest, ""),
            cell(target, ""),
            cell(verdict, class),
            cell(chart::spark(figure, voice), ""),
            cell(escaped(&sentence), "quiet"),
        ],
    }
}

/// One sentence beside a figure: why it is missing, the author's note, the
/// change, its definition, or where it is from.
fn figure_remark(figure: &Figure, voice: &Voice) -> String {
    if let Err(missing) = &figure.value {
        return voice.reason(missing);
    }
    let note = figure.note.get(voice.lang());
    if !note.is_empty() {
        return note.to_owned();
    }
    if let Some(change) = aspect(figure, Aspect::Change, voice).filter(|it| it.value.is_ok()) {
        let text = voice.text(change);
        return voice
            .locale
            .say("figure.sentence_change", &[("change", &text)])
            .unwrap_or_default();
    }
    let definition = figure.definition.get(voice.lang());
    if definition.is_empty() {
        return source_words(figure.source.get(voice.lang()), voice);
    }
    definition.to_owned()
}

/// The weakest evidence among figures, for badges.
pub(super) fn weakest<'a>(keys: impl Iterator<Item = &'a FigureKey>, voice: &Voice) -> Evidence {
    let figures = keys.filter_map(|key| voice.facts.get(key));
    let known = figures.filter(|figure| figure.value.is_ok());
    Evidence::weakest_of(known.map(|figure| figure.evidence))
}
