//! A schema as a flat list of named elements, which is what two schemas are compared by.
//!
//! The names: `Page`, `Page.title`, `PageQuery.list(limit)`, `PageOrderBy.TITLE`, `@auth`, `@auth(requires)`.

use std::collections::BTreeMap;

use graphql_parser::schema::{
    Definition, Directive, DirectiveDefinition, Document, EnumType, Field, InputObjectType,
    InputValue, SchemaDefinition, Type, TypeDefinition, Value, parse_schema,
};

/// All elements of a schema by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Elements {
    pub(super) map: BTreeMap<String, Element>,
    pub(super) query: String,
    pub(super) mutation: String,
    pub(super) subscription: String,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Element {
    pub(super) shape: Shape,
    pub(super) description: Option<String>,
    pub(super) deprecated: Option<String>,
}

/// What makes elements of one name equal or not.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A type: its keyword, and its interfaces or members.
    Type {
        keyword: &'static str,
        links: Vec<String>,
    },
    /// A field of an object or interface.
    Output { ty: Type<'static, String> },
    /// An argument or a field of an input object.
    Input {
        ty: Type<'static, String>,
        default: Option<String>,
    },
    /// A value of an enum.
    Value,
    /// A directive: where it may stand.
    Directive { locations: Vec<String> },
}

impl Element {
    /// Whether it is a type whose parts are all in use where it is.
    pub(super) fn is_enum_or_input(&self) -> bool {
        matches!(
            &self.shape,
            Shape::Type {
                keyword: "enum" | "input",
                ..
            }
        )
    }

    /// The name of the type that an argument or input field takes.
    pub(super) fn input_type(&self) -> Option<&str> {
        match &self.shape {
            Shape::Input { ty, .. } => Some(named(ty)),
            _ => None,
        }
    }
}

impl Elements {
    /// Reads SDL; the error is what the parser says.
    pub(super) fn read(sdl: &str) -> Result<Self, String> {
        let document: Document<'static, String> = parse_schema::<String>(sdl)
            .map_err(|error| error.to_string())?
            .into_static();
        let mut elements = Self {
            query: "Query".to_owned(),
            mutation: "Mutation".to_owned(),
            subscription: "Subscription".to_owned(),
            ..Self::default()
        };
        document
            .definitions
            .iter()
            .for_each(|definition| elements.add(definition));
        Ok(elements)
    }

    /// The name of the type that a field gives.
    pub(super) fn output_of(&self, field: &str) -> Option<&str> {
        match &self.map.get(field)?.shape {
            Shape::Output { ty } => Some(named(ty)),
            _ => None,
        }
    }

