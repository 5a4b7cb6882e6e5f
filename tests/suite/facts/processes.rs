//! What is done for customers, and what they need.

use super::*;

#[test]
fn the_example_carries_the_process() {
    hold("9", PROCESS);
}

const PROCESS: &[(&str, By)] = &[
    ("four stages", Counted("process.stages", "2008", 4.0)),
    (
        "their names",
        List(
            "process",
            "stages",
            &["客户咨询", "业务办理", "投诉处理", "售后服务"],
        ),
    ),
    ("twelve problems", Counted("process.problems", "2008", 12.0)),
    (
        "three of enquiries",
        Counted("process.stage.enquiry.problems", "2008", 3.0),
    ),
    (
        "three of transactions",
        Counted("process.stage.transaction.problems", "2008", 3.0),
    ),
    (
        "three of complaints",
        Counted("process.stage.complaint.problems", "2008", 3.0),
    ),
    (
        "three of after-sales service",
        Counted("process.stage.aftercare.problems", "2008", 3.0),
    ),
    (
        "咨询: 业务知识不足，误导",
        Record(
            "process",
            "problems.knowledge",
            &["enquiry", "业务知识不足，答复误导"],
        ),
    ),
    (
        "咨询: 态度欠佳，推诿",
        Record(
            "process",
            "problems.attitude",
            &["enquiry", "态度欠佳，相互推诿"],
        ),
    ),
    (
        "咨询: 系统不完善，等待长",
        Record(
            "process",
            "problems.waiting",
            &["enquiry", "系统不完善，等待时间长"],
        ),
    ),
    (
        "办理: 流程复杂，资料多",
        Record(
            "process",
            "problems.complexity",
            &["transaction", "流程复杂，资料要得多"],
        ),
    ),
    (
        "办理: 捆绑销售，误解",
        Record(
            "process",
            "problems.bundling",
            &["transaction", "捆绑销售，引起误解"],
        ),
    ),
    (
        "办理: 信息泄露风险",
        Record(
            "process",
            "problems.privacy",
            &["transaction", "客户信息有泄露风险"],
        ),
    ),
    (
        "投诉: 渠道不畅",
        Record(
            "process",
            "problems.channels",
            &["complaint", "投诉渠道不畅"],
        ),
    ),
    (
        "投诉: 效率低",
        Record("process", "problems.slow", &["complaint", "处理效率低"]),
    ),
    (
        "投诉: 结果不满意",
        Record(
            "process",
            "problems.outcome",
            &["complaint", "处理结果不能让人满意"],
        ),
    ),
    (
        "售后: 技能参差",
        Record("process", "problems.skills", &["aftercare", "人员技能参差"]),
    ),
    (
        "售后: 响应慢",
        Record("process", "problems.response", &["aftercare", "响应慢"]),
    ),
    (
        "售后: 质量不稳，二次投诉",
        Record(
            "process",
            "problems.unstable",
            &["aftercare", "质量不稳，二次投诉"],
        ),
    ),
    (
        "four goals",
        List(
            "process",
            "lists.goals.items",
            &["效率", "质量", "成本", "忠诚度"],
        ),
    ),
    (
        "five principles",
        List(
            "process",
            "lists.principles.items",
            &["客户导向", "系统性", "创新性", "可持续发展", "持续改进"],
        ),
    ),
    (
        "five methods of design",
        List(
            "process",
            "lists.methods.items",
            &["需求", "简化", "标准化", "信息技术", "持续优化"],
        ),
    ),
    (
        "six strategies",
        List(
            "process",
            "lists.strategies.items",
            &[
                "前端",
                "内部协同",
                "响应速度",
                "服务质量",
                "智能化",
                "持续改进",
            ],
        ),
    ),
    (
        "three targets",
        List(
            "process",
            "targets",
            &["减少等待时间", "提高问题解决率", "提升满意度"],
        ),
    ),
    (
        "no number to 减少等待时间",
        Blank("process.target.waiting", "2008"),
    ),
    (
        "no number to 提高问题解决率",
        Blank("process.target.solved", "2008"),
    ),
    (
        "no number to 提升满意度",
        Blank("process.target.satisfied", "2008"),
    ),
    (
        "four measures",
        List(
            "process",
            "lists.measures.items",
            &["流程重构", "技术支持", "员工培训", "监控与反馈"],
        ),
    ),
    (
        "how it is driven",
        List(
            "process",
            "lists.drive.items",
            &[
                "项目组",
                "跨部门",
                "激励与培训",
                "客户调研与反馈机制",
                "定期评估，鼓励创新",
            ],
        ),
    ),
    (
        "济宁拆解制约受理时限的环节，模拟测试",
        Record(
            "process",
            "lists.practices.items",
            &["济宁拆解制约受理时限的环节并模拟测试"],
        ),
    ),
    (
        "客户导向服务工作流程",
        Record(
            "process",
            "lists.practices.items",
            &["以客户为导向的服务工作流程"],
        ),
    ),
    (
        "标准化的工作流程",
        Record(
            "process",
            "lists.practices.items",
            &["标准化的营业厅工作流程"],
        ),
    ),
    (
        "大客户: 售前、售中、售后",
        Record(
            "process",
            "lists.practices.items",
            &["大客户分售前、售中、售后服务"],
        ),
    ),
    (
        "an answer within 24 hours whether a line can be installed",
        Stated("process.step.conditions.standard", "2008", 24.0),
    ),
    (
        "预约装机",
        Record("process", "stages.transaction.steps.install", &["预约装机"]),
    ),
];

