//! What of the markup must come back, as cases.

use super::*;

fn words(html: &str) -> Vec<(Kind, String)> {
    let mut words = Vec::new();
    for piece in read(html) {
        match piece {
            Piece::Words(paragraphs) => {
                words.extend(paragraphs.iter().map(|it| (it.kind, plain(&it.runs))));
            }
            other => panic!("{other:?} in {html}"),
        }
    }
    words
}

#[test]
fn paragraphs_and_lists_keep_their_shape() {
    let case = |html: &str, expected: &[(Kind, &str)]| {
        let expected: Vec<_> = expected.iter().map(|it| (it.0, it.1.to_owned())).collect();
        assert_eq!(words(html), expected, "{html}");
    };
    case(
        "<p>甲</p>\n<p>乙</p>\n",
        &[(Kind::Plain, "甲"), (Kind::Plain, "乙")],
    );
    case("<p>a\n  b<br>\nc</p>", &[(Kind::Plain, "a b\nc")]);
    case(
        "<ul class=\"steps\"><li>甲</li>\n<li>乙<ul><li>丙</li></ul>\n</li>\n</ul>",
        &[
            (Kind::Bullet(0), "甲"),
            (Kind::Bullet(0), "乙"),
            (Kind::Bullet(1), "丙"),
        ],
    );
    case(
        "<ol start=\"3\"><li>甲</li><li><p>乙</p><p>再说</p></li><li>丙</li></ol>",
        &[
            (Kind::Number(0, 3), "甲"),
            (Kind::Number(0, 3), "乙"),
            (Kind::More(0), "再说"),
            (Kind::Number(0, 5), "丙"),
        ],
    );
    case("<blockquote><p>甲</p></blockquote>", &[(Kind::Quote, "甲")]);
    case(
        "<h3>甲</h3>\n<p>乙</p>",
        &[(Kind::Heading, "甲"), (Kind::Plain, "乙")],
    );
    case(
        "<pre tabindex=\"0\"><code>a  b\n c\n</code></pre>",
        &[(Kind::Code, "a  b\n c")],
    );
    case(
        "<section class=\"footnotes\"><ol><li id=\"fn-1\"><p>甲</p><a class=\"back\" href=\"#x\">↩</a></li></ol></section>",
        &[(Kind::Small, "甲")],
    );
    case(
        "<p>A &amp; B &lt;C&gt; &#39;x&#39;</p>",
        &[(Kind::Plain, "A & B <C> 'x'")],
    );
    case("", &[]);
}

#[test]
fn figures_keep_their_marks_and_lose_their_links() {
    let html = "综合满意度<a class=\"fig fig-estimated\" href=\"2008/ledger.html#f-x\"><data value=\"81.6\">81.6</data><span class=\"unit\"> 分</span></a><sup class=\"mark mark-estimated\">预估</sup>，见<a href=\"https://example.com/?a=1&amp;b=2\">网页</a><svg><title>不算</title></svg>";
    let found = runs(html);
    assert_eq!(plain(&found), "综合满意度81.6 分预估，见网页");
    let raised: Vec<&str> = (found.iter().filter(|it| it.look.raised))
        .map(|it| &*it.text)
        .collect();
    assert_eq!(raised, ["预估"]);
    let linked: Vec<_> = (found.iter().filter(|it| !it.link.is_empty()))
        .map(|it| (&*it.text, &*it.link))
        .collect();
    assert_eq!(linked, [("网页", "https://example.com/?a=1&b=2")]);
}

#[test]
fn a_plain_table_has_rows_and_a_head() {
    let html = "<p>前</p><div class=\"scroll\"><table class=\"plain\"><thead><tr><th scope=\"col\">厅</th><th scope=\"col\" class=\"right\">分</th></tr></thead><tbody><tr><td>甲</td><td class=\"right\"><strong>9</strong></td></tr></tbody></table></div><p>后</p>";
    let pieces = read(html);
    let [Piece::Words(_), Piece::Table(rows), Piece::Words(_)] = &pieces[..] else {
        panic!("{pieces:?}");
    };
    let cells: Vec<Vec<(String, bool, bool)>> = (rows.iter())
        .map(|row| {
            row.iter()
                .map(|it| (plain(&it.runs), it.right, it.head))
                .collect()
        })
        .collect();
    assert_eq!(
        cells,
        [
            vec![
                ("厅".to_owned(), false, true),
                ("分".to_owned(), true, true)
            ],
            vec![
                ("甲".to_owned(), false, false),
                ("9".to_owned(), true, false)
            ],
        ]
    );
    assert!(rows[1][1].runs[0].look.bold);
    assert_eq!(words("<p>a</p>").len(), 1);
}

#[test]
fn images_stand_between_words() {
    let pieces = read(
        "<figure><img src=\"a.png\" alt=\"厅 &quot;A&quot;\"><figcaption>说明</figcaption></figure>",
    );
    assert_eq!(
        pieces[0],
        Piece::Image {
            src: "a.png".to_owned(),
            alt: "厅 \"A\"".to_owned()
        }
    );
    let Piece::Words(caption) = &pieces[1] else {
        panic!("{pieces:?}");
    };
    assert_eq!(caption[0].kind, Kind::Small);
}
