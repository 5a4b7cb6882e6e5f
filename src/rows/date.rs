//! Dates in cells of tables, whose order of day, month and year is declared:
//! `03/04/2008` is two days, and nothing in it says which.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

/// The order of the parts of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// Year, month, day: 2008-03-15, 2008/3/15, 2008年3月15日, 20080315.
    #[default]
    Ymd,
    /// Day, month, year: 15.03.2008.
    Dmy,
    /// Month, day, year: 03/15/2008.
    Mdy,
}

impl DateOrder {
    /// The word in data files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ymd => "ymd",
            Self::Dmy => "dmy",
            Self::Mdy => "mdy",
        }
    }

    /// Reads a date; a time of day behind it is passed over. Nothing where the
    /// text is no date in this order, a year of two digits included.
    pub fn read(self, text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if self == Self::Ymd && bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
            return day(&bytes[..4], &bytes[4..6], &bytes[6..]);
        }
        let (first, rest) = group(bytes, 0)?;
        let (second, rest) = group(bytes, rest)?;
        let start = separator(bytes, rest)?;
        let end = start + digits(&bytes[start..]);
        let third = &bytes[start..end];
        let behind = text.get(end..)?;
        let behind = behind.strip_prefix('日').unwrap_or(behind);
        if !(behind.is_empty() || behind.starts_with([' ', 'T'])) {
            return None;
        }
        match self {
            Self::Ymd => day(first, second, third),
            Self::Dmy => day(third, second, first),
            Self::Mdy => day(third, first, second),
        }
    }
}

/// A run of digits behind a separator, and where it ends.
fn group(bytes: &[u8], from: usize) -> Option<(&[u8], usize)> {
    let start = if from == 0 {
        0
    } else {
        separator(bytes, from)?
    };
    let end = start + digits(&bytes[start..]);
    (end > start).then(|| (&bytes[start..end], end))
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|b| b.is_ascii_digit()).count()
}

/// Where a separator that begins at `from` ends.
fn separator(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let length = match rest.first()? {
        b'-' | b'/' | b'.' => 1,
        _ => ["年", "月"]
            .iter()
            .find(|sign| rest.starts_with(sign.as_bytes()))?
            .len(),
    };
    Some(from + length)
}

fn day(year: &[u8], month: &[u8], day: &[u8]) -> Option<Date> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let number = |digits: &[u8]| {
        digits
            .iter()
            .fold(0_i16, |sum, digit| sum * 10 + i16::from(digit - b'0'))
    };
    let small = |digits: &[u8]| i8::try_from(number(digits)).ok();
    Date::new(number(year), small(month)?, small(day)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_in_its_order_alone() {
        fn case(order: DateOrder, text: &str, expected: &str) {
            let found = order.read(text).map(|it| it.to_string());
            assert_eq!(found.unwrap_or_default(), expected, "{order:?} {text:?}");
        }
        case(DateOrder::Ymd, "2008-03-15", "2008-03-15");
        case(DateOrder::Ymd, "2008/3/5", "2008-03-05");
        case(DateOrder::Ymd, "2008年3月15日", "2008-03-15");
        case(DateOrder::Ymd, "2008年3月15日 9:30", "2008-03-15");
        case(DateOrder::Ymd, "20080315", "2008-03-15");
        case(DateOrder::Ymd, "2008-03-15T23:59:59", "2008-03-15");
        case(DateOrder::Dmy, "15.03.2008 10:00", "2008-03-15");
        case(DateOrder::Mdy, "03/15/2008", "2008-03-15");
        for (order, text) in [
            (DateOrder::Mdy, "15/03/2008"),
            (DateOrder::Ymd, "15.03.2008"),
            (DateOrder::Ymd, "08-03-15"),
            (DateOrder::Ymd, "2008-02-30"),
            (DateOrder::Ymd, "2008-03"),
            (DateOrder::Ymd, "2008-03-15x"),
            (DateOrder::Ymd, "2008-03-"),
            (DateOrder::Ymd, "39522"),
            (DateOrder::Ymd, "２００８-03-15"),
            (DateOrder::Dmy, ""),
        ] {
            case(order, text, "");
        }
    }
}