#[test]
fn the_example_carries_needs() {
    hold("10", NEEDS);
}

const NEEDS: &[(&str, By)] = &[
    (
        "four methods",
        List(
            "needs",
            "methods",
            &["数据挖掘", "访谈与问卷", "社交媒体分析", "竞争对手分析"],
        ),
    ),
    (
        "数据挖掘 by three techniques",
        Record("needs", "methods.mining", &["关联规则、聚类、时间序列"]),
    ),
    (
        "访谈与问卷, structured or not",
        Record("needs", "methods.asking", &["结构化与非结构化"]),
    ),
    (
        "社交媒体分析 by NLP",
        Record("needs", "methods.social", &["自然语言处理"]),
    ),
    (
        "six responses",
        List(
            "needs",
            "responses",
            &[
                "产品与服务创新",
                "流程优化",
                "沟通渠道拓展",
                "培训激励",
                "营销策略调整",
                "监测与评估",
            ],
        ),
    ),
    (
        "产品与服务创新: three ways",
        Record(
            "needs",
            "responses.products",
            &["定制套餐、差异化服务、网络覆盖"],
        ),
    ),
    (
        "沟通渠道拓展: four channels",
        Record(
            "needs",
            "responses.channels",
            &["线上、电话、社交媒体、门店"],
        ),
    ),
    (
        "segments: 个人、家庭、集团，品牌、大客户，VIP",
        List(
            "needs",
            "segments",
            &[
                "个人客户",
                "家庭客户",
                "集团客户",
                "品牌客户",
                "大客户",
                "VIP",
            ],
        ),
    ),
    (
        "channels of 品牌客户",
        List(
            "needs",
            "channels",
            &["营业厅专柜", "10000 号专键", "网上客服中心专区"],
        ),
    ),
    (
        "营业厅专柜 is for 品牌客户",
        Record("needs", "channels.counter.segments", &["brand"]),
    ),
    (
        "10000号专键 is for 品牌客户",
        Record("needs", "channels.key.segments", &["brand"]),
    ),
    (
        "网上客服中心专区 is for 品牌客户",
        Record("needs", "channels.online.segments", &["brand"]),
    ),
    (
        "no rating is given",
        Page("2008/needs.html", &["没有给出任何评分"]),
    ),
];
