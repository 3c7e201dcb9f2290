//! `cargo bench -p wikijs-tests --bench decode`: recorded answers through the catalogue's decoders, beside
//! `serde_derive` + `serde_json` on equal structs. Both start at the bytes of the whole answer, envelope included, and
//! end at the typed value. The last table is about lists that are read while they arrive, beside the same list read as
//! a whole.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that fails may say so"
)]

mod equal;
mod turns;

use std::hint::black_box;

use equal::{ListData, SingleData, derived};
use turns::Turns;
use wikijs_sdk::{pages, types::PageListItem};
use wikijs_wire::{
    Decode, Envelope, Operation, Reader,
    operation::{interpret, read_answer},
    reader::frames::Frames,
};

fn main() {
    println!(
        "{:<28} {:>9} {:>12} {:>12} {:>12} {:>9} {:>9}",
        "", "bytes", "serde", "one pass", "two passes", "1 / serde", "2 / serde"
    );
    let list = equal::list(5_000);
    let ways = [serde_list, once::<pages::List>, twice::<pages::List>];
    row(
        "one page",
        &equal::page(),
        [serde_page, once::<pages::Single>, twice::<pages::Single>],
    );
    row("a list of 5,000 pages", &list, ways);
    row(
        "the same, keys by alphabet",
        &equal::disordered(&list),
        ways,
    );
    streamed(&list);
}

/// The client's way with an answer that looks flawless, and `wikijs_wire`'s for who wants the outcome alone.
fn once<O: Operation>(body: &[u8]) {
    black_box(read_answer::<O>(body).expect("the recorded shape"));
}

/// The client's way with errors, which are looked at before anybody knows the type of the data.
fn twice<O: Operation>(body: &[u8]) {
    let envelope = Envelope::read(body).expect("an answer");
    black_box(interpret::<O>(envelope.data, envelope.errors).expect("the recorded shape"));
}

fn serde_page(body: &[u8]) {
    black_box(
        derived::<SingleData>(body)
            .pages
            .and_then(|pages| pages.single),
    );
}

fn serde_list(body: &[u8]) {
    black_box(derived::<ListData>(body).pages.map(|pages| pages.list));
}

fn row(name: &str, body: &str, ways: [fn(&[u8]); 3]) {
    let turns = Turns::over(body.as_bytes(), ways);
    let [serde, once, twice] = [0, 1, 2].map(|way| turns.micros(way));
    let [one, two] = [1, 2].map(|way| turns.ratio(way, 0));
    println!(
        "{name:<28} {:>9} {serde:>9.1} us {once:>9.1} us {twice:>9.1} us {one:>9.2} {two:>9.2}",
        body.len()
    );
}

/// What it costs to read the items of a list while it arrives in pieces. Each item is dropped when it was read, as by
/// whoever streams.
fn streamed(list: &str) {
    let ways = [
        here::<PageListItem>,
        arriving::<PageListItem, 4_096>,
        arriving::<PageListItem, 16_384>,
        arriving::<PageListItem, 65_536>,
    ];
    let turns = Turns::over(list.as_bytes(), ways);
    println!(
        "\n{:<28} {:>12} {:>9}",
        "its items, one after another", "", "/ here"
    );
    let names = [
        "here as a whole",
        "4 KiB a piece",
        "16 KiB a piece",
        "64 KiB a piece",
    ];
    for (way, name) in names.iter().enumerate() {
        let (micros, ratio) = (turns.micros(way), turns.ratio(way, 0));
        println!("{name:<28} {micros:>9.1} us {ratio:>9.2}");
    }
}

fn here<T: Decode>(body: &[u8]) {
    let mut reader = Reader::new(body);
    for key in const { [&["data"], &["pages"], &["list"]] } {
        let mut object = reader.object(key).expect("an object");
        object.next(&mut reader).expect("JSON").expect("the key");
    }
    let mut list = reader.list().expect("a list");
    while list.next(&mut reader).expect("JSON") {
        black_box(T::decode(&mut reader).expect("the recorded shape"));
    }
}

fn arriving<T: Decode, const PIECE: usize>(body: &[u8]) {
    let mut frames = Frames::new(&["data", "pages", "list"]);
    for piece in body.chunks(PIECE) {
        frames.push(piece);
        while let Some(item) = frames.read::<T>().expect("the recorded shape") {
            black_box(item);
        }
    }
    assert_eq!(frames.items(), 5_000);
}
