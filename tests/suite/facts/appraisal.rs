//! Roles, and how those in them are appraised.

use super::*;

#[test]
fn the_example_carries_appraisal() {
    hold("4, roles, and 5", APPRAISAL);
}

const APPRAISAL: &[(&str, By)] = &[
    (
        "eight roles, each with its appraisal",
        List(
            "appraisal",
            "schemes",
            &[
                "department_manager",
                "duty_manager",
                "clerk",
                "floor_guide",
                "guard",
                "cleaner",
                "retention_desk",
                "complaints_desk",
            ],
        ),
    ),
    (
        "the roles by name",
        Page(
            "2008/data/appraisal.html",
            &[
                "营业部经理",
                "值班经理",
                "营业员",
                "导办",
                "保安",
                "保洁员",
                "劝留台",
                "投诉台",
            ],
        ),
    ),
    (
        "eight items of contents",
        List(
            "appraisal",
            "concepts.contents.parts",
            &[
                "概况与主要内容",
                "程序规定",
                "考核者与被考核者",
                "时间与形式",
                "内容设计与评估工具",
                "指导与反馈",
                "成绩计算与结果应用",
                "各岗位考核制度",
            ],
        ),
    ),
    (
        "the last names five roles",
        Record(
            "appraisal",
            "concepts.contents.parts.roles",
            &["营业部经理、值班经理、营业员、保洁员、保安等"],
        ),
    ),
    (
        "个人绩效与团队绩效相关联",
        Page("2008/appraisal.html", &["强调个人绩效与团队绩效相关联"]),
    ),
    (
        "no formula is given",
        Page("2008/appraisal.html", &["没有给公式"]),
    ),
    (
        "the linkage is always written out, added",
        Record(
            "appraisal",
            "schemes.clerk_appraisal.linkage",
            &["additive"],
        ),
    ),
    (
        "the linkage is always written out, multiplied",
        Record(
            "appraisal",
            "schemes.retention_appraisal.linkage",
            &["multiplicative"],
        ),
    ),
    (
        "for 激励、改善、辅导, not 控制、惩罚",
        List(
            "appraisal",
            "concepts.purpose.parts",
            &["不为控制与惩罚", "激励", "改善", "辅导"],
        ),
    ),
    (
        "三者利益",
        List(
            "appraisal",
            "concepts.interests.parts",
            &["员工", "主管", "营业厅"],
        ),
    ),
    (
        "旧制度继承 and three reforms of head office in Hong Kong",
        List(
            "appraisal",
            "concepts.heritage.parts",
            &["旧制度的继承", "香港总公司人力资源三项改革"],
        ),
    ),
    (
        "综合服务考核方案",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.plan",
            &["综合服务考核方案"],
        ),
    ),
    (
        "综合服务考核方案 is part of a key work",
        Record(
            "initiatives",
            "initiatives.supervision",
            &["综合服务考核方案"],
        ),
    ),
    (
        "跨部门考核机制",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.across",
            &["跨部门考核机制"],
        ),
    ),
    (
        "服务明星评选",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.stars",
            &["服务明星评选"],
        ),
    ),
    (
        "how often 服务明星评选 was held is not said",
        Blank("initiatives.activity.star_choice", "2008"),
    ),
    (
        "服务业绩考核评价体系",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.evaluation",
            &["服务业绩考核评价体系"],
        ),
    ),
    (
        "服务指标在经营考核中的占比, without a number",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.evaluation",
            &["服务指标在经营考核中占一定比重"],
        ),
    ),
    (
        "专项评选、正向激励",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.special",
            &["专项评选、正向激励"],
        ),
    ),
    (
        "激励机制",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.incentive",
            &["激励机制"],
        ),
    ),
    (
        "晋升机制",
        Record(
            "appraisal",
            "concepts.mechanisms.parts.promotion",
            &["晋升机制"],
        ),
    ),
    (
        "比、学、赶、帮、超",
        List(
            "appraisal",
            "concepts.rivalry.parts",
            &["比", "学", "赶", "帮", "超"],
        ),
    ),
];
