//! What every theme keeps: the embedded files are those of the repository, the
//! colours can be told apart, and a mistake in a site's theme is named.

use std::path::Path;

use super::*;

/// Lays one file over the default theme.
fn with(path: &str, text: &str) -> (Theme, Report) {
    let mut theme = Theme::embedded();
    let mut report = Report::default();
    theme.overlay(
        "themes/ours",
        [(path.to_owned(), text.as_bytes().to_vec())],
        &mut report,
    );
    (theme, report)
}

#[test]
fn the_embedded_files_are_those_of_the_folder() {
    fn case(name: &str, embedded: &[(&str, &[u8])]) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("themes")
            .join(name);
        let mut found: Vec<String> = walkdir::WalkDir::new(&folder)
            .into_iter()
            .map(|entry| entry.expect("the folder can be read"))
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry
                    .path()
                    .strip_prefix(&folder)
                    .expect("below the folder");
                path.to_string_lossy().replace('\\', "/")
            })
            .filter(|path| !path.starts_with("locales/"))
            .collect();
        found.sort();
        let listed: Vec<&str> = embedded.iter().map(|(path, _)| *path).collect();
        assert_eq!(found, listed, "themes/{name}");
    }
    case("default", DEFAULT);
    case("contrast", CONTRAST);
}

#[test]
fn the_embedded_themes_are_without_fault() {
    for (folder, files) in [("themes/default", DEFAULT), ("themes/contrast", CONTRAST)] {
        let mut theme = Theme::default();
        let mut report = Report::default();
        for (path, bytes) in files {
            theme.lay_file(folder, path, Cow::Borrowed(bytes), &mut report);
        }
        assert!(report.sorted().is_empty(), "{report:?}");
    }
}

#[test]
fn colours_can_be_told_apart() {
    for (name, text, marks) in [("default", 4.5, 3.0), ("contrast", 7.0, 4.5)] {
        let tokens = Theme::named(name).expect("embedded").tokens;
        for scheme in ["light", "dark"] {
            let colour = |token: &str| tokens.colour(scheme, token).expect("every colour is set");
            for (token, least) in [
                ("ink", text),
                ("muted", text),
                ("accent", text),
                ("good", text),
                ("bad", text),
                ("warn", text),
                ("mark", marks),
                ("accent-soft", marks),
            ] {
                let ratio = contrast_ratio(colour(token), colour("paper"));
                assert!(ratio >= least, "{name} {scheme} {token}: {ratio:.2}");
            }
            // Rows that are pointed at, the beds of bars and the bands behind them.
            for ground in [colour("surface"), bed(scheme, "track")] {
                for token in ["ink", "muted", "accent", "good", "bad", "warn"] {
                    let ratio = contrast_ratio(colour(token), ground);
                    assert!(
                        ratio >= 4.5,
                        "{name} {scheme} {token} on {ground:?}: {ratio:.2}"
                    );
                }
            }
            for (mark, bed_name) in [
                ("ink", "track"),
                ("accent", "track"),
                ("accent-soft", "track"),
                ("muted", "track"),
                ("bad", "track"),
                ("ink", "band"),
                ("accent", "band"),
            ] {
                let ratio = contrast_ratio(colour(mark), bed(scheme, bed_name));
                assert!(
                    ratio >= 3.0,
                    "{name} {scheme} {mark} on {bed_name}: {ratio:.2}"
                );
            }
        }
    }
}

