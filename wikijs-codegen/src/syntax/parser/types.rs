//! Definitions and extensions of a schema: section 3 of the specification.

use super::{Parsed, Parser};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Span;
use crate::syntax::SYNTAX;
use crate::syntax::token::TokenKind;
use crate::syntax::tree::{
    Definition, DirectiveDefinition, EnumValue, FieldDefinition, InputValue, Name, ObjectBody,
    OperationKind, SchemaDefinition, TypeBody, TypeDefinition,
};

const KEYWORDS: [&str; 13] = [
    "query",
    "mutation",
    "subscription",
    "fragment",
    "schema",
    "scalar",
    "type",
    "interface",
    "union",
    "enum",
    "input",
    "directive",
    "extend",
];

impl Parser<'_> {
    pub(super) fn type_system_definition(&mut self) -> Parsed<Definition> {
        let comment = self.comment_above(self.token().span);
        let description = self.description();
        let extends = description.is_none() && self.eat_word("extend").is_some();
        match self.word() {
            Some("schema") => self.schema_definition(extends),
            Some("directive") if !extends => self.directive_definition(description),
            Some("scalar" | "type" | "interface" | "union" | "enum" | "input") => {
                self.type_definition(description, comment, extends)
            }
            _ => Err(self.unknown_keyword()),
        }
    }

    fn unknown_keyword(&self) -> Box<Diagnostic> {
        let Some(word) = self.word() else {
            return self.expected("a definition");
        };
        let message = format!("no definition begins with `{word}`");
        let diagnostic = Diagnostic::new(SYNTAX, self.token().span, message);
        Box::new(diagnostic.help_if(did_you_mean(word, KEYWORDS)))
    }

    fn description(&mut self) -> Option<String> {
        let token = self.token();
        let text = (token.kind == TokenKind::String).then(|| token.string.clone())?;
        self.bump();
        Some(text)
    }

    fn schema_definition(&mut self, extends: bool) -> Parsed<Definition> {
        let head = self.expect_word("schema")?;
        let directives = self.directives(true)?;
        let roots = match extends && !self.is(TokenKind::BraceOpen) {
            true => Vec::new(),
            false => {
                self.many(TokenKind::BraceOpen, TokenKind::BraceClose, Self::root)?
                    .0
            }
        };
        self.adds_something(extends, head, directives.is_empty() && roots.is_empty())?;
        Ok(Definition::Schema(SchemaDefinition {
            extends,
            directives,
            roots,
            head,
        }))
    }

    fn root(&mut self) -> Parsed<(OperationKind, Name)> {
        let (kind, _) = self.operation_kind()?;
        self.expect(TokenKind::Colon)?;
        Ok((kind, self.name("a type")?))
    }

    fn type_definition(
        &mut self,
        description: Option<String>,
        comment: Option<String>,
        extends: bool,
    ) -> Parsed<Definition> {
        let keyword = self.word().unwrap_or_default().to_owned();
        self.bump();
        let name = self.name("the type's name")?;
        let interfaces = match keyword.as_str() {
            "type" | "interface" => self.implements()?,
            _ => Vec::new(),
        };
        let directives = self.directives(true)?;
        let body = self.type_body(&keyword, interfaces)?;
        self.adds_something(extends, name.span, directives.is_empty() && is_empty(&body))?;
        Ok(Definition::Type(TypeDefinition {
            extends,
            description,
            comment,
            name,
            directives,
            body,
        }))
    }

    fn type_body(&mut self, keyword: &str, interfaces: Vec<Name>) -> Parsed<TypeBody> {
        let (open, close) = (TokenKind::BraceOpen, TokenKind::BraceClose);
        Ok(match keyword {
            "scalar" => TypeBody::Scalar,
            "union" => TypeBody::Union(self.members()?),
            "enum" => TypeBody::Enum(self.many_if_there(open, close, Self::enum_value)?),
            "input" => TypeBody::Input(self.many_if_there(open, close, Self::input_value)?),
            _ => {
                let fields = self.many_if_there(open, close, Self::field_definition)?;
                let body = ObjectBody { interfaces, fields };
                if keyword == "type" {
                    TypeBody::Object(body)
                } else {
                    TypeBody::Interface(body)
                }
            }
        })
    }

    /// An extension that says nothing is refused.
    fn adds_something(&self, extends: bool, at: Span, empty: bool) -> Parsed<()> {
        if !extends || !empty {
            return Ok(());
        }
        Err(Box::new(Diagnostic::new(
            SYNTAX,
            at,
            "this extension adds nothing",
        )))
    }

    fn implements(&mut self) -> Parsed<Vec<Name>> {
        match self.eat_word("implements") {
            Some(_) => self.separated(TokenKind::Ampersand, "an interface"),
            None => Ok(Vec::new()),
        }
    }

    fn members(&mut self) -> Parsed<Vec<Name>> {
        match self.eat(TokenKind::Equals) {
            Some(_) => self.separated(TokenKind::Pipe, "a member of the union"),
            None => Ok(Vec::new()),
        }
    }

    /// Names with `separator` between them, and before the first where the writer likes.
    fn separated(&mut self, separator: TokenKind, wanted: &str) -> Parsed<Vec<Name>> {
        self.eat(separator);
        let mut names = vec![self.name(wanted)?];
        while self.eat(separator).is_some() {
            names.push(self.name(wanted)?);
        }
        Ok(names)
    }

    fn field_definition(&mut self) -> Parsed<FieldDefinition> {
        let description = self.description();
        let name = self.name("a field")?;
        let arguments = self.many_if_there(
            TokenKind::ParenOpen,
            TokenKind::ParenClose,
            Self::input_value,
        )?;
        self.expect(TokenKind::Colon)?;
        let ty = self.type_reference()?;
        Ok(FieldDefinition {
            description,
            name,
            arguments,
            ty,
            directives: self.directives(true)?,
        })
    }

    fn input_value(&mut self) -> Parsed<InputValue> {
        let description = self.description();
        let name = self.name("a name")?;
        self.expect(TokenKind::Colon)?;
        let ty = self.type_reference()?;
        let default = match self.eat(TokenKind::Equals) {
            Some(_) => Some(self.value(true)?),
            None => None,
        };
        Ok(InputValue {
            description,
            name,
            ty,
            default,
            directives: self.directives(true)?,
        })
    }

    fn enum_value(&mut self) -> Parsed<EnumValue> {
        let description = self.description();
        if matches!(self.word(), Some("true" | "false" | "null")) {
            return Err(self.expected("a name for the value"));
        }
        let name = self.name("a value of the enum")?;
        Ok(EnumValue {
            description,
            name,
            directives: self.directives(true)?,
        })
    }

    fn directive_definition(&mut self, description: Option<String>) -> Parsed<Definition> {
        self.expect_word("directive")?;
        let at = self.expect(TokenKind::At)?;
        let name = self.name("the directive's name")?;
        let name = Name {
            span: at.to(name.span),
            ..name
        };
        let arguments = self.many_if_there(
            TokenKind::ParenOpen,
            TokenKind::ParenClose,
            Self::input_value,
        )?;
        let repeatable = self.eat_word("repeatable").is_some();
        self.expect_word("on")?;
        let locations = self.separated(TokenKind::Pipe, "a place for the directive")?;
        locations.iter().try_for_each(known_place)?;
        Ok(Definition::Directive(DirectiveDefinition {
            description,
            name,
            arguments,
            repeatable,
            locations,
        }))
    }
}

