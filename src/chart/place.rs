//! Places labels around points in two dimensions, so that none covers another
//! label or a mark.
//!
//! What is taken is kept in a map of small cells, a bit each. Asking whether a
//! label fits costs a few words of it however many marks there are, so a plot
//! of ten thousand points is as quick to label as one of ten. Labels are placed
//! greedily, in the order they come in: the caller says which matters most, and
//! what finds no place is left out. Looking for the best places of all labels
//! at once is deliberately absent, since it moves every label when one is added.

use super::{
    axis::Area,
    drawing::{Anchor, Item, Label, base},
    metrics::wrap,
    setting::Setting,
    token::{Hue, Token},
};

/// Width and height of a cell in pixels.
const CELL: f64 = 2.0;

/// Where a label stands, seen from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Right,
    Left,
    Above,
    Below,
    AboveRight,
    AboveLeft,
    BelowRight,
    BelowLeft,
}

impl Side {
    /// Beside the point first, as the eye reads on from it.
    pub(super) const BESIDE: [Self; 8] = [
        Self::Right,
        Self::Left,
        Self::AboveRight,
        Self::BelowRight,
        Self::AboveLeft,
        Self::BelowLeft,
        Self::Above,
        Self::Below,
    ];
    /// Above it first, as for the peak of a line.
    pub(super) const OVER: [Self; 8] = [
        Self::Above,
        Self::AboveRight,
        Self::AboveLeft,
        Self::Right,
        Self::Left,
        Self::BelowRight,
        Self::BelowLeft,
        Self::Below,
    ];
    /// Below it first, as for the trough of a line.
    pub(super) const UNDER: [Self; 8] = [
        Self::Below,
        Self::BelowRight,
        Self::BelowLeft,
        Self::Right,
        Self::Left,
        Self::AboveRight,
        Self::AboveLeft,
        Self::Above,
    ];

    /// The direction, right and down.
    fn direction(self) -> (f64, f64) {
        match self {
            Self::Right => (1.0, 0.0),
            Self::Left => (-1.0, 0.0),
            Self::Above => (0.0, -1.0),
            Self::Below => (0.0, 1.0),
            Self::AboveRight => (1.0, -1.0),
            Self::AboveLeft => (-1.0, -1.0),
            Self::BelowRight => (1.0, 1.0),
            Self::BelowLeft => (-1.0, 1.0),
        }
    }
}

/// A rectangle in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

/// What is taken in a plot.
pub(super) struct Room {
    area: Area,
    /// Words of 64 cells in a row of the map.
    words: usize,
    rows: usize,
    /// What no label may cover: marks and other labels.
    marks: Vec<u64>,
    /// What a label rather does not cover, since it is read through its halo: lines.
    lines: Vec<u64>,
}

impl Room {
    pub(super) fn new(area: Area) -> Self {
        let cells = |from: f64, to: f64| ((to - from) / CELL).ceil().clamp(1.0, 1e4) as usize;
        let (columns, rows) = (cells(area.left, area.right), cells(area.top, area.bottom));
        let words = columns.div_ceil(64);
        Self {
            area,
            words,
            rows,
            marks: vec![0; words * rows],
            lines: vec![0; words * rows],
        }
    }

    /// The words of the map that a block touches, each with the bits in it.
    fn cells(&self, block: Block) -> impl Iterator<Item = (usize, u64)> + use<> {
        let (words, rows) = (self.words, self.rows);
        let cell =
            |at: f64, from: f64, most: usize| (((at - from) / CELL).max(0.0) as usize).min(most);
        let columns = words * 64;
        let (left, right) = (
            cell(block.left, self.area.left, columns - 1),
            cell(block.right, self.area.left, columns - 1),
        );
        let (top, bottom) = (
            cell(block.top, self.area.top, rows - 1),
            cell(block.bottom, self.area.top, rows - 1),
        );
        (top..=bottom).flat_map(move |row| {
            (left / 64..=right / 64).map(move |word| {
                let low = left.saturating_sub(word * 64).min(63);
                let high = (right - word * 64).min(63);
                (row * words + word, (!0 << low) & (!0 >> (63 - high)))
            })
        })
    }

