//! Steps, from left to right in as many rows as they need.

use super::{Diagram, arrow, list, number, radius};
use crate::chart::{
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Hue, Token},
};

pub(super) fn lay_out(chart: &Diagram, s: &Setting) -> Drawing {
    if s.stacked {
        return list(chart, 0.0, s).0;
    }
    let count = chart.items.len();
    let gap = s.gap * 2.0;
    let most = ((s.width + gap) / (s.label * 6.0 + gap)).floor().max(1.0) as usize;
    let columns = count.div_ceil(count.div_ceil(most));
    let width = (s.width - gap * (columns as f64 - 1.0)) / columns as f64;
    let radius = radius(s);
    let mut items = Vec::with_capacity(count);
    let mut top = s.line;
    for (row, steps) in chart.items.chunks(columns).enumerate() {
        let y = top + radius;
        let mut high: f64 = 0.0;
        for (column, it) in steps.iter().enumerate() {
            let i = row * columns + column;
            let left = (width + gap) * column as f64;
            let mut item = Item::keyed(&it.key, &it.label);
            let x = left + radius + s.line;
            number(&mut item, i, (x, y), s);
            if i + 1 < count {
                let from = (x + radius + s.gap * 0.5, y);
                // To the next disc, or to the end of the row.
                let end = (left + width + gap - s.gap * 0.5).min(s.width);
                arrow(
                    &mut item,
                    &[from, (end, y)],
                    Token::line(Hue::Muted),
                    s.line,
                    s,
                );
            }
            let block = it.block(width, s);
            high = high.max(block.height);
            block.draw(&mut item, left, y + radius + s.gap * 0.8, Anchor::Start);
            items.push(item);
        }
        top = y + radius + s.gap * 0.8 + high + s.between * 1.6;
    }
    Drawing {
        width: s.width,
        height: top - s.between * 1.6 + s.line,
        items,
    }
}
