//! What stands at the ends of lines: the last value and the name of a series,
//! the name and the value of a target.

use super::{Line, points};
use crate::chart::{
    ends::{End, Part, keep},
    range::Range,
    setting::Setting,
    token::Hue,
};

/// The ends of every series and target, those to keep first.
pub(super) fn of(chart: &Line, range: Range, s: &Setting) -> Vec<End> {
    let mut place = 0;
    let mut ends = Vec::new();
    for (i, series) in chart.series.iter().enumerate() {
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
                    Part::name(&mark.text, s)
                } else {
                    Part::number(&mark.text, s)
                },
                Part::name(&series.label, s),
            ],
            hue: if hue == Hue::Soft { Hue::Muted } else { hue },
            rank: if series.previous { 2 } else { 0 },
            series: Some(i),
        });
    }
    let targets = chart.targets.iter();
    ends.extend(targets.filter_map(|target| End::target(target, range, 1, s)));
    keep(ends)
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
        let s = Setting::of(crate::chart::Size::Page);
        let ends = of(&chart, Range::new(0.0, 3.0), &s);
        assert_eq!(
            ends.iter()
                .map(|e| (e.value, &e.parts[0]))
                .collect::<Vec<_>>(),
            [(2.0, &Part::number("2", &s))]
        );
    }
}
