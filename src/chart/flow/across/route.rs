//! The points of an arrow, and where its words stand.

use super::{Columns, Levels, Seat, Track, Tracks, Way};
use crate::chart::{boxes::Block, flow::layers::Layers, setting::Setting};

/// The way of an arrow in pixels.
pub(super) struct Route {
    pub(super) points: Vec<(f64, f64)>,
    way: Way,
    /// Of the drawing.
    width: f64,
}

/// At which heights each edge leaves its first box and reaches its second.
pub(super) fn ports(
    layers: &Layers,
    seats: &[Seat],
    tracks: &Tracks,
    s: &Setting,
) -> Vec<(f64, f64)> {
    let mut ports = vec![(0.0, 0.0); layers.edges.len()];
    for leaving in [true, false] {
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); seats.len()];
        for (i, link) in layers.edges.iter().enumerate() {
            beside[if leaving { link.from } else { link.to }].push(i);
        }
        for (step, mut edges) in beside.into_iter().enumerate() {
            let own = &seats[step];
            // From the top: what comes from above, what goes straight, what
            // comes from below.
            let height = |i: usize| {
                let link = &layers.edges[i];
                let other = &seats[if leaving { link.to } else { link.from }];
                match tracks.edges[i].way {
                    Way::Next => other.middle() - own.middle(),
                    Way::Gutter(gutter) if gutter <= own.band => f64::MIN,
                    Way::Gutter(_) => f64::MAX,
                }
            };
            edges.sort_by(|a, b| height(*a).total_cmp(&height(*b)));
            let straight = edges.iter().position(|i| height(*i).abs() < 0.5);
            let last = edges.len().saturating_sub(1) as f64;
            let centre = straight.map_or(last / 2.0, |place| place as f64);
            let reach = centre.max(last - centre).max(1.0);
            let half = (own.bottom - own.top) / 2.0;
            let apart = (s.gap * 0.9).min((half - s.line * 3.0).max(0.0) / reach);
            for (place, i) in edges.into_iter().enumerate() {
                let y = own.middle() + (place as f64 - centre) * apart;
                if leaving {
                    ports[i].0 = y;
                } else {
                    ports[i].1 = y;
                }
            }
        }
    }
    ports
}

impl Route {
    pub(super) fn new(
        (from, to): (&Seat, &Seat),
        (out, into): (f64, f64),
        tracks: &Tracks,
        track: &Track,
        columns: &Columns,
        levels: &Levels,
        s: &Setting,
    ) -> Self {
        let (start, end) = (columns.right(from.column), columns.left(to.column));
        let points = match track.way {
            Way::Next if (out - into).abs() < 0.5 => vec![(start, out), (end, out)],
            Way::Next => {
                let x = tracks.x(track.out, columns, s);
                vec![(start, out), (x, out), (x, into), (end, into)]
            }
            Way::Gutter(gutter) => {
                let [a, b] = [track.out, track.into].map(|slot| tracks.x(slot, columns, s));
                let y = Tracks::y(track.lane, levels.gutters[gutter], s);
                vec![
                    (start, out),
                    (a, out),
                    (a, y),
                    (b, y),
                    (b, into),
                    (end, into),
                ]
            }
        };
        Self {
            points,
            way: track.way,
            width: s.width,
        }
    }

    /// Where its words can stand, the better places first: at its end, or at
    /// its beginning where it `meets` others at its end.
    pub(super) fn places(&self, block: &Block, meets: bool, s: &Setting) -> Vec<[f64; 4]> {
        if block.is_empty() {
            return Vec::new();
        }
        let (wide, high) = (block.width(), block.height);
        let above = |x: f64, y: f64| {
            let foot = y - s.line * 1.4;
            [x - wide / 2.0, foot - high, x + wide / 2.0, foot]
        };
        let below = |x: f64, y: f64| {
            let top = y + s.line * 2.4;
            [x - wide / 2.0, top, x + wide / 2.0, top + high]
        };
        match self.way {
            Way::Next => {
                let (first, last) = (self.points[0], self.points[self.points.len() - 1]);
                let x = f64::midpoint(first.0, last.0);
                // On the side where its own line does not come from.
                let [begin, end] = if last.1 > first.1 + 0.5 {
                    [above(x, first.1), below(x, last.1)]
                } else {
                    [below(x, first.1), above(x, last.1)]
                };
                if meets {
                    vec![begin, end]
                } else {
                    vec![end, begin]
                }
            }
            Way::Gutter(_) => {
                let (a, b) = (self.points[2], self.points[3]);
                let half = wide / 2.0;
                let held = |x: f64| x.clamp(half, (self.width - half).max(half));
                let (low, high) = (a.0.min(b.0), a.0.max(b.0));
                vec![
                    above(held(f64::midpoint(low, high)), a.1),
                    above(held(low + half), a.1),
                    above(held(high - half), a.1),
                    above(held(high + half + s.gap), a.1),
                    above(held(low - half - s.gap), a.1),
                ]
            }
        }
    }
}
