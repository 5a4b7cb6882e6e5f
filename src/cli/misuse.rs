//! What clap refuses, told in the author's language with a remedy.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::speech::Complaint;
use crate::locale::Locale;

/// Puts clap's refusal into words.
pub(super) fn misuse(error: &clap::Error, locale: &Locale) -> Complaint {
    let said = |kind| error.get(kind).map(value).unwrap_or_default();
    let first = |kinds: &[ContextKind]| {
        kinds
            .iter()
            .map(|kind| said(*kind))
            .find(|said| !said.is_empty())
            .unwrap_or_default()
    };
    let given = first(&[ContextKind::InvalidValue, ContextKind::InvalidSubcommand]);
    let valid = first(&[ContextKind::ValidValue, ContextKind::ValidSubcommand]);
    let suggested = first(&[
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]);
    let arg = said(ContextKind::InvalidArg);
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "unknown_argument",
        ErrorKind::InvalidSubcommand => "unknown_command",
        ErrorKind::InvalidValue if given.is_empty() => "missing_value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "bad_value",
        ErrorKind::MissingRequiredArgument => "missing_argument",
        ErrorKind::MissingSubcommand => "missing_command",
        ErrorKind::ArgumentConflict => "conflict",
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            "number_of_values"
        }
        ErrorKind::InvalidUtf8 => "not_utf8",
        _ => "other",
    };
    let prior = said(ContextKind::PriorArg);
    let slots = [
        ("arg", arg.as_str()),
        ("value", given.as_str()),
        ("prior", prior.as_str()),
        ("valid", valid.as_str()),
        ("suggested", suggested.as_str()),
    ];
    let say = |key: &str| {
        locale
            .say(&format!("cli.misuse.{key}"), &slots)
            .unwrap_or_default()
    };
    // Of the few words that an option takes, all are told: the one that is
    // spelt most like what was typed need not be the one that was meant.
    let lists_all = error.kind() == ErrorKind::InvalidValue && !valid.is_empty();
    let remedy = if !suggested.is_empty() && !lists_all {
        say("remedy_suggested")
    } else if !valid.is_empty() {
        say("remedy_valid")
    } else {
        say("remedy_help")
    };
    Complaint::new(say(key), remedy)
}

fn value(value: &ContextValue) -> String {
    let list = |items: &[String]| {
        let items: Vec<_> = items
            .iter()
            .filter(|item| !item.is_empty())
            .map(String::as_str)
            .collect();
        items.join(", ")
    };
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => list(texts),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            list(&texts.iter().map(ToString::to_string).collect::<Vec<_>>())
        }
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{cli::grammar::grammar, locale::Locales};

    fn case(line: &str, en: &[&str]) {
        let locales = Locales::embedded();
        for (lang, expected) in [("en", en), ("zh", &[][..])] {
            let locale = locales.get(lang).expect("it is embedded");
            let error = grammar(locale, &["site", "readings"])
                .try_get_matches_from(line.split(' '))
                .expect_err(line);
            let complaint = misuse(&error, locale);
            let all = format!("{}\n{}", complaint.message, complaint.remedy);
            assert!(
                !complaint.message.is_empty() && !complaint.remedy.is_empty(),
                "{line}"
            );
            for part in expected {
                assert!(all.contains(part), "{line}: {all}");
            }
        }
    }

    #[test]
    fn refusals_name_what_was_typed_and_what_to_type() {
        case(
            "pingshu build --outptu-dir x",
            &["--outptu-dir", "--output-dir"],
        );
        case("pingshu biuld", &["biuld", "build"]);
        case(
            "pingshu build --format xml",
            &["xml", "--format", "text, json"],
        );
        case("pingshu serve --port 99999", &["99999", "--port"]);
        case("pingshu serve --port", &["--port", "needs a value"]);
        case("pingshu explain", &["subject"].map(|_| "FIGURE|CODE"));
        case("pingshu schema sites", &["sites", "site, readings"]);
        case(
            "pingshu new report --cadence hourly --period 2008-05",
            &["hourly", "daily, weekly, xun, monthly"],
        );
        case("pingshu new report --cadence weekly", &["--period"]);
        case("pingshu new report --period 2008-05", &["--cadence"]);
        case("pingshu build --drafts --drafts", &["--drafts"]);
        case("pingshu new chapter abc name", &["abc"]);
    }
}
