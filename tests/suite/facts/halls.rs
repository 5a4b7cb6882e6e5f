//! Halls and clerks: stars, standards and their documents.

use super::*;

#[test]
fn the_example_carries_star_ratings() {
    hold("4", STARS);
}

const STARS: &[(&str, By)] = &[
    (
        "halls are rated",
        Record("stars", "schemes.halls.rates", &["hall"]),
    ),
    (
        "clerks are rated",
        Record("stars", "schemes.clerks.rates", &["clerk"]),
    ),
    (
        "five levels of halls",
        Record("stars", "schemes.halls.levels", &["5"]),
    ),
    (
        "five levels of clerks",
        Record("stars", "schemes.clerks.levels", &["5"]),
    ),
    (
        "the names of the levels: 五、四、三、二、一星",
        Page("2008/stars.html", &["五星、四星、三星、二星到一星"]),
    ),
    (
        "no text of criteria survives",
        Page("2008/stars.html", &["没有留下各级的具体要求"]),
    ),
    (
        "what each level asks is not the source's",
        Record("stars", "evidence", &["illustrative"]),
    ),
    (
        "三大要素: 硬件，设备与功能",
        Page("2008/data/stars.html", &["硬件 · 设备与功能"]),
    ),
    (
        "三大要素: 硬件，环境",
        Page("2008/data/stars.html", &["硬件 · 环境"]),
    ),
    (
        "三大要素: 软件，业务流程",
        Page("2008/data/stars.html", &["软件 · 业务流程"]),
    ),
    (
        "三大要素: 软件，服务规范",
        Page("2008/data/stars.html", &["软件 · 服务规范"]),
    ),
    (
        "三大要素: 人员，仪表",
        Page("2008/data/stars.html", &["人员 · 仪表"]),
    ),
    (
        "三大要素: 人员，态度",
        Page("2008/data/stars.html", &["人员 · 态度"]),
    ),
    (
        "三大要素: 人员，表达",
        Page("2008/data/stars.html", &["人员 · 表达"]),
    ),
    (
        "三大要素: 人员，技能",
        Page("2008/data/stars.html", &["人员 · 技能"]),
    ),
    (
        "eight leaves, each with a standard",
        Record(
            "stars",
            "schemes.halls.criteria",
            &[
                "equipment",
                "environment",
                "process",
                "conduct",
                "appearance",
                "attitude",
                "expression",
                "skill",
            ],
        ),
    ),
    (
        "six criteria of a good standard",
        Page(
            "2008/data/stars.html",
            &[
                "按六条准则",
                "具体",
                "简明",
                "可测定",
                "出自客户需求",
                "写进工作说明与考核",
                "与员工共同制定",
            ],
        ),
    ),
    (
        "可测定 is 易见、可量化",
        Page("2008/stars.html", &["可测定（看得见、量得出）"]),
    ),
    (
        "服务定位",
        List(
            "stars",
            "concepts.position.parts",
            &["追随者", "价格领导者", "服务领导者"],
        ),
    ),
    (
        "the service leader is 服务领先，业务领先",
        Record(
            "stars",
            "concepts.position.parts.service.text",
            &["服务领先，业务领先"],
        ),
    ),
    (
        "经营理念",
        List(
            "stars",
            "concepts.belief.parts",
            &["准确", "方便", "快速", "达到或超出客户期望"],
        ),
    ),
    (
        "优质服务解决模型: a core and eight around it",
        List(
            "stars",
            "concepts.solution.parts",
            &[
                "服务业务领先",
                "标准化的工作流程",
                "组织架构与职责分工",
                "规范有序的工作安排",
                "层层计划",
                "全体成员检查推进",
                "良好的服务礼仪",
                "监督与激励机制",
                "温馨的服务环境",
            ],
        ),
    ),
    (
        "its core is 核心任务",
        Record("stars", "concepts.solution.parts.core", &["核心任务与目标"]),
    ),
    (
        "标杆厅 and 5S, against 排队等候",
        List(
            "stars",
            "concepts.onsite.parts",
            &["标杆厅", "5S 体系", "治理排队等候"],
        ),
    ),
    (
        "20 million yuan",
        Stated("initiatives.work.hall_renovation.spent", "2008", 2000.0),
    ),
    (
        "150 halls renovated",
        Stated("initiatives.work.hall_renovation.output", "2008", 150.0),
    ),
    (
        "ten diagnostic questions",
        List(
            "stars",
            "questions",
            &[
                "规范为什么不见效",
                "只维持两个月",
                "行之有效的流程规范",
                "服务理念怎样与受理流程结合",
                "微笑服务能不能标准化",
                "主动服务能不能标准化",
                "标准得到贯彻",
                "员工愿意执行",
                "值班经理怎样监督和辅导",
                "绩效考核怎样与规范配套",
            ],
        ),
    ),
];

