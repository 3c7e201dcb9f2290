//! Decoders and serde_json agree: on every recorded answer, on every beginning of it, and on every change of a byte.
//!
//! The oracle is serde_json's verdict on the text, and the decoder's own on the text that serde_json makes of it (all
//! white space gone, duplicate keys resolved, escapes in another form): whatever a text looks like, it must read to the
//! same value, and what is no JSON must be refused.

use proptest::{prelude::*, sample::Index, test_runner::Config};
use serde::de::IgnoredAny;
use serde_json::Value;
use wikijs_tests::RecordedCase;

use crate::answers::recorded;

/// Fixtures with data, as text.
fn texts() -> Vec<(&'static RecordedCase, String)> {
    let with_data = recorded()
        .into_iter()
        .filter(|(_, answer)| answer.body["data"].is_object());
    with_data
        .map(|(case, answer)| (case, answer.body["data"].to_string()))
        .collect()
}

/// Fails where the decoder and serde_json disagree.
#[track_caller]
fn agree(case: &RecordedCase, text: &[u8]) {
    let ours = (case.data)(text);
    let syntax = serde_json::from_slice::<IgnoredAny>(text);
    let value = serde_json::from_slice::<Value>(text);
    let shown = String::from_utf8_lossy(text);
    match (ours, syntax, value) {
        (Ok(_), Err(error), _) => {
            panic!("{}: read, but serde_json says {error}\n{shown}", case.name)
        }
        // What nobody asked for is only passed over: a number too large there harms nobody.
        (_, _, Err(_)) => {}
        (ours, _, Ok(value)) => {
            let plain = (case.data)(value.to_string().as_bytes());
            assert_eq!(
                ours.is_ok(),
                plain.is_ok(),
                "{}: {ours:?}\n{plain:?}\n{shown}",
                case.name
            );
            assert!(
                ours.is_err() || ours == plain,
                "{}: {ours:?}\n{plain:?}\n{shown}",
                case.name
            );
            let road = (case.data_by_serde)(text);
            assert_eq!(
                ours.is_ok(),
                road.is_ok(),
                "{}: {ours:?}\nby serde {road:?}\n{shown}",
                case.name
            );
        }
    }
}

#[test]
fn on_every_recorded_answer() {
    for (case, text) in texts() {
        agree(case, text.as_bytes());
        let pretty =
            serde_json::to_string_pretty(&serde_json::from_str::<Value>(&text).unwrap()).unwrap();
        assert_eq!(
            (case.data)(text.as_bytes()),
            (case.data)(pretty.as_bytes()),
            "{}",
            case.name
        );
    }
}

/// Every length of the short ones; of the long ones one in so many.
#[test]
fn on_every_beginning_of_it() {
    for (case, text) in texts() {
        let step = (text.len() / 300).max(1);
        for length in (0..text.len()).step_by(step) {
            let beginning = &text.as_bytes()[..length];
            assert!(
                (case.data)(beginning).is_err(),
                "{}: {length} bytes are taken for all",
                case.name
            );
        }
    }
}

/// Bytes that change what a text means.
const BYTES: &[u8] = b"{}[]\",:\\/0123456789-+.eEtrufalsn \n\t\x00\x1f\x7f\x80\xc3\xff\xed";

fn change() -> impl Strategy<Value = (Index, u8, u8)> {
    (any::<Index>(), 0..4_u8, proptest::sample::select(BYTES))
}

fn changed(text: &str, changes: &[(Index, u8, u8)]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (at, kind, byte) in changes {
        let at = at
            .index(bytes.len().max(1))
            .min(bytes.len().saturating_sub(1));
        match kind {
            0 if !bytes.is_empty() => bytes[at] = *byte,
            1 if !bytes.is_empty() => drop(bytes.remove(at)),
            2 => bytes.insert(at, *byte),
            _ if !bytes.is_empty() => bytes.truncate(at),
            _ => {}
        }
    }
    bytes
}

#[test]
fn on_every_change_of_bytes() {
    let texts = texts();
    let config = Config {
        cases: 4096,
        failure_persistence: None,
        ..Config::default()
    };
    let strategy = (any::<Index>(), proptest::collection::vec(change(), 1..4));
    proptest!(config, |((which, changes) in strategy)| {
        let (case, text) = which.get(&texts);
        agree(case, &changed(text, &changes));
    });
}

/// A value anywhere in the answer replaced by one of another type: refused, or read alike on both roads.
#[test]
fn on_every_value_of_another_type() {
    let others = [
        "null",
        "true",
        "0",
        "-1",
        "2147483648",
        "1.5",
        "1e400",
        "\"x\"",
        "[]",
        "{}",
        "[null]",
        "\"\\ud800\"",
    ];
    for (case, text) in texts() {
        let value: Value = serde_json::from_str(&text).unwrap();
        for (index, other) in
            (0..leaves(&value).min(12)).flat_map(|index| others.map(|other| (index, other)))
        {
            let mut copy = value.clone();
            mark(&mut copy, &mut { index });
            agree(
                case,
                copy.to_string()
                    .replace("\"\u{1}\"", other)
                    .replace("\"\\u0001\"", other)
                    .as_bytes(),
            );
        }
    }
}

fn leaves(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}

/// Puts a mark where the leaf of this number stands.
fn mark(value: &mut Value, number: &mut usize) -> bool {
    match value {
        Value::Array(items) => items.iter_mut().any(|item| mark(item, number)),
        Value::Object(fields) => fields.values_mut().any(|field| mark(field, number)),
        leaf if *number == 0 => {
            *leaf = Value::String("\u{1}".to_owned());
            true
        }
        _ => {
            *number -= 1;
            false
        }
    }
}
