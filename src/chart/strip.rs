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
    rows::{self, Captions, Cell, Columns, RowText, grid, grid_height},
    setting::Setting,
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
    // The upper bits are the better mixed.
    f64::from(hash >> 16) / 32_767.5 - 1.0
}

fn lay_out(chart: &Strip, s: &Setting) -> Drawing {
    if values(chart).next().is_none() {
        return s.empty(&chart.words);
    }
    let count = chart.groups.len();
    let named = count <= rows::MOST_NAMED;
    let heads = [chart.median_label.as_str(), chart.n_label.as_str()];
    let texts: Vec<RowText<'_>> = if named {
        chart
            .groups
            .iter()
            .map(|group| RowText {
                name: &group.label,
                strong: false,
                cells: vec![
                    Cell::value(&group.median.text, group.median.number().is_some(), s),
                    Cell::aside(&group.n, s),
                ],
            })
            .collect()
    } else {
        Vec::new()
    };
    let radius = s.line * 2.0;
    let columns = if named {
        Columns::of(&texts, &heads, radius * 1.4, s)
    } else {
        Columns::bare(radius, s)
    };
    let scale = range(chart).scale(columns.left, columns.right);
    let bounds = (columns.left - radius, columns.right + radius);
    let captions = Captions::of(&chart.targets, &scale, bounds, s);
    let mut frame = Item::plain();
    // The heads have a lane of their own, so that no caption meets them.
    let mut top = s.line;
    if named {
        columns.heads(&mut frame, &heads, &chart.unit, top + s.lane / 2.0, s);
        top += s.lane;
    }
    top += s.lane * captions.lanes as f64;
    let plot_top = top;
    top += s.gap * 0.6;
    let (plot, between) = if named {
        (s.bar * 1.9, s.between * 0.6)
    } else {
        (rows::thin(count, s), 0.0)
    };
    let mut marks = Vec::new();
    let mut placed = Vec::with_capacity(count);
    for (i, group) in chart.groups.iter().enumerate() {
        let place = match texts.get(i) {
            Some(text) => columns.row(&mut frame, text, top, plot, s),
            None => rows::Strip {
                middle: top + plot / 2.0,
                top,
                bottom: top + plot,
                end: top + plot,
            },
        };
        draw_group(&mut marks, group, place.middle, plot, &scale, s);
        if named && group.points.iter().all(|it| it.value.number().is_none()) {
            reason(&mut frame, chart, group, place.middle, &scale, s);
        }
        placed.push(place);
        top = place.end + between;
    }
    let strips = rows::strips(&placed, s);
    let mut rules = Item::plain();
    let foot = top - between + s.gap * 0.4;
    grid(&mut rules, &scale, &chart.format, &strips, foot, s);
    let mut items = vec![rules, frame];
    items.extend(marks);
    items.extend(captions.draw(&chart.targets, &scale, plot_top, &strips, s));
    let mut end = foot + grid_height(s);
    let mut below = Item::plain();
    let height = legend(&mut below, &entries(chart), 0.0, end + s.gap, s);
    items.push(below);
    if height > 0.0 {
        end += s.gap + height;
    }
    Drawing {
        width: s.width,
        height: end + s.line,
        items,
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
    let round = |token| Swatch::Dot(Form::Disc, token);
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
