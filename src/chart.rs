//! Charts: plain data in, SVG out. A file per kind lays a chart out in pixels;
//! plotters maps the coordinates and draws the shapes into our own backend.
//!
//! A chart formats no value: every label arrives as the text that prose shows,
//! and only axis ticks are printed here, by the [`Format`](crate::model::Format)
//! given. It never asks the machine for a font, and it cannot fail: what cannot
//! be drawn becomes a figure that says there is no data.
//!
//! # Classes
//!
//! Colours are written as a class with a literal colour beside it, so that one
//! drawing follows the page's theme (`static/chart.css`) and still looks right
//! without it. `f-…` fills, `s-…` strokes, `t-…` is text.
//!
//! | class | variable | stands for |
//! |---|---|---|
//! | `f-acc` `s-acc` `t-acc` | `--accent` | this year, values |
//! | `f-soft` `s-soft` | `--accent-soft` | last year: the same hue, lighter |
//! | `f-ink` `s-ink` `t-ink` | `--ink` | zero lines, targets, names and values |
//! | `f-mut` `s-mut` `t-mut` | `--muted` | units, ticks, remarks, pending and missing |
//! | `f-bad` `s-bad` `t-bad` | `--bad` | deductions |
//! | `f-rule` `s-rule` | `--rule` | grid lines, the middle band |
//! | `f-track` | `--track` | the bed of a bar, the lightest band, gaps |
//! | `f-band` | `--band` | the darkest band |
//! | `f-pap` `s-pap` | `--paper` | the inside of hollow marks |
//! | `f-sh1` … `f-sh4` | `--shade-1` … | amounts and ordered scales, palest first; `f-acc` is the fifth |
//! | `t-pale` | `--ink` | text on the paler three shades, without a halo |
//! | `t-deep` | `--paper` | text on the deeper two, without a halo |
//! | `f-pap` `s-pap` `t-pap` | `--paper` | the inside of hollow marks, text on dark ones |
//!
//! `--track` and `--band` are chart.css's own, mixed from the theme's grey; the
//! shades are mixed there from the track and the accent.
//! The halo behind text is set by chart.css. Groups of marks carry `data-k`
//! and `m-measured`, `m-reported`, `m-estimated`, `m-illustrative` or
//! `m-missing`, with `m-approximate` where the source says "about". On slides
//! what appears in steps carries `data-step`.

mod absent;
mod axis;
mod boxes;
mod bullet;
mod calendar;
mod column;
mod control;
mod declutter;
mod diagram;
mod dot;
mod dot_interval;
mod drawing;
mod ends;
mod flow;
mod funnel;
mod gantt;
mod heat_map;
mod importance_performance;
mod kpi_tile;
mod lead_dumbbell;
mod legend;
mod likert;
mod line;
mod mark;
mod metrics;
mod numbered_key;
mod pareto;
mod place;
mod plot;
mod points_waterfall;
mod profile;
mod quadrant;
mod range;
mod row_names;
mod rows;
mod scatter;
mod setting;
mod shade;
mod signal;
mod slope;
mod small_multiples;
mod sparkline;
mod stack;
mod stage_stack;
mod steps;
mod strip;
mod svg;
mod token;
mod tree;

use std::{fmt::Write, ops::Range};

pub use bullet::{Bullet, BulletRow};
pub use calendar::{Calendar, CalendarDay};
pub use column::Column;
pub use control::{Control, ControlPhase, ControlPoint, ControlWords};
pub use diagram::{Diagram, DiagramAxes, DiagramItem, DiagramShape};
pub use dot_interval::{DotInterval, IntervalRow};
pub use flow::{Flow, FlowEdge, FlowStep};
pub use funnel::{Funnel, FunnelLimit, FunnelUnit, FunnelWords};
pub use gantt::{
    Day, Gantt, GanttWords, Milestone, Progress, StepTrack, Stretch, Task, TrackProject, TrackStep,
};
pub use heat_map::{HeatMap, HeatRow};
pub use importance_performance::{ImportanceItem, ImportancePerformance};
pub use kpi_tile::{KpiTile, Tile};
pub use lead_dumbbell::{LeadDumbbell, LeadRow};
pub use likert::{Likert, LikertRow};
pub use line::{Line, Point, Series};
pub use mark::{Mark, Target, Words};
pub use metrics::text_width;
pub use pareto::{Pareto, ParetoRow};
pub use points_waterfall::{PointsWaterfall, Step};
pub use profile::{Profile, ProfileRow, ProfileSeries};
pub use quadrant::{Axis, Quadrants};
pub use rows::Order;
pub use scatter::{Scatter, ScatterPoint};
pub use signal::Signal;
pub use slope::{Slope, SlopeRow};
pub use small_multiples::{Panel, SmallMultiples};
pub use sparkline::sparkline;
pub use stage_stack::{StageRow, StageStack};
pub use strip::{Strip, StripGroup, StripPoint};
pub use tree::{Tree, TreeNode};

