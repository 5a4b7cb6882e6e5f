//! The ledger's pages: every figure with its trace.

mod clerk;
mod index;
mod lines;

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::{
    MARKUP, blocks,
    page::Article,
    prose,
    view::{
        BlockView, CellView, ColumnView, LedgerAspect, LedgerView, LinkView, RowView, TableView,
    },
    voice::{Voice, escaped},
};
use crate::{
    model::{Aspect, Figure, FigureKey, Period, When},
    narrative::escape,
    plan::{Shelf, ShelfOf, Target, UNITS_A_PAGE, anchor, relative},
};

use clerk::Clerk;
pub(super) use index::LedgerIndex;
pub(super) use lines::Lines;

/// Fewer names than this need no index.
const INDEXED: usize = 8;

/// More names than this the index of the year does not list of a subject; the
/// subject's pages do.
const LISTED: usize = 5_000;

/// What a page with entries is of.
pub(super) fn name(shelf: &Shelf, voice: &Voice) -> String {
    match shelf {
        Shelf::Subject(subject, 1) => subject_name(subject, voice),
        Shelf::Subject(subject, page) => numbered(&subject_name(subject, voice), *page, voice),
        Shelf::Unit(unit) => {
            let unit = voice.catalogue.units.get(unit);
            unit.map_or("", |it| it.name.get(voice.lang())).to_owned()
        }
    }
}

/// A name, and which of its pages.
fn numbered(name: &str, page: usize, voice: &Voice) -> String {
    let slots = [("number", &*page.to_string())];
    let page = voice.locale.say("units.page", &slots).unwrap_or_default();
    format!("{name} · {page}")
}

fn subject_name(subject: &str, voice: &Voice) -> String {
    match subject {
        "" => voice.locale.word("ledger.metrics").to_owned(),
        _ => voice.locale.word(&format!("subjects.{subject}")).to_owned(),
    }
}

/// The index of a year's ledger: its pages, every name with its first figure,
/// and the lists of units.
pub(super) fn index(year: i16, voice: &Voice) -> Article {
    let (mut rows, mut sections) = (Vec::new(), Vec::new());
    let mut count = 0;
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    for shelf in voice.plan.ledger(year) {
        let mut figures = voice.composer.shelved(year, shelf);
        count += figures.len();
        let Shelf::Subject(subject, _) = shelf else {
            continue;
        };
        let Some(href) = to(&Target::Entries(year, shelf.clone()), voice) else {
            continue;
        };
        let label = name(shelf, voice);
        let listed = names.entry(subject).or_default();
        for (name, key) in gather(&mut figures, voice) {
            *listed += 1;
            if *listed <= LISTED {
                let link = format!("{href}#{}", anchor(key));
                rows.push(row(&named(name, key, voice), &link, &label, key));
            }
        }
        sections.push(LinkView::to(label, href));
    }
    let table = TableView {
        id: "names".to_owned(),
        takeaway_html: String::new(),
        what: voice.locale.word("ledger.names").to_owned(),
        columns: ["ledger.name", "ledger.subject", "ledger.reference"]
            .map(|word| ColumnView {
                label: voice.locale.word(word).to_owned(),
                unit: String::new(),
                align: "text",
            })
            .into(),
        rows,
        source_html: String::new(),
        notes: Vec::new(),
    };
    let mut blocks = Vec::new();
    let lists = lists(year, 0, voice);
    if !lists.is_empty() {
        blocks.push(BlockView::Prose {
            html: prose::link_list(&lists),
        });
    }
    if !table.rows.is_empty() {
        blocks.push(BlockView::Table(table));
    }
    Article {
        standfirst: blocks::fill(voice, "ledger.index", &count.to_string()),
        blocks,
        sections,
        ..Article::default()
    }
}

