//! Narratives read and written as a whole.

mod any_text;
mod decks;

use super::*;
use crate::diag::LineColumn;

/// Answers with marks that tests can look for.
struct Plain;

impl Resolve for Plain {
    fn language(&self) -> &'static str {
        "zh"
    }
    fn reference(&self, reference: &Reference, linked: bool, out: &mut String) {
        let tag = if linked { "a" } else { "b" };
        out.extend(["<", tag, ">"]);
        escape(&reference.to_string(), out);
        out.extend(["</", tag, ">"]);
    }
    fn reference_text(&self, reference: &Reference) -> String {
        format!("‹{reference}›")
    }
    fn link(&self, target: &str) -> Option<String> {
        (target != "gone.md").then(|| target.replace(".md", ".html"))
    }
    fn image(&self, target: &str) -> Option<Picture> {
        Some(Picture {
            src: target.to_owned(),
            size: Some((4, 3)),
        })
    }
    fn claim(&self, claim: &Claim) -> Option<String> {
        Some(format!("ledger.html#{}", claim.reference.name))
    }
    fn word(&self, key: &'static str) -> String {
        key.to_owned()
    }
}

fn load(text: &str, kind: Kind) -> (Narrative, Vec<String>) {
    let mut report = Report::default();
    let narrative = read(
        &"content/2008/01-a.md".into(),
        text.into(),
        kind,
        &mut report,
    );
    let found = report
        .sorted()
        .iter()
        .map(|d| {
            let at = LineColumn::of(text, d.place.start);
            format!("{} {}:{}", d.code.id(), at.line, at.column)
        })
        // Most texts here have no title; that has a test of its own.
        .filter(|found| found != "Y126 1:1")
        .collect();
    (narrative, found)
}

/// The markup of a chapter in one string.
fn html(text: &str) -> String {
    let (narrative, _) = load(text, Kind::Page);
    joined(&parts(&narrative, &Plain))
}

fn joined(parts: &[Part]) -> String {
    let one = |part: &Part| match part {
        Part::Html(html) => html.clone(),
        Part::Heading {
            level, id, html, ..
        } => format!("<h{level} id=\"{id}\">{html}</h{level}>\n"),
        Part::Component(i) => format!("[component {i}]\n"),
        Part::Notice { level, html } => format!("<aside class=\"{level}\">{html}</aside>\n"),
        Part::Figure { html, .. } => format!("[{html}]\n"),
        Part::Column => "[column]\n".to_owned(),
    };
    parts.iter().map(one).collect()
}

#[test]
fn hostile_texts_give_their_diagnostics() {
    let case = |text: &str, expected: &[&str]| {
        let (_, found) = load(text, Kind::Page);
        assert_eq!(found, expected, "{text:.60?}");
    };
    case("# Hi\n\n<script>alert(1)</script>\n\nok\n", &["M501 3:1"]);
    case("a <img src=x onerror=alert(1)> b\n", &["M501 1:3"]);
    case(
        "# H {onclick=alert(1)}\n\nSetext {onfocus=alert(1) tabindex=0 autofocus}\n===\n\n## S {style=position:fixed;inset:0}\n",
        &["M503 1:5", "M503 3:8", "M503 6:6"],
    );
    case("```\"><script>alert(1)</script>\nx\n```\n", &[]);
    case("intro\n\n---\nowner: me\n---\n\nend\n", &[]);
    case(
        "Margin {{ config.secret }} {% include \"/etc/passwd\" %} {# x #}\n",
        &[],
    );
    case(&">".repeat(5000), &["M511 1:101"]);
    case(
        "Invoice \u{202E}gnp.exe\u{202C} approved, admin\u{2066}\u{2069}\n",
        &["M513 1:9"],
    );
    case("![x](https://tracker.example/p.gif?u=1)\n", &["L602 1:1"]);
    case(
        "ok\n\n<!-- do not publish: contract value 4.2M -->\n",
        &["M505 3:1"],
    );
    case("claim[^1]\n\n[^2]: unused\n", &["M506 1:6", "M507 3:1"]);
    case(
        "---\ntitle: x\nslug: ../../etc/cron.d/x\n---\nbody\n",
        &["P302 3:7"],
    );
    case("---\ntitle: x\npath: /../../x\n---\nbody\n", &["P302 3:7"]);
    case(
        "---\ntitle: x\nslug: \"report.\"\n---\nbody\n",
        &["P303 3:7"],
    );
    case(
        "---\ntitle: x\nslug: \"a:b*?<>|\"\n---\nbody\n",
        &["P303 3:7"],
    );
    case("---\ntitle: x\nbody without end\n", &["F801 1:1"]);
    case("---\ntitle: Q3: x\n---\nbody\n", &["Y102 2:10"]);
    case(
        "---\ntitle: x\ndate: 2026-03-29T02:30:00\n---\nbody\n",
        &["F802 3:7"],
    );
}

