//! Pages with one of everything, to render.

use std::collections::BTreeMap;

use super::exhibit;
use crate::compose::view::{
    BlockView, BodyView, BulletinsView, CardView, ChapterLink, LedgerInput, LedgerView, LinkView,
    MarginView, MarkView, PageView, SiteView, SlideView, YearView,
};
use crate::theme::Theme;

pub(super) fn text(words: &str) -> String {
    words.to_owned()
}

/// A word for every key that the default templates ask for.
pub(super) fn words() -> BTreeMap<String, String> {
    let theme = Theme::embedded();
    let mut words = BTreeMap::new();
    for template in theme.templates.values() {
        for rest in template.text.split("words.").skip(1) {
            let key: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '_')
                .collect();
            words.insert(key.clone(), key.replace('_', " "));
        }
    }
    words
}

pub(super) fn link(label: &str, href: &str, current: bool) -> LinkView {
    LinkView {
        label: text(label),
        href: text(href),
        current,
        lang: String::new(),
    }
}

/// The frame of a page around a body.
pub(super) fn page(kind: &'static str, title: &str, body: BodyView) -> PageView {
    let chapter = |number: &str, label: &str, current: bool, sections: Vec<LinkView>| ChapterLink {
        number: text(number),
        label: text(label),
        href: format!("{kind}.html"),
        current,
        summary_html: text("集团考核可得 22 分，来源记 19 分，其余 3 分尚未公布。"),
        sections,
    };
    PageView {
        lang: text("zh"),
        tag: text("zh-Hans"),
        title: text(title),
        description: text("2008 年客户服务质量评述"),
        root: text(""),
        kind,
        site: SiteView {
            organisation: text("某移动分公司"),
            title: text("客户服务质量评述"),
            home: text("portal.html"),
        },
        year: Some(YearView {
            year: text("2008"),
            label: text("2008 年度"),
            as_of: text("数据截至 2008-12-31"),
            edition: text("第 1 版（草稿）"),
            href: text("cover.html"),
            ledger: text("ledger.html"),
        }),
        languages: vec![
            LinkView {
                label: text("中文"),
                href: text("#"),
                current: true,
                lang: text("zh-Hans"),
            },
            LinkView {
                label: text("English"),
                href: text("en.html"),
                current: false,
                lang: text("en"),
            },
        ],
        navigation: vec![
            link("2007", "cover.html", false),
            link("2008", "cover.html", true),
            link("培训课件", "deck.html", false),
            link("手册", "article.html", false),
        ],
        chapters: vec![
            chapter("1", "满意度守住高位", false, Vec::new()),
            chapter(
                "2",
                "投诉：每万客户从 27 件降到 13 件",
                true,
                vec![
                    link("升级投诉用去上限的四成", "#escalated", false),
                    link("我们还不知道什么", "#unknown", false),
                ],
            ),
            chapter("3", "营业厅与热线", false, Vec::new()),
            chapter("", "数字台账", false, Vec::new()),
        ],
        training: false,
        quizzes: false,
        marks: vec![
            MarkView {
                kind: text("estimated"),
                sign: text("预估"),
                meaning: text("定稿后可能改变"),
            },
            MarkView {
                kind: text("illustrative"),
                sign: text("示例"),
                meaning: text("为演示而编写，不是实测"),
            },
            MarkView {
                kind: text("missing"),
                sign: text("—"),
                meaning: text("没有数据，原因见台账"),
            },
        ],
        words: words().into(),
        body,
    }
}

