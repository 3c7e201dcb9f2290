//! The data that a server sends for the output of an operation.

use super::condition;
use super::otherwise::unfilled_object;
use crate::emit::context::Context;
use crate::emit::output::output;
use crate::emit::writer::Writer;
use crate::shapes::{AnswerKey, DataShape, ObjectId, OperationShape, Ty};

/// Writes how the data of an operation is made of its output, and of its refusal.
pub(in crate::emit) fn operation(
    context: &Context<'_>,
    shape: &OperationShape,
    name: &str,
    w: &mut Writer,
) {
    let output = output(context, shape);
    let done = match &shape.data {
        DataShape::Judged { refusal, .. } => done(context, *refusal),
        _ => Some(String::new()),
    };
    if let Some(done) = done {
        w.gap();
        condition(context, w);
        w.block(format!("impl {} for {name}", context.w("Answer")), |w| {
            let argument = match &shape.data {
                DataShape::Judged { output: None, .. } => "(): Self::Output",
                _ => "output: Self::Output",
            };
            w.function(format!("fn answer({argument}) -> Self::Data"), |w| {
                w.line(data(context, shape, &done));
            });
        });
    }
    if let DataShape::Judged { .. } = &shape.data
        && !shape.verdicts
    {
        w.gap();
        condition(context, w);
        w.block(format!("impl {} for {name}", context.w("Refuse")), |w| {
            w.function(
                format!("fn refuse(refusal: {}) -> Self::Data", output.refusal),
                |w| {
                    w.line(format!(
                        "{}::new(Some({}::new(Some(refusal), None)))",
                        context.w("Lifted"),
                        context.w("Judged")
                    ));
                },
            );
        });
    }
}

/// The status of a mutation that was done, if it can be made of nothing.
fn done(context: &Context<'_>, id: ObjectId) -> Option<String> {
    let answer = context.answers.get(id.0)?.as_ref()?;
    let is_made = !answer.keys.iter().any(AnswerKey::is_needed);
    is_made.then(|| unfilled_object(context, id))
}

fn data(context: &Context<'_>, shape: &OperationShape, done: &str) -> String {
    let lifted = |inner: &str| format!("{}::new(Some({inner}))", context.w("Lifted"));
    let compact = context.w("Compact");
    match &shape.data {
        DataShape::Whole(_) => "output".to_owned(),
        DataShape::Judged { output, .. } => {
            let rest = output.map_or("()", |_| "output");
            lifted(&format!(
                "{}::new(Some({done}), Some({rest}))",
                context.w("Judged")
            ))
        }
        DataShape::Lifted { output, .. } => match output {
            Ty::List { compact: true, .. } => lifted(&format!("{compact}(output)")),
            Ty::Option(inner) if matches!(**inner, Ty::List { compact: true, .. }) => {
                lifted(&format!("output.map({compact})"))
            }
            _ => lifted("output"),
        },
    }
}
