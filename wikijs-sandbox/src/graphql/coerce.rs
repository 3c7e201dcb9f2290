//! Coercion of variables and arguments, with graphql-js' wording where it refuses.

use apollo_compiler::ast::{Type, Value as Literal, VariableDefinition};
use apollo_compiler::executable::Field;
use apollo_compiler::response::{JsonMap, JsonValue};
use apollo_compiler::schema::ExtendedType;
use apollo_compiler::{Node as Shared, Schema};
use serde_json::{Map, Value};

use super::Failure;
use super::suggest::did_you_mean;

/// A refused variable: which definition, what is said, and whether it is the user's input or a missing one.
pub(crate) struct BadVariable<'a> {
    pub(crate) definition: &'a Shared<VariableDefinition>,
    pub(crate) message: String,
    pub(crate) category: &'static str,
}

/// The variables of an operation, checked against their types.
pub(crate) fn variables<'a>(
    schema: &Schema,
    definitions: &'a [Shared<VariableDefinition>],
    given: &JsonMap,
) -> Result<Map<String, Value>, Vec<BadVariable<'a>>> {
    let (mut out, mut bad) = (Map::new(), Vec::new());
    for definition in definitions {
        match variable(schema, definition, given) {
            Ok(Some(value)) => drop(out.insert(definition.name.to_string(), value)),
            Ok(None) => {}
            Err(problems) => bad.extend(problems),
        }
    }
    if bad.is_empty() { Ok(out) } else { Err(bad) }
}

fn variable<'a>(
    schema: &Schema,
    definition: &'a Shared<VariableDefinition>,
    given: &JsonMap,
) -> Result<Option<Value>, Vec<BadVariable<'a>>> {
    let (name, ty) = (&definition.name, &*definition.ty);
    let refuse = |message, category| BadVariable {
        definition,
        message,
        category,
    };
    let Some(value) = given.get(name.as_str()) else {
        return match &definition.default_value {
            Some(default) => Ok(Some(literal(default, &Map::new()).unwrap_or(Value::Null))),
            None if ty.is_non_null() => Err(vec![refuse(
                format!("Variable \"${name}\" of required type \"{ty}\" was not provided."),
                "INTERNAL_SERVER_ERROR",
            )]),
            None => Ok(None),
        };
    };
    if value.is_null() && ty.is_non_null() {
        let message = format!("Variable \"${name}\" of non-null type \"{ty}\" must not be null.");
        return Err(vec![refuse(message, "INTERNAL_SERVER_ERROR")]);
    }
    let mut problems = Vec::new();
    let coerced = input(schema, ty, value, "", &mut problems);
    if problems.is_empty() {
        return Ok(Some(coerced));
    }
    let worded = problems.into_iter().map(|problem| {
        let at = if problem.path.is_empty() {
            String::new()
        } else {
            format!(" at \"{name}{}\"", problem.path)
        };
        let message = format!(
            "Variable \"${name}\" got invalid value {}{at}; {}",
            inspect(&problem.value),
            problem.message
        );
        refuse(message, "BAD_USER_INPUT")
    });
    Err(worded.collect())
}

struct Problem {
    path: String,
    value: JsonValue,
    message: String,
}

fn input(
    schema: &Schema,
    ty: &Type,
    value: &JsonValue,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Value {
    let mut refuse = |message: String| {
        problems.push(Problem {
            path: path.into(),
            value: value.clone(),
            message,
        });
        Value::Null
    };
    if value.is_null() {
        return match ty.is_non_null() {
            true => refuse(format!(
                "Expected non-nullable type \"{ty}\" not to be null."
            )),
            false => Value::Null,
        };
    }
    match ty {
        Type::List(item) | Type::NonNullList(item) => list(schema, item, value, path, problems),
        Type::Named(name) | Type::NonNullNamed(name) => match schema.types.get(name) {
            Some(ExtendedType::InputObject(_)) => object(schema, name, value, path, problems),
            Some(ExtendedType::Enum(definition)) => {
                let values = definition.values.keys().map(|value| value.as_str());
                enum_value(name, values, value).unwrap_or_else(refuse)
            }
            _ => scalar(name, value).unwrap_or_else(refuse),
        },
    }
}

fn list(
    schema: &Schema,
    item: &Type,
    value: &JsonValue,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Value {
    match value {
        JsonValue::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, value)| input(schema, item, value, &format!("{path}[{index}]"), problems))
            .collect(),
        // A single value stands for a list of one.
        value => Value::Array(vec![input(schema, item, value, path, problems)]),
    }
}

