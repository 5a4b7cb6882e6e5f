//! The pages of organisation units: what every subject shows of one, and the
//! list of all, page by page.

use std::collections::BTreeMap;

use super::{
    Composer, blocks,
    page::Article,
    prose,
    view::{BlockView, LinkView},
    voice::{Voice, escaped},
};
use crate::{
    block::{Align, Block, Cell, Column, Phrase, Piece, Row, Table},
    model::Text,
    plan::{Shelf, Target, UNITS_A_PAGE, relative},
    portfolio::Portfolio,
};

/// What every subject shows of a unit, and what belongs to it.
pub(super) fn page(composer: &Composer, year: i16, unit: &str, voice: &Voice) -> Article {
    let (mut shown, mut sections) = (Vec::new(), Vec::new());
    let records = composer.portfolio.records.get(&year);
    for (subject, exhibits) in records
        .map(|it| it.present_unit(composer.facts, unit))
        .unwrap_or_default()
    {
        let key = format!("subjects.{subject}");
        let title = voice.locale.word(&key);
        shown.push(heading(subject, title));
        sections.push(LinkView::to(title, format!("#{subject}")));
        for exhibit in exhibits {
            let id = exhibit.id.replace('.', "-");
            shown.push(blocks::view(&exhibit.block, &id, voice));
        }
    }
    let below = composer.below.get(unit).into_iter().flatten();
    let below = below.filter_map(|it| to_page(year, it, voice));
    // Of more than a page's worth, the list of all units has the others.
    let below: Vec<(String, String)> = below.take(UNITS_A_PAGE).collect();
    if !below.is_empty() {
        let title = voice.locale.word("units.below");
        shown.push(heading("below", title));
        sections.push(LinkView::to(title, "#below".to_owned()));
        let html = prose::link_list(&below);
        shown.push(BlockView::Prose { html });
    }
    let ledger = Target::Entries(year, Shelf::Unit(unit.to_owned()));
    let onward = [
        (Target::Notice(year, unit.to_owned()), "units.notice"),
        (Target::Units(year, 1), "units.all"),
        (ledger, "units.ledger"),
    ];
    let onward = onward.into_iter().filter_map(|(target, word)| {
        let page = voice.plan.page(&target, voice.lang())?;
        let href = relative(voice.route, page.route.as_str());
        Some((voice.locale.word(word).to_owned(), href))
    });
    let onward: Vec<(String, String)> = onward.collect();
    if !onward.is_empty() {
        let html = prose::link_list(&onward);
        shown.push(BlockView::Prose { html });
    }
    Article {
        kicker: belonging(unit, voice),
        blocks: shown,
        sections,
        ..Article::default()
    }
}

/// The notice to a unit.
pub(super) fn notice(composer: &Composer, year: i16, unit: &str, voice: &Voice) -> Article {
    let site = &composer.portfolio.site;
    let issued = composer.portfolio.year(year).map(|it| it.as_of);
    let date = issued.map_or_else(String::new, |it| voice.locale.date(it));
    let slots = [
        ("year", year.to_string()),
        ("issuer", site.organisation.get(voice.lang()).to_owned()),
        ("date", date),
    ];
    let slots: Vec<(&str, &str)> = slots.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let say = |key: &str| voice.locale.say(key, &slots).unwrap_or_default();
    let records = composer.portfolio.records.get(&year);
    let exhibits = records.map(|it| it.present_notice(composer.facts, unit));
    let exhibits = exhibits.unwrap_or_default().into_iter();
    let shown = exhibits.map(|it| blocks::view(&it.block, &it.id.replace('.', "-"), voice));
    Article {
        kicker: say("units.notice_of"),
        standfirst: escaped(&say("units.issued")),
        blocks: shown.collect(),
        ..Article::default()
    }
}

/// The name of the unit that a unit belongs to; empty for none.
fn belonging(unit: &str, voice: &Voice) -> String {
    let units = &voice.catalogue.units;
    let parent = units.get(unit).and_then(|it| it.parent.as_ref());
    let parent = parent.and_then(|it| units.get(it));
    parent.map_or("", |it| it.name.get(voice.lang())).to_owned()
}

