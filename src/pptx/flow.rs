//! What a slide shows, one below the other in the room that there is: words
//! and tables as high as they need, pictures in what is left.

use super::{
    Stage,
    layout::Place,
    markup::{Kind, Paragraph, Piece, Run, read, runs},
    picture::alone,
    table::{ABREAST, Table},
    text::{Style, height, paragraph, run},
    training,
};
use crate::compose::view::{BlockView, ChartView, SlideView, TableView};

/// Between what is shown, and between an exhibit and its words.
pub(super) const GAP: f64 = 22.0;
pub(super) const NEAR: f64 = 8.0;
/// The edge around a remark.
const EDGE: f64 = 16.0;
/// The least height of a picture, and the smallest that words are made for it.
const LEAST_PICTURE: f64 = 160.0;
const LEAST_SCALE: f64 = 0.5;
/// Between columns, and the share of the wider of two.
const BETWEEN: f64 = 42.0;
const WIDE: f64 = 0.6;
/// How much larger a few words are set.
const LARGE: f64 = 1.3;

/// Something on a slide.
#[derive(Debug)]
pub(super) enum Item {
    Words {
        paragraphs: Vec<Paragraph>,
        style: Style,
        /// Apart from the rest, on a ground of its own.
        set_apart: bool,
    },
    Table(Table),
    Picture(Picture),
}

/// A picture with what it shows in words.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) source: Source,
    pub(super) words: String,
    /// In pixels.
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where a picture comes from.
#[derive(Debug)]
pub(super) enum Source {
    /// A drawing of ours.
    Drawing(String),
    /// A file with its ending: `png jpeg gif`.
    File(Vec<u8>, &'static str),
}

/// An item with its place, and the part of its size that it is set in.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) item: Item,
    pub(super) place: Place,
    pub(super) scale: f64,
}

/// An item, and the gap above it.
pub(super) type Spaced = (f64, Item);

/// What a slide shows beside each other, each with its share of the width.
pub(super) fn columns(slide: &SlideView) -> Vec<(f64, &[BlockView])> {
    let [BlockView::Columns { columns, wide }] = slide.blocks.as_slice() else {
        return vec![(1.0, &slide.blocks)];
    };
    let share = |i: usize| match (*wide, i) {
        ("first", 0) | ("second", 1) => WIDE,
        ("first" | "second", _) => 1.0 - WIDE,
        _ => 1.0 / columns.len().max(1) as f64,
    };
    let columns = columns.iter().enumerate();
    columns
        .map(|(i, blocks)| (share(i), blocks.as_slice()))
        .collect()
}

/// The rooms of columns.
pub(super) fn rooms(shares: &[f64], room: Place) -> Vec<Place> {
    let gutters = BETWEEN * shares.len().saturating_sub(1) as f64;
    let mut x = room.x;
    let column = |share: &f64| {
        let width = (room.width - gutters) * share;
        let column = Place { x, width, ..room };
        x += width + BETWEEN;
        column
    };
    shares.iter().map(column).collect()
}

/// Blocks that stand below each other.
pub(super) fn items(blocks: &[BlockView], large: bool, stage: &Stage) -> Vec<Spaced> {
    let large = if large { LARGE } else { 1.0 };
    let mut items = Vec::new();
    for block in blocks {
        match block {
            BlockView::Prose { html } => {
                pieces(read(html), Style::BODY.times(large), stage, &mut items);
            }
            BlockView::Heading { html, .. } => {
                let heading = Paragraph {
                    kind: Kind::Heading,
                    runs: runs(html),
                };
                items.push((GAP, words(vec![heading], Style::BODY)));
            }
            BlockView::Notice {
                title,
                html,
                items: list,
                ..
            } => notice(title, html, list, large, &mut items),
            BlockView::Table(table) => figures(table, &mut items),
            BlockView::Chart(chart) => drawing(chart, stage, &mut items),
            BlockView::Tiles { tiles } => {
                let large = blocks.len() == 1 && tiles.len() <= ABREAST;
                let bands = tiles.len().div_ceil(ABREAST).max(1);
                for band in tiles.chunks(tiles.len().div_ceil(bands).max(1)) {
                    items.push((GAP, Item::Table(Table::of_tiles(band, large))));
                }
            }
            BlockView::Quiz(asked) => training::quiz(asked, &mut items),
            BlockView::Drill(drill) => training::drill(drill, &mut items),
            BlockView::Pair(pair) => training::pair(pair, stage, &mut items),
            BlockView::Media(media) => training::media(media, stage, &mut items),
            // Columns hold no columns; what stands in a margin, and the ledger,
            // are for pages.
            BlockView::Columns { .. } | BlockView::Margin { .. } | BlockView::Ledger { .. } => {}
        }
    }
    items
}

