//! Queries against a schema, good ones or with mistakes.

use wikijs_codegen::schema::{FieldDef, InputValueDef, Schema, TypeDef, TypeKind, TypeRef};

use super::Choices;

/// A document of queries against a schema; one choice in about `mistakes` is a wrong one.
pub(crate) fn document(schema: &Schema, choices: &mut Choices<'_>, mistakes: usize) -> String {
    named("Made", schema, choices, mistakes)
}

/// The same with a name; fragments are called after it.
pub(crate) fn named(
    name: &str,
    schema: &Schema,
    choices: &mut Choices<'_>,
    mistakes: usize,
) -> String {
    let mut made = Made {
        name,
        schema,
        choices,
        mistakes,
        variables: Vec::new(),
        named: 0,
        fragments: Vec::new(),
        text: String::new(),
    };
    let body = made.selection_set(schema.query.as_deref().unwrap(), 4);
    let variables = match made.variables.is_empty() {
        true => String::new(),
        false => format!("({})", made.variables.join(", ")),
    };
    format!("query {name}{variables} {body}\n{}", made.text)
}

struct Made<'s, 'c, 'b> {
    name: &'s str,
    schema: &'s Schema,
    choices: &'c mut Choices<'b>,
    mistakes: usize,
    variables: Vec<String>,
    /// How many fragments have a name.
    named: usize,
    /// Those that are done, with what they are spread on.
    fragments: Vec<(String, String)>,
    text: String,
}

