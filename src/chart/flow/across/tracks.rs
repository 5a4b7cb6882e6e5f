//! Which way each arrow takes, and its own line in channels and gutters.

use super::{Columns, Seat, lane};
use crate::chart::{
    boxes::head,
    flow::layers::{Layers, Link},
    setting::Setting,
};

/// The way an arrow takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// To the next column, through the channel between.
    Next,
    /// Along this gutter; each is above the band of its number.
    Gutter(usize),
}

/// A line along a channel: which channel, and which of its lines.
pub(super) type Slot = (usize, usize);

/// The lines of an arrow.
#[derive(Debug, Clone, Copy)]
pub(super) struct Track {
    pub(super) way: Way,
    /// Along the channel it leaves by.
    pub(super) out: Slot,
    /// Along the channel it arrives by.
    pub(super) into: Slot,
    /// Which line of its gutter.
    pub(super) lane: usize,
}

/// The lines of all arrows.
pub(super) struct Tracks {
    /// In the order of the edges.
    pub(super) edges: Vec<Track>,
    /// How many lines each channel has.
    pub(super) channels: Vec<usize>,
    /// How many lines each gutter has.
    pub(super) gutters: Vec<usize>,
}

/// More lines than this in one place lie on the last.
const MOST: usize = 12;

/// A line is searched for places free of more stretches than this no longer.
const MOST_ON_A_LINE: usize = 200;

impl Tracks {
    pub(super) fn of(layers: &Layers, seats: &[Seat], count: usize) -> Self {
        let bands = layers.layers.len().div_ceil(count);
        let alone = |step: usize| {
            let seat = &seats[step];
            layers.layers[seat.band * count + seat.column].len() == 1
        };
        let mut gutters: Vec<Vec<Vec<(usize, usize)>>> = vec![Vec::new(); bands + 1];
        let mut edges: Vec<Track> = layers
            .edges
            .iter()
            .map(|link| {
                let (out, into) = (seats[link.from].column + 1, seats[link.to].column);
                let way = way(link, seats);
                let lane = match way {
                    Way::Next => 0,
                    Way::Gutter(gutter) => free(&mut gutters[gutter], out.min(into), out.max(into)),
                };
                Track {
                    way,
                    out: (out, 0),
                    into: (into, 0),
                    lane,
                }
            })
            .collect();
        let mut channels = vec![0_usize; count + 1];
        let mut take = |slot: &mut Slot| {
            channels[slot.0] = (channels[slot.0] + 1).min(MOST);
            slot.1 = channels[slot.0] - 1;
        };
        // In a channel, what leaves stands left of what arrives, so that their
        // ways to and from the boxes do not lie on each other.
        for track in edges.iter_mut().filter(|it| it.way != Way::Next) {
            take(&mut track.out);
        }
        for i in nested(layers, &edges) {
            let link = &layers.edges[i];
            if !(alone(link.from) && alone(link.to)) {
                let track = &mut edges[i];
                take(&mut track.out);
                track.into = track.out;
            }
        }
        for track in edges.iter_mut().filter(|it| it.way != Way::Next) {
            take(&mut track.into);
        }
        Self {
            edges,
            channels,
            gutters: gutters.iter().map(Vec::len).collect(),
        }
    }

    /// The x of a line along a channel, clear of arrow heads.
    pub(super) fn x(&self, (channel, line): Slot, columns: &Columns, s: &Setting) -> f64 {
        let (left, width) = columns.channels[channel];
        let heads = if channel == columns.count {
            s.line
        } else {
            head(s) * 2.0 + s.gap * 0.3
        };
        let count = self.channels[channel].max(1) as f64;
        left + (width - heads).max(0.0) * (line as f64 + 0.5) / count
    }

    /// The y of a line along a gutter that begins at `top`.
    pub(super) fn y(lane_of: usize, top: f64, s: &Setting) -> f64 {
        top + s.gap * 0.4 + lane(s) * (lane_of as f64 + 1.0)
    }
}

/// The edges to the next column in the order of their lines: those that part
/// first, the furthest of them leftmost, then those that meet, the furthest
/// rightmost, so that neither kind crosses itself.
fn nested(layers: &Layers, edges: &[Track]) -> Vec<usize> {
    let count = layers.layers.iter().map(Vec::len).sum();
    let mut place = vec![0.0; count];
    for layer in &layers.layers {
        for (i, step) in layer.iter().enumerate() {
            place[*step] = i as f64 - layer.len() as f64 / 2.0;
        }
    }
    let meets = layers.meets();
    let mut keyed: Vec<(bool, f64, usize)> = Vec::new();
    for (i, link) in layers.edges.iter().enumerate() {
        if edges[i].way == Way::Next {
            let far: f64 = (place[link.to] - place[link.from]).abs();
            keyed.push((meets[i], if meets[i] { far } else { -far }, i));
        }
    }
    keyed.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    keyed.into_iter().map(|(_, _, i)| i).collect()
}

/// Forward ways run above their band; what goes back or on to another band
/// runs below.
fn way(link: &Link, seats: &[Seat]) -> Way {
    let (from, to) = (&seats[link.from], &seats[link.to]);
    if from.band > to.band {
        return Way::Gutter(to.band + 1);
    }
    if from.band < to.band || from.column >= to.column {
        return Way::Gutter(from.band + 1);
    }
    if from.column + 1 == to.column {
        Way::Next
    } else {
        Way::Gutter(from.band)
    }
}

/// The first line of a gutter on which a stretch touches no other.
fn free(lines: &mut Vec<Vec<(usize, usize)>>, low: usize, high: usize) -> usize {
    let place = lines.iter().position(|line| {
        line.len() < MOST_ON_A_LINE && line.iter().all(|it| high < it.0 || it.1 < low)
    });
    let place = place.unwrap_or_else(|| {
        if lines.len() < MOST {
            lines.push(Vec::new());
        }
        lines.len() - 1
    });
    lines[place].push((low, high));
    place
}
