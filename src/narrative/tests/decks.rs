//! Decks, and chapters as decks.

use super::*;

#[test]
fn a_deck_has_slides_with_notes() {
    let text = "---\ntitle: 培训\n---\n# 培训\n副题\n---\n<!-- slide: id=goals layout=figure -->\n## 目标 {{ a }}\n\n* 甲\n* 乙\n\n- 丙\n\n1) 丁\n\nNote: 讲 {{ b }}\n\n再讲\n---\n```chart\nkind: line\nmetric: a\n```\n";
    let (narrative, found) = load(text, Kind::Deck);
    assert_eq!(found, [""; 0]);
    let slides = slides(&narrative, &Plain);
    let shape: Vec<_> = slides
        .iter()
        .map(|s| {
            (
                s.id.as_str(),
                s.layout.word(),
                s.title_html.as_str(),
                s.notes_html.as_str(),
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("s-1", "title", "培训", ""),
            (
                "goals",
                "figure",
                "目标 <a>a</a>",
                "<p>讲 <a>b</a></p>\n<p>再讲</p>"
            ),
            ("s-3", "figure", "", ""),
        ]
    );
    let list = joined(&slides[1].parts);
    assert!(
        list.starts_with("<ul class=\"steps\">")
            && list.contains("<ul><li>")
            && list.contains("<ol class=\"steps\">"),
        "{list}"
    );
    assert_eq!(slides[2].parts, [Part::Component(0)]);
    let case = |text: &str, expected: &[&str]| {
        assert_eq!(load(text, Kind::Deck).1, expected, "{text:.40}");
    };
    case("<!-- slide: layout=two -->\n# a", &["M519 1:13"]);
    case("# a\n<!-- secret -->", &["M505 2:1"]);
    case("# a\nNote: b\n\n```tiles\nmetrics: [a]\n```", &["M516 4:1"]);
    case(
        "<!-- slide: id=x -->\n# a\n---\n<!-- slide: id=x -->\n# b",
        &["M517 4:13"],
    );
    case(&format!("# a\n\n{}", "- 一二三\n".repeat(13)), &[]);
}

#[test]
fn a_chapter_is_a_deck_too() {
    let text = format!(
        "---\ntitle: 评述 {{{{ a }}}}\n---\n前言\n\n## 一\n段落 {{{{ b }}}}[^1]\n\n```chart\nkind: line\nmetric: a\n```\n\n```table\nmetrics: [a]\n```\n\n### 一之一\n{}\n## 二\n| a |\n|--|\n{}\n\n[^1]: 注\n",
        "3. 甲\n".repeat(10),
        "| x |\n".repeat(12)
    );
    let (narrative, found) = load(&text, Kind::Page);
    assert_eq!(found, [""; 0]);
    let slides = chapter_slides(&narrative, &Plain);
    let shape: Vec<_> = slides
        .iter()
        .map(|s| {
            (
                s.title_text.as_str(),
                s.section.as_str(),
                s.source.as_str(),
                s.continued,
                s.layout.word(),
            )
        })
        .collect();
    assert_eq!(
        shape,
        [
            ("评述 ‹a›", "", "", 0, "title"),
            ("一", "一", "s1", 0, "figure"),
            ("一", "一", "s1", 1, "table"),
            ("一之一", "一", "s1-1", 0, "content"),
            ("一之一", "一", "s1-1", 1, "content"),
            ("二", "二", "s2", 0, "table"),
            ("二", "二", "s2", 1, "table"),
        ]
    );
    assert!(slides[1].notes_html.starts_with("<p>段落 <a>b</a>"));
    assert!(
        joined(&slides[4].parts).starts_with("<ol start=\"8\"><li>甲</li>"),
        "{}",
        joined(&slides[4].parts)
    );
    assert!(joined(&slides[6].parts).starts_with("<table class=\"plain\"><thead>"));
    assert!(
        slides[6].notes_html.contains("注"),
        "footnotes are not lost"
    );
}

#[test]
fn a_component_alone_is_laid_out_the_same_in_a_chapter() {
    let drill = "```drill\nentries:\n  - situation: a\n    say: b\n```\n";
    let quiz = "```quiz\nkind: single\nquestion: a\noptions:\n  - { text: b, right: true }\n  - text: c\n```\n";
    let chart = "```chart\nkind: line\nmetric: a\n```\n";
    let table = "```table\nmetrics: [a]\n```\n";
    for (block, layout) in [
        (drill, "content"),
        (quiz, "quiz"),
        (chart, "figure"),
        (table, "table"),
        ("| a |\n|--|\n| b |\n", "table"),
    ] {
        let (deck, found) = load(&format!("# t\n---\n## a\n\n{block}"), Kind::Deck);
        assert_eq!(found, [""; 0], "{block}");
        assert_eq!(slides(&deck, &Plain)[1].layout.word(), layout, "{block}");
        let chapter = load(&format!("---\ntitle: t\n---\n## a\n\n{block}"), Kind::Page).0;
        let slides = chapter_slides(&chapter, &Plain);
        assert_eq!(slides[1].layout.word(), layout, "{block} in a chapter");
    }
}

#[test]
fn marks_of_columns_in_a_row_part_once() {
    let mark = "<!-- column -->\n\n";
    let text = format!("# t\n---\n甲\n\n{mark}{mark}乙\n\n丙\n\n{mark}丁\n");
    let (narrative, found) = load(&text, Kind::Deck);
    assert_eq!(found, [""; 0]);
    let html = |words: &str| Part::Html(format!("{words}\n"));
    assert_eq!(
        slides(&narrative, &Plain)[1].parts,
        [
            html("<p>甲</p>"),
            Part::Column,
            html("<p>乙</p>\n<p>丙</p>"),
            Part::Column,
            html("<p>丁</p>"),
        ]
    );
}
