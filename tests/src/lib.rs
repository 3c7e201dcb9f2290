//! What the tests and benchmarks of the whole share: the types made from the recorded documents, and tables of them and
//! of the catalogue, both written by the build script. A new file gets its line without a line of Rust.

mod read;
mod table;

/// The operations of the recorded documents, as a user's build script would make them.
pub mod answers {
    #![allow(
        missing_docs,
        rustdoc::all,
        reason = "recorded documents, which nobody described"
    )]
    include!(concat!(env!("OUT_DIR"), "/answers.rs"));
}

/// The tables that the build script writes.
mod tables {
    use wikijs_sdk as sdk;

    use crate::{
        answers,
        table::{Call, Entry, RecordedCase, call, entry, recorded, variables_of},
    };

    include!(concat!(env!("OUT_DIR"), "/tables.rs"));
}

pub use read::{Seen, Verdict};
pub use table::{Answered, Call, Entry, RecordedCase};
pub use tables::{CALLS, CATALOGUE, RECORDED};
