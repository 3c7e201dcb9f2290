//! Compiles the recorded documents as a user's build script would, and writes the tables of the tests: one line a
//! recorded answer, one line an operation of the catalogue, one line a call.

#[path = "build/calls.rs"]
mod calls;
#[path = "build/expressions.rs"]
mod expressions;
#[path = "build/sources.rs"]
mod sources;
#[path = "../wikijs-sdk/build/surface.rs"]
mod surface;

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

use expressions::Model;
use wikijs_codegen::{FILE, Generated, Report, Sources, check, compile, names, shapes};

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?;
    let out = Path::new(&out);
    let schema = root.join("../schema");

    let recorded = sources::lenient(sources::with_queries(
        &schema,
        &root.join("fixtures/answers"),
    )?);
    let config = sources::plain_config();
    let model = check::model(&recorded, &config).map_err(refused)?;
    let recorded = compile(&recorded, &config).map_err(refused)?;
    write(&out.join("answers.rs"), &recorded.files[FILE])?;
    let recorded = recorded_table(&model, &recorded);

    let catalogue = sources::with_queries(&schema, &root.join("../queries"))?;
    let calls = calls::write(&root.join("cases/calls"), &shapes_of(&catalogue)?)?;
    let catalogue = compile(&catalogue, &sources::sdk_config()).map_err(refused)?;
    write(
        &out.join("tables.rs"),
        &format!("{recorded}{}{calls}", catalogue_table(&catalogue)),
    )
}

/// The whole report on cargo's way to people.
fn refused(report: Report) -> String {
    for line in report.to_string().lines() {
        println!("cargo::error={line}");
    }
    "the documents have mistakes".to_owned()
}

/// The middle of `compile`: what the variables' types are, and what everything is called.
fn shapes_of(sources: &Sources) -> Result<Model, Box<dyn Error>> {
    let config = sources::sdk_config();
    let model = check::model(sources, &config).map_err(refused)?;
    let shapes = shapes::shapes(&model.schema, &model.document, &config);
    let names =
        names::names(&shapes, &config).map_err(|found| format!("{} names collide", found.len()))?;
    Ok(Model { shapes, names })
}

fn recorded_table(model: &check::Model, generated: &Generated) -> String {
    let mut text =
        "/// The recorded answers' types, by name.\npub static RECORDED: &[RecordedCase] = &[\n"
            .to_owned();
    for (info, operation) in generated.operations.iter().zip(&model.document.operations) {
        let name = format!("{}/{}", operation.folders.join("/"), operation.stem);
        let _ = writeln!(text, "    recorded::<answers::{}>({name:?}),", info.path);
    }
    text + "];\n"
}

fn catalogue_table(generated: &Generated) -> String {
    let mut text =
        "/// The operations of the catalogue.\npub static CATALOGUE: &[Entry] = &[\n".to_owned();
    for operation in &generated.operations {
        let _ = writeln!(text, "    entry::<sdk::{}>(),", operation.path);
    }
    text + "];\n"
}

/// Leaves the file alone where nothing changed.
fn write(file: &Path, text: &str) -> Result<(), Box<dyn Error>> {
    if fs::read_to_string(file).ok().as_deref() != Some(text) {
        fs::write(file, text)?;
    }
    Ok(())
}
