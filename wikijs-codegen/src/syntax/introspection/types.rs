//! Types, fields and input values of an introspection.

use super::super::json::{Json, Kind};
use super::super::tree::{
    Argument, Directive, EnumValue, FieldDefinition, InputValue, Name, ObjectBody, Type, TypeBody,
    TypeDefinition, Value, ValueKind,
};
use super::{Read, is_true, items, name, text, word, wrong};
use crate::syntax::parse_constant;

/// Scalars that every schema has.
const SCALARS: [&str; 5] = ["Int", "Float", "String", "Boolean", "ID"];
/// How many lists and non-nulls may stand around a name.
const WRAPPERS: usize = 64;

/// A type; `None` for what is built in.
pub(super) fn definition(node: &Json) -> Read<Option<TypeDefinition>> {
    let name = name(node)?;
    if name.text.starts_with("__") || SCALARS.contains(&name.text.as_str()) {
        return Ok(None);
    }
    let mut directives = Vec::new();
    let one_of = is_true(node, "isOneOf");
    directives.extend(one_of.then(|| directive(&name, "oneOf", None)));
    let url = text(node, "specifiedByURL")?.or(text(node, "specifiedByUrl")?);
    directives.extend(url.map(|url| directive(&name, "specifiedBy", Some(("url", url)))));
    Ok(Some(TypeDefinition {
        extends: false,
        description: text(node, "description")?,
        comment: None,
        directives,
        body: body(node)?,
        name,
    }))
}

fn body(node: &Json) -> Read<TypeBody> {
    Ok(match text(node, "kind")?.as_deref() {
        Some("SCALAR") => TypeBody::Scalar,
        Some("OBJECT") => TypeBody::Object(object(node)?),
        Some("INTERFACE") => TypeBody::Interface(object(node)?),
        Some("UNION") => TypeBody::Union(names(node, "possibleTypes")?),
        Some("ENUM") => {
            let values = items(node, "enumValues")?.iter().map(enum_value);
            TypeBody::Enum(values.collect::<Read<_>>()?)
        }
        Some("INPUT_OBJECT") => TypeBody::Input(inputs(node, "inputFields")?),
        _ => return Err(wrong(node, "the `kind` of this type is not known")),
    })
}

fn object(node: &Json) -> Read<ObjectBody> {
    let fields = items(node, "fields")?.iter().map(field);
    Ok(ObjectBody {
        interfaces: names(node, "interfaces")?,
        fields: fields.collect::<Read<_>>()?,
    })
}

fn names(node: &Json, key: &str) -> Read<Vec<Name>> {
    items(node, key)?.iter().map(name).collect()
}

fn field(node: &Json) -> Read<FieldDefinition> {
    let name = name(node)?;
    Ok(FieldDefinition {
        description: text(node, "description")?,
        arguments: inputs(node, "args")?,
        ty: ty(node)?,
        directives: deprecation(node, &name)?,
        name,
    })
}

fn enum_value(node: &Json) -> Read<EnumValue> {
    let name = name(node)?;
    Ok(EnumValue {
        description: text(node, "description")?,
        directives: deprecation(node, &name)?,
        name,
    })
}

/// The input values at a key.
pub(super) fn inputs(node: &Json, key: &str) -> Read<Vec<InputValue>> {
    items(node, key)?.iter().map(input).collect()
}

fn input(node: &Json) -> Read<InputValue> {
    let name = name(node)?;
    Ok(InputValue {
        description: text(node, "description")?,
        ty: ty(node)?,
        default: default(node)?,
        directives: deprecation(node, &name)?,
        name,
    })
}

/// The default, which is written in GraphQL inside of the JSON.
fn default(node: &Json) -> Read<Option<Value>> {
    let Some(value) = node.get("defaultValue") else {
        return Ok(None);
    };
    let Kind::String(text) = &value.kind else {
        return Err(wrong(value, "`defaultValue` is no text"));
    };
    let default = parse_constant(text, value.span);
    default
        .map(Some)
        .ok_or_else(|| wrong(value, "this default is no value of GraphQL"))
}

fn ty(node: &Json) -> Read<Type> {
    match node.get("type") {
        Some(inner) => type_reference(inner, 0),
        None => Err(wrong(node, "this has no `type`")),
    }
}

fn type_reference(node: &Json, depth: usize) -> Read<Type> {
    let kind = text(node, "kind")?.unwrap_or_default();
    if !matches!(kind.as_str(), "LIST" | "NON_NULL") {
        return Ok(Type::Named(word(node.get("name").unwrap_or(node))?));
    }
    let Some(inner) = node.get("ofType").filter(|_| depth < WRAPPERS) else {
        let message = "the type is cut off: ask for more levels of `ofType`";
        return Err(wrong(node, message));
    };
    let inner = type_reference(inner, depth + 1)?;
    match (kind.as_str(), &inner) {
        ("NON_NULL", Type::NonNull(..)) => Err(wrong(node, "`NON_NULL` twice")),
        ("NON_NULL", _) => Ok(Type::NonNull(Box::new(inner), node.span)),
        _ => Ok(Type::List(Box::new(inner), node.span)),
    }
}

fn deprecation(node: &Json, name: &Name) -> Read<Vec<Directive>> {
    if !is_true(node, "isDeprecated") {
        return Ok(Vec::new());
    }
    let reason = text(node, "deprecationReason")?.map(|reason| ("reason", reason));
    Ok(vec![directive(name, "deprecated", reason)])
}

/// A directive as SDL would write it, at the place of the name that it belongs to.
fn directive(at: &Name, name: &str, argument: Option<(&str, String)>) -> Directive {
    let placed = |text: &str| Name {
        text: text.to_owned(),
        span: at.span,
    };
    let argument = argument.map(|(key, text)| Argument {
        name: placed(key),
        value: Value {
            kind: ValueKind::String(text),
            span: at.span,
        },
    });
    Directive {
        name: placed(name),
        arguments: argument.into_iter().collect(),
    }
}
