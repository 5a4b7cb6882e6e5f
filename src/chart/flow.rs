//! The flow: who does what in which order, where work is handed on, and where
//! it goes wrong.
//!
//! Steps are layered from left to right and wrap into bands where one does not
//! hold them; on a telephone they stand below each other. What goes back is
//! drawn around. Arrows run between boxes only: out at the right, in at the
//! left, along channels beside columns and gutters between bands, so that none
//! crosses a box. Crossings of arrows are not minimised beyond one sweep, since
//! a process that needs it is too tangled to be shown at once.

use super::{
    Kind, Mark, Words,
    boxes::{Block, Face, warning},
    drawing::{Anchor, Drawing, Item},
    setting::Setting,
    token::{Dash, Hue, Token},
};
use crate::model::Evidence;

mod across;
mod down;
mod labels;
mod layers;

use layers::Layers;

/// A flow of steps.
#[derive(Debug, Clone, Default)]
pub struct Flow {
    /// In any order; those of one layer keep it.
    pub steps: Vec<FlowStep>,
    /// From step to step. One that names a step that is not there is left out.
    /// Without any, the steps follow each other without arrows.
    pub edges: Vec<FlowEdge>,
    /// The fixed words.
    pub words: Words,
}

/// A step of a flow: a box.
#[derive(Debug, Clone, Default)]
pub struct FlowStep {
    /// What is done.
    pub label: String,
    /// Who does it, above the name. May be empty.
    pub owner: String,
    /// How long it takes, as words: `2 个工作日`. Its key is the step's and is
    /// what edges name; its value is not looked at. Without words its reason
    /// is written.
    pub time: Mark,
    /// What goes wrong here, below the name; each has its own key and words.
    pub problems: Vec<Mark>,
}

/// A hand-off from one step to another.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlowEdge {
    /// The key of the step it begins at.
    pub from: String,
    /// The key of the step it ends at; the same for work that is done again.
    pub to: String,
    /// What is handed on, or when: `派单`. May be empty; left out where there
    /// is no room.
    pub label: String,
    /// Goes to its `data-k`; may be empty.
    pub key: String,
}

impl Kind for Flow {
    const NAME: &'static str = "flow";

    fn lay_out(&self, s: &Setting) -> Drawing {
        if self.steps.is_empty() {
            return s.empty(&self.words);
        }
        let layers = Layers::of(self);
        if s.stacked {
            down::lay_out(self, &layers, s)
        } else {
            across::lay_out(self, &layers, s)
        }
    }

    fn part(&self, _: std::ops::Range<usize>) -> Self {
        self.clone()
    }
}

/// The text of a box, wrapped, and its height.
struct Card {
    head: Block,
    problems: Vec<Block>,
    height: f64,
}

impl Card {
    fn new(step: &FlowStep, width: f64, s: &Setting) -> Self {
        let inner = width - 2.0 * pad(s);
        let mut head = Block::default();
        let small = Face::new(s.small, Hue::Muted);
        head.add(&step.owner, small, inner, if s.brief { 1 } else { 2 }, 0.0);
        let name = Face::new(s.label, Hue::Ink).bold();
        head.add_even(&step.label, name, inner, 4, 0.0);
        let Mark {
            text,
            standing,
            reason,
            ..
        } = &step.time;
        if text.trim().is_empty() {
            head.add(reason, small, inner, 2, s.line * 2.0);
        } else {
            head.add(
                text,
                Face::new(s.small, Hue::Accent),
                inner,
                2,
                s.line * 2.0,
            );
            head.add(standing, small, inner, 1, 0.0);
        }
        let text = inner - indent(s);
        let problems: Vec<Block> = step
            .problems
            .iter()
            .take(MOST_PROBLEMS)
            .map(|problem| {
                let mut block = Block::default();
                if !s.brief {
                    let face = Face::new(s.small, Hue::Ink);
                    block.add(said(problem), face, text, 3, 0.0);
                }
                block
            })
            .collect();
        let below = if problems.is_empty() {
            0.0
        } else if s.brief {
            s.lane
        } else {
            let lines = problems.iter().map(|block| block.height.max(s.lane));
            s.gap * 0.6 + lines.sum::<f64>()
        };
        Self {
            height: 2.0 * pad(s) + head.height.max(s.lane) + below,
            head,
            problems,
        }
    }

    /// Draws the box and its problems between two corners.
    fn draw(self, step: &FlowStep, from: (f64, f64), to: (f64, f64), s: &Setting) -> Vec<Item> {
        let mut item = Item::said(&step.time, &step.label);
        let token = match step.time.evidence {
            Evidence::Illustrative => Token::outlined(Hue::Paper, Hue::Muted).dashed(Dash::Dotted),
            _ => Token::outlined(Hue::Paper, Hue::Muted),
        };
        item.rect(from, to, token, s.line * 0.7);
        let (left, mut top) = (from.0 + pad(s), from.1 + pad(s));
        let high = self.head.height.max(s.lane);
        self.head.draw(&mut item, left, top, Anchor::Start);
        let mut items = vec![item];
        top += high + s.gap * 0.6;
        if s.brief {
            top -= s.gap * 0.6;
        }
        let mut x = left;
        for (problem, block) in step.problems.iter().zip(self.problems) {
            let mut item = Item::said(problem, &step.label);
            if s.brief {
                // Only how many there are.
                if x + indent(s) < to.0 {
                    warning(&mut item, x, top + s.lane / 2.0, s);
                    x += indent(s);
                }
            } else {
                let first = if block.is_empty() {
                    s.lane / 2.0
                } else {
                    block.first()
                };
                warning(&mut item, left, top + first, s);
                let high = block.height.max(s.lane);
                block.draw(&mut item, left + indent(s), top, Anchor::Start);
                top += high;
            }
            items.push(item);
        }
        items
    }
}

/// A box holds no more problems than this.
const MOST_PROBLEMS: usize = 8;

/// The words of a problem.
fn said(problem: &Mark) -> &str {
    if problem.text.trim().is_empty() {
        &problem.reason
    } else {
        &problem.text
    }
}

/// Between a box and its text.
fn pad(s: &Setting) -> f64 {
    s.gap * 0.65
}

/// From the triangle of a problem to its words.
fn indent(s: &Setting) -> f64 {
    s.small * 1.1
}

/// How arrows are drawn: what goes back is dashed as well as drawn around.
fn stroke(back: bool) -> Token {
    let line = Token::line(Hue::Muted);
    if back {
        line.dashed(Dash::Dashed)
    } else {
        line
    }
}

/// Writes the lines of a label so that the last ends above `bottom`.
fn write_above(item: &mut Item, block: Block, x: f64, bottom: f64, anchor: Anchor) {
    let top = bottom - block.height;
    block.draw(item, x, top, anchor);
}
