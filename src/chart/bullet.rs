//! The bullet chart: one row a figure, its value against every standard it is
//! held to and against last year.
//!
//! Bars start at zero; where a range leaves zero out, a dot takes the bar's
//! place, since a bar's length would lie. Alternative standards are not merged
//! into one: each has its tick and its words.

use super::{
    Mark, Target, Words,
    drawing::{Anchor, Drawing, Item, Label, base},
    legend::{self, Swatch, TICK, legend},
    metrics::{fit, room, wrap},
    range::{Range, Scale},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::{Better, Evidence, Format};

mod lanes;

use lanes::{Lanes, Placed};

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

pub(super) fn lay_out(chart: &Bullet, s: &Setting) -> Drawing {
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
    let has = |evidence| {
        let mut values = chart.rows.iter().map(|row| &row.value);
        values.any(|value| value.number().is_some() && value.evidence == evidence)
    };
    let mut entries = Vec::new();
    if has(Evidence::Measured) || has(Evidence::Reported) {
        entries.push((
            Swatch::Bar(legend::bar(Evidence::Measured)),
            chart.words.this_year.as_str(),
        ));
    }
    if has(Evidence::Estimated) {
        entries.push((
            Swatch::Bar(legend::bar(Evidence::Estimated)),
            &chart.words.estimated,
        ));
    }
    if has(Evidence::Illustrative) {
        entries.push((
            Swatch::Bar(legend::bar(Evidence::Illustrative)),
            &chart.words.illustrative,
        ));
    }
    if chart
        .rows
        .iter()
        .any(|row| row.previous.as_ref().and_then(Mark::number).is_some())
    {
        entries.push((Swatch::Thin(Token::fill(Hue::Soft)), &chart.words.last_year));
    }
    if chart
        .rows
        .iter()
        .any(|row| row.targets.iter().any(|t| t.mark.number().is_some()))
    {
        entries.push((Swatch::Tick, &chart.words.target));
    }
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

/// Draws a row below `top` and returns its height.
fn lay_out_row(
    chart: &Bullet,
    row: &BulletRow,
    columns: &Columns,
    s: &Setting,
    top: f64,
    items: &mut Vec<Item>,
) -> f64 {
    let range = match chart.range.or(row.range) {
        Some((low, high)) => Range::new(low, high),
        None => Range::from_zero(numbers(row)),
    };
    let scale = range.scale(columns.left, columns.right);
    let mut lanes = Lanes::new(columns.left, columns.right, s);
    // On a slide a bar from zero needs no scale: its number stands beside it.
    if s.small < 20.0 || !from_zero(&scale) {
        lanes.ends(&range, &row.format);
    }
    let captions = lanes.targets(&row.targets, &scale);

    let mut notes: Vec<String> = Vec::new();
    if row.value.number().is_none() {
        let reason = if row.value.reason.is_empty() {
            &chart.words.no_data
        } else {
            &row.value.reason
        };
        notes.extend(wrap(
            reason,
            s.small,
            false,
            columns.right - columns.left,
            3,
        ));
    }
    for target in row
        .targets
        .iter()
        .filter(|t| t.mark.number().is_none())
        .take(3)
    {
        notes.push(
            fit(
                &target.caption(),
                s.small,
                false,
                columns.right - columns.left,
            )
            .into_owned(),
        );
    }

    // The bed holds the bar and, where there is one, last year's thin bar below it.
    let thin = match row.previous.as_ref().and_then(Mark::number) {
        Some(_) if from_zero(&scale) => s.bar * 0.4,
        _ => 0.0,
    };
    let bed = s.bar + thin;
    let names = wrap(&row.label, s.label, false, columns.names, 3);
    let unit = fit(&row.unit, s.small, false, columns.names);
    let names_height =
        names.len() as f64 * s.label * 1.3 + if unit.trim().is_empty() { 0.0 } else { s.lane };
    let before = previous_text(row, &chart.words);
    let values_height = s.value * 1.3 + if before.is_some() { s.lane } else { 0.0 };
    let plot_up = lanes.above() as f64 * s.lane + 3.0 * s.line;
    let plot_down = bed + 2.0 * s.line + (lanes.below() + notes.len()) as f64 * s.lane;

    let (bed_top, names_top, values_top, height);
    if s.stacked {
        let head = names_height.max(values_height);
        bed_top = top + head + plot_up + s.line;
        (names_top, values_top) = (top, top);
        height = head + s.line + plot_up + plot_down;
    } else {
        let middle = (bed / 2.0 + plot_up)
            .max(names_height / 2.0)
            .max(s.value * 0.65);
        bed_top = top + middle - bed / 2.0;
        names_top = top + middle - names_height / 2.0;
        values_top = top + middle - s.value * 0.65;
        height = (bed_top - top + plot_down)
            .max(names_top - top + names_height)
            .max(values_top - top + values_height);
    }

    let mut around = Item::plain();
    for (i, name) in names.iter().enumerate() {
        around.text(
            Label::new(name.as_str(), s.label, Hue::Ink),
            0.0,
            base(names_top + s.label * 1.3 * (i as f64 + 0.5), s.label),
        );
    }
    let unit_y = names_top + names.len() as f64 * s.label * 1.3 + s.lane / 2.0;
    around.text(
        Label::new(unit, s.small, Hue::Muted),
        0.0,
        base(unit_y, s.small),
    );
    bands(&mut around, row, &scale, bed_top, bed);
    for placed in lanes.placed() {
        around.text(
            Label::new(placed.text.clone(), s.small, placed.hue),
            placed.left,
            placed.base(bed_top, bed, s),
        );
    }
    let notes_top = bed_top + bed + 2.0 * s.line + lanes.below() as f64 * s.lane;
    for (i, note) in notes.iter().enumerate() {
        around.text(
            Label::new(note.as_str(), s.small, Hue::Muted),
            columns.left,
            base(notes_top + s.lane * (i as f64 + 0.5), s.small),
        );
    }
    if let Some(before) = before {
        around.text(
            Label::new(
                fit(&before, s.small, false, columns.values),
                s.small,
                Hue::Muted,
            )
            .anchor(Anchor::End),
            s.width,
            base(values_top + s.value * 1.3 + s.lane / 2.0, s.small),
        );
    }
    items.push(around);

    if let Some(previous) = &row.previous {
        items.push(previous_item(previous, row, columns, &scale, bed_top, s));
    }
    items.push(value_item(
        row,
        columns,
        &scale,
        (bed_top, bed),
        values_top,
        s,
    ));
    for (target, caption) in row.targets.iter().zip(captions) {
        items.push(target_item(
            target,
            caption.as_ref(),
            row,
            &scale,
            (bed_top, bed),
            s,
        ));
    }
    height
}

/// The bed of the bar in its bands, the lowest the darkest.
fn bands(item: &mut Item, row: &BulletRow, scale: &Scale, top: f64, bed: f64) {
    const SHADES: [Hue; 3] = [Hue::Track, Hue::Rule, Hue::Band];
    let mut bounds: Vec<f64> = row
        .bands
        .iter()
        .copied()
        .filter(|b| b.is_finite() && scale.range.holds(*b))
        .collect();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds.truncate(4);
    bounds.push(scale.range.high);
    let last = bounds.len() - 1;
    let mut low = scale.range.low;
    for (i, high) in bounds.into_iter().enumerate() {
        let shade = if row.value.number().is_none() {
            Token::line(Hue::Muted).dashed(Dash::Dashed)
        } else {
            Token::fill(SHADES[(last - i).min(2)])
        };
        item.rect(
            (scale.at(low), top),
            (scale.at(high), top + bed),
            shade,
            1.0,
        );
        low = high;
    }
}

/// Reports whether bars may be drawn: zero is on the scale.
fn from_zero(scale: &Scale) -> bool {
    scale.range.holds(0.0)
}

/// An arrow at the edge of the scale beyond which `value` lies.
fn beyond(
    item: &mut Item,
    value: f64,
    scale: &Scale,
    (top, thick): (f64, f64),
    hue: Hue,
    s: &Setting,
) {
    let (tip, back) = if value > scale.range.high {
        (
            scale.at(scale.range.high) + s.gap * 0.8,
            scale.at(scale.range.high) - s.gap * 0.2,
        )
    } else {
        (
            scale.at(scale.range.low) - s.gap * 0.8,
            scale.at(scale.range.low) + s.gap * 0.2,
        )
    };
    let tip = tip.clamp(0.0, s.width);
    item.polygon(
        [(back, top), (tip, top + thick / 2.0), (back, top + thick)],
        Token::fill(hue),
        s.line,
    );
}

fn value_item(
    row: &BulletRow,
    columns: &Columns,
    scale: &Scale,
    bed: (f64, f64),
    values_top: f64,
    s: &Setting,
) -> Item {
    let mut item = Item::mark(&row.value, &row.label);
    let inset = s.line / 2.0;
    let (top, thick) = (bed.0, s.bar);
    if let Some(value) = row.value.number() {
        let token = legend::bar(row.value.evidence);
        if from_zero(scale) {
            let (zero, end) = (scale.at(0.0), scale.at(value));
            let (from, to) = (zero.min(end), zero.max(end));
            // A bar is never thinner than its outline, so that zero shows too.
            let to = to.max(from + s.line);
            item.rect(
                (from + inset, top + thick * 0.2),
                (to - inset, top + thick * 0.8),
                token,
                s.line,
            );
            item.path(
                [(zero, bed.0 - s.line), (zero, bed.0 + bed.1 + s.line)],
                Token::line(Hue::Ink),
                s.line,
            );
        } else {
            let radius = thick * 0.38;
            let x = scale
                .at(value)
                .clamp(columns.left + radius, columns.right - radius);
            item.circle((x, top + thick / 2.0), radius, token, s.line);
        }
        if !scale.range.holds(value) {
            beyond(&mut item, value, scale, (top, thick), Hue::Accent, s);
        }
    }
    let text = if row.value.text.trim().is_empty() {
        "—"
    } else {
        row.value.text.as_str()
    };
    let hue = if row.value.number().is_some() {
        Hue::Ink
    } else {
        Hue::Muted
    };
    let label = Label::new(
        fit(text, s.value, true, columns.values.max(s.value * 1.2)),
        s.value,
        hue,
    );
    item.text(
        label.bold().anchor(Anchor::End),
        s.width,
        base(values_top + s.value * 0.65, s.value),
    );
    item
}

fn previous_item(
    previous: &Mark,
    row: &BulletRow,
    columns: &Columns,
    scale: &Scale,
    bed_top: f64,
    s: &Setting,
) -> Item {
    let mut item = Item::mark(previous, &row.label);
    if let Some(value) = previous.number() {
        let (zero, end) = (scale.at(0.0), scale.at(value));
        if from_zero(scale) {
            let (from, to) = (zero.min(end), zero.max(end).max(zero.min(end) + s.line));
            let top = bed_top + s.bar * 0.92;
            item.rect(
                (from, top),
                (to, top + s.bar * 0.3),
                Token::fill(Hue::Soft),
                s.line,
            );
        } else {
            let radius = s.bar * 0.26;
            let x = end.clamp(columns.left + radius, columns.right - radius);
            item.circle(
                (x, bed_top + s.bar / 2.0),
                radius,
                Token::fill(Hue::Soft),
                s.line,
            );
        }
        if !scale.range.holds(value) {
            beyond(
                &mut item,
                value,
                scale,
                (bed_top + s.bar * 0.9, s.bar * 0.35),
                Hue::Soft,
                s,
            );
        }
    }
    item
}

/// The tick of a standard, with a flag on the side that is good.
fn target_item(
    target: &Target,
    caption: Option<&Placed>,
    row: &BulletRow,
    scale: &Scale,
    (top, bed): (f64, f64),
    s: &Setting,
) -> Item {
    let mut item = Item::mark(&target.mark, &target.label);
    let Some(value) = target.mark.number() else {
        return item;
    };
    if !scale.range.holds(value) {
        beyond(
            &mut item,
            value,
            scale,
            (top + bed * 0.2, bed * 0.6),
            Hue::Ink,
            s,
        );
        return item;
    }
    let x = scale.at(value);
    let half = s.line * 1.3;
    let (upper, lower) = (top - 2.0 * s.line, top + bed + s.line);
    let far = caption.is_some_and(|placed| placed.lane > 0);
    if let (true, Some(placed)) = (far, caption) {
        let reach = placed.reach(top, bed, s);
        item.path(
            [(x, reach), (x, if reach < top { upper } else { lower })],
            Token::line(Hue::Ink),
            s.line * 0.6,
        );
    }
    let token = match target.mark.evidence {
        Evidence::Estimated | Evidence::Illustrative => TICK.dashed(Dash::Dotted),
        _ => TICK,
    };
    item.rect((x - half, upper), (x + half, lower), token, s.line);
    let flag = match row.better {
        Better::Higher => s.bar * 0.3,
        Better::Lower => -s.bar * 0.3,
        Better::Neither => return item,
    };
    let side = x + half * flag.signum();
    item.polygon(
        [
            (side, upper),
            (side + flag, upper + flag.abs() * 0.6),
            (side, upper + flag.abs() * 1.2),
        ],
        Token::fill(Hue::Ink),
        s.line,
    );
    item
}
