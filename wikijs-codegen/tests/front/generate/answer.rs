//! Answers that a server could give to a document, made by carrying it out as the specification says, over
//! apollo-compiler's reading of schema and document: nothing of ours decides what an answer looks like.

use apollo_compiler::ast::{Directive, Type, Value as AstValue};
use apollo_compiler::executable::{
    DirectiveList, ExecutableDocument, Field, Selection, SelectionSet,
};
use apollo_compiler::schema::{ExtendedType, Schema};
use serde_json::{Map, Value, json};

use super::Choices;

/// Data for the only operation of a document.
pub(crate) fn answer(
    schema: &Schema,
    document: &ExecutableDocument,
    choices: &mut Choices<'_>,
) -> Value {
    let operation = document.operations.iter().next().unwrap();
    let on = operation.object_type().to_string();
    let given = operation.variables.iter().map(|variable| {
        let is_true = choices.below(2) == 1;
        (variable.name.to_string(), is_true)
    });
    let given: Vec<(String, bool)> = given.collect();
    let mut made = Made {
        schema,
        document,
        given,
        choices,
    };
    made.object(&on, &[&operation.selection_set])
}

struct Made<'s, 'c, 'b> {
    schema: &'s Schema,
    document: &'s ExecutableDocument,
    /// Variables of conditions.
    given: Vec<(String, bool)>,
    choices: &'c mut Choices<'b>,
}

type Fields<'s> = Vec<(String, Vec<&'s Field>)>;

impl<'s> Made<'s, '_, '_> {
    fn object(&mut self, on: &str, sets: &[&'s SelectionSet]) -> Value {
        let mut fields = Fields::new();
        sets.iter()
            .for_each(|set| self.collect(on, set, &mut fields));
        let mut object = Map::new();
        for (key, same) in fields {
            let value = match same[0].name.as_str() {
                "__typename" if !self.schema.types[on].is_object() => json!("Newer"),
                "__typename" => json!(on),
                name => {
                    let def = self.schema.type_field(on, name).unwrap();
                    self.value(&def.ty, &same)
                }
            };
            object.insert(key, value);
        }
        Value::Object(object)
    }

    fn collect(&self, on: &str, set: &'s SelectionSet, to: &mut Fields<'s>) {
        for selection in &set.selections {
            if !self.is_asked_for(selection.directives()) {
                continue;
            }
            match selection {
                Selection::Field(field) => {
                    let key = field.response_key().to_string();
                    match to.iter_mut().find(|(known, _)| *known == key) {
                        Some((_, same)) => same.push(field),
                        None => to.push((key, vec![field])),
                    }
                }
                Selection::InlineFragment(inline) => {
                    let condition = inline.type_condition.as_ref();
                    if condition.is_none_or(|condition| self.is_one(on, condition)) {
                        self.collect(on, &inline.selection_set, to);
                    }
                }
                Selection::FragmentSpread(spread) => {
                    let fragment = &self.document.fragments[&spread.fragment_name];
                    if self.is_one(on, fragment.type_condition()) {
                        self.collect(on, &fragment.selection_set, to);
                    }
                }
            }
        }
    }

    fn is_one(&self, on: &str, condition: &str) -> bool {
        on == condition || self.schema.is_subtype(condition, on)
    }

    fn is_asked_for(&self, directives: &DirectiveList) -> bool {
        let is = |name: &str| {
            directives
                .get(name)
                .map(|directive| self.condition(directive))
        };
        is("include").unwrap_or(true) && !is("skip").unwrap_or(false)
    }

    fn condition(&self, directive: &Directive) -> bool {
        let value = directive.specified_argument_by_name("if").unwrap();
        match &**value {
            AstValue::Boolean(is_true) => *is_true,
            AstValue::Variable(name) => {
                let mut given = self.given.iter();
                given.any(|(known, is_true)| known == name.as_str() && *is_true)
            }
            other => panic!("{other} is no condition"),
        }
    }

    fn value(&mut self, ty: &Type, fields: &[&'s Field]) -> Value {
        match ty {
            Type::NonNullNamed(name) => self.named(name, fields),
            Type::NonNullList(item) => self.list(item, fields),
            _ if self.choices.below(4) == 1 => Value::Null,
            Type::Named(name) => self.named(name, fields),
            Type::List(item) => self.list(item, fields),
        }
    }

    fn list(&mut self, item: &Type, fields: &[&'s Field]) -> Value {
        let items = (0..self.choices.below(4)).map(|_| self.value(item, fields));
        Value::Array(items.collect())
    }

    fn named(&mut self, name: &str, fields: &[&'s Field]) -> Value {
        let sets: Vec<&SelectionSet> = fields.iter().map(|field| &field.selection_set).collect();
        match &self.schema.types[name] {
            ExtendedType::Object(_) => self.object(name, &sets),
            ExtendedType::Interface(_) | ExtendedType::Union(_) => {
                let objects = self.schema.types.values().filter(|ty| ty.is_object());
                let objects = objects.map(|ty| ty.name().to_string());
                let mut possible: Vec<String> = objects
                    .filter(|object| self.schema.is_subtype(name, object))
                    .collect();
                possible.sort();
                match possible.is_empty() {
                    // An interface of nothing: of a type that came after the schema was written down.
                    true => self.object(name, &sets),
                    false => {
                        let on = self.choices.of(&possible).clone();
                        self.object(&on, &sets)
                    }
                }
            }
            ExtendedType::Enum(def) => {
                let values: Vec<&str> = def.values.keys().map(|value| value.as_str()).collect();
                // A value that came later is one, too.
                match self.choices.one_in(6) {
                    true => json!("NEWER"),
                    false => json!(*self.choices.of(&values)),
                }
            }
            _ => self.leaf(name),
        }
    }

    fn leaf(&mut self, name: &str) -> Value {
        let number = self.choices.below(256);
        match name {
            "Int" => json!(-7 * i64::try_from(number).unwrap()),
            "Float" => json!(f64::from(u8::try_from(number).unwrap()) + 0.5),
            "Boolean" => json!(number % 2 == 1),
            "ID" => json!(number.to_string()),
            "String" => json!(*self.choices.of(&["", "a", "\"\\\n\u{1}", "é😀", "{}[],:"])),
            _ => match number % 3 {
                0 => json!({ "any": [null, 1.5, "x"] }),
                1 => json!([]),
                _ => json!("text"),
            },
        }
    }
}
