//! Periods and dates in words: `2008 年一季度`, `Q1 2008`.
//!
//! The wordings are the locale's (`periods.…`); here is only which of them a
//! period takes and what fills it. Nothing is abbreviated and no era or
//! calendar but the Gregorian is known.

use jiff::civil::Date;

use super::Locale;
use crate::model::{Period, When};

impl Locale {
    /// A period as readers see it: `2008 年 3 月中旬`, `mid-March 2008`.
    pub fn period(&self, period: Period) -> String {
        match period {
            Period::Year(y) => self.dated("year", y, None, &[]),
            Period::Half(y, h) => self.dated(&format!("half_{h}"), y, None, &[]),
            Period::Quarter(y, q) => self.dated(&format!("quarter_{q}"), y, None, &[]),
            Period::Month(y, m) => self.dated("month", y, Some(m), &[]),
            Period::Xun(y, m, x) => self.dated(&format!("xun_{x}"), y, Some(m), &[]),
            Period::Week(y, w) => self.dated("week", y, None, &[("week", &w.to_string())]),
            Period::Day(date) => self.date(date),
        }
    }

    /// A date as readers see it: `2008 年 3 月 15 日`, `15 March 2008`.
    pub fn date(&self, date: Date) -> String {
        let day = date.day().to_string();
        self.dated(
            "day",
            date.year(),
            Some(date.month().unsigned_abs()),
            &[("day", &day)],
        )
    }

    /// A period, or the words for one that the source does not state.
    pub fn when(&self, when: When) -> String {
        match when {
            When::In(period) => self.period(period),
            When::Unstated { review } => self.dated("unstated", review, None, &[]),
        }
    }

    fn dated(&self, kind: &str, year: i16, month: Option<u8>, more: &[(&str, &str)]) -> String {
        let year = year.to_string();
        let number = month.map(|m| m.to_string()).unwrap_or_default();
        let name = format!("periods.months.{number}");
        let mut slots = vec![("year", year.as_str())];
        if month.is_some() {
            slots.extend([("month", number.as_str()), ("month_name", self.word(&name))]);
        }
        slots.extend(more);
        let key = format!("periods.{kind}");
        self.say(&key, &slots).unwrap_or(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    fn case(period: &str, zh: &str, en: &str) {
        let locales = Locales::embedded();
        let period: Period = period.parse().expect(period);
        for (lang, expected) in [("zh", zh), ("en", en)] {
            let locale = locales.get(lang).expect("it is embedded");
            assert_eq!(locale.period(period), expected);
        }
    }

    #[test]
    fn periods_read_as_people_say_them() {
        case("2008", "2008 年", "2008");
        case("2008-H2", "2008 年下半年", "H2 2008");
        case("2008-Q1", "2008 年一季度", "Q1 2008");
        case("2008-03", "2008 年 3 月", "March 2008");
        case("2008-03-X2", "2008 年 3 月中旬", "mid-March 2008");
        case("2008-12-X3", "2008 年 12 月下旬", "late December 2008");
        case("2008-W12", "2008 年第 12 周", "week 12 of 2008");
        case("2008-03-15", "2008 年 3 月 15 日", "15 March 2008");
    }
}