/// An article with every block.
pub(super) fn article() -> PageView {
    page(
        "chapter",
        "投诉：每万客户从 27 件降到 13 件",
        BodyView::Article {
            kicker: text("第二章"),
            standfirst_html: text("降幅 51.9%，来源未写明起止期间；升级投诉用去上限的四成。"),
            sections: vec![
                link("升级投诉用去上限的四成", "#escalated", false),
                link("我们还不知道什么", "#unknown", false),
            ],
            blocks: vec![
                BlockView::Prose {
                    html: text(exhibit::PROSE),
                },
                BlockView::Margin {
                    entries: vec![
                        MarginView {
                            title: text("万客户投诉比"),
                            html: text("投诉件数 ÷ 客户数 × 10 000。客户数口径未公布。"),
                        },
                        MarginView {
                            title: text("为何没有走势图"),
                            html: text(
                                "只有前后两个数，且期间不明；画线会暗示一段并不存在的过程。",
                            ),
                        },
                    ],
                },
                BlockView::Heading {
                    level: 2,
                    id: text("escalated"),
                    html: text("升级投诉用去上限的四成"),
                },
                BlockView::Prose {
                    html: text(exhibit::PROSE),
                },
                BlockView::Chart(exhibit::chart("waterfall")),
                BlockView::Heading {
                    level: 3,
                    id: text("items"),
                    html: text("逐项看"),
                },
                BlockView::Table(exhibit::table("items-table", 6)),
                BlockView::Heading {
                    level: 2,
                    id: text("unknown"),
                    html: text("我们还不知道什么"),
                },
                BlockView::Notice {
                    level: text("unknown"),
                    title: text("三分还空着"),
                    html: text("<p>服务一致性的得分未随材料公布，这里不作推断。</p>"),
                    items: Vec::new(),
                },
                BlockView::Notice {
                    level: text("veto"),
                    title: text("一票否决"),
                    html: text("<p>发生重大服务责任事件的，当年考核为零分。</p>"),
                    items: Vec::new(),
                },
                exhibit::tiles(),
                BlockView::Heading {
                    level: 3,
                    id: text("more"),
                    html: text("附注"),
                },
                BlockView::Prose {
                    html: text("<p>完。</p>"),
                },
            ],
            deck: Some(link("放映本章", "deck.html", false)),
            previous: Some(link("满意度守住高位", "article.html", false)),
            next: Some(link("营业厅与热线", "article.html", false)),
        },
    )
}

/// A year's cover.
pub(super) fn cover() -> PageView {
    page(
        "cover",
        "2008 年度",
        BodyView::Cover {
            headline: text("满意度守住高位，短板还看不清"),
            standfirst_html: text(
                "集团考核可得 22 分，来源记 <a class=\"fig fig-reported\" href=\"ledger.html#a\"><data value=\"19\">19 分</data></a>；其余 3 分尚未公布。升级投诉 35 件，用去上限的四成。",
            ),
            one_page: vec![
                exhibit::tiles(),
                BlockView::Table(exhibit::table("one-page-table", 6)),
            ],
            bulletins: vec![BulletinsView {
                label: "月报".to_owned(),
                links: vec![link("2008 年 5 月", "article.html", false)],
            }],
            blocks: vec![BlockView::Prose {
                html: text(
                    "<h2 id=\"notation\">怎样读数字</h2><p>带虚线的数字为预估，空缺处写明原因。</p>",
                ),
            }],
        },
    )
}

/// The site's entrance.
pub(super) fn portal() -> PageView {
    let card = |kicker: &str, title: &str, summary: &str, meta: &str| CardView {
        kicker: text(kicker),
        title: text(title),
        summary_html: text(summary),
        href: text("cover.html"),
        meta: text(meta),
        links: Vec::new(),
    };
    let mut page = page(
        "portal",
        "客户服务质量评述",
        BodyView::Portal {
            blocks: vec![BlockView::Prose {
                html: text(
                    "<p>这里收着历年的客户服务质量评述。每个数字都能点开，看到它的口径、算法和最初写在哪一行。</p>",
                ),
            }],
            reports: vec![
                card(
                    "2008",
                    "满意度守住高位，短板还看不清",
                    "集团考核可得 22 分，来源记 19 分；其余 3 分尚未公布。",
                    "数据截至 2008-12-31 · 第 1 版（草稿）",
                ),
                card(
                    "2007",
                    "投诉开始下降",
                    "万客户投诉比由 27 降到 13。",
                    "数据截至 2007-12-31 · 第 2 版",
                ),
            ],
            lessons: Vec::new(),
            decks: vec![
                card("", "星级营业厅怎样评", "给评定员的四十分钟。", ""),
                card("", "首问负责", "从三个案例说起。", ""),
            ],
            books: vec![card("", "评述手册", "怎样填、怎样算、怎样读。", "")],
        },
    );
    page.year = None;
    page.marks.clear();
    page.chapters.clear();
    page
}

