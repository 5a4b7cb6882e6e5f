//! The names at the ends of lines, and how they are moved apart.

use super::{Line, Plot, points};
use crate::chart::{
    declutter::spread,
    drawing::{Item, Label, base},
    metrics::{fit, room},
    range::Range,
    setting::Setting,
    token::Hue,
};

/// What stands at the end of a line, in reading order: the last value and the
/// name of a series, the name and the value of a target.
#[derive(Debug)]
pub(super) struct End {
    /// Where it belongs, as a value within the axis.
    pub(super) value: f64,
    parts: [Part; 2],
    hue: Hue,
    /// The first to be left out has the highest.
    rank: u8,
}

#[derive(Debug)]
struct Part {
    text: String,
    bold: bool,
}

/// The ends of every series and target, those to keep first.
pub(super) fn of(chart: &Line, range: Range, s: &Setting) -> Vec<End> {
    // More than this cannot stand in the height of any plot.
    const MOST: usize = 24;
    let most = s.width * 0.34;
    let number = |text: &str| Part {
        text: fit(text, s.value, true, most).into_owned(),
        bold: true,
    };
    let name = |text: &str| Part {
        text: fit(text, s.small, false, most).into_owned(),
        bold: false,
    };
    let mut place = 0;
    let mut ends = Vec::new();
    for series in &chart.series {
        let hue = points::hue(series, place);
        if !series.previous {
            place += 1;
        }
        let Some(mark) = series
            .points
            .iter()
            .rev()
            .find(|mark| mark.number().is_some())
        else {
            continue;
        };
        ends.push(End {
            value: mark.number().unwrap_or(0.0).clamp(range.low, range.high),
            parts: [
                if series.previous {
                    name(&mark.text)
                } else {
                    number(&mark.text)
                },
                name(&series.label),
            ],
            hue: if hue == Hue::Soft { Hue::Muted } else { hue },
            rank: if series.previous { 2 } else { 0 },
        });
    }
    for target in &chart.targets {
        let Some(value) = target.mark.number() else {
            continue;
        };
        let outside = match value {
            v if v > range.high => "↑ ",
            v if v < range.low => "↓ ",
            _ => "",
        };
        ends.push(End {
            value: value.clamp(range.low, range.high),
            parts: [
                name(&target.label),
                name(format!("{outside}{} {}", target.mark.text, target.mark.standing).trim_end()),
            ],
            hue: Hue::Ink,
            rank: 1,
        });
    }
    ends.sort_by_key(|end| end.rank);
    ends.truncate(MOST);
    ends.retain(|end| end.filled().next().is_some());
    ends
}

impl Part {
    fn size(&self, s: &Setting) -> f64 {
        if self.bold { s.value } else { s.small }
    }

    fn room(&self, s: &Setting) -> f64 {
        room(&self.text, self.size(s), self.bold)
    }
}

impl End {
    /// The parts that say something.
    fn filled(&self) -> impl Iterator<Item = &Part> {
        self.parts
            .iter()
            .filter(|part| !part.text.trim().is_empty())
    }

    /// The width it would like to have.
    pub(super) fn room(&self, s: &Setting) -> f64 {
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
    pub(super) fn draw(&self, item: &mut Item, x: f64, middle: f64, most: f64, s: &Setting) {
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

/// Gives every end its middle, as near its value as the others let it; those
/// of the highest rank are left out when there is not room for all.
pub(super) fn stack(mut ends: Vec<End>, plot: &Plot, s: &Setting) -> Vec<(End, f64)> {
    let most = s.width - plot.right - s.gap * 1.4;
    let (top, bottom) = (plot.top - s.small * 0.6, plot.bottom + s.small * 0.6);
    let height = |end: &End| end.height(most, s);
    while ends.iter().map(height).sum::<f64>() > bottom - top {
        ends.pop();
    }
    ends.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.rank.cmp(&b.rank)));
    let homes: Vec<(f64, f64)> = ends
        .iter()
        .map(|end| (plot.up.at(end.value), height(end)))
        .collect();
    let middles = spread(&homes, top, bottom);
    ends.into_iter().zip(middles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Mark;

    #[test]
    fn the_last_value_present_names_the_line() {
        let mark = |value: Option<f64>, text: &str| Mark {
            value,
            text: text.into(),
            ..Mark::default()
        };
        let chart = Line {
            periods: Vec::new(),
            series: vec![super::super::Series {
                label: "own".into(),
                points: vec![mark(Some(1.0), "1"), mark(Some(2.0), "2"), mark(None, "—")],
                previous: false,
            }],
            targets: Vec::new(),
            range: None,
            unit: String::new(),
            format: crate::model::Format::plain(0),
            words: crate::chart::Words::default(),
        };
        let ends = of(
            &chart,
            Range::new(0.0, 3.0),
            &Setting::of(crate::chart::Size::Page),
        );
        assert_eq!(
            ends.iter()
                .map(|e| (e.value, e.parts[0].text.as_str()))
                .collect::<Vec<_>>(),
            [(2.0, "2")]
        );
    }

    #[test]
    fn names_move_apart_and_stay_in_the_plot() {
        fn case(values: &[f64], kept: usize) {
            let s = Setting::of(crate::chart::Size::Page);
            let range = Range::new(0.0, 100.0);
            let plot = Plot {
                left: 0.0,
                right: 600.0,
                top: 20.0,
                bottom: 260.0,
                count: 2,
                across: Range::new(0.0, 1.0).scale(0.0, 600.0),
                up: range.scale(260.0, 20.0),
            };
            let part = |text: &str| Part {
                text: text.into(),
                bold: false,
            };
            let ends = values.iter().map(|v| End {
                value: *v,
                parts: [part("82"), part("own")],
                hue: Hue::Ink,
                rank: 0,
            });
            let placed = stack(ends.collect(), &plot, &s);
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
