//! Leaves and the wrappings of types.

use crate::config::{Scalar, matches_any};
use crate::schema::{Defect, FieldNotes, TypeKind, TypeRef};
use crate::source::Span;

use super::builder::Builder;
use super::{ConvertedId, ConvertedShape, EnumId, EnumShape, EnumValue, IdId, IdShape, Ty};

/// The type of an answer: nullable is an option; with `drop_nulls` the items of the outer list are never null.
pub(super) fn output(ty: &TypeRef, core: Ty, drop_nulls: bool) -> Ty {
    match ty {
        TypeRef::NonNull(inner) => output_bare(inner, core, drop_nulls),
        other => optional(output_bare(other, core, drop_nulls)),
    }
}

fn output_bare(ty: &TypeRef, core: Ty, drop_nulls: bool) -> Ty {
    let TypeRef::List(item) = ty.nullable() else {
        return core;
    };
    let compact = drop_nulls && item.is_nullable();
    let item = if compact {
        output_bare(item.nullable(), core, false)
    } else {
        output(item, core, false)
    };
    Ty::List {
        item: Box::new(item),
        compact,
    }
}

/// The type of a value that is sent, without its outer null. Items of lists are never null, even where the schema lets
/// them be (a server's author rarely means it, and every caller would have to write `Some`), unless `keep_null`.
pub(super) fn input(ty: &TypeRef, core: Ty, keep_null: bool) -> Ty {
    let TypeRef::List(item) = ty.nullable() else {
        return core;
    };
    let may_be_null = keep_null && item.is_nullable();
    let item = input(item, core, keep_null);
    Ty::List {
        item: Box::new(if may_be_null { optional(item) } else { item }),
        compact: false,
    }
}

/// `Option` of a type that is none yet.
pub(super) fn optional(ty: Ty) -> Ty {
    match ty {
        Ty::Option(_) => ty,
        other => Ty::Option(Box::new(other)),
    }
}

/// A description with the known defect below it.
pub(super) fn described(description: Option<&str>, defect: Option<&Defect>) -> Option<String> {
    let Some(defect) = defect else {
        return description.map(str::to_owned);
    };
    let known = format!("Known defect: {}", defect.reason);
    Some(description.map_or(known.clone(), |text| format!("{text}\n\n{known}")))
}

impl<'d> Builder<'d> {
    /// The type of a leaf of the type `name` at a field or argument with these notes.
    pub(super) fn leaf(&mut self, name: &'d str, notes: Option<&'d FieldNotes>, span: Span) -> Ty {
        if let Some((place, scalar)) = notes.and_then(|notes| notes.scalar.as_ref()) {
            return self.mapped(place, scalar, span);
        }
        if let Some(path) = self.config.types.get(name) {
            return Ty::Rust(path.clone());
        }
        if let Some(TypeKind::Enum(_)) = self.schema.types.get(name).map(|def| &def.kind) {
            return Ty::Enum(self.enumeration(name));
        }
        let plain = self.scalar(name, span);
        match notes {
            Some(notes) if notes.secret && plain == Ty::String => Ty::Secret,
            Some(FieldNotes { id: Some(id), .. }) => self.id(id, plain, span),
            _ => plain,
        }
    }

    /// The Rust type that the settings have for a scalar, or for one place.
    fn mapped(&mut self, of: &'d str, scalar: &Scalar, span: Span) -> Ty {
        let Some(conversion) = &scalar.conversion else {
            return Ty::Rust(scalar.path.clone());
        };
        let next = ConvertedId(self.shapes.converted.len());
        let id = *self.converted.entry(of).or_insert(next);
        if id == next {
            self.shapes.converted.push(ConvertedShape {
                of: of.to_owned(),
                path: scalar.path.clone(),
                conversion: conversion.clone(),
                span,
            });
        }
        Ty::Converted(id)
    }

    fn scalar(&mut self, name: &'d str, span: Span) -> Ty {
        let config = self.config;
        if let Some(scalar) = config.scalars.get(name) {
            return self.mapped(name, scalar, span);
        }
        if let Some(path) = self
            .schema
            .types
            .get(name)
            .and_then(|def| def.notes.rust.as_ref())
        {
            return Ty::Rust(path.clone());
        }
        match name {
            "Boolean" => Ty::Bool,
            "Int" => Ty::Int,
            "Float" => Ty::Float,
            "String" | "ID" => Ty::String,
            _ => Ty::Json,
        }
    }

    fn id(&mut self, name: &'d str, base: Ty, span: Span) -> Ty {
        let leaf = match base {
            Ty::Int => "Int",
            Ty::String => "String",
            _ => return base,
        };
        let next = IdId(self.shapes.ids.len());
        let id = *self.ids.entry((name, leaf)).or_insert(next);
        if id == next {
            self.shapes.ids.push(IdShape {
                name: name.to_owned(),
                base,
                span,
            });
        }
        Ty::Id(id)
    }

    fn enumeration(&mut self, name: &'d str) -> EnumId {
        let next = EnumId(self.shapes.enums.len());
        let id = *self.enums.entry(name).or_insert(next);
        if id == next {
            let shape = self.enum_shape(name);
            self.shapes.enums.push(shape);
        }
        id
    }

    fn enum_shape(&self, name: &str) -> EnumShape {
        let def = self.schema.types.get(name);
        let values = match def.map(|def| &def.kind) {
            Some(TypeKind::Enum(values)) => values.as_slice(),
            _ => &[],
        };
        let value = |value: &crate::schema::EnumValueDef| EnumValue {
            name: value.name.clone(),
            doc: value.description.clone(),
            deprecated: value.deprecated.clone(),
        };
        EnumShape {
            name: name.to_owned(),
            doc: def.and_then(|def| def.description.clone()),
            values: values.iter().map(value).collect(),
            strict: matches_any(&self.config.strict_enums, name),
            own: self.config.checked_types.get(name).cloned(),
            span: def.map(|def| def.span).unwrap_or_default(),
        }
    }
}
