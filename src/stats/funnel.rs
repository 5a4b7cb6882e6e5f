//! Funnel charts: units compared at one time, each against limits for its own
//! size. A small unit varies more, so a league table without limits mistakes
//! size for merit. No unit is given a rank here.

use super::{Side, Tally, Undefined, finite, same, side, sum};

/// The z of the inner limits: 95 % lie within. Printed as 1.96; published
/// limits of five digits need all of it.
pub const INNER: f64 = 1.959_963_984_540_054;
/// The z of the outer limits: 99.8 % lie within. Printed as 3.0902.
pub const OUTER: f64 = 3.090_232_306_167_813_6;

/// A pair of limits, as shares from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// The lower.
    pub lower: f64,
    /// The upper.
    pub upper: f64,
}

/// Where chance alone leaves a unit whose true share is `theta`, at base `n`:
/// `sin²(asin√θ ± z/(2√n))`, the angle kept between 0 and a right angle.
///
/// `theta` and the limits are shares from 0 to 1; `n` is above zero, and need
/// be no unit's own, so that a curve can be drawn.
///
/// Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional
/// performance", Statistics in Medicine 24 (2005), with the arcsine transform
/// of F. J. Anscombe (1948); the levels are those of Public Health England.
///
/// Fails with `NotFinite`, and with `OutOfRange` for a share outside 0 to 1, a
/// base that is not above zero, or a negative z.
///
/// ```
/// use pingshu::stats::funnel;
///
/// let band = funnel::band(0.194_888_2, 105.0, funnel::INNER)?;
/// assert!((band.lower - 0.125_147_6).abs() < 1e-7);
/// assert!((band.upper - 0.275_757_3).abs() < 1e-7);
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn band(theta: f64, n: f64, z: f64) -> Result<Band, Undefined> {
    super::all_finite(&[theta, n, z])?;
    if !(0.0..=1.0).contains(&theta) || n <= 0.0 || z < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let middle = libm::asin(theta.sqrt());
    let reach = z / (2.0 * n.sqrt());
    // Beyond these the sine would turn round and the limit come back.
    let share = |angle: f64| {
        let sine = libm::sin(angle.clamp(0.0, std::f64::consts::FRAC_PI_2));
        finite(sine * sine)
    };
    Ok(Band {
        lower: share(middle - reach)?,
        upper: share(middle + reach)?,
    })
}

/// A funnel: the share of all together, and each unit against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Funnel {
    /// All events over all bases.
    pub theta: f64,
    /// The units in the order given; none where a unit has no base.
    pub units: Vec<Option<Unit>>,
}

/// A unit of a funnel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// Its own share.
    pub share: f64,
    /// Its base.
    pub base: f64,
    /// The limits at z = 1.96 for its base.
    pub inner: Band,
    /// The limits at z = 3.0902 for its base.
    pub outer: Band,
    /// How it lies to them.
    pub standing: Standing,
}

/// How a unit lies to its limits. On a limit is within.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Within the inner limits: no different from the others.
    Within,
    /// Between the inner and the outer limits.
    Between(Side),
    /// Outside the outer limits.
    Outside(Side),
}

/// The funnel of some units around what all of them have together.
///
/// Source: as for [`band`]. Fails with `NotFinite`; with `OutOfRange` for a
/// negative number or more events than base; with `TooFew` where no unit has a
/// base; with `Overflow`.
pub fn funnel(units: &[Tally]) -> Result<Funnel, Undefined> {
    let shares = units
        .iter()
        .map(|it| it.share())
        .collect::<Result<Vec<_>, _>>()?;
    let base = finite(sum::sum(units.iter().map(|it| it.base)))?;
    if base == 0.0 {
        return Err(Undefined::TooFew);
    }
    let events = finite(sum::sum(units.iter().map(|it| it.count)))?;
    let theta = finite(events / base)?.min(1.0);
    let place = |tally: &Tally, share: Option<f64>| {
        share
            .map(|share| {
                let inner = band(theta, tally.base, INNER)?;
                let outer = band(theta, tally.base, OUTER)?;
                Ok(Unit {
                    share,
                    base: tally.base,
                    inner,
                    outer,
                    standing: standing(share, inner, outer),
                })
            })
            .transpose()
    };
    let units = units.iter().zip(shares);
    Ok(Funnel {
        theta,
        units: units
            .map(|(tally, share)| place(tally, share))
            .collect::<Result<_, _>>()?,
    })
}

