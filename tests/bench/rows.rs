//! A million rows counted while they are read, as a whole build of a site,
//! against `DuckDB` counting the same file in the same run: tickets (64 MB) by
//! unit, month and cause, and answers (61 MB) of 25 questions by operator and
//! segment. Prints seconds and, for ours, peak memory, pair by pair.
//!
//! `cargo bench --bench rows` (needs Python, from whose registry `DuckDB` comes,
//! and GNU time for the memory). `PINGSHU_ROWS` changes the number.

mod python;

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

const UNITS: u32 = 150;
const CAUSES: [&str; 5] = ["fees", "queue", "network", "attitude", "other"];
const QUESTIONS: usize = 25;
const TICKETS: &str =
    "select unit, month(opened), cause, count(*) from read_csv('TABLE') group by all";

fn main() {
    let count = env::var("PINGSHU_ROWS").ok();
    let count = count.and_then(|it| it.parse().ok()).unwrap_or(1_000_000);
    let base = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rows");
    let python = python::program(&base, "duckdb", "python3");
    let tickets = base.join("tickets");
    generate(&tickets, &tickets_of(count));
    compare(&tickets, "tickets.csv", TICKETS, python.as_deref());
    let questions = (1..=QUESTIONS).map(|i| format!("avg(q{i}), stddev(q{i}), count(q{i})"));
    let query = format!(
        "select operator, segment, {} from read_csv('TABLE') group by all",
        questions.collect::<Vec<_>>().join(", ")
    );
    let answers = base.join("answers");
    generate(&answers, &answers_of(count));
    compare(&answers, "answers.csv", &query, python.as_deref());
}

