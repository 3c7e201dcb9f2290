//! Answers for tests: a value of an operation's output becomes the JSON that a server would have sent for it.
//!
//! Generated code has this behind a setting (`Config::answers`), for tests of one's own code without a server.

use crate::encode::{Encode, Mode, Writer};
use crate::operation::Operation;

/// An operation whose answer can be made of its output.
#[diagnostic::on_unimplemented(
    message = "no answer of `{Self}` can be made",
    note = "operations have that with `Config::answers(true)` in the build script"
)]
pub trait Answer: Operation<Data: Encode> {
    /// The data that the server sends for this output. A mutation was done.
    fn answer(output: Self::Output) -> Self::Data;
}

/// A mutation whose answer can say that it was refused.
#[diagnostic::on_unimplemented(
    message = "no refusal of `{Self}` can be made",
    note = "mutations with one outcome have that with `Config::answers(true)` in the build script"
)]
pub trait Refuse: Operation<Data: Encode> {
    /// The data that the server sends for this refusal.
    fn refuse(refusal: Self::Refusal) -> Self::Data;
}

/// The whole answer, as a server sends it, to an operation with this output: `{"data":…}`.
#[must_use]
pub fn answer<O: Answer>(output: O::Output) -> String {
    whole(&O::answer(output))
}

/// The whole answer, as a server sends it, to a mutation that it refuses.
#[must_use]
pub fn refusal<O: Refuse>(refusal: O::Refusal) -> String {
    whole(&O::refuse(refusal))
}

fn whole(data: &dyn Encode) -> String {
    let mut writer = Writer::new(Mode::Wire);
    writer.object();
    writer.field("data", data);
    writer.end();
    writer.into_string()
}

/// Stands for a field of an answer that has no value yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Missing;

/// Stands for a field of an answer that has a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Filled<T>(pub T);

/// A field of an answer that has a value of type `T`.
#[diagnostic::on_unimplemented(
    message = "a field of the answer that is never null has no value",
    label = "the answer is not complete",
    note = "the bound that is not satisfied, `HasTitle` for instance, is called like the method that fills it"
)]
pub trait Fill<T> {
    /// The value.
    fn value(self) -> T;
}

impl<T> Fill<T> for Filled<T> {
    fn value(self) -> T {
        self.0
    }
}
