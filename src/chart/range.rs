//! Ranges that plotters can be trusted with, and their ticks.
//!
//! Plotters 0.3.7 hangs on infinite ranges and panics on others, so no range
//! reaches it except through [`Range::new`]. Logarithmic axes are absent on
//! purpose: readers of reviews misread them.

use plotters::coord::{CoordTranslate, cartesian::Cartesian2d, types::RangedCoordf64};

use super::drawing::Tenths;
use crate::model::Format;

/// Beyond this a difference of two numbers could overflow.
const LIMIT: f64 = 1e300;

/// A range of finite numbers, its ends apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Range {
    /// Makes a range of any two numbers: in order, finite, and at least
    /// 10⁻⁹ of their size apart.
    pub(super) fn new(a: f64, b: f64) -> Self {
        let tame = |v: f64| {
            if v.is_nan() {
                0.0
            } else {
                v.clamp(-LIMIT, LIMIT)
            }
        };
        let (a, b) = (tame(a), tame(b));
        let (low, high) = (a.min(b), a.max(b));
        let size = low.abs().max(high.abs());
        if high - low >= (size * 1e-9).max(1e-300) {
            return Self { low, high };
        }
        let half = if size == 0.0 {
            0.5
        } else {
            (size * 0.05).max(1e-299)
        };
        Self {
            low: low - half,
            high: high + half,
        }
    }

    /// The range from the least to the greatest finite value, if there is any.
    pub(super) fn of(values: impl IntoIterator<Item = f64>) -> Option<(f64, f64)> {
        values
            .into_iter()
            .filter(|v| v.is_finite())
            .fold(None, |range, v| match range {
                None => Some((v, v)),
                Some((low, high)) => Some((low.min(v), high.max(v))),
            })
    }

    /// Reports whether `value` lies in it, its ends included.
    pub(super) fn holds(self, value: f64) -> bool {
        self.low <= value && value <= self.high
    }

    /// The range from 0 (or below, where values are) to a round number above
    /// every value.
    pub(super) fn from_zero(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = Self::of(values).unwrap_or((0.0, 1.0));
        Self::new(low.min(0.0), high.max(0.0)).rounded(5)
    }

    /// A round range around the values; it begins at zero when they come near
    /// it. Not for bars.
    pub(super) fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let (low, high) = Self::of(values).unwrap_or((0.0, 1.0));
        let low = if low >= 0.0 && low <= high * 0.4 {
            0.0
        } else {
            low
        };
        Self::new(low, high).rounded(4)
    }

    /// The range widened to whole steps.
    pub(super) fn rounded(self, steps: u8) -> Self {
        let step = self.step(steps, 0.0);
        let low = (self.low / step + 1e-9).floor() * step;
        let high = (self.high / step - 1e-9).ceil() * step;
        if low.is_finite() && high.is_finite() {
            Self::new(low, high)
        } else {
            self
        }
    }

    /// The range with a step more at an end on which one of `values` lies, so
    /// that its line is not taken for the axis; zero stays an end.
    pub(super) fn clear_of(self, values: impl Iterator<Item = f64>, steps: u8) -> Self {
        let step = self.step(steps, 0.0);
        let (mut low, mut high) = (self.low, self.high);
        for value in values.filter(|it| *it != 0.0) {
            if (value - self.low).abs() < step * 1e-6 {
                low = self.low - step;
            }
            if (value - self.high).abs() < step * 1e-6 {
                high = self.high + step;
            }
        }
        if low.is_finite() && high.is_finite() {
            Self::new(low, high)
        } else {
            self
        }
    }

    /// A round step (1, 2 or 5 times a power of ten) of which the range holds
    /// about `steps`, never finer than `least`.
    fn step(self, steps: u8, least: f64) -> f64 {
        let raw = ((self.high - self.low) / f64::from(steps.max(1))).max(least);
        // Through text: exact on every platform, which log10 and powi are not.
        let text = format!("{raw:e}");
        let (mantissa, exponent) = text.split_once('e').unwrap_or(("1", "0"));
        let ten: f64 = format!("1e{exponent}").parse().unwrap_or(1.0);
        let factor = match mantissa.parse().unwrap_or(1.0) {
            m if m <= 1.0 => 1.0,
            m if m <= 2.0 => 2.0,
            m if m <= 5.0 => 5.0,
            _ => 10.0,
        };
        factor * ten
    }

    /// Round values in the range with their texts, about `steps` of them; no
    /// two read the same.
    pub(super) fn ticks(self, steps: u8, format: &Format) -> Vec<(f64, String)> {
        let least: f64 = format!("1e-{}", format.decimals).parse().unwrap_or(0.0);
        let step = self.step(steps, least);
        let first = (self.low / step - 1e-9).ceil();
        let mut ticks: Vec<(f64, String)> = Vec::new();
        for i in 0..=u32::from(steps) * 2 + 2 {
            let value = (first + f64::from(i)) * step;
            if !value.is_finite() || value > self.high + step * 1e-9 {
                break;
            }
            let value = value.clamp(self.low, self.high);
            let text = format.number(value);
            if ticks.last().is_none_or(|(_, last)| *last != text) {
                ticks.push((value, text));
            }
        }
        ticks
    }

    /// The scale that lays the range along a page from `from` to `to`, in
    /// pixels; `to` may be the smaller, as for an axis that points up.
    pub(super) fn scale(self, from: f64, to: f64) -> Scale {
        let (from, to) = (Tenths::of(from).get(), Tenths::of(to).get());
        Scale {
            range: self,
            plane: Cartesian2d::new(self.low..self.high, 0.0..1.0, (from..to, 0..1)),
        }
    }
}

