//! Staff as reviews show them: by role and code, and by name only where the
//! site's settings name them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::desk::Desk;
use crate::{
    diag::Code,
    model::{Text, is_person_code},
    sheet::{Plain, Step},
};

/// What somebody does in a service hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Manages the halls of a business department (营业部经理).
    DepartmentManager,
    /// Manages a hall on duty (值班经理).
    DutyManager,
    /// Serves at the counter (营业员).
    Clerk,
    /// Receives customers and guides them (导办).
    FloorGuide,
    /// Keeps order (保安).
    Guard,
    /// Keeps the hall clean (保洁员).
    Cleaner,
    /// Talks to customers who mean to leave (劝留台).
    RetentionDesk,
    /// Receives complaints (投诉台).
    ComplaintsDesk,
}

impl Role {
    /// The word in data files and names of figures.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::DepartmentManager => "department_manager",
            Self::DutyManager => "duty_manager",
            Self::Clerk => "clerk",
            Self::FloorGuide => "floor_guide",
            Self::Guard => "guard",
            Self::Cleaner => "cleaner",
            Self::RetentionDesk => "retention_desk",
            Self::ComplaintsDesk => "complaints_desk",
        }
    }

    /// The word for readers, as a key of the locale files.
    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::DepartmentManager => "role.department_manager",
            Self::DutyManager => "role.duty_manager",
            Self::Clerk => "role.clerk",
            Self::FloorGuide => "role.floor_guide",
            Self::Guard => "role.guard",
            Self::Cleaner => "role.cleaner",
            Self::RetentionDesk => "role.retention_desk",
            Self::ComplaintsDesk => "role.complaints_desk",
        }
    }
}

impl<T> Desk<'_, T> {
    /// What a person is called; reports a code that could be a name.
    pub(super) fn person(&mut self, Plain(code): &Plain, way: &[Step]) -> Text {
        if !is_person_code(code) {
            self.say(Code::NotACode, way, &[("found", code)]);
        }
        self.context.persons.called(code)
    }
}
