//! Signals: patterns that chance alone seldom makes on a control chart.
//!
//! Three sets of rules are in use, and they differ in the length of a run (7,
//! 8 or 9), so a page names the set it went by. Nothing here mixes them or
//! turns single rules on and off. A missing value, or one without limits,
//! breaks every pattern, and so does the start of a phase.

use statrs::function::beta::beta_reg;

use super::{
    Side, side,
    spc::{ControlChart, Limits},
};

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleSet {
    /// The four of NHS England, in this precedence: a point outside the
    /// limits; 7 points strictly rising or falling; 2 of 3 in the outer third
    /// with all three on that side of the centre (of the three only those in
    /// the outer third are flagged, and a point outside the limits is not one
    /// of them); 7 points on one side of the centre. Every point of a run is
    /// flagged.
    ///
    /// Source: "Making Data Count", and the R package `NHSRplotthedots`.
    MakingDataCount,
    /// The four zone rules, in this precedence: a point outside the limits;
    /// 2 of 3 beyond 2σ on one side; 4 of 5 beyond 1σ on one side; 8 points on
    /// one side. The point that completes a pattern is flagged.
    ///
    /// Source: Western Electric, "Statistical Quality Control Handbook" (1956).
    WesternElectric,
    /// The eight tests in their order: a point outside the limits; 9 points on
    /// one side; 6 points steadily rising or falling; 14 points alternately up
    /// and down; 2 of 3 beyond 2σ on one side; 4 of 5 beyond 1σ on one side; 15
    /// points within 1σ; 8 points none of which is within 1σ. The point that
    /// completes a pattern is flagged.
    ///
    /// Source: L. S. Nelson, "The Shewhart Control Chart – Tests for Special
    /// Causes", Journal of Quality Technology 16 (1984).
    Nelson,
}

impl RuleSet {
    /// The rules, first the one that is named where several apply.
    pub fn rules(self) -> &'static [Rule] {
        match self {
            Self::MakingDataCount => &[
                Rule::Outside,
                Rule::Trend(7),
                Rule::TwoOfThree,
                Rule::Shift(7),
            ],
            Self::WesternElectric => &[
                Rule::Outside,
                Rule::TwoOfThree,
                Rule::FourOfFive,
                Rule::Shift(8),
            ],
            Self::Nelson => &[
                Rule::Outside,
                Rule::Shift(9),
                Rule::Trend(6),
                Rule::Alternating(14),
                Rule::TwoOfThree,
                Rule::FourOfFive,
                Rule::Hugging(15),
                Rule::Avoiding(8),
            ],
        }
    }
}

/// A pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rule {
    /// A point outside the limits.
    Outside,
    /// So many points, each above, or each below, the one before.
    Trend(usize),
    /// Two of three successive points in the outer third of one side.
    TwoOfThree,
    /// Four of five successive points beyond the inner third of one side.
    FourOfFive,
    /// So many points on one side of the centre; a point on the centre is on
    /// neither.
    Shift(usize),
    /// So many points, alternately up and down.
    Alternating(usize),
    /// So many points in the inner thirds.
    Hugging(usize),
    /// So many points, none of them in the inner thirds.
    Avoiding(usize),
}

/// What a point is flagged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signal {
    /// The first rule of the set that applies.
    pub rule: Rule,
    /// The way a trend goes; otherwise the side of the centre. None for the
    /// rules that know no side.
    pub side: Option<Side>,
}

