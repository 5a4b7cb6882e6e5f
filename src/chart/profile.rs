//! The profile: several dimensions below each other, a dot a series in each.
//!
//! It takes the place of the radar chart, whose areas mean nothing and whose
//! shape hangs on the order of its spokes.

use super::{
    Kind, Mark, Target, Words,
    dot::{self, Form, beyond_across},
    drawing::{Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::fit,
    range::{Range, Scale},
    rows::{self, Cell, MOST_NAMED, RowText},
    setting::Setting,
    stack::Stack,
    token::{Hue, Token},
};
use crate::model::Format;

/// A profile.
#[derive(Debug, Clone)]
pub struct Profile {
    /// What the dots of a row are, in order; the first is written beside it.
    pub series: Vec<ProfileSeries>,
    /// A row each, from top to bottom.
    pub rows: Vec<ProfileRow>,
    /// Lines through all rows.
    pub targets: Vec<Target>,
    /// The ends of the value axis; none for round numbers around the values.
    pub range: Option<(f64, f64)>,
    /// Above the names: `分`. May be empty.
    pub unit: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// The fixed words.
    pub words: Words,
}

/// A series of a profile.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProfileSeries {
    /// Its name.
    pub label: String,
    /// The year before, drawn lighter.
    pub previous: bool,
}

/// A dimension.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ProfileRow {
    /// Its name.
    pub label: String,
    /// A value a series; their keys are the row's.
    pub values: Vec<Mark>,
}

impl Kind for Profile {
    const NAME: &'static str = "profile";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        let range = range(self);
        Self {
            rows: self.rows[rows].to_vec(),
            range: Some((range.low, range.high)),
            ..self.clone()
        }
    }
}

fn values(chart: &Profile) -> impl Iterator<Item = f64> {
    let marks = chart.rows.iter().flat_map(|row| &row.values);
    marks.filter_map(Mark::number)
}

fn range(chart: &Profile) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let targets = || chart.targets.iter().filter_map(|it| it.mark.number());
    Range::around(values(chart).chain(targets())).clear_of(targets(), 4)
}

/// The form and hue of a series; last year's is a lighter disc.
fn look(chart: &Profile, series: usize) -> (Form, Hue) {
    let is_previous = |i: usize| chart.series.get(i).is_some_and(|it| it.previous);
    if is_previous(series) {
        return (Form::Disc, Hue::Soft);
    }
    let place = (0..series).filter(|i| !is_previous(*i)).count();
    let hue = match place {
        0 => Hue::Accent,
        1 => Hue::Ink,
        _ => Hue::Muted,
    };
    (Form::nth(place), hue)
}

fn lay_out(chart: &Profile, s: &Setting) -> Drawing {
    if values(chart).next().is_none() {
        return s.empty(&chart.words);
    }
    let radius = s.bar * 0.3;
    let main = (0..chart.series.len())
        .find(|i| !chart.series[*i].previous)
        .unwrap_or(0);
    let text = |i: usize| {
        let row = &chart.rows[i];
        let value = row.values.get(main);
        RowText {
            name: &row.label,
            strong: false,
            cells: vec![
                Cell::value(
                    value.map_or("", |it| it.text.as_str()),
                    value.is_some_and(|it| it.number().is_some()),
                    s,
                ),
                Cell::aside("", s),
            ],
        }
    };
    let named = chart.rows.len() <= MOST_NAMED;
    let stack = Stack {
        count: chart.rows.len(),
        text: &text,
        heads: [
            chart.series.get(main).map_or("", |it| it.label.as_str()),
            "",
        ],
        unit: &chart.unit,
        targets: &chart.targets,
        range: range(chart),
        format: &chart.format,
        plot: s.small * 1.3,
        between: s.between * 0.5,
        inset: radius * 1.4,
        free: 0.0,
    };
    let mut stacked = stack.lay_out(s, |i, strip, scale, _, marks| {
        let radius = if named {
            radius
        } else {
            ((strip.bottom - strip.top) * 0.5).clamp(s.line * 0.5, radius)
        };
        draw_row(chart, i, strip, scale, radius, named, marks, s);
    });
    let mut below = Item::plain();
    let height = legend(&mut below, &entries(chart), 0.0, stacked.end + s.gap, s);
    stacked.items.push(below);
    Drawing {
        width: s.width,
        height: stacked.end + s.line + if height > 0.0 { s.gap + height } else { 0.0 },
        items: stacked.items,
    }
}

#[expect(clippy::too_many_arguments, reason = "a row's place and its marks")]
fn draw_row(
    chart: &Profile,
    i: usize,
    strip: rows::Strip,
    scale: &Scale,
    radius: f64,
    named: bool,
    marks: &mut Vec<Item>,
    s: &Setting,
) {
    let row = &chart.rows[i];
    let (left, right) = (scale.at(scale.range.low), scale.at(scale.range.high));
    let numbers = row.values.iter().filter_map(Mark::number);
    let span = Range::of(numbers);
    if named {
        let mut bed = Item::plain();
        rows::bed(&mut bed, strip, left, right, s);
        if let Some((low, high)) = span {
            let ends = [
                (scale.at(low), strip.middle),
                (scale.at(high), strip.middle),
            ];
            bed.path(ends, Token::line(Hue::Rule), s.line * 1.6);
        } else if let Some(reason) = row.values.iter().find(|it| !it.reason.is_empty()) {
            let text = fit(&reason.reason, s.small, false, right - left);
            let label = Label::new(text, s.small, Hue::Muted);
            bed.text(label, left, base(strip.middle, s.small));
        }
        marks.push(bed);
    }
    // Last year's first, so that this year's lies over it.
    let order = (0..row.values.len())
        .rev()
        .filter(|i| chart.series.get(*i).is_some_and(|it| it.previous))
        .chain(
            (0..row.values.len())
                .rev()
                .filter(|i| !chart.series.get(*i).is_some_and(|it| it.previous)),
        );
    for place in order {
        let mark = &row.values[place];
        let name = chart.series.get(place).map_or("", |it| it.label.as_str());
        let mut item = Item::mark(mark, format!("{} {name}", row.label).trim()).of_series(place);
        if let Some(value) = mark.number() {
            let (form, hue) = look(chart, place);
            let token = dot::paint(mark.evidence, hue);
            let at = (strip.middle, radius);
            if !beyond_across(&mut item, value, scale, at, token, s) {
                let at = (scale.at(value), strip.middle);
                dot::dot(&mut item, form, at, radius, token, s);
            }
        }
        marks.push(item);
    }
}

fn entries(chart: &Profile) -> Vec<(Swatch, &str)> {
    let mut entries: Vec<(Swatch, &str)> = chart
        .series
        .iter()
        .enumerate()
        .map(|(i, series)| {
            let (form, hue) = look(chart, i);
            (Swatch::Dot(form, Token::fill(hue)), series.label.as_str())
        })
        .collect();
    let marks = chart.rows.iter().flat_map(|row| &row.values);
    let round = |evidence| Swatch::Dot(Form::Disc, dot::paint(evidence, Hue::Muted));
    let loose = legend::standings(marks, round, &chart.words);
    entries.extend(
        loose
            .into_iter()
            .filter(|(_, word)| *word != chart.words.this_year),
    );
    entries
}