impl Made<'_, '_, '_> {
    fn wrong(&mut self) -> bool {
        self.choices.one_in(self.mistakes)
    }

    fn selection_set(&mut self, on: &str, depth: usize) -> String {
        let mut items = Vec::new();
        for _ in 0..self.choices.many(3) {
            let item = match self.choices.below(6) {
                0 if depth > 0 => self.inline(on, depth),
                1 if depth > 0 => self.spread(on, depth),
                _ => self.field(on, depth),
            };
            items.push(item);
        }
        format!("{{ {} }}", items.join(" "))
    }

    fn inline(&mut self, on: &str, depth: usize) -> String {
        let condition = self.condition(on);
        let directive = self.directive();
        let inner = self.selection_set(&condition, depth - 1);
        format!("... on {condition}{directive} {inner}")
    }

    fn condition(&mut self, on: &str) -> String {
        if self.wrong() {
            return (*self
                .choices
                .of(&["Page", "User", "Tag", "Node", "Date", "Nothing", "Filter"]))
            .to_owned();
        }
        let mut possible: Vec<&str> = self.schema.possible_types(on);
        possible.push(on);
        (*self.choices.of(&possible)).to_owned()
    }

    fn spread(&mut self, on: &str, depth: usize) -> String {
        if let Some((name, _)) = self.fragments.iter().find(|(_, of)| of == on)
            && self.choices.below(2) == 1
        {
            return format!("...{name}");
        }
        let condition = self.condition(on);
        let name = format!("{}F{}", self.name, self.named);
        self.named += 1;
        let inner = self.selection_set(&condition, depth - 1);
        // Named only now, so that it is not spread in itself; with a mistake, it is.
        self.fragments.push((name.clone(), on.to_owned()));
        let cycle = if self.wrong() {
            format!(" ...{name}")
        } else {
            String::new()
        };
        self.text.push_str(&format!(
            "fragment {name} on {condition} {{ {}{cycle} }}\n",
            &inner[1..inner.len() - 1]
        ));
        format!("...{name}")
    }

    fn field(&mut self, on: &str, depth: usize) -> String {
        let fields = self
            .schema
            .types
            .get(on)
            .map(TypeDef::fields)
            .unwrap_or_default();
        let leaves: Vec<&FieldDef> = fields
            .iter()
            .filter(|field| depth > 0 || self.is_leaf(&field.ty))
            .collect();
        if leaves.is_empty() || self.choices.one_in(8) {
            return "__typename".to_owned();
        }
        let def = self.choices.of(&leaves);
        let name = if self.wrong() { "wrong" } else { &def.name };
        let alias = match self.choices.below(4) {
            0 => format!("{}: ", self.choices.of(&["x", "y", "z"])),
            _ => String::new(),
        };
        let (arguments, directive) = (self.arguments(&def.arguments), self.directive());
        let below = match self.is_leaf(&def.ty) != self.wrong() {
            true => String::new(),
            false => self.selection_set(def.ty.name(), depth.saturating_sub(1)),
        };
        format!("{alias}{name}{arguments}{directive} {below}")
    }

    fn is_leaf(&self, ty: &TypeRef) -> bool {
        !self
            .schema
            .types
            .get(ty.name())
            .is_some_and(TypeDef::is_composite)
    }

    fn directive(&mut self) -> String {
        match self.choices.below(12) {
            0 => " @include(if: true)".to_owned(),
            6 => " @skip(if: false)".to_owned(),
            7 => self.condition_variable("include"),
            8 => self.condition_variable("skip"),
            1 if self.wrong() => " @include".to_owned(),
            2 if self.wrong() => " @nothing".to_owned(),
            3 if self.wrong() => " @deprecated".to_owned(),
            4 if self.wrong() => " @skip(if: 1)".to_owned(),
            5 if self.wrong() => " @skip(if: true) @skip(if: true)".to_owned(),
            _ => String::new(),
        }
    }

    fn condition_variable(&mut self, directive: &str) -> String {
        let name = format!("v{}", self.variables.len());
        self.variables.push(format!("${name}: Boolean!"));
        format!(" @{directive}(if: ${name})")
    }

    fn arguments(&mut self, known: &[InputValueDef]) -> String {
        let mut arguments = Vec::new();
        for def in known {
            let needed = def.is_required() || self.choices.below(3) == 0;
            if needed != self.wrong() {
                arguments.push(format!(
                    "{}: {}",
                    def.name,
                    self.argument(&def.ty, def.default.is_some())
                ));
            }
        }
        if !known.is_empty() && self.wrong() {
            arguments.push("wrong: 1".to_owned());
        }
        match arguments.is_empty() {
            true => String::new(),
            false => format!("({})", arguments.join(", ")),
        }
    }

    fn argument(&mut self, ty: &TypeRef, has_default: bool) -> String {
        match self.choices.below(3) {
            0 => self.variable(ty, has_default),
            _ => self.value(ty, 3),
        }
    }

    fn variable(&mut self, ty: &TypeRef, has_default: bool) -> String {
        let name = format!("v{}", self.variables.len());
        let (written, default) = match self.choices.below(4) {
            0 if self.wrong() => ("Int".to_owned(), String::new()),
            1 if self.wrong() => (ty.nullable().to_string(), " = null".to_owned()),
            2 if self.wrong() => (ty.nullable().to_string(), String::new()),
            0 => (
                ty.nullable().to_string(),
                format!(" = {}", self.non_null(ty.nullable())),
            ),
            1 if has_default => (ty.nullable().to_string(), String::new()),
            2 => (format!("{}!", ty.nullable()), String::new()),
            _ => (ty.to_string(), String::new()),
        };
        self.variables.push(format!("${name}: {written}{default}"));
        if self.wrong() {
            return "$unknown".to_owned();
        }
        format!("${name}")
    }

    fn value(&mut self, ty: &TypeRef, depth: usize) -> String {
        if self.wrong() {
            return (*self.choices.of(&[
                "null",
                "1",
                "\"a\"",
                "WRONG",
                "[1]",
                "{a: 1}",
                "1.5",
                "true",
                "99999999999",
            ]))
            .to_owned();
        }
        match ty {
            // As deep as it is: an input that needs another, which may hold the first, would go on without end.
            TypeRef::NonNull(inner) => self.non_null_at(inner, depth),
            other if self.choices.one_in(6) && depth < 3 => {
                _ = other;
                "null".to_owned()
            }
            other => self.non_null_at(other, depth),
        }
    }

    fn non_null(&mut self, ty: &TypeRef) -> String {
        self.non_null_at(ty, 2)
    }

    fn non_null_at(&mut self, ty: &TypeRef, depth: usize) -> String {
        match ty {
            TypeRef::NonNull(inner) => self.non_null_at(inner, depth),
            TypeRef::List(item) if depth == 0 => {
                _ = item;
                "[]".to_owned()
            }
            TypeRef::List(item) => {
                let items: Vec<String> = (0..self.choices.below(3))
                    .map(|_| self.value(item, depth - 1))
                    .collect();
                format!("[{}]", items.join(", "))
            }
            TypeRef::Named(name) => self.named(name, depth),
        }
    }

    fn named(&mut self, name: &str, depth: usize) -> String {
        match self.schema.types.get(name).map(|def| &def.kind) {
            Some(TypeKind::Enum(values)) => self.choices.of(values).name.clone(),
            Some(TypeKind::Input(fields)) => {
                let mut entries = Vec::new();
                for field in fields {
                    let needed = field.is_required() || (depth > 0 && self.choices.below(3) == 0);
                    if needed != self.wrong() {
                        entries.push(format!(
                            "{}: {}",
                            field.name,
                            self.value(&field.ty, depth.saturating_sub(1))
                        ));
                    }
                }
                format!("{{{}}}", entries.join(", "))
            }
            _ => match name {
                "Int" => "1".to_owned(),
                "Float" => "1.5".to_owned(),
                "Boolean" => "false".to_owned(),
                _ => "\"a\"".to_owned(),
            },
        }
    }
}
