//! Frames do not depend on where a text is cut, and agree with serde_json on what the items are.
#![no_main]

use std::iter;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use wikijs_wire::reader::frames::{FrameError, Frames, ItemError};

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (json, cuts) = input;
    let whole = run(&json, &[u8::MAX]);
    assert_eq!(run(&json, &cuts), whole);
    assert_eq!(read(&json, &cuts), read(&json, &[u8::MAX]));
    let Ok(value) = serde_json::from_slice::<Value>(&json) else { return };
    let (items, rest) = whole.expect("valid JSON has valid items");
    serde_json::from_slice::<Value>(&rest).expect("the rest of valid JSON is valid");
    // A key that stands twice has its items twice; serde_json keeps the last.
    let last: Vec<Value> = value["list"].as_array().cloned().unwrap_or_default();
    let items: Vec<Value> = items.iter().map(|item| serde_json::from_slice(item).expect("a valid item")).collect();
    assert!(items.ends_with(&last));
});

/// A text in chunks of these sizes, again and again.
fn chunks<'j>(json: &'j [u8], sizes: &[u8]) -> impl Iterator<Item = &'j [u8]> {
    let (mut sizes, mut rest) = (sizes.iter().copied().cycle(), json);
    iter::from_fn(move || {
        let size = usize::from(sizes.next().unwrap_or(1)).clamp(1, rest.len().max(1));
        let (chunk, after) = rest.split_at_checked(size)?;
        rest = after;
        Some(chunk)
    })
}

/// The items that were read, which were not, and whether the list was whole.
fn read(json: &[u8], cuts: &[u8]) -> (Vec<Result<Value, usize>>, Option<FrameError>) {
    let mut frames = Frames::new(&["list"]);
    let mut items = Vec::new();
    for chunk in chunks(json, cuts) {
        frames.push(chunk);
        loop {
            match frames.read::<Value>() {
                Ok(Some(item)) => items.push(Ok(item)),
                Ok(None) => break,
                Err(ItemError::Frame(error)) => return (items, Some(error)),
                Err(_) => items.push(Err(items.len())),
            }
        }
    }
    (items, frames.finish().err())
}

fn run(json: &[u8], cuts: &[u8]) -> Result<(Vec<Vec<u8>>, Vec<u8>), FrameError> {
    let mut frames = Frames::new(&["list"]);
    let mut items = Vec::new();
    for chunk in chunks(json, cuts) {
        frames.push(chunk);
        while let Some(item) = frames.next()? {
            items.push(item.to_vec());
        }
    }
    Ok((items, frames.finish()?))
}
