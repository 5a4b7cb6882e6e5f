//! What work is done with: trained people, IT.

use super::*;

#[test]
fn the_example_carries_training() {
    hold("11", TRAINING);
}

const TRAINING: &[(&str, By)] = &[
    (
        "four contents",
        List(
            "training",
            "contents",
            &["企业文化", "业务知识", "服务技巧", "法规与职业道德"],
        ),
    ),
    (
        "four methods",
        List(
            "training",
            "methods",
            &["课堂", "实操演练", "在线", "导师制"],
        ),
    ),
    (
        "six measures",
        List(
            "training",
            "measures",
            &["晋升", "激励", "交流", "内训师", "成长档案", "心理健康"],
        ),
    ),
    (
        "前台培训班，多期",
        Record(
            "training",
            "courses.front_desk.name",
            &["前台培训班（多期）"],
        ),
    ),
    (
        "互联网与办公网教学",
        Record(
            "training",
            "courses.web_learning",
            &["互联网与办公网教学", "online"],
        ),
    ),
    (
        "1分钟课堂",
        Record("training", "courses.one_minute.name", &["一分钟课堂"]),
    ),
    (
        "it is 枣庄's, a problem at a time",
        Record(
            "initiatives",
            "initiatives.one_minute.text",
            &["枣庄的做法", "每次只解决一个问题"],
        ),
    ),
    (
        "窗口人员、班长、核心人员辅导并过关",
        Record(
            "training",
            "courses.coaching.name",
            &["窗口人员、班长、核心人员辅导并过关"],
        ),
    ),
    (
        "the effect lasted 2 months",
        Stated("training.course.coaching.lasted", "2008", 2.0),
    ),
    (
        "in months",
        Record("training", "courses.coaching.lasted.measure", &["months"]),
    ),
];

#[test]
fn the_example_carries_it_support() {
    hold("12", IT_SUPPORT);
}

const IT_SUPPORT: &[(&str, By)] = &[
    (
        "CRM",
        Record("initiatives", "systems.crm", &["客户关系管理（CRM）"]),
    ),
    (
        "多渠道: 在线",
        Record(
            "initiatives",
            "systems.web_centre",
            &["channels", "网上客服中心"],
        ),
    ),
    (
        "多渠道: 自助",
        Record(
            "initiatives",
            "systems.terminals",
            &["channels", "自助终端"],
        ),
    ),
    (
        "多渠道: 移动",
        Record(
            "initiatives",
            "systems.mobile_service",
            &["channels", "移动端服务"],
        ),
    ),
    (
        "智能语音识别",
        Record("initiatives", "systems.speech", &["智能语音识别"]),
    ),
    (
        "大数据",
        Record("initiatives", "systems.big_data", &["大数据分析"]),
    ),
    (
        "信息化、协同化、个性化",
        List(
            "process",
            "lists.directions.items",
            &["信息化", "协同化", "个性化"],
        ),
    ),
    (
        "实时监控",
        Record("initiatives", "systems.live_watch", &["实时监控"]),
    ),
    (
        "全省BOSS整合服务协议",
        Record("initiatives", "systems.boss", &["全省 BOSS 整合服务协议"]),
    ),
    (
        "短信SP管理平台: 二次确认、收费提醒、0000/00000",
        Record(
            "initiatives",
            "systems.sms_platform",
            &[
                "包月二次确认",
                "点播收费提醒",
                "发送 0000 或 00000 查询和退订",
            ],
        ),
    ),
    (
        "10000号省集中",
        Record(
            "initiatives",
            "systems.central_hotline",
            &["10000 号省集中平台"],
        ),
    ),
    (
        "坐席扩容",
        Record(
            "initiatives",
            "initiatives.hotline_skills",
            &["省集中与坐席扩容"],
        ),
    ),
    (
        "自助终端数百台, no exact number",
        Record("initiatives", "systems.terminals.text", &["数百台"]),
    ),
    (
        "网上客服中心升级",
        Record("initiatives", "systems.web_centre", &["已升级"]),
    ),
    (
        "电费话费万能卡、固网支付",
        Record(
            "initiatives",
            "systems.cards",
            &["电费话费万能卡与固网支付"],
        ),
    ),
    (
        "积分管理",
        Record("initiatives", "systems.loyalty_points", &["积分管理"]),
    ),
    (
        "信息采编",
        Record("initiatives", "systems.editing", &["信息采编"]),
    ),
    (
        "缺完整服务支撑系统",
        Record(
            "initiatives",
            "systems.support_whole",
            &["完整的服务支撑系统", "lacking"],
        ),
    ),
];
