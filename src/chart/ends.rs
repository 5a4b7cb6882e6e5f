//! The names and values at the right end of lines, and how they are moved apart.

use super::{
    Target,
    axis::Area,
    declutter::spread,
    drawing::{Item, Label, base},
    metrics::{fit, room},
    range::{Range, Scale},
    setting::Setting,
    token::{Hue, Token},
};

/// More than this cannot stand in the height of any plot.
const MOST: usize = 24;

/// No name takes more of the drawing's width than this.
const WIDEST: f64 = 0.34;

/// What stands at the end of a line, in reading order: the last value and the
/// name of a series, the name and the value of a target.
#[derive(Debug)]
pub(super) struct End {
    /// Where it belongs, as a value within the axis.
    pub(super) value: f64,
    pub(super) parts: [Part; 2],
    pub(super) hue: Hue,
    /// The first to be left out has the highest.
    pub(super) rank: u8,
    /// The series whose end it is.
    pub(super) series: Option<usize>,
}

#[derive(Debug, PartialEq)]
pub(super) struct Part {
    text: String,
    bold: bool,
}

impl Part {
    /// A number that stands out.
    pub(super) fn number(text: &str, s: &Setting) -> Self {
        Self {
            text: fit(text, s.value, true, s.width * WIDEST).into_owned(),
            bold: true,
        }
    }

    /// A name, or a number that does not stand out.
    pub(super) fn name(text: &str, s: &Setting) -> Self {
        Self {
            text: fit(text, s.small, false, s.width * WIDEST).into_owned(),
            bold: false,
        }
    }

    fn size(&self, s: &Setting) -> f64 {
        if self.bold { s.value } else { s.small }
    }

    fn room(&self, s: &Setting) -> f64 {
        room(&self.text, self.size(s), self.bold)
    }
}

impl End {
    /// The name and the value of a standard; an arrow where it is beyond `range`.
    pub(super) fn target(target: &Target, range: Range, rank: u8, s: &Setting) -> Option<Self> {
        let mark = &target.mark;
        let value = mark.number()?;
        let outside = match value {
            v if v > range.high => "↑ ",
            v if v < range.low => "↓ ",
            _ => "",
        };
        let text = format!("{outside}{} {}", mark.text, mark.standing);
        Some(Self {
            value: value.clamp(range.low, range.high),
            parts: [Part::name(&target.label, s), Part::name(text.trim_end(), s)],
            hue: Hue::Ink,
            rank,
            series: None,
        })
    }

    /// The parts that say something.
    fn filled(&self) -> impl Iterator<Item = &Part> {
        self.parts
            .iter()
            .filter(|part| !part.text.trim().is_empty())
    }

    /// The width it would like to have.
    fn room(&self, s: &Setting) -> f64 {
        let rooms = self.filled().map(|part| part.room(s));
        if s.stacked {
            rooms.fold(0.0, f64::max)
        } else {
            rooms.sum::<f64>() + s.gap * 0.7
        }
    }

    /// Reports whether its parts stand in one line.
    fn in_one_line(&self, most: f64, s: &Setting) -> bool {
        !s.stacked && self.room(s) <= most + 1e-6
    }

    fn height(&self, most: f64, s: &Setting) -> f64 {
        let heights = self.filled().map(|part| part.size(s) * 1.2);
        if self.in_one_line(most, s) {
            heights.fold(0.0, f64::max)
        } else {
            heights.sum()
        }
    }

    /// Draws it around `middle`.
    fn draw(&self, item: &mut Item, x: f64, middle: f64, most: f64, s: &Setting) {
        let one_line = self.in_one_line(most, s);
        let (mut left, mut top) = (x, middle - self.height(most, s) / 2.0);
        for part in self.filled() {
            let size = part.size(s);
            let label = Label {
                bold: part.bold,
                ..Label::new(fit(&part.text, size, part.bold, most), size, self.hue)
            };
            if one_line {
                item.text(label, left, base(middle, size));
                left += part.room(s) + s.gap * 0.7;
            } else {
                item.text(label, x, base(top + size * 0.6, size));
                top += size * 1.2;
            }
        }
    }
}

/// Those that say something, as many as any plot has room for, those to keep first.
pub(super) fn keep(mut ends: Vec<End>) -> Vec<End> {
    ends.sort_by_key(|end| end.rank);
    ends.truncate(MOST);
    ends.retain(|end| end.filled().next().is_some());
    ends
}

/// The width to set aside for them at the right of the plot, the gap before
/// them included.
pub(super) fn reserve(ends: &[End], s: &Setting) -> f64 {
    let widest = ends.iter().map(|end| end.room(s)).fold(0.0, f64::max);
    widest.min(s.width * WIDEST) + s.gap * 1.4
}

/// Writes them at the right of `area`, moved apart where they would touch.
pub(super) fn draw(ends: Vec<End>, area: Area, up: &Scale, s: &Setting) -> Vec<Item> {
    let mut items = Vec::new();
    let x = area.right + s.gap * 1.4;
    let most = s.width - x;
    for (end, middle) in stack(ends, area, up, s) {
        let mut item = Item::plain();
        item.comes.series = end.series;
        let home = up.at(end.value);
        if (home - middle).abs() > s.lane * 0.5 {
            item.path(
                [(area.right, home), (x - s.gap * 0.3, middle)],
                Token::line(Hue::Muted),
                s.line * 0.5,
            );
        }
        end.draw(&mut item, x, middle, most, s);
        items.push(item);
    }
    items
}

/// Gives every end its middle, as near its value as the others let it; those
/// of the highest rank are left out when there is not room for all.
fn stack(mut ends: Vec<End>, area: Area, up: &Scale, s: &Setting) -> Vec<(End, f64)> {
    let most = s.width - area.right - s.gap * 1.4;
    let (top, bottom) = (area.top - s.small * 0.6, area.bottom + s.small * 0.6);
    let height = |end: &End| end.height(most, s);
    while ends.iter().map(height).sum::<f64>() > bottom - top {
        ends.pop();
    }
    ends.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.rank.cmp(&b.rank)));
    let homes: Vec<(f64, f64)> = ends
        .iter()
        .map(|end| (up.at(end.value), height(end)))
        .collect();
    let middles = spread(&homes, top, bottom);
    ends.into_iter().zip(middles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_move_apart_and_stay_in_the_plot() {
        fn case(values: &[f64], kept: usize) {
            let s = Setting::of(crate::chart::Size::Page);
            let area = Area {
                left: 0.0,
                right: 600.0,
                top: 20.0,
                bottom: 260.0,
            };
            let up = Range::new(0.0, 100.0).scale(area.bottom, area.top);
            let ends = values.iter().map(|v| End {
                value: *v,
                parts: ["82", "own"].map(|text| Part::name(text, &s)),
                hue: Hue::Ink,
                rank: 0,
                series: None,
            });
            let placed = stack(ends.collect(), area, &up, &s);
            assert_eq!(placed.len(), kept, "{values:?}");
            for pair in placed.windows(2) {
                assert!(pair[1].1 - pair[0].1 >= s.small * 1.2 - 1e-9, "{values:?}");
            }
            assert!(
                placed.iter().all(|(_, y)| (10.0..=270.0).contains(y)),
                "{values:?}"
            );
        }
        case(&[50.0], 1);
        case(&[50.0, 50.0, 51.0], 3);
        case(&[0.0, 0.0, 0.0], 3);
        case(&[100.0, 100.0, 100.0], 3);
        case(&[50.0; 40], 16);
    }
}