/// Re-exported from the vocabulary of pages, where points are asked to be shown.
pub use crate::block::{ChartSteps, PointsState};

use drawing::Drawing;
use setting::Setting;
use svg::{escape, number};

/// What a kind of chart knows of itself; the rest of this module asks nothing else.
trait Kind: Sized {
    /// Its name in the catalogue of charts, in kebab case.
    const NAME: &'static str;
    /// How it gives way where it is higher than its room.
    const GIVES: Gives = Gives::Rows;

    /// Lays it out in pixels. Ends for every input.
    fn lay_out(&self, s: &Setting) -> Drawing;

    /// How many rows it can be cut into, for slides that hold not all of them;
    /// 1 for a chart that is shown whole or not at all.
    fn rows(&self) -> usize {
        1
    }

    /// Those rows of it alone. Asked only of a chart of more than one row.
    fn part(&self, rows: Range<usize>) -> Self;

    /// The ends of the value axis that it chooses for itself, round as they
    /// are; none for a chart without one, or with nothing to show. Small
    /// multiples take the range that holds those of all panels.
    fn values(&self) -> Option<(f64, f64)> {
        None
    }

    /// The same chart with these ends of its value axis; itself where it has
    /// none. What lies beyond them is shown as beyond.
    #[must_use]
    fn with_range(self, range: (f64, f64)) -> Self {
        let _ = range;
        self
    }

    /// The room it takes left of its plot (for the ticks of the value axis)
    /// and right of it, so that plots beside each other can be equally wide.
    /// A chart that answers looks at [`Setting::margins`].
    fn margins(&self, s: &Setting) -> (f64, f64) {
        let _ = s;
        (0.0, 0.0)
    }
}

/// How a chart gives way where it is higher than its room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gives {
    /// Its rows move together and lose their remarks.
    Rows,
    /// Its plot becomes lower, down to half its height.
    Plot,
    /// Both, for a kind that lays itself out in rows or in a plot.
    Both,
}

/// Registers the kinds of charts: one line each.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident,)*) => {
        /// A chart as plain data, its words final.
        #[derive(Debug, Clone)]
        pub enum Spec {
            $($(#[doc = $doc])+ $kind($kind),)*
        }

        impl Spec {
            /// The kind's name in the catalogue, in kebab case.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => $kind::NAME,)* }
            }

            /// How many rows it can be cut into, for slides that hold not all
            /// of them; 1 for a chart that is shown whole.
            pub fn rows(&self) -> usize {
                match self { $(Self::$kind(chart) => chart.rows(),)* }
            }

            /// Those rows of it alone; itself where it cannot be cut.
            #[must_use]
            pub fn part(&self, rows: Range<usize>) -> Self {
                if self.rows() < 2 {
                    return self.clone();
                }
                match self { $(Self::$kind(chart) => Self::$kind(chart.part(rows)),)* }
            }

            fn values(&self) -> Option<(f64, f64)> {
                match self { $(Self::$kind(chart) => chart.values(),)* }
            }

            fn with_range(&self, range: (f64, f64)) -> Self {
                match self { $(Self::$kind(chart) => Self::$kind(chart.clone().with_range(range)),)* }
            }

            fn margins(&self, s: &Setting) -> (f64, f64) {
                match self { $(Self::$kind(chart) => chart.margins(s),)* }
            }

            fn gives(&self) -> Gives {
                match self { $(Self::$kind(_) => $kind::GIVES,)* }
            }

            fn lay_out(&self, s: &Setting) -> Drawing {
                match self { $(Self::$kind(chart) => chart.lay_out(s),)* }
            }
        }
    };
}

kinds! {
    /// One row a figure, with every standard as its own tick.
    Bullet,
    /// Points from zero to the total.
    PointsWaterfall,
    /// Units compared at one time, within the limits of their size.
    Funnel,
    /// A big number with its target and its course.
    KpiTile,
    /// Two years, a line each.
    Slope,
    /// Own and the best competitor, with the interval of the difference.
    LeadDumbbell,
    /// Dots per dimension, instead of a radar.
    Profile,
    /// Two values of each, on a plane that is cut in four.
    Scatter,
    /// What matters against how well it is done.
    ImportancePerformance,
    /// Every value of a group, with the box of its middle half.
    Strip,
    /// Series over time, with targets.
    Line,
    /// A process over time, with the limits of its usual variation.
    Control,
    /// Categories from the most to the least frequent.
    Pareto,
    /// Sites by months, shaded by value.
    HeatMap,
    /// Answers over an ordered scale.
    Likert,
    /// The stages of a process, a bar a case.
    StageStack,
    /// Days, shaded by value.
    Calendar,
    /// Plans and what became of them, over days.
    Gantt,
    /// How far each project is on the same steps.
    StepTrack,
    /// Steps with their owners, and what is handed on between them.
    Flow,
    /// Problems, their causes and what is done about them.
    Tree,
    /// One idea as a shape: steps, cycle, levels, matrix or hub.
    Diagram,
    /// The same chart for each unit, on one scale.
    SmallMultiples,
    /// Values of categories side by side, or parts on top of each other.
    Column,
    /// Survey results with their uncertainty and sample size.
    DotInterval,
}

