//! What templates receive: pages of blocks, every word final.
//!
//! Fields named `html` hold markup made by `compose` with everything from
//! authors escaped; templates print them with `| safe` and print every other
//! field as text. Templates place; they compute nothing.

mod slide;
mod training;

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;

pub use slide::{SlideView, TooFull};
pub use training::{
    DrillEntryView, DrillView, MediaView, PairView, PictureView, QuizOptionView, QuizView,
};

/// A page with everything its template needs.
#[derive(Debug, Serialize)]
pub struct PageView {
    /// The language of the page: `zh`, `en`.
    pub lang: String,
    /// The BCP 47 tag for the `lang` attribute: `zh-Hans`, `en`.
    pub tag: String,
    /// The title of the page, without the site's.
    pub title: String,
    /// One sentence for the description.
    pub description: String,
    /// From this page to the root of the output: empty, `../`, `../../`.
    pub root: String,
    /// The kind of page, as a style class: `portal cover chapter measures subject unit ledger book deck paper form`.
    pub kind: &'static str,
    /// The site's frame.
    pub site: SiteView,
    /// The year this page belongs to, if any: what the footer and running heads say.
    pub year: Option<YearView>,
    /// The other editions of this page.
    pub languages: Vec<LinkView>,
    /// Years, decks, handbook: always in the same place.
    pub navigation: Vec<LinkView>,
    /// The chapters of this report or book, the current one marked and with its sections.
    pub chapters: Vec<ChapterLink>,
    /// It shows something of trainers', which has styles of its own.
    pub training: bool,
    /// It marks answers.
    pub quizzes: bool,
    /// The marks that occur on this page and what they mean.
    pub marks: Vec<MarkView>,
    /// The fixed words of the theme, `words.<key>`, from the locale's `page` section.
    #[serde(skip)]
    pub words: Arc<BTreeMap<String, String>>,
    /// What the page shows.
    pub body: BodyView,
}

/// The site's frame.
#[derive(Debug, Serialize)]
pub struct SiteView {
    /// The organisation.
    pub organisation: String,
    /// The title of the site.
    pub title: String,
    /// The portal in this language.
    pub home: String,
}

/// A year's frame.
#[derive(Debug, Serialize, Clone)]
pub struct YearView {
    /// `2008`.
    pub year: String,
    /// `2008 年度`, `Review of 2008`.
    pub label: String,
    /// `数据截至 2008-12-31`.
    pub as_of: String,
    /// `第 1 版（草稿）`.
    pub edition: String,
    /// To the cover.
    pub href: String,
    /// To the ledger.
    pub ledger: String,
}

/// A link in a list of them.
#[derive(Debug, Serialize, Clone)]
pub struct LinkView {
    /// The words.
    pub label: String,
    /// Relative, naming a file.
    pub href: String,
    /// The page itself or the part it belongs to.
    pub current: bool,
    /// The language of the target, for `hreflang`; empty if the same.
    pub lang: String,
}

impl LinkView {
    /// A link to another page, or to a section of this one.
    pub(super) fn to(label: impl Into<String>, href: String) -> Self {
        Self {
            label: label.into(),
            href,
            current: false,
            lang: String::new(),
        }
    }
}

/// A chapter in the navigation.
#[derive(Debug, Serialize, Clone)]
pub struct ChapterLink {
    /// `1`; empty for parts without a number (data pages, ledger).
    pub number: String,
    /// The title.
    pub label: String,
    /// Relative.
    pub href: String,
    /// The page itself.
    pub current: bool,
    /// One sentence about it, ready; empty except in the contents of a cover.
    pub summary_html: String,
    /// Its sections.
    pub sections: Vec<LinkView>,
}

/// A mark and its meaning.
#[derive(Debug, Serialize, Clone)]
pub struct MarkView {
    /// The style class: `reported estimated illustrative missing pending approximate`.
    pub kind: String,
    /// The mark as shown beside a figure: `预估`, `e`.
    pub sign: String,
    /// What it means.
    pub meaning: String,
}

