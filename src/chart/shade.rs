//! Shades of the one hue: for amounts, sorted into bins, and for the steps of
//! an ordered scale.

use super::{
    Mark, Words,
    drawing::{Anchor, Item, Label, base},
    legend::{self, Swatch},
    metrics::{fit, room},
    range::Range,
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::{Evidence, Format};

/// From the palest to the deepest.
const SHADES: [Hue; 5] = [
    Hue::Shade1,
    Hue::Shade2,
    Hue::Shade3,
    Hue::Shade4,
    Hue::Accent,
];

/// The shade of a step of so many: the first is the palest, the last the
/// deepest, and one alone is the accent. Of more than five, neighbours share one.
pub(super) fn of(step: usize, count: usize) -> Hue {
    let last = count.saturating_sub(1);
    if last == 0 {
        return Hue::Accent;
    }
    SHADES[(step.min(last) * 8 + last) / (2 * last)]
}

/// The hue of text on a shade.
pub(super) fn text(shade: Hue) -> Hue {
    match shade {
        Hue::Shade4 | Hue::Accent => Hue::OnDeep,
        _ => Hue::OnPale,
    }
}

/// Fills a rectangle by what stands behind its value: an estimate keeps its
/// shade and has a hatched strip at its foot, an example a dotted outline.
pub(super) fn fill(
    item: &mut Item,
    from: (f64, f64),
    to: (f64, f64),
    shade: Hue,
    evidence: Evidence,
    s: &Setting,
) {
    match evidence {
        Evidence::Illustrative => {
            let inset = (s.line / 2.0).min((to.0 - from.0) / 2.0);
            item.rect(
                (from.0 + inset, from.1 + inset),
                (to.0 - inset, to.1 - inset),
                Token::outlined(shade, Hue::Ink).dashed(Dash::Dotted),
                s.line,
            );
        }
        Evidence::Estimated => {
            item.rect(from, to, Token::fill(shade), s.line);
            let foot = (to.1 - from.1) * 0.17;
            for hue in [Hue::Paper, Hue::Hatch] {
                item.rect((from.0, to.1 - foot), to, Token::fill(hue), s.line);
            }
        }
        _ => item.rect(from, to, Token::fill(shade), s.line),
    }
}

/// Fills a segment of a stacked bar, a hairline apart from the next.
pub(super) fn segment(
    item: &mut Item,
    from: (f64, f64),
    to: (f64, f64),
    shade: Hue,
    evidence: Evidence,
    s: &Setting,
) {
    let right = if to.0 - from.0 > s.line * 2.0 {
        to.0 - s.line * 0.7
    } else {
        to.0
    };
    fill(item, from, (right, to.1), shade, evidence, s);
}

/// Writes a value in the middle of its segment if it fits, and reports that.
pub(super) fn inside(
    item: &mut Item,
    value: &str,
    from: (f64, f64),
    to: (f64, f64),
    shade: Hue,
    s: &Setting,
) -> bool {
    let fits = room(value, s.small, false) + s.gap * 0.8 <= to.0 - from.0;
    if fits {
        let label = Label::new(value, s.small, text(shade)).anchor(Anchor::Middle);
        let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1));
        item.text(label, x - s.line * 0.35, base(y, s.small));
    }
    fits
}

/// Strikes out the place of a missing value with slanted hairlines: apart from
/// the hatching of an estimate, which is of the accent.
pub(super) fn strike(
    item: &mut Item,
    (left, top): (f64, f64),
    (right, bottom): (f64, f64),
    s: &Setting,
) {
    let (width, height) = (right - left, bottom - top);
    let step = (s.small * 0.6).max((width + height) / 40.0);
    let middle = f64::midpoint(left + top, right + bottom);
    let many = (f64::midpoint(width, height) / step - 0.3).max(0.0).floor() as i32;
    for i in -many..=many {
        // The line on which x + y is this.
        let sum = middle + f64::from(i) * step;
        item.path(
            [
                (left.max(sum - bottom), bottom.min(sum - left)),
                (right.min(sum - top), top.max(sum - right)),
            ],
            Token::line(Hue::Muted),
            s.line * 0.4,
        );
    }
}

