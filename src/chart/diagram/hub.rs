//! A centre and what belongs to it.

use super::{Block, Diagram, Face};
use crate::chart::{
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Hue, Token},
};

/// The centre in its box.
struct Centre {
    block: Block,
    wide: f64,
    high: f64,
}

impl Centre {
    fn new(chart: &Diagram, width: f64, s: &Setting) -> Self {
        let pad = s.gap * 1.2;
        let mut block = Block::default();
        let face = Face::new(s.label, Hue::Ink).bold();
        block.add_even(&chart.centre, face, width - 2.0 * pad, 4, 0.0);
        Self {
            wide: width,
            high: block.height.max(s.lane) + 2.0 * pad,
            block,
        }
    }

    fn draw(self, item: &mut Item, left: f64, top: f64, s: &Setting) {
        let frame = Token::outlined(Hue::Paper, Hue::Accent);
        let to = (left + self.wide, top + self.high);
        item.rect((left, top), to, frame, s.line * 1.4);
        let y = top + (self.high - self.block.height) / 2.0;
        self.block
            .draw(item, left + self.wide / 2.0, y, Anchor::Middle);
    }
}

pub(super) fn lay_out(chart: &Diagram, s: &Setting) -> Drawing {
    if s.stacked {
        return below(chart, s);
    }
    let wide = s.width * 0.26;
    let spoke = s.gap * 4.4;
    let side = (s.width - wide) / 2.0 - spoke;
    let centre = Centre::new(chart, wide, s);
    let apart = s.between * 1.1;
    // The first half at the left, so that both sides are read downward.
    let half = chart.items.len().div_ceil(2);
    let columns = [&chart.items[..half], &chart.items[half..]];
    let blocks =
        columns.map(|items| -> Vec<Block> { items.iter().map(|it| it.block(side, s)).collect() });
    let heights = blocks.each_ref().map(|blocks| {
        let all: f64 = blocks.iter().map(|block| tall(block, s) + apart).sum();
        all - apart
    });
    let height = heights[0].max(heights[1]).max(centre.high) + 2.0 * s.line;
    let middle = height / 2.0;
    let (left, right) = ((s.width - wide) / 2.0, f64::midpoint(s.width, wide));
    let (high, mut items) = (centre.high, Vec::with_capacity(chart.items.len() + 1));
    for (column, blocks) in blocks.into_iter().enumerate() {
        let mut y = middle - heights[column] / 2.0;
        let spread = columns[column].len();
        for (i, (it, block)) in columns[column].iter().zip(blocks).enumerate() {
            let mut item = Item::keyed(&it.key, &it.label);
            let (words, tall) = (block.height, tall(&block, s));
            let at = y + tall / 2.0;
            // Spokes leave the box at even distances.
            let port = middle - high / 2.0 + high * (i as f64 + 0.5) / spread as f64;
            let (from, to, x, anchor) = if column == 0 {
                let end = left - spoke + s.gap * 0.8;
                (left, end, left - spoke, Anchor::End)
            } else {
                let end = right + spoke - s.gap * 0.8;
                (right, end, right + spoke, Anchor::Start)
            };
            let line = [(from, port), (to, at)];
            item.path(line, Token::line(Hue::Muted), s.line * 0.7);
            item.circle((to, at), s.line * 1.8, Token::fill(Hue::Accent), s.line);
            block.draw(&mut item, x, at - words / 2.0, anchor);
            items.push(item);
            y += tall + apart;
        }
    }
    let mut item = centre_item(chart);
    centre.draw(&mut item, left, middle - high / 2.0, s);
    items.push(item);
    Drawing {
        width: s.width,
        height,
        items,
    }
}

/// The mark of the centre, where it has a key.
fn centre_item(chart: &Diagram) -> Item {
    if chart.centre_key.is_empty() {
        return Item::plain();
    }
    Item::keyed(&chart.centre_key, &chart.centre)
}

/// The height of an item; one without words has its dot.
fn tall(block: &Block, s: &Setting) -> f64 {
    block.height.max(s.lane)
}

/// The centre above what belongs to it.
fn below(chart: &Diagram, s: &Setting) -> Drawing {
    let centre = Centre::new(chart, s.width - 2.0 * s.line, s);
    let trunk = s.gap * 1.2;
    let text = trunk + s.gap * 2.2;
    let mut items = Vec::with_capacity(chart.items.len() + 2);
    let foot = s.line + centre.high;
    let mut top = foot + s.between;
    let mut last = foot;
    for it in &chart.items {
        let mut item = Item::keyed(&it.key, &it.label);
        let block = it.block(s.width - text, s);
        let y = top
            + if block.is_empty() {
                s.lane / 2.0
            } else {
                block.first()
            };
        let end = text - s.gap * 0.7;
        item.path(
            [(trunk, y), (end, y)],
            Token::line(Hue::Muted),
            s.line * 0.7,
        );
        item.circle((end, y), s.line * 1.8, Token::fill(Hue::Accent), s.line);
        last = y;
        let high = block.height.max(s.lane);
        block.draw(&mut item, text, top, Anchor::Start);
        items.push(item);
        top += high + s.between * 0.8;
    }
    let mut item = centre_item(chart);
    item.path(
        [(trunk, foot), (trunk, last)],
        Token::line(Hue::Muted),
        s.line * 0.7,
    );
    centre.draw(&mut item, s.line, s.line, s);
    items.push(item);
    Drawing {
        width: s.width,
        height: top - s.between * 0.8 + s.line,
        items,
    }
}