/// What a page shows.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum BodyView {
    /// The site's entrance.
    Portal {
        /// The introduction of `content/index.md`.
        blocks: Vec<BlockView>,
        /// The reports, newest first.
        reports: Vec<CardView>,
        /// The decks.
        decks: Vec<CardView>,
        /// The decks of one minute.
        lessons: Vec<CardView>,
        /// The handbook and other books.
        books: Vec<CardView>,
    },
    /// A year's cover, the year on one page, and contents.
    Cover {
        /// The year's headline: the takeaway of the whole report.
        headline: String,
        /// One or two sentences below it, with figures.
        standfirst_html: String,
        /// The year on one page: a table with sparklines; tiles above it.
        one_page: Vec<BlockView>,
        /// The bulletins of the year, by how often they come.
        bulletins: Vec<BulletinsView>,
        /// What follows the contents: the legend of the notation.
        blocks: Vec<BlockView>,
    },
    /// A chapter, a subject's page, a unit's page, the ledger or a page of a book.
    Article {
        /// `第一章`, `Chapter 1`; may be empty.
        kicker: String,
        /// Below the title; may be empty.
        standfirst_html: String,
        /// The sections of this page, for the table of contents.
        sections: Vec<LinkView>,
        /// What it says.
        blocks: Vec<BlockView>,
        /// The same chapter as a deck.
        deck: Option<LinkView>,
        /// The page before.
        previous: Option<LinkView>,
        /// The page after.
        next: Option<LinkView>,
    },
    /// A slide deck.
    Deck {
        /// Below the title on the first slide; may be empty.
        subtitle: String,
        /// The slides, from 1.
        slides: Vec<SlideView>,
        /// Back to the report or the portal.
        back: LinkView,
        /// The same on paper.
        papers: Vec<LinkView>,
        /// The same for all and for each role; empty where it is for all alone.
        roles: Vec<LinkView>,
        /// The role it is for; empty where it is for all.
        role: String,
        /// `16:9` or `4:3`.
        aspect: String,
    },
    /// A slide deck on paper.
    Paper {
        /// `handout notes`.
        paper: &'static str,
        /// How many slides a sheet has.
        per_page: u8,
        /// What stands beside each: `lines notes nothing`.
        beside: &'static str,
        /// Below the title; may be empty.
        subtitle: String,
        /// The role it is for; empty where it is for all.
        role: String,
        /// The slides, from 1; with notes only where they stand beside.
        slides: Vec<SlideView>,
        /// To the deck.
        back: LinkView,
        /// `16:9` or `4:3`.
        aspect: String,
    },
    /// A deck's paper to be written on.
    Form {
        /// `questions key sign-in feedback`.
        paper: &'static str,
        /// Below the title; may be empty.
        subtitle: String,
        /// The questions; with what is right in the key alone.
        quizzes: Vec<QuizView>,
        /// What all right answers give: `12 分`.
        total: String,
        /// The sessions to sign for, a sheet each.
        sessions: Vec<String>,
        /// The numbers of the lines to sign on.
        lines: Vec<u64>,
        /// What people agree to or not.
        statements: Vec<String>,
        /// How much they do.
        scale: Vec<String>,
        /// What they answer in their own words.
        questions: Vec<String>,
        /// To the deck.
        back: LinkView,
    },
}

/// The bulletins of a year that come round as often.
#[derive(Debug, Serialize)]
pub struct BulletinsView {
    /// `月报`.
    pub label: String,
    /// Each with its period.
    pub links: Vec<LinkView>,
}

/// A card of the portal.
#[derive(Debug, Serialize)]
pub struct CardView {
    /// `2008`.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// One sentence, ready: its figures have their links and marks.
    pub summary_html: String,
    /// Relative.
    pub href: String,
    /// `数据截至 …`; may be empty.
    pub meta: String,
    /// The same for each role, for decks that are cut for roles.
    pub links: Vec<LinkView>,
}

/// A block of a page or slide.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum BlockView {
    /// Paragraphs, lists, quotes, code, plain tables, headings.
    Prose {
        /// Ready markup.
        html: String,
    },
    /// A table of figures.
    Table(TableView),
    /// A chart with caption and data table.
    Chart(ChartView),
    /// KPI tiles.
    Tiles {
        /// One each.
        tiles: Vec<TileView>,
    },
    /// A remark that must be seen: an alert, "what we do not know", a veto.
    Notice {
        /// `note tip important warning caution unknown veto`.
        level: String,
        /// The title.
        title: String,
        /// The text, ready; may be empty.
        html: String,
        /// A list below it, each item ready.
        items: Vec<String>,
    },
    /// Blocks beside each other on a slide.
    Columns {
        /// The blocks of each column.
        columns: Vec<Vec<BlockView>>,
        /// Which is the wider one, as a style class: `first second`; may be empty.
        wide: &'static str,
    },
    /// For the margin column: definitions, sources.
    Margin {
        /// The entries.
        entries: Vec<MarginView>,
    },
    /// A question.
    Quiz(QuizView),
    /// Situations and what to say.
    Drill(DrillView),
    /// A right and a wrong picture.
    Pair(PairView),
    /// A recording.
    Media(MediaView),
    /// A heading with its anchor, outside prose.
    Heading {
        /// 2 to 4.
        level: u8,
        /// The anchor.
        id: String,
        /// The text, ready.
        html: String,
    },
    /// Figures of the ledger, each with its trace.
    Ledger {
        /// The entries in order.
        entries: Vec<LedgerView>,
    },
}

/// An entry of the margin column.
#[derive(Debug, Serialize)]
pub struct MarginView {
    /// The name.
    pub title: String,
    /// The text, ready.
    pub html: String,
}

