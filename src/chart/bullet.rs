//! The bullet chart: one row a figure, its value against every standard it is
//! held to and against last year.
//!
//! Bars start at zero; where a range leaves zero out, a dot takes the bar's
//! place, since a bar's length would lie. Alternative standards are not merged
//! into one: each has its tick and its words.

use super::{
    Kind, Mark, Target, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, Swatch, legend},
    metrics::{fit, room, wrap},
    range::Range,
    setting::Setting,
    token::{Hue, Token},
};
use crate::model::{Better, Format};

mod lanes;
mod marks;

use lanes::Lanes;
use marks::{bands, from_zero, previous_item, target_item, value_item};

/// A bullet chart.
#[derive(Debug, Clone, Default)]
pub struct Bullet {
    /// From top to bottom.
    pub rows: Vec<BulletRow>,
    /// One scale for all rows, where they are counted in the same measure; a
    /// row's own range is then not looked at.
    pub range: Option<(f64, f64)>,
    /// The fixed words.
    pub words: Words,
}

/// A row of a bullet chart.
#[derive(Debug, Clone)]
pub struct BulletRow {
    /// What is measured.
    pub label: String,
    /// Below it: `分，越高越好`. May be empty.
    pub unit: String,
    /// The value; its key is the row's.
    pub value: Mark,
    /// The same a year before.
    pub previous: Option<Mark>,
    /// Every standard.
    pub targets: Vec<Target>,
    /// Bounds between the bands behind the bar, lowest first; may be empty.
    pub bands: Vec<f64>,
    /// Which direction is good: ticks point to it.
    pub better: Better,
    /// The ends of the scale, as 0 and 100; none for zero to a round number.
    pub range: Option<(f64, f64)>,
    /// How the ends of the scale are printed.
    pub format: Format,
}

/// The columns that all rows share.
struct Columns {
    /// Where the plot begins and ends.
    left: f64,
    right: f64,
    /// Width of the names.
    names: f64,
    /// Width of the values at the right.
    values: f64,
}

impl Kind for Bullet {
    const NAME: &'static str = "bullet";

    fn lay_out(&self, s: &Setting) -> Drawing {
        lay_out(self, s)
    }

    fn rows(&self) -> usize {
        self.rows.len()
    }

    fn part(&self, rows: std::ops::Range<usize>) -> Self {
        Self {
            rows: self.rows[rows].to_vec(),
            ..self.clone()
        }
    }

    fn values(&self) -> Option<(f64, f64)> {
        let ends = |range: Range| [range.low, range.high];
        if let Some((low, high)) = self.range {
            return Some((low, high));
        }
        Range::of(self.rows.iter().flat_map(|row| ends(row_range(row))))
    }

    fn with_range(self, range: (f64, f64)) -> Self {
        Self {
            range: Some(range),
            ..self
        }
    }
}

/// The scale of a row by itself.
fn row_range(row: &BulletRow) -> Range {
    match row.range {
        Some((low, high)) => Range::new(low, high),
        None => Range::from_zero(numbers(row)),
    }
}

fn lay_out(chart: &Bullet, s: &Setting) -> Drawing {
    if chart.rows.is_empty() {
        return s.empty(&chart.words);
    }
    let columns = columns(chart, s);
    let mut items = Vec::with_capacity(chart.rows.len() + 1);
    let mut top = s.line;
    for row in &chart.rows {
        top += lay_out_row(chart, row, &columns, s, top, &mut items) + s.between;
    }
    let mut foot = Item::plain();
    let values = chart.rows.iter().map(|row| &row.value);
    let mut entries = legend::evidence(values, &chart.words);
    if chart
        .rows
        .iter()
        .any(|row| row.previous.as_ref().and_then(Mark::number).is_some())
    {
        entries.push((Swatch::Thin(Token::fill(Hue::Soft)), &chart.words.last_year));
    }
    let targets = chart.rows.iter().flat_map(|row| &row.targets);
    entries.extend(legend::standards(targets.map(|it| &it.mark), &chart.words));
    let below = legend(&mut foot, &entries, columns.left, top, s);
    items.push(foot);
    let height = if below > 0.0 {
        top + below
    } else {
        top - s.between
    } + s.line;
    Drawing {
        width: s.width,
        height,
        items,
    }
}

