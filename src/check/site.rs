//! The settings of a site.

use crate::{
    diag::{Code, Diagnostic, Report},
    load::{SiteSheet, site::is_language},
    model::{Persons, is_person_code},
    path,
    portfolio::{Site, YearSettings},
    sheet::{Sheet, Words},
};

/// The format of data files that this version reads.
const FORMAT: u64 = 1;

pub(super) fn check(sheet: &Sheet<SiteSheet>, report: &mut Report) -> Site {
    let SiteSheet {
        format,
        organisation,
        title,
        description,
        languages,
        author_language,
        theme,
        years,
        chapter_decks,
        plain_numbers,
        persons: _,
        contact: _,
    } = &sheet.value;
    if format.0 != FORMAT {
        report.add(
            Diagnostic::new(Code::UnknownFormat, sheet.place(path!["format"]))
                .with("found", format.0.to_string()),
        );
    }
    let languages = check_languages(sheet, languages, report);
    let words = |words: &Words, key: &str, report: &mut Report| {
        super::text(words, &languages, || sheet.place(path![key]), report)
    };
    let organisation = words(organisation, "organisation", report);
    let title = words(title, "title", report);
    let description = description
        .as_ref()
        .map(|it| words(it, "description", report))
        .unwrap_or_default();
    let mut years: Vec<_> = years
        .iter()
        .enumerate()
        .map(|(i, year)| {
            let at = |key: &str| sheet.place(path!["years", i, key]);
            let words = |words: &Option<Words>, key: &str, report: &mut Report| {
                words
                    .as_ref()
                    .map(|it| super::text(it, &languages, || at(key), report))
                    .unwrap_or_default()
            };
            let headline = words(&year.title, "title", report);
            let standfirst = words(&year.standfirst, "standfirst", report);
            YearSettings {
                year: year.year,
                headline,
                standfirst,
                standfirst_place: at("standfirst"),
                as_of: year.as_of.0,
                edition: year.edition.0,
                status: year.status,
                one_page: year
                    .one_page
                    .iter()
                    .enumerate()
                    .map(|(k, name)| {
                        (
                            name.0.clone(),
                            sheet.place(path!["years", i, "one_page", k]),
                        )
                    })
                    .collect(),
            }
        })
        .collect();
    for (i, year) in years.iter().enumerate() {
        let place = sheet.place(path!["years", i, "year"]);
        if !(1900..=2999).contains(&year.year) {
            report.add(
                Diagnostic::new(Code::BadSetting, place)
                    .with("found", year.year.to_string())
                    .with("expected", "1900–2999"),
            );
        } else if let Some(first) = years[..i].iter().position(|it| it.year == year.year) {
            report.add(
                Diagnostic::new(Code::DuplicateId, place)
                    .with("id", year.year.to_string())
                    .and(sheet.place(path!["years", first, "year"]), "first"),
            );
        }
    }
    years.sort_by_key(|it| it.year);
    years.dedup_by_key(|it| it.year);
    Site {
        organisation,
        title,
        description,
        author_language: author_language.as_ref().map(|it| it.0.clone()),
        theme: theme
            .as_ref()
            .map_or_else(|| "default".to_owned(), |it| it.0.clone()),
        years,
        chapter_decks: chapter_decks.unwrap_or(true),
        plain_numbers: plain_numbers.iter().map(|it| it.0.clone()).collect(),
        persons: check_persons(sheet, &languages, report),
        languages,
    }
}

/// The names of persons, by codes.
fn check_persons(sheet: &Sheet<SiteSheet>, languages: &[String], report: &mut Report) -> Persons {
    let names = sheet.value.persons.iter().map(|(code, name)| {
        let place = || sheet.place(path!["persons", code.as_str()]);
        if !is_person_code(code) {
            let wrong = Diagnostic::new(Code::NotACode, place());
            report.add(wrong.with("found", code.clone()));
        }
        (code.clone(), super::text(name, languages, place, report))
    });
    Persons::new(names.collect::<Vec<_>>())
}

/// The languages, each once; a site without any is a mistake.
fn check_languages(
    sheet: &Sheet<SiteSheet>,
    given: &[crate::sheet::Plain],
    report: &mut Report,
) -> Vec<String> {
    let mut languages: Vec<String> = Vec::new();
    for (i, lang) in given.iter().enumerate() {
        let place = sheet.place(path!["languages", i]);
        if !is_language(&lang.0) {
            report.add(Diagnostic::new(Code::BadId, place).with("id", lang.0.clone()));
        } else if languages.contains(&lang.0) {
            report.add(Diagnostic::new(Code::DuplicateId, place).with("id", lang.0.clone()));
        } else {
            languages.push(lang.0.clone());
        }
    }
    if languages.is_empty() {
        if given.is_empty() {
            report.add(
                Diagnostic::new(Code::BadSetting, sheet.place(path!["languages"]))
                    .with("found", "[]")
                    .with("expected", "[zh, en]"),
            );
        }
        languages.push("zh".to_owned());
    }
    languages
}