pub(super) fn words(paragraphs: Vec<Paragraph>, style: Style) -> Item {
    Item::Words {
        paragraphs,
        style,
        set_apart: false,
    }
}

fn pieces(pieces: Vec<Piece>, style: Style, stage: &Stage, items: &mut Vec<Spaced>) {
    for piece in pieces {
        let item = match piece {
            Piece::Words(paragraphs) => words(paragraphs, style),
            Piece::Table(rows) => Item::Table(Table::of_words(rows)),
            Piece::Image { src, alt } => shown(&src, &alt, style, stage),
        };
        items.push((GAP, item));
    }
}

fn notice(title: &str, html: &str, list: &[String], large: f64, items: &mut Vec<Spaced>) {
    let mut paragraphs = Vec::new();
    if !title.is_empty() {
        paragraphs.push(Paragraph {
            kind: Kind::Heading,
            runs: vec![run(title)],
        });
    }
    let mut tables = Vec::new();
    for piece in read(html) {
        match piece {
            Piece::Words(own) => paragraphs.extend(own),
            Piece::Table(rows) => tables.push((NEAR, Item::Table(Table::of_words(rows)))),
            Piece::Image { alt, .. } => paragraphs.push(paragraph(vec![run(&alt)])),
        }
    }
    paragraphs.extend(list.iter().map(|it| Paragraph {
        kind: Kind::Bullet(0),
        runs: runs(it),
    }));
    let item = Item::Words {
        paragraphs,
        style: Style::BODY.times(large),
        set_apart: true,
    };
    items.push((GAP, item));
    items.extend(tables);
}

fn figures(table: &TableView, items: &mut Vec<Spaced>) {
    let mut gap = GAP;
    caption(&table.takeaway_html, &table.what, "", &mut gap, items);
    items.push((gap, Item::Table(Table::of_figures(table))));
    let mut lines: Vec<Paragraph> = table.notes.iter().map(|it| paragraph(runs(it))).collect();
    source(&table.source_html, &mut lines, items);
}

fn drawing(chart: &ChartView, stage: &Stage, items: &mut Vec<Spaced>) {
    let mut gap = GAP;
    caption(
        &chart.takeaway_html,
        &chart.what,
        &chart.badge,
        &mut gap,
        items,
    );
    let drawing = alone(&chart.svg, &stage.colours);
    let picture = Picture {
        words: drawing.words,
        width: drawing.width,
        height: drawing.height,
        source: Source::Drawing(drawing.svg),
    };
    items.push((gap, Item::Picture(picture)));
    source(&chart.source_html, &mut Vec::new(), items);
}

fn caption(takeaway: &str, what: &str, badge: &str, gap: &mut f64, items: &mut Vec<Spaced>) {
    let mut lines = Vec::new();
    if !takeaway.is_empty() {
        let own = runs(takeaway).into_iter();
        lines.push(paragraph(own.map(strong).collect()));
    }
    let whole = [what, badge].map(str::to_owned);
    let whole = whole.iter().filter(|it| !it.is_empty());
    let whole: Vec<&str> = whole.map(String::as_str).collect();
    if !whole.is_empty() {
        lines.push(paragraph(vec![run(&whole.join("\u{2003}"))]));
    }
    if !lines.is_empty() {
        items.push((*gap, words(lines, Style::CAPTION)));
        *gap = NEAR;
    }
}