/// A name of the index: where it leads, of which subject it is, and how the
/// first of its figures is referred to.
fn row(name: &str, href: &str, subject: &str, key: &FigureKey) -> RowView {
    let mut html = String::with_capacity(MARKUP);
    html.push_str("<a href=\"");
    escape(href, &mut html);
    html.push_str("\">");
    escape(name, &mut html);
    html.push_str("</a>");
    let reference = format!("<code>{}</code>", escaped(&key.name));
    let cell = |html: String| CellView {
        html,
        ..CellView::default()
    };
    RowView {
        key: String::new(),
        role: "item",
        cells: [html, escaped(subject), reference].map(cell).into(),
    }
}

/// The lists of units but that one.
fn lists(year: i16, but: usize, voice: &Voice) -> Vec<(String, String)> {
    let mut lists = Vec::new();
    for at in 1.. {
        let Some(href) = to(&Target::LedgerUnits(year, at), voice) else {
            break;
        };
        if at != but {
            let units = voice.locale.word("navigation.units");
            lists.push((numbered(units, at, voice), href));
        }
    }
    if let ([(label, _)], 0) = (&mut lists[..], but) {
        voice.locale.word("navigation.units").clone_into(label);
    }
    lists
}

/// A page of the list of units that the ledger has pages of.
pub(super) fn units(year: i16, at: usize, voice: &Voice) -> Article {
    let units = voice.plan.ledger(year).filter_map(|it| match it {
        Shelf::Unit(unit) => Some(unit),
        Shelf::Subject(..) => None,
    });
    let listed = units.skip((at - 1) * UNITS_A_PAGE).take(UNITS_A_PAGE);
    let links = listed.filter_map(|unit| {
        let shelf = Shelf::Unit(unit.clone());
        let name = name(&shelf, voice);
        Some((name, to(&Target::Entries(year, shelf), voice)?))
    });
    let mut blocks = vec![BlockView::Prose {
        html: prose::link_list(&links.collect::<Vec<_>>()),
    }];
    blocks.push(onward(year, lists(year, at, voice), voice));
    Article {
        blocks,
        ..Article::default()
    }
}

/// Where a page of the ledger leads: to its index, to all units by name, and on.
fn onward(year: i16, more: Vec<(String, String)>, voice: &Voice) -> BlockView {
    let fixed = [
        (Target::Ledger(year), "ledger.all"),
        (Target::Units(year, 0), "units.find"),
    ];
    let fixed = fixed.into_iter().filter_map(|(target, word)| {
        Some((voice.locale.word(word).to_owned(), to(&target, voice)?))
    });
    BlockView::Prose {
        html: prose::link_list(&fixed.chain(more).collect::<Vec<_>>()),
    }
}

/// The link to a page in the same language, if there is one.
fn to(target: &Target, voice: &Voice) -> Option<String> {
    let page = voice.plan.page(target, voice.lang())?;
    Some(relative(voice.route, page.route.as_str()))
}

/// A page with entries: under a heading for every subject, with an index.
pub(super) fn page(year: i16, shelf: &Shelf, voice: &Voice) -> Article {
    let figures = voice.composer.shelved(year, shelf);
    let standfirst = blocks::fill(voice, "ledger.standfirst", &figures.len().to_string());
    let (mut blocks, mut sections) = parts(figures, voice);
    if sections.len() < 2 {
        sections.clear();
    }
    let more = match shelf {
        Shelf::Unit(unit) => {
            let page = to(&Target::Unit(year, unit.clone()), voice);
            page.map(|it| (name(shelf, voice), it))
                .into_iter()
                .collect()
        }
        Shelf::Subject(subject, _) => {
            let pages = voice.plan.ledger(year).filter(|it| {
                *it != shelf && matches!(it, Shelf::Subject(other, _) if other == subject)
            });
            let pages = pages.filter_map(|it| {
                Some((
                    name(it, voice),
                    to(&Target::Entries(year, it.clone()), voice)?,
                ))
            });
            pages.collect()
        }
    };
    blocks.push(onward(year, more, voice));
    Article {
        standfirst,
        blocks,
        sections,
        ..Article::default()
    }
}

