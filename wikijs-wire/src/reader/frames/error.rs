//! What can be wrong with a list as a list.

use std::error::Error;
use std::fmt;

/// Why no more items come.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameError {
    /// The text ended inside the list.
    Truncated {
        /// How many items were complete.
        items: usize,
    },
    /// There is nothing between two commas, or the list is closed by a bracket of another kind.
    Syntax {
        /// How many items were complete.
        items: usize,
    },
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Truncated { items } => write!(
                f,
                "the answer breaks off in its list, after {items} complete items"
            ),
            Self::Syntax { items } => write!(
                f,
                "the list in the answer is not JSON, after {items} complete items"
            ),
        }
    }
}

impl Error for FrameError {}