#[test]
fn other_mistakes_are_found_where_they_stand() {
    let case = |text: &str, expected: &[&str]| {
        let (_, found) = load(text, Kind::Page);
        assert_eq!(found, expected, "{text:?}");
    };
    case("升 {{ a b }} 分", &["R702 1:3"]);
    case("升 {{ a:chagne }}", &["R703 1:3"]);
    case("升 {{ a", &["R702 1:3"]);
    case("升 {{ a\n}}", &["R702 1:3"]);
    case("`{{ a b }}` 与 `{{`", &[]);
    case("```\n{{ a b }} {{\n```", &[]);
    case(r"\{{ a b }}", &[]);
    case("[x](claim:a \"grew since 2007\")", &["R708 1:1"]);
    case("[x](claim:a)", &["R708 1:1"]);
    case("[x](javascript:alert(1))", &["L604 1:1"]);
    case("[x](<java&#10;script:alert(1)>)", &["L604 1:1"]);
    case("<javascript:alert(1)>", &["L604 1:1"]);
    case("[x]({{a}})", &["R702 1:1"]);
    case("![x](a.svg)", &["L605 1:1"]);
    case("![x](data:image/png;base64,AA)", &["L604 1:1"]);
    case("```chrat\n```", &["M515 1:1"]);
    case("```Chart\n```", &["M515 1:1"]);
    case("```text\n```\n\n```toml\n```", &[]);
    case("> ```chart\n> kind: line\n> ```", &["M516 1:3"]);
    case("## a {#x}\n\n## b {#x}", &["M517 3:1"]);
    case("## a {#X}", &["M503 1:6"]);
    case("> ## a {#x}", &["M503 1:8"]);
    case("[升](claim:a “improved since 2007”)", &["R708 1:1"]);
    case("```table\nmetrics: alll\n```", &["Y114 2:10"]);
    case("a\u{1}b", &["M514 1:2"]);
    case("a\u{FDD0}b {{ x }}", &["M514 1:2"]);
    case("a <b>x</b> c", &["M501 1:3"]);
    case("<!-- never\n\nclosed", &["M501 1:1"]);
    case("<div>a</div> <!-- b -->", &["M501 1:1", "M505 1:14"]);
    case("---\nslug: x\ndate: someday\n---\n", &["F803 3:7"]);
    case("---\ndate: 2008-12-311\n---\n", &["F803 2:7"]);
    case("---\ntitle: a\ntilte: b\n---\n", &["Y125 3:1"]);
    case("---\ntitle: \"升 {{ a b }}\"\n---\n", &["R702 2:8"]);
}

#[test]
fn a_title_is_asked_for() {
    let title = |text: &str| {
        let mut report = Report::default();
        let narrative = read(
            &"content/2008/01-a.en.md".into(),
            text.into(),
            Kind::Page,
            &mut report,
        );
        assert!(!report.has_errors());
        (
            narrative.front.title.get("zh").to_owned(),
            report.count(Severity::Warning),
        )
    };
    assert_eq!(
        title("---\ntitle: { zh: 评述, en: Review }\n---\n# A\n"),
        ("评述".to_owned(), 0)
    );
    assert_eq!(title("# 评述 {{ a }}\n"), ("评述 {{ a }}".to_owned(), 0));
    assert_eq!(title("text\n"), ("01-a".to_owned(), 1));
    assert_eq!(
        html("# 评述\n\n正文"),
        "<p>正文</p>\n",
        "the title is not shown twice"
    );
    assert_eq!(
        html("---\ntitle: x\n---\n# 评述\n"),
        "<h2 id=\"s1\">评述</h2>\n"
    );
}

