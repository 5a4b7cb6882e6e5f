//! What is due and what is owed: cadence, accountability, regulation.

use super::*;

#[test]
fn the_example_carries_the_cadence_of_monitoring() {
    hold("6", CADENCE);
}

const CADENCE: &[(&str, By)] = &[
    (
        "日: 投诉预警日报",
        Record(
            "cadence",
            "reports.complaint_alerts",
            &["daily", "投诉预警日报"],
        ),
    ),
    (
        "周: 网络质量周报",
        Record(
            "cadence",
            "reports.network_quality",
            &["weekly", "网络质量周报"],
        ),
    ),
    (
        "旬: 客服信息旬报",
        Record("cadence", "reports.service_news", &["xun", "客服信息旬报"]),
    ),
    (
        "三旬一月，上年末的不计: 35 due",
        Counted("cadence.report.service_news.due", "2008", 35.0),
    ),
    (
        "中旬 ends on the 20th",
        Counted("cadence.report.service_news.days_late", "2008-02-X2", 3.0),
    ),
    (
        "月: 服务质量分析会",
        Record(
            "cadence",
            "reports.analysis_meeting",
            &["monthly", "月度服务质量分析会"],
        ),
    ),
    (
        "月: 领导班子听投诉",
        Record(
            "cadence",
            "reports.leaders_listen",
            &["monthly", "领导班子每月听投诉"],
        ),
    ),
    (
        "季: 明察暗访",
        Record(
            "cadence",
            "reports.inspection_book",
            &["quarterly", "季度明察暗访"],
        ),
    ),
    (
        "季: 集团公司通报一季度达标率",
        Record(
            "cadence",
            "reports.group_notice",
            &["quarterly", "集团公司季度通报", "一季度"],
        ),
    ),
    (
        "半年: 上半年自查报告",
        Record(
            "cadence",
            "reports.self_inspection",
            &["half-yearly", "上半年自查报告", "2008-H1"],
        ),
    ),
    (
        "年: 满意度调查",
        Record(
            "cadence",
            "reports.satisfaction_survey",
            &["yearly", "年度满意度调查"],
        ),
    ),
    (
        "年: KPI",
        Record(
            "cadence",
            "reports.yearly_kpi",
            &["yearly", "年度客户服务 KPI 考核"],
        ),
    ),
    (
        "服务组巡检查, no period stated",
        Record(
            "cadence",
            "reports.group_patrol",
            &["服务组巡检查", "没有写多久一次"],
        ),
    ),
    (
        "定期服务例会, no period stated",
        Record(
            "cadence",
            "reports.regular_meeting",
            &["定期服务例会", "没有写多久一次"],
        ),
    ),
    (
        "省公司服务工作联席会, no period stated",
        Record(
            "cadence",
            "reports.joint_meeting",
            &["服务工作联席会", "省公司", "没有写多久一次"],
        ),
    ),
    (
        "市分公司服务质量分析会, no period stated",
        Record(
            "cadence",
            "reports.city_meeting",
            &["市分公司服务质量分析会", "没有写多久一次"],
        ),
    ),
    (
        "what has no period stated has no share on time",
        Blank("cadence.report.city_meeting.share", "2008"),
    ),
    (
        "real time: 实时监控",
        Record(
            "cadence",
            "reports.live_monitoring",
            &["实时监控", "随时进行"],
        ),
    ),
    (
        "from 实时监控 to 持续改进",
        List(
            "process",
            "lists.watching.items",
            &[
                "语音识别与视频监控",
                "数据分析",
                "异常的识别与处理",
                "持续改进的计划与实施",
            ],
        ),
    ),
    (
        "Q1 达标率 of own halls: 100 %",
        Stated("compliance.rate.own_halls", "2008-Q1", 100.0),
    ),
    (
        "Q1 达标率 of the hotline: 100 %",
        Stated("compliance.rate.hotline", "2008-Q1", 100.0),
    ),
    (
        "Q1 达标率 of the clubs: 100 %",
        Stated("compliance.rate.clubs", "2008-Q1", 100.0),
    ),
    (
        "without a number assessed, own halls",
        Alone("compliance.rate.own_halls", "assessed"),
    ),
    (
        "without a number assessed, hotline",
        Alone("compliance.rate.hotline", "assessed"),
    ),
    (
        "without a number assessed, clubs",
        Alone("compliance.rate.clubs", "assessed"),
    ),
    (
        "without an interval, therefore",
        Alone("compliance.rate.own_halls", "low"),
    ),
    (
        "宽带专家座席 and 听班, day and night",
        Record(
            "compliance",
            "clauses.expert_line",
            &["宽带专家座席与听班全天值守"],
        ),
    ),
    (
        "on site within 30 minutes of dispatch",
        Stated("compliance.clause.on_site.max:target", "2008-H1", 30.0),
    ),
    (
        "the same limit where arrivals are watched",
        Record("monitoring", "deadlines.arrival", &["30", "minutes"]),
    ),
    (
        "the same limit in the process: half an hour",
        Stated("process.step.arrive.standard", "2008", 0.5),
    ),
];