/// What a drawing is made for; it fixes the width of the view box and the
/// sizes of text, and the height follows from the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Size {
    /// The text column of a page: 720 wide, text from 13 px.
    Page,
    /// A slide of 1280 × 720: 1136 wide, text from 24 px.
    Slide,
    /// A telephone: 340 wide, text from 14 px.
    Narrow,
}

/// What stands around a drawing.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// Begins every id in the drawing, followed by the size's name, so the
    /// drawings of one figure for page and telephone may share it.
    pub id: &'a str,
    /// Its name for assistive technology.
    pub title: &'a str,
    /// The takeaway.
    pub description: &'a str,
    /// The BCP 47 tag of its texts.
    pub lang: &'a str,
    /// What it is made for.
    pub size: Size,
    /// How it appears on a slide, where not all at once: what comes at the same
    /// time is marked with `data-step`, counted from 1.
    pub steps: Option<ChartSteps>,
}

/// Draws a chart as SVG text.
///
/// It ends for every spec, and its result is well-formed, within its view box,
/// free of overlapping labels and the same every time.
pub fn draw(spec: &Spec, frame: &Frame<'_>) -> String {
    paint(spec, frame, &Setting::of(frame.size))
}

fn paint(spec: &Spec, frame: &Frame<'_>, setting: &Setting) -> String {
    let mut drawing = spec.lay_out(setting);
    let id = identifier(frame.id, setting.name);
    let mut out = String::with_capacity(8192);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" data-chart=\"{}\"",
        spec.kind()
    );
    out.push_str(" lang=\"");
    escape(&mut out, frame.lang);
    out.push('"');
    view_box(&mut out, &drawing);
    let _ = write!(
        out,
        " font-family=\"{FONTS}\" aria-labelledby=\"{id}-title\"><title id=\"{id}-title\">"
    );
    escape(&mut out, frame.title);
    out.push_str("</title><desc>");
    escape(&mut out, frame.description);
    out.push_str("</desc>");
    if drawing.hatched() {
        setting.pattern(&mut out, &id);
    }
    drawing.paint(&mut out, &id, frame.steps);
    out.push_str("</svg>");
    out
}

/// The same for that room, width and height in pixels: tighter, and without
/// remarks, where it has to be. What is higher even so stays so.
pub fn draw_within(spec: &Spec, frame: &Frame<'_>, room: (f64, f64)) -> String {
    paint(spec, frame, &setting_within(spec, frame.size, room))
}

/// The height in pixels of what [`draw_within`] draws.
pub fn height_within(spec: &Spec, size: Size, room: (f64, f64)) -> f64 {
    spec.lay_out(&setting_within(spec, size, room)).height
}

/// The usual setting, or a tighter one for what is higher than it may be.
fn setting_within(spec: &Spec, size: Size, (width, height): (f64, f64)) -> Setting {
    let usual = Setting {
        width,
        ..Setting::of(size)
    };
    let over = spec.lay_out(&usual).height - height;
    match spec.gives() {
        _ if over <= 0.0 => usual,
        Gives::Plot => usual.with_plot(over),
        Gives::Rows => usual.tight(),
        Gives::Both => usual.tight().with_plot(over),
    }
}

/// The width and height in pixels that a chart takes, for pages and slides that
/// have to know whether it fits.
pub fn extent(spec: &Spec, size: Size) -> (f64, f64) {
    let drawing = spec.lay_out(&Setting::of(size));
    (drawing.width, drawing.height)
}

/// Fonts for viewers without CSS; on a page, the page's own are inherited.
const FONTS: &str = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/// Appends the view box and the size it is shown at where nothing says otherwise.
fn view_box(out: &mut String, drawing: &Drawing) {
    let [width, height] = [drawing.width, drawing.height].map(|side| {
        let mut text = String::new();
        number(&mut text, drawing::Tenths::of(side).get());
        text
    });
    let _ = write!(
        out,
        " viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\""
    );
}

/// An id of letters, digits, dots and hyphens; anything else by its code.
fn identifier(id: &str, size: &str) -> String {
    let mut out = String::with_capacity(id.len() + 8);
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push_str("c-");
    }
    for c in id.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') {
            out.push(c);
        } else {
            let _ = write!(out, "_{:x}", c as u32);
        }
    }
    let _ = write!(out, "-{size}");
    out
}
