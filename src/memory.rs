//! What is kept from one reading of a site to the next: the preview does not do
//! again what would come out the same.
//!
//! Nothing is kept under a name or a time alone. What the data come to is kept
//! with the state of every file that it was read from, and a narrative with its
//! whole text; what has changed in any of them is done anew.

use std::sync::Arc;

use crate::{
    diag::{Fault, FileName, Report},
    ground::Ground,
    input::{InputTree, State},
    load::{self, Manuscripts, Terms, Texts},
    trial::Trials,
};

/// A site as it was read last; nothing before it is read first.
#[derive(Default)]
pub struct Memory {
    ground: Option<(Given, Arc<Ground>)>,
    manuscripts: Manuscripts,
    pub(crate) trials: Trials,
}

/// All that a site's ground follows from.
#[derive(PartialEq)]
struct Given {
    data: Vec<(FileName, State)>,
    themes: Vec<(FileName, State)>,
    /// What was wrong with files before they were read.
    report: Report,
}

impl Memory {
    /// Reads a site's data and theme, and its narratives, as far as they have
    /// changed.
    pub fn read(
        &mut self,
        tree: &mut InputTree,
        mut report: Report,
    ) -> Result<(Arc<Ground>, &Manuscripts), Fault> {
        let narratives = load::take_narratives(tree);
        let tree = &*tree;
        let given = Given {
            data: tree.state_below("data/"),
            themes: tree.state_below("themes/"),
            report: report.clone(),
        };
        let mut texts = Texts::default();
        let site = load::settings(tree, &mut texts, &mut report)?;
        let terms = Terms::of(site.as_ref(), &report);
        let known = self.ground.take().filter(|(it, _)| *it == given);
        let manuscripts = &mut self.manuscripts;
        let (ground, ()) = rayon::join(
            || match known {
                Some((_, ground)) => Ok(ground),
                None => Ground::of(tree, site, texts, report).map(Arc::new),
            },
            || manuscripts.read(narratives, &terms),
        );
        let ground = ground?;
        self.ground = Some((given, ground.clone()));
        Ok((ground, &self.manuscripts))
    }
}
