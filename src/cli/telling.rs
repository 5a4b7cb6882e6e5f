//! What the tool says at the end of a command.

use std::path::Path;

use super::speech::Complaint;
use crate::{
    Assessed, Built, Checked,
    diag::{Severity, escaped},
    locale::Locale,
    scaffold::Refusal,
};

/// One line that counts what was found.
pub(super) fn found(checked: &Checked, locale: &Locale) -> String {
    let count = |severity| checked.report.count(severity).to_string();
    let (errors, warnings, notes) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note),
    );
    let slots = [
        ("errors", errors.as_str()),
        ("warnings", &warnings),
        ("notes", &notes),
    ];
    let nothing = slots.iter().all(|(_, count)| *count == "0");
    locale
        .say(if nothing { "cli.clean" } else { "cli.found" }, &slots)
        .unwrap_or_default()
}

/// Says that nothing was built.
pub(super) fn not_built(checked: &Checked, locale: &Locale) -> String {
    let found = found(checked, locale);
    locale
        .say("cli.not_built", &[("found", &found)])
        .unwrap_or_default()
}

/// Says what was built.
pub(super) fn done(built: &Built, output: &Path, locale: &Locale) -> String {
    let Built {
        pages,
        decks,
        figures,
        files,
        bytes,
    } = built;
    let output = escaped(&output.display().to_string());
    let size = size(*bytes, locale);
    let [pages, decks, figures, files] = [pages, decks, figures, files].map(ToString::to_string);
    let slots = [
        ("output", output.as_str()),
        ("pages", &pages),
        ("decks", &decks),
        ("figures", &figures),
        ("files", &files),
        ("size", &size),
    ];
    locale.say("cli.built", &slots).unwrap_or_default()
}

/// Says what a preview shows.
pub(super) fn shown(site: &Assessed, locale: &Locale) -> String {
    let decks = site.plan.decks();
    let counts = [site.plan.pages().len() - decks, decks, site.facts.len()];
    let [pages, decks, figures] = counts.map(|it| it.to_string());
    let slots = [
        ("pages", pages.as_str()),
        ("decks", &decks),
        ("figures", &figures),
    ];
    locale.say("cli.serve.shown", &slots).unwrap_or_default()
}

/// Puts a refusal of `init` or `new` into words.
pub(super) fn refused(refusal: &Refusal, locale: &Locale) -> Complaint {
    let by_path = |key: &str, path: &Path| {
        Complaint::by_key(
            locale,
            &format!("refusal.{key}"),
            &[("path", &path.display().to_string())],
        )
    };
    match refusal {
        Refusal::NotEmpty(path) => by_path("not_empty", path),
        Refusal::Exists(path) => by_path("exists", path),
        Refusal::NoSite(path) => by_path("no_site", path),
        Refusal::BadName(name) => Complaint::by_key(locale, "refusal.bad_name", &[("name", name)]),
        Refusal::BadPeriod {
            cadence,
            found,
            right,
        } => {
            let slots = [
                ("cadence", *cadence),
                ("found", found.as_str()),
                ("right", right.as_str()),
            ];
            Complaint::by_key(locale, "refusal.bad_period", &slots)
        }
        Refusal::Disk(fault) => Complaint::of_fault(fault, locale),
    }
}

/// A size of files in powers of 1000, as file managers show it.
pub(super) fn size(bytes: u64, locale: &Locale) -> String {
    if bytes < 1_000_000 {
        locale
            .format(0, " kB")
            .with_unit((bytes as f64 / 1e3).ceil())
    } else {
        locale.format(1, " MB").with_unit(bytes as f64 / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    #[test]
    fn a_build_is_told_with_its_counts() {
        let built = Built {
            pages: 1,
            decks: 2,
            figures: 12345,
            files: 3,
            bytes: 2_345_678,
        };
        let locales = Locales::embedded();
        let en = locales.get("en").expect("it is embedded");
        assert_eq!(
            done(&built, Path::new("a\u{1b}b"), en),
            "Built a\\u{1b}b: 1 page, 2 decks, 12345 figures; 3 files, 2.3 MB."
        );
        assert_eq!(size(1, en), "1 kB");
        assert_eq!(size(999_001, en), "1000 kB");
    }

    #[test]
    fn every_refusal_has_words_in_every_language() {
        for locale in Locales::embedded().iter() {
            for refusal in [
                Refusal::NotEmpty("a".into()),
                Refusal::Exists("a".into()),
                Refusal::NoSite("a".into()),
                Refusal::BadName("a".to_owned()),
                Refusal::BadPeriod {
                    cadence: "monthly",
                    found: "a".to_owned(),
                    right: "2008-05".to_owned(),
                },
            ] {
                let complaint = refused(&refusal, locale);
                let whole = complaint.print(locale);
                assert!(
                    !complaint.message.is_empty() && !complaint.remedy.is_empty(),
                    "{whole}"
                );
                assert!(!whole.contains('{'), "{whole}");
            }
        }
    }
}
