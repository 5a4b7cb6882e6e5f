//! A table, a chart, tiles and prose as `compose` makes them.

use super::sample::text;
use crate::compose::view::{
    BlockView, CellView, ChartView, ColumnView, RowView, TableView, TileView,
};

const MEASURED: &str = r#"<a class="fig" href="ledger.html#a"><data value="82">82.0</data></a>"#;
const ESTIMATED: &str = r#"≥ <a class="fig fig-estimated" href="ledger.html#b"><data value="63">63</data></a><sup class="mark mark-estimated">预估</sup>"#;

/// Paragraphs, a list and a quotation, with figures.
pub(super) const PROSE: &str = r#"<p>每万客户投诉量由 <a class="fig fig-reported" href="ledger.html#a"><data value="27">27 件</data></a>降至 <a class="fig fig-reported" href="ledger.html#a"><data value="13">13 件</data></a>，减少 <a class="fig" href="ledger.html#a"><data value="51.9">51.9%</data></a>。来源没有交代两个数字各自的期间，因此这里不画成年度走势，也不参与同比。企业责任的升级投诉全年 <a class="fig" href="ledger.html#a"><data value="35">35 件</data></a>，低于 <a class="fig fig-estimated" href="ledger.html#a"><data value="90">90 件</data></a><sup class="mark mark-estimated">预估</sup>的上限。详见<a href="article.html">第三章</a>。</p><p>三件事起了作用：<strong>首问负责</strong>把转手次数降了下来，限时办结让拖延看得见，升级投诉逐件复盘。</p><ul><li>首问负责：第一个接到的人负责到底</li><li>限时办结：48 小时内给出答复</li></ul><blockquote><p>客户要的不是道歉，是第二天不再打来。</p></blockquote>"#;

/// Name, value, standard, points, verdict, its word, and a sentence.
const LINES: [[&str; 7]; 6] = [
    [
        "满意度领先",
        "—",
        "领先 ≥ 13，或<br>满意度 ≥ 82 且领先 ≥ 4",
        "4",
        "met",
        "来源判为达标",
        "完成值未随材料公布，无法复算走的是哪一条",
    ],
    [
        "综合满意度",
        MEASURED,
        "≥ 79",
        "2",
        "met",
        "达标",
        "年初自定目标为 82，高于考核标准",
    ],
    [
        "营销活动",
        MEASURED,
        ESTIMATED,
        "2",
        "notdistinguishable",
        "尚难区分",
        "标准本身为预估，定稿后可能改变",
    ],
    [
        "服务一致性",
        "21",
        "不达标扣分",
        "—",
        "pending",
        "待定",
        "得分空缺，不作推断",
    ],
    [
        "网络质量",
        "77.4",
        "≥ 80",
        "0",
        "notmet",
        "未达标",
        "连续两个季度低于标准",
    ],
    [
        "升级投诉",
        "35",
        "≤ 90",
        "—",
        "unknown",
        "不详",
        "为上限的 38.9%",
    ],
];

fn cell(html: &str) -> CellView {
    CellView {
        html: text(html),
        ..CellView::default()
    }
}

/// A table of the scorecard's kind, with that many rows and a total.
pub(super) fn table(id: &str, rows: usize) -> TableView {
    let column = |label: &str, unit: &str, align| ColumnView {
        label: text(label),
        unit: text(unit),
        align,
    };
    let row = |(at, line): (usize, &[&str; 7])| {
        let [name, value, standard, points, verdict, word, sentence] = line;
        let chip = format!("<span class=\"verdict verdict-{verdict}\">{word}</span>");
        let mut cells = [name, value, standard, points, chip.as_str(), sentence].map(cell);
        cells[4].class = text(verdict);
        cells[1].pad = text(".00");
        cells[0].order = text("2008-01-01");
        cells[2].order = text("a < b");
        RowView {
            key: format!("item-{at}"),
            role: "item",
            cells: cells.into(),
        }
    };
    let mut all: Vec<RowView> = LINES
        .iter()
        .cycle()
        .take(rows)
        .enumerate()
        .map(row)
        .collect();
    let total = ["合计", "", "", "19", "", ""].map(cell).into();
    all.push(RowView {
        key: String::new(),
        role: "total",
        cells: total,
    });
    TableView {
        id: text(id),
        takeaway_html: text("22 分里，19 分是来源给的，3 分还空着"),
        what: text("集团客户服务 KPI，2008 年，分"),
        columns: vec![
            column("指标", "", "text"),
            column("完成值", "分", "number"),
            column("标准", "", "number"),
            column("得分", "分", "number"),
            column("判定", "", "mark"),
            column("一句话", "", "text"),
        ],
        rows: all,
        source_html: text("来源：年度服务工作回顾，KPI 完成情况表"),
        notes: vec![text("标准含两条，满足其一即可。")],
    }
}

