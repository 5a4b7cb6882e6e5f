//! A large network: halls with twelve months of inspections and of team scores,
//! given as tables, as a whole build. Prints the time it took, that of the
//! processor, and the peak of memory, build by build, and what was written.
//!
//! `cargo bench --bench halls` (needs GNU time). `PINGSHU_HALLS` changes the
//! number of halls from 20 000.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const MONTHS: u32 = 12;
/// Halls that belong to one branch.
const BRANCH: u32 = 100;
const QUESTIONS: [&str; 5] = ["greeting", "identity", "skill", "tidy", "farewell"];

fn main() {
    let count = env::var("PINGSHU_HALLS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(20_000);
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("halls");
    generate(&base, count);
    println!("{count} halls, {MONTHS} months");
    for _ in 0..3 {
        build(&base);
    }
}

fn build(base: &Path) {
    let ours = Command::new("/usr/bin/time")
        .args(["-f", "%e %U %S %M", env!("CARGO_BIN_EXE_pingshu")])
        .args(["build", "--lang", "en", "--root"])
        .arg(base)
        .output()
        .expect("GNU time is there");
    assert!(ours.status.success(), "{ours:?}");
    let said = String::from_utf8_lossy(&ours.stderr).into_owned();
    let measured = said.lines().last().unwrap_or_default();
    let numbers: Vec<f64> = measured
        .split(' ')
        .filter_map(|it| it.parse().ok())
        .collect();
    let [wall, user, system, peak] = numbers[..] else {
        panic!("{said}");
    };
    println!(
        "{wall:.2} s, processor {:.2} s, {:.0} MB",
        user + system,
        peak / 1024.0
    );
    println!("{}", String::from_utf8_lossy(&ours.stdout).trim());
}

/// Numbers that are the same every time.
struct Seeded(u64);

impl Seeded {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

fn generate(base: &Path, count: u32) {
    let folder = base.join("data/2008");
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::create_dir_all(base.join("content/2008")).expect("the folder can be made");
    let site = "format: 1\norganisation: O\ntitle: T\nlanguages: [zh]\nyears:\n\
                - { year: 2008, title: Y, as_of: 2008-12-31, edition: 1, status: draft }\n";
    let catalogue = "measures:\n- { id: cases, name: cases }\nmetrics: []\n\
                     unit_table: { file: units.csv }\n";
    let questions = QUESTIONS.map(|it| format!("  - {{ id: {it}, name: {it} }}\n"));
    let inspections = format!(
        "name: 检查\nobservers: [{{ kind: patrol, name: 巡检 }}]\nchecklists:\n\
         - id: hall\n  version: a\n  name: 甲版\n  pass_mark: 60\n  questions:\n{}\
         sites: []\ntable: {{ file: visits.csv }}\n",
        questions.concat()
    );
    let appraisal = "schemes: []\ntable: { file: teams.csv }\n";
    let review = "---\ntitle: T\n---\n\nVisits: {{ inspections.all.visits }}.\n";
    let (mut units, mut visits, mut teams) = (
        String::from("id,name,parent\n"),
        format!("site,period,{}\n", QUESTIONS.join(",")),
        String::from("unit,period,score\n"),
    );
    let mut seeded = Seeded(2008);
    for branch in 0..count.div_ceil(BRANCH) {
        let _ = writeln!(units, "branch_{branch:03},第{branch}分公司,");
    }
    for hall in 0..count {
        let id = format!("hall_{hall:05}");
        let _ = writeln!(units, "{id},第{hall}营业厅,branch_{:03}", hall / BRANCH);
        let worse = seeded.below(30);
        for month in 1..=MONTHS {
            let _ = write!(visits, "{id},2008-{month:02}-{:02}", seeded.below(28) + 1);
            for _ in QUESTIONS {
                let answer = match seeded.below(100) {
                    it if it < 5 + worse => "fail",
                    it if it > 97 => "not_applicable",
                    _ => "pass",
                };
                let _ = write!(visits, ",{answer}");
            }
            visits.push('\n');
            let score = 70 + seeded.below(300) / 10;
            let _ = writeln!(teams, "{id},2008-{month:02},{score}.{}", seeded.below(10));
        }
    }
    for (name, text) in [
        ("data/site.yaml", site),
        ("data/catalogue.yaml", catalogue),
        ("data/units.csv", &units),
        ("data/2008/inspections.yaml", &inspections),
        ("data/2008/visits.csv", &visits),
        ("data/2008/appraisal.yaml", appraisal),
        ("data/2008/teams.csv", &teams),
        ("content/index.md", "---\ntitle: T\n---\n\nHalls.\n"),
        ("content/2008/01-review.md", review),
    ] {
        fs::write(base.join(name), text).expect("the file can be written");
    }
}
