//! The diagram: one idea of a training deck as a shape that is remembered.
//!
//! Six shapes and no free drawing: what fits none of them is better said in
//! words. Nothing is measured here, so no length means anything.

use super::{
    Kind, Words,
    boxes::{Block, Face, arrow},
    drawing::{Anchor, Drawing, Item, Label, base},
    metrics::room,
    setting::Setting,
    token::{Hue, Token},
};

mod hub;
mod levels;
mod matrix;
mod ring;
mod steps;

/// A diagram of a concept.
#[derive(Debug, Clone, Default)]
pub struct Diagram {
    /// What the items are to each other.
    pub shape: DiagramShape,
    /// In the order of the shape.
    pub items: Vec<DiagramItem>,
    /// What stands in the middle: of a hub, or of a cycle. May be empty.
    pub centre: String,
    /// Goes to `data-k` of a hub's centre; may be empty.
    pub centre_key: String,
    /// The axes of a matrix; others do not look at it.
    pub axes: DiagramAxes,
    /// The fixed words.
    pub words: Words,
}

/// What the items of a diagram are to each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DiagramShape {
    /// One after the other, numbered.
    #[default]
    Steps,
    /// One after the other, and from the last to the first again.
    Cycle,
    /// Each carried by the one before it: the first is the base.
    Pyramid,
    /// Each higher than the one before it: the first is the lowest.
    Ladder,
    /// Four fields, in reading order: the first is at the upper left. Further
    /// items join the fields in turn.
    Matrix,
    /// All of them belong to the centre.
    Hub,
}

/// An idea in a diagram.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DiagramItem {
    /// Goes to `data-k`; may be empty.
    pub key: String,
    /// A few words.
    pub label: String,
    /// A sentence below them. May be empty.
    pub text: String,
}

/// The ends of the axes of a matrix. Each may be empty.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DiagramAxes {
    /// Above the left column: `重要性低`.
    pub left: String,
    /// Above the right column.
    pub right: String,
    /// Beside the upper row.
    pub upper: String,
    /// Beside the lower row.
    pub lower: String,
}

impl Kind for Diagram {
    const NAME: &'static str = "diagram";

    fn lay_out(&self, s: &Setting) -> Drawing {
        if self.items.is_empty() {
            return s.empty(&self.words);
        }
        let s = &large(s);
        match self.shape {
            DiagramShape::Steps => steps::lay_out(self, s),
            DiagramShape::Cycle => ring::lay_out(self, s),
            DiagramShape::Pyramid => levels::pyramid(self, s),
            DiagramShape::Ladder => levels::ladder(self, s),
            DiagramShape::Matrix => matrix::lay_out(self, s),
            DiagramShape::Hub => hub::lay_out(self, s),
        }
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

impl DiagramItem {
    /// Its words in lines of `width`.
    fn block(&self, width: f64, s: &Setting) -> Block {
        let mut block = Block::default();
        let label = Face::new(s.label, Hue::Ink).bold();
        block.add_even(&self.label, label, width, 3, 0.0);
        if !s.brief {
            let most = if s.small > 20.0 { 4 } else { 8 };
            let text = Face::new(s.small, Hue::Muted);
            block.add_even(&self.text, text, width, most, s.line);
        }
        block
    }
}

/// The sizes of a diagram: on a slide it has the room to itself.
fn large(s: &Setting) -> Setting {
    if s.small < 20.0 || s.brief {
        return *s;
    }
    Setting {
        label: s.label * 1.2,
        value: s.value * 1.25,
        small: s.small * 1.1,
        lane: s.lane * 1.1,
        gap: s.gap * 1.3,
        between: s.between * 1.5,
        ..*s
    }
}

/// Half the width of the disc of a number.
fn radius(s: &Setting) -> f64 {
    s.label * 0.85
}

/// Draws the number of a place on a disc.
fn number(item: &mut Item, i: usize, (x, y): (f64, f64), s: &Setting) {
    let radius = radius(s);
    let disc = Token::outlined(Hue::Paper, Hue::Accent);
    item.circle((x, y), radius, disc, s.line);
    let text = (i + 1).to_string();
    // Three digits need smaller ones.
    let most = radius * 1.8;
    let size = (s.label * most / room(&text, s.label, true).max(1.0)).min(s.label);
    if size >= 12.0 {
        let label = Label::new(text, size, Hue::Accent).bold();
        item.text(label.anchor(Anchor::Middle), x, base(y, size));
    }
}

/// Numbered items below each other, joined by arrows; at the left stays room
/// for a line back. Returns the middle of each disc beside what is drawn.
fn list(chart: &Diagram, left: f64, s: &Setting) -> (Drawing, Vec<(f64, f64)>) {
    let (x, radius) = (left + radius(s) + s.line, radius(s));
    let text = x + radius + s.gap * 1.2;
    let mut items = Vec::with_capacity(chart.items.len() * 2);
    let mut discs: Vec<(f64, f64)> = Vec::with_capacity(chart.items.len());
    let mut lines = Item::plain();
    let mut top = s.line;
    for (i, it) in chart.items.iter().enumerate() {
        let block = it.block(s.width - text, s);
        let first = if block.is_empty() {
            radius
        } else {
            block.first()
        };
        let y = top + first.max(radius);
        let mut item = Item::keyed(&it.key, &it.label);
        number(&mut item, i, (x, y), s);
        if let Some((_, above)) = discs.last() {
            let ends = [(x, above + radius + s.line), (x, y - radius - s.line)];
            arrow(&mut lines, &ends, Token::line(Hue::Muted), s.line, s);
        }
        discs.push((x, y));
        let high = block.height;
        block.draw(&mut item, text, y - first, Anchor::Start);
        items.push(item);
        top = (y - first + high).max(y + radius) + s.between * 1.2;
    }
    items.insert(0, lines);
    let drawing = Drawing {
        width: s.width,
        height: top - s.between * 1.2 + s.line,
        items,
    };
    (drawing, discs)
}
