//! Ours: what is deprecated is told, where a build asks for that (`Config::deprecated`).
//!
//! Bad: `query Q { old }` where `old: Int @deprecated(reason: "Ask `new`.")`.
//! Good: `query Q { new }`.

use crate::check::facts::Context;
use crate::config::Deprecated;
use crate::diagnostic::Diagnostic;
use crate::schema::{InputValueDef, Schema, TypeKind, TypeRef};
use crate::source::Span;
use crate::syntax::tree::{Argument, Value, ValueKind};

const RULE: &str = "deprecated";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    if context.config.deprecated == Deprecated::Allow {
        return;
    }
    let mut uses = Vec::new();
    for facts in context.own() {
        for field in &facts.fields {
            let reason = field.def.and_then(|def| def.deprecated.as_ref());
            uses.extend(
                reason.map(|reason| told(&field.node.name.text, field.node.name.span, reason)),
            );
        }
        for arguments in &facts.arguments {
            given(context.schema, arguments.given, arguments.known, &mut uses);
        }
    }
    let is_warning = context.config.deprecated == Deprecated::Warn;
    found.extend(uses.into_iter().map(|told| match is_warning {
        true => told.warning(),
        false => told,
    }));
}

fn given(schema: &Schema, given: &[Argument], known: &[InputValueDef], uses: &mut Vec<Diagnostic>) {
    for argument in given {
        let Some(def) = known.iter().find(|known| known.name == argument.name.text) else {
            continue;
        };
        let reason = def.deprecated.as_ref();
        uses.extend(reason.map(|reason| told(&def.name, argument.name.span, reason)));
        value(schema, &argument.value, &def.ty, uses);
    }
}

fn value(schema: &Schema, value: &Value, ty: &TypeRef, uses: &mut Vec<Diagnostic>) {
    let kind = schema.types.get(ty.name()).map(|def| &def.kind);
    match (&value.kind, kind) {
        (ValueKind::List(items), _) => items
            .iter()
            .for_each(|item| self::value(schema, item, ty, uses)),
        (ValueKind::Object(entries), Some(TypeKind::Input(fields))) => {
            given(schema, entries, fields, uses)
        }
        (ValueKind::Enum(name), Some(TypeKind::Enum(values))) => {
            let found = values.iter().find(|value| value.name == *name);
            let reason = found.and_then(|found| found.deprecated.as_ref());
            uses.extend(reason.map(|reason| told(name, value.span, reason)));
        }
        _ => {}
    }
}

fn told(name: &str, span: Span, reason: &str) -> Diagnostic {
    Diagnostic::new(RULE, span, format!("`{name}` is deprecated")).note(reason)
}
