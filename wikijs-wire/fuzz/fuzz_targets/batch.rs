//! An answer to a batch is taken apart without a panic, whatever it holds: each part is given what serde_json sees under
//! its alias, and whoever reads in one pass sees no other parts than who takes it apart.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wikijs_wire::batch::{Walk, split};
use wikijs_wire::operation::{PartField, Parts};
use wikijs_wire::{Data, Envelope};

const ONE: Parts = Parts {
    variables: &[],
    fields: &[PartField { key: "pages", pieces: &[] }],
    fragments: &[],
};
const TWO: Parts = Parts {
    fields: &[PartField { key: "first", pieces: &[] }, PartField { key: "total", pieces: &[] }],
    ..ONE
};
const PARTS: [Parts; 3] = [ONE, TWO, ONE];

fuzz_target!(|body: &[u8]| {
    walk(body);
    let Ok(envelope) = Envelope::read(body) else { return };
    if let Data::Value(data) = envelope.data {
        drop(Walk::beside(data, &envelope.errors, &PARTS).map(count));
    }
    let Ok(answers) = split(&envelope, &PARTS) else { return };
    assert_eq!(answers.len(), PARTS.len());
    // Data is read later: until then it may be no JSON.
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return };
    for (number, (answer, parts)) in answers.into_iter().zip(PARTS).enumerate() {
        let Some(json) = answer.into_answer().0 else { continue };
        let own: Value = serde_json::from_slice(&json).expect("valid");
        for field in parts.fields {
            assert_eq!(own.get(field.key), value["data"].get(format!("b{number}_{}", field.key)));
        }
    }
});

fn walk(body: &[u8]) {
    drop(Walk::new(body, &PARTS).map(count));
}

/// Goes on as long as nothing is odd; parts that nobody reads are.
fn count(mut walk: Walk<'_, '_>) -> usize {
    let mut parts = 0;
    while let Ok(Some(_)) = walk.next() {
        parts += 1;
        assert!(parts <= PARTS.len());
    }
    parts
}