    /// The cells along a line: for each row of the map that it crosses, the run
    /// of cells between where it enters and where it leaves.
    fn runs(&self, from: (f64, f64), to: (f64, f64)) -> impl Iterator<Item = Block> + use<> {
        let (from, to) = if from.1 <= to.1 {
            (from, to)
        } else {
            (to, from)
        };
        let (top, last) = (self.area.top, self.rows - 1);
        let row = |y: f64| (((y - top) / CELL).max(0.0) as usize).min(last);
        let (first, end) = (row(from.1), row(to.1));
        let slope = (to.0 - from.0) / (to.1 - from.1);
        (first..=end).map(move |row| {
            let edge = |row: usize| {
                let y = top + row as f64 * CELL;
                (from.0 + (y - from.1) * slope, y)
            };
            let enters = if row == first { from } else { edge(row) };
            let leaves = if row == end { to } else { edge(row + 1) };
            Block {
                left: enters.0.min(leaves.0),
                top: top + (row as f64 + 0.5) * CELL,
                right: enters.0.max(leaves.0),
                bottom: top + (row as f64 + 0.5) * CELL,
            }
        })
    }

    /// Takes the place of a mark that reaches `radius` from its middle.
    pub(super) fn mark(&mut self, (x, y): (f64, f64), radius: f64) {
        self.take([(x - radius, y - radius), (x + radius, y + radius)]);
    }

    /// Takes the place between two corners.
    pub(super) fn take(&mut self, [from, to]: [(f64, f64); 2]) {
        let block = Block {
            left: from.0,
            top: from.1,
            right: to.0,
            bottom: to.1,
        };
        for (word, bits) in self.cells(block) {
            self.marks[word] |= bits;
        }
    }

    /// Says where a line runs.
    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64)) {
        for block in self.runs(from, to) {
            for (word, bits) in self.cells(block) {
                self.lines[word] |= bits;
            }
        }
    }

    /// Says where a line through points runs.
    pub(super) fn course(&mut self, points: &[(f64, f64)]) {
        let left = self.area.left;
        let column = |x: f64| ((x - left) / CELL) as usize;
        let mut before = None;
        // What stays within one column of cells is one stroke up and down.
        for near in points.chunk_by(|a, b| column(a.0) == column(b.0)) {
            let (Some(first), Some(last)) = (near.first(), near.last()) else {
                continue;
            };
            if let Some(before) = before.replace(*last) {
                self.line(before, *first);
            }
            if near.len() > 1 {
                let (low, high) = near.iter().fold((f64::MAX, f64::MIN), |(low, high), at| {
                    (low.min(at.1), high.max(at.1))
                });
                self.line((first.0, low), (last.0, high));
            }
        }
    }

    /// Reports whether a line would cross no mark and no label.
    fn is_clear(&self, from: (f64, f64), to: (f64, f64)) -> bool {
        self.runs(from, to).all(|block| {
            let mut cells = self.cells(block);
            cells.all(|(word, bits)| self.marks[word] & bits == 0)
        })
    }

    /// Reports whether a block lies in the plot and on nothing that is taken.
    fn is_free(&self, block: Block, lines_too: bool) -> bool {
        let Area {
            left,
            right,
            top,
            bottom,
        } = self.area;
        block.left >= left
            && block.right <= right
            && block.top >= top
            && block.bottom <= bottom
            && self.cells(block).all(|(word, bits)| {
                self.marks[word] & bits == 0 && !(lines_too && self.lines[word] & bits != 0)
            })
    }

    /// Writes `text` beside one of the points, wrapped to at most `most` wide,
    /// on the first side where it covers nothing; reports whether it could.
    /// `reach` is how far the mark of a point goes out from its middle.
    pub(super) fn write(
        &mut self,
        item: &mut Item,
        note: &Note<'_>,
        points: &[(f64, f64)],
        s: &Setting,
    ) -> bool {
        let size = s.small;
        let lines: Vec<Label> = wrap(note.text, size, note.bold, note.most, 2)
            .into_iter()
            .map(|line| Label {
                bold: note.bold,
                ..Label::new(line, size, note.hue)
            })
            .collect();
        let width = lines.iter().map(Label::room).fold(0.0, f64::max);
        if width <= 0.0 {
            return false;
        }
        let height = size * 1.2 * lines.len() as f64;
        // First where no line is covered, near and further off with a leader;
        // then where one is; and what is needed as far off as it must be.
        let near = note.reach + s.line * 2.0;
        let gaps = [(0.0, true), (1.0, true), (0.0, false)];
        let further = [(1.0, false), (2.0, false), (3.0, false), (4.0, false)];
        let further = further.into_iter().filter(|_| note.needed);
        for (lanes, clear) in gaps.into_iter().chain(further) {
            let gap = near + s.lane * lanes;
            for at in points {
                for side in note.sides {
                    let block = around(*at, *side, gap, (width, height));
                    if !self.is_free(block, clear) {
                        continue;
                    }
                    let leader = leader(*at, *side, note.reach + s.line * 2.0, block);
                    if lanes > 0.0 && !self.is_clear(leader[0], leader[1]) {
                        continue;
                    }
                    for (word, bits) in self.cells(block) {
                        self.marks[word] |= bits;
                    }
                    if lanes > 0.0 {
                        item.path(leader, Token::line(Hue::Muted), s.line * 0.5);
                        self.line(leader[0], leader[1]);
                    }
                    write_lines(item, lines, *side, block, size);
                    return true;
                }
            }
        }
        false
    }
}

