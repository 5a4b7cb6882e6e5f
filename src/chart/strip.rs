//! The strip: every value of a group as a point, with a box for its middle half.
//!
//! A box alone hides how few there are; points alone hide where the middle is.
//! Points of one value are moved apart by a hash of their keys, so the same
//! data give the same picture. Whiskers are deliberately absent: the points
//! show the ends.

use super::{
    Kind, Mark, Target, Words,
    dot::{self, DENSE, Form, beyond_across, speck},
    drawing::{Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room},
    range::{Range, Scale},
    rows::{Cell, MOST_NAMED, RowText},
    setting::Setting,
    stack::Stack,
    token::{Hue, Token},
};
use crate::model::Format;

/// A strip chart.
#[derive(Debug, Clone)]
pub struct Strip {
    /// A row each, from top to bottom.
    pub groups: Vec<StripGroup>,
    /// Lines through all rows.
    pub targets: Vec<Target>,
    /// The ends of the value axis; none for round numbers around the values.
    pub range: Option<(f64, f64)>,
    /// Above the names: `考核分，分`. May be empty.
    pub unit: String,
    /// The head of the medians: `中位数`. May be empty.
    pub median_label: String,
    /// The head of the sample sizes: `n`. May be empty.
    pub n_label: String,
    /// What the box is: `中间一半`. Empty leaves it out of the legend.
    pub box_label: String,
    /// How ticks of the value axis are printed.
    pub format: Format,
    /// The fixed words.
    pub words: Words,
}

/// A group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripGroup {
    /// Its name.
    pub label: String,
    /// Everyone in it.
    pub points: Vec<StripPoint>,
    /// The lower quartile.
    pub low: Option<f64>,
    /// The median; its key is the group's and may be empty.
    pub median: Mark,
    /// The upper quartile.
    pub high: Option<f64>,
    /// How many there are, as printed.
    pub n: String,
}

/// One of a group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripPoint {
    /// What a pointer is told: a role and a code.
    pub label: String,
    /// The value; the key is the row's.
    pub value: Mark,
}

impl Kind for Strip {
    const NAME: &'static str = "strip";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.groups.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        let range = range(self);
        Self {
            groups: self.groups[rows].to_vec(),
            range: Some((range.low, range.high)),
            ..self.clone()
        }
    }
}

fn values(chart: &Strip) -> impl Iterator<Item = f64> {
    let points = chart.groups.iter().flat_map(|group| &group.points);
    points.filter_map(|point| point.value.number())
}

fn range(chart: &Strip) -> Range {
    if let Some((low, high)) = chart.range {
        return Range::new(low, high);
    }
    let targets = || chart.targets.iter().filter_map(|it| it.mark.number());
    Range::around(values(chart).chain(targets())).clear_of(targets(), 4)
}

/// Between −1 and 1, the same for the same key: FNV-1a.
fn jitter(key: &str) -> f64 {
    let hash = key.bytes().fold(0x811c_9dc5_u32, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    });
    // Short keys that differ in their last letter differ in all bits then.
    let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35);
    f64::from(mixed >> 16) / 32_767.5 - 1.0
}

fn lay_out(chart: &Strip, s: &Setting) -> Drawing {
    if values(chart).next().is_none() {
        return s.empty(&chart.words);
    }
    let text = |i: usize| {
        let group = &chart.groups[i];
        RowText {
            name: &group.label,
            strong: false,
            cells: vec![
                Cell::value(&group.median.text, group.median.number().is_some(), s),
                Cell::aside(&group.n, s),
            ],
        }
    };
    let stack = Stack {
        count: chart.groups.len(),
        text: &text,
        heads: [&chart.median_label, &chart.n_label],
        unit: &chart.unit,
        targets: &chart.targets,
        range: range(chart),
        format: &chart.format,
        plot: s.bar * 1.9,
        between: s.between * 0.6,
        inset: s.line * 2.8,
        free: 0.0,
    };
    let named = chart.groups.len() <= MOST_NAMED;
    let mut stacked = stack.lay_out(s, |i, strip, scale, _, marks| {
        let group = &chart.groups[i];
        draw_group(
            marks,
            group,
            strip.middle,
            strip.bottom - strip.top,
            scale,
            s,
        );
        if named && group.points.iter().all(|it| it.value.number().is_none()) {
            let mut why = Item::plain();
            reason(&mut why, chart, group, strip.middle, scale, s);
            marks.push(why);
        }
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

/// Draws the box of a group and its points over it.
fn draw_group(
    items: &mut Vec<Item>,
    group: &StripGroup,
    middle: f64,
    plot: f64,
    scale: &Scale,
    s: &Setting,
) {
    let half = plot / 2.0;
    let mut frame = Item::mark(&group.median, &group.label);
    let span = group.low.zip(group.high);
    if let Some((low, high)) = span.filter(|(low, high)| low.is_finite() && high.is_finite()) {
        let (from, to) = (scale.at(low.min(high)), scale.at(low.max(high)));
        frame.rect(
            (from, middle - half),
            (to, middle + half),
            Token::fill(Hue::Track),
            s.line,
        );
    }
    if let Some(median) = group.median.number().filter(|it| scale.range.holds(*it)) {
        let x = scale.at(median);
        frame.path(
            [(x, middle - half), (x, middle + half)],
            Token::line(Hue::Ink),
            s.line * 1.4,
        );
    }
    items.push(frame);
    let radius = (s.line * 2.0).min(half);
    let dense = group.points.len() > DENSE;
    let mut specks = Item::plain();
    for point in &group.points {
        let Some(value) = point.value.number() else {
            let item = Item::mark(&point.value, &point.label);
            items.push(item);
            continue;
        };
        let y = middle + jitter(&point.value.key) * (half - radius).max(0.0) * 0.85;
        if dense && scale.range.holds(value) {
            speck(&mut specks, (scale.at(value), y), Hue::Accent, s);
            continue;
        }
        let mut item = Item::mark(&point.value, &point.label);
        let token = dot::paint(point.value.evidence, Hue::Accent);
        if !beyond_across(&mut item, value, scale, (y, radius), token, s) {
            dot::dot(
                &mut item,
                Form::Disc,
                (scale.at(value), y),
                radius,
                token,
                s,
            );
        }
        items.push(item);
    }
    items.push(specks);
}

/// Says in a group's plot why nothing is in it.
fn reason(
    frame: &mut Item,
    chart: &Strip,
    group: &StripGroup,
    middle: f64,
    scale: &Scale,
    s: &Setting,
) {
    let mut stated = group.points.iter().map(|it| it.value.reason.as_str());
    let text = stated
        .find(|it| !it.trim().is_empty())
        .unwrap_or(&chart.words.no_data);
    let left = scale.at(scale.range.low);
    let text = fit(text, s.small, false, scale.at(scale.range.high) - left);
    if room(&text, s.small, false) > 0.0 {
        let label = Label::new(text, s.small, Hue::Muted);
        frame.text(label, left, base(middle, s.small));
    }
}

fn entries(chart: &Strip) -> Vec<(Swatch, &str)> {
    let round = |evidence| Swatch::Dot(Form::Disc, dot::paint(evidence, Hue::Accent));
    let marks = chart
        .groups
        .iter()
        .flat_map(|group| group.points.iter().map(|it| &it.value));
    let mut entries = legend::standings(marks, round, &chart.words);
    if chart.groups.iter().any(|it| it.low.is_some()) {
        entries.push((Swatch::Bar(Token::fill(Hue::Track)), &chart.box_label));
    }
    entries
}
