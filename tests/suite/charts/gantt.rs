//! The Gantt chart and the step track.

use pingshu::{
    chart::{
        Day, Gantt, GanttWords, Mark, Milestone, Progress, Size, Spec, StepTrack, Stretch, Task,
        TrackProject, TrackStep, draw,
    },
    model::Evidence,
};
use proptest::{collection::vec, option, prelude::*};

use super::{
    SIZES, Sample,
    arbitrary::{odd_mark, odd_number, odd_range, odd_text, odd_words},
    frame, mark, number_of, shape, words,
};

prop_compose! {
    fn odd_stretch()(from in odd_number(), to in option::of(odd_number()), text in odd_text()) -> Stretch {
        Stretch { from, to, text }
    }
}

prop_compose! {
    fn odd_milestone()(label in odd_text(), planned in option::of(odd_number()), reached in odd_mark().boxed()) -> Milestone {
        Milestone { label, planned, reached }
    }
}

prop_compose! {
    fn odd_task()(
        label in odd_text(),
        owner in odd_text(),
        plan in option::of(odd_stretch().boxed()),
        actual in option::of(odd_stretch().boxed()),
        expected in option::of(odd_mark().boxed()),
        progress in odd_mark().boxed(),
        late in any::<bool>(),
        milestones in vec(odd_milestone().boxed(), 0..4),
    ) -> Task {
        Task { label, owner, plan, actual, expected, progress, late, milestones }
    }
}

prop_compose! {
    fn odd_day()(day in odd_number(), label in odd_text()) -> Day {
        Day { day, label }
    }
}

prop_compose! {
    fn odd_gantt()(
        tasks in vec(odd_task().boxed(), 0..6),
        ticks in vec(odd_day().boxed(), 0..14),
        as_of in option::of(odd_day().boxed()),
        range in odd_range(),
        legend in prop::array::uniform4(odd_text()),
        words in odd_words().boxed(),
    ) -> Gantt {
        let [plan, actual, expected, milestone] = legend;
        Gantt { tasks, ticks, as_of, range, legend: GanttWords { plan, actual, expected, milestone }, words }
    }
}

prop_compose! {
    fn odd_project()(
        label in odd_text(),
        owner in odd_text(),
        progress in vec(progress(), 0..14),
        standing in odd_mark().boxed(),
    ) -> TrackProject {
        TrackProject { label, owner, progress, standing }
    }
}

fn progress() -> impl Strategy<Value = Progress> {
    prop::sample::select(vec![
        Progress::Done,
        Progress::Doing,
        Progress::Open,
        Progress::Unknown,
    ])
}

prop_compose! {
    fn odd_track()(
        steps in prop_oneof![4 => vec((odd_text(), odd_text()), 0..12), 1 => vec((odd_text(), odd_text()), 100..160)],
        projects in vec(odd_project().boxed(), 0..6),
        states in prop::array::uniform3(odd_text()),
        words in odd_words().boxed(),
    ) -> StepTrack {
        let [done, doing, open] = states;
        let steps = steps.into_iter().map(|(key, label)| TrackStep { key, label }).collect();
        StepTrack { steps, projects, done, doing, open, words }
    }
}

pub(super) fn odd() -> impl Strategy<Value = Spec> {
    prop_oneof![
        odd_gantt().prop_map(Spec::Gantt),
        odd_track().prop_map(Spec::StepTrack),
    ]
}

/// A task whose plan and whose actual time are given in days.
fn task(key: &str, label: &str, owner: &str, plan: Days, actual: Option<Days>) -> Task {
    let stretch = |(from, to): (f64, f64)| Stretch {
        from,
        to: Some(to).filter(|to| to.is_finite()),
        text: String::new(),
    };
    Task {
        label: label.into(),
        owner: owner.into(),
        plan: Some(stretch(plan)),
        actual: actual.map(stretch),
        progress: Mark {
            key: key.into(),
            ..Mark::default()
        },
        ..Task::default()
    }
}

