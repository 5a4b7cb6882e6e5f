//! The ledger's pages: every figure with its trace.

mod lines;

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::{
    MARKUP, blocks,
    page::Article,
    prose,
    view::{
        BlockView, CellView, ColumnView, LedgerAspect, LedgerInput, LedgerView, LinkView, RowView,
        TableView,
    },
    voice::{Voice, escaped},
};
use crate::{
    diag::Place,
    model::{Aspect, Figure, FigureKey, Input, Period, When},
    narrative::escape,
    plan::{Shelf, ShelfOf, Target, UNITS_A_PAGE, anchor, relative},
};

pub use lines::Lines;

/// Fewer names than this need no index.
const INDEXED: usize = 8;

/// More names than this the index of the year does not list of a subject; the
/// subject's pages do.
const LISTED: usize = 5_000;

/// So many inputs of a figure are listed.
const INPUTS: usize = 400;

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
        let figures = voice.ledger.page(year, shelf);
        count += figures.len();
        let Shelf::Subject(subject, _) = shelf else {
            continue;
        };
        let mut figures = figures.to_vec();
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
pub(super) fn page(year: i16, shelf: &Shelf, atlas: &Lines, voice: &Voice) -> Article {
    let figures = voice.ledger.page(year, shelf);
    let standfirst = blocks::fill(voice, "ledger.standfirst", &figures.len().to_string());
    let (mut blocks, mut sections) = parts(figures, atlas, voice);
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
fn parts(figures: &[&Figure], atlas: &Lines, voice: &Voice) -> (Vec<BlockView>, Vec<LinkView>) {
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
        blocks.push(entries(&figures, atlas, voice));
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
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut names = Vec::new();
    for figure in figures.iter() {
        let name = figure.label.get(lang);
        places.entry(name).or_insert_with(|| {
            names.push((name, &figure.key));
            names.len()
        });
    }
    figures.sort_by_cached_key(|it| places.get(it.label.get(lang)).copied());
    names
}

/// The entries of some figures, the aspects of a figure with the figure.
fn entries(figures: &[&Figure], atlas: &Lines, voice: &Voice) -> BlockView {
    let mut aspects: HashMap<&FigureKey, Vec<LedgerAspect>> = HashMap::new();
    let mut entries = Vec::new();
    for figure in figures {
        let (base, label) = if let Some((base, name)) = voice.facts.base_of(figure) {
            let column = format!("sentence.column.{name}");
            (base, voice.locale.word(&column).to_owned())
        } else if let Some(whole) = whole_of(figure, voice) {
            (whole, voice.locale.when(figure.key.when))
        } else {
            entries.push((&figure.key, entry(figure, atlas, voice)));
            continue;
        };
        let aspect = aspect(figure, label, atlas, voice);
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

/// A formula in which the figures that it was computed from have their names.
fn formula(figure: &Figure, voice: &Voice) -> String {
    if figure.formula.is_empty() {
        return String::new();
    }
    let keys = || {
        figure.inputs.iter().filter_map(|it| match it {
            Input::Figure(key) => Some(key),
            Input::Typed(_) => None,
        })
    };
    // Figures of one metric are told apart by their periods.
    let named = |word: &str| {
        let is_name = |key: &&FigureKey| *key.name == *word;
        // A reference that is no name alone says when.
        let is_reference = |key: &&FigureKey| word.contains('@') && key.to_string() == word;
        let key = keys().find(|key| is_name(key) || is_reference(key))?;
        let name = voice.label(voice.facts.get(key)?);
        if *key.name == *word {
            return Some(name);
        }
        let when = voice.locale.when(key.when);
        let own = figure.key.name.split(':').next() == Some(&*key.name);
        Some(if own { when } else { format!("{name} {when}") })
    };
    let mut out = String::with_capacity(figure.formula.len());
    for word in figure.formula.split_inclusive([' ', '(', ')', '|']) {
        let id = word.trim_end_matches([' ', '(', ')', '|']);
        match named(id) {
            Some(name) => {
                out.push_str(&name);
                out.push_str(&word[id.len()..]);
            }
            None => out.push_str(word),
        }
    }
    out
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

fn aspect(figure: &Figure, label: String, atlas: &Lines, voice: &Voice) -> LedgerAspect {
    let mut value_html = String::with_capacity(MARKUP);
    voice.figure(figure, true, &mut value_html);
    let typed = figure.inputs.iter().find_map(Input::typed_at);
    let typed = typed.map(|place| file_line(place, atlas));
    LedgerAspect {
        id: anchor(&figure.key),
        label,
        value_html,
        // A part of a year has the formula of the year, beside which it stands.
        formula: match typed {
            Some(typed) if figure.formula.is_empty() || !figure.key.name.contains(':') => typed,
            _ => formula(figure, voice),
        },
    }
}

fn file_line(place: &Place, atlas: &Lines) -> String {
    let at = atlas.of(place);
    format!("{}:{}:{}", place.file, at.line, at.column)
}

fn entry(figure: &Figure, atlas: &Lines, voice: &Voice) -> LedgerView {
    let mut value_html = String::with_capacity(MARKUP);
    voice.figure(figure, true, &mut value_html);
    let lang = voice.lang();
    LedgerView {
        id: anchor(&figure.key),
        reference: format!("{{{{ {} }}}}", reference(figure)),
        label: blocks::label(figure, voice),
        value_html,
        period: voice.locale.when(figure.key.when),
        of: voice.of(&figure.key),
        evidence: voice
            .locale
            .word(&format!("evidence.{}", figure.evidence.word()))
            .to_owned(),
        definition: figure.definition.get(lang).to_owned(),
        formula: formula(figure, voice),
        inputs: inputs(figure, atlas, voice),
        source: figure.source.get(lang).to_owned(),
        note: figure.note.get(lang).to_owned(),
        reason: figure
            .value
            .as_ref()
            .err()
            .map(|it| voice.reason(it))
            .unwrap_or_default(),
        as_of: figure
            .as_of
            .map(|it| voice.locale.date(it))
            .unwrap_or_default(),
        aspects: Vec::new(),
        verdict: figure
            .verdict
            .as_ref()
            .map(|it| voice.verdict_word(it).to_owned())
            .unwrap_or_default(),
    }
}

/// The reference that an author types to show the figure.
fn reference(figure: &Figure) -> String {
    let text = figure.key.to_string();
    match figure.key.when.period() {
        Some(_) => text,
        // A figure without a stated period is found by its name in its review.
        None => text.replace(&format!("@unstated-{}", figure.key.when.review()), ""),
    }
}

/// What a figure was computed from; of more than can be read, the first and how
/// many there are beside them.
fn inputs(figure: &Figure, atlas: &Lines, voice: &Voice) -> Vec<LedgerInput> {
    let listed = figure.inputs.iter().take(INPUTS);
    let mut listed: Vec<LedgerInput> = listed.map(|it| input(it, atlas, voice)).collect();
    let more = figure.inputs.len() - listed.len();
    if more > 0 {
        let slots = [("count", &*more.to_string())];
        listed.push(LedgerInput {
            label: String::new(),
            reference: voice.locale.say("ledger.more", &slots).unwrap_or_default(),
            href: String::new(),
        });
    }
    listed
}

fn input(input: &Input, atlas: &Lines, voice: &Voice) -> LedgerInput {
    match input {
        Input::Typed(place) => LedgerInput {
            label: String::new(),
            reference: file_line(place, atlas),
            href: String::new(),
        },
        Input::Figure(key) => LedgerInput {
            label: voice
                .facts
                .get(key)
                .map_or_else(String::new, |it| blocks::label(it, voice)),
            reference: key.to_string(),
            href: voice.ledger_link(key),
        },
    }
}
