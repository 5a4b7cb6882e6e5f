//! What a contact centre and a complaints desk are measured by. Rates are
//! made of sums; a mean of daily rates is another number.

use super::{Undefined, all_finite, finite, sum, summary};

/// What happened to the calls of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calls {
    /// All that came in.
    pub offered: u64,
    /// Those that were answered.
    pub answered: u64,
    /// Those answered within the threshold.
    pub answered_in_time: u64,
    /// Those abandoned within the threshold, where it is known.
    pub abandoned_in_time: Option<u64>,
    /// Those abandoned at once, usually within 5 s, where it is known.
    pub abandoned_at_once: Option<u64>,
}

/// What a service level does with callers who hang up early. The number means
/// nothing without it, so the definition is printed beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ServiceLevel {
    /// Abandoned in time counts as served: (answered + abandoned in time) / offered.
    AbandonedServed,
    /// Abandoned does not count: answered in time / answered.
    OfAnswered,
    /// Abandoned counts as not served: answered in time / offered.
    OfOffered,
    /// Abandoned in time does not count: answered in time / (offered − abandoned in time).
    OfRemaining,
    /// Only abandoned at once counts as served: (answered in time + abandoned at once) / offered.
    AtOnceServed,
}

/// The service level by one of its five definitions, from 0 to 1.
///
/// Source: ICMI, "Queue Tips: Service Level Calculations" (2002), which has the
/// five; B. Cleveland, "Call Center Management on Fast Forward".
///
/// Fails with `TooFew` where the definition needs a count that is not known or
/// nothing is left to divide by, and with `OutOfRange` for counts that
/// contradict each other.
pub fn service_level(calls: Calls, definition: ServiceLevel) -> Result<f64, Undefined> {
    let Calls {
        offered,
        answered,
        answered_in_time,
        abandoned_in_time,
        abandoned_at_once,
    } = calls;
    let abandoned = offered.checked_sub(answered).ok_or(Undefined::OutOfRange)?;
    let fits = |part: Option<u64>| part.is_none_or(|it| it <= abandoned);
    if answered_in_time > answered || !fits(abandoned_in_time) || !fits(abandoned_at_once) {
        return Err(Undefined::OutOfRange);
    }
    let in_time = abandoned_in_time.ok_or(Undefined::TooFew);
    let at_once = abandoned_at_once.ok_or(Undefined::TooFew);
    let (served, of) = match definition {
        ServiceLevel::AbandonedServed => (answered_in_time + in_time?, offered),
        ServiceLevel::OfAnswered => (answered_in_time, answered),
        ServiceLevel::OfOffered => (answered_in_time, offered),
        ServiceLevel::OfRemaining => (answered_in_time, offered - in_time?),
        ServiceLevel::AtOnceServed => (answered_in_time + at_once?, offered),
    };
    if of == 0 {
        return Err(Undefined::TooFew);
    }
    Ok(served as f64 / of as f64)
}

/// A case with a deadline.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case {
    /// How long it took, or how old it is if it is still open; in any unit,
    /// the limit's.
    pub time: f64,
    /// Whether it is closed.
    pub closed: bool,
}

/// How deadlines were kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Deadlines {
    /// Closed within the limit, the limit itself included.
    pub on_time: usize,
    /// Closed later.
    pub late: usize,
    /// Still open beyond the limit.
    pub overdue: usize,
    /// Still open within the limit; nothing can be said of them yet.
    pub running: usize,
    /// On time over all of which it is known: closed, and open beyond the
    /// limit. None where that is nobody.
    pub share: Option<f64>,
    /// The mean time of closed cases, for limits on the mean.
    pub mean: Option<f64>,
    /// The time within which nine of ten closed cases were.
    pub p90: Option<f64>,
    /// The longest time, closed or open, for limits on the maximum.
    pub longest: Option<f64>,
}