#[test]
fn bold_beside_full_width_punctuation_is_bold() {
    let case = |text: &str, expected: &str| {
        assert_eq!(html(text), format!("<p>{expected}</p>\n"), "{text}");
    };
    case("**重点：**后面", "<strong>重点：</strong>后面");
    case("他说**“好”**。", "他说<strong>“好”</strong>。");
    case("他说**“好”**后", "他说<strong>“好”</strong>后");
    case("前**（甲）**后", "前<strong>（甲）</strong>后");
    case(
        "**甲：**乙**丙：**丁",
        "<strong>甲：</strong>乙<strong>丙：</strong>丁",
    );
    case("**甲**：**乙**", "<strong>甲</strong>：<strong>乙</strong>");
    case("见*《办法》*第二条", "见<em>《办法》</em>第二条");
    case(
        "**[标题](x.md)**后面",
        "<strong><a href=\"x.html\">标题</a></strong>后面",
    );
    case("前**`码`**后", "前<strong><code>码</code></strong>后");
    case("他说**\"好\"**后", "他说<strong>&quot;好&quot;</strong>后");
    case("升**{{ a }}**分", "升<strong><a>a</a></strong>分");
    case("升**{{ a }}%**了", "升<strong><a>a</a>%</strong>了");
    case("***重点：***后面", "<em><strong>重点：</strong></em>后面");
    case("**甲……**乙", "<strong>甲……</strong>乙");
    case(
        "**\u{20000}(b)**\u{20000}后",
        "<strong>\u{20000}(b)</strong>\u{20000}后",
    );
    // These stay.
    case("** 重点：** 后", "** 重点：** 后");
    case("**重点： **后面", "**重点： **后面");
    case(r"\*\*重点：\*\*后面", "**重点：**后面");
    case("`**重点：**后`", "<code>**重点：**后</code>");
    case("2 ** 3，4 ** 5", "2 ** 3，4 ** 5");
    case("甲**：乙", "甲**：乙");
    case("a**\"b\"**c", "a**&quot;b&quot;**c");
    case("**Note:** text", "<strong>Note:</strong> text");
    case("a * b，c * d", "a * b，c * d");
}

