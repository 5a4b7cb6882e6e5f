//! A flow from left to right: columns of boxes in bands below each other.
//!
//! Columns stand at the same places in all bands, so that the channels between
//! them run through the whole drawing and an arrow needs no more than two of
//! them and one gutter to get anywhere.

use super::{Card, Flow, Layers, labels::Labels, stroke};
use crate::chart::{
    boxes::{Block, Face, arrow, head},
    drawing::{Anchor, Drawing, Item},
    metrics::room,
    setting::Setting,
    token::Hue,
};

mod route;
mod tracks;

use route::Route;
use tracks::{Track, Tracks, Way};

/// Where a step stands.
#[derive(Debug, Clone, Copy, Default)]
struct Seat {
    band: usize,
    column: usize,
    top: f64,
    bottom: f64,
}

impl Seat {
    fn middle(&self) -> f64 {
        f64::midpoint(self.top, self.bottom)
    }
}

/// Columns of boxes and the channels beside them.
struct Columns {
    count: usize,
    width: f64,
    /// The left edge of each channel and its width; one more than columns.
    channels: Vec<(f64, f64)>,
}

impl Columns {
    fn left(&self, column: usize) -> f64 {
        let (left, width) = self.channels[column];
        left + width
    }

    fn right(&self, column: usize) -> f64 {
        self.left(column) + self.width
    }
}

/// Where bands and gutters stand.
struct Levels {
    /// The top of each gutter: above each band, and below the last.
    gutters: Vec<f64>,
    bottom: f64,
}

pub(super) fn lay_out(flow: &Flow, layers: &Layers, s: &Setting) -> Drawing {
    let (count, channel) = count(flow, layers, s);
    let mut seats = vec![Seat::default(); flow.steps.len()];
    for (i, layer) in layers.layers.iter().enumerate() {
        for step in layer {
            (seats[*step].band, seats[*step].column) = (i / count, i % count);
        }
    }
    let tracks = Tracks::of(layers, &seats, count);
    let columns = columns(count, channel, &tracks, s);
    let cards: Vec<Card> = flow
        .steps
        .iter()
        .map(|step| Card::new(step, columns.width, s))
        .collect();
    let words: Vec<Block> = layers
        .edges
        .iter()
        .zip(&tracks.edges)
        .map(|(link, track)| {
            let (width, lines) = match track.way {
                Way::Next => (columns.channels[track.out.0].1 - s.line * 2.0, 2),
                Way::Gutter(_) => {
                    let [a, b] = [track.out, track.into].map(|it| tracks.x(it, &columns, s));
                    // No box stands in a gutter: words may be longer than their line.
                    (((a - b).abs() - s.gap).max(s.width * 0.25), 1)
                }
            };
            let mut block = Block::default();
            if width > s.small * 1.5 {
                let face = Face::new(s.small, Hue::Muted);
                block.add_even(&flow.edges[link.edge].label, face, width, lines, 0.0);
            }
            block
        })
        .collect();
    let beside = words
        .iter()
        .zip(&tracks.edges)
        .filter(|(_, track)| track.way == Way::Next)
        .map(|(block, _)| block.height + s.line * 3.0)
        .fold(0.0, f64::max);
    let levels = settle(layers, &mut seats, &cards, &tracks, beside, s);

    let ports = route::ports(layers, &seats, &tracks, s);
    let routes: Vec<Route> = layers
        .edges
        .iter()
        .zip(&tracks.edges)
        .zip(ports)
        .map(|((link, track), port)| {
            let ends = (&seats[link.from], &seats[link.to]);
            Route::new(ends, port, &tracks, track, &columns, &levels, s)
        })
        .collect();
    let ways = routes.iter().map(|route| route.points.as_slice());
    let mut labels = Labels::new(s.width, ways);
    let mut items = Vec::with_capacity(flow.steps.len() + layers.edges.len());
    let meets = layers.meets();
    for (i, ((link, route), block)) in layers.edges.iter().zip(&routes).zip(words).enumerate() {
        let edge = &flow.edges[link.edge];
        let mut item = Item::keyed(&edge.key, &edge.label);
        arrow(&mut item, &route.points, stroke(link.back), s.line, s);
        let places = route.places(&block, meets[i], s);
        let within = places.into_iter().filter(|it| it[3] <= levels.bottom);
        if let Some([left, top, right, _]) = labels.take(&within.collect::<Vec<_>>()) {
            block.draw(&mut item, f64::midpoint(left, right), top, Anchor::Middle);
        }
        items.push(item);
    }
    for ((step, seat), card) in flow.steps.iter().zip(&seats).zip(cards) {
        let (left, right) = (columns.left(seat.column), columns.right(seat.column));
        items.extend(card.draw(step, (left, seat.top), (right, seat.bottom), s));
    }
    Drawing {
        width: s.width,
        height: levels.bottom,
        items,
    }
}

