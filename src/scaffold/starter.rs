//! The starter files, embedded, per language; a language without its own takes
//! the English ones.
//!
//! `__YEAR__`, `__LANG__`, `__NAME__` and `__TITLE__` are all that is replaced in
//! them.

use super::bulletin::Section;

/// A language and a year to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Starter<'a> {
    /// The language of the comments and the first texts.
    pub lang: &'a str,
    /// The year of the report.
    pub year: i16,
}

/// The starter files of one language.
struct Files {
    lang: &'static str,
    site: &'static str,
    catalogue: &'static str,
    readings: &'static str,
    scorecard: &'static str,
    index: &'static str,
    review: &'static str,
    chapter: &'static str,
    deck: &'static str,
    empty_deck: &'static str,
    bulletin: &'static str,
    complaints: &'static str,
    monitoring: &'static str,
    alerts: &'static str,
    decisions: &'static str,
    reports: &'static str,
}

/// Embeds the starter files of one language.
macro_rules! files {
    ($lang:literal) => {
        Files {
            lang: $lang,
            site: include_str!(concat!("starter/", $lang, "/site.yaml")),
            catalogue: include_str!(concat!("starter/", $lang, "/catalogue.yaml")),
            readings: include_str!(concat!("starter/", $lang, "/readings.yaml")),
            scorecard: include_str!(concat!("starter/", $lang, "/scorecard.yaml")),
            index: include_str!(concat!("starter/", $lang, "/index.md")),
            review: include_str!(concat!("starter/", $lang, "/review.md")),
            chapter: include_str!(concat!("starter/", $lang, "/chapter.md")),
            deck: include_str!(concat!("starter/", $lang, "/deck.md")),
            empty_deck: include_str!(concat!("starter/", $lang, "/empty-deck.md")),
            bulletin: include_str!(concat!("starter/", $lang, "/bulletin/head.md")),
            complaints: include_str!(concat!("starter/", $lang, "/bulletin/complaints.md")),
            monitoring: include_str!(concat!("starter/", $lang, "/bulletin/monitoring.md")),
            alerts: include_str!(concat!("starter/", $lang, "/bulletin/alerts.md")),
            decisions: include_str!(concat!("starter/", $lang, "/bulletin/decisions.md")),
            reports: include_str!(concat!("starter/", $lang, "/bulletin/reports.md")),
        }
    };
}

static ENGLISH: Files = files!("en");
static CHINESE: Files = files!("zh");

fn files(lang: &str) -> &'static Files {
    if lang == CHINESE.lang {
        &CHINESE
    } else {
        &ENGLISH
    }
}

impl Starter<'_> {
    /// A whole site: names and texts.
    pub(super) fn site(self) -> Vec<(String, String)> {
        let Files {
            site,
            catalogue,
            index,
            deck,
            ..
        } = files(self.lang);
        let mut all = vec![
            ("data/site.yaml".to_owned(), self.filled(site, "")),
            ("data/catalogue.yaml".to_owned(), self.filled(catalogue, "")),
        ];
        let mut report = self.report();
        let chapter = report.pop();
        all.extend(report);
        all.push(("content/index.md".to_owned(), self.filled(index, "")));
        all.extend(chapter);
        all.push((
            format!("content/decks/{}-review.md", self.year),
            self.filled(deck, ""),
        ));
        all
    }

    /// A year's report: its data, then its first chapter.
    pub(super) fn report(self) -> Vec<(String, String)> {
        let Files {
            readings,
            scorecard,
            review,
            ..
        } = files(self.lang);
        let year = self.year;
        vec![
            (
                format!("data/{year}/readings.yaml"),
                self.filled(readings, ""),
            ),
            (
                format!("data/{year}/scorecard.yaml"),
                self.filled(scorecard, ""),
            ),
            (
                format!("content/{year}/01-review.md"),
                self.filled(review, ""),
            ),
        ]
    }

    /// An empty chapter.
    pub(super) fn chapter(self, name: &str) -> String {
        self.filled(files(self.lang).chapter, name)
    }

    fn filled(self, text: &str, name: &str) -> String {
        text.replace("__YEAR__", &self.year.to_string())
            .replace("__LANG__", files(self.lang).lang)
            .replace("__NAME__", name)
    }
}

/// An empty deck.
pub(super) fn deck(lang: &str, name: &str) -> String {
    files(lang).empty_deck.replace("__NAME__", name)
}

/// The bulletin of a period, with these sections.
pub(super) fn bulletin(lang: &str, title: &str, sections: &[Section]) -> String {
    let files = files(lang);
    let sections = sections.iter().map(|it| match it {
        Section::Complaints => files.complaints,
        Section::Monitoring => files.monitoring,
        Section::Alerts => files.alerts,
        Section::Decisions => files.decisions,
        Section::Reports => files.reports,
    });
    let head = files.bulletin.replace("__TITLE__", title);
    sections.fold(head, |text, section| text + section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_languages_begin_with_the_same_keys_and_figures() {
        let plain = |text: &str| -> Vec<String> {
            text.lines()
                .filter(|line| !line.trim_start().starts_with('#'))
                .filter_map(|line| line.split_once(':').map(|(key, _)| key.to_owned()))
                .collect()
        };
        let site = |lang| Starter { lang, year: 2008 }.site();
        for ((name, zh), (_, en)) in site("zh").iter().zip(site("en")) {
            if name.starts_with("data/") {
                assert_eq!(plain(zh), plain(&en), "{name}");
            }
            assert_eq!(zh.matches("{{").count(), en.matches("{{").count(), "{name}");
        }
    }

    #[test]
    fn data_files_are_yaml_that_names_its_schema() {
        for lang in ["zh", "en"] {
            for (name, text) in (Starter { lang, year: 2008 }).site() {
                assert!(!text.contains("__"), "{name}: {text}");
                if name.starts_with("data/") {
                    let up = "../".repeat(name.matches('/').count());
                    let line = format!("# yaml-language-server: $schema={up}.pingshu/schema/");
                    assert!(text.starts_with(&line), "{name}");
                    serde_yaml::from_str::<serde_json::Value>(&text).expect(&name);
                } else {
                    assert!(text.starts_with("---\n"), "{name}");
                }
            }
        }
    }
}
