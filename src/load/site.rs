//! `data/site.yaml` as authors write it: the organisation, the languages, and
//! the years to publish.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::sheet::{Count, Dated, Plain, Words};

/// Settings of the whole site: data/site.yaml.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SiteSheet {
    /// The version of the data format; 1.
    pub format: Count,
    /// The organisation whose service is reviewed.
    pub organisation: Words,
    /// The title of the site.
    pub title: Words,
    /// One sentence about the site, for the portal and search.
    pub description: Option<Words>,
    /// The languages of the site, the main one first: `[zh, en]`.
    pub languages: Vec<Plain>,
    /// The language in which messages are told to the author; the main one if
    /// absent.
    pub author_language: Option<Plain>,
    /// A folder in themes/, or `default`.
    pub theme: Option<Plain>,
    /// The years to publish.
    pub years: Vec<YearSheet>,
    /// Makes a deck of every chapter; true if absent.
    pub chapter_decks: Option<bool>,
    /// Numbers in prose that are names and no figures: `["10086", "5S"]`.
    #[serde(default)]
    pub plain_numbers: Vec<Plain>,
    /// Names of persons by their codes, for a site that may name them:
    /// `A07: { zh: 李某, en: Li }`. Absent, nobody is named.
    #[serde(default)]
    pub persons: BTreeMap<String, Words>,
    /// Whom readers may ask: a department, never a person's data.
    pub contact: Option<Words>,
}

/// One year's report.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct YearSheet {
    /// The year; its data stand in the folder of this name.
    pub year: i16,
    /// The headline of the report: what the year came to.
    pub title: Option<Words>,
    /// One or two sentences below it; may refer to figures.
    pub standfirst: Option<Words>,
    /// The day up to which the data reach.
    pub as_of: Dated,
    /// The edition, from 1.
    pub edition: Count,
    /// Whether the report may still change.
    pub status: Status,
    /// The metrics of the year on one page.
    #[serde(default)]
    pub one_page: Vec<Plain>,
}

/// Whether a report may still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It may; every page says so.
    Draft,
    /// It may not.
    Final,
}

/// Whether that can be a language: small letters and hyphens, as in `zh` or
/// `pt-br`.
pub(crate) fn is_language(id: &str) -> bool {
    (2..=8).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diag::{LineColumn, Report},
        load::yaml::read,
    };

    fn case(text: &str, expected: &[&str]) -> Option<SiteSheet> {
        let mut report = Report::default();
        let sheet = read(&"data/site.yaml".into(), text, 0, &mut report);
        let told: Vec<_> = report
            .sorted()
            .iter()
            .map(|d| {
                let at = LineColumn::of(text, d.place.start);
                format!("{} {}:{}", d.code.id(), at.line, at.column)
            })
            .collect();
        assert_eq!(told, expected);
        sheet.map(|sheet| sheet.value)
    }

    const SITE: &str = "format: 1\norganisation: { zh: 某公司, en: A company }\ntitle: 服务评述\nlanguages: [zh, en]\nyears:\n  - year: 2008\n    as_of: 2008-12-31\n    edition: 1\n    status: draft\nplain_numbers: [10086111, 5S]\n";

    #[test]
    fn a_site_is_read() {
        let site = case(SITE, &[]).expect("nothing was reported");
        assert_eq!(
            (site.years[0].year, site.years[0].status),
            (2008, Status::Draft)
        );
        assert_eq!(
            site.plain_numbers[0].0, "10086111",
            "a number that is a name keeps its spelling"
        );
    }

    #[test]
    fn a_site_with_mistakes_is_told_of_all() {
        let text = SITE.replace("draft", "drfat").replace("title:", "titel:");
        assert!(case(&text, &["Y125 3:1", "Y117 9:13"]).is_none());
    }
}