fn object(
    schema: &Schema,
    name: &str,
    value: &JsonValue,
    path: &str,
    problems: &mut Vec<Problem>,
) -> Value {
    let refuse = |message: String| Problem {
        path: path.into(),
        value: value.clone(),
        message,
    };
    // JavaScript takes a list for an object whose keys are numbers.
    let listed = value.as_array().map(|items| {
        let entries = items.iter().enumerate();
        entries
            .map(|(at, item)| (at.to_string().into(), item.clone()))
            .collect::<JsonMap>()
    });
    let given = value.as_object().or(listed.as_ref());
    let (Some(definition), Some(given)) = (schema.get_input_object(name), given) else {
        problems.push(refuse(format!("Expected type \"{name}\" to be an object.")));
        return Value::Null;
    };
    let mut out = Map::new();
    for (field, definition) in &definition.fields {
        match (given.get(field.as_str()), &definition.default_value) {
            (Some(value), _) => {
                let value = input(
                    schema,
                    &definition.ty,
                    value,
                    &format!("{path}.{field}"),
                    problems,
                );
                out.insert(field.to_string(), value);
            }
            (None, Some(default)) => drop(out.insert(
                field.to_string(),
                literal(default, &Map::new()).unwrap_or(Value::Null),
            )),
            (None, None) if definition.ty.is_non_null() => problems.push(refuse(format!(
                "Field \"{field}\" of required type \"{}\" was not provided.",
                definition.ty
            ))),
            (None, None) => {}
        }
    }
    for field in given
        .keys()
        .map(|field| field.as_str())
        .filter(|field| !definition.fields.contains_key(*field))
    {
        let known = definition.fields.keys().map(|known| known.as_str());
        problems.push(refuse(format!(
            "Field \"{field}\" is not defined by type \"{name}\".{}",
            did_you_mean("", field, known)
        )));
    }
    Value::Object(out)
}

fn enum_value<'a>(
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    value: &JsonValue,
) -> Result<Value, String> {
    let Some(text) = value.as_str() else {
        return Err(format!(
            "Enum \"{name}\" cannot represent non-string value: {}.",
            inspect(value)
        ));
    };
    if known.clone().any(|known| known == text) {
        return Ok(text.into());
    }
    let hint = did_you_mean("the enum value", text, known);
    Err(format!(
        "Value \"{text}\" does not exist in \"{name}\" enum.{hint}"
    ))
}

fn scalar(name: &str, value: &JsonValue) -> Result<Value, String> {
    let shown = || inspect(value);
    match name {
        "Int" => match value.as_f64() {
            Some(number) if number.fract() != 0.0 => Err(format!(
                "Int cannot represent non-integer value: {}",
                shown()
            )),
            Some(number) if number.abs() > 2_147_483_648.0 || number == 2_147_483_648.0 => {
                Err(format!(
                    "Int cannot represent non 32-bit signed integer value: {}",
                    shown()
                ))
            }
            #[expect(clippy::cast_possible_truncation, reason = "an integer within 32 bits")]
            Some(number) => Ok((number as i64).into()),
            None => Err(format!(
                "Int cannot represent non-integer value: {}",
                shown()
            )),
        },
        "Float" if !value.is_number() => Err(format!(
            "Float cannot represent non numeric value: {}",
            shown()
        )),
        "String" if !value.is_string() => Err(format!(
            "String cannot represent a non string value: {}",
            shown()
        )),
        "Boolean" if !value.is_boolean() => Err(format!(
            "Boolean cannot represent a non boolean value: {}",
            shown()
        )),
        "ID" if !value.is_string() && !value.is_i64() => {
            Err(format!("ID cannot represent value: {}", shown()))
        }
        _ => Ok(plain(value)),
    }
}

