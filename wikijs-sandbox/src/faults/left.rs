//! What has not struck yet, or may strike again: for a test that wants all of its faults to have been met.

use std::fmt::{Display, Formatter, Result as FmtResult};

use super::{Fault, fault_json};

/// A fault that may strike yet. Shown, it says what it is and how often it has struck:
/// `fault 0, {"kind":"cut-after","on":"pages.create","times":1}: has not struck`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FaultLeft {
    /// Which fault it is, counted from 0 in the order they were given.
    pub fault: usize,
    /// The fault as it was given.
    pub plan: Fault,
    /// How often it has struck so far.
    pub struck: u64,
}

impl Display for FaultLeft {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        write!(
            formatter,
            "fault {}, {}: ",
            self.fault,
            fault_json(&self.plan)
        )?;
        match self.struck {
            0 => formatter.write_str("has not struck"),
            1 => formatter.write_str("has struck 1 time"),
            times => write!(formatter, "has struck {times} times"),
        }
    }
}