/// A page of the list: what each subject says of a unit in a few words. Page 0
/// has all units by name alone, for looking one up.
pub(super) fn list(year: i16, at: usize, voice: &Voice) -> Article {
    let Some(records) = voice.composer.portfolio.records.get(&year) else {
        return Article::default();
    };
    let units = voice.composer.units.get(&year);
    let units = units.map_or(&[][..], Vec::as_slice);
    let first = at.saturating_sub(1) * UNITS_A_PAGE;
    let listed = match at {
        0 => units,
        _ => &units[first..(first + UNITS_A_PAGE).min(units.len())],
    };
    let table = match at {
        0 => names(listed, voice),
        _ => lines(listed, &|it| records.unit_lines(voice.facts, it), voice),
    };
    let mut shown = vec![blocks::view(&Block::Table(table), "units", voice)];
    let pages = units.len().div_ceil(UNITS_A_PAGE);
    if pages > 1 {
        let others = (0..=pages).filter(|it| *it != at).filter_map(|it| {
            let page = voice.plan.page(&Target::Units(year, it), voice.lang())?;
            let word = match it {
                0 => voice.locale.word("units.find").to_owned(),
                _ => voice
                    .locale
                    .say("units.page", &[("number", &it.to_string())])?,
            };
            Some((word, relative(voice.route, page.route.as_str())))
        });
        let html = prose::link_list(&others.collect::<Vec<_>>());
        shown.push(BlockView::Prose { html });
    }
    Article {
        standfirst: escaped(voice.locale.word("units.standfirst")),
        blocks: shown,
        ..Article::default()
    }
}

/// A table of units and what they belong to, for looking one up.
fn names(units: &[&str], voice: &Voice) -> Table {
    Lines::of(units, voice).table(Vec::new(), |_| Vec::new())
}

/// The same with what each subject says of a unit in a few words.
fn lines(
    units: &[&str],
    said: &dyn Fn(&str) -> Vec<(&'static str, Phrase)>,
    voice: &Voice,
) -> Table {
    let said: BTreeMap<&str, _> = units.iter().map(|it| (*it, said(it))).collect();
    let mut subjects: Vec<&'static str> = Vec::new();
    for (subject, _) in units.iter().flat_map(|it| &said[it]) {
        if !subjects.contains(subject) {
            subjects.push(subject);
        }
    }
    let heads = subjects.iter().map(|it| Column {
        label: Phrase::text(&Text::same(voice.locale.word(&format!("subjects.{it}")))),
        unit: Phrase::default(),
        align: Align::Text,
    });
    Lines::of(units, voice).table(heads.collect(), |unit| {
        let cells = subjects.iter().map(|subject| {
            let line = said[unit].iter().find(|(it, _)| it == subject);
            Cell::from(line.map(|(_, line)| line.clone()).unwrap_or_default())
        });
        cells.collect()
    })
}

/// Units with what they belong to.
struct Lines<'a> {
    units: Vec<(&'a str, Option<&'a str>)>,
    /// Some belong to others.
    tiered: bool,
}

impl<'a> Lines<'a> {
    fn of(units: &[&'a str], voice: &'a Voice) -> Self {
        let known = &voice.catalogue.units;
        let parent = |unit: &str| known.get(unit).and_then(|it| it.parent.as_deref());
        let units: Vec<_> = units.iter().map(|it| (*it, parent(it))).collect();
        Self {
            tiered: units.iter().any(|(_, parent)| parent.is_some()),
            units,
        }
    }

    fn table(&self, more: Vec<Column>, cells: impl Fn(&str) -> Vec<Cell>) -> Table {
        let named = |it: &str| Cell::from(Phrase(vec![Piece::Unit(it.to_owned())]));
        let mut columns = vec![Column::new("column.unit", Align::Text)];
        if self.tiered {
            columns.push(Column::new("column.belongs", Align::Text));
        }
        columns.extend(more);
        let rows = self.units.iter().map(|(unit, parent)| {
            let mut row = vec![named(unit)];
            if self.tiered {
                row.push(parent.map(named).unwrap_or_default());
            }
            row.extend(cells(unit));
            Row::item(*unit, row)
        });
        Table {
            takeaway: Phrase::default(),
            what: Phrase::default(),
            rows: rows.collect(),
            columns,
            notes: Vec::new(),
            source: Text::default(),
        }
    }
}

/// The units that belong to each, by its id.
pub(super) fn below(portfolio: &Portfolio) -> BTreeMap<&str, Vec<&str>> {
    let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for unit in portfolio.catalogue.units.values() {
        if let Some(parent) = &unit.parent {
            below.entry(parent).or_default().push(&unit.id);
        }
    }
    below
}

/// The name of a unit and the link to its page, where it has one.
fn to_page(year: i16, unit: &str, voice: &Voice) -> Option<(String, String)> {
    let target = Target::Unit(year, unit.to_owned());
    let page = voice.plan.page(&target, voice.lang())?;
    let name = voice.catalogue.units.get(unit)?.name.get(voice.lang());
    Some((name.to_owned(), relative(voice.route, page.route.as_str())))
}

fn heading(id: &str, title: &str) -> BlockView {
    BlockView::Heading {
        level: 2,
        id: id.to_owned(),
        html: escaped(title),
    }
}