/// The arguments of a field; what was not given and has no default is absent.
pub(crate) fn arguments(
    field: &Field,
    variables: &Map<String, Value>,
) -> Result<Map<String, Value>, Failure> {
    let mut out = Map::new();
    for definition in &field.definition.arguments {
        let given = field
            .arguments
            .iter()
            .find(|argument| argument.name == definition.name);
        let value = given.and_then(|argument| literal(&argument.value, variables));
        let default = || {
            definition
                .default_value
                .as_ref()
                .and_then(|default| literal(default, variables))
        };
        match value.or_else(default) {
            Some(Value::Null) if definition.ty.is_non_null() => {
                return Err(Failure::named(
                    "GraphQLError",
                    format!(
                        "Argument \"{}\" of non-null type \"{}\" must not be null.",
                        definition.name, definition.ty
                    ),
                ));
            }
            Some(value) => {
                drop(out.insert(definition.name.to_string(), as_list(&definition.ty, value)))
            }
            None => {}
        }
    }
    Ok(out)
}

// A single literal where a list is expected stands for a list of one.
fn as_list(ty: &Type, value: Value) -> Value {
    match ty {
        Type::List(_) | Type::NonNullList(_) if !value.is_array() && !value.is_null() => {
            Value::Array(vec![value])
        }
        _ => value,
    }
}

/// A literal as JSON; a variable that was not given is absent.
fn literal(value: &Literal, variables: &Map<String, Value>) -> Option<Value> {
    Some(match value {
        Literal::Null => Value::Null,
        Literal::Enum(name) => name.as_str().into(),
        Literal::Variable(name) => return variables.get(name.as_str()).cloned(),
        Literal::String(text) => text.as_str().into(),
        Literal::Boolean(value) => (*value).into(),
        Literal::Int(number) => number
            .as_str()
            .parse::<i64>()
            .map_or(Value::Null, Value::from),
        Literal::Float(number) => number
            .as_str()
            .parse::<f64>()
            .map_or(Value::Null, Value::from),
        Literal::List(items) => items
            .iter()
            .map(|item| literal(item, variables).unwrap_or(Value::Null))
            .collect(),
        Literal::Object(fields) => Value::Object(
            fields
                .iter()
                .filter_map(|(name, value)| Some((name.to_string(), literal(value, variables)?)))
                .collect(),
        ),
    })
}

/// A value as JavaScript's `inspect` of graphql-js prints it, keys in the order they were sent.
fn inspect(value: &JsonValue) -> String {
    inspected(value, 1)
}

// Two levels are shown, and ten items of a list.
fn inspected(value: &JsonValue, depth: usize) -> String {
    const MOST_ITEMS: usize = 10;
    const DEEPEST: usize = 2;
    match value {
        JsonValue::Object(map) if map.is_empty() => "{}".into(),
        JsonValue::Array(items) if items.is_empty() => "[]".into(),
        JsonValue::Object(_) if depth > DEEPEST => "[Object]".into(),
        JsonValue::Array(_) if depth > DEEPEST => "[Array]".into(),
        JsonValue::Object(map) => {
            let fields: Vec<_> = map
                .iter()
                .map(|(key, value)| format!("{}: {}", key.as_str(), inspected(value, depth + 1)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
        JsonValue::Array(items) => {
            let shown = items.iter().take(MOST_ITEMS);
            let mut shown: Vec<_> = shown.map(|item| inspected(item, depth + 1)).collect();
            match items.len().saturating_sub(MOST_ITEMS) {
                0 => {}
                1 => shown.push("... 1 more item".into()),
                more => shown.push(format!("... {more} more items")),
            }
            format!("[{}]", shown.join(", "))
        }
        value => plain(value).to_string(),
    }
}

/// The value without the order of its keys.
fn plain(value: &JsonValue) -> Value {
    match value {
        JsonValue::Null => Value::Null,
        JsonValue::Bool(value) => (*value).into(),
        JsonValue::Number(number) => Value::Number(number.clone()),
        JsonValue::String(text) => text.as_str().into(),
        JsonValue::Array(items) => items.iter().map(plain).collect(),
        JsonValue::Object(map) => map
            .iter()
            .map(|(key, value)| (key.as_str().to_owned(), plain(value)))
            .collect(),
    }
}
