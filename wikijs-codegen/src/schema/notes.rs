//! Directives as notes: the one place that knows them by name. What is written wrongly is left out here and told by the
//! rules.

use super::{Defect, FieldNotes, OutcomeNames, RateLimit, TypeNotes};
use crate::syntax::tree::{Directive, Value, ValueKind};

/// What `@deprecated` means without a reason.
const NO_REASON: &str = "No longer supported";

/// Takes the directives of a type over into its notes.
pub(super) fn note_type(notes: &mut TypeNotes, directives: &[Directive]) {
    for directive in directives {
        match directive.name.text.as_str() {
            "lift" => notes.lift = true,
            "oneOf" => notes.one_of = true,
            "outcome" => notes.outcome = outcome(directive).or(notes.outcome.take()),
            "rust" => notes.rust = string_argument(directive, "type").or(notes.rust.take()),
            "since" => notes.since = string_argument(directive, "version").or(notes.since.take()),
            _ => {}
        }
    }
}

/// Takes the directives of a field, an argument or an input field over into its notes.
pub(super) fn note_field(notes: &mut FieldNotes, directives: &[Directive]) {
    for directive in directives {
        match directive.name.text.as_str() {
            "auth" => notes.auth = strings(directive, "requires"),
            "needs" => notes.needs = strings(directive, "anyOf"),
            "rateLimit" => notes.rate_limit = rate_limit(directive).or(notes.rate_limit),
            "codes" => notes.codes = Some(integers(directive, "are")),
            "id" => notes.id = string_argument(directive, "type").or(notes.id.take()),
            "secret" => notes.secret = true,
            "since" => notes.since = string_argument(directive, "version").or(notes.since.take()),
            "defect" => notes.defect = defect(directive).or(notes.defect.take()),
            "keepNull" => notes.keep_null = true,
            "dropNulls" => notes.drop_nulls = true,
            _ => {}
        }
    }
}

/// The reason of `@deprecated`, where it stands.
pub(super) fn deprecation(directives: &[Directive]) -> Option<String> {
    let directive = directives
        .iter()
        .find(|directive| directive.name.text == "deprecated")?;
    Some(string_argument(directive, "reason").unwrap_or_else(|| NO_REASON.to_owned()))
}

fn outcome(directive: &Directive) -> Option<OutcomeNames> {
    Some(OutcomeNames {
        ok: string_argument(directive, "ok")?,
        code: string_argument(directive, "code")?,
        slug: string_argument(directive, "slug")?,
        message: string_argument(directive, "message")?,
    })
}

fn rate_limit(directive: &Directive) -> Option<RateLimit> {
    let number = |name| integer(argument(directive, name)?)?.try_into().ok();
    Some(RateLimit {
        limit: number("limit")?,
        seconds: number("duration")?,
    })
}

fn defect(directive: &Directive) -> Option<Defect> {
    let never =
        argument(directive, "never").is_some_and(|value| value.kind == ValueKind::Boolean(true));
    Some(Defect {
        reason: string_argument(directive, "reason")?,
        never,
    })
}

fn argument<'t>(directive: &'t Directive, name: &str) -> Option<&'t Value> {
    let argument = directive
        .arguments
        .iter()
        .find(|argument| argument.name.text == name)?;
    Some(&argument.value)
}

/// The string that a directive has as this argument.
pub(crate) fn string_argument(directive: &Directive, name: &str) -> Option<String> {
    match &argument(directive, name)?.kind {
        ValueKind::String(content) => Some(content.clone()),
        _ => None,
    }
}

/// The enum value that a directive has as this argument.
pub(crate) fn enum_argument<'t>(directive: &'t Directive, name: &str) -> Option<&'t str> {
    match &argument(directive, name)?.kind {
        ValueKind::Enum(value) => Some(value),
        _ => None,
    }
}

fn strings(directive: &Directive, name: &str) -> Vec<String> {
    let content = |value: &Value| match &value.kind {
        ValueKind::String(content) => Some(content.clone()),
        _ => None,
    };
    items(directive, name).iter().filter_map(content).collect()
}

fn integers(directive: &Directive, name: &str) -> Vec<i32> {
    items(directive, name).iter().filter_map(integer).collect()
}

fn integer(value: &Value) -> Option<i32> {
    match &value.kind {
        ValueKind::Int(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// The items of a list; a single value counts as a list of one.
fn items<'t>(directive: &'t Directive, name: &str) -> &'t [Value] {
    match argument(directive, name) {
        Some(Value {
            kind: ValueKind::List(items),
            ..
        }) => items,
        Some(single) => std::slice::from_ref(single),
        None => &[],
    }
}