#[test]
fn references_work_everywhere_but_in_code() {
    let case = |text: &str, expected: &str| assert_eq!(html(text).trim(), expected, "{text}");
    case(
        "升 {{ a_b[c_d]@2007/e:change }} 了_x_",
        "<p>升 <a>a_b[c_d]@2007/e:change</a> 了_x_</p>",
    );
    case(
        "_{{a_b}}_ 与 *{{ c }}*",
        "<p><em><a>a_b</a></em> 与 <em><a>c</a></em></p>",
    );
    case("{{a}}{{b}}", "<p><a>a</a><a>b</a></p>");
    case("## 升 {{ a }}", "<h2 id=\"s1\">升 <a>a</a></h2>");
    case(
        "| 甲 | 乙 |\n|--|--:|\n| {{ a[b] }} | `{{a|b}}` |",
        "<div class=\"scroll\" role=\"group\" tabindex=\"0\" aria-label=\"table\"><table class=\"plain\"><thead><tr><th scope=\"col\">甲</th><th scope=\"col\" class=\"right\">乙</th></tr></thead><tbody><tr><td><a>a[b]</a></td><td class=\"right\"><code>{{a|b}}</code></td></tr></tbody></table></div>",
    );
    case(
        "[见 {{ a }}](x.md)",
        "<p><a href=\"x.html\">见 <b>a</b></a></p>",
    );
    case("[见 {{ a }}](gone.md)", "<p><span>见 <a>a</a></span></p>");
    case(
        "甲 ![图 {{ a }}](x.png)",
        "<p>甲 <img src=\"x.png\" alt=\"图 ‹a›\" width=\"4\" height=\"3\"></p>",
    );
    case(
        "![图](x.png \"升 {{ a }}\")",
        "<figure><img src=\"x.png\" alt=\"图\" width=\"4\" height=\"3\"><figcaption>升 <a>a</a></figcaption></figure>",
    );
    case(
        "`{{ a }}` 与 `` `{{b}}` ``",
        "<p><code>{{ a }}</code> 与 <code>`{{b}}`</code></p>",
    );
    case(
        "```\n{{ a }}\n{{b}}x\n```",
        "<pre tabindex=\"0\"><code>{{ a }}\n{{b}}x\n</code></pre>",
    );
    case(
        "    {{ a }}",
        "<pre tabindex=\"0\"><code>{{ a }}</code></pre>",
    );
    case(
        "```{{a}} x\ny\n```",
        "<pre tabindex=\"0\"><code class=\"language-{{a}}\">y\n</code></pre>",
    );
    case(r"\{{ a }}", "<p>{{ a }}</p>");
    case(r"\\{{ a }}", r"<p>\<a>a</a></p>");
    case(
        "甲 <x y='{{ a }}'>",
        "<p>甲 &lt;x y=&#39;{{ a }}&#39;&gt;</p>",
    );
    case(
        "[x](<{{ a }}：**b**> \"{{ b }}：**c\")",
        "<p><a href=\"{{ a }}：**b**\" title=\"‹b›：**c\">x</a></p>",
    );
    case("{% if x %} {# y #}", "<p>{% if x %} {# y #}</p>");
    case(
        "[x][r]\n\n[r]: y.md \"升 {{ a }}\"",
        "<p><a href=\"y.html\" title=\"升 ‹a›\">x</a></p>",
    );
    let (narrative, _) = load(
        "{{a}} [{{b}}](x.md) ![{{c}}](x.png \"{{d}}\")\n# {{e}}\n`{{f}}` \\{{g}}",
        Kind::Page,
    );
    let names: Vec<_> = narrative
        .outline
        .references
        .iter()
        .map(|(r, _)| r.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["a", "b", "d", "c", "e"],
        "a caption is read with its image"
    );
}

#[test]
fn raw_html_and_attributes_never_become_markup() {
    let case = |text: &str, expected: &str| assert_eq!(html(text).trim(), expected, "{text}");
    case(
        "<script>alert(1)</script>",
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    );
    case("a <img src=x> b", "<p>a &lt;img src=x&gt; b</p>");
    case("a <!-- x --> b", "<p>a  b</p>");
    case("<!-- x -->\n\n正文", "<p>正文</p>");
    case(
        "```\"><script>\nx\n```",
        "<pre tabindex=\"0\"><code class=\"language-&quot;&gt;&lt;script&gt;\">x\n</code></pre>",
    );
    case(
        "[x](https://a.cn/?\"b)",
        "<p><a href=\"https://a.cn/?&quot;b\" rel=\"noopener noreferrer\">x</a></p>",
    );
    case("[x](javascript:alert(1))", "<p><span>x</span></p>");
    case(
        "![甲](https://t.cn/p.gif)",
        "<p><a href=\"https://t.cn/p.gif\" rel=\"noopener noreferrer\">甲</a></p>",
    );
    case(
        "<a@b.cn>",
        "<p><a href=\"mailto:a@b.cn\" rel=\"noopener noreferrer\">a@b.cn</a></p>",
    );
    case(
        "[升](claim:a \"improved since 2007\")",
        "<p><a href=\"ledger.html#a\" class=\"claim\">升</a></p>",
    );
    case("甲\n乙\nb\nc", "<p>甲乙\nb\nc</p>");
}

