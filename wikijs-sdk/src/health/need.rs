//! What operations need, and jobs, which are several of them.

use std::iter;

use wikijs_wire::operation::Facts;
use wikijs_wire::{Effect, Operation};

use crate::error::ServerCode;

/// Fields for which the server asks for one of these permissions beside those in their facts.
const BESIDES: [(&str, &[&str]); 2] = [
    ("pages.single", &["read:pages", "manage:system"]),
    ("pages.singleByPath", &["read:pages", "manage:system"]),
];

/// What an operation needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Need {
    facts: Facts,
    writes: bool,
}

impl Need {
    /// What an operation of this type needs.
    pub fn of<O: Operation>() -> Self {
        Self {
            facts: O::FACTS,
            writes: O::EFFECT != Effect::Read,
        }
    }

    /// The field of the API that is called, as in `pages.create`.
    pub fn field(&self) -> &'static str {
        self.facts.field
    }

    pub(super) fn writes(&self) -> bool {
        self.writes
    }

    /// Whether it calls more than one field: its facts say nothing of permissions then.
    pub(super) fn is_several(&self) -> bool {
        self.facts.field.contains(", ")
    }

    /// Whether it is refused to guests for being nobody.
    pub(super) fn wants_a_user(&self) -> bool {
        let mut codes = self.facts.codes.iter();
        codes.any(|code| ServerCode::from(i64::from(*code)) == ServerCode::AuthRequired)
    }

    /// Lists of permissions: one of each is needed.
    pub(super) fn each(&self) -> impl Iterator<Item = &'static [&'static str]> {
        let besides = BESIDES
            .iter()
            .filter(|(field, _)| *field == self.facts.field);
        let all = iter::once(self.facts.requires).chain(besides.map(|(_, any_of)| *any_of));
        all.filter(|any_of| !any_of.is_empty())
    }
}

/// The facts alone do not tell whether an operation writes: a client that only reads is not noticed.
impl From<Facts> for Need {
    fn from(facts: Facts) -> Self {
        Self {
            facts,
            writes: false,
        }
    }
}

/// Operations that belong together: a tuple of one to twelve of their types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no job",
    note = "a job is a tuple of one to twelve types of operations, as in `(pages::Create, pages::Update)`, and `(pages::Create,)` for one"
)]
pub trait Job {
    /// What they need.
    fn needs() -> Vec<Need>;
}

macro_rules! jobs {
    ($($first:ident $($rest:ident)*)?) => {
        $(
            impl<$first: Operation, $($rest: Operation),*> Job for ($first, $($rest,)*) {
                fn needs() -> Vec<Need> {
                    vec![Need::of::<$first>(), $(Need::of::<$rest>()),*]
                }
            }
            jobs!($($rest)*);
        )?
    };
}

jobs!(A B C D E F G H I J K L);
