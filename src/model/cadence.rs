//! How often something comes round: the rhythm of reports and meetings.

use jiff::civil::Date;

use super::Period;

/// How often a report or a meeting comes round. Each has periods of its own
/// length.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// Every day: `2008-05-12`.
    Daily,
    /// Every ISO week: `2008-W20`.
    Weekly,
    /// Every third of a month (旬): `2008-05-X2`.
    Xun,
    /// Every month: `2008-05`.
    Monthly,
    /// Every quarter: `2008-Q2`.
    Quarterly,
    /// Every half-year: `2008-H1`.
    HalfYearly,
    /// Every year: `2008`.
    Yearly,
}

impl Cadence {
    /// Every cadence, the quickest first.
    pub const ALL: [Self; 7] = [
        Self::Daily,
        Self::Weekly,
        Self::Xun,
        Self::Monthly,
        Self::Quarterly,
        Self::HalfYearly,
        Self::Yearly,
    ];

    /// The word that authors write.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::Xun => "xun",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::HalfYearly => "half-yearly",
            Self::Yearly => "yearly",
        }
    }

    /// The cadence of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.word() == word)
    }

    /// The cadence whose periods are as long as this one.
    pub fn of(period: Period) -> Self {
        match period {
            Period::Day(_) => Self::Daily,
            Period::Week(..) => Self::Weekly,
            Period::Xun(..) => Self::Xun,
            Period::Month(..) => Self::Monthly,
            Period::Quarter(..) => Self::Quarterly,
            Period::Half(..) => Self::HalfYearly,
            Period::Year(_) => Self::Yearly,
        }
    }

    /// The period of this cadence that a day lies in.
    ///
    /// ```
    /// use pingshu::model::{Cadence, Period};
    ///
    /// let leap_day = "2008-02-29".parse().expect("a date");
    /// let third = Cadence::Xun.around(leap_day);
    /// assert_eq!(third, Period::Xun(2008, 2, 3), "21 to the end of the month");
    /// ```
    pub fn around(self, day: Date) -> Period {
        let (year, month) = (day.year(), day.month().unsigned_abs());
        match self {
            Self::Daily => Period::Day(day),
            Self::Weekly => {
                let week = day.iso_week_date();
                Period::Week(week.year(), week.week().unsigned_abs())
            }
            Self::Xun => Period::Xun(year, month, third(day)),
            Self::Monthly => Period::Month(year, month),
            Self::Quarterly => Period::Quarter(year, month.div_ceil(3)),
            Self::HalfYearly => Period::Half(year, month.div_ceil(6)),
            Self::Yearly => Period::Year(year),
        }
    }
}

/// Which third of its month (旬) a day lies in: 1–10, 11–20, 21 to the end.
fn third(day: Date) -> u8 {
    ((day.day().unsigned_abs() - 1) / 10 + 1).min(3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_day_lies_in_the_period_around_it(days in 0i32..80_000) {
            let first: Date = "1900-01-01".parse().expect("a date");
            let day = first.saturating_add(jiff::Span::new().days(days));
            for cadence in Cadence::ALL {
                let period = cadence.around(day);
                prop_assert_eq!(Cadence::of(period), cadence);
                prop_assert!(period.first_day() <= day && day <= period.last_day());
                let next = period.next().expect("time goes on");
                prop_assert_eq!(Cadence::of(next), cadence);
                prop_assert!(day < next.first_day());
            }
        }
    }

    #[test]
    fn a_long_month_has_a_third_of_eleven_days() {
        let case = |day: &str, expected: &str| {
            let day = day.parse().expect(day);
            assert_eq!(Cadence::Xun.around(day).to_string(), expected);
        };
        case("2008-01-31", "2008-01-X3");
        case("2008-01-20", "2008-01-X2");
        case("2008-02-29", "2008-02-X3");
    }

    #[test]
    fn every_word_is_read_again() {
        for cadence in Cadence::ALL {
            assert_eq!(Cadence::from_word(cadence.word()), Some(cadence));
        }
        assert_eq!(Cadence::from_word("fortnightly"), None);
    }
}
