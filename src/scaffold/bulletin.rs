//! The bulletin of a period, begun from the template of its cadence.

use super::Refusal;
use crate::model::{Cadence, Period};

/// What is begun: a bulletin in every language of its site.
#[derive(Debug, Clone)]
pub struct Bulletin<'a> {
    /// The period that it is about.
    pub period: Period,
    /// The site's languages, the main one first, each with the title in it.
    pub titles: Vec<(&'a str, String)>,
}

/// The part of a bulletin under a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Complaints,
    Monitoring,
    Alerts,
    Decisions,
    Reports,
}

impl Section {
    /// The sections of a bulletin that comes round so often: the shorter its
    /// period, the fewer.
    pub(super) fn of(cadence: Cadence) -> &'static [Self] {
        match cadence {
            Cadence::Daily => &[Self::Alerts, Self::Monitoring, Self::Reports],
            Cadence::Weekly => &[Self::Monitoring, Self::Alerts, Self::Reports],
            Cadence::Xun => &[Self::Monitoring, Self::Alerts, Self::Decisions],
            Cadence::Monthly | Cadence::Quarterly | Cadence::HalfYearly | Cadence::Yearly => &[
                Self::Complaints,
                Self::Monitoring,
                Self::Alerts,
                Self::Decisions,
                Self::Reports,
            ],
        }
    }

    /// The subject whose data it shows.
    pub(super) fn subject(self) -> &'static str {
        match self {
            Self::Complaints => "complaints",
            Self::Monitoring | Self::Alerts => "monitoring",
            Self::Decisions | Self::Reports => "cadence",
        }
    }
}

/// Reads a period as one of that cadence.
///
/// # Errors
///
/// The text is no period, or one of another length; the refusal says which
/// period of that cadence lies there.
pub fn period(cadence: Cadence, text: &str) -> Result<Period, Refusal> {
    let read = text.parse::<Period>();
    match read {
        Ok(period) if Cadence::of(period) == cadence => Ok(period),
        _ => Err(Refusal::BadPeriod {
            cadence: cadence.word(),
            found: text.to_owned(),
            right: cadence
                .around(read.unwrap_or(EXAMPLE).first_day())
                .to_string(),
        }),
    }
}

/// What a text that is no period at all is answered with.
const EXAMPLE: Period = Period::Xun(2008, 5, 2);

#[cfg(test)]
mod tests {
    use super::*;

    fn case(cadence: Cadence, text: &str, expected: Result<&str, &str>) {
        let found = period(cadence, text);
        let found = match &found {
            Ok(period) => Ok(period.to_string()),
            Err(Refusal::BadPeriod { right, .. }) => Err(right.clone()),
            Err(other) => panic!("{other:?}"),
        };
        let expected = expected.map(str::to_owned).map_err(str::to_owned);
        assert_eq!(found, expected, "{} {text}", cadence.word());
    }

    #[test]
    fn a_period_of_another_length_is_refused_with_the_right_one() {
        case(Cadence::Monthly, "2008-05", Ok("2008-05"));
        case(Cadence::Xun, "2008-02-X3", Ok("2008-02-X3"));
        case(Cadence::Monthly, "2008-05-X2", Err("2008-05"));
        case(Cadence::Xun, "2008-05", Err("2008-05-X1"));
        case(Cadence::Weekly, "2008-05-12", Err("2008-W20"));
        case(Cadence::HalfYearly, "2008-Q3", Err("2008-H2"));
        case(Cadence::Daily, "2008", Err("2008-01-01"));
    }

    #[test]
    fn what_is_no_period_is_refused_with_an_example() {
        case(Cadence::Monthly, "may", Err("2008-05"));
        case(Cadence::Quarterly, "2008-Q5", Err("2008-Q2"));
    }
}
