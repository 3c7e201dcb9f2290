//! Fields that are written alike: where many of one name are compared, two of each kind stand for all.

use super::super::syntax::tree::{Field, Selection, SelectionSet};

/// A field as far as conflicts care for it; two of one outline differ in nothing but their place.
pub(super) fn outline(field: &Field<'_>) -> String {
    let mut out = String::new();
    write_field(field, &mut out);
    out
}

fn write_field(field: &Field<'_>, out: &mut String) {
    out.push_str(field.response_name());
    out.push(':');
    out.push_str(field.name);
    for argument in &field.arguments {
        out.push('(');
        out.push_str(argument.name.text);
        out.push(':');
        out.push_str(&argument.value.printed());
        out.push(')');
    }
    if let Some(set) = &field.selections {
        write_set(set, out);
    }
}

fn write_set(set: &SelectionSet<'_>, out: &mut String) {
    out.push('{');
    for selection in &set.items {
        match selection {
            Selection::Field(field) => write_field(field, out),
            Selection::Spread { name, .. } => {
                out.push_str("...");
                out.push_str(name.text);
            }
            Selection::Inline {
                condition,
                selections,
                ..
            } => {
                out.push_str("...on ");
                out.push_str(condition.map_or("", |condition| condition.text));
                write_set(selections, out);
            }
        }
        out.push(' ');
    }
    out.push('}');
}
