//! Rows of words: flows, trees and concepts.

use super::{super::words, Painter};
use crate::{
    block::{ChartKind, Form, Phrase, StepState},
    chart::{
        Diagram, DiagramAxes, DiagramItem, DiagramShape, Flow, FlowEdge, FlowStep, Mark, Panel,
        SmallMultiples, Tree, TreeNode,
    },
    model::Evidence,
};

impl Painter<'_> {
    pub(super) fn flow(&self) -> Flow {
        let rows = &self.plot.rows;
        let key_of = |id: &str| {
            let row = rows.iter().find(|row| row.id == id);
            row.map_or_else(String::new, |row| row.key.clone())
        };
        Flow {
            steps: rows
                .iter()
                .map(|row| {
                    let problem = row.state == Some(StepState::Problem);
                    let text = self.voice.plain(&row.text);
                    FlowStep {
                        label: self.label(row),
                        owner: self.voice.plain(&self.plot.group_name(row)),
                        time: self.mark(row, "value").unwrap_or_else(|| Mark {
                            key: row.key.clone(),
                            text: if problem { String::new() } else { text.clone() },
                            ..Mark::default()
                        }),
                        problems: problem
                            .then(|| Mark {
                                key: row.key.clone(),
                                text: text.clone(),
                                ..Mark::default()
                            })
                            .into_iter()
                            .collect(),
                    }
                })
                .collect(),
            edges: rows
                .iter()
                .flat_map(|row| {
                    row.to.iter().map(|to| FlowEdge {
                        from: row.key.clone(),
                        to: key_of(to),
                        label: String::new(),
                        key: String::new(),
                    })
                })
                .collect(),
            words: words(self.voice),
        }
    }

    pub(super) fn tree(&self) -> Tree {
        let rows = &self.plot.rows;
        let key_of = |id: &String| {
            let row = rows.iter().find(|row| row.id == *id);
            row.map(|row| row.key.clone())
        };
        Tree {
            nodes: rows
                .iter()
                .map(|row| TreeNode {
                    label: self.label(row),
                    parent: row.parent.as_ref().and_then(key_of),
                    remark: Mark {
                        key: row.key.clone(),
                        text: self.voice.plain(&row.text),
                        // What is not begun is drawn as not there yet.
                        evidence: match row.state {
                            Some(StepState::Open) => Evidence::Missing,
                            _ => Evidence::Measured,
                        },
                        ..Mark::default()
                    },
                })
                .collect(),
            levels: self
                .plot
                .groups
                .iter()
                .map(|group| self.voice.plain(&group.label))
                .collect(),
            words: words(self.voice),
        }
    }

    pub(super) fn diagram(&self) -> Diagram {
        let shape = match self.plot.options.form {
            None | Some(Form::Steps) => DiagramShape::Steps,
            Some(Form::Cycle) => DiagramShape::Cycle,
            Some(Form::Levels) => DiagramShape::Ladder,
            Some(Form::Pyramid) => DiagramShape::Pyramid,
            Some(Form::Matrix) => DiagramShape::Matrix,
            Some(Form::Hub) => DiagramShape::Hub,
        };
        let mut items: Vec<DiagramItem> = self
            .plot
            .rows
            .iter()
            .map(|row| DiagramItem {
                key: row.key.clone(),
                label: self.label(row),
                text: self.voice.plain(&row.text),
            })
            .collect();
        // The first of a hub is what the others belong to.
        let centre = if shape == DiagramShape::Hub && !items.is_empty() {
            items.remove(0)
        } else {
            DiagramItem::default()
        };
        let side = |i: usize| {
            let group = self.plot.groups.get(i);
            group.map_or_else(String::new, |it| self.voice.plain(&it.label))
        };
        Diagram {
            shape,
            items,
            centre: centre.label,
            centre_key: centre.key,
            axes: DiagramAxes {
                left: side(0),
                right: side(1),
                upper: side(2),
                lower: side(3),
            },
            words: words(self.voice),
        }
    }

    pub(super) fn small_multiples(&self) -> SmallMultiples {
        let panels = self.plot.groups.iter().map(|group| {
            let mut part = self.plot.clone();
            part.rows
                .retain(|row| row.group.as_ref() == Some(&group.id));
            for row in &mut part.rows {
                // The panel names the group; a period names its row.
                if row.period.is_some() {
                    row.label = Phrase::default();
                }
                row.group = None;
            }
            part.options.bare = true;
            part.kind = self.plot.options.of.unwrap_or(ChartKind::Line);
            Panel {
                key: String::new(),
                label: self.voice.plain(&group.label),
                spec: Box::new(super::spec(&part, self.voice)),
            }
        });
        SmallMultiples {
            panels: panels.collect(),
            range: None,
            words: words(self.voice),
        }
    }
}
