//! Whatever the text, the markup is whole and comes in time.

use proptest::prelude::*;

use super::*;

#[test]
fn a_wall_of_brackets_is_read_in_time() {
    for text in [
        "[".repeat(50_000),
        "*a ".repeat(20_000),
        "{{".repeat(30_000),
        "- ".repeat(90).repeat(100),
        "![".repeat(30_000),
    ] {
        let (narrative, _) = load(&text, Kind::Page);
        assert!(well_formed(&joined(&parts(&narrative, &Plain))).is_ok());
    }
}

/// Every tag closed, in order; nothing but known tags.
fn well_formed(html: &str) -> Result<(), String> {
    const VOID: [&str; 3] = ["img", "br", "hr"];
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let end = rest[start..].find('>').ok_or("an open tag")? + start;
        let tag = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            if open.pop().as_deref() != Some(name) {
                return Err(format!("</{name}> closes nothing in {html:?}"));
            }
        } else {
            let name = tag.split(' ').next().unwrap_or("");
            if !name.bytes().all(|b| b.is_ascii_alphanumeric()) || name.is_empty() {
                return Err(format!("<{tag}> is no tag in {html:?}"));
            }
            if tag.matches('"').count() % 2 == 1 {
                return Err(format!("<{tag}> has an open quote"));
            }
            if !VOID.contains(&name) {
                open.push(name.to_owned());
            }
        }
    }
    if open.is_empty() {
        Ok(())
    } else {
        Err(format!("{open:?} stay open in {html:?}"))
    }
}

/// Text made of what Markdown and references are made of.
fn anything() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "{{ a }}",
        "{{a",
        "}}",
        "\\",
        "*",
        "**",
        "_",
        "`",
        "```",
        "\n",
        "\n\n",
        "[",
        "](",
        ")",
        "![",
        "[^1]",
        "[^1]: ",
        "|",
        "|--|--|\n",
        "> ",
        "> [!NOTE]\n",
        "- ",
        "1) ",
        "# ",
        "---\n",
        "===\n",
        "<b>",
        "</b>",
        "<!-- ",
        "-->",
        "<script>",
        "\"",
        "'",
        "&lt;",
        "&#xFDD0;",
        "：",
        "“",
        "甲",
        "𠀀",
        "\u{FDD0}",
        "\u{FDD1}",
        "\u{2CFE}",
        "\u{202E}",
        " ",
        "    ",
        "\t",
        "a",
        "{#x .y}",
        "chart\n",
        "kind: line\n",
        "Note:",
        "x.png",
        "claim:a",
        "https://a.cn",
        "\r\n",
        "<!-- slide: id=x -->",
        "82.3",
    ]);
    prop_oneof![
        prop::collection::vec(pieces, 0..40).prop_map(|p| p.concat()),
        any::<String>()
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_gives_well_formed_markup_and_the_same_twice(text in anything()) {
        let (page, found) = load(&text, Kind::Page);
        let first = parts(&page, &Plain);
        prop_assert_eq!(well_formed(&joined(&first)), Ok(()));
        for slide in chapter_slides(&page, &Plain) {
            prop_assert_eq!(well_formed(&(joined(&slide.parts) + &slide.notes_html + &slide.title_html)), Ok(()));
        }
        let (deck, _) = load(&text, Kind::Deck);
        for slide in slides(&deck, &Plain) {
            prop_assert_eq!(well_formed(&(joined(&slide.parts) + &slide.notes_html + &slide.title_html)), Ok(()));
        }
        let (again, found_again) = load(&text, Kind::Page);
        prop_assert_eq!(first, parts(&again, &Plain));
        prop_assert_eq!(found, found_again);
    }
}
