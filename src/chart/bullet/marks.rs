//! The marks of a row: bed, bar or dot, last year, ticks of standards.

use super::{BulletRow, Columns, lanes::Placed};
use crate::{
    chart::{
        Mark, Target,
        drawing::{Anchor, Item, Label, base},
        legend::{self, tick},
        metrics::fit,
        range::Scale,
        setting::Setting,
        token::{Dash, Hue, Token},
    },
    model::Better,
};

/// The bed of the bar in its bands, the lowest the darkest.
pub(super) fn bands(item: &mut Item, row: &BulletRow, scale: &Scale, top: f64, bed: f64) {
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
pub(super) fn from_zero(scale: &Scale) -> bool {
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

pub(super) fn value_item(
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

pub(super) fn previous_item(
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
pub(super) fn target_item(
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
    let token = tick(target.mark.evidence);
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