/// How many columns a band holds, and how wide the channels between them are
/// to be for the words of arrows.
fn count(flow: &Flow, layers: &Layers, s: &Setting) -> (usize, f64) {
    let mut depth = vec![0; flow.steps.len()];
    for (i, layer) in layers.layers.iter().enumerate() {
        for step in layer {
            depth[*step] = i;
        }
    }
    // Words to the next column stand in the channel: a few on one line, more
    // on two.
    let next = layers
        .edges
        .iter()
        .filter(|it| depth[it.from] + 1 == depth[it.to]);
    let words = next.map(|link| {
        let whole = room(&flow.edges[link.edge].label, s.small, false);
        whole.min(s.small * 3.3).max(whole / 2.0 + s.small * 0.3) + s.small * 0.7
    });
    let channel = words.fold(s.gap * 3.4, f64::max).min(s.width * 0.125);
    let fits = |count: &usize| {
        let room = s.width - channel * (*count as f64 - 1.0) - s.gap * 4.0;
        room / *count as f64 >= s.label * 5.2
    };
    let most = (1..=6).rev().find(fits).unwrap_or(1);
    // Bands about as long as each other.
    let long = layers.layers.len().max(1);
    (long.div_ceil(long.div_ceil(most)), channel)
}

fn columns(count: usize, channel: f64, tracks: &Tracks, s: &Setting) -> Columns {
    let widths: Vec<f64> = (0..=count)
        .map(|i| {
            let used = tracks.channels[i];
            let lines = used as f64 * s.gap * 0.8;
            let heads = head(s) * 2.0 + s.gap * 0.6;
            match used {
                0 if i == 0 || i == count => s.line,
                _ if i == 0 => (heads + lines).min(s.gap * 5.0),
                _ if i == count => (s.gap * 0.4 + lines).min(s.gap * 5.0),
                _ => (heads + lines).clamp(channel, channel.max(s.gap * 5.0)),
            }
        })
        .collect();
    let width = (s.width - widths.iter().sum::<f64>()) / count as f64;
    let mut left = 0.0;
    let channels = widths
        .into_iter()
        .map(|wide| {
            let at = left;
            left += wide + width;
            (at, wide)
        })
        .collect();
    Columns {
        count,
        width,
        channels,
    }
}

/// From one line of a gutter to the next; words stand above theirs.
fn lane(s: &Setting) -> f64 {
    s.lane + s.line * 2.0
}

/// The height of the lines of a gutter, a little off the boxes above it.
fn along(lines: usize, s: &Setting) -> f64 {
    match lines {
        0 => 0.0,
        lines => s.gap * 0.4 + lines as f64 * lane(s),
    }
}

/// Gives every step its height: those of a band are equally high, those of a
/// layer stand around the middle of their band.
fn settle(
    layers: &Layers,
    seats: &mut [Seat],
    cards: &[Card],
    tracks: &Tracks,
    beside: f64,
    s: &Setting,
) -> Levels {
    let bands = tracks.gutters.len() - 1;
    let mut high = vec![2.0 * beside; bands];
    let mut most = vec![1_usize; bands];
    for layer in &layers.layers {
        for step in layer {
            let band = seats[*step].band;
            high[band] = cards[*step].height.max(high[band]);
            most[band] = most[band].max(layer.len());
        }
    }
    let between = s.between * 1.2;
    let stack = |count: usize, high: f64| count as f64 * (high + between) - between;
    let mut gutters = Vec::with_capacity(bands + 1);
    let mut tops = Vec::with_capacity(bands);
    let mut y = s.line;
    for band in 0..bands {
        gutters.push(y);
        let lines = along(tracks.gutters[band], s);
        y += match (band, tracks.gutters[band]) {
            (0, 0) => 0.0,
            (0, _) => lines + s.gap * 0.8,
            _ => (lines + s.gap).max(s.between * 1.4),
        };
        tops.push(y);
        y += stack(most[band], high[band]);
    }
    gutters.push(y);
    y += along(tracks.gutters[bands], s) + s.line;
    for layer in &layers.layers {
        let Some(first) = layer.first() else { continue };
        let band = seats[*first].band;
        let spare = stack(most[band], high[band]) - stack(layer.len(), high[band]);
        let mut top = tops[band] + spare / 2.0;
        for step in layer {
            (seats[*step].top, seats[*step].bottom) = (top, top + high[band]);
            top += high[band] + between;
        }
    }
    Levels { gutters, bottom: y }
}