fn columns(chart: &Bullet, s: &Setting) -> Columns {
    let widest = |widths: &mut dyn Iterator<Item = f64>| widths.fold(0.0, f64::max);
    let values = widest(&mut chart.rows.iter().map(|row| {
        let before =
            previous_text(row, &chart.words).map_or(0.0, |text| room(&text, s.small, false));
        room(&row.value.text, s.value, true).max(before)
    }));
    if s.stacked {
        // The value stands at the end of the name's line.
        let values = values.min(s.width * 0.4);
        return Columns {
            left: s.line,
            right: s.width - s.gap,
            names: s.width - values - s.gap,
            values,
        };
    }
    let values = values.min(s.width * 0.2);
    let names = widest(
        &mut chart
            .rows
            .iter()
            .map(|row| room(&row.label, s.label, false).max(room(&row.unit, s.small, false))),
    )
    .min(s.width * 0.28);
    Columns {
        left: names + s.gap * 1.6,
        right: s.width - values - s.gap * 1.6,
        names,
        values,
    }
}

fn previous_text(row: &BulletRow, words: &Words) -> Option<String> {
    let previous = row.previous.as_ref().filter(|mark| !mark.text.is_empty())?;
    Some(
        format!("{} {}", words.last_year, previous.text)
            .trim()
            .to_owned(),
    )
}

/// The numbers a row's scale has to hold.
fn numbers(row: &BulletRow) -> impl Iterator<Item = f64> {
    let marks = [Some(&row.value), row.previous.as_ref()]
        .into_iter()
        .flatten();
    marks
        .chain(row.targets.iter().map(|target| &target.mark))
        .filter_map(Mark::number)
}

/// What a row writes, and how high each part of it stands.
struct RowText {
    names: Vec<String>,
    unit: String,
    names_height: f64,
    before: Option<String>,
    values_height: f64,
    /// Below the bed: why the value or a standard is missing.
    notes: Vec<String>,
}

fn row_text(chart: &Bullet, row: &BulletRow, columns: &Columns, s: &Setting) -> RowText {
    let plot = columns.right - columns.left;
    let mut notes = Vec::new();
    if row.value.number().is_none() {
        let reason = &row.value.reason;
        let reason = if reason.is_empty() {
            &chart.words.no_data
        } else {
            reason
        };
        notes.extend(wrap(reason, s.small, false, plot, 3));
    }
    let unknown = row.targets.iter().filter(|t| t.mark.number().is_none());
    notes.extend(
        unknown
            .take(3)
            .map(|t| fit(&t.caption(), s.small, false, plot).into_owned()),
    );
    let names = wrap(&row.label, s.label, false, columns.names, 3);
    let unit = fit(&row.unit, s.small, false, columns.names).into_owned();
    let unit_height = if unit.trim().is_empty() { 0.0 } else { s.lane };
    let before = previous_text(row, &chart.words);
    let before_height = if before.is_some() { s.lane } else { 0.0 };
    RowText {
        names_height: names.len() as f64 * s.label * 1.3 + unit_height,
        names,
        unit,
        values_height: s.value * 1.3 + before_height,
        before,
        notes,
    }
}

/// Where the parts of a row begin, and its height.
struct RowPlace {
    bed_top: f64,
    bed: f64,
    names_top: f64,
    values_top: f64,
    notes_top: f64,
    height: f64,
}

