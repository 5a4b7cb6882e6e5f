//! Every kind of page is rendered, and hostile templates end as complaints.

mod exhibit;
mod sample;

use std::time::Instant;

use super::*;
use crate::{
    compose::view::{BlockView, LedgerAspect, LedgerView},
    diag::Code,
};

fn html(page: &PageView) -> String {
    let renderer = Renderer::new(&Theme::embedded()).expect("the default theme is valid");
    String::from_utf8(renderer.render(page).expect("the page renders")).expect("UTF-8")
}

/// The default theme with one template replaced.
fn theme_with(name: &str, text: &str) -> Theme {
    let mut theme = Theme::embedded();
    let file = (format!("templates/{name}"), text.as_bytes().to_vec());
    theme.overlay("themes/ours", [file], &mut Report::default());
    theme
}

#[test]
fn every_kind_of_page_renders() {
    for (page, seen) in [
        (sample::portal(), "shelf-reports"),
        (sample::cover(), "cover-year"),
        (sample::article(), "class=\"flow\""),
        (sample::ledger(), "class=\"entry\""),
        (sample::deck(), "slide-figure"),
    ] {
        let html = html(&page);
        assert!(html.contains(seen), "{}", page.kind);
        assert_eq!(html.matches("<h1").count(), 1, "{}: one h1", page.kind);
        assert_eq!(html.matches("<main").count(), 1, "{}: one main", page.kind);
        assert!(
            !html.contains(" style="),
            "{}: the policy forbids inline style",
            page.kind
        );
        assert!(html.trim_end().ends_with("</html>"), "{}", page.kind);
    }
}

#[test]
fn ids_are_unique_and_captions_are_found() {
    for page in [
        sample::cover(),
        sample::article(),
        sample::deck(),
        sample::ledger(),
    ] {
        let html = html(&page);
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}: ids are unique", page.kind);
        for label in html
            .split("aria-labelledby=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(
                ids.binary_search(&label).is_ok(),
                "{}: {label} names nothing",
                page.kind
            );
        }
    }
}

#[test]
fn the_contents_head_no_pages_of_data_where_there_are_none() {
    let mut page = sample::cover();
    let head = format!("<h3>{}</h3>", page.words["data_pages"]);
    assert!(html(&page).contains(&head));
    page.chapters.retain(|it| !it.number.is_empty());
    let without = html(&page);
    assert!(!without.contains(&head) && !without.contains("<ul>\n</ul>"));
}

#[test]
fn what_is_set_without_the_engine_is_what_templates_write() {
    let by_templates = Renderer {
        is_embedded: false,
        ..Renderer::new(&Theme::embedded()).expect("valid")
    };
    let bare = |page: &mut PageView| {
        let BodyView::Article { blocks, .. } = &mut page.body else {
            return;
        };
        for block in blocks {
            match block {
                BlockView::Table(table) => {
                    table.takeaway_html.clear();
                    table.what = "<&>".to_owned();
                    table.source_html.clear();
                    table.notes.clear();
                    for row in &mut table.rows {
                        row.key.clear();
                        row.cells.iter_mut().for_each(|it| it.class.clear());
                    }
                }
                BlockView::Ledger { entries } => {
                    for entry in entries {
                        let LedgerView {
                            of, formula, note, ..
                        } = entry;
                        of.clear();
                        formula.clear();
                        "'\"&<>".clone_into(note);
                        entry.inputs.clear();
                        entry.reason = "?".to_owned();
                        entry.aspects.push(LedgerAspect {
                            id: "a.b".to_owned(),
                            label: "<b>".to_owned(),
                            value_html: "<b>1</b>".to_owned(),
                            formula: "a & b".to_owned(),
                        });
                    }
                }
                _ => {}
            }
        }
    };
    for sample in [sample::article, sample::ledger] {
        let mut page = sample();
        for _ in 0..2 {
            let expected = by_templates.render(&page).expect("renders");
            assert_eq!(html(&page), String::from_utf8_lossy(&expected));
            bare(&mut page);
        }
    }
}

#[test]
fn what_is_no_markup_is_escaped() {
    let mut page = sample::article();
    page.title = "<script>alert(1)</script>".to_owned();
    page.site.organisation = "\"><img src=x onerror=alert(1)>".to_owned();
    let html = html(&page);
    assert!(!html.contains("<script>alert"));
    assert!(!html.contains("<img"));
}

#[test]
fn templates_of_every_name_are_escaped() {
    let mut theme = theme_with("article.html", "{% include \"drawing.svg\" %}");
    theme.overlay(
        "themes/ours",
        [(
            "templates/drawing.svg".to_owned(),
            b"<svg><text>{{ title }}</text></svg>".to_vec(),
        )],
        &mut Report::default(),
    );
    let mut page = sample::article();
    page.title = "<b>".to_owned();
    let bytes = Renderer::new(&theme)
        .expect("valid")
        .render(&page)
        .expect("renders");
    assert_eq!(bytes, b"<svg><text>&lt;b&gt;</text></svg>");
}