/// Bins of amounts, each with its shade. A value on a bound belongs above it.
pub(super) struct Bins {
    bounds: Vec<f64>,
}

impl Bins {
    /// Bins between the bounds given, at most five; failing those, five equal
    /// ones between round numbers that hold every value.
    pub(super) fn new(given: &[f64], values: impl Iterator<Item = f64>, format: &Format) -> Self {
        let mut bounds: Vec<f64> = given.iter().copied().filter(|v| v.is_finite()).collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        bounds.truncate(SHADES.len() - 1);
        if bounds.is_empty() {
            bounds = round(values, format);
        }
        Self { bounds }
    }

    /// The shade of a value.
    pub(super) fn shade(&self, value: f64) -> Hue {
        let bin = self.bounds.partition_point(|bound| *bound <= value);
        of(bin, self.bounds.len() + 1)
    }

    /// Draws the bins as one strip from `x` at `y`, two lanes high, the bounds
    /// below it and the unit at its right; returns where that ends.
    pub(super) fn legend(
        &self,
        item: &mut Item,
        format: &Format,
        unit: &str,
        (x, y): (f64, f64),
        s: &Setting,
    ) -> f64 {
        let bins = self.bounds.len() + 1;
        let texts: Vec<String> = self.bounds.iter().map(|b| format.number(*b)).collect();
        let most = (s.width - x) / bins as f64;
        let widest = texts
            .iter()
            .map(|text| room(text, s.small, false))
            .filter(|room| *room <= most - s.gap)
            .fold(0.0, f64::max);
        let width = (widest + s.gap).max(s.small * 3.2).min(most);
        let (top, bottom) = (y + s.lane * 0.2, y + s.lane * 0.8);
        for bin in 0..bins {
            let left = x + width * bin as f64;
            let shade = Token::fill(of(bin, bins));
            item.rect(
                (left, top),
                (left + width - s.line * 0.6, bottom),
                shade,
                s.line,
            );
        }
        for (i, text) in texts.into_iter().enumerate() {
            // A bound that has no room is left out: a cut number would lie.
            if room(&text, s.small, false) <= width - s.gap * 0.5 {
                let label = Label::new(text, s.small, Hue::Muted).anchor(Anchor::Middle);
                let at = x + width * (i as f64 + 1.0) - s.line * 0.3;
                item.text(label, at, base(y + s.lane * 1.4, s.small));
            }
        }
        let end = x + width * bins as f64;
        let unit = fit(unit, s.small, false, s.width - end - s.gap * 0.6);
        let label = Label::new(unit, s.small, Hue::Muted);
        let wide = label.room();
        item.text(label, end + s.gap * 0.6, base(y + s.lane * 0.5, s.small));
        if wide > 0.0 {
            end + s.gap * 0.6 + wide
        } else {
            end
        }
    }
}

/// Four bounds between five equal bins, each as round as the format prints it.
fn round(values: impl Iterator<Item = f64>, format: &Format) -> Vec<f64> {
    const LIMIT: f64 = 1e300;
    let Some((low, high)) = Range::of(values) else {
        return Vec::new();
    };
    let (low, high) = (low.clamp(-LIMIT, LIMIT), high.clamp(-LIMIT, LIMIT));
    let least: f64 = format!("1e-{}", format.decimals).parse().unwrap_or(1.0);
    let raw = ((high - low) / 5.0).max(least);
    // Through text: exact on every platform, which log10 and powi are not.
    let text = format!("{raw:e}");
    let exponent = text.split_once('e').map_or("0", |(_, exponent)| exponent);
    let ten: f64 = format!("1e{exponent}").parse().unwrap_or(1.0);
    let whole = |step: f64| {
        let steps = step / least;
        (steps - steps.round()).abs() < 1e-6 * steps
    };
    let factors = [
        1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0,
    ];
    let steps = factors.map(|factor| factor * ten);
    let fits = |step: &f64| {
        let from = (low / step + 1e-9).floor() * step;
        *step >= raw * (1.0 - 1e-9) && whole(*step) && from + 5.0 * step >= high
    };
    let step = steps.into_iter().find(fits).unwrap_or(20.0 * ten);
    let from = (low / step + 1e-9).floor() * step;
    let printed = |value: f64| {
        let text = format!("{value:.*}", usize::from(format.decimals));
        text.parse().unwrap_or(value)
    };
    let mut bounds: Vec<f64> = (1..5_u8)
        .map(|i| printed(from + f64::from(i) * step))
        .collect();
    bounds.dedup();
    bounds
}