    /// The fields, values or arguments right below a type, a field or a directive.
    pub(super) fn below<'a>(
        &'a self,
        parent: &'a str,
    ) -> impl Iterator<Item = (&'a String, &'a Element)> {
        let later = self.map.range(parent.to_owned()..).skip(1);
        later
            .take_while(move |(name, _)| name.starts_with(parent))
            .filter(move |(name, _)| parent_of(name) == Some(parent))
    }

    fn add(&mut self, definition: &Definition<'static, String>) {
        match definition {
            Definition::SchemaDefinition(roots) => self.roots(roots),
            Definition::TypeDefinition(ty) => self.ty(ty),
            Definition::DirectiveDefinition(directive) => self.directive(directive),
            Definition::TypeExtension(_) => {}
        }
    }

    fn roots(&mut self, roots: &SchemaDefinition<'static, String>) {
        self.query = roots.query.clone().unwrap_or_default();
        self.mutation = roots.mutation.clone().unwrap_or_default();
        self.subscription = roots.subscription.clone().unwrap_or_default();
    }

    fn ty(&mut self, ty: &TypeDefinition<'static, String>) {
        match ty {
            TypeDefinition::Scalar(it) => self.head(&it.name, "scalar", &[], &it.description),
            TypeDefinition::Union(it) => self.head(&it.name, "union", &it.types, &it.description),
            TypeDefinition::Enum(it) => self.an_enum(it),
            TypeDefinition::InputObject(it) => self.input_object(it),
            TypeDefinition::Object(it) => {
                self.head(&it.name, "type", &it.implements_interfaces, &it.description);
                self.fields(&it.name, &it.fields);
            }
            TypeDefinition::Interface(it) => {
                self.head(
                    &it.name,
                    "interface",
                    &it.implements_interfaces,
                    &it.description,
                );
                self.fields(&it.name, &it.fields);
            }
        }
    }

    fn head(
        &mut self,
        name: &str,
        keyword: &'static str,
        links: &[String],
        description: &Option<String>,
    ) {
        let mut links = links.to_vec();
        links.sort();
        self.put(
            name.to_owned(),
            Shape::Type { keyword, links },
            description,
            &[],
        );
    }

    fn an_enum(&mut self, it: &EnumType<'static, String>) {
        self.head(&it.name, "enum", &[], &it.description);
        for value in &it.values {
            self.put(
                format!("{}.{}", it.name, value.name),
                Shape::Value,
                &value.description,
                &value.directives,
            );
        }
    }

    fn input_object(&mut self, it: &InputObjectType<'static, String>) {
        self.head(&it.name, "input", &[], &it.description);
        it.fields
            .iter()
            .for_each(|field| self.input(format!("{}.{}", it.name, field.name), field));
    }

    fn fields(&mut self, parent: &str, fields: &[Field<'static, String>]) {
        for field in fields {
            let name = format!("{parent}.{}", field.name);
            let shape = Shape::Output {
                ty: field.field_type.clone(),
            };
            field
                .arguments
                .iter()
                .for_each(|argument| self.input(format!("{name}({})", argument.name), argument));
            self.put(name, shape, &field.description, &field.directives);
        }
    }

    fn directive(&mut self, it: &DirectiveDefinition<'static, String>) {
        let name = format!("@{}", it.name);
        let mut locations: Vec<String> = it
            .locations
            .iter()
            .map(|place| place.as_str().to_owned())
            .collect();
        locations.sort();
        it.arguments
            .iter()
            .for_each(|argument| self.input(format!("{name}({})", argument.name), argument));
        self.put(name, Shape::Directive { locations }, &it.description, &[]);
    }

    fn input(&mut self, name: String, input: &InputValue<'static, String>) {
        let default = input.default_value.as_ref().map(ToString::to_string);
        let shape = Shape::Input {
            ty: input.value_type.clone(),
            default,
        };
        self.put(name, shape, &input.description, &input.directives);
    }

    fn put(
        &mut self,
        name: String,
        shape: Shape,
        description: &Option<String>,
        directives: &[Directive<'static, String>],
    ) {
        let description = description.as_deref().map(|text| text.trim().to_owned());
        self.map.insert(
            name,
            Element {
                shape,
                description,
                deprecated: deprecated(directives),
            },
        );
    }
}

/// The element that another one stands in: `Page.title` for `Page.title(x)`, `Page` for `Page.title`.
pub(super) fn parent_of(name: &str) -> Option<&str> {
    let end = name.find('(').or_else(|| name.find('.'))?;
    name.get(..end)
}

/// The type without lists and exclamation marks.
pub(super) fn named<'a>(ty: &'a Type<'static, String>) -> &'a str {
    match ty {
        Type::NamedType(name) => name,
        Type::ListType(inner) | Type::NonNullType(inner) => named(inner),
    }
}

fn deprecated(directives: &[Directive<'static, String>]) -> Option<String> {
    let directive = directives
        .iter()
        .find(|directive| directive.name == "deprecated")?;
    let reason = directive
        .arguments
        .iter()
        .find(|(name, _)| name == "reason");
    Some(match reason {
        Some((_, Value::String(text))) => text.clone(),
        _ => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_parents() {
        let sdl = "type A { b(c: Int = 1): [D!]! } type D { e: Int } enum F { G } directive @h(i: Int) on FIELD";
        let elements = Elements::read(sdl).unwrap();
        let names: Vec<&str> = elements.map.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            ["@h", "@h(i)", "A", "A.b", "A.b(c)", "D", "D.e", "F", "F.G"]
        );
        assert_eq!(elements.output_of("A.b"), Some("D"));
        let parents: Vec<_> = names.iter().map(|name| parent_of(name)).collect();
        assert_eq!(
            parents,
            [
                None,
                Some("@h"),
                None,
                Some("A"),
                Some("A.b"),
                None,
                Some("D"),
                None,
                Some("F")
            ]
        );
        let below: Vec<&str> = elements.below("A").map(|(name, _)| name.as_str()).collect();
        assert_eq!(below, ["A.b"]);
        assert!(Elements::read("type {").is_err());
    }
}
