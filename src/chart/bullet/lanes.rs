//! Lanes of small text above and below the bed of a row, in which captions of
//! ticks stand beside each other without touching.

use crate::{
    chart::{
        Target,
        drawing::base,
        metrics::{fit, room},
        range::{Range, Scale},
        setting::Setting,
        token::Hue,
    },
    model::Format,
};

/// Lanes in the order in which they are tried: above, below, above, below.
const LANES: usize = 4;

pub(super) struct Lanes {
    left: f64,
    right: f64,
    small: f64,
    apart: f64,
    placed: Vec<Placed>,
    taken: [Vec<(f64, f64)>; LANES],
}

/// A caption with its place.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) text: String,
    pub(super) left: f64,
    pub(super) hue: Hue,
    /// 0 and 2 are above the bed, 1 and 3 below it.
    pub(super) lane: usize,
}

impl Placed {
    /// Its base line, for a bed that begins at `top`.
    pub(super) fn base(&self, top: f64, bed: f64, s: &Setting) -> f64 {
        base(self.middle(top, bed, s), s.small)
    }

    /// Where a leader from its tick ends.
    pub(super) fn reach(&self, top: f64, bed: f64, s: &Setting) -> f64 {
        let half = s.small * 0.45;
        if self.lane.is_multiple_of(2) {
            self.middle(top, bed, s) + half
        } else {
            self.middle(top, bed, s) - half
        }
    }

    fn middle(&self, top: f64, bed: f64, s: &Setting) -> f64 {
        let away = s.lane * ((self.lane / 2) as f64 + 0.5);
        if self.lane.is_multiple_of(2) {
            top - 3.0 * s.line - away
        } else {
            top + bed + 2.0 * s.line + away
        }
    }
}

impl Lanes {
    pub(super) fn new(left: f64, right: f64, s: &Setting) -> Self {
        Self {
            left,
            right,
            small: s.small,
            apart: s.gap,
            placed: Vec::new(),
            taken: std::array::from_fn(|_| Vec::new()),
        }
    }

    /// Writes the ends of the scale below the bed.
    pub(super) fn ends(&mut self, range: &Range, format: &Format) {
        let most = (self.right - self.left) / 2.0 - self.apart;
        for (end, text) in [
            (0.0, format.number(range.low)),
            (1.0, format.number(range.high)),
        ] {
            let width = room(&text, self.small, false);
            if width <= most {
                let left = self.left + (self.right - self.left - width) * end;
                self.put(
                    Placed {
                        text,
                        left,
                        hue: Hue::Muted,
                        lane: 1,
                    },
                    width,
                );
            }
        }
    }

    /// Places the captions of ticks; none where there is no room, or no value.
    pub(super) fn targets(&mut self, targets: &[Target], scale: &Scale) -> Vec<Option<Placed>> {
        let mut captions: Vec<Option<Placed>> = vec![None; targets.len()];
        let mut ticks: Vec<(usize, f64, String, f64)> = targets
            .iter()
            .enumerate()
            .filter_map(|(i, target)| {
                let x = scale.at(target.mark.number()?);
                let text = fit(
                    &target.caption(),
                    self.small,
                    false,
                    (self.right - self.left) * 0.7,
                )
                .into_owned();
                let width = room(&text, self.small, false);
                (!text.trim().is_empty()).then_some((i, x, text, width))
            })
            .collect();
        ticks.sort_by(|a, b| a.1.total_cmp(&b.1));
        let crowded = |a: Option<&(usize, f64, String, f64)>,
                       b: Option<&(usize, f64, String, f64)>| {
            a.zip(b)
                .is_some_and(|(a, b)| b.1 - a.1 < f64::midpoint(a.3, b.3) + self.apart)
        };
        let first: Vec<f64> = (0..ticks.len())
            .map(|i| {
                match (
                    crowded(i.checked_sub(1).and_then(|p| ticks.get(p)), ticks.get(i)),
                    crowded(ticks.get(i), ticks.get(i + 1)),
                ) {
                    (false, true) => 1.0,
                    (true, _) => 0.0,
                    (false, false) => 0.5,
                }
            })
            .collect();
        for ((i, x, text, width), first) in ticks.into_iter().zip(first) {
            captions[i] = self.place(x, text, width, first);
        }
        captions
    }

    /// Places a caption near `x`: `first` is the part of it that lies left of
    /// its tick in the place tried first.
    fn place(&mut self, x: f64, text: String, width: f64, first: f64) -> Option<Placed> {
        for lane in 0..LANES {
            for part in [first, 0.5, 1.0, 0.0] {
                let left = (x - width * part).clamp(self.left, (self.right - width).max(self.left));
                let apart = self.apart;
                if self.taken[lane]
                    .iter()
                    .all(|(a, b)| left + width + apart <= *a || *b + apart <= left)
                {
                    let placed = Placed {
                        text,
                        left,
                        hue: Hue::Ink,
                        lane,
                    };
                    self.put(placed.clone(), width);
                    return Some(placed);
                }
            }
        }
        None
    }

    fn put(&mut self, placed: Placed, width: f64) {
        self.taken[placed.lane].push((placed.left, placed.left + width));
        self.placed.push(placed);
    }

    pub(super) fn placed(&self) -> &[Placed] {
        &self.placed
    }

    /// How many lanes are used above the bed.
    pub(super) fn above(&self) -> usize {
        self.used(0)
    }

    /// How many lanes are used below the bed.
    pub(super) fn below(&self) -> usize {
        self.used(1)
    }

    fn used(&self, side: usize) -> usize {
        match (self.taken[side + 2].is_empty(), self.taken[side].is_empty()) {
            (false, _) => 2,
            (true, false) => 1,
            (true, true) => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::{Mark, Size};

    #[test]
    fn alternative_standards_keep_their_captions() {
        fn case(values: &[f64], lanes: &[Option<usize>]) {
            let s = Setting::of(Size::Page);
            let scale = Range::new(0.0, 100.0).scale(0.0, 500.0);
            let target = |value: &f64| Target {
                label: String::new(),
                mark: Mark {
                    value: Some(*value),
                    text: "standard 79".into(),
                    ..Mark::default()
                },
            };
            let placed = Lanes::new(0.0, 500.0, &s)
                .targets(&values.iter().map(target).collect::<Vec<_>>(), &scale);
            assert_eq!(
                placed
                    .iter()
                    .map(|p| p.as_ref().map(|p| p.lane))
                    .collect::<Vec<_>>(),
                lanes,
                "{values:?}"
            );
        }
        case(&[79.0], &[Some(0)]);
        case(&[79.0, 20.0], &[Some(0), Some(0)]);
        case(&[50.0, 52.0], &[Some(0), Some(0)]);
        case(&[50.0, 52.0, 54.0], &[Some(0), Some(0), Some(1)]);
        case(
            &[99.0, 99.0, 99.0, 99.0],
            &[Some(0), Some(1), Some(2), Some(3)],
        );
        case(&[f64::NAN], &[None]);
    }
}