/// What the legend says of marks that are shaded: what stands behind them, and
/// what a struck-out place is.
pub(super) fn entries<'a>(
    marks: impl Iterator<Item = &'a Mark>,
    words: &'a Words,
) -> Vec<(Swatch, &'a str)> {
    let (mut estimated, mut illustrative, mut missing) = (false, false, false);
    for mark in marks {
        match mark.number().map(|_| mark.evidence) {
            None => missing = true,
            Some(Evidence::Estimated) => estimated = true,
            Some(Evidence::Illustrative) => illustrative = true,
            Some(_) => {}
        }
    }
    let dotted = Token::outlined(Hue::Shade2, Hue::Ink).dashed(Dash::Dotted);
    [
        (
            estimated,
            Swatch::Bar(legend::bar(Evidence::Estimated)),
            &words.estimated,
        ),
        (illustrative, Swatch::Bar(dotted), &words.illustrative),
        (missing, Swatch::Void, &words.no_data),
    ]
    .into_iter()
    .filter(|(occurs, ..)| *occurs)
    .map(|(_, swatch, word)| (swatch, word.as_str()))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_round_and_hold_every_value() {
        fn case(values: &[f64], decimals: u8, bounds: &[f64]) {
            let bins = Bins::new(&[], values.iter().copied(), &Format::plain(decimals));
            assert_eq!(bins.bounds, bounds, "{values:?}");
        }
        case(&[71.0, 94.0], 0, &[75.0, 80.0, 85.0, 90.0]);
        case(&[0.0, 10.0], 0, &[2.0, 4.0, 6.0, 8.0]);
        case(&[0.12, 0.31], 1, &[0.2, 0.3, 0.4, 0.5]);
        case(&[80.0, 80.0], 0, &[81.0, 82.0, 83.0, 84.0]);
        case(&[-7.0, 2.0], 0, &[-6.0, -4.0, -2.0, 0.0]);
        case(&[], 0, &[]);
        for odd in [f64::MAX, f64::MIN, 1e-308, f64::NAN] {
            assert!(
                Bins::new(&[], [odd, 1.0].into_iter(), &Format::plain(1))
                    .bounds
                    .len()
                    < 5
            );
        }
    }

    #[test]
    fn a_value_on_a_bound_belongs_above_it() {
        let bins = Bins::new(&[90.0, 80.0, f64::NAN], [].into_iter(), &Format::plain(0));
        assert_eq!(bins.shade(79.9), Hue::Shade1);
        assert_eq!(bins.shade(80.0), Hue::Shade3);
        assert_eq!(bins.shade(90.0), Hue::Accent);
    }

    #[test]
    fn scales_run_from_the_palest_shade_to_the_accent() {
        fn case(count: usize, shades: &[usize]) {
            let found: Vec<Hue> = (0..count).map(|i| of(i, count)).collect();
            let expected: Vec<Hue> = shades.iter().map(|i| SHADES[*i]).collect();
            assert_eq!(found, expected);
        }
        case(1, &[4]);
        case(2, &[0, 4]);
        case(3, &[0, 2, 4]);
        case(4, &[0, 1, 3, 4]);
        case(5, &[0, 1, 2, 3, 4]);
        case(7, &[0, 1, 1, 2, 3, 3, 4]);
    }
}