#[test]
fn headings_are_counted_and_footnotes_come_last() {
    let text = "## 甲\n### 乙 {#own .wide}\n#### 丙\n### 丁\n## 戊\n# 己";
    let (narrative, _) = load(text, Kind::Page);
    let ids: Vec<_> = narrative
        .outline
        .headings
        .iter()
        .map(|h| (h.level, h.id.as_str(), h.class.as_str()))
        .collect();
    assert_eq!(
        ids,
        [
            (2, "s1", ""),
            (3, "own", "wide"),
            (4, "s1-0-1", ""),
            (3, "s1-1", ""),
            (2, "s2", ""),
            (2, "s3", "")
        ]
    );
    let out = html("甲[^b]乙[^a]丙[^b]\n\n[^a]: 注一\n[^b]: 注二 {{ x }}\n\n丁");
    assert_eq!(
        out,
        "<p>甲<sup id=\"fnref-1\"><a href=\"#fn-1\">1</a></sup>乙<sup id=\"fnref-2\"><a href=\"#fn-2\">2</a></sup>丙<sup id=\"fnref-1-2\"><a href=\"#fn-1\">1</a></sup></p>\n<p>丁</p>\n\
         <section class=\"footnotes\"><ol>\n\
         <li id=\"fn-1\"><p>注二 <a>x</a></p>\n<a class=\"back\" href=\"#fnref-1\" aria-label=\"footnote_back\">↩</a><a class=\"back\" href=\"#fnref-1-2\" aria-label=\"footnote_back\">↩</a></li>\n\
         <li id=\"fn-2\"><p>注一</p>\n<a class=\"back\" href=\"#fnref-2\" aria-label=\"footnote_back\">↩</a></li>\n\
         </ol></section>\n"
    );
}

#[test]
fn components_are_read_with_places_in_the_file() {
    let text = "---\ntitle: x\n---\n正文\n\n```chart\nkind: line\nmetrics: [a, b]\nfrom: 2007-Q1\nto: 2008-Q4\ntitle: 升 {{ a }}\n```\n\n```table\nmetrics: all\ncolumns: [value, change_percent]\n```\n\n```scorecard\n```\n";
    let (narrative, found) = load(text, Kind::Page);
    assert_eq!(found, [""; 0]);
    let names: Vec<_> = narrative
        .outline
        .components
        .iter()
        .map(|c| c.name)
        .collect();
    assert_eq!(names, ["chart", "table", "scorecard"]);
    assert_eq!(narrative.outline.references.len(), 1);
    let Request::Chart(chart) = &narrative.outline.components[0].request else {
        panic!("a chart")
    };
    let place = chart.place(crate::path!["metrics", 1]);
    assert_eq!(&text[place.start..place.end], "b");
    let Request::Table(table) = &narrative.outline.components[1].request else {
        panic!("a table")
    };
    assert_eq!(table.value.metrics, Some(MetricList::All(All::All)));
    assert_eq!(
        joined(&parts(&narrative, &Plain)),
        "<p>正文</p>\n[component 0]\n[component 1]\n[component 2]\n"
    );

    let case = |yaml: &str, expected: &[&str]| {
        let (_, found) = load(&format!("\n```{yaml}\n```\n"), Kind::Page);
        assert_eq!(found, expected, "{yaml}");
    };
    case("chart\nkind: line\nmetric: a\nform: 2007", &["Y125 5:1"]);
    case("chart\nexhibit: a.b\nkind: line\nmetric: a", &["S214 4:1"]);
    case("chart\nmetric: a", &["Y126 2:1"]);
    case("chart\nkind: line", &["Y126 2:1"]);
    case("chart\nkind: pie\nmetric: a", &["Y117 3:7"]);
    case(
        "chart\nkind: line\nmetric: a\nfrom: 2008\nto: 2007",
        &["M516 6:5"],
    );
    case("scorecard\nshow: everything", &["Y117 3:7"]);
    case("tiles\nmetrics: [a]", &[]);
    case(
        "margin\nentries:\n- title: 甲\n  text: 乙 {{ a b }}",
        &["R702 5:9"],
    );
    case("margin\nentries: []", &["Y126 2:1"]);
}