/// How deadlines were kept, in the unit of the limit; the share is `on time /
/// (closed + open beyond the limit)`, from 0 to 1. Cases that are open beyond
/// the limit count against it; to leave them out would reward whoever closes
/// the easy ones.
///
/// Source: times that are not over are censored observations; without one
/// within the limit the share is 1 − S(limit) of E. L. Kaplan, P. Meier,
/// Journal of the American Statistical Association 53 (1958). The 90 % quantile
/// is [`summary::quantile`]'s.
///
/// Fails with `NotFinite`, with `OutOfRange` for a negative time or limit, and
/// with `Overflow`.
pub fn deadlines(cases: &[Case], limit: f64) -> Result<Deadlines, Undefined> {
    all_finite(&[limit])?;
    if limit < 0.0 {
        return Err(Undefined::OutOfRange);
    }
    let mut closed = Vec::new();
    let (mut late, mut overdue, mut running) = (0, 0, 0);
    let mut longest: Option<f64> = None;
    for case in cases {
        all_finite(&[case.time])?;
        if case.time < 0.0 {
            return Err(Undefined::OutOfRange);
        }
        longest = Some(longest.map_or(case.time, |it| it.max(case.time)));
        match (case.closed, case.time <= limit) {
            (true, within) => {
                closed.push(case.time);
                late += usize::from(!within);
            }
            (false, true) => running += 1,
            (false, false) => overdue += 1,
        }
    }
    closed.sort_by(f64::total_cmp);
    let on_time = closed.len() - late;
    let known = closed.len() + overdue;
    let some = |known: bool, value: Result<f64, Undefined>| known.then_some(value).transpose();
    let any = !closed.is_empty();
    Ok(Deadlines {
        on_time,
        late,
        overdue,
        running,
        share: some(known > 0, finite(on_time as f64 / known.max(1) as f64))?,
        mean: some(any, sum::mean(&closed))?,
        p90: some(any, summary::quantile(&closed, 0.9))?,
        longest,
    })
}

/// How many open cases are of which age: one count up to and including each
/// edge, and one beyond the last. Edges ascend, and are in the unit of the
/// times.
///
/// Source: the aging schedule of bookkeeping; its classes are those of a
/// histogram closed on the right.
///
/// Fails with `NotFinite`, and with `OutOfRange` for edges that do not ascend.
pub fn ageing(cases: &[Case], edges: &[f64]) -> Result<Vec<usize>, Undefined> {
    all_finite(edges)?;
    if edges.windows(2).any(|it| it[0] >= it[1]) {
        return Err(Undefined::OutOfRange);
    }
    let mut counts = vec![0; edges.len() + 1];
    for case in cases.iter().filter(|it| !it.closed) {
        all_finite(&[case.time])?;
        counts[edges.partition_point(|edge| *edge < case.time)] += 1;
    }
    Ok(counts)
}

