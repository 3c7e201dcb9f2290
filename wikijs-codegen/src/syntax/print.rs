//! Minimised text: the fewest characters that are read as the same tokens. Used for what is sent, and by the tests for
//! what is parsed again.

use std::fmt::Write;

use super::tree::{
    Argument, Definition, Directive, Field, Fragment, Operation, OperationKind, Selection,
    SelectionSet, Type, Value, ValueKind, VariableDefinition,
};

/// A text that grows by tokens; a space goes in only where two would be read as one.
#[derive(Debug, Clone, Default)]
pub struct Text {
    written: String,
}

impl Text {
    /// Adds one or more tokens.
    pub fn push(&mut self, tokens: &str) -> &mut Self {
        let joins = |last: char, first: char| {
            is_word(last) && is_word(first) || last == '"' && first == '"'
        };
        if let (Some(last), Some(first)) = (self.written.chars().next_back(), tokens.chars().next())
            && joins(last, first)
        {
            self.written.push(' ');
        }
        self.written.push_str(tokens);
        self
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The text.
    pub fn finish(self) -> String {
        self.written
    }
}

/// What names and numbers are made of. A `-` begins a number: apart from a digit before it, to be safe.
fn is_word(letter: char) -> bool {
    letter == '_' || letter == '-' || letter.is_ascii_alphanumeric()
}

/// A string as a token: quotes, and escapes where they are needed.
pub fn quoted(content: &str) -> String {
    let mut token = String::from("\"");
    for letter in content.chars() {
        match letter {
            '"' => token.push_str("\\\""),
            '\\' => token.push_str("\\\\"),
            '\n' => token.push_str("\\n"),
            '\r' => token.push_str("\\r"),
            '\t' => token.push_str("\\t"),
            letter if letter.is_control() => _ = write!(token, "\\u{:04x}", u32::from(letter)),
            letter => token.push(letter),
        }
    }
    token.push('"');
    token
}

/// An operation or a fragment; empty for definitions of a schema.
pub fn definition_text(definition: &Definition) -> String {
    let mut text = Text::default();
    match definition {
        Definition::Operation(operation) => push_operation(&mut text, operation),
        Definition::Fragment(fragment) => push_fragment(&mut text, fragment),
        Definition::Schema(_) | Definition::Type(_) | Definition::Directive(_) => {}
    }
    text.finish()
}

impl Selection {
    /// Its minimised text.
    pub fn text(&self) -> String {
        let mut text = Text::default();
        push_selection(&mut text, self);
        text.finish()
    }
}

/// A value.
pub fn value_text(value: &Value) -> String {
    let mut text = Text::default();
    push_value(&mut text, value);
    text.finish()
}

fn push_operation(text: &mut Text, operation: &Operation) {
    let short = operation.name.is_none()
        && operation.variables.is_empty()
        && operation.directives.is_empty();
    if !short || operation.kind != OperationKind::Query {
        text.push(operation.kind.keyword());
    }
    if let Some(name) = &operation.name {
        text.push(&name.text);
    }
    if !operation.variables.is_empty() {
        text.push("(");
        operation
            .variables
            .iter()
            .for_each(|variable| push_variable(text, variable));
        text.push(")");
    }
    push_directives(text, &operation.directives);
    push_selection_set(text, &operation.selection);
}

fn push_variable(text: &mut Text, variable: &VariableDefinition) {
    text.push("$").push(&variable.name.text).push(":");
    push_type(text, &variable.ty);
    if let Some(default) = &variable.default {
        text.push("=");
        push_value(text, default);
    }
    push_directives(text, &variable.directives);
}

fn push_fragment(text: &mut Text, fragment: &Fragment) {
    text.push("fragment")
        .push(&fragment.name.text)
        .push("on")
        .push(&fragment.on.text);
    push_directives(text, &fragment.directives);
    push_selection_set(text, &fragment.selection);
}

fn push_selection_set(text: &mut Text, set: &SelectionSet) {
    text.push("{");
    set.items.iter().for_each(|item| push_selection(text, item));
    text.push("}");
}

fn push_selection(text: &mut Text, item: &Selection) {
    match item {
        Selection::Field(field) => push_field(text, field),
        Selection::Spread(spread) => {
            text.push("...").push(&spread.fragment.text);
            push_directives(text, &spread.directives);
        }
        Selection::Inline(inline) => {
            text.push("...");
            if let Some(on) = &inline.on {
                text.push("on").push(&on.text);
            }
            push_directives(text, &inline.directives);
            push_selection_set(text, &inline.selection);
        }
    }
}

fn push_field(text: &mut Text, field: &Field) {
    if let Some(alias) = &field.alias {
        text.push(&alias.text).push(":");
    }
    text.push(&field.name.text);
    push_arguments(text, &field.arguments);
    push_directives(text, &field.directives);
    if let Some(selection) = &field.selection {
        push_selection_set(text, selection);
    }
}

fn push_directives(text: &mut Text, directives: &[Directive]) {
    for directive in directives {
        text.push("@").push(&directive.name.text);
        push_arguments(text, &directive.arguments);
    }
}

fn push_arguments(text: &mut Text, arguments: &[Argument]) {
    if arguments.is_empty() {
        return;
    }
    text.push("(");
    push_entries(text, arguments);
    text.push(")");
}

fn push_entries(text: &mut Text, entries: &[Argument]) {
    for entry in entries {
        text.push(&entry.name.text).push(":");
        push_value(text, &entry.value);
    }
}

fn push_type(text: &mut Text, ty: &Type) {
    match ty {
        Type::Named(name) => _ = text.push(&name.text),
        Type::List(inner, _) => {
            text.push("[");
            push_type(text, inner);
            text.push("]");
        }
        Type::NonNull(inner, _) => {
            push_type(text, inner);
            text.push("!");
        }
    }
}

fn push_value(text: &mut Text, value: &Value) {
    match &value.kind {
        ValueKind::Variable(name) => _ = text.push("$").push(name),
        ValueKind::Int(token) | ValueKind::Float(token) | ValueKind::Enum(token) => {
            _ = text.push(token)
        }
        ValueKind::String(content) => _ = text.push(&quoted(content)),
        ValueKind::Boolean(true) => _ = text.push("true"),
        ValueKind::Boolean(false) => _ = text.push("false"),
        ValueKind::Null => _ = text.push("null"),
        ValueKind::List(items) => {
            text.push("[");
            items.iter().for_each(|item| push_value(text, item));
            text.push("]");
        }
        ValueKind::Object(entries) => {
            text.push("{");
            push_entries(text, entries);
            text.push("}");
        }
    }
}
