//! What stands in an answer where nobody filled anything.

use super::tuple;
use crate::emit::context::{Context, literal};
use crate::shapes::{AnswerKey, AnswerPart, Body, ObjectId, Otherwise, Ty};

/// What stands at a key that nobody filled.
pub(super) fn unfilled(context: &Context<'_>, key: &AnswerKey) -> String {
    let all = key.parts.iter().map(|part| otherwise(context, part));
    tuple(all.collect())
}

fn otherwise(context: &Context<'_>, part: &AnswerPart) -> String {
    match &part.otherwise {
        Otherwise::NoItems => "Vec::new()".to_owned(),
        Otherwise::Done if part.ty == Ty::Bool => "true".to_owned(),
        Otherwise::Done => "Some(true)".to_owned(),
        Otherwise::Text(text) if text.is_empty() => "String::new()".to_owned(),
        Otherwise::Text(text) => format!("{}.to_owned()", literal(text)),
        Otherwise::Zero => "0".to_owned(),
        Otherwise::Object(id) => unfilled_object(context, *id),
        Otherwise::Null | Otherwise::Needed => "None".to_owned(),
    }
}

/// An object that nobody filled. A dependency may have no makers: its struct is written out.
pub(super) fn unfilled_object(context: &Context<'_>, id: ObjectId) -> String {
    let item = &context.names.object(id).item;
    let path = context.path(item);
    if item.dependency.is_none() {
        return format!("{path}::answer().build()");
    }
    let (Body::Fields(fields), Some(Some(answer))) = (
        &context.shapes.objects[id.0].body,
        context.answers.get(id.0),
    ) else {
        return path;
    };
    let values = fields
        .iter()
        .zip(&context.names.object(id).parts)
        .enumerate();
    let values = values.map(|(number, (field, ident))| {
        let mut parts = answer.keys.iter().flat_map(|key| &key.parts);
        let part = parts.find(|part| part.places.contains(&vec![number]));
        let value = match (part, field.ty.object()) {
            (Some(part), _) => otherwise(context, part),
            (None, Some(below)) => unfilled_object(context, below),
            (None, None) => "None".to_owned(),
        };
        format!("{ident}: {value}")
    });
    format!("{path} {{ {} }}", values.collect::<Vec<_>>().join(", "))
}