/// A text that looks for a place.
pub(super) struct Note<'a> {
    pub(super) text: &'a str,
    pub(super) hue: Hue,
    pub(super) bold: bool,
    /// The width of a line.
    pub(super) most: f64,
    /// How far the mark of a point goes out from its middle.
    pub(super) reach: f64,
    /// The sides to try, the best first.
    pub(super) sides: &'a [Side],
    /// It would rather stand far off than be left out.
    pub(super) needed: bool,
}

/// The block of a label of that width and height, `gap` away from its point.
fn around(at: (f64, f64), side: Side, gap: f64, (width, height): (f64, f64)) -> Block {
    let (right, down) = side.direction();
    // Diagonals come as near as the straight sides do.
    let gap = if right != 0.0 && down != 0.0 {
        gap * 0.7
    } else {
        gap
    };
    let (x, y) = (
        at.0 + right * (gap + width / 2.0),
        at.1 + down * (gap + height / 2.0),
    );
    Block {
        left: x - width / 2.0,
        top: y - height / 2.0,
        right: x + width / 2.0,
        bottom: y + height / 2.0,
    }
}

/// Where a hairline runs that ties a label further off to its point.
fn leader(at: (f64, f64), side: Side, reach: f64, block: Block) -> [(f64, f64); 2] {
    let (right, down) = side.direction();
    let reach = if right != 0.0 && down != 0.0 {
        reach * 0.7
    } else {
        reach
    };
    [
        (at.0 + right * reach, at.1 + down * reach),
        (
            at.0.clamp(block.left, block.right),
            at.1.clamp(block.top, block.bottom),
        ),
    ]
}

