//! Levels above each other: a pyramid, or a ladder that is climbed.

use super::{Block, Diagram};
use crate::chart::{
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Hue, Token},
};

/// Slices of a triangle, the base first, with their words at the right.
pub(super) fn pyramid(chart: &Diagram, s: &Setting) -> Drawing {
    let count = chart.items.len();
    let wide = if s.stacked {
        s.width * 0.32
    } else {
        s.width * 0.36
    };
    let text = wide + s.gap * 2.4;
    let least = if s.stacked {
        s.lane * 2.0
    } else {
        s.lane * 2.6
    };
    let blocks: Vec<Block> = chart
        .items
        .iter()
        .map(|it| it.block(s.width - text, s))
        .collect();
    // Slices are equally high: their areas say nothing, and unequal ones would
    // seem to.
    let row = blocks
        .iter()
        .map(|block| block.height + s.between * 0.7)
        .fold(least, f64::max);
    let height = row * count as f64;
    let half = |y: f64| wide / 2.0 * (y / height).clamp(0.0, 1.0);
    let centre = wide / 2.0;
    let mut items = Vec::with_capacity(count);
    for (i, (it, block)) in chart.items.iter().zip(blocks).enumerate() {
        let mut item = Item::keyed(&it.key, &it.label);
        let top = row * (count - 1 - i) as f64;
        let (upper, lower) = (top + s.line, top + row - s.line);
        let (a, b) = (half(upper), half(lower));
        item.polygon(
            [
                (centre - a, upper),
                (centre + a, upper),
                (centre + b, lower),
                (centre - b, lower),
            ],
            Token::fill(Hue::Accent),
            s.line,
        );
        let middle = top + row / 2.0;
        let start = centre + half(middle) + s.gap * 0.5;
        let ends = [(start, middle), (text - s.gap * 0.6, middle)];
        item.path(ends, Token::line(Hue::Muted), s.line * 0.6);
        let high = block.height;
        block.draw(&mut item, text, middle - high / 2.0, Anchor::Start);
        items.push(item);
    }
    Drawing {
        width: s.width,
        height,
        items,
    }
}

/// Treads that rise to the right, the lowest first.
pub(super) fn ladder(chart: &Diagram, s: &Setting) -> Drawing {
    let count = chart.items.len();
    let step = (s.width * 0.5 / count as f64).min(s.width * 0.12);
    let left = |i: usize| step * i as f64 + s.line;
    let pad = s.gap * 0.9;
    let blocks: Vec<Block> = chart
        .items
        .iter()
        .enumerate()
        .map(|(i, it)| it.block(s.width - left(i) - pad, s))
        .collect();
    let mut items = Vec::with_capacity(count);
    let mut top = s.line * 2.0;
    for (i, (it, block)) in chart.items.iter().zip(blocks).enumerate().rev() {
        let mut item = Item::keyed(&it.key, &it.label);
        let bottom = top + block.height.max(s.lane) + s.between * 1.1;
        let x = left(i);
        if i + 1 < count {
            // Where the next tread lies above it.
            let ends = [(left(i + 1), top), (s.width, top)];
            item.path(ends, Token::line(Hue::Rule), s.line * 0.6);
        }
        let end = if i + 1 < count { left(i + 1) } else { s.width };
        let stair = [(x, bottom), (x, top), (end, top)];
        item.path(stair, Token::line(Hue::Accent), s.line * 1.8);
        let high = block.height;
        let start = top + (bottom - top - high) / 2.0;
        block.draw(&mut item, x + pad, start, Anchor::Start);
        items.push(item);
        top = bottom;
    }
    items.reverse();
    Drawing {
        width: s.width,
        height: top + s.line,
        items,
    }
}
