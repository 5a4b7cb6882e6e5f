//! Brings what a slide asks for into its room: tables by rows, charts by rows
//! or steps, lists of a remark by items. What does not fit goes on to further
//! slides; what only explains goes to the trainer's notes. Prose stays as the
//! author or the chapter cut it.

use super::{
    grid::Grid,
    markup::{drawn, parse, text},
    measure::{BETWEEN, LEAST_DRAWING, Room},
};
use crate::{
    block::{Block, Chart, ChartSteps},
    compose::{
        blocks, chart,
        view::{BlockView, RowView, TableView},
        voice::Voice,
    },
    narrative::escape,
    narrative::shares,
};

/// A table keeps so many columns on a slide; others that do not fit go to the
/// notes, the last first.
const LEAST_COLUMNS: usize = 2;

/// A line of a cell: a browser may set one more than was reckoned.
const SPARE: f64 = 33.6;

/// Something a slide shows.
pub(super) enum Content {
    /// A block as it is.
    Whole(BlockView),
    /// A chart, not drawn yet, its anchor, and how it appears.
    Chart(Chart, String, Option<ChartSteps>),
}

impl Content {
    /// A block of the vocabulary of pages.
    pub(super) fn of(block: Block, id: String, steps: Option<ChartSteps>, voice: &Voice) -> Self {
        match block {
            Block::Chart(chart) if chart::as_table(&chart).is_none() => {
                Self::Chart(chart, id, steps)
            }
            block => Self::Whole(blocks::view(&block, &id, voice)),
        }
    }

    /// Reports whether it wants the wider column.
    pub(super) fn is_exhibit(&self) -> bool {
        match self {
            Self::Chart(..) | Self::Whole(BlockView::Table(_)) => true,
            Self::Whole(BlockView::Prose { html }) => html.starts_with("<figure>"),
            Self::Whole(_) => false,
        }
    }

    /// Reports whether it can be cut.
    fn is_flexible(&self) -> bool {
        match self {
            Self::Chart(..) | Self::Whole(BlockView::Table(_)) => true,
            Self::Whole(BlockView::Notice { items, .. }) => !items.is_empty(),
            Self::Whole(_) => false,
        }
    }
}

/// What the one exhibit of a slide comes to; none where there is none, or
/// several.
pub(super) fn takeaway(contents: &[Content], voice: &Voice) -> Option<String> {
    let mut said = contents.iter().filter_map(|it| match it {
        Content::Chart(chart, ..) => Some(voice.html(&chart.takeaway)),
        Content::Whole(BlockView::Table(table)) => Some(table.takeaway_html.clone()),
        Content::Whole(_) => None,
    });
    let first = said.next().filter(|it| !it.is_empty());
    first.filter(|_| said.next().is_none())
}

/// What a slide became: one slide or several, and what went to its notes.
pub(super) struct Cut {
    pub(super) slides: Vec<Filled>,
    pub(super) notes: String,
}

/// The blocks of a slide, and how much higher they are than their room.
#[derive(Default)]
pub(super) struct Filled {
    pub(super) blocks: Vec<BlockView>,
    pub(super) beyond: f64,
}

/// Cuts what a slide shows. Where it has a title, that is the takeaway of all.
pub(super) fn cut(contents: Vec<Content>, room: Room, titled: bool, voice: &Voice) -> Cut {
    fill(contents, room, titled, true, voice)
}

/// The same for what has to stay on one slide.
pub(super) fn keep(contents: Vec<Content>, room: Room, titled: bool, voice: &Voice) -> Cut {
    fill(contents, room, titled, false, voice)
}

fn fill(contents: Vec<Content>, room: Room, titled: bool, turns: bool, voice: &Voice) -> Cut {
    let alone = matches!(&contents[..], [Content::Whole(BlockView::Tiles { .. })]);
    let mut filler = Filler {
        room,
        left: room.height + BETWEEN,
        titled,
        turns,
        alone,
        cut: Cut {
            slides: vec![Filled::default()],
            notes: String::new(),
        },
        voice,
    };
    let mut contents = contents
        .into_iter()
        .collect::<std::collections::VecDeque<_>>();
    while let Some(content) = contents.pop_front() {
        // What stands below keeps its room.
        let below = contents
            .iter()
            .filter(|it| !it.is_flexible())
            .map(|it| match it {
                Content::Whole(block) => room.height_of(block),
                Content::Chart(..) => 0.0,
            })
            .sum();
        match content {
            Content::Whole(BlockView::Table(table)) => filler.table(table, below),
            Content::Whole(BlockView::Notice {
                level,
                title,
                html,
                items,
            }) if !items.is_empty() => filler.notice((level, title, html), items, below),
            Content::Whole(block) => filler.whole(block),
            Content::Chart(chart, id, steps) => filler.chart(&chart, &id, steps, below),
        }
    }
    filler.end();
    filler.cut
}

