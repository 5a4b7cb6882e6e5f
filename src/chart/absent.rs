//! What has no place in a plot because it has no value: named below it, with
//! the reason, so that nothing is left out in silence.

use super::{
    Mark,
    drawing::{Item, Label, base},
    metrics::{fit, room},
    setting::Setting,
    token::{Dash, Hue, Token},
};

/// Writes the marks without a value and what they are of, line after line from
/// `y` downward, and returns the height that takes. What does not fit into a
/// few lines keeps its mark for the table to point at, without words.
pub(super) fn absent(
    items: &mut Vec<Item>,
    marks: &[(&Mark, &str)],
    no_data: &str,
    y: f64,
    s: &Setting,
) -> f64 {
    const LINES: u32 = 3;
    let box_side = s.small * 0.7;
    let (mut left, mut line) = (0.0, 0);
    for (mark, label) in marks {
        let mut item = Item::mark(mark, label);
        let reason = if mark.reason.trim().is_empty() {
            no_data
        } else {
            &mark.reason
        };
        let text = format!("{label} {reason}");
        let text = fit(text.trim(), s.small, false, s.width - box_side - s.gap);
        let width = box_side + s.gap * 0.6 + room(&text, s.small, false);
        if left > 0.0 && left + width > s.width {
            left = 0.0;
            line += 1;
        }
        if line < LINES {
            let middle = y + s.lane * (f64::from(line) + 0.5);
            let inset = s.line / 2.0;
            item.rect(
                (left + inset, middle - box_side / 2.0),
                (left + box_side - inset, middle + box_side / 2.0 - inset),
                Token::line(Hue::Muted).dashed(Dash::Dashed),
                s.line * 0.7,
            );
            let x = left + box_side + s.gap * 0.6;
            item.text(
                Label::new(text, s.small, Hue::Muted),
                x,
                base(middle, s.small),
            );
            left += width + s.gap * 1.8;
        }
        items.push(item);
    }
    if marks.is_empty() {
        0.0
    } else {
        s.lane * f64::from((line + 1).min(LINES))
    }
}