#[test]
fn the_example_carries_accountability() {
    hold("8", ACCOUNTABILITY);
}

const ACCOUNTABILITY: &[(&str, By)] = &[
    (
        "首问负责制",
        Record(
            "accountability",
            "rules.first_asked",
            &["首问负责制", "负责到底"],
        ),
    ),
    (
        "服务质量责任追究及经济处罚办法",
        Record(
            "accountability",
            "rules.penalties",
            &["服务质量责任追究及经济处罚办法"],
        ),
    ),
    (
        "责任单位和责任人 are held to account",
        Record(
            "accountability",
            "rules.penalties",
            &["对责任单位和责任人追究"],
        ),
    ),
    (
        "责任单位和处理时限 are named",
        Record(
            "accountability",
            "rules.penalties",
            &["明确责任单位和处理时限"],
        ),
    ),
    (
        "一票否决 for 重大服务问题",
        Record(
            "accountability",
            "rules.veto",
            &["重大服务问题一票否决", "不论其余得分"],
        ),
    ),
    (
        "a veto: the original score stays on record",
        Counted("accountability.case.media_complaint.original", "2008", 92.5),
    ),
    (
        "a veto: the final score is none",
        Counted("accountability.case.media_complaint.final", "2008", 0.0),
    ),
    (
        "no case survives in the sources",
        Page("2008/accountability.html", &["没有留下具体事项"]),
    ),
];

#[test]
fn the_example_carries_the_self_inspection() {
    hold("15", SELF_INSPECTION);
}

const SELF_INSPECTION: &[(&str, By)] = &[
    (
        "the basis: order 6 of the ministry",
        Record(
            "compliance",
            "laws.order_6",
            &["《电信服务质量监督管理暂行办法》", "信息产业部令第 6 号"],
        ),
    ),
    (
        "对照电信服务标准",
        Record("compliance", "laws.standard", &["电信服务标准"]),
    ),
    (
        "自查 is a duty under order 6",
        Record(
            "compliance",
            "clauses.self_inspection",
            &["order_6", "true"],
        ),
    ),
    (
        "the first half of 2008",
        Record("compliance", "reports.2008-H1.period", &["2008-H1"]),
    ),
    (
        "five headings",
        List(
            "compliance",
            "reports.2008-H1.sections",
            &[
                "过程管控的长效机制",
                "三项服务承诺",
                "补短板与诚信服务",
                "服务投入",
                "网络优化",
            ],
        ),
    ),
    (
        "各项服务标准执行到位",
        Record(
            "compliance",
            "reports.2008-H1.claim.text",
            &["各项服务标准执行到位"],
        ),
    ),
    (
        "no table of indicators",
        Record("compliance", "reports.2008-H1.missing", &["没有指标表"]),
    ),
    (
        "so no measurement of the half-year: repair",
        Blank("compliance.clause.repair.mean", "2008-H1"),
    ),
    (
        "so no measurement of the half-year: installation",
        Blank("compliance.clause.install_answer.max", "2008-H1"),
    ),
    (
        "so no measurement of the half-year: on site",
        Blank("compliance.clause.on_site.max", "2008-H1"),
    ),
    (
        "the report itself is the one evidence of the half-year",
        Counted("compliance.compliant", "2008-H1", 1.0),
    ),
];