struct Filler<'a> {
    room: Room<'a>,
    /// The height that is left on the slide. The first block has no gap above
    /// it, though every height holds one: a slide begins with one more.
    left: f64,
    titled: bool,
    /// Whether what does not fit goes on to further slides.
    turns: bool,
    /// The slide shows tiles and nothing else.
    alone: bool,
    cut: Cut,
    voice: &'a Voice<'a>,
}

impl Filler<'_> {
    fn show(&mut self, block: BlockView) {
        if let Some(slide) = self.cut.slides.last_mut() {
            slide.blocks.push(block);
        }
    }

    fn is_fresh(&self) -> bool {
        let last = self.cut.slides.last();
        last.is_some_and(|it| it.blocks.is_empty())
    }

    /// Ends a slide and says how much was too much on it.
    fn end(&mut self) {
        if let Some(slide) = self.cut.slides.last_mut() {
            slide.beyond = (-self.left).max(0.0);
        }
    }

    fn turn(&mut self) {
        if self.turns {
            self.end();
            self.cut.slides.push(Filled::default());
            self.left = self.room.later + BETWEEN;
        }
    }

    /// What is left on the slide above what stands below, and what there is on
    /// those that go on from it, each without what is around.
    fn rooms(&self, below: f64, around: f64) -> [f64; 2] {
        [self.left - below, self.room.later + BETWEEN].map(|it| it - around)
    }

    fn whole(&mut self, block: BlockView) {
        let height = match &block {
            BlockView::Tiles { tiles } if self.alone => self.room.tiles_alone(tiles),
            block => self.room.height_of(block),
        };
        // The first slide is the author's own, and what is too much on it is told.
        if self.cut.slides.len() > 1 && height > self.left && !self.is_fresh() {
            self.turn();
        }
        self.left -= height;
        self.show(block);
    }

    fn chart(&mut self, chart: &Chart, id: &str, steps: Option<ChartSteps>, below: f64) {
        let what = self.voice.plain(&chart.what);
        let source = chart::source_line(chart, self.voice);
        let own = self.room;
        let drawing = |height: f64| {
            let height = height - BETWEEN;
            let room = Room { height, ..own };
            (room.width, room.drawing(&what, &source).max(LEAST_DRAWING))
        };
        if drawing(self.left - below).1 <= LEAST_DRAWING && !self.is_fresh() {
            self.turn();
        }
        let rooms = self.rooms(below, 0.0).map(drawing);
        let mut views = chart::on_slides(chart, id, rooms, steps, self.voice);
        if !self.turns && views.len() > 1 {
            let whole = [(rooms[0].0, f64::INFINITY); 2];
            views = chart::on_slides(chart, id, whole, steps, self.voice);
        }
        for (i, mut view) in views.into_iter().enumerate() {
            if i > 0 {
                self.turn();
            }
            if self.titled {
                view.takeaway_html.clear();
            }
            let least = if self.turns {
                LEAST_DRAWING
            } else {
                drawn(&view.svg).map_or(LEAST_DRAWING, |[_, high]| high.max(LEAST_DRAWING))
            };
            self.left = below.min(self.left - self.room.chart_of(&view, least));
            self.show(BlockView::Chart(view));
        }
    }

    fn table(&mut self, mut table: TableView, below: f64) {
        if self.titled {
            table.takeaway_html.clear();
        }
        for note in std::mem::take(&mut table.notes) {
            self.note(&note);
        }
        let mut grid = self.room.grid(&table);
        let slides = |filler: &Self, table: &TableView, grid: &Grid| -> usize {
            let around = filler.room.around(table) + grid.head + BETWEEN + SPARE;
            let rooms = [
                filler.left - below - around,
                filler.room.later + BETWEEN - around,
            ];
            if grid.fits(filler.room.width) {
                shares(&grid.rows, rooms).len()
            } else {
                usize::MAX
            }
        };
        // Remarks go to the notes where that saves a slide.
        let mut needed = slides(self, &table, &grid);
        for column in remarks(&table).into_iter().rev() {
            if needed <= 1 {
                break;
            }
            let mut without = table.clone();
            let notes = leave_out(&mut without, column);
            let narrower = self.room.grid(&without);
            let fewer = slides(self, &without, &narrower);
            if fewer < needed {
                self.cut.notes.push_str(&notes);
                (table, grid, needed) = (without, narrower, fewer);
            }
        }
        while table.columns.len() > LEAST_COLUMNS && !self.holds(&table, &grid) {
            let last = table.columns.len() - 1;
            let notes = leave_out(&mut table, last);
            self.cut.notes.push_str(&notes);
            grid = self.room.grid(&table);
        }
        let around = self.room.around(&table) + grid.head + BETWEEN;
        let first = grid.rows.first().copied().unwrap_or(0.0);
        if around + first > self.left - below && !self.is_fresh() {
            self.turn();
        }
        let lengths = if self.turns {
            shares(&grid.rows, self.rooms(below, around + SPARE))
        } else {
            vec![grid.rows.len()]
        };
        let mut rows = std::mem::take(&mut table.rows).into_iter();
        let mut heights = grid.rows.iter();
        for (i, length) in lengths.into_iter().enumerate() {
            if i > 0 {
                self.turn();
            }
            let height: f64 = heights.by_ref().take(length).sum();
            self.left -= around + height;
            let piece = piece(&table, i, rows.by_ref().take(length).collect());
            self.show(BlockView::Table(piece));
        }
    }

    /// Reports whether the columns of a table fit beside each other, and its
    /// highest row on a slide of its own.
    fn holds(&self, table: &TableView, grid: &Grid) -> bool {
        let highest = grid.rows.iter().copied().fold(0.0, f64::max);
        grid.fits(self.room.width)
            && self.room.around(table) + grid.head + highest <= self.room.later
    }

    fn notice(
        &mut self,
        (level, title, html): (String, String, String),
        items: Vec<String>,
        below: f64,
    ) {
        self.note(&html);
        let head = self.room.notice_head(&title, "");
        let heights: Vec<f64> = items.iter().map(|item| self.room.item(item)).collect();
        let first = heights.first().copied().unwrap_or(0.0);
        if head + first > self.left - below && !self.is_fresh() {
            self.turn();
        }
        let lengths = if self.turns {
            shares(&heights, self.rooms(below, head))
        } else {
            vec![items.len()]
        };
        let mut items = items.into_iter();
        for (i, length) in lengths.into_iter().enumerate() {
            if i > 0 {
                self.turn();
            }
            let block = BlockView::Notice {
                level: level.clone(),
                title: title.clone(),
                html: String::new(),
                items: items.by_ref().take(length).collect(),
            };
            self.left -= self.room.height_of(&block);
            self.show(block);
        }
    }

    fn note(&mut self, html: &str) {
        if html.starts_with("<p>") {
            self.cut.notes.push_str(html);
        } else if !html.is_empty() {
            self.cut.notes.push_str("<p>");
            self.cut.notes.push_str(html);
            self.cut.notes.push_str("</p>");
        }
    }
}