/// A KPI tile.
#[derive(Debug, Serialize)]
pub struct TileView {
    /// The metric's name.
    pub label: String,
    /// The figure with its link, without unit.
    pub value_html: String,
    /// The unit; may be empty.
    pub unit: String,
    /// `较上年 +2.0`, ready; may be empty.
    pub change_html: String,
    /// Where it went and whether that is good, as style classes: `up better`,
    /// `down better`, `same`; empty if there is no change.
    pub change_kind: String,
    /// The word for whether it is good; empty where it is neither.
    pub change_word: String,
    /// `目标 ≥ 79`, ready; may be empty.
    pub target_html: String,
    /// The verdict's class: `met notmet notdistinguishable unknown`; may be empty.
    pub verdict: String,
    /// The verdict's word; may be empty.
    pub verdict_word: String,
    /// A small drawing; may be empty.
    pub spark_svg: String,
    /// One sentence about it; empty except on a cover.
    pub remark: String,
}

/// A table of figures.
#[derive(Debug, Serialize, Clone)]
pub struct TableView {
    /// The anchor.
    pub id: String,
    /// The takeaway; may be empty.
    pub takeaway_html: String,
    /// What is shown, period, unit of organisation; may be empty.
    pub what: String,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Source and evidence; may be empty.
    pub source_html: String,
    /// Footnotes to the table, ready.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Serialize, Clone)]
pub struct ColumnView {
    /// The header.
    pub label: String,
    /// The unit below it; may be empty.
    pub unit: String,
    /// `text number mark spark blank`; `number marked` where a number has a mark.
    pub align: &'static str,
}

/// A row.
#[derive(Debug, Serialize, Clone)]
pub struct RowView {
    /// Equal to the `data-k` of the marks that show it; may be empty.
    pub key: String,
    /// `item subtotal total section`.
    pub role: &'static str,
    /// One a column; the first is the row's header.
    pub cells: Vec<CellView>,
}

/// A cell.
#[derive(Debug, Serialize, Clone, Default)]
pub struct CellView {
    /// Ready markup: figures with links and marks, words, verdict chips.
    pub html: String,
    /// The style class of the cell: a verdict, `pending`, `missing`; may be empty.
    pub class: String,
    /// What the number lacks behind it to stand on the column's decimal point:
    /// `0`, `.00`; may be empty.
    pub pad: String,
    /// What the cell is put in order by, where its words do not tell: the first
    /// day of a period; may be empty.
    pub order: String,
}

/// A chart with all that belongs to it.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// The anchor.
    pub id: String,
    /// The kind in kebab case.
    pub chart: &'static str,
    /// The takeaway, ready.
    pub takeaway_html: String,
    /// What is shown, unit, period.
    pub what: String,
    /// The drawing for the page's (or slide's) width.
    pub svg: String,
    /// The drawing for narrow screens.
    pub narrow_svg: String,
    /// Source and evidence, ready; may be empty.
    pub source_html: String,
    /// `含说明性数据`: a badge when illustrative values are shown; may be empty.
    pub badge: String,
    /// The data table.
    pub table: TableView,
}

/// A figure in the ledger.
#[derive(Debug, Serialize)]
pub struct LedgerView {
    /// The anchor that figures link to.
    pub id: String,
    /// The reference as authors write it.
    pub reference: String,
    /// The name.
    pub label: String,
    /// The value with unit and marks, ready.
    pub value_html: String,
    /// The period, or that none is stated; stands with the name.
    pub period: String,
    /// The organisation unit or competitor; may be empty.
    pub of: String,
    /// The evidence, as a word.
    pub evidence: String,
    /// The definition; may be empty.
    pub definition: String,
    /// How it was computed; may be empty.
    pub formula: String,
    /// What it was computed from: words, and the anchor in the ledger or `file:line`.
    pub inputs: Vec<LedgerInput>,
    /// The source; may be empty.
    pub source: String,
    /// The remark; may be empty.
    pub note: String,
    /// Why there is no value; may be empty.
    pub reason: String,
    /// The date alone; may be empty.
    pub as_of: String,
    /// The verdict and how it came about; may be empty.
    pub verdict: String,
    /// What else is known of it: change, target, lead.
    pub aspects: Vec<LedgerAspect>,
}

/// An aspect of a figure, listed with it.
#[derive(Debug, Serialize)]
pub struct LedgerAspect {
    /// The anchor that its own figures link to.
    pub id: String,
    /// Its name alone: `变化`.
    pub label: String,
    /// The value with unit and marks, ready.
    pub value_html: String,
    /// How it was computed, or where it was typed.
    pub formula: String,
}

/// An input of a figure.
#[derive(Debug, Serialize)]
pub struct LedgerInput {
    /// The name of another figure; empty for files.
    pub label: String,
    /// `data/2008/readings.yaml:12:5`, or that figure's reference.
    pub reference: String,
    /// To that figure's entry; empty for files.
    pub href: String,
}
