//! Whether a literal can be a value of a type: section 3.5 to 3.12, "Input Coercion", with graphql-js' verdicts.

use super::{EnumValueDef, InputValueDef, Schema, TypeDef, TypeKind, TypeRef};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::tree::{Argument, Value, ValueKind};
use crate::syntax::value_text;

/// The rule.
pub(crate) const VALUE: &str = "value-of-type";
const ONE: &str = "one-of";
const ONCE: &str = "input-field-once";

/// Checks literals against types of one schema.
pub struct Literal<'s> {
    /// The schema.
    pub schema: &'s Schema,
    /// Whether the types of the generator's own directives count.
    pub client: bool,
}

impl Literal<'_> {
    /// Tells in `found` what is wrong with `value` as a value of type `ty`. Variables are looked at elsewhere.
    pub fn check(&self, value: &Value, ty: &TypeRef, found: &mut Vec<Diagnostic>) {
        match (ty, &value.kind) {
            (_, ValueKind::Variable(_)) => {}
            (TypeRef::NonNull(_), ValueKind::Null) => {
                found.push(wrong(value, ty, "null is no value of it"))
            }
            (TypeRef::NonNull(inner), _) => self.check(value, inner, found),
            (_, ValueKind::Null) => {}
            (TypeRef::List(item), ValueKind::List(values)) => {
                values
                    .iter()
                    .for_each(|value| self.check(value, item, found));
            }
            // A single value stands for a list of one.
            (TypeRef::List(item), _) => self.check(value, item, found),
            (TypeRef::Named(name), _) => {
                if let Some(def) = self.schema.argument_type(name, self.client) {
                    self.check_named(value, def, found);
                }
            }
        }
    }

    fn check_named(&self, value: &Value, def: &TypeDef, found: &mut Vec<Diagnostic>) {
        match &def.kind {
            TypeKind::Scalar => found.extend(check_scalar(value, &def.name)),
            TypeKind::Enum(values) => found.extend(check_enum(value, def, values)),
            TypeKind::Input(fields) => match &value.kind {
                ValueKind::Object(entries) => {
                    self.check_object(value.span, entries, def, fields, found)
                }
                _ => found.push(wrong_name(value, &def.name, "expected an object: `{ … }`")),
            },
            // Told by the rule on the variable's or argument's own type.
            TypeKind::Object(_) | TypeKind::Interface(_) | TypeKind::Union(_) => {}
        }
    }

    fn check_object(
        &self,
        span: Span,
        entries: &[Argument],
        def: &TypeDef,
        fields: &[InputValueDef],
        found: &mut Vec<Diagnostic>,
    ) {
        for entry in entries {
            match fields.iter().find(|field| field.name == entry.name.text) {
                Some(field) => self.check(&entry.value, &field.ty, found),
                None => found.push(unknown_entry(entry, def, fields)),
            }
        }
        let given =
            |field: &&InputValueDef| entries.iter().any(|entry| entry.name.text == field.name);
        let missing = fields
            .iter()
            .filter(|field| field.is_required() && !given(field));
        found.extend(
            def.notes
                .one_of
                .then(|| check_one(span, entries, def))
                .flatten(),
        );
        found.extend(missing.map(|field| {
            let message = format!("the field `{}` of `{}` is missing", field.name, def.name);
            Diagnostic::new(VALUE, span, message)
                .help(format!("it needs `{}: {}`", field.name, field.ty))
        }));
    }
}

/// Tells of fields that stand twice in an input object, wherever in `value` it stands.
pub fn unique_entries(value: &Value, found: &mut Vec<Diagnostic>) {
    match &value.kind {
        ValueKind::List(items) => items.iter().for_each(|item| unique_entries(item, found)),
        ValueKind::Object(entries) => {
            for (number, entry) in entries.iter().enumerate() {
                let same = |other: &&Argument| other.name.text == entry.name.text;
                let first = entries[..number].iter().find(same);
                found.extend(first.map(|first| given_twice(entry, first)));
                unique_entries(&entry.value, found);
            }
        }
        _ => {}
    }
}

fn given_twice(entry: &Argument, first: &Argument) -> Diagnostic {
    let message = format!("there are two fields with the name `{}`", entry.name.text);
    Diagnostic::new(ONCE, entry.name.span, message)
        .saying("again")
        .label(first.name.span, "first here")
}

