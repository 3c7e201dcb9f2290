//! Writes the table of calls: every operation of the catalogue once with values made from the types of its variables
//! (`samples`), and the steps of `cases/calls/`. Both are built as a user would build them, by `new` and the setters,
//! from the same JSON that the test holds the result against.

use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, path::Path};

use serde_json::{Map, Value};
use wikijs_codegen::{
    document::OperationKind,
    shapes::{OperationShape, Presence, VariableShape},
};

use crate::expressions::{self, Model, top};

/// The table of all calls.
pub(crate) fn write(folder: &Path, model: &Model) -> Result<String, Box<dyn Error>> {
    let mut makers = String::new();
    let mut table = "/// The calls: samples first, then the cases in the order of files and steps.\npub static CALLS: &[Call] = &[\n".to_owned();
    let mut add = |case: &str,
                   name: &str,
                   variables: &Map<String, Value>|
     -> Result<(), Box<dyn Error>> {
        let number = makers.lines().count();
        let Made {
            path,
            expression,
            is_sent,
        } = made(model, name, variables)?;
        let given = Value::from(variables.clone()).to_string();
        let send = match is_sent {
            true => format!("Some(|client| call(client, make_{number}()))"),
            false => "None".to_owned(),
        };
        writeln!(
            makers,
            "fn make_{number}() -> sdk::{path} {{ {expression} }}"
        )?;
        writeln!(
            table,
            "    Call {{ case: {case:?}, name: {name:?}, given: {given:?}, variables: || variables_of(&make_{number}()), \
             send: {send} }},"
        )?;
        Ok(())
    };
    for operation in &model.shapes.operations {
        add("samples", &operation.name, &sample(model, operation))?;
    }
    for (case, steps) in steps(folder)? {
        for step in steps {
            let name = step["call"].as_str().ok_or("a step has a `call`")?;
            add(
                &case,
                name,
                step["variables"].as_object().unwrap_or(&Map::new()),
            )?;
        }
    }
    Ok(format!("{makers}\n{table}];\n"))
}

/// The steps of each case by its name.
fn steps(folder: &Path) -> Result<BTreeMap<String, Vec<Value>>, Box<dyn Error>> {
    let mut all = BTreeMap::new();
    println!("cargo::rerun-if-changed={}", folder.display());
    for file in fs::read_dir(folder)? {
        let file = file?.path();
        if file.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let case: Value = serde_json::from_str(&fs::read_to_string(&file)?)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        all.insert(name, case["steps"].as_array().cloned().unwrap_or_default());
    }
    Ok(all)
}

/// How an operation is built.
struct Made {
    /// The path of its struct.
    path: String,
    /// The expression that builds it.
    expression: String,
    /// Whether it has one answer.
    is_sent: bool,
}

fn made(model: &Model, name: &str, given: &Map<String, Value>) -> Result<Made, Box<dyn Error>> {
    let index = model
        .shapes
        .operations
        .iter()
        .position(|operation| operation.name == name);
    let index = index.ok_or_else(|| format!("the catalogue has no operation `{name}`"))?;
    let operation = &model.shapes.operations[index];
    let names = &model.names.operations[index];
    if let Some(unknown) = given.keys().find(|key| {
        !operation
            .variables
            .iter()
            .any(|variable| &variable.name == *key)
    }) {
        return Err(format!("{name} has no variable `{unknown}`").into());
    }
    let path = names.item.path();
    let mut required = Vec::new();
    let mut setters = String::new();
    for (variable, ident) in operation.variables.iter().zip(&names.variables) {
        match (variable.presence, given.get(&variable.name)) {
            (Presence::Required, Some(value)) => required.push(top(model, &variable.ty, value)?),
            (Presence::Required, None) => {
                return Err(format!("{name} needs `{}`", variable.name).into());
            }
            (_, Some(value)) => write!(setters, ".{ident}({})", top(model, &variable.ty, value)?)?,
            (_, None) => {}
        }
    }
    let expression = format!("sdk::{path}::new({}){setters}", required.join(", "));
    Ok(Made {
        path,
        expression,
        is_sent: operation.kind != OperationKind::Subscription,
    })
}

/// A value for every variable.
fn sample(model: &Model, operation: &OperationShape) -> Map<String, Value> {
    let value = |variable: &VariableShape| expressions::sample(model, &variable.ty, &variable.name);
    operation
        .variables
        .iter()
        .map(|variable| (variable.name.clone(), value(variable)))
        .collect()
}
