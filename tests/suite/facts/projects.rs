//! What was changed and what it brought: projects and their evaluation.

use super::*;

#[test]
fn the_example_carries_projects() {
    hold("13", PROJECTS);
}

const PROJECTS: &[(&str, By)] = &[
    (
        "eight steps",
        List(
            "initiatives",
            "roads.eight_steps.steps",
            &[
                "调研与诊断",
                "报告与建议书",
                "规范与流程再造",
                "绩效与薪酬设计",
                "辅导培训并过关",
                "推动与宣导大会",
                "全员全面提升",
                "总结与推广",
            ],
        ),
    ),
    (
        "a turn of continuous improvement",
        Record("initiatives", "roads.pdca.name", &["持续改进的一圈"]),
    ),
    (
        "改进计划→改进实施→评估",
        Record(
            "process",
            "lists.turns.items",
            &["改进计划、改进实施、评估"],
        ),
    ),
    (
        "投诉梳理→集中改进→长效机制",
        Record(
            "process",
            "lists.turns.items",
            &["投诉梳理、集中改进、长效机制"],
        ),
    ),
    (
        "three promises",
        Counted("compliance.promises", "2008", 3.0),
    ),
    (
        "their words",
        List(
            "compliance",
            "promises",
            &[
                "市话详单免费查询",
                "答复装机条件并预约装机",
                "自主选购、自由退订、确认生效",
            ],
        ),
    ),
    (
        "kept since 2007: bills",
        Record("compliance", "promises.bills.since", &["2007"]),
    ),
    (
        "kept since 2007: installation",
        Record("compliance", "promises.installation.since", &["2007"]),
    ),
    (
        "kept since 2007: information services",
        Record(
            "compliance",
            "promises.information_services.since",
            &["2007"],
        ),
    ),
    (
        "an answer on installation within 24 hours",
        Stated(
            "compliance.clause.install_answer.max:target",
            "2008-H1",
            24.0,
        ),
    ),
    (
        "诚信六项",
        Record(
            "initiatives",
            "initiatives.integrity.text",
            &["明码标价、营销管理、服务履约、技术支撑、信息内容、投诉受理机构"],
        ),
    ),
    (
        "诚信: 明码标价",
        Record(
            "compliance",
            "clauses.clear_prices",
            &["integrity", "明码标价"],
        ),
    ),
    (
        "诚信: 营销管理",
        Record(
            "compliance",
            "clauses.marketing",
            &["integrity", "营销管理"],
        ),
    ),
    (
        "诚信: 服务履约",
        Record(
            "compliance",
            "clauses.performance",
            &["integrity", "服务履约"],
        ),
    ),
    (
        "诚信: 技术支撑",
        Record(
            "compliance",
            "clauses.technical",
            &["integrity", "技术支撑"],
        ),
    ),
    (
        "诚信: 信息内容",
        Record("compliance", "clauses.content", &["integrity", "信息内容"]),
    ),
    (
        "诚信: 投诉受理机构",
        Record(
            "compliance",
            "clauses.complaints_office",
            &["integrity", "投诉受理机构"],
        ),
    ),
    (
        "宽带: three changes",
        Record(
            "initiatives",
            "initiatives.broadband.text",
            &["升级软件、换接入层设备、调整级连"],
        ),
    ),
    (
        "宽带: two measures",
        Record(
            "initiatives",
            "initiatives.broadband.text",
            &["端口速率平均达标率、障碍发生率"],
        ),
    ),
    (
        "宽带: the ports are of DSLAMs",
        Record("initiatives", "initiatives.broadband.text", &["DSLAM"]),
    ),
    (
        "宽带: faults sorted out first",
        Record(
            "initiatives",
            "initiatives.broadband.text",
            &["10000 号障碍预处理"],
        ),
    ),
    (
        "宽带: two in one",
        Record(
            "initiatives",
            "initiatives.broadband.text",
            &["“专家＋夜间查修”二合一"],
        ),
    ),
    (
        "10000号: four skills",
        Record(
            "initiatives",
            "initiatives.hotline_skills.text",
            &["亲和、业务处理、主动营销、系统接通"],
        ),
    ),
    (
        "20 million yuan",
        Stated("initiatives.work.hall_renovation.spent", "2008", 2000.0),
    ),
    (
        "nearly 150 halls",
        Stated("initiatives.work.hall_renovation.output", "2008", 150.0),
    ),
    (
        "nearly: not a count",
        Record(
            "initiatives",
            "initiatives.hall_renovation.budget.output.approximate",
            &["true"],
        ),
    ),
    (
        "about 133 000 yuan a hall",
        Counted(
            "initiatives.work.hall_renovation.each",
            "2008",
            2000.0 / 150.0,
        ),
    ),
    (
        "what was planned is not said",
        Blank("initiatives.work.hall_renovation.budget", "2008"),
    ),
    (
        "政风行风热线 for 4 days",
        Stated("initiatives.activity.on_the_air", "2008", 4.0),
    ),
    (
        "from 22 to 25 April",
        Record(
            "initiatives",
            "activities.on_the_air.name",
            &["政风行风热线", "4 月 22 日至 25 日"],
        ),
    ),
    (
        "七项服务标准，五项保障制度",
        Record(
            "initiatives",
            "initiatives.standards.name",
            &["七项服务标准与五项保障制度"],
        ),
    ),
    (
        "突发服务事件应急预案",
        Record(
            "initiatives",
            "initiatives.standards.text",
            &["突发服务事件应急预案"],
        ),
    ),
    (
        "信息采编管理办法",
        Record(
            "initiatives",
            "initiatives.standards.text",
            &["信息采编管理办法"],
        ),
    ),
    (
        "积分管理办法",
        Record(
            "initiatives",
            "initiatives.standards.text",
            &["积分管理办法"],
        ),
    ),
];

#[test]
fn the_example_carries_evaluation() {
    hold("14", EVALUATION);
}

const EVALUATION: &[(&str, By)] = &[
    (
        "of chapter ten, headings alone",
        Record("process", "lists.evaluation.name", &["来源只剩标题"]),
    ),
    (
        "three headings of evaluation",
        List(
            "process",
            "lists.evaluation.items",
            &["指标体系构建", "数据收集与分析", "绩效评价"],
        ),
    ),
    (
        "five headings of optimisation",
        List(
            "process",
            "lists.optimisation.items",
            &[
                "持续改进机制",
                "优化服务流程",
                "强化满意度管理",
                "成本控制",
                "拓展业务范围",
            ],
        ),
    ),
    (
        "four metrics of monitoring",
        List(
            "process",
            "lists.metrics.items",
            &["满意度调查", "服务响应时间", "问题解决时间", "解决率"],
        ),
    ),
    (
        "缺少服务效能评估手段",
        Record(
            "initiatives",
            "systems.effect_tools",
            &["服务效能评估手段", "lacking"],
        ),
    ),
    (
        "no sample before or after is the source's",
        Record("evaluation", "evidence", &["illustrative"]),
    ),
];
