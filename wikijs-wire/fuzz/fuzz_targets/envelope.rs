//! An envelope is read without a panic, and is what serde_json sees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wikijs_wire::{Data, Envelope};

fuzz_target!(|body: &[u8]| {
    let Ok(envelope) = Envelope::read(body) else { return };
    // The data is read later: until then it may be no JSON.
    let Ok(value) = serde_json::from_slice::<Value>(body) else { return };
    match envelope.data {
        Data::Absent => assert!(value.get("data").is_none()),
        Data::Null => assert_eq!(value["data"], Value::Null),
        Data::Value(json) => assert_eq!(serde_json::from_slice::<Value>(json).expect("valid"), value["data"]),
    }
    assert_eq!(envelope.errors.len(), value["errors"].as_array().map_or(0, Vec::len));
});