/// The blocks that show figures: metrics, then what every subject publishes,
/// each part with a heading and an index; and the links to those headings.
fn parts(figures: Vec<&Figure>, voice: &Voice) -> (Vec<BlockView>, Vec<LinkView>) {
    let mut parts: BTreeMap<&str, Vec<&Figure>> = BTreeMap::new();
    for figure in figures {
        let subject = figure.key.name.split_once('.').map_or("", |(it, _)| it);
        parts.entry(subject).or_default().push(figure);
    }
    let (mut blocks, mut sections) = (Vec::new(), Vec::new());
    for (subject, mut figures) in parts {
        let id = if subject.is_empty() {
            "metrics"
        } else {
            subject
        };
        let title = subject_name(subject, voice);
        let names = gather(&mut figures, voice);
        blocks.push(BlockView::Heading {
            level: 2,
            id: id.to_owned(),
            html: escaped(&title),
        });
        if names.len() >= INDEXED {
            let links: Vec<(String, String)> = names
                .into_iter()
                .map(|(name, key)| (named(name, key, voice), format!("#{}", anchor(key))))
                .collect();
            blocks.push(BlockView::Prose {
                html: prose::link_list(&links),
            });
        }
        blocks.push(entries(&figures, voice));
        sections.push(LinkView::to(title, format!("#{id}")));
    }
    (blocks, sections)
}

/// A name of the index; that of the figure where it has none of its own.
fn named(name: &str, key: &FigureKey, voice: &Voice) -> String {
    if !name.is_empty() {
        return name.to_owned();
    }
    let figure = voice.facts.get(key);
    figure.map(|it| voice.label(it)).unwrap_or_default()
}

/// Puts the figures of one name beside each other; returns every name with its
/// first figure.
fn gather<'a>(figures: &mut [&'a Figure], voice: &Voice) -> Vec<(&'a str, &'a FigureKey)> {
    let lang = voice.lang();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut names = Vec::new();
    let mut placed: Vec<(usize, &Figure)> = Vec::with_capacity(figures.len());
    for figure in figures.iter() {
        let name = figure.label.get(lang);
        let place = *places.entry(name).or_insert_with(|| {
            names.push((name, &figure.key));
            names.len()
        });
        placed.push((place, figure));
    }
    placed.sort_by_key(|(place, _)| *place);
    for (slot, (_, figure)) in figures.iter_mut().zip(placed) {
        *slot = figure;
    }
    names
}

/// The entries of some figures, the aspects of a figure with the figure.
fn entries(figures: &[&Figure], voice: &Voice) -> BlockView {
    let mut aspects: HashMap<&FigureKey, Vec<LedgerAspect>> = HashMap::new();
    let mut entries = Vec::with_capacity(figures.len());
    let mut clerk = Clerk::new(voice);
    for figure in figures {
        let (base, label) = if let Some((base, name)) = voice.facts.base_of(figure) {
            (base, clerk.column(name))
        } else if let Some(whole) = whole_of(figure, voice) {
            (whole, clerk.when(figure.key.when))
        } else {
            entries.push((&figure.key, clerk.entry(figure)));
            continue;
        };
        let aspect = clerk.aspect(figure, label);
        aspects.entry(&base.key).or_default().push(aspect);
    }
    let entries = entries
        .into_iter()
        .map(|(key, entry)| LedgerView {
            aspects: aspects.remove(key).unwrap_or_default(),
            ..entry
        })
        .collect();
    BlockView::Ledger { entries }
}

/// The figure of the year that a unit's figure of a part of it stands with: the
/// words of the two are the same, and a network has thousands of each.
fn whole_of<'a>(figure: &Figure, voice: &Voice<'a>) -> Option<&'a Figure> {
    let key = &figure.key;
    let year = When::In(Period::Year(key.when.review()));
    let is_part = key.when != year && key.name.contains('.');
    if !is_part || matches!(voice.plan.shelf(key), ShelfOf::Subject(..)) {
        return None;
    }
    let has = |aspect: &(&str, Aspect)| voice.facts.aspect(key, aspect.1).is_some();
    let whole = FigureKey {
        when: year,
        ..key.clone()
    };
    let whole = voice.facts.get(&whole)?;
    (!Aspect::ALL.iter().any(has)).then_some(whole)
}