#[test]
fn the_example_carries_the_documents_of_standards() {
    hold("4, manuals", DOCUMENTS);
}

const DOCUMENTS: &[(&str, By)] = &[
    (
        "服务规范指导版: 1 claimed",
        Stated("stars.document.guide.claimed", "2008", 1.0),
    ),
    (
        "服务规范指导版: 1 listed",
        Stated("stars.document.guide.counted", "2008", 1.0),
    ),
    (
        "员工服务规范操作版: 7 claimed",
        Stated("stars.document.manual.claimed", "2008", 7.0),
    ),
    (
        "员工服务规范操作版: 8 listed",
        Stated("stars.document.manual.counted", "2008", 8.0),
    ),
    (
        "服务沟通技巧版: 1 claimed",
        Stated("stars.document.talk.claimed", "2008", 1.0),
    ),
    (
        "服务沟通技巧版: 1 listed",
        Stated("stars.document.talk.counted", "2008", 1.0),
    ),
    (
        "服务激励版: 2 claimed",
        Stated("stars.document.incentive.claimed", "2008", 2.0),
    ),
    (
        "服务激励版: 2 listed",
        Stated("stars.document.incentive.counted", "2008", 2.0),
    ),
    (
        "11 claimed in all",
        Stated("stars.documents_claimed", "2008", 11.0),
    ),
    (
        "12 listed in all",
        Stated("stars.documents_counted", "2008", 12.0),
    ),
    (
        "the four families",
        List(
            "stars",
            "families",
            &[
                "服务规范指导版",
                "员工服务规范操作版",
                "服务沟通技巧版",
                "服务激励版",
            ],
        ),
    ),
    (
        "the twelve titles",
        List(
            "stars",
            "documents",
            &[
                "《星级营业厅服务规范》",
                "《营业员服务规范操作手册》",
                "《导办服务规范操作手册》",
                "《保安服务规范操作手册》",
                "《保洁员服务规范操作手册》",
                "《劝留台服务规范操作手册》",
                "《投诉台服务规范操作手册》",
                "《值班经理管理操作手册》",
                "《营业厅应急处理管理办法》",
                "《劝留话术与客户投诉处理话术手册》",
                "《营业厅的组织功能体系》",
                "《营业厅的绩效管理》",
            ],
        ),
    ),
    (
        "the guide has six parts",
        Stated("stars.document.hall_guide.parts", "2008", 6.0),
    ),
    (
        "the parts of the guide",
        List(
            "stars",
            "documents.hall_guide.parts",
            &[
                "服务理念与行为准则",
                "服务环境设施标准",
                "服务基础礼仪",
                "业务受理流程操作服务规范",
                "其他服务行为规范",
                "应急管理办法",
            ],
        ),
    ),
    (
        "the clerks' manual has six parts",
        Stated("stars.document.clerk_manual.parts", "2008", 6.0),
    ),
    (
        "the parts of the clerks' manual",
        List(
            "stars",
            "documents.clerk_manual.parts",
            &[
                "态度要求",
                "组织要求：职责、素质、组织关系、职业发展",
                "日常工作规范",
                "业务受理流程服务规范",
                "基础礼仪规范",
                "绩效考核办法",
            ],
        ),
    ),
];