fn gantt(tasks: Vec<Task>) -> Gantt {
    const FIRST: [u16; 13] = [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366];
    let ticks = FIRST.iter().enumerate().map(|(i, day)| Day {
        day: f64::from(*day),
        label: if i < 12 { format!("{} 月", i + 1) } else { String::new() },
    });
    Gantt {
        tasks,
        ticks: ticks.collect(),
        as_of: Some(Day {
            day: 274.0,
            label: "截至 9 月 30 日".into(),
        }),
        range: None,
        legend: GanttWords {
            plan: "计划".into(),
            actual: "实际".into(),
            expected: "预计".into(),
            milestone: "里程碑".into(),
        },
        words: words(),
    }
}

type Days = (f64, f64);

/// Key, name, plan, what happened, and where it stands.
type Row = (&'static str, &'static str, Days, Option<Days>, &'static str);

fn typical() -> Gantt {
    const GOING: f64 = f64::INFINITY;
    let (care, net, sales) = ("客户服务部", "网络部", "市场部");
    let rows: [Row; 8] = [
        ("satisfied-100", "金牌服务满意 100 活动", (31.0, 274.0), Some((31.0, 268.0)), "已完成"),
        ("supervision", "综合服务考核方案", (0.0, 91.0), Some((10.0, 121.0)), "晚 30 天"),
        ("complaints", "投诉处理过程管控", (60.0, 335.0), Some((60.0, GOING)), "进行中"),
        ("model-halls", "标杆厅与营业厅 5S", (91.0, 244.0), Some((121.0, GOING)), "预计晚 45 天"),
        ("hotline", "热线座席扩容", (121.0, 213.0), Some((121.0, 205.0)), "已完成"),
        ("broadband", "宽带接入层设备更换", (152.0, 305.0), Some((182.0, GOING)), "进行中"),
        ("vip", "全球通 VIP 俱乐部", (0.0, 366.0), Some((0.0, GOING)), "11 场讲堂"),
        ("cross", "跨部门考核机制", (274.0, 366.0), None, "未开始"),
    ];
    let owners = [care, care, care, care, net, net, sales, sales];
    let mut tasks: Vec<Task> = rows
        .into_iter()
        .zip(owners)
        .map(|((key, label, plan, actual, text), owner)| {
            let mut row = task(key, label, owner, plan, actual);
            row.progress.text = text.into();
            row
        })
        .collect();
    tasks[1].late = true;
    tasks[3].late = true;
    tasks[3].expected = Some(Mark {
        key: "model-halls-expected".into(),
        text: "11 月 15 日".into(),
        ..mark("", 289.0)
    });
    tasks[2].milestones = vec![
        Milestone {
            label: "首月投诉例会".into(),
            planned: Some(91.0),
            reached: mark("first-meeting", 101.0),
        },
        Milestone {
            label: "时限考核上线".into(),
            planned: Some(305.0),
            reached: Mark {
                key: "limits-live".into(),
                ..Mark::default()
            },
        },
    ];
    gantt(tasks)
}

const STEPS: [&str; 8] = [
    "前期调研与问题诊断",
    "诊断报告与项目建议书",
    "服务规范与业务流程再造",
    "绩效管理与薪酬设计",
    "辅导培训并过关",
    "项目推动与宣导大会",
    "全员、全面提升",
    "经验总结与推广",
];

fn track() -> StepTrack {
    let rows = [
        ("hall-a", "星级营业厅服务规范", "客户服务部", 5, "第 6 步"),
        ("hotline", "10000 号热线服务提升", "客服中心", 8, "已完成"),
        ("broadband", "宽带障碍预处理", "网络部", 3, "第 4 步"),
        ("sp", "短信 SP 管理", "信息化部", 2, "第 3 步"),
        ("vip", "VIP 俱乐部服务标准", "市场部", 0, "未开始"),
    ];
    let mut projects: Vec<TrackProject> = rows
        .into_iter()
        .map(|(key, label, owner, done, text)| TrackProject {
            label: label.into(),
            owner: owner.into(),
            progress: (0..8)
                .map(|i| match i {
                    _ if i < done => Progress::Done,
                    _ if i == done && done > 0 => Progress::Doing,
                    _ => Progress::Open,
                })
                .collect(),
            standing: Mark {
                key: key.into(),
                text: text.into(),
                ..Mark::default()
            },
        })
        .collect();
    projects[3].progress.truncate(5);
    StepTrack {
        steps: STEPS
            .iter()
            .enumerate()
            .map(|(i, label)| TrackStep {
                key: format!("step-{}", i + 1),
                label: (*label).into(),
            })
            .collect(),
        projects,
        done: "已完成".into(),
        doing: "进行中".into(),
        open: "未开始".into(),
        words: words(),
    }
}

pub(super) fn samples() -> Vec<Sample> {
    let owner = |i: u32| format!("第 {} 分公司", i % 7 + 1);
    let many = (0..10_000_u32).map(|i| {
        let from = f64::from(i % 300);
        let mut row = task(&format!("t{i}"), &format!("整改 {i}"), &owner(i), (from, from + 40.0), Some((from, from + 33.0)));
        row.progress.text = "已完成".into();
        row
    });
    let mut beyond = gantt(vec![
        task("before", "从上年延续到下年的工作，名称有四十个字那么长，看它怎样换行、怎样截断、又怎样不碰到别的字", "", (-90.0, 500.0), Some((-60.0, 90.0))),
        task("outside", "全在年外", "", (400.0, 500.0), None),
        task("reversed", "止早于起", "", (90.0, 30.0), Some((91.0, 91.0))),
        task("nothing", "无日期", "", (f64::NAN, f64::NAN), None),
    ]);
    beyond.range = Some((0.0, 366.0));
    beyond.tasks[3].plan = None;
    beyond.tasks[3].progress.reason = "材料未给出日期".into();
    beyond.tasks[2].progress.evidence = Evidence::Illustrative;
    beyond.as_of = None;
    let mut crowd = gantt(vec![task("one", "一项工作十二个里程碑", "客户服务部", (0.0, 366.0), None)]);
    crowd.tasks[0].milestones = (0..12_u8)
        .map(|i| Milestone {
            label: format!("第 {} 次例会", i + 1),
            planned: Some(f64::from(i) * 30.0 + 15.0),
            reached: Mark { key: format!("m{i}"), ..Mark::default() },
        })
        .collect();
    let mut hundred = track();
    hundred.steps = (0..100).map(|i| TrackStep { key: format!("s{i}"), label: format!("第 {i} 步") }).collect();
    hundred.projects[0].progress = (0..100).map(|i| if i < 60 { Progress::Done } else { Progress::Open }).collect();
    vec![
        ("typical", Spec::Gantt(typical())),
        ("empty", Spec::Gantt(gantt(Vec::new()))),
        ("one", Spec::Gantt(gantt(vec![task("one", "一项", "", (10.0, 20.0), Some((12.0, 12.0)))]))),
        ("beyond", Spec::Gantt(beyond)),
        ("crowded", Spec::Gantt(crowd)),
        ("many", Spec::Gantt(gantt(many.collect()))),
        ("typical", Spec::StepTrack(track())),
        ("empty", Spec::StepTrack(StepTrack { words: words(), ..StepTrack::default() })),
        ("hundred-steps", Spec::StepTrack(hundred)),
    ]
}

#[test]
fn a_day_lies_where_it_should() {
    let mut chart = gantt(vec![
        task("year", "全年", "", (0.0, 366.0), Some((0.0, 366.0))),
        task("part", "一段", "", (0.0, 366.0), Some((91.0, 274.0))),
    ]);
    chart.range = Some((0.0, 366.0));
    for size in SIZES {
        let svg = draw(&Spec::Gantt(chart.clone()), &frame(size));
        let rects = |key: &str| -> Vec<(f64, f64)> {
            let document = roxmltree::Document::parse(&svg).expect("well-formed");
            let group = document
                .descendants()
                .find(|n| n.attribute("data-k") == Some(key))
                .expect("the task is drawn");
            let rects = group.children().filter(|n| n.has_tag_name("rect"));
            rects.map(|n| (number_of(n, "x"), number_of(n, "width"))).collect()
        };
        let (whole, part) = (rects("year")[1], rects("part")[1]);
        // The outline is drawn within the bar, so its middle is a little inside.
        let inset = (rects("year")[0].1 - whole.1).abs() / 2.0 + if size == Size::Slide { 1.0 } else { 0.6 };
        let (left, right) = (whole.0 - inset, whole.0 + whole.1 + inset);
        let at = |day: f64| left + (right - left) * day / 366.0;
        assert!((part.0 - inset - at(91.0)).abs() <= 0.1, "{size:?}: {part:?} {}", at(91.0));
        assert!((part.0 + part.1 + inset - at(274.0)).abs() <= 0.1, "{size:?}");
    }
}

#[test]
fn plans_and_bars_of_one_row_are_told_apart() {
    let svg = draw(&Spec::Gantt(typical()), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let group = |key: &str| {
        let found = document.descendants().find(|n| n.attribute("data-k") == Some(key));
        found.unwrap_or_else(|| panic!("{key} is drawn"))
    };
    let classes = |key: &str| -> Vec<&str> {
        let shapes = group(key).children().filter(|n| !n.has_tag_name("text"));
        shapes.filter_map(|n| n.attribute("class")).collect()
    };
    assert_eq!(classes("hotline"), ["f-pap s-ink", "f-acc s-acc"]);
    assert_eq!(classes("cross"), ["f-pap s-ink"], "what has not begun has no bar");
    let expected = shape(&svg, "model-halls-expected", "rect");
    let plan = shape(&svg, "model-halls", "rect");
    assert!(expected["x"] + expected["width"] > plan["x"] + plan["width"]);
    assert_eq!(classes("limits-live"), ["f-pap s-ink"], "an open milestone is hollow");
    assert!(svg.contains("class=\"t-bad\"") && svg.contains(">晚 30 天</text>"));
}

#[test]
fn an_end_before_its_beginning_is_not_drawn() {
    let mut chart = gantt(vec![task("reversed", "止早于起", "", (90.0, 30.0), Some((80.0, 20.0)))]);
    chart.range = Some((0.0, 366.0));
    let svg = draw(&Spec::Gantt(chart), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let group = document
        .descendants()
        .find(|n| n.attribute("data-k") == Some("reversed"))
        .expect("the row is there");
    assert!(group.children().all(|n| !n.has_tag_name("rect")));
}

#[test]
fn parts_keep_the_days_of_the_whole() {
    let whole = Spec::Gantt(typical());
    let svg = draw(&whole, &frame(Size::Page));
    let part = draw(&whole.part(4..6), &frame(Size::Page));
    assert!(part.contains("data-k=\"hotline\"") && !part.contains("data-k=\"vip\""));
    assert!(part.contains(">网络部</text>") && !part.contains(">客户服务部</text>"));
    for label in ["1 月", "11 月"] {
        assert!(svg.contains(&format!(">{label}</text>")) && part.contains(&format!(">{label}</text>")));
    }
}

#[test]
fn what_is_unknown_is_not_taken_for_open() {
    let chart = track();
    let svg = draw(&Spec::StepTrack(chart), &frame(Size::Page));
    let document = roxmltree::Document::parse(&svg).expect("well-formed");
    let rings = |key: &str| {
        let group = document.descendants().find(|n| n.attribute("data-k") == Some(key));
        let shapes = group.expect("the project is drawn").children();
        shapes.filter(|n| n.attribute("class") == Some("f-pap s-mut")).count()
    };
    assert_eq!((rings("vip"), rings("sp"), rings("hotline")), (8, 2, 0));
}
