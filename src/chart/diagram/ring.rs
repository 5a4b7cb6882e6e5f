//! A cycle: discs on a ring with their words beside them, or a list with a way
//! back where a ring has no room.

use super::{Diagram, arrow, list, number, radius};
use crate::chart::{
    boxes::{Block, Face},
    declutter::spread,
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Hue, Token},
};

/// More than this make a ring that is no longer seen as one.
const MOST: usize = 10;

pub(super) fn lay_out(chart: &Diagram, s: &Setting) -> Drawing {
    let count = chart.items.len();
    if s.stacked || !(2..=MOST).contains(&count) {
        return back(chart, s);
    }
    let disc = radius(s);
    // Discs on a ring lie at least twice their width apart.
    let reach = (s.plot * 0.36).max(disc * count as f64 * 0.75);
    let side = s.width / 2.0 - reach - disc - s.gap * 1.4;
    let across = s.width * 0.5;
    let places: Vec<(f64, f64)> = (0..count).map(|i| turn(i as f64 / count as f64)).collect();
    let pole = |(x, _): (f64, f64)| x.abs() < 0.01;
    let blocks: Vec<Block> = chart
        .items
        .iter()
        .zip(&places)
        .map(|(it, at)| it.block(if pole(*at) { across } else { side }, s))
        .collect();
    // How high the words at the left and at the right are together.
    let apart = s.between * 0.7;
    let beside = |right: bool| {
        let heights = blocks
            .iter()
            .zip(&places)
            .filter(move |(_, at)| !pole(**at) && (at.0 > 0.0) == right)
            .map(|(block, _)| block.height + apart);
        heights.sum::<f64>()
    };
    let half = (reach + disc).max(beside(true).max(beside(false)) / 2.0);
    let at_pole = |upper: bool| {
        let found = blocks
            .iter()
            .zip(&places)
            .find(|(_, at)| pole(**at) && (at.1 < 0.0) == upper);
        found.map_or(0.0, |(block, _)| block.height + s.gap * 0.6)
    };
    let (above, below) = (at_pole(true), at_pole(false));
    let centre = (s.width / 2.0, s.line + above + half);
    let at = |(x, y): (f64, f64)| (centre.0 + x * reach, centre.1 + y * reach);

    let mut lines = Item::plain();
    arcs(&mut lines, count, reach, disc, &at, s);
    let mut middle = Block::default();
    let face = Face::new(s.label, Hue::Ink).bold();
    middle.add_even(&chart.centre, face, (reach - disc) * 1.7, 3, 0.0);
    let high = middle.height;
    middle.draw(&mut lines, centre.0, centre.1 - high / 2.0, Anchor::Middle);
    let mut items = vec![lines];
    for (i, it) in chart.items.iter().enumerate() {
        let mut item = Item::keyed(&it.key, &it.label);
        number(&mut item, i, at(places[i]), s);
        items.push(item);
    }
    for right in [true, false] {
        let mut column: Vec<usize> = (0..count)
            .filter(|i| !pole(places[*i]) && (places[*i].0 > 0.0) == right)
            .collect();
        column.sort_by(|a, b| places[*a].1.total_cmp(&places[*b].1));
        let homes: Vec<(f64, f64)> = column
            .iter()
            .map(|i| (at(places[*i]).1, blocks[*i].height + apart))
            .collect();
        let middles = spread(&homes, centre.1 - half, centre.1 + half);
        for (i, middle) in column.into_iter().zip(middles) {
            let block = blocks[i].clone();
            let (x, anchor) = if right {
                (s.width - side, Anchor::Start)
            } else {
                (side, Anchor::End)
            };
            // Words follow their disc inward, unless they were moved from it or
            // reach down or up to another one.
            let near = at(places[i]).0 + (disc + s.gap * 1.3) * if right { 1.0 } else { -1.0 };
            let moved = (middle - at(places[i]).1).abs() > s.line;
            let reaches = places.iter().enumerate().any(|(j, it)| {
                let apart = (at(*it).1 - middle).abs();
                j != i && (it.0 > 0.0) == right && apart < block.height / 2.0 + disc + s.gap * 0.5
            });
            let x = if moved || reaches { x } else { near };
            let top = middle - block.height / 2.0;
            block.draw(&mut items[i + 1], x, top, anchor);
        }
    }
    for i in (0..count).filter(|i| pole(places[*i])) {
        let block = blocks[i].clone();
        let top = if places[i].1 < 0.0 {
            s.line
        } else {
            centre.1 + half + s.gap * 0.6
        };
        block.draw(&mut items[i + 1], centre.0, top, Anchor::Middle);
    }
    Drawing {
        width: s.width,
        height: centre.1 + half + below + s.line,
        items,
    }
}

