//! Stretches of time that service figures are counted over.

use std::{error, fmt, str::FromStr};

use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::Cadence;

/// A period as authors write it: `2008`, `2008-H1`, `2008-Q1`, `2008-03`,
/// `2008-03-X2` (中旬), `2008-W12`, `2008-03-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// A calendar year.
    Year(i16),
    /// A half-year, 1 or 2.
    Half(i16, u8),
    /// A quarter, 1 to 4.
    Quarter(i16, u8),
    /// A month, 1 to 12.
    Month(i16, u8),
    /// A third of a month (旬), 1 to 3: days 1–10, 11–20, 21–end.
    Xun(i16, u8, u8),
    /// An ISO week, 1 to 52 or 53.
    Week(i16, u8),
    /// A day.
    Day(Date),
}

impl Period {
    /// The year the period is filed under.
    pub fn year(self) -> i16 {
        match self {
            Self::Year(y)
            | Self::Half(y, _)
            | Self::Quarter(y, _)
            | Self::Month(y, _)
            | Self::Xun(y, _, _)
            | Self::Week(y, _) => y,
            Self::Day(date) => date.year(),
        }
    }

    /// The first day.
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(y) => day(y, 1, 1),
            Self::Half(y, h) => day(y, h * 6 - 5, 1),
            Self::Quarter(y, q) => day(y, q * 3 - 2, 1),
            Self::Month(y, m) => day(y, m, 1),
            Self::Xun(y, m, x) => day(y, m, x * 10 - 9),
            Self::Week(y, w) => week(y, w, Weekday::Monday),
            Self::Day(date) => date,
        }
    }

    /// The last day.
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(y) => day(y, 12, 31),
            Self::Half(y, h) => day(y, h * 6, 1).last_of_month(),
            Self::Quarter(y, q) => day(y, q * 3, 1).last_of_month(),
            Self::Month(y, m) | Self::Xun(y, m, 3) => day(y, m, 1).last_of_month(),
            Self::Xun(y, m, x) => day(y, m, x * 10),
            Self::Week(y, w) => week(y, w, Weekday::Sunday),
            Self::Day(date) => date,
        }
    }

    /// The same period a year earlier (同比), where there is one: week 53 and
    /// 29 February have none in most years.
    pub fn year_before(self) -> Option<Self> {
        let earlier = match self {
            Self::Year(y) => Self::Year(y - 1),
            Self::Half(y, h) => Self::Half(y - 1, h),
            Self::Quarter(y, q) => Self::Quarter(y - 1, q),
            Self::Month(y, m) => Self::Month(y - 1, m),
            Self::Xun(y, m, x) => Self::Xun(y - 1, m, x),
            Self::Week(y, w) => {
                ISOWeekDate::new(y - 1, i8::try_from(w).ok()?, Weekday::Monday).ok()?;
                Self::Week(y - 1, w)
            }
            Self::Day(date) => {
                Self::Day(Date::new(date.year() - 1, date.month(), date.day()).ok()?)
            }
        };
        (earlier.year() >= 1).then_some(earlier)
    }

    /// The period of the same kind that follows.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        let tomorrow = self.last_day().tomorrow().ok()?;
        Some(Cadence::of(self).around(tomorrow))
    }

    /// Reports whether they have a day in common.
    pub fn meets(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// Reports whether its last day is one of `other`'s.
    pub fn ends_within(self, other: Self) -> bool {
        (other.first_day()..=other.last_day()).contains(&self.last_day())
    }

    /// Reports whether both are of the same length class, so that one series
    /// can hold them.
    pub fn same_kind(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

fn day(year: i16, month: u8, day: u8) -> Date {
    Date::new(year, month.cast_signed(), day.cast_signed())
        .expect("parts were checked when the period was made")
}

fn week(year: i16, week: u8, weekday: Weekday) -> Date {
    ISOWeekDate::new(year, week.cast_signed(), weekday)
        .expect("parts were checked when the period was made")
        .date()
}

/// By first day; a longer period comes before the shorter ones it holds.
impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.position().cmp(&other.position())
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Period {
    /// Its first day and its rank among periods that begin on one day, the
    /// longest first. Only weeks and days go by the calendar.
    fn position(self) -> (i16, u8, u8, u8) {
        match self {
            Self::Year(y) => (y, 1, 1, 0),
            Self::Half(y, h) => (y, h * 6 - 5, 1, 1),
            Self::Quarter(y, q) => (y, q * 3 - 2, 1, 2),
            Self::Month(y, m) => (y, m, 1, 3),
            Self::Xun(y, m, x) => (y, m, x * 10 - 9, 4),
            Self::Week(..) | Self::Day(_) => {
                let first = self.first_day();
                let rank = if matches!(self, Self::Week(..)) { 5 } else { 6 };
                (
                    first.year(),
                    first.month().unsigned_abs(),
                    first.day().unsigned_abs(),
                    rank,
                )
            }
        }
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        parse(text).ok_or_else(|| NotAPeriod(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<Period> {
    let year: i16 = number(text.get(..4)?, 4)?;
    if year < 1 {
        return None;
    }
    let Some(rest) = text.get(4..)?.strip_prefix('-') else {
        return text.get(4..)?.is_empty().then_some(Period::Year(year));
    };
    let part = |digits: &str, width, range: std::ops::RangeInclusive<u8>| {
        number::<u8>(digits, width).filter(|n| range.contains(n))
    };
    if let Some(half) = rest.strip_prefix('H') {
        return Some(Period::Half(year, part(half, 1, 1..=2)?));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        return Some(Period::Quarter(year, part(quarter, 1, 1..=4)?));
    }
    if let Some(week) = rest.strip_prefix('W') {
        let week = part(week, 2, 1..=53)?;
        ISOWeekDate::new(year, week.cast_signed(), Weekday::Monday).ok()?;
        return Some(Period::Week(year, week));
    }
    let (month, tail) = rest.split_at_checked(2)?;
    let month = part(month, 2, 1..=12)?;
    let Some(tail) = tail.strip_prefix('-') else {
        return tail.is_empty().then_some(Period::Month(year, month));
    };
    if let Some(third) = tail.strip_prefix('X') {
        return Some(Period::Xun(year, month, part(third, 1, 1..=3)?));
    }
    let date = Date::new(
        year,
        month.cast_signed(),
        part(tail, 2, 1..=31)?.cast_signed(),
    )
    .ok()?;
    Some(Period::Day(date))
}

fn number<T: FromStr>(digits: &str, width: usize) -> Option<T> {
    let plain = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Self::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Xun(y, m, x) => write!(f, "{y:04}-{m:02}-X{x}"),
            Self::Week(y, w) => write!(f, "{y:04}-W{w:02}"),
            Self::Day(date) => write!(f, "{date}"),
        }
    }
}

/// The text was no period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAPeriod(String);

impl fmt::Display for NotAPeriod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected a period such as `2008`, `2008-H1`, `2008-Q1`, `2008-03`, `2008-03-X2`, `2008-W12` or `2008-03-15`, found `{}`",
            self.0
        )
    }
}
impl error::Error for NotAPeriod {}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, first: &str, last: &str) {
        let period: Period = text.parse().expect(text);
        assert_eq!(period.to_string(), text);
        assert_eq!(period.first_day().to_string(), first);
        assert_eq!(period.last_day().to_string(), last);
    }

    #[test]
    fn periods_cover_their_days() {
        case("2008", "2008-01-01", "2008-12-31");
        case("2008-H2", "2008-07-01", "2008-12-31");
        case("2008-Q1", "2008-01-01", "2008-03-31");
        case("2008-02", "2008-02-01", "2008-02-29");
        case("2008-02-X3", "2008-02-21", "2008-02-29");
        case("2007-02-X3", "2007-02-21", "2007-02-28");
        case("2008-W01", "2007-12-31", "2008-01-06");
        case("2008-03-15", "2008-03-15", "2008-03-15");
    }

    #[test]
    fn each_kind_has_a_next() {
        for (text, next) in [
            ("2008", "2009"),
            ("2008-H2", "2009-H1"),
            ("2008-Q3", "2008-Q4"),
            ("2008-12", "2009-01"),
            ("2008-02-X2", "2008-02-X3"),
            ("2008-02-X3", "2008-03-X1"),
            ("2008-W52", "2009-W01"),
            ("2008-02-28", "2008-02-29"),
        ] {
            let period: Period = text.parse().expect(text);
            assert_eq!(
                period.next().map(|it| it.to_string()).as_deref(),
                Some(next),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "08",
            "2008-",
            "2008-H3",
            "2008-Q0",
            "2008-13",
            "2008-03-X4",
            "2008-W53",
            "2008-02-30",
            "2008-3",
            "２００８",
            "2008-03-15T00:00",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_longer_period_sorts_before_its_parts() {
        let mut periods: Vec<Period> = ["2008-02", "2008-01", "2008-Q1", "2008", "2008-01-X1"]
            .map(|t| t.parse().expect(t))
            .to_vec();
        periods.sort();
        let texts: Vec<_> = periods.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            ["2008", "2008-Q1", "2008-01", "2008-01-X1", "2008-02"]
        );
    }
}