/// Builds a site and counts its table, pair by pair.
fn compare(base: &Path, table: &str, query: &str, python: Option<&Path>) {
    let table = base.join("data/2008").join(table);
    let size = fs::metadata(&table).map_or(0, |it| it.len());
    println!("{}, {} MB", table.display(), size / 1_000_000);
    for _ in 0..5 {
        let began = Instant::now();
        let ours = Command::new("/usr/bin/time")
            .args(["-f", "%M", env!("CARGO_BIN_EXE_pingshu"), "build", "--root"])
            .arg(base)
            .output()
            .expect("GNU time is there");
        let wall = began.elapsed().as_secs_f64();
        assert!(ours.status.success(), "{ours:?}");
        let said = String::from_utf8_lossy(&ours.stderr).into_owned();
        let peak: u64 = said
            .lines()
            .last()
            .and_then(|it| it.parse().ok())
            .unwrap_or(0);
        print!("pingshu {wall:.3} s, {} MB", peak / 1000);
        if let Some(python) = python {
            let query = query.replace("TABLE", &table.display().to_string());
            let code = format!(
                "import duckdb, time
began = time.time()
rows = duckdb.sql(\"{query}\").fetchall()
print(f'{{time.time() - began:.3f}} {{len(rows)}}')"
            );
            let theirs = Command::new(python).args(["-c", &code]).output();
            let said = theirs.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
            let seconds = said.unwrap_or_default();
            let seconds: f64 = seconds
                .split(' ')
                .next()
                .and_then(|it| it.parse().ok())
                .unwrap_or(f64::NAN);
            print!("; DuckDB {seconds:.3} s; {:.2} ×", wall / seconds);
        }
        println!();
    }
}

/// The files of a year's data: a sheet and its table, by name.
type Year = [(&'static str, String); 2];

fn generate(base: &Path, year: &Year) {
    let folder = base.join("data/2008");
    fs::create_dir_all(&folder).expect("the folder can be made");
    fs::create_dir_all(base.join("content")).expect("the folder can be made");
    let site = "format: 1\norganisation: O\ntitle: T\nlanguages: [en]\nyears:\n\
                - { year: 2008, title: Y, as_of: 2008-12-31, edition: 1, status: draft }\n";
    let catalogue = "measures:\n- { id: cases, name: cases }\n- { id: per_10k, name: per 10k }\n\
                     - { id: percent, name: \"%\" }\n- { id: points, name: points }\n\
                     competitors:\n- { id: rival_a, name: A }\n- { id: rival_b, name: B }\nmetrics: []\n";
    for (name, text) in [
        ("data/site.yaml", site),
        ("data/catalogue.yaml", catalogue),
        ("content/index.md", "---\ntitle: T\n---\n\nRows.\n"),
    ] {
        fs::write(base.join(name), text).expect("the file can be written");
    }
    for (name, text) in year {
        fs::write(folder.join(name), text).expect("the file can be written");
    }
}

/// That many answers of customers of three operators, the same every time.
fn answers_of(count: u32) -> Year {
    let mut table = String::from("operator,segment");
    (1..=QUESTIONS).for_each(|i| {
        let _ = write!(table, ",q{i}");
    });
    table.push('\n');
    for i in 0..count {
        let operator = ["own", "own", "rival_a", "rival_b"][(i * 13 % 4) as usize];
        let _ = write!(table, "{operator},s{}", i * 31 % 6);
        for question in 0..QUESTIONS as u32 {
            let answer = (i * 7 + question * question * 11 + i * question % 17) % 10 + 1;
            let _ = write!(table, ",{answer}");
        }
        table.push('\n');
    }
    let mut sheet = String::from(
        "measure: points\nscale: { from: 1, to: 10 }\noverall: q1\nrivals: [rival_a, rival_b]\nsegments:\n",
    );
    for segment in 0..6 {
        let _ = writeln!(sheet, "- {{ id: s{segment}, name: Segment {segment} }}");
    }
    sheet += "attributes:\n";
    for i in 1..=QUESTIONS {
        let _ = writeln!(sheet, "- {{ id: q{i}, name: Question {i} }}");
    }
    sheet += "index:\n  name: Index\n  missing: refuse\n  dimensions:\n  - id: all\n    name: All\n    indicators:\n";
    for i in 2..=QUESTIONS {
        let _ = writeln!(sheet, "    - {{ attribute: q{i} }}");
    }
    sheet += "waves:\n- period: 2008\n  answers:\n    file: answers.csv\n    columns:\n      operator: operator\n      segment: segment\n      attributes:\n";
    for i in 1..=QUESTIONS {
        let _ = writeln!(sheet, "        q{i}: q{i}");
    }
    [("answers.csv", table), ("satisfaction.yaml", sheet)]
}

/// That many tickets, the same every time.
fn tickets_of(count: u32) -> Year {
    let mut table = String::from("opened,closed,unit,cause,level,note\n");
    for i in 0..count {
        let (month, day) = (i * 7 % 12 + 1, i * 13 % 20 + 1);
        let (unit, cause) = (i * 31 % UNITS, CAUSES[(i * 17 % 5) as usize]);
        let level = if i % 40 == 0 { "escalated" } else { "normal" };
        let _ = writeln!(
            table,
            "2008-{month:02}-{day:02},2008-{month:02}-28,hall_{unit:03},{cause},{level},客户说明文字"
        );
    }
    let mut sheet = String::from(
        "measure: cases\nrate_measure: per_10k\nper: 10000\nas_of: 2008-12-31\ndeadline_days: 15\n\
         tickets: { file: tickets.csv, columns: { opened: opened, closed: closed, unit: unit, cause: cause, level: level } }\n\
         units:\n",
    );
    for unit in 0..UNITS {
        let _ = writeln!(
            sheet,
            "- {{ id: hall_{unit:03}, name: Hall {unit}, customers: 10000 }}"
        );
    }
    sheet += "causes:\n";
    for cause in CAUSES {
        let _ = writeln!(sheet, "- {{ id: {cause}, name: {cause} }}");
    }
    sheet += "periods:\n";
    for month in 1..=12 {
        let _ = writeln!(sheet, "- {{ period: 2008-{month:02}, customers: 1500000 }}");
    }
    [("tickets.csv", table), ("complaints.yaml", sheet)]
}
