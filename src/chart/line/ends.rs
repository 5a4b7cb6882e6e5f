//! The names at the ends of lines, and how they are moved apart.

use super::{Line, Plot, points};
use crate::chart::{
    drawing::{Item, Label, base},
    metrics::{fit, room},
    range::Range,
    setting::Setting,
    token::Hue,
};

/// What stands at the end of a line: its last value and its name.
#[derive(Debug)]
pub(super) struct End {
    /// Where it belongs, as a value within the axis.
    pub(super) value: f64,
    number: String,
    name: String,
    hue: Hue,
    /// The first to be left out has the highest.
    rank: u8,
}

/// The ends of every series and target, those to keep first.
pub(super) fn of(chart: &Line, range: Range, s: &Setting) -> Vec<End> {
    // More than this cannot stand in the height of any plot.
    const MOST: usize = 24;
    let mut place = 0;
    let mut ends = Vec::new();
    for series in &chart.series {
        let hue = points::hue(series, place);
        if !series.previous {
            place += 1;
        }
        let Some(mark) = series.points.iter().rev().find(|mark| mark.number().is_some()) else { continue };
        ends.push(End {
            value: mark.number().unwrap_or(0.0).clamp(range.low, range.high),
            number: mark.text.clone(),
            name: series.label.clone(),
            hue: if hue == Hue::Soft { Hue::Muted } else { hue },
            rank: if series.previous { 2 } else { 0 },
        });
    }
    for target in &chart.targets {
        let Some(value) = target.mark.number() else { continue };
        let outside = if value > range.high { "↑ " } else if value < range.low { "↓ " } else { "" };
        ends.push(End {
            value: value.clamp(range.low, range.high),
            number: String::new(),
            name: format!("{outside}{}", target.caption()),
            hue: Hue::Ink,
            rank: 1,
        });
    }
    ends.sort_by_key(|end| end.rank);
    ends.truncate(MOST);
    let most = s.width * 0.34;
    for end in &mut ends {
        end.number = fit(&end.number, s.value, true, most).into_owned();
        end.name = fit(&end.name, s.small, false, most).into_owned();
    }
    ends.retain(|end| !end.is_empty());
    ends
}

impl End {
    fn is_empty(&self) -> bool {
        self.number.trim().is_empty() && self.name.trim().is_empty()
    }

    /// The width it would like to have.
    pub(super) fn room(&self, s: &Setting) -> f64 {
        let (number, name) = (room(&self.number, s.value, true), room(&self.name, s.small, false));
        if s.stacked || number == 0.0 { number.max(name) } else { number + name + s.gap * 0.7 }
    }

    /// Reports whether number and name stand in one line.
    fn in_one_line(&self, most: f64, s: &Setting) -> bool {
        self.number.is_empty() || self.name.is_empty() || (!s.stacked && self.room(s) <= most)
    }

    fn height(&self, most: f64, s: &Setting) -> f64 {
        if self.in_one_line(most, s) { s.value.max(s.small) * 1.2 } else { s.value * 1.1 + s.small * 1.2 }
    }

    /// Draws it around `middle`.
    pub(super) fn draw(&self, item: &mut Item, x: f64, middle: f64, most: f64, s: &Setting) {
        let number = Label::new(fit(&self.number, s.value, true, most), s.value, self.hue).bold();
        let name = Label::new(fit(&self.name, s.small, false, most), s.small, self.hue);
        if self.in_one_line(most, s) {
            let after = if self.number.is_empty() { x } else { x + number.room() + s.gap * 0.7 };
            item.text(number, x, base(middle, s.value));
            item.text(name, after, base(middle, s.small));
        } else {
            let top = middle - self.height(most, s) / 2.0;
            item.text(number, x, base(top + s.value * 0.55, s.value));
            item.text(name, x, base(top + s.value * 1.1 + s.small * 0.6, s.small));
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
    let mut placed: Vec<(End, f64)> = Vec::with_capacity(ends.len());
    let mut free = top;
    for end in ends {
        let half = height(&end) / 2.0;
        let middle = plot.up.at(end.value).max(free + half);
        free = middle + half;
        placed.push((end, middle));
    }
    let mut limit = bottom;
    for (end, middle) in placed.iter_mut().rev() {
        let half = end.height(most, s) / 2.0;
        *middle = middle.min(limit - half);
        limit = *middle - half;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Mark;

    #[test]
    fn the_last_value_present_names_the_line() {
        let mark = |value: Option<f64>, text: &str| Mark { value, text: text.into(), ..Mark::default() };
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
        let ends = of(&chart, Range::new(0.0, 3.0), &Setting::of(crate::chart::Size::Page));
        assert_eq!(ends.iter().map(|e| (e.value, e.number.as_str())).collect::<Vec<_>>(), [(2.0, "2")]);
    }
}