/// The columns that only remark on their rows: set back in every cell that
/// says something, or saying nothing.
fn remarks(table: &TableView) -> Vec<usize> {
    let is_remark = |i: usize| {
        table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(i))
            .all(|cell| cell.html.is_empty() || cell.class == "quiet")
    };
    (1..table.columns.len())
        .filter(|i| table.columns[*i].align == "text" && is_remark(*i))
        .collect()
}

/// Takes a column out of a table and returns it as notes.
fn leave_out(table: &mut TableView, column: usize) -> String {
    let label = table.columns.remove(column).label;
    let mut items = String::new();
    for row in &mut table.rows {
        if column >= row.cells.len() {
            continue;
        }
        let cell = row.cells.remove(column);
        if !cell.html.is_empty() {
            items.push_str("<tr><th scope=\"row\">");
            let head = row.cells.first().map(|it| text(&parse(&it.html)));
            escape(&head.unwrap_or_default(), &mut items);
            items.push_str("</th><td>");
            items.push_str(&cell.html);
            items.push_str("</td></tr>");
        }
    }
    if items.is_empty() {
        return items;
    }
    let mut notes = String::from("<p>");
    escape(&label, &mut notes);
    notes + "</p><table class=\"figures\"><tbody>" + &items + "</tbody></table>"
}

/// A table with some of its rows.
fn piece(table: &TableView, number: usize, rows: Vec<RowView>) -> TableView {
    TableView {
        id: if number == 0 {
            table.id.clone()
        } else {
            format!("{}-{}", table.id, number + 1)
        },
        rows,
        ..table.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::view::ColumnView;

    #[test]
    fn remark_columns_go_to_the_notes() {
        let cell = |html: &str, class: &str| crate::compose::view::CellView {
            html: html.to_owned(),
            class: class.to_owned(),
            ..Default::default()
        };
        let column = |label: &str| ColumnView {
            label: label.to_owned(),
            unit: String::new(),
            align: "text",
        };
        let mut table = TableView {
            id: "t".to_owned(),
            takeaway_html: String::new(),
            what: String::new(),
            columns: ["项目", "要求", "说明"].map(column).into(),
            rows: vec![RowView {
                key: String::new(),
                role: "item",
                cells: vec![
                    cell("甲<br>乙", ""),
                    cell("达标", ""),
                    cell("照<b>记</b>", "quiet"),
                ],
            }],
            source_html: String::new(),
            notes: Vec::new(),
        };
        assert_eq!(remarks(&table), [2]);
        let notes = leave_out(&mut table, 2);
        assert_eq!(
            notes,
            "<p>说明</p><table class=\"figures\"><tbody><tr><th scope=\"row\">甲\n乙</th><td>照<b>记</b></td></tr></tbody></table>"
        );
        assert_eq!((table.columns.len(), table.rows[0].cells.len()), (2, 2));
    }
}
