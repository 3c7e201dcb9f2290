//! What every item is written with: shapes, names, settings, and the module it stands in, which decides how paths read.

use crate::config::{Config, matches};
use crate::names::{Ident, Item, Names, WIRE};
use crate::shapes::{AnswerShape, Presence, Shapes, Ty};

use super::writer::Writer;

/// Shapes, names and settings, seen from one module.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The shapes.
    pub(super) shapes: &'a Shapes,
    /// Their names.
    pub(super) names: &'a Names,
    /// The settings.
    pub(super) config: &'a Config,
    /// What each object is made of in tests; empty where nothing is to make them.
    pub(super) answers: &'a [Option<AnswerShape>],
    /// The module, down from the root.
    pub(super) here: &'a [Ident],
    /// How many modules stand above the items.
    pub(super) above: usize,
}

impl<'a> Context<'a> {
    /// Seen from the root.
    pub(super) fn root(
        shapes: &'a Shapes,
        names: &'a Names,
        config: &'a Config,
        answers: &'a [Option<AnswerShape>],
    ) -> Self {
        Self {
            shapes,
            names,
            config,
            answers,
            here: &[],
            above: 0,
        }
    }

    /// The same, seen from another module.
    pub(super) fn inside(self, here: &'a [Ident]) -> Self {
        // What stands outside of folders stands in a module of its own all the same.
        Self {
            here,
            above: here.len().max(1),
            ..self
        }
    }

    /// Writes the attributes that the settings have for an item.
    pub(super) fn attributes(&self, item: &Item, w: &mut Writer) {
        if self.config.attributes.is_empty() {
            return;
        }
        let path = item.path();
        let wanted = self.config.attributes.iter();
        wanted
            .filter(|(pattern, _)| matches(pattern, &path))
            .for_each(|(_, attribute)| w.line(attribute));
    }

    /// The path of something in the crate that emitted code is written against.
    pub(super) fn w(&self, name: &str) -> String {
        format!("{WIRE}::{name}")
    }

    /// The path of an item.
    pub(super) fn path(&self, item: &Item) -> String {
        if item.is_in(self.here) {
            return item.name.to_string();
        }
        if item.dependency.is_some() {
            return item.path();
        }
        let up = if item.is_shared() { 0 } else { self.above };
        format!("{}{}", "super::".repeat(up), item.path())
    }

    /// A type.
    pub(super) fn ty(&self, ty: &Ty) -> String {
        match ty {
            Ty::Bool => "bool".to_owned(),
            Ty::Int => "i32".to_owned(),
            Ty::Float => "f64".to_owned(),
            Ty::String => "String".to_owned(),
            Ty::Secret => self.w("Secret"),
            Ty::Json => self.w("Json"),
            Ty::Rust(path) => path.clone(),
            Ty::Converted(id) => self.path(self.names.converted(*id)),
            Ty::Id(id) => self.path(self.names.id(*id)),
            Ty::Enum(id) => self.path(&self.names.enumeration(*id).item),
            Ty::Input(id) => self.path(&self.names.input(*id).item),
            Ty::Object(id) => self.path(&self.names.object(*id).item),
            Ty::Option(inner) => format!("Option<{}>", self.ty(inner)),
            Ty::List { item, .. } => format!("Vec<{}>", self.ty(item)),
            Ty::Boxed(inner) => format!("Box<{}>", self.ty(inner)),
        }
    }

    /// The type of a variable or input field.
    pub(super) fn given(&self, ty: &Ty, presence: Presence) -> String {
        match presence {
            Presence::Required => self.ty(ty),
            Presence::Maybe => format!("{}<{}>", self.w("Maybe"), self.ty(ty)),
            Presence::Defaulted => format!("Option<{}>", self.ty(ty)),
        }
    }
}

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len() + 2);
    literal.push('"');
    for char in text.chars() {
        match char {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\r' => literal.push_str("\\r"),
            '\t' => literal.push_str("\\t"),
            // What a reader cannot see, or what turns the direction of text (rustc refuses some of it in source).
            char if char.is_control()
                || matches!(u32::from(char), 0x200b..=0x200f | 0x2028..=0x202e | 0x2066..=0x2069) =>
            {
                literal.push_str(&format!("\\u{{{:x}}}", u32::from(char)));
            }
            char => literal.push(char),
        }
    }
    literal.push('"');
    literal
}

/// `&["a", "b"]`.
pub(super) fn literals(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| literal(text)).collect();
    format!("&[{}]", texts.join(", "))
}