/// The signal of each point, if it has one: the first that applies. A chart has
/// as many as points, whatever is missing; nothing fails. Source: that of the
/// set.
///
/// ```
/// use pingshu::stats::{Side, runs, spc};
///
/// let values = [5.0, 4.0, 6.0, 5.0, 4.0, 6.0, 5.0, 4.0, 15.0];
/// let chart = spc::xmr(&values.map(Some), &[], true)?;
/// let signals = runs::signals(&chart, runs::RuleSet::MakingDataCount);
/// assert_eq!(signals[7], None);
/// let last = signals[8].expect("15 is outside the limits");
/// assert_eq!((last.rule, last.side), (runs::Rule::Outside, Some(Side::High)));
/// # Ok::<(), pingshu::stats::Undefined>(())
/// ```
pub fn signals(chart: &ControlChart, set: RuleSet) -> Vec<Option<Signal>> {
    let mut signals = vec![None; chart.points.len()];
    for phase in &chart.phases {
        let mut from = phase.points.start;
        while from < phase.points.end {
            let stretch: Vec<Placed> = chart.points[from..phase.points.end]
                .iter()
                .map_while(|point| {
                    let (value, limits) = (point.value?, point.limits?);
                    Some(Placed {
                        value,
                        limits,
                        side: side(value, limits.centre),
                        outside: point.outside(),
                    })
                })
                .collect();
            for &rule in set.rules() {
                flag(&stretch, rule, set, &mut signals[from..]);
            }
            from += stretch.len() + 1;
        }
    }
    signals
}

/// A point with its limits, in a stretch without gaps.
struct Placed {
    value: f64,
    limits: Limits,
    side: Option<Side>,
    outside: Option<Side>,
}

impl Placed {
    /// The side on which the point is more than `sigmas` from the centre.
    fn beyond(&self, sigmas: f64) -> Option<Side> {
        let Limits { centre, sigma, .. } = self.limits;
        let reach = sigmas * sigma;
        side(self.value, centre + reach)
            .filter(|it| *it == Side::High)
            .or_else(|| side(self.value, centre - reach).filter(|it| *it == Side::Low))
    }
}

/// Flags what one rule finds where no earlier rule did.
fn flag(stretch: &[Placed], rule: Rule, set: RuleSet, signals: &mut [Option<Signal>]) {
    let mut mark = |at: usize, side| {
        signals[at].get_or_insert(Signal { rule, side });
    };
    match rule {
        Rule::Outside => {
            for (at, point) in stretch.iter().enumerate() {
                if point.outside.is_some() {
                    mark(at, point.outside);
                }
            }
        }
        Rule::TwoOfThree if set == RuleSet::MakingDataCount => {
            let close = |it: &Placed| it.outside.is_none() && it.beyond(2.0).is_some();
            for (from, three) in stretch.windows(3).enumerate() {
                let side = three[0].side;
                let together = side.is_some() && three.iter().all(|it| it.side == side);
                if together && three.iter().filter(|it| close(it)).count() >= 2 {
                    for (at, point) in three.iter().enumerate() {
                        if close(point) {
                            mark(from + at, side);
                        }
                    }
                }
            }
        }
        Rule::TwoOfThree => completed(stretch, 2, 3, 2.0, mark),
        Rule::FourOfFive => completed(stretch, 4, 5, 1.0, mark),
        Rule::Trend(n) | Rule::Shift(n) | Rule::Alternating(n) => {
            for (from, run) in stretch.windows(n).enumerate() {
                let side = match rule {
                    Rule::Trend(_) => trend(run).map(Some),
                    Rule::Shift(_) => shift(run).map(Some),
                    _ => alternates(run).then_some(None),
                };
                if let Some(side) = side {
                    let first = match set {
                        RuleSet::MakingDataCount => from,
                        RuleSet::WesternElectric | RuleSet::Nelson => from + n - 1,
                    };
                    (first..from + n).for_each(|at| mark(at, side));
                }
            }
        }
        Rule::Hugging(n) | Rule::Avoiding(n) => {
            let wanted = rule == Rule::Avoiding(n);
            let mut run = 0;
            for (at, point) in stretch.iter().enumerate() {
                // Without spread there are no thirds to be in.
                let fits = point.limits.sigma > 0.0 && point.beyond(1.0).is_some() == wanted;
                run = if fits { run + 1 } else { 0 };
                if run >= n {
                    mark(at, None);
                }
            }
        }
    }
}