/// Figures with their traces.
pub(super) fn ledger() -> PageView {
    let entry = |id: &str, label: &str, value: &str| LedgerView {
        aspects: Vec::new(),
        id: text(id),
        reference: text(id),
        label: text(label),
        value_html: text(value),
        period: text("2008"),
        of: text("某移动分公司"),
        evidence: text("来源所记"),
        definition: text("在册客户对服务的总体评分，百分制。"),
        formula: text("综合满意度 2008 − 综合满意度 2007"),
        inputs: vec![
            LedgerInput {
                label: text("综合满意度"),
                reference: text("overall_satisfaction@2007"),
                href: text("#a"),
            },
            LedgerInput {
                label: String::new(),
                reference: text("data/2008/readings.yaml:12:5"),
                href: String::new(),
            },
        ],
        source: text("年度服务工作回顾"),
        note: text("口径自 2006 年起未变。"),
        reason: String::new(),
        as_of: text("2008-12-31"),
        verdict: text("达标：82.0 不低于 79"),
    };
    page(
        "ledger",
        "数字台账",
        BodyView::Article {
            kicker: String::new(),
            standfirst_html: text("本报告的每个数字，连同它的来处。"),
            sections: Vec::new(),
            blocks: vec![
                BlockView::Heading {
                    level: 2,
                    id: text("own"),
                    html: text("满意度"),
                },
                BlockView::Ledger {
                    entries: vec![
                        entry("a", "综合满意度", "82.0 分"),
                        entry(
                            "overall_satisfaction_improvement",
                            "综合满意度，较上年",
                            "+2.0 分",
                        ),
                    ],
                },
            ],
            deck: None,
            previous: None,
            next: None,
        },
    )
}

/// A deck with a slide of every layout.
pub(super) fn deck() -> PageView {
    let slide =
        |number: usize, layout: &'static str, title: &str, blocks: Vec<BlockView>| SlideView {
            large: false,
            too_full: None,
            number,
            id: format!("s-{number}"),
            layout,
            section: if number > 2 {
                text("发生了什么")
            } else {
                String::new()
            },
            title_html: text(title),
            blocks,
            notes_html: if number == 4 {
                text("<p>先停三秒，让大家读完标题。</p>")
            } else {
                String::new()
            },
            source: if number == 4 {
                text("第二章")
            } else {
                String::new()
            },
            seconds: 0,
            time: String::new(),
        };
    let prose = |html: &str| BlockView::Prose { html: text(html) };
    let mut figure = exhibit::chart("slide-waterfall");
    figure.narrow_svg = String::new();
    figure.takeaway_html = String::new();
    figure.table.rows.clear();
    let mut small = exhibit::table("slide-table", 3);
    small.takeaway_html = String::new();
    page(
        "deck",
        "2008：满意度守住高位",
        BodyView::Deck {
            subtitle: text("给各县分公司的年度讲解"),
            slides: vec![
                slide(1, "title", "2008：满意度守住高位，短板还看不清", Vec::new()),
                slide(2, "section", "发生了什么", Vec::new()),
                slide(
                    3,
                    "content",
                    "投诉降了一半，靠的是三件事",
                    vec![prose(
                        "<ol class=\"steps\"><li>首问负责：第一个接到的人负责到底</li><li>限时办结：48 小时内给出答复</li><li>升级投诉逐件复盘，改流程而不是改话术</li></ol>",
                    )],
                ),
                slide(
                    4,
                    "figure",
                    "22 分里，19 分是来源给的，3 分还空着",
                    vec![BlockView::Chart(figure)],
                ),
                slide(
                    5,
                    "statement",
                    "客户要的不是道歉，是第二天不再打来。",
                    vec![prose("<p>一位客户，2008 年 6 月</p>")],
                ),
                slide(
                    6,
                    "content",
                    "五项达标，一项未达标",
                    vec![BlockView::Table(small)],
                ),
                slide(7, "content", "四个数看这一年", vec![exhibit::tiles()]),
            ],
            back: link("2008 年度报告", "cover.html", false),
            papers: vec![link("讲义", "handout.html", false)],
            roles: Vec::new(),
            role: String::new(),
            aspect: text("16:9"),
        },
    )
}