fn standing(share: f64, inner: Band, outer: Band) -> Standing {
    let outside = |band: Band| match () {
        () if same(share, band.lower) || same(share, band.upper) => None,
        () if share < band.lower => Some(Side::Low),
        () => side(share, band.upper).filter(|it| *it == Side::High),
    };
    match (outside(outer), outside(inner)) {
        (Some(side), _) => Standing::Outside(side),
        (None, Some(side)) => Standing::Between(side),
        (None, None) => Standing::Within,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const COUNTS: [f64; 10] = [27., 23., 35., 26., 38., 22., 46., 26., 27., 35.];
    const BASES: [f64; 10] = [170., 122., 178., 184., 161., 105., 190., 121., 137., 197.];

    fn example() -> Vec<Tally> {
        let pairs = COUNTS.into_iter().zip(BASES);
        pairs.map(|(count, base)| Tally { count, base }).collect()
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 5e-8, "{found} for {expected}");
    }

    #[test]
    fn the_worked_example_of_ten_hospitals() {
        let funnel = funnel(&example()).expect("it is in order");
        near(funnel.theta, 0.194_888_2);
        let sixth = funnel.units[5].expect("it has a base");
        near(sixth.inner.lower, 0.125_147_6);
        near(sixth.inner.upper, 0.275_757_3);
        near(sixth.outer.lower, 0.091_002_0);
        near(sixth.outer.upper, 0.326_314_0);
        assert_eq!(sixth.standing, Standing::Within);
    }

    #[test]
    fn the_arcsine_interval_of_fagerland_lydersen_and_laake() {
        // "Statistical Analysis of Contingency Tables" (2017), chapter 2, by
        // the tests of its R package contingencytables: 100 of 5000 at 90 %
        // are 0.0169 to 0.0235. Its share is Anscombe's (x + ⅜)/(n + ¾).
        let z = crate::stats::interval::z(0.9).expect("it is a level");
        let found = band(100.375 / 5000.75, 5000.0, z).expect("it is in order");
        assert!((found.lower - 0.0169).abs() < 5e-5, "{found:?}");
        assert!((found.upper - 0.0235).abs() < 5e-5, "{found:?}");
    }

    #[test]
    fn a_limit_does_not_come_back_from_beyond_zero_or_one() {
        // asin √0.01 is 0.1, and z/(2√n) is 0.98: the sine of −0.88 squared
        // would be 0.59.
        let band = band(0.01, 1.0, INNER).expect("it is in order");
        assert_eq!(band.lower, 0.0);
        let far = super::band(0.5, 0.01, OUTER).expect("it is in order");
        assert_eq!((far.lower, far.upper), (0.0, 1.0));
    }

    #[test]
    fn a_unit_without_a_base_has_no_share() {
        let mut units = example();
        units.push(Tally {
            count: 0.0,
            base: 0.0,
        });
        assert_eq!(funnel(&units).expect("it is in order").units[10], None);
        assert_eq!(funnel(&[]), Err(Undefined::TooFew));
        assert_eq!(
            funnel(&[Tally {
                count: 3.0,
                base: 2.0
            }]),
            Err(Undefined::OutOfRange)
        );
        assert_eq!(band(f64::NAN, 1.0, 1.0), Err(Undefined::NotFinite));
    }

    #[test]
    fn all_alike_are_all_within() {
        let units = vec![
            Tally {
                count: 3.0,
                base: 3.0
            };
            7
        ];
        let funnel = funnel(&units).expect("it is in order");
        assert!(
            funnel
                .units
                .iter()
                .flatten()
                .all(|it| it.standing == Standing::Within)
        );
    }

    proptest! {
        #[test]
        fn limits_hold_theta_and_lie_in_each_other(
            theta in 0.0..=1.0, n in 0.1..1e9, more in 1.0..100.0
        ) {
            let inner = band(theta, n, INNER).expect("in range");
            let outer = band(theta, n, OUTER).expect("in range");
            let larger = band(theta, n * more, INNER).expect("in range");
            prop_assert!(0.0 <= outer.lower && outer.upper <= 1.0);
            prop_assert!(outer.lower <= inner.lower && inner.upper <= outer.upper);
            prop_assert!(inner.lower <= larger.lower && larger.upper <= inner.upper);
            prop_assert!(inner.lower <= theta + 1e-12 && theta <= inner.upper + 1e-12);
        }

        #[test]
        fn neither_order_nor_a_split_unit_moves_the_centre(
            (units, shuffled) in prop::collection::vec((0..500_u32, 1..500_u32), 1..30)
                .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle()))
        ) {
            let tally = |&(count, more): &(u32, u32)| Tally {
                count: f64::from(count),
                base: f64::from(count + more),
            };
            let of = |pairs: &[(u32, u32)]| {
                funnel(&pairs.iter().map(tally).collect::<Vec<_>>()).expect("in range")
            };
            let found = of(&units);
            prop_assert_eq!(of(&shuffled).theta, found.theta);
            let mut split = units;
            let (count, more) = split[0];
            split[0] = (0, 1);
            split.push((count, more - 1));
            let split: Vec<Tally> = split.iter().map(tally).collect();
            prop_assert_eq!(funnel(&split).expect("in range").theta, found.theta);
        }

        #[test]
        fn nothing_panics_or_is_nan(theta in any::<f64>(), n in any::<f64>(), z in any::<f64>()) {
            if let Ok(band) = band(theta, n, z) {
                prop_assert!(band.lower.is_finite() && band.upper.is_finite());
            }
        }
    }
}