/// Section 3.13: where a directive can stand.
const PLACES: [&str; 19] = [
    "QUERY",
    "MUTATION",
    "SUBSCRIPTION",
    "FIELD",
    "FRAGMENT_DEFINITION",
    "FRAGMENT_SPREAD",
    "INLINE_FRAGMENT",
    "VARIABLE_DEFINITION",
    "SCHEMA",
    "SCALAR",
    "OBJECT",
    "FIELD_DEFINITION",
    "ARGUMENT_DEFINITION",
    "INTERFACE",
    "UNION",
    "ENUM",
    "ENUM_VALUE",
    "INPUT_OBJECT",
    "INPUT_FIELD_DEFINITION",
];

fn known_place(place: &Name) -> Parsed<()> {
    if PLACES.contains(&place.text.as_str()) {
        return Ok(());
    }
    let message = format!("a directive cannot stand at `{}`", place.text);
    let diagnostic = Diagnostic::new(SYNTAX, place.span, message);
    Err(Box::new(
        diagnostic.help_if(did_you_mean(&place.text, PLACES)),
    ))
}

fn is_empty(body: &TypeBody) -> bool {
    match body {
        TypeBody::Scalar => true,
        TypeBody::Object(body) | TypeBody::Interface(body) => {
            body.fields.is_empty() && body.interfaces.is_empty()
        }
        TypeBody::Union(members) => members.is_empty(),
        TypeBody::Enum(values) => values.is_empty(),
        TypeBody::Input(fields) => fields.is_empty(),
    }
}
