//! What becomes of a call that has to wait.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What becomes of a call that a limit holds up.
#[derive(Clone, Default)]
pub enum WhenLimited {
    /// It waits for its turn, in the order of arrival, as long as its time allows.
    #[default]
    Wait,
    /// It fails at once, with an error of the kind [`OverLimit`](crate::ErrorKind::OverLimit) that says how long the
    /// wait would have been. Nothing was sent.
    Fail,
    /// Whoever is asked decides: see [`WhenLimited::ask`].
    Ask(Arc<dyn Fn(&Limited) -> Held + Send + Sync>),
}

impl WhenLimited {
    /// Lets `decide` say what becomes of each call that is held up. It must not block.
    pub fn ask(decide: impl Fn(&Limited) -> Held + Send + Sync + 'static) -> Self {
        Self::Ask(Arc::new(decide))
    }

    pub(super) fn decide(&self, limited: &Limited) -> Held {
        match self {
            Self::Wait => Held::Wait,
            Self::Fail => Held::Fail,
            Self::Ask(decide) => decide(limited),
        }
    }
}

impl fmt::Debug for WhenLimited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Wait => "Wait",
            Self::Fail => "Fail",
            Self::Ask(_) => "Ask",
        })
    }
}

/// What a call that is held up does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It waits.
    Wait,
    /// It fails.
    Fail,
}

/// A call that is held up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limited {
    /// The operation's name.
    pub operation: String,
    /// What is limited, in words: `all calls`, or which field.
    pub limit: String,
    /// How many parts the call has.
    pub parts: u32,
    /// How long it would wait at least; not known where others wait before it.
    pub wait: Option<Duration>,
}
