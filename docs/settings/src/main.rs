//! What becomes of the settings: an answer is read into types that were chosen. The generated code stands in the source
//! tree, for people to read.

use std::error::Error;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::json;
use wikijs_wire::Maybe;
use wikijs_wire::encode::{Encode, Writer};
use wikijs_wire::operation::read_answer;
use wikijs_wire::reader::{Decode, Decoded, Reader};

use crate::generated::{to_do, types};

#[allow(dead_code, reason = "not all that is generated is used")]
mod generated;

// docs: scalar
/// A day as the server writes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Day(String);

impl Decode for Day {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        let text = reader.string()?.to_owned();
        match text.len() {
            10 => Ok(Self(text)),
            _ => Err(reader.error("no day")),
        }
    }
}

impl Encode for Day {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}
// docs: end

// docs: conversions
/// What a thing weighs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kilos(i64);

impl TryFrom<i64> for Kilos {
    type Error = &'static str;

    fn try_from(kilos: i64) -> Result<Self, Self::Error> {
        let weight = (kilos >= 0).then_some(Self(kilos));
        weight.ok_or("nothing weighs less than nothing")
    }
}

impl From<Kilos> for i64 {
    fn from(kilos: Kilos) -> Self {
        kilos.0
    }
}

pub(crate) fn read_stamp(seconds: u64) -> Result<SystemTime, &'static str> {
    let moment = UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    moment.ok_or("too late")
}

pub(crate) fn write_stamp(moment: &SystemTime) -> u64 {
    moment
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}
// docs: end

// docs: own
/// The schema's `State`; a variant that is missing does not compile.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    Open,
    InWork,
    Done,
    Unknown(String),
}

/// The schema's `Filter`; a field that is missing does not compile.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Filter {
    pub(crate) text: Maybe<String>,
    pub(crate) days: Option<i32>,
    pub(crate) state: Maybe<State>,
}

/// The schema's `NewTask`, which writes itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewTask(String);

impl Encode for NewTask {
    fn encode(&self, writer: &mut Writer) {
        writer.object();
        writer.field("title", &self.0);
        writer.end();
    }
}
// docs: end

fn main() -> Result<(), Box<dyn Error>> {
    // docs: use
    let filter = Filter {
        days: Some(3),
        state: Maybe::Value(State::InWork),
        ..Filter::default()
    };
    let from: IpAddr = "10.0.0.7".parse()?;
    let list = to_do::List::new().filter(filter).from(from);
    println!("{}", json!(list));

    let answer = br#"{ "data": { "tasks": [{ "id": "1", "title": "Cook", "state": "LATER", "priority": "HIGH",
        "due": "2026-01-31", "added": 86400, "weight": 3, "from": "10.0.0.7", "colour": null }] } }"#;
    let outcome = read_answer::<to_do::List>(answer)?;
    for task in outcome.value().ok_or("nothing came")?.tasks {
        println!(
            "{} weighs {}, {:?}",
            task.title, task.weight.0.0, task.state
        );
        println!("since {:?}", task.added.0.duration_since(UNIX_EPOCH)?);
        assert_eq!(task.priority, types::Priority::High);
        assert_eq!(task.from, Some(from.into()));
    }
    // docs: end
    let add = to_do::Add::new(NewTask("Eat".to_owned()));
    println!("{} {}", json!(add), types::Paint::Red);
    refused()
}

/// What a strict enum and a conversion make of a value that they do not have.
fn refused() -> Result<(), Box<dyn Error>> {
    for (weight, priority) in [(-3, "LOW"), (3, "URGENT")] {
        let task = json!({ "id": "1", "title": "Cook", "state": "OPEN", "priority": priority, "due": null,
            "added": 0, "weight": weight, "from": null, "colour": null });
        let answer = json!({ "data": { "tasks": [task] } }).to_string();
        let read = read_answer::<to_do::List>(answer.as_bytes());
        println!("{}", read.err().ok_or("it is refused")?);
    }
    Ok(())
}