/// `@oneOf`: one field, and not null.
fn check_one(span: Span, entries: &[Argument], def: &TypeDef) -> Option<Diagnostic> {
    let message = match entries {
        [only] if only.value.kind == ValueKind::Null => {
            format!(
                "the field `{}` of `{}` cannot be null",
                only.name.text, def.name
            )
        }
        [_] => return None,
        _ => format!("a value of `{}` gives exactly one field", def.name),
    };
    let given = format!("{} are given", entries.len());
    let diagnostic = Diagnostic::new(ONE, span, message);
    Some(match entries {
        [_] => diagnostic.help("give a value, or another field"),
        _ => diagnostic.saying(given),
    })
}

fn unknown_entry(entry: &Argument, def: &TypeDef, fields: &[InputValueDef]) -> Diagnostic {
    let name = &entry.name.text;
    let message = format!("the input type `{}` has no field `{name}`", def.name);
    let help = did_you_mean(name, fields.iter().map(|field| field.name.as_str()));
    Diagnostic::new(VALUE, entry.name.span, message).help_if(help)
}

fn check_scalar(value: &Value, name: &str) -> Option<Diagnostic> {
    let fits = match (name, &value.kind) {
        ("Int", ValueKind::Int(digits)) => return check_int(value, digits),
        ("Float", kind) => matches!(kind, ValueKind::Int(_) | ValueKind::Float(_)),
        ("String", kind) => matches!(kind, ValueKind::String(_)),
        ("Boolean", kind) => matches!(kind, ValueKind::Boolean(_)),
        ("ID", kind) => matches!(kind, ValueKind::String(_) | ValueKind::Int(_)),
        ("Int", _) => false,
        // What a scalar of the schema's own takes, only the server knows.
        _ => true,
    };
    let hint = match (name, &value.kind) {
        ("String", _) => "expected a text between double quotes",
        ("Int", ValueKind::Float(_)) => "expected a whole number",
        ("Int" | "Float", _) => "expected a number without quotes",
        ("Boolean", _) => "expected `true` or `false`",
        _ => "expected a text or a whole number",
    };
    (!fits).then(|| wrong_name(value, name, hint))
}

fn check_int(value: &Value, digits: &str) -> Option<Diagnostic> {
    let hint = "it does not fit into 32 bits";
    digits
        .parse::<i32>()
        .is_err()
        .then(|| wrong_name(value, "Int", hint))
}

fn check_enum(value: &Value, def: &TypeDef, values: &[EnumValueDef]) -> Option<Diagnostic> {
    let names = || values.iter().map(|value| value.name.as_str());
    match &value.kind {
        ValueKind::Enum(name) if names().any(|known| known == name) => None,
        ValueKind::Enum(name) => {
            let diagnostic = wrong_name(value, &def.name, "not one of its values");
            Some(diagnostic.help_if(did_you_mean(name, names()).or_else(|| some_of(names()))))
        }
        ValueKind::String(name) if names().any(|known| known == name) => Some(
            wrong_name(value, &def.name, "expected a name, found a string")
                .help(format!("write `{name}` without quotes")),
        ),
        _ => Some(
            wrong_name(value, &def.name, "expected one of its values").help_if(some_of(names())),
        ),
    }
}

fn some_of<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    let more = if names.len() > 8 { " and more" } else { "" };
    let shown: Vec<String> = names
        .iter()
        .take(8)
        .map(|name| format!("`{name}`"))
        .collect();
    (!shown.is_empty()).then(|| format!("its values are {}{more}", shown.join(", ")))
}

fn wrong(value: &Value, ty: &TypeRef, hint: &str) -> Diagnostic {
    wrong_name(value, &ty.to_string(), hint)
}

fn wrong_name(value: &Value, ty: &str, hint: &str) -> Diagnostic {
    let text = value_text(value);
    let shown = if text.chars().count() > 40 {
        "this value".to_owned()
    } else {
        format!("`{text}`")
    };
    Diagnostic::new(
        VALUE,
        value.span,
        format!("{shown} is no value of type `{ty}`"),
    )
    .saying(hint)
}