fn row_place(text: &RowText, lanes: &Lanes, bed: f64, top: f64, s: &Setting) -> RowPlace {
    let up = lanes.above() as f64 * s.lane + 3.0 * s.line;
    let captions = bed + 2.0 * s.line + lanes.below() as f64 * s.lane;
    let down = captions + text.notes.len() as f64 * s.lane;
    if s.stacked {
        let head = text.names_height.max(text.values_height) + s.line;
        let bed_top = top + head + up;
        let notes_top = bed_top + captions;
        return RowPlace {
            bed_top,
            bed,
            names_top: top,
            values_top: top,
            notes_top,
            height: head + up + down,
        };
    }
    // Name, bar and value share a middle.
    let middle = top
        + (bed / 2.0 + up)
            .max(text.names_height / 2.0)
            .max(s.value * 0.65);
    let bed_top = middle - bed / 2.0;
    let names_top = middle - text.names_height / 2.0;
    let values_top = middle - s.value * 0.65;
    let bottom = (bed_top + down)
        .max(names_top + text.names_height)
        .max(values_top + text.values_height);
    RowPlace {
        bed_top,
        bed,
        names_top,
        values_top,
        notes_top: bed_top + captions,
        height: bottom - top,
    }
}

/// Draws a row below `top` and returns its height.
fn lay_out_row(
    chart: &Bullet,
    row: &BulletRow,
    columns: &Columns,
    s: &Setting,
    top: f64,
    items: &mut Vec<Item>,
) -> f64 {
    let range = chart
        .range
        .map_or_else(|| row_range(row), |(low, high)| Range::new(low, high));
    let scale = range.scale(columns.left, columns.right);
    let mut lanes = Lanes::new(columns.left, columns.right, s);
    // On a slide a bar from zero needs no scale: its number stands beside it.
    if s.small < 20.0 || !from_zero(&scale) {
        lanes.ends(&range, &row.format);
    }
    let captions = lanes.targets(&row.targets, &scale);
    // The bed holds the bar and, where there is one, last year's thin bar below it.
    let thin = match row.previous.as_ref().and_then(Mark::number) {
        Some(_) if from_zero(&scale) => s.bar * 0.4,
        _ => 0.0,
    };
    let text = row_text(chart, row, columns, s);
    let place = row_place(&text, &lanes, s.bar + thin, top, s);
    let bed = (place.bed_top, place.bed);

    let mut around = Item::plain();
    bands(&mut around, row, &scale, place.bed_top, place.bed);
    for placed in lanes.placed() {
        let label = Label::new(placed.text.clone(), s.small, placed.hue);
        around.text(label, placed.left, placed.base(place.bed_top, place.bed, s));
    }
    write_row(&mut around, text, &place, columns, s);
    items.push(around);
    if let Some(previous) = &row.previous {
        items.push(previous_item(
            previous,
            row,
            columns,
            &scale,
            place.bed_top,
            s,
        ));
    }
    items.push(value_item(row, columns, &scale, bed, place.values_top, s));
    for (target, caption) in row.targets.iter().zip(captions) {
        items.push(target_item(target, caption.as_ref(), row, &scale, bed, s));
    }
    place.height
}

/// Writes what stands around the bed.
fn write_row(item: &mut Item, text: RowText, place: &RowPlace, columns: &Columns, s: &Setting) {
    let mut y = place.names_top;
    for name in text.names {
        let line = s.label * 1.3;
        item.text(
            Label::new(name, s.label, Hue::Ink),
            0.0,
            base(y + line / 2.0, s.label),
        );
        y += line;
    }
    item.text(
        Label::new(text.unit, s.small, Hue::Muted),
        0.0,
        base(y + s.lane / 2.0, s.small),
    );
    for (i, note) in text.notes.into_iter().enumerate() {
        let middle = place.notes_top + s.lane * (i as f64 + 0.5);
        item.text(
            Label::new(note, s.small, Hue::Muted),
            columns.left,
            base(middle, s.small),
        );
    }
    if let Some(before) = text.before {
        let before = fit(&before, s.small, false, columns.values);
        let middle = place.values_top + s.value * 1.3 + s.lane / 2.0;
        let label = Label::new(before, s.small, Hue::Muted).anchor(Anchor::End);
        item.text(label, s.width, base(middle, s.small));
    }
}
