//! Random schemas, documents and answers: what is generated compiles, reads each answer, and writes it again as it came.
//!
//! `RANDOM_SCHEMAS=200 cargo test -p wikijs-codegen --test front random` is the nightly size; `RANDOM_SEED` picks others.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use apollo_compiler::{ExecutableDocument, Schema as ApolloSchema};
use serde_json::Value;

use wikijs_codegen::check::model;
use wikijs_codegen::config::Config;
use wikijs_codegen::source::{Source, SourceKind, Sources};
use wikijs_codegen::{FILE, Generated, compile};

use crate::generate::Choices;
use crate::generate::answer::answer;
use crate::generate::document::named;
use crate::generate::schema::schema;

const DOCUMENTS: usize = 4;
const ANSWERS: usize = 6;

/// Numbers that look random and are the same each time.
struct Random(u64);

impl Random {
    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let next = |_| {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            (self.0 >> 32) as u8
        };
        (0..count).map(next).collect()
    }
}

fn number(name: &str, otherwise: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(otherwise, |text| text.parse().unwrap())
}

/// A schema with documents that are valid against it.
struct Case {
    sdl: String,
    sources: Sources,
}

impl Case {
    fn of(random: &mut Random) -> Self {
        loop {
            let sdl = schema(&mut Choices::new(&random.bytes(400)), usize::MAX);
            let mut sources = Sources::default();
            sources.add(Source::new(
                SourceKind::Schema,
                "schema.graphql",
                sdl.as_str(),
            ));
            let found = model(&sources, &Config::new());
            let built = match found {
                Ok(model) => model.schema,
                // Names may come out as a type that two interfaces see differently.
                Err(_) => continue,
            };
            let mut case = Self { sdl, sources };
            for _ in 0..60 {
                let name = format!("Made{}", case.sources.files.len());
                let text = named(
                    &name,
                    &built,
                    &mut Choices::new(&random.bytes(200)),
                    usize::MAX,
                );
                case.try_document(&name, &text);
                if case.sources.files.len() > DOCUMENTS {
                    return case;
                }
            }
        }
    }

    /// Keeps a document that is taken. Those that are not are known: fields of one key in conflict, which no server takes.
    fn try_document(&mut self, name: &str, text: &str) {
        let mut sources = self.sources.clone();
        sources.add(Source::new(
            SourceKind::Query,
            format!("{name}.graphql"),
            text,
        ));
        match compile(&sources, &Config::new()) {
            Ok(_) => self.sources = sources,
            Err(report) => {
                let told = report.to_string();
                let known = ["error[field-merging]"];
                let errors = told.lines().filter(|line| line.starts_with("error["));
                let mut new =
                    errors.filter(|line| !known.iter().any(|rule| line.starts_with(rule)));
                assert_eq!(new.next(), None, "{}\n{text}\n{told}", self.sdl);
            }
        }
    }

    /// Half of them with what makes answers in tests, which has to compile, too.
    fn generated(&self, number: usize) -> Generated {
        let config = Config::new()
            .docs(false)
            .graphql_client(false)
            .answers(number % 2 == 1);
        compile(&self.sources, &config).unwrap()
    }
}

/// One answer to one operation.
struct Answered {
    path: String,
    document: String,
    answer: Value,
}

