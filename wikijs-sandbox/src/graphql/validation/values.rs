//! Literals: of the type that is wanted where they stand.

use std::collections::HashMap;

use apollo_compiler::ast::Type;
use apollo_compiler::schema::ExtendedType;

use super::super::suggest::did_you_mean;
use super::super::syntax::tree::{Argument, Value, ValueKind};
use super::document::Rules;

impl<'d> Rules<'d> {
    /// A value where a type is wanted; `judged` is false inside one that was refused as a whole.
    pub(super) fn value(&mut self, value: &'d Value<'d>, wanted: Option<Type>, judged: bool) {
        match &value.kind {
            ValueKind::Variable(_) => {}
            ValueKind::List(items) => self.list(value, items, wanted, judged),
            ValueKind::Object(fields) => self.object(value, fields, wanted, judged),
            ValueKind::Null if judged => {
                if let Some(wanted) = wanted.filter(Type::is_non_null) {
                    self.unexpected(value, &wanted);
                }
            }
            _ if judged => self.single(value, wanted.as_ref()),
            _ => {}
        }
    }

    fn list(
        &mut self,
        value: &'d Value<'d>,
        items: &'d [Value<'d>],
        wanted: Option<Type>,
        judged: bool,
    ) {
        let nullable = wanted.map(Type::nullable);
        let is_list = nullable.as_ref().is_some_and(Type::is_list);
        let item = nullable.map(|list| match list.is_list() {
            true => list.item_type().clone(),
            false => list,
        });
        if judged && !is_list {
            self.single(value, item.as_ref());
        }
        for inner in items {
            self.value(inner, item.clone(), judged && is_list);
        }
    }

    fn object(
        &mut self,
        value: &'d Value<'d>,
        fields: &'d [Argument<'d>],
        wanted: Option<Type>,
        judged: bool,
    ) {
        let name = wanted
            .as_ref()
            .map(|wanted| wanted.inner_named_type().clone());
        let definition = name
            .as_ref()
            .and_then(|name| self.schema.get_input_object(name));
        if judged && definition.is_none() {
            self.single(value, wanted.as_ref());
        }
        let wants = definition
            .iter()
            .flat_map(|definition| definition.fields.values());
        for field in wants.filter(|field| judged && field.is_required()) {
            if !fields.iter().any(|given| field.name == given.name.text) {
                let ty = name.as_ref().map_or("", |name| name.as_str());
                let said = format!(
                    "Field \"{ty}.{}\" of required type \"{}\" was not provided.",
                    field.name, field.ty
                );
                self.say(said, [value.at]);
            }
        }
        let mut known = HashMap::new();
        for field in fields {
            let inner = definition.and_then(|definition| definition.fields.get(field.name.text));
            if let (Some(definition), None, true) = (definition, inner, judged) {
                let names = definition.fields.keys().map(|name| name.as_str());
                let hint = did_you_mean("", field.name.text, names);
                let said = format!(
                    "Field \"{}\" is not defined by type \"{}\".{hint}",
                    field.name.text, definition.name
                );
                self.say(said, [field.name.at]);
            }
            self.once(&mut known, field.name, |name| {
                format!("There can be only one input field named \"{name}\".")
            });
            self.value(
                &field.value,
                inner.map(|inner| (*inner.ty).clone()),
                judged && definition.is_some(),
            );
        }
    }

    fn unexpected(&mut self, value: &Value<'_>, wanted: &Type) {
        let said = format!(
            "Expected value of type \"{wanted}\", found {}.",
            value.printed()
        );
        self.say(said, [value.at]);
    }

    // A value that is read as a whole.
    fn single(&mut self, value: &Value<'_>, wanted: Option<&Type>) {
        let Some(wanted) = wanted else {
            return;
        };
        let name = wanted.inner_named_type();
        let said = match self.schema.types.get(name) {
            Some(ExtendedType::Enum(definition)) => {
                let known = definition.values.keys().map(|name| name.as_str());
                enum_value(name, known, value)
            }
            Some(ExtendedType::Scalar(_)) => scalar(name, value),
            _ => return self.unexpected(value, wanted),
        };
        if let Some(said) = said {
            self.say(said, [value.at]);
        }
    }
}

fn enum_value<'s>(
    name: &str,
    known: impl Iterator<Item = &'s str> + Clone,
    value: &Value<'_>,
) -> Option<String> {
    let printed = value.printed();
    match &value.kind {
        ValueKind::Enum(text) if known.clone().any(|known| known == *text) => None,
        ValueKind::Enum(_) => {
            let hint = did_you_mean("the enum value", &printed, known);
            Some(format!(
                "Value \"{printed}\" does not exist in \"{name}\" enum.{hint}"
            ))
        }
        _ => {
            let hint = did_you_mean("the enum value", &printed, known);
            Some(format!(
                "Enum \"{name}\" cannot represent non-enum value: {printed}.{hint}"
            ))
        }
    }
}

// Scalars of the wiki's own take everything.
fn scalar(name: &str, value: &Value<'_>) -> Option<String> {
    let what = match (name, &value.kind) {
        ("Int", ValueKind::Int(text)) => {
            return text
                .parse::<i32>()
                .is_err()
                .then(|| format!("Int cannot represent non 32-bit signed integer value: {text}"));
        }
        ("Int", _) => "non-integer value",
        ("Float", ValueKind::Int(_) | ValueKind::Float(_)) => return None,
        ("Float", _) => "non numeric value",
        ("String", ValueKind::String(_) | ValueKind::Block(_)) => return None,
        ("String", _) => "a non string value",
        ("Boolean", ValueKind::Boolean(_)) => return None,
        ("Boolean", _) => "a non boolean value",
        ("ID", ValueKind::String(_) | ValueKind::Block(_) | ValueKind::Int(_)) => return None,
        ("ID", _) => "a non-string and non-integer value",
        _ => return None,
    };
    Some(format!(
        "{name} cannot represent {what}: {}",
        value.printed()
    ))
}