/// The same as [`ageing`] of cases that are counted by their age in whole days:
/// `open[d]` of them are d days old.
///
/// Fails with `OutOfRange` for edges that do not ascend.
pub fn ageing_of_days(open: &[u64], edges: &[u64]) -> Result<Vec<u64>, Undefined> {
    if edges.windows(2).any(|it| it[0] >= it[1]) {
        return Err(Undefined::OutOfRange);
    }
    let mut counts = vec![0; edges.len() + 1];
    for (count, day) in open.iter().zip(0_u64..) {
        counts[edges.partition_point(|edge| *edge < day)] += count;
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DEFINITIONS: [ServiceLevel; 5] = [
        ServiceLevel::AbandonedServed,
        ServiceLevel::OfAnswered,
        ServiceLevel::OfOffered,
        ServiceLevel::OfRemaining,
        ServiceLevel::AtOnceServed,
    ];

    #[test]
    fn one_day_has_five_service_levels() {
        let calls = Calls {
            offered: 1000,
            answered: 900,
            answered_in_time: 720,
            abandoned_in_time: Some(40),
            abandoned_at_once: Some(15),
        };
        let expected = [
            (ServiceLevel::AbandonedServed, 0.76),
            (ServiceLevel::OfAnswered, 0.8),
            (ServiceLevel::OfOffered, 0.72),
            (ServiceLevel::OfRemaining, 0.75),
            (ServiceLevel::AtOnceServed, 0.735),
        ];
        for (definition, level) in expected {
            assert_eq!(
                service_level(calls, definition),
                Ok(level),
                "{definition:?}"
            );
        }
        let unknown = Calls {
            abandoned_in_time: None,
            ..calls
        };
        let level = service_level(unknown, ServiceLevel::OfRemaining);
        assert_eq!(level, Err(Undefined::TooFew), "unknown is not zero");
        assert!(service_level(unknown, ServiceLevel::OfOffered).is_ok());
        let contradiction = Calls {
            abandoned_in_time: Some(101),
            ..calls
        };
        let level = service_level(contradiction, ServiceLevel::OfOffered);
        assert_eq!(level, Err(Undefined::OutOfRange));
        let nobody = Calls {
            offered: 0,
            answered: 0,
            answered_in_time: 0,
            abandoned_in_time: Some(0),
            abandoned_at_once: Some(0),
        };
        let level = service_level(nobody, ServiceLevel::OfOffered);
        assert_eq!(level, Err(Undefined::TooFew));
    }

    #[test]
    fn the_five_formulas_of_icmi() {
        // ICMI, "Queue Tips: Service Level Calculations" (2002): 1000 answered,
        // 860 of them in time, 60 abandoned, 20 in time and 10 within 5 s.
        let calls = Calls {
            offered: 1060,
            answered: 1000,
            answered_in_time: 860,
            abandoned_in_time: Some(20),
            abandoned_at_once: Some(10),
        };
        for (definition, per_cent) in [
            (ServiceLevel::AbandonedServed, 83.0),
            (ServiceLevel::OfAnswered, 86.0),
            (ServiceLevel::OfOffered, 81.0),
            (ServiceLevel::OfRemaining, 83.0),
            (ServiceLevel::AtOnceServed, 82.0),
        ] {
            let level = service_level(calls, definition).expect("it is in order");
            assert!(
                (100.0 * level - per_cent).abs() < 0.5,
                "{definition:?} {level}"
            );
        }
    }

    /// Weeks of remission, ended and not, of 21 patients with a drug
    /// (E. J. Gehan, Biometrika 52, 1965, after Freireich and others).
    fn with_drug() -> Vec<Case> {
        let ended = [6., 6., 6., 7., 10., 13., 16., 22., 23.];
        let going_on = [6., 9., 10., 11., 17., 19., 20., 25., 32., 32., 34., 35.];
        cases(&ended, &going_on)
    }

    #[test]
    fn remissions_as_kleinbaum_and_klein_count_them() {
        // "Survival Analysis", chapters 1 and 2. Without the drug all 21 ended;
        // after 1, 5, 8 and 12 weeks 0.9048, 0.5714, 0.3810 and 0.1905 went on,
        // and the mean is 182/21 weeks.
        let without = [
            1., 1., 2., 2., 3., 4., 4., 5., 5., 8., 8., 8., 8., 11., 11., 12., 12., 15., 17., 22.,
            23.,
        ];
        for (weeks, going_on) in [(1.0, 0.9048), (5.0, 0.5714), (8.0, 0.3810), (12.0, 0.1905)] {
            let found = deadlines(&cases(&without, &[]), weeks).expect("it is in order");
            let share = found.share.expect("all have ended");
            assert!((share - (1.0 - going_on)).abs() < 5e-5, "{share}");
            assert!((found.mean.expect("some have ended") - 182.0 / 21.0).abs() < 1e-12);
            assert_eq!(found.longest, Some(23.0));
        }
        // With it 3 ended by week 6, one was last seen then, and 17 went on.
        let found = deadlines(&with_drug(), 6.0).expect("it is in order");
        assert_eq!((found.on_time, found.running), (3, 1));
        assert_eq!(found.late + found.overdue, 17);
        // How many were last seen from one end to before the next: 1, 1, 2, 0,
        // 3, 0 and 5.
        let before = [5.0, 6.0, 9.0, 12.0, 15.0, 21.0, 22.0];
        let expected = [0, 1, 1, 2, 0, 3, 0, 5];
        assert_eq!(ageing(&with_drug(), &before), Ok(expected.to_vec()));
        let mut days = [0; 36];
        for case in with_drug().iter().filter(|it| !it.closed) {
            days[case.time as usize] += 1;
        }
        let found = ageing_of_days(&days, &[5, 6, 9, 12, 15, 21, 22]);
        assert_eq!(found, Ok(expected.map(|it| it as u64).to_vec()));
    }

    fn cases(closed: &[f64], open: &[f64]) -> Vec<Case> {
        let all = |times: &[f64], closed| {
            let case = move |&time: &f64| Case { time, closed };
            times.iter().map(case).collect::<Vec<_>>()
        };
        [all(closed, true), all(open, false)].concat()
    }

    #[test]
    fn what_is_open_beyond_the_limit_counts_against_it() {
        let cases = cases(&[1.0, 2.0, 24.0, 30.0], &[3.0, 50.0]);
        let found = deadlines(&cases, 24.0).expect("it is in order");
        let counts = (found.on_time, found.late, found.overdue, found.running);
        assert_eq!(counts, (3, 1, 1, 1));
        assert_eq!(found.share, Some(0.6));
        assert_eq!(found.mean, Some(14.25));
        assert!((found.p90.expect("some are closed") - 28.2).abs() < 1e-12);
        assert_eq!(found.longest, Some(50.0));
        let none = deadlines(&[], 24.0).expect("it is in order");
        assert_eq!((none.share, none.mean, none.longest), (None, None, None));
    }

    #[test]
    fn ages_fall_between_edges() {
        let cases = cases(&[1.0], &[0.0, 1.0, 1.5, 7.0, 8.0]);
        assert_eq!(ageing(&cases, &[1.0, 7.0]), Ok(vec![2, 2, 1]));
        assert_eq!(ageing(&cases, &[]), Ok(vec![5]));
        assert_eq!(ageing(&cases, &[2.0, 2.0]), Err(Undefined::OutOfRange));
        // Of 0, 1, 1, 7 and 8 days.
        let days = [1, 2, 0, 0, 0, 0, 0, 1, 1];
        assert_eq!(ageing_of_days(&days, &[1, 7]), Ok(vec![3, 1, 1]));
        assert_eq!(ageing_of_days(&days, &[2, 2]), Err(Undefined::OutOfRange));
    }

    proptest! {
        #[test]
        fn every_case_is_counted_once_in_any_order(
            (some, shuffled) in prop::collection::vec((0.0..100.0_f64, any::<bool>()), 0..40)
                .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
            limit in 0.0..100.0_f64,
        ) {
            let cases = |pairs: &[(f64, bool)]| -> Vec<Case> {
                pairs.iter().map(|&(time, closed)| Case { time, closed }).collect()
            };
            let found = deadlines(&cases(&some), limit).expect("in range");
            let all = found.on_time + found.late + found.overdue + found.running;
            prop_assert_eq!(all, some.len());
            prop_assert!(found.share.is_none_or(|it| (0.0..=1.0).contains(&it)));
            prop_assert_eq!(deadlines(&cases(&shuffled), limit), Ok(found));
            let ages = ageing(&cases(&some), &[limit]).expect("in range");
            prop_assert_eq!(ages, vec![found.running, found.overdue]);
        }

        #[test]
        fn the_level_of_two_days_lies_between_theirs(
            (a, b) in ((1..500_u64, 0..200_u64), (1..500_u64, 0..200_u64)), part in 0.0..=1.0
        ) {
            let day = |(answered, abandoned): (u64, u64)| Calls {
                offered: answered + abandoned,
                answered,
                answered_in_time: (part * answered as f64) as u64,
                abandoned_in_time: Some(abandoned / 2),
                abandoned_at_once: Some(abandoned / 5),
            };
            let (one, two) = (day(a), day(b));
            let both = Calls {
                offered: one.offered + two.offered,
                answered: one.answered + two.answered,
                answered_in_time: one.answered_in_time + two.answered_in_time,
                abandoned_in_time: one.abandoned_in_time.zip(two.abandoned_in_time).map(|it| it.0 + it.1),
                abandoned_at_once: one.abandoned_at_once.zip(two.abandoned_at_once).map(|it| it.0 + it.1),
            };
            for definition in DEFINITIONS {
                let level = |calls| service_level(calls, definition).expect("in range");
                let (one, two, both) = (level(one), level(two), level(both));
                prop_assert!(one.min(two) - 1e-12 <= both && both <= one.max(two) + 1e-12);
            }
        }

        #[test]
        fn levels_are_shares(a in 0..500_u64, b in 0..500_u64, c in 0..500_u64, d in 0..500_u64) {
            let calls = Calls {
                offered: a + b,
                answered: a,
                answered_in_time: c,
                abandoned_in_time: Some(d),
                abandoned_at_once: Some(d / 2),
            };
            for definition in DEFINITIONS {
                if let Ok(level) = service_level(calls, definition) {
                    prop_assert!((0.0..=1.0).contains(&level));
                }
            }
        }
    }
}
