//! Frames of a streamed list, cut anywhere.

use std::iter;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};
use wikijs_wire::reader::frames::{FrameError, Frames, ItemError};

/// A text in chunks of these sizes, again and again.
fn chunks<'j>(json: &'j [u8], sizes: &[usize]) -> impl Iterator<Item = &'j [u8]> {
    let (mut sizes, mut rest) = (sizes.iter().copied().cycle(), json);
    iter::from_fn(move || {
        let size = sizes.next().unwrap_or(1).clamp(1, rest.len().max(1));
        let (chunk, after) = rest.split_at_checked(size)?;
        rest = after;
        Some(chunk)
    })
}

fn run(json: &[u8], sizes: &[usize]) -> Result<(Vec<Vec<u8>>, Vec<u8>), FrameError> {
    let mut frames = Frames::new(&["data", "pages", "list"]);
    let mut items = Vec::new();
    for chunk in chunks(json, sizes) {
        frames.push(chunk);
        while let Some(item) = frames.next()? {
            items.push(item.to_vec());
        }
    }
    Ok((items, frames.finish()?))
}

/// The items as they are read, what was wrong with each, and what stands around them.
type Read = (Vec<Result<Value, String>>, Result<Vec<u8>, FrameError>);

fn read(json: &[u8], sizes: &[usize]) -> Read {
    let mut frames = Frames::new(&["data", "pages", "list"]);
    let mut items = Vec::new();
    for chunk in chunks(json, sizes) {
        frames.push(chunk);
        loop {
            match frames.read::<Value>() {
                Ok(Some(item)) => items.push(Ok(item)),
                Ok(None) => break,
                Err(error @ ItemError::Item { .. }) => items.push(Err(error.to_string())),
                Err(ItemError::Frame(error)) => return (items, Err(error)),
                Err(error) => unreachable!("{error}"),
            }
        }
    }
    (items, frames.finish())
}

fn item() -> impl Strategy<Value = Value> {
    let text = prop_oneof![any::<String>(), r#"[\]\[{},:"\\ ]{0,9}"#];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<i32>().prop_map(Value::from),
        text.prop_map(Value::from)
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((any::<String>(), inner), 0..4).prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

fn answer(items: &[Value], before: &Value, pretty: bool) -> Vec<u8> {
    let answer = json!({"before": before, "data": {"other": before, "pages": {"a": before, "list": items, "z": before}}});
    if pretty {
        serde_json::to_vec_pretty(&answer)
    } else {
        serde_json::to_vec(&answer)
    }
    .unwrap()
}

fn values(items: &[Vec<u8>]) -> Vec<Value> {
    items
        .iter()
        .map(|item| serde_json::from_slice(item).unwrap())
        .collect()
}

/// Any bytes, and such as lists are made of.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        vec(any::<u8>(), 0..60),
        r#"[\[\]{},:"\\ a1é]{0,60}"#.prop_map(String::into_bytes)
    ]
}

proptest! {
    #[test]
    fn the_items_and_the_rest_make_up_the_answer(
        items in vec(item(), 0..8), before in item(), pretty: bool, sizes in vec(1_usize..40, 1..5),
    ) {
        let (framed, rest) = run(&answer(&items, &before, pretty), &sizes).unwrap();
        prop_assert_eq!(values(&framed), items);
        let rest: Value = serde_json::from_slice(&rest).unwrap();
        let without: Value = serde_json::from_slice(&answer(&[], &before, false)).unwrap();
        prop_assert_eq!(rest, without);
    }

    #[test]
    fn what_is_read_is_what_is_there(
        items in vec(item(), 0..8), before in item(), pretty: bool, sizes in vec(1_usize..40, 1..5),
    ) {
        let json = answer(&items, &before, pretty);
        let (read, rest) = read(&json, &sizes);
        prop_assert_eq!(read, items.into_iter().map(Ok).collect::<Vec<_>>());
        prop_assert_eq!(rest, run(&json, &sizes).map(|(_, rest)| rest));
    }

    #[test]
    fn a_cut_answer_gives_complete_items_only(items in vec(item(), 1..6), cut in any::<prop::sample::Index>()) {
        let whole = answer(&items, &Value::Null, false);
        let cut = &whole[..cut.index(whole.len())];
        let mut frames = Frames::new(&["data", "pages", "list"]);
        frames.push(cut);
        let mut count = 0;
        while let Some(item) = frames.next().unwrap() {
            prop_assert_eq!(&serde_json::from_slice::<Value>(item).unwrap(), &items[count]);
            count += 1;
        }
        if let Ok(rest) = frames.finish() {
            // What is not cut in the list is cut around it: no reader takes it for complete.
            prop_assert!(serde_json::from_slice::<Value>(&rest).is_err());
        }
    }

    #[test]
    fn no_bytes_make_it_panic_or_depend_on_the_cuts(bytes in bytes(), sizes in vec(1_usize..9, 1..4)) {
        let start = br#"{"data":{"pages":{"list":["#;
        for json in [bytes.clone(), [&start[..], &bytes].concat()] {
            prop_assert_eq!(run(&json, &sizes), run(&json, &[json.len()]));
            prop_assert_eq!(read(&json, &sizes), read(&json, &[json.len()]));
        }
    }
}