fn strong(mut run: Run) -> Run {
    run.look.bold = !run.look.raised;
    run
}

fn source(html: &str, lines: &mut Vec<Paragraph>, items: &mut Vec<Spaced>) {
    if !html.is_empty() {
        lines.push(paragraph(runs(html)));
    }
    if !lines.is_empty() {
        items.push((NEAR, words(std::mem::take(lines), Style::SOURCE)));
    }
}

/// A picture beside the narrative, or what it shows in words where presentations
/// do not know its kind.
pub(super) fn shown(src: &str, alt: &str, style: Style, stage: &Stage) -> Item {
    match image(src, alt, stage) {
        Some(picture) => Item::Picture(picture),
        None => words(vec![paragraph(vec![run(alt)])], style),
    }
}

/// A picture of a kind that presentations know.
fn image(src: &str, alt: &str, stage: &Stage) -> Option<Picture> {
    let bytes = (stage.file)(src)?;
    let ending = match imagesize::image_type(&bytes).ok()? {
        imagesize::ImageType::Png => "png",
        imagesize::ImageType::Jpeg => "jpeg",
        imagesize::ImageType::Gif => "gif",
        _ => return None,
    };
    let size = imagesize::blob_size(&bytes).ok()?;
    Some(Picture {
        source: Source::File(bytes, ending),
        words: alt.to_owned(),
        width: size.width as f64,
        height: size.height as f64,
    })
}

impl Item {
    /// The height that it needs in a width; of a picture, the least.
    fn height(&self, scale: f64, width: f64) -> f64 {
        match self {
            Self::Words {
                paragraphs,
                style,
                set_apart,
            } => {
                let edge = if *set_apart { EDGE } else { 0.0 };
                height(paragraphs, style.times(scale), width - 2.0 * edge) + 2.0 * edge
            }
            Self::Table(table) => table.height(scale, width),
            Self::Picture(picture) => picture.most(width).min(LEAST_PICTURE),
        }
    }
}

impl Picture {
    /// Its own height, or that which fits into the width.
    fn most(&self, width: f64) -> f64 {
        self.height * (width / self.width.max(1.0)).min(1.0)
    }
}

/// Places items below each other: smaller where they are too high, and pictures
/// in the room that is left.
pub(super) fn place(items: Vec<Spaced>, room: Place) -> Vec<Placed> {
    let gaps: f64 = items.iter().skip(1).map(|it| it.0).sum();
    let needed = |scale: f64| -> f64 {
        let heights = items.iter().map(|it| it.1.height(scale, room.width));
        heights.sum::<f64>() + gaps
    };
    let mut scale = 1.0;
    while scale > LEAST_SCALE && needed(scale) > room.height {
        scale -= 0.05;
    }
    let wish = |item: &Item| match item {
        Item::Picture(picture) => picture.most(room.width) - item.height(scale, room.width),
        _ => 0.0,
    };
    let wishes: f64 = items.iter().map(|it| wish(&it.1)).sum();
    let spare = (room.height - needed(scale)).max(0.0);
    let part = if wishes > 0.0 {
        (spare / wishes).min(1.0)
    } else {
        0.0
    };
    let mut y = room.y;
    let mut placed = Vec::new();
    for (i, (gap, item)) in items.into_iter().enumerate() {
        y += if i == 0 { 0.0 } else { gap };
        let height = item.height(scale, room.width) + wish(&item) * part;
        let width = match &item {
            Item::Picture(picture) => picture.width * height / picture.height.max(1.0),
            _ => room.width,
        };
        let place = Place {
            y,
            width,
            height,
            ..room
        };
        y += height;
        placed.push(Placed { item, place, scale });
    }
    placed
}
