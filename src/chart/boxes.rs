//! Text in blocks and the arrows between them: what charts made of boxes share.
//!
//! Arrow heads are polygons of their own, never SVG markers, whose ids could
//! clash on a page of several drawings.

use super::{
    drawing::{Anchor, Item, Label, base},
    metrics::{room, wrap},
    setting::Setting,
    token::{Hue, Token},
};

/// How lines of a block are set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Face {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) hue: Hue,
}

impl Face {
    pub(super) fn new(size: f64, hue: Hue) -> Self {
        Self {
            size,
            bold: false,
            hue,
        }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// Lines of text below each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Each with the distance of its middle from the top.
    lines: Vec<(Label, f64)>,
    /// From the top of the first line to the foot of the last.
    pub(super) height: f64,
}

impl Block {
    /// From one line to the next, in sizes of the text.
    const LEADING: f64 = 1.3;

    /// Adds text in at most `most` lines of `width`, the last one cut where it
    /// must be; `apart` pixels below what is there. Nothing for no text.
    pub(super) fn add(&mut self, text: &str, face: Face, width: f64, most: usize, apart: f64) {
        let lines = wrap(text, face.size, face.bold, width, most);
        if !lines.is_empty() && !self.lines.is_empty() {
            self.height += apart;
        }
        for text in lines {
            let label = Label {
                bold: face.bold,
                ..Label::new(text, face.size, face.hue)
            };
            let line = face.size * Self::LEADING;
            self.lines.push((label, self.height + line / 2.0));
            self.height += line;
        }
    }

    /// The same with lines about as long as each other, so that none of them is
    /// a single character.
    pub(super) fn add_even(&mut self, text: &str, face: Face, width: f64, most: usize, apart: f64) {
        let lines = |width: f64| wrap(text, face.size, face.bold, width, most);
        let letters = |lines: &[String]| {
            let all = lines.iter().flat_map(|line| line.chars());
            all.filter(|c| !c.is_whitespace()).count()
        };
        let full = lines(width);
        let count = full.len();
        let even = (11..20)
            .map(|part| width * f64::from(part) / 20.0)
            .find(|narrow| {
                let lines = lines(*narrow);
                let room = |line: &String| room(line, face.size, face.bold) <= *narrow;
                lines.len() == count && lines.iter().all(room) && letters(&lines) == letters(&full)
            });
        let width = if count < 2 {
            width
        } else {
            even.unwrap_or(width)
        };
        self.add(text, face, width, most, apart);
    }

    /// The room its widest line takes.
    pub(super) fn width(&self) -> f64 {
        self.lines
            .iter()
            .map(|(label, _)| label.room())
            .fold(0.0, f64::max)
    }

    /// How far below its top the middle of its first line is.
    pub(super) fn first(&self) -> f64 {
        self.lines.first().map_or(0.0, |(_, middle)| *middle)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Writes it with its anchor at `x`, below `top`.
    pub(super) fn draw(self, item: &mut Item, x: f64, top: f64, anchor: Anchor) {
        for (label, middle) in self.lines {
            let y = base(top + middle, label.size);
            item.text(label.anchor(anchor), x, y);
        }
    }
}

/// Half the thickness of an arrow head; it is twice as long.
pub(super) fn head(s: &Setting) -> f64 {
    s.small * 0.3
}

/// Draws a path that ends in an arrow head; its points lie apart.
pub(super) fn arrow(item: &mut Item, points: &[(f64, f64)], line: Token, width: f64, s: &Setting) {
    let [.., before, tip] = points else { return };
    let (dx, dy) = (tip.0 - before.0, tip.1 - before.1);
    let length = (dx * dx + dy * dy).sqrt();
    if length <= 0.0 {
        return;
    }
    let (dx, dy) = (dx / length, dy / length);
    let wing = head(s);
    let long = (wing * 2.0).min(length);
    let foot = (tip.0 - dx * long, tip.1 - dy * long);
    let shaft = &points[..points.len() - 1];
    item.path(shaft.iter().copied().chain([foot]), line, width);
    item.polygon(
        [
            (foot.0 - dy * wing, foot.1 + dx * wing),
            *tip,
            (foot.0 + dy * wing, foot.1 - dx * wing),
        ],
        Token::fill(line.line),
        width,
    );
}

/// Draws a square on its corner.
pub(super) fn diamond(item: &mut Item, (x, y): (f64, f64), reach: f64, token: Token, width: f64) {
    item.polygon(
        [
            (x, y - reach),
            (x + reach, y),
            (x, y + reach),
            (x - reach, y),
        ],
        token,
        width,
    );
}

/// Draws the triangle of a problem, as high as small text is.
pub(super) fn warning(item: &mut Item, left: f64, middle: f64, s: &Setting) {
    let side = s.small * 0.72;
    item.polygon(
        [
            (left, middle + side * 0.45),
            (left + side / 2.0, middle - side * 0.45),
            (left + side, middle + side * 0.45),
        ],
        Token::fill(Hue::Bad),
        s.line,
    );
}