/// A chart whose drawing is a stand-in.
pub(super) fn chart(id: &str) -> ChartView {
    let drawing = |suffix: &str| {
        format!(
            r##"<svg xmlns="http://www.w3.org/2000/svg" data-chart="points-waterfall" viewBox="0 0 680 120" width="680" height="120" role="img" aria-labelledby="{id}-{suffix}"><title id="{id}-{suffix}">得分瀑布</title><g data-k="item-0"><rect class="f-acc" fill="#0f4f8f" x="130" y="12" width="144" height="24"/><text class="t-ink" x="0" y="29" font-size="14">满意度与领先</text></g><g data-k="item-1"><rect class="s-acc" fill="none" stroke="#0f4f8f" x="274" y="60" width="96" height="24"/><text class="t-ink" x="0" y="77" font-size="14">网络与新业务</text></g></svg>"##
        )
    };
    let mut table = table(&format!("{id}-table"), 4);
    table.takeaway_html = String::new();
    table.what = String::new();
    ChartView {
        id: text(id),
        chart: "points-waterfall",
        takeaway_html: text("22 分里，19 分是来源给的，3 分还空着"),
        what: text("集团客户服务 KPI，2008 年，分"),
        svg: drawing("wide"),
        narrow_svg: drawing("narrow"),
        source_html: text(
            "来源：年度服务工作回顾 · <a href=\"ledger.html#earned\">台账 scorecard.earned</a>",
        ),
        badge: text("含说明性数据"),
        table,
    }
}

/// Four tiles, from good to pending.
pub(super) fn tiles() -> BlockView {
    let spark = r##"<svg xmlns="http://www.w3.org/2000/svg" data-chart="sparkline" viewBox="0 0 120 28" width="120" height="28" role="img" aria-label="走势"><path class="s-acc" d="M2 22L30 18L60 20L90 10L116 6" fill="none" stroke="#0f4f8f" stroke-width="1.5"/></svg>"##;
    let tile = |[label, value, unit, change, kind, target, verdict, word]: [&str; 8]| TileView {
        label: text(label),
        value_html: text(value),
        unit: text(unit),
        change_html: text(change),
        change_kind: text(kind),
        change_word: String::new(),
        remark: String::new(),
        target_html: text(target),
        verdict: text(verdict),
        verdict_word: text(word),
        spark_svg: text(spark),
    };
    let estimated = r#"<a class="fig fig-estimated" href="ledger.html#a"><data value="77.4">77.4</data></a><sup class="mark mark-estimated">预估</sup>"#;
    BlockView::Tiles {
        tiles: vec![
            tile([
                "综合满意度",
                MEASURED,
                "分",
                "较上年 +2.0",
                "up better",
                "目标 ≥ 79",
                "met",
                "达标",
            ]),
            tile([
                "每万客户投诉",
                "13",
                "件",
                "较前 −14",
                "down better",
                "",
                "unknown",
                "不详",
            ]),
            tile([
                "网络质量",
                estimated,
                "分",
                "较上年 −1.3",
                "down worse",
                "目标 ≥ 80",
                "notmet",
                "未达标",
            ]),
            tile([
                "考核得分",
                "19",
                "／22 分",
                "",
                "",
                "3 分待定",
                "pending",
                "待定",
            ]),
        ],
    }
}