/// Shades are mixed in the browser; here the same is reckoned from the parts that
/// chart.css states, for every theme.
#[test]
fn text_on_shades_can_be_read() {
    let css = include_str!("../../themes/default/static/chart.css");
    let night = css.find("#86b7ec").expect("the night's shades are mixed");
    let part = |scheme: &str, shade: usize| -> f64 {
        let css = if scheme == "light" {
            css
        } else {
            &css[night - 80..]
        };
        let start = format!("--shade-{shade}: color-mix(in srgb, var(--accent, #");
        let at = css.find(&start).expect("every shade is mixed") + start.len();
        let (_, rest) = css[at..].split_once(") ").expect("a part of accent");
        let (percent, _) = rest.split_once('%').expect("a part of accent");
        percent.parse::<f64>().expect("a number") / 100.0
    };
    for name in ["default", "contrast"] {
        let tokens = Theme::named(name).expect("embedded").tokens;
        for (scheme, track) in [("light", "#edf0f4"), ("dark", "#262d38")] {
            let colour = |token: &str| tokens.colour(scheme, token).expect("every colour is set");
            let mut last = Colour::parse(track).expect("a colour");
            for shade in 1..=4 {
                let mixed = Colour::parse(track)
                    .expect("a colour")
                    .towards(colour("accent"), part(scheme, shade));
                if scheme == "light" {
                    let colours = Theme::named(name).expect("embedded").picture_colours();
                    let own = colours[format!("sh{shade}").as_str()].as_str();
                    assert_eq!(
                        own,
                        mixed.hex(),
                        "{name}: pictures mix as the style sheet does"
                    );
                }
                let text = colour(if shade < 4 { "ink" } else { "paper" });
                let ratio = contrast_ratio(text, mixed);
                assert!(
                    ratio >= 4.5,
                    "{name} {scheme} text on shade {shade}: {ratio:.2}"
                );
                let apart = contrast_ratio(last, mixed);
                assert!(
                    apart >= 1.2,
                    "{name} {scheme} shade {shade} and the one before: {apart:.2}"
                );
                last = mixed;
            }
            let ratio = contrast_ratio(colour("paper"), colour("accent"));
            assert!(ratio >= 4.5, "{name} {scheme} text on accent: {ratio:.2}");
        }
    }
}

/// A colour that only charts have, from their style sheet.
fn bed(scheme: &str, name: &str) -> Colour {
    let css = std::str::from_utf8(
        DEFAULT
            .iter()
            .find(|(path, _)| *path == "static/chart.css")
            .expect("embedded")
            .1,
    )
    .expect("text");
    let rules = match scheme {
        "light" => css,
        _ => css.split("[data-theme=\"dark\"]").nth(1).expect("a rule"),
    };
    let value = rules
        .split(&format!("--{name}: "))
        .nth(1)
        .expect("declared");
    Colour::parse(&value[..7]).expect("a colour")
}

#[test]
fn tokens_are_overridden_one_by_one() {
    let (theme, report) = with("theme.yaml", "light: { accent: \"#123456\" }\n");
    assert!(report.sorted().is_empty());
    let css = theme.tokens_css();
    assert!(css.contains("--accent:#123456;"));
    assert!(css.contains("--accent:#86b7ec;"), "the night's stays");
    assert!(css.contains("--size-text:1.0625rem;"));
    assert!(css.contains("--font-text:\"Helvetica Neue\","));
}

#[test]
fn wrong_tokens_are_named() {
    fn case(yaml: &str, at: &str, slot: (&str, &str), note: &str) {
        let (_, report) = with("theme.yaml", yaml);
        let all = report.sorted();
        assert_eq!(all.len(), 1, "{yaml}: {all:?}");
        assert_eq!(all[0].code, Code::BadToken);
        assert_eq!(&yaml[all[0].place.start..all[0].place.end], at);
        let found = all[0]
            .slots
            .iter()
            .find(|(name, _)| *name == slot.0)
            .map(|(_, text)| text.as_ref());
        assert_eq!(found, Some(slot.1), "{yaml}");
        assert_eq!(all[0].related[0].1, note, "{yaml}");
    }
    case(
        "light:\n  acent: \"#123456\"\n",
        "acent",
        ("near", "light.accent"),
        "token_near",
    );
    case(
        "light:\n  accent: blue\n",
        "blue",
        ("token", "light.accent"),
        "token_value",
    );
    case(
        "light:\n  accent: [\"#000000\", \"#111111\"]\n",
        "\"#000000\", \"#111111\"",
        ("token", "light.accent"),
        "token_value",
    );
    case("zzz:\n  qqq: 1\n", "qqq", ("near", ""), "token_unknown");
    case("- 1\n", "", ("token", "theme.yaml"), "token_yaml");
}

#[test]
fn files_that_belong_to_no_theme_are_named() {
    let (_, report) = with("template/article.html", "");
    assert_eq!(report.sorted()[0].code, Code::UnknownThemeFile);
    let (theme, report) = with("static/logo.svg", "<svg/>");
    assert!(report.sorted().is_empty());
    assert_eq!(theme.assets()["logo.svg"].as_ref(), b"<svg/>");
}

#[test]
fn locale_texts_are_kept_in_layers() {
    let (theme, _) = with("locales/zh.yaml", "page: {}\n");
    let files: Vec<&str> = theme.locales["zh"]
        .iter()
        .map(|text| text.file.as_ref())
        .collect();
    assert_eq!(files, ["themes/ours/locales/zh.yaml"]);
}