/// Marks each point beyond so many σ that makes it `enough` of `among` on its
/// side; at the start of a stretch, of as many as there are.
fn completed(
    stretch: &[Placed],
    enough: usize,
    among: usize,
    sigmas: f64,
    mut mark: impl FnMut(usize, Option<Side>),
) {
    let beyond: Vec<Option<Side>> = stretch.iter().map(|it| it.beyond(sigmas)).collect();
    for (at, side) in beyond.iter().enumerate() {
        let last = &beyond[(at + 1).saturating_sub(among)..=at];
        if side.is_some() && last.iter().filter(|it| *it == side).count() >= enough {
            mark(at, *side);
        }
    }
}

/// The way that all steps of a run go.
fn trend(run: &[Placed]) -> Option<Side> {
    let way = step(&run[..2])?;
    run.windows(2)
        .all(|pair| step(pair) == Some(way))
        .then_some(way)
}

/// The side that all points of a run are on.
fn shift(run: &[Placed]) -> Option<Side> {
    let side = run[0].side?;
    run.iter().all(|it| it.side == Some(side)).then_some(side)
}

/// Asks whether each step goes the other way than the one before.
fn alternates(run: &[Placed]) -> bool {
    run.windows(3).all(|three| {
        let (first, second) = (step(&three[..2]), step(&three[1..]));
        first.is_some() && second.is_some() && first != second
    })
}

/// The way from the first of a pair to the second.
fn step(pair: &[Placed]) -> Option<Side> {
    side(pair[1].value, pair[0].value)
}

/// Anhøj's two rules about a run chart, which need no limits: whether a series
/// stays on one side of its median too long, or crosses it too seldom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anhoej {
    /// Values that lie on a side of the centre; those on it do not count.
    pub useful: usize,
    /// The most of them in succession on one side.
    pub longest: usize,
    /// A longer run than this is a signal: `round(log₂ n) + 3`.
    pub longest_limit: usize,
    /// How often two in succession are on different sides.
    pub crossings: usize,
    /// Fewer crossings than this are a signal: the 5 % quantile of the
    /// binomial distribution of n − 1 trials at ½.
    pub crossings_limit: usize,
}

impl Anhoej {
    /// Asks whether either rule finds a signal.
    pub fn is_signal(&self) -> bool {
        self.longest > self.longest_limit || self.crossings < self.crossings_limit
    }
}

/// Anhøj's rules over the values of one phase and their median; none without
/// at least two useful values. A missing value ends a run; whether the
/// median was crossed meanwhile is seen from the values around it.
///
/// Source: J. Anhøj, A. V. Olesen, "Run Charts Revisited", `PLoS` ONE 9 (2014).
pub fn anhoej(values: &[Option<f64>], centre: f64) -> Option<Anhoej> {
    if !centre.is_finite() || values.iter().flatten().any(|it| !it.is_finite()) {
        return None;
    }
    let (mut useful, mut longest, mut crossings) = (0, 0, 0);
    let mut run = 0;
    let mut last = None;
    for value in values {
        let Some(value) = value else {
            run = 0;
            continue;
        };
        let Some(side) = side(*value, centre) else {
            continue;
        };
        useful += 1;
        if last.is_some_and(|it| it != side) {
            crossings += 1;
            run = 0;
        }
        run += 1;
        longest = longest.max(run);
        last = Some(side);
    }
    if useful < 2 {
        return None;
    }
    Some(Anhoej {
        useful,
        longest,
        longest_limit: rounded_log2(useful) + 3,
        crossings,
        crossings_limit: fewest_crossings(useful - 1),
    })
}

/// log₂ n, rounded, without a logarithm: k is right as long as n² ≥ 2^(2k−1).
fn rounded_log2(n: usize) -> usize {
    let square = (n as u128) * (n as u128);
    (square.ilog2() as usize).div_ceil(2)
}

/// The 5 % quantile of the binomial distribution of so many trials at ½: the
/// least k with `P(X ≤ k) = I_½(n − k, k + 1)` of 0.05 or more.
///
/// Source: Abramowitz and Stegun 26.5.24.
fn fewest_crossings(trials: usize) -> usize {
    let seldom = |k: usize| beta_reg((trials - k) as f64, k as f64 + 1.0, 0.5) < 0.05;
    let (mut low, mut high) = (0, trials);
    while low < high {
        let middle = low + (high - low) / 2;
        if seldom(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests;