#[test]
fn generated_code_reads_and_writes_random_answers() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ number("RANDOM_SEED", 1));
    let schemas = usize::try_from(number("RANDOM_SCHEMAS", 20)).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("random");
    fs::create_dir_all(folder.join("src")).unwrap();
    let (mut all, mut main) = (Vec::new(), MAIN.to_owned());
    for number in 0..schemas {
        let case = Case::of(&mut random);
        let generated = case.generated(number);
        fs::write(
            folder.join(format!("src/s{number}.rs")),
            &generated.files[FILE],
        )
        .unwrap();
        let _ = writeln!(main, "mod s{number} {{ include!(\"s{number}.rs\"); }}");
        let schema = ApolloSchema::parse_and_validate(&case.sdl, "schema.graphql").unwrap();
        for operation in &generated.operations {
            let sent = ExecutableDocument::parse_and_validate(
                &schema,
                &operation.document,
                "sent.graphql",
            );
            let sent = sent.unwrap_or_else(|error| panic!("{}\n{error}", case.sdl));
            for _ in 0..ANSWERS {
                all.push(Answered {
                    path: format!("s{number}::{}", operation.path),
                    document: operation.document.clone(),
                    answer: answer(&schema, &sent, &mut Choices::new(&random.bytes(300))),
                });
            }
        }
    }
    let lines: Vec<String> = all
        .iter()
        .map(|one| format!("    read::<{}>,", one.path))
        .collect();
    let _ = writeln!(
        main,
        "const CASES: &[fn(&str) -> String] = &[\n{}\n];",
        lines.join("\n")
    );
    for (one, written) in all.iter().zip(run(&folder, &main, &all)) {
        let written: Value = serde_json::from_str(&written).unwrap_or(Value::String(written));
        assert!(
            is_same(&one.answer, &written),
            "{}\n{}\ncame    {}\nwritten {written}",
            one.path,
            one.document,
            one.answer
        );
    }
    println!("{schemas} schemas, {} answers", all.len());
}

/// The same, where a key that was not asked for may be written as null.
fn is_same(came: &Value, written: &Value) -> bool {
    match (came, written) {
        (Value::Object(came), Value::Object(written)) => {
            let is_kept = |(key, value): (&String, &Value)| {
                written
                    .get(key)
                    .is_some_and(|written| is_same(value, written))
            };
            let mut new = written.iter().filter(|(key, _)| !came.contains_key(*key));
            came.iter().all(is_kept) && new.all(|(_, value)| value.is_null())
        }
        (Value::Array(came), Value::Array(written)) => {
            came.len() == written.len()
                && came
                    .iter()
                    .zip(written)
                    .all(|(came, written)| is_same(came, written))
        }
        _ => came == written,
    }
}

const MAIN: &str = "#![allow(warnings)]
use wikijs_wire::encode::{Encode, Mode, Writer};
use wikijs_wire::reader::{Decode, Reader};
use wikijs_wire::Operation;

fn read<O: Operation>(answer: &str) -> String where O::Data: Encode {
    let mut reader = Reader::new(answer.as_bytes());
    match O::Data::decode(&mut reader).and_then(|data| { reader.end()?; Ok(data) }) {
        Ok(data) => Writer::of(&data, Mode::Wire),
        Err(error) => error.locate(answer.as_bytes()).to_string(),
    }
}

fn main() {
    let answers = std::io::read_to_string(std::io::stdin()).unwrap();
    for (answer, case) in answers.lines().zip(CASES) {
        println!(\"{}\", case(answer));
    }
}
";

/// Compiles all of it at once and runs it: one line a case.
fn run(folder: &Path, main: &str, all: &[Answered]) -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let wire = root.join("wikijs-wire").canonicalize().unwrap();
    fs::write(folder.join("Cargo.toml"), format!(
        "[package]\nname = \"random\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         wikijs-wire = {{ path = {wire:?}, default-features = false }}\n\n[workspace]\n\n[profile.dev]\ndebug = 0\n"
    )).unwrap();
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/main.rs"), main).unwrap();
    let answers = folder.join("answers.txt");
    let lines: Vec<String> = all.iter().map(|one| one.answer.to_string()).collect();
    fs::write(&answers, lines.join("\n")).unwrap();
    let target: PathBuf = folder.join("target");
    let output = Command::new(env!("CARGO"))
        .args(["run", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env_remove("RUSTFLAGS")
        .stdin(Stdio::from(fs::File::open(&answers).unwrap()))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}\n{told}", folder.display());
    let lines = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), all.len());
    lines
}
