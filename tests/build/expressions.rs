//! From a JSON value and the type of a variable to the Rust expression of the value, and from a type to a sample.

use std::error::Error;

use serde_json::{Map, Value, json};
use wikijs_codegen::{
    names::Names,
    shapes::{InputId, Presence, Shapes, Ty},
};

/// The catalogue's shapes and names.
pub(crate) struct Model {
    /// The shapes.
    pub(crate) shapes: Shapes,
    /// Their names.
    pub(crate) names: Names,
}

type Made = Result<String, Box<dyn Error>>;

/// The expression for a variable itself: as short as a user would write it.
pub(crate) fn top(model: &Model, ty: &Ty, value: &Value) -> Made {
    match (ty, value) {
        (_, Value::Null) => Ok("wikijs_wire::Null".to_owned()),
        (Ty::String | Ty::Secret | Ty::Rust(_), Value::String(text)) => Ok(format!("{text:?}")),
        (Ty::Id(_) | Ty::Int, Value::Number(number)) => Ok(number.to_string()),
        _ => exact(model, ty, value),
    }
}

/// The expression of exactly this type.
fn exact(model: &Model, ty: &Ty, value: &Value) -> Made {
    Ok(match (ty, value) {
        (Ty::Option(_), Value::Null) => "None".to_owned(),
        (Ty::Option(inner), value) => format!("Some({})", exact(model, inner, value)?),
        (Ty::Boxed(inner), value) => format!("Box::new({})", exact(model, inner, value)?),
        (Ty::Bool, Value::Bool(value)) => value.to_string(),
        (Ty::Int, Value::Number(number)) => format!("{number}_i32"),
        (Ty::Float, Value::Number(number)) => format!("{number}_f64"),
        (Ty::List { item, .. }, Value::Array(items)) => list(model, item, items)?,
        (Ty::Input(id), Value::Object(fields)) => input(model, *id, fields)?,
        (Ty::Id(_), Value::Number(number)) => format!("{}::from({number})", rust(model, ty)),
        (Ty::Enum(_), Value::String(text)) => format!("{}::from_name({text:?})", rust(model, ty)),
        (Ty::String | Ty::Secret | Ty::Rust(_) | Ty::Id(_), Value::String(text)) => {
            format!("{}::from({text:?})", rust(model, ty))
        }
        (ty, value) => return Err(format!("{value} is no {ty:?}").into()),
    })
}

fn list(model: &Model, item: &Ty, items: &[Value]) -> Made {
    let items = items
        .iter()
        .map(|value| exact(model, item, value))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!(
        "Vec::<{}>::from([{}])",
        rust(model, item),
        items.join(", ")
    ))
}

fn input(model: &Model, id: InputId, given: &Map<String, Value>) -> Made {
    let (shape, names) = (&model.shapes.inputs[id.0], model.names.input(id));
    let mut required = Vec::new();
    let mut setters = String::new();
    for (field, ident) in shape.fields.iter().zip(&names.fields) {
        match (field.presence, given.get(&field.name)) {
            (Presence::Required, Some(value)) => required.push(exact(model, &field.ty, value)?),
            (Presence::Required, None) => {
                return Err(format!("{} needs `{}`", shape.name, field.name).into());
            }
            (_, Some(value)) => setters += &format!(".{ident}({})", top(model, &field.ty, value)?),
            (_, None) => {}
        }
    }
    Ok(format!(
        "sdk::{}::new({}){setters}",
        names.item.path(),
        required.join(", ")
    ))
}

/// The name of the Rust type.
fn rust(model: &Model, ty: &Ty) -> String {
    match ty {
        Ty::Bool => "bool".to_owned(),
        Ty::Int => "i32".to_owned(),
        Ty::Float => "f64".to_owned(),
        Ty::String => "String".to_owned(),
        Ty::Secret => "wikijs_wire::Secret".to_owned(),
        Ty::Rust(path) => path.clone(),
        Ty::Converted(id) => model.shapes.converted[id.0].path.clone(),
        Ty::Id(id) => format!("sdk::{}", model.names.id(*id).path()),
        Ty::Enum(id) => format!("sdk::{}", model.names.enumeration(*id).item.path()),
        Ty::Input(id) => format!("sdk::{}", model.names.input(*id).item.path()),
        Ty::Option(inner) => format!("Option<{}>", rust(model, inner)),
        Ty::List { item, .. } => format!("Vec<{}>", rust(model, item)),
        Ty::Boxed(inner) => format!("Box<{}>", rust(model, inner)),
        Ty::Json | Ty::Object(_) => "serde_json::Value".to_owned(),
    }
}

/// A value of a type, for the variable or field `name`.
pub(crate) fn sample(model: &Model, ty: &Ty, name: &str) -> Value {
    match ty {
        Ty::Bool => json!(true),
        Ty::Int => json!(7),
        Ty::Float => json!(1.5),
        Ty::String | Ty::Secret => json!(format!("a {name}")),
        Ty::Rust(_) | Ty::Converted(_) => json!("2026-01-31T12:00:00.000Z"),
        Ty::Id(id) if model.shapes.ids[id.0].base == Ty::String => json!("7"),
        Ty::Id(_) => json!(7),
        Ty::Enum(id) => json!(
            model.shapes.enums[id.0]
                .values
                .first()
                .map(|value| value.name.clone())
        ),
        Ty::Input(id) => sample_input(model, *id),
        Ty::Option(inner) | Ty::Boxed(inner) => sample(model, inner, name),
        Ty::List { item, .. } => json!([sample(model, item, name)]),
        Ty::Json | Ty::Object(_) => Value::Null,
    }
}

fn sample_input(model: &Model, id: InputId) -> Value {
    let fields = model.shapes.inputs[id.0].fields.iter();
    fields
        .map(|field| (field.name.clone(), sample(model, &field.ty, &field.name)))
        .collect::<Map<_, _>>()
        .into()
}