/// Values to pixels, by plotters' coordinates.
#[derive(Clone)]
pub(super) struct Scale {
    pub(super) range: Range,
    plane: Cartesian2d<RangedCoordf64, RangedCoordf64>,
}

impl Scale {
    /// The pixel of `value`; beyond the range, the range's end.
    pub(super) fn at(&self, value: f64) -> f64 {
        let value = if value.is_nan() {
            self.range.low
        } else {
            value.clamp(self.range.low, self.range.high)
        };
        f64::from(self.plane.translate(&(value, 0.0)).0) / 10.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_range_can_be_drawn() {
        fn case(a: f64, b: f64) {
            let range = Range::new(a, b);
            let size = range.low.abs().max(range.high.abs());
            assert!(range.low.is_finite() && range.high.is_finite(), "{a} {b}");
            assert!(
                range.high - range.low >= size * 1e-9 && range.high > range.low,
                "{a} {b}: {range:?}"
            );
            assert!((range.high - range.low).is_finite());
            assert!(range.ticks(5, &Format::plain(1)).len() < 16);
            assert!(range.scale(0.0, 100.0).at(b).is_finite());
        }
        let odd = [
            0.0,
            -0.0,
            1.0,
            5e-324,
            1e-300,
            1e300,
            f64::MAX,
            f64::MIN,
            f64::INFINITY,
            f64::NAN,
            80.0,
            80.000_000_000_1,
        ];
        for a in odd {
            for b in odd {
                case(a, b);
                case(-a, b);
            }
        }
    }

    #[test]
    fn ticks_are_round() {
        fn case(low: f64, high: f64, decimals: u8, texts: &[&str]) {
            let ticks = Range::new(low, high).ticks(4, &Format::plain(decimals));
            assert_eq!(
                ticks.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>(),
                texts
            );
        }
        case(0.0, 100.0, 0, &["0", "50", "100"]);
        case(70.0, 90.0, 0, &["70", "75", "80", "85", "90"]);
        case(0.0, 1.0, 0, &["0", "1"]);
        case(-2.0, 2.0, 1, &["−2.0", "−1.0", "0.0", "1.0", "2.0"]);
        case(80.0, 99.0, 0, &["80", "85", "90", "95"]);
    }

    #[test]
    fn no_target_lies_on_an_axis() {
        fn case(range: (f64, f64), target: f64, expected: (f64, f64)) {
            let range = Range::new(range.0, range.1).clear_of([target].into_iter(), 4);
            assert_eq!((range.low, range.high), expected, "{target}");
        }
        case((10.0, 16.0), 10.0, (8.0, 16.0));
        case((10.0, 16.0), 16.0, (10.0, 18.0));
        case((10.0, 16.0), 12.0, (10.0, 16.0));
        case((0.0, 16.0), 0.0, (0.0, 16.0));
    }

    #[test]
    fn a_value_lies_where_it_should() {
        let scale = Range::new(0.0, 90.0).scale(100.0, 500.0);
        assert!((scale.at(35.0) - (100.0 + 400.0 * 35.0 / 90.0)).abs() <= 0.1);
        let up = Range::new(0.0, 90.0).scale(500.0, 100.0);
        assert!((up.at(35.0) - (500.0 - 400.0 * 35.0 / 90.0)).abs() <= 0.1);
    }
}
