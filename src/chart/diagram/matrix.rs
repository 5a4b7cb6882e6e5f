//! Four fields between two axes.

use super::{Block, Diagram, Face};
use crate::chart::{
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Hue, Token},
};

pub(super) fn lay_out(chart: &Diagram, s: &Setting) -> Drawing {
    let axes = &chart.axes;
    let muted = Face::new(s.small, Hue::Muted);
    // Words of the rows stand at the left; on a narrow drawing above each row.
    let beside = if s.stacked { 0.0 } else { s.small * 5.2 };
    let rows: Vec<Block> = [&axes.upper, &axes.lower]
        .into_iter()
        .map(|text| {
            let mut block = Block::default();
            let width = if s.stacked { s.width } else { beside };
            block.add_even(text, muted, width, 3, 0.0);
            block
        })
        .collect();
    let named = rows.iter().any(|row| !row.is_empty());
    let left = if named && !s.stacked {
        beside + s.gap * 1.2
    } else {
        0.0
    };
    let pad = s.gap * 1.2;
    let field = (s.width - left) / 2.0;
    let inner = field - 2.0 * pad;

    let mut frame = Item::plain();
    let mut high: f64 = 0.0;
    for (i, text) in [&axes.left, &axes.right].into_iter().enumerate() {
        let mut block = Block::default();
        block.add_even(text, muted, inner, 2, 0.0);
        high = high.max(block.height);
        block.draw(
            &mut frame,
            left + field * i as f64 + pad,
            0.0,
            Anchor::Start,
        );
    }
    let mut top = if high > 0.0 {
        high + s.gap * 0.6
    } else {
        s.line
    };
    let first = top;
    let mut items: Vec<Item> = Vec::new();
    let mut middle = top;
    for (row, name) in rows.into_iter().enumerate() {
        let mut start = top;
        if s.stacked && !name.is_empty() {
            start += name.height;
        }
        let mut bottom = start
            + if s.stacked {
                s.lane * 3.0
            } else {
                s.lane * 4.5
            };
        for column in 0..2 {
            let mut y = start + pad;
            let x = left + field * f64::from(column) + pad;
            let place = row * 2 + column as usize;
            for it in chart.items.iter().skip(place).step_by(4) {
                let mut item = Item::keyed(&it.key, &it.label);
                let block = it.block(inner, s);
                let tall = block.height;
                block.draw(&mut item, x, y, Anchor::Start);
                items.push(item);
                y += tall + s.gap * 0.8;
            }
            bottom = bottom.max(y + pad - s.gap * 0.8);
        }
        if s.stacked {
            name.draw(&mut frame, pad, top + s.line * 2.0, Anchor::Start);
        } else {
            let y = f64::midpoint(start, bottom) - name.height / 2.0;
            name.draw(&mut frame, 0.0, y, Anchor::Start);
        }
        if row == 0 {
            middle = bottom;
        }
        top = bottom;
    }
    let cross = left + field;
    let mut lines = Item::plain();
    let (edge, right) = (left + s.line, s.width - s.line);
    lines.rect(
        (edge, first),
        (right, top),
        Token::line(Hue::Rule),
        s.line * 0.8,
    );
    let ink = Token::line(Hue::Ink);
    lines.path([(edge, middle), (right, middle)], ink, s.line);
    lines.path([(cross, first), (cross, top)], ink, s.line);
    items.insert(0, lines);
    items.insert(1, frame);
    Drawing {
        width: s.width,
        height: top + s.line,
        items,
    }
}
