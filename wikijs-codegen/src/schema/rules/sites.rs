//! The places in a schema and its overlay where directives can stand.

use crate::source::SourceKind;
use crate::syntax::Tree;
use crate::syntax::tree::{
    Definition, Directive, InputValue, ObjectBody, Type, TypeBody, TypeDefinition,
};

/// Where a directive stands, by the specification's name: `FIELD_DEFINITION`.
pub type Place = &'static str;

/// One place with its directives.
pub(super) struct Site<'t> {
    pub(super) directives: &'t [Directive],
    pub(super) place: Place,
    /// The type of the field, argument or input field.
    pub(super) ty: Option<&'t Type>,
    /// The type or the schema that extensions add to.
    pub(super) owner: Option<&'t str>,
}

/// All places that carry directives, in the order of the files.
pub(super) fn sites(tree: &Tree) -> Vec<Site<'_>> {
    let kinds = [SourceKind::Schema, SourceKind::Overlay];
    let mut sites = Sites(Vec::new());
    let files = tree.files.iter().filter(|file| kinds.contains(&file.kind));
    files
        .flat_map(|file| &file.definitions)
        .for_each(|definition| sites.definition(definition));
    sites.0.retain(|site| !site.directives.is_empty());
    sites.0
}

struct Sites<'t>(Vec<Site<'t>>);

impl<'t> Sites<'t> {
    fn add(&mut self, directives: &'t [Directive], place: Place, ty: Option<&'t Type>) {
        self.0.push(Site {
            directives,
            place,
            ty,
            owner: None,
        });
    }

    fn add_to(&mut self, owner: &'t str, directives: &'t [Directive], place: Place) {
        self.0.push(Site {
            directives,
            place,
            ty: None,
            owner: Some(owner),
        });
    }

    fn definition(&mut self, definition: &'t Definition) {
        match definition {
            Definition::Schema(node) => self.add_to("", &node.directives, "SCHEMA"),
            Definition::Type(node) => self.type_definition(node),
            Definition::Directive(node) => self.inputs(&node.arguments, "ARGUMENT_DEFINITION"),
            Definition::Operation(_) | Definition::Fragment(_) => {}
        }
    }

    fn type_definition(&mut self, node: &'t TypeDefinition) {
        self.add_to(&node.name.text, &node.directives, place_of(&node.body));
        match &node.body {
            TypeBody::Object(body) | TypeBody::Interface(body) => self.fields(body),
            TypeBody::Enum(values) => values
                .iter()
                .for_each(|value| self.add(&value.directives, "ENUM_VALUE", None)),
            TypeBody::Input(fields) => self.inputs(fields, "INPUT_FIELD_DEFINITION"),
            TypeBody::Scalar | TypeBody::Union(_) => {}
        }
    }

    fn fields(&mut self, body: &'t ObjectBody) {
        for field in &body.fields {
            self.add(&field.directives, "FIELD_DEFINITION", Some(&field.ty));
            self.inputs(&field.arguments, "ARGUMENT_DEFINITION");
        }
    }

    fn inputs(&mut self, inputs: &'t [InputValue], place: Place) {
        inputs
            .iter()
            .for_each(|input| self.add(&input.directives, place, Some(&input.ty)));
    }
}

fn place_of(body: &TypeBody) -> Place {
    match body {
        TypeBody::Scalar => "SCALAR",
        TypeBody::Object(_) => "OBJECT",
        TypeBody::Interface(_) => "INTERFACE",
        TypeBody::Union(_) => "UNION",
        TypeBody::Enum(_) => "ENUM",
        TypeBody::Input(_) => "INPUT_OBJECT",
    }
}