#[test]
fn json_is_harmless_in_a_script() {
    let theme = theme_with(
        "article.html",
        "<script>var a = {{ title | json }};</script>",
    );
    let mut page = sample::article();
    page.title = "</script>&\u{2028}\"".to_owned();
    let bytes = Renderer::new(&theme)
        .expect("valid")
        .render(&page)
        .expect("renders");
    let expected = "<script>var a = \"\\u003c/script\\u003e\\u0026\\u2028\\\"\";</script>";
    assert_eq!(String::from_utf8_lossy(&bytes), expected);
}

#[test]
fn hostile_templates_end_as_complaints() {
    fn case(text: &str, expected: &str) {
        let outcome = Renderer::new(&theme_with("article.html", text))
            .and_then(|renderer| renderer.render(&sample::article()));
        let fault = outcome.err().unwrap_or_else(|| panic!("accepted: {text}"));
        let Fault::Template { name, message } = fault else {
            panic!("another fault: {fault}")
        };
        assert_eq!(name, "article.html", "{text}");
        assert!(message.starts_with(expected), "{text}: {message}");
    }
    case(
        "<p>{{ body.titel }}</p>",
        "article.html:1:12: Field `titel` is not defined. Available fields: ",
    );
    case("<p>{{ report.titel }}</p>", "article.html:1:7: ");
    case("甲{{ nothing }}", "article.html:1:5: ");
    case(
        "{% include \"../../../../etc/passwd\" %}",
        "article.html:1:12: ",
    );
    case(
        "{{ get_env(name=\"HOME\") }} {{ now() }}",
        "article.html:1:4: ",
    );
    case("{{ title | shout }}", "article.html:1:");
    case(
        "{% for i in range(end=300000000) %}{% endfor %}",
        "article.html:1:13: Function `range` makes at most",
    );
    case(
        "{% component f(x) %}{{<f x={x} />}}{% endcomponent f %}{{<f x={1} />}}",
        "article.html: ",
    );
    case("{% include \"article.html\" %}", "article.html: ");
    case("{% if title %}", "article.html:1:");
    case("\n\n  {{ title", "article.html:3:");
    case(
        "<a href=\"{{ title | link }}\">{% for a in 1 %}",
        "article.html:1:",
    );
}

#[test]
fn addresses_with_a_foreign_scheme_are_refused() {
    let mut page = sample::article();
    page.navigation
        .push(sample::link("x", "javascript:alert(1)", false));
    let renderer = Renderer::new(&Theme::embedded()).expect("valid");
    let fault = renderer.render(&page).expect_err("refused");
    assert!(fault.to_string().contains("javascript:alert(1)"), "{fault}");
}

#[test]
fn a_page_without_end_is_stopped() {
    let text = "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{{ title }}{% endfor %}{% endfor %}";
    let mut renderer = Renderer::new(&theme_with("article.html", text)).expect("valid");
    renderer.limit = 1024;
    assert!(matches!(
        renderer.render(&sample::article()),
        Err(Fault::Template { .. })
    ));
}

#[test]
fn every_complaint_has_its_place_in_the_authors_file() {
    let mut theme = theme_with("article.html", "甲\n乙{{ now() }}{{ title | shout }}");
    theme.overlay(
        "themes/ours",
        [("templates/cover.html".to_owned(), b"{{ never() }}".to_vec())],
        &mut Report::default(),
    );
    let mut report = Report::default();
    assert!(Renderer::check(&theme, &mut report).is_none());
    let found: Vec<(&str, usize)> = report
        .sorted()
        .iter()
        .map(|d| {
            assert_eq!(d.code, Code::BadTemplate);
            (d.place.file.as_ref(), d.place.start)
        })
        .collect();
    let article = "themes/ours/templates/article.html";
    assert_eq!(
        found,
        [
            (article, 10),
            (article, 29),
            ("themes/ours/templates/cover.html", 3)
        ]
    );
}

#[test]
fn the_same_page_is_the_same_bytes() {
    assert_eq!(html(&sample::article()), html(&sample::article()));
}

/// How long a page takes: `cargo test --profile bench --lib speed -- --ignored --nocapture`.
#[test]
#[ignore = "a measurement, not a judgement"]
fn speed_of_an_article() {
    let mut page = sample::article();
    if let BodyView::Article { blocks, .. } = &mut page.body {
        *blocks = vec![
            BlockView::Prose {
                html: "<p>甲乙丙丁</p>".repeat(300),
            },
            BlockView::Table(exhibit::table("t", 20)),
        ];
    }
    let renderer = Renderer::new(&Theme::embedded()).expect("valid");
    let mut best = f64::INFINITY;
    let mut bytes = 0;
    for _ in 0..2000 {
        let start = Instant::now();
        bytes = renderer.render(&page).expect("renders").len();
        best = best.min(start.elapsed().as_secs_f64());
    }
    println!("{bytes} bytes in {:.3} ms at best", best * 1e3);
}