/// Writes the lines into the block, flush with the side that faces the point.
fn write_lines(item: &mut Item, lines: Vec<Label>, side: Side, block: Block, size: f64) {
    let (anchor, x) = match side.direction().0 {
        right if right > 0.0 => (Anchor::Start, block.left),
        right if right < 0.0 => (Anchor::End, block.right),
        _ => (Anchor::Middle, f64::midpoint(block.left, block.right)),
    };
    for (i, line) in lines.into_iter().enumerate() {
        let middle = block.top + size * 1.2 * (i as f64 + 0.5);
        item.text(line.anchor(anchor), x, base(middle, size));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Size;

    const AREA: Area = Area {
        left: 10.0,
        right: 310.0,
        top: 20.0,
        bottom: 120.0,
    };

    fn note(text: &str) -> Note<'_> {
        Note {
            text,
            hue: Hue::Ink,
            bold: false,
            most: 120.0,
            reach: 3.0,
            sides: &Side::OVER,
            needed: false,
        }
    }

    #[test]
    fn a_label_gives_way_to_what_is_there() {
        fn case(taken: &[(f64, f64)], at: (f64, f64), fits: bool) {
            let s = Setting::of(Size::Page);
            let mut room = Room::new(AREA);
            for mark in taken {
                room.mark(*mark, 3.0);
            }
            let mut item = Item::plain();
            assert_eq!(
                room.write(&mut item, &note("满意度"), &[at], &s),
                fits,
                "{taken:?} {at:?}"
            );
        }
        case(&[], (100.0, 60.0), true);
        case(&[(115.0, 60.0)], (100.0, 60.0), true);
        case(&[], (-500.0, 60.0), false);
        let full: Vec<_> = (0..60_u32)
            .flat_map(|x| (0..25_u32).map(move |y| (f64::from(x) * 6.0, f64::from(y) * 6.0)))
            .collect();
        case(&full, (100.0, 60.0), false);
    }

    #[test]
    fn no_two_labels_share_a_place() {
        let s = Setting::of(Size::Page);
        let mut room = Room::new(AREA);
        let mut item = Item::plain();
        let placed = (0..10_000)
            .filter(|_| room.write(&mut item, &note("满意度"), &[(160.0, 70.0)], &s))
            .count();
        assert_eq!(placed, 4, "as many as do not touch, near and further off");
    }

    #[test]
    fn a_label_that_is_needed_goes_further_off() {
        let s = Setting::of(Size::Page);
        let mut room = Room::new(AREA);
        // A channel that a leader fits in, and no label.
        room.take([(100.0, 50.0), (156.0, 118.0)]);
        room.take([(164.0, 50.0), (220.0, 118.0)]);
        room.take([(156.0, 106.0), (164.0, 118.0)]);
        let mut item = Item::plain();
        let at = [(160.0, 100.0)];
        assert!(!room.write(&mut item, &note("7"), &at, &s));
        let needed = Note {
            needed: true,
            ..note("7")
        };
        assert!(room.write(&mut item, &needed, &at, &s));
    }

    #[test]
    fn a_line_is_covered_only_where_nothing_else_is_left() {
        let s = Setting::of(Size::Page);
        let mut room = Room::new(AREA);
        room.line((10.0, 60.0), (310.0, 60.0));
        let on_the_line = Block {
            left: 60.0,
            right: 160.0,
            top: 59.0,
            bottom: 61.0,
        };
        assert!(!room.is_free(on_the_line, true) && room.is_free(on_the_line, false));
        let mut item = Item::plain();
        assert!(room.write(&mut item, &note("满意度"), &[(100.0, 60.0)], &s));
        assert!(room.is_free(on_the_line, false), "there was room beside it");
    }

    #[test]
    fn a_line_takes_the_cells_it_runs_through() {
        fn case(from: (f64, f64), to: (f64, f64)) {
            let mut room = Room::new(AREA);
            room.line(from, to);
            let dot = |(x, y): (f64, f64)| Block {
                left: x,
                top: y,
                right: x,
                bottom: y,
            };
            let on = |at| !room.is_free(dot(at), true);
            for step in 0..=100_u32 {
                let share = f64::from(step) / 100.0;
                let at = (
                    from.0 + (to.0 - from.0) * share,
                    from.1 + (to.1 - from.1) * share,
                );
                assert!(on(at), "{from:?} {to:?} at {at:?}");
            }
            assert!(!on((15.0, 110.0)), "{from:?} {to:?}");
        }
        case((10.0, 50.0), (300.0, 50.0));
        case((40.0, 21.0), (40.0, 119.0));
        case((20.0, 30.0), (305.0, 118.0));
        case((305.0, 30.0), (100.0, 118.0));
        case((100.0, 61.0), (101.0, 60.5));
    }

    #[test]
    fn every_cell_of_a_block_is_seen() {
        let mut room = Room::new(AREA);
        room.mark((200.0, 70.0), 0.5);
        for (left, right) in [(10.0, 201.0), (199.0, 310.0), (140.0, 260.0)] {
            let block = Block {
                left,
                top: 65.0,
                right,
                bottom: 75.0,
            };
            assert!(!room.is_free(block, false), "{left} {right}");
        }
    }
}