/// Draws the arcs from disc to disc, clockwise.
fn arcs(
    lines: &mut Item,
    count: usize,
    reach: f64,
    disc: f64,
    at: &dyn Fn((f64, f64)) -> (f64, f64),
    s: &Setting,
) {
    // As a share of the ring.
    let free = (disc + s.gap * 0.5) / (reach * std::f64::consts::TAU);
    for i in 0..count {
        let from = i as f64 / count as f64 + free;
        let to = (i as f64 + 1.0) / count as f64 - free;
        if to <= from {
            continue;
        }
        let points: Vec<(f64, f64)> = (0..=16_u8)
            .map(|k| at(turn(from + (to - from) * f64::from(k) / 16.0)))
            .collect();
        // The last piece of an arc is shorter than an arrow head; the head
        // stands on the chord of the last quarter.
        let (shaft, tip) = (&points[..13], points[16]);
        lines.path(shaft.iter().copied(), Token::line(Hue::Muted), s.line);
        arrow(
            lines,
            &[points[12], tip],
            Token::line(Hue::Muted),
            s.line,
            s,
        );
    }
}

/// The point at this share of a circle, clockwise from its top. By hand: sines
/// of the machine differ in their last bits, and drawings must not.
fn turn(share: f64) -> (f64, f64) {
    let quarters = (share - share.floor()) * 4.0;
    let quarter = quarters.floor();
    let x = (quarters - quarter) * std::f64::consts::FRAC_PI_2;
    let series = |first: f64, from: f64| {
        let (mut term, mut sum, mut n) = (first, first, from);
        for _ in 0..12 {
            term *= -x * x / ((n + 1.0) * (n + 2.0));
            sum += term;
            n += 2.0;
        }
        sum
    };
    let (sine, cosine) = (series(x, 1.0), series(1.0, 0.0));
    match quarter as i32 {
        0 => (sine, -cosine),
        1 => (cosine, sine),
        2 => (-sine, cosine),
        _ => (-cosine, -sine),
    }
}

/// The items below each other with a line from the last to the first.
fn back(chart: &Diagram, s: &Setting) -> Drawing {
    let margin = s.gap * 2.4;
    let (mut drawing, discs) = list(chart, margin, s);
    if let ([first, .., last], true) = (&*discs, discs.len() > 1) {
        let mut item = Item::plain();
        let edge = radius(s) + s.line;
        let points = [
            (last.0 - edge, last.1),
            (s.line, last.1),
            (s.line, first.1),
            (first.0 - edge, first.1),
        ];
        arrow(&mut item, &points, Token::line(Hue::Muted), s.line, s);
        drawing.items.push(item);
    }
    if chart.centre.trim().is_empty() {
        return drawing;
    }
    // Its middle becomes a heading.
    let mut head = Item::plain();
    let mut block = Block::default();
    block.add(
        &chart.centre,
        Face::new(s.label, Hue::Ink).bold(),
        s.width,
        2,
        0.0,
    );
    let down = block.height + s.between;
    block.draw(&mut head, 0.0, 0.0, Anchor::Start);
    for item in &mut drawing.items {
        item.shift(0.0, down);
    }
    drawing.items.push(head);
    drawing.height += down;
    drawing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_a_circle() {
        fn case(share: f64, x: f64, y: f64) {
            let (a, b) = turn(share);
            assert!(
                (a - x).abs() < 1e-12 && (b - y).abs() < 1e-12,
                "{share}: {a} {b}"
            );
        }
        case(0.0, 0.0, -1.0);
        case(0.25, 1.0, 0.0);
        case(0.5, 0.0, 1.0);
        case(0.75, -1.0, 0.0);
        case(1.125, 0.5_f64.sqrt(), -(0.5_f64.sqrt()));
    }
}
