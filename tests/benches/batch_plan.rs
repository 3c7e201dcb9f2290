//! `cargo bench -p wikijs-tests --bench batch_plan`: what a batch costs the caller's machine. A thousand pages, fifty a
//! request: what is done to put the requests together and to take the answers apart, beside a round trip of 20 ms; and
//! what it costs to read a page as a part of an answer, beside reading it alone.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that fails may say so"
)]

mod equal;
mod turns;

use std::{hint::black_box, ops::Range, time::Duration};

use turns::{Turns, median, micros};
use wikijs_sdk::pages::Single;
use wikijs_wire::{
    Envelope, Operation, OperationKind, Parts, Variables,
    batch::{Limits, Load, Plan, Walk, chunks, split, variables},
    operation::read_answer,
};

const PARTS: usize = 1_000;
const CHUNK: usize = 50;
const ROUND_TRIP: f64 = 20_000.0;

fn main() {
    println!(
        "{PARTS} pages, {CHUNK} a request: the work for each request\n\n{:<44} {:>12} {:>14}",
        "", "", "of 20 ms"
    );
    line("variables, loads, chunks", cut);
    line("the document, from its parts", join);
    line("the variables, under their aliases", alias);
    decoding();
}

/// What one request costs; the median of many thousands of parts.
fn line(name: &str, work: fn()) {
    let micros = median((0..101).map(|_| micros(1, work))) / (PARTS / CHUNK) as f64;
    println!(
        "{name:<44} {micros:>9.1} us {:>12.2} %",
        100.0 * micros / ROUND_TRIP
    );
}

/// Each operation is encoded once, and measured.
fn cut() {
    let loads: Vec<Load> = (0..PARTS).map(load).collect();
    black_box(chunks(&loads, Limits::default()));
}

fn load(id: usize) -> Load {
    Load::new(&Single::PARTS, &variables_of(id), Duration::from_millis(2))
}

fn variables_of(id: usize) -> Variables {
    let mut variables = Variables::new();
    Single::new(id as i32).variables(&mut variables);
    variables
}

fn join() {
    for _ in each_chunk() {
        black_box(Plan::new(OperationKind::Query, [Single::PARTS; CHUNK]));
    }
}

fn alias() {
    for chunk in each_chunk() {
        let all: Vec<Variables> = chunk.map(variables_of).collect();
        black_box(variables(&all));
    }
}

fn each_chunk() -> impl Iterator<Item = Range<usize>> {
    (0..PARTS).step_by(CHUNK).map(|start| start..start + CHUNK)
}

/// Reading fifty pages alone and as the parts of one answer.
fn decoding() {
    let (pages, parts) = (vec![equal::page(); CHUNK], [Single::PARTS; CHUNK]);
    let batch = together(&pages);
    let ways: [&dyn Fn(); 5] = [
        &|| pages.iter().for_each(|page| alone(page.as_bytes())),
        &|| in_one_pass(batch.as_bytes(), &parts),
        &|| beside_errors(batch.as_bytes(), &parts),
        &|| taken_apart(batch.as_bytes(), &parts),
        &|| apart(batch.as_bytes(), &parts),
    ];
    let turns = Turns::of(batch.len(), ways);
    let names = [
        "alone",
        "as a part",
        "as a part, beside errors",
        "as a part of an odd answer",
        "taken apart alone, without reading it",
    ];
    println!(
        "\n{:<44} {:>12} {:>14}",
        "a page, read", "", "speed of alone"
    );
    for (way, name) in names.iter().enumerate() {
        let (micros, ratio) = (turns.micros(way) / CHUNK as f64, turns.ratio(way, 0));
        println!("{name:<44} {micros:>9.2} us {:>14.2}", 1.0 / ratio);
    }
}

/// The answer to a batch of these pages.
fn together(pages: &[String]) -> String {
    let (start, end) = (r#"{"data":{"pages":"#, "}}");
    let value = |page: &String| Some(page.strip_prefix(start)?.strip_suffix(end)?.to_owned());
    let fields: Vec<_> = pages
        .iter()
        .enumerate()
        .map(|(number, page)| format!("\"b{number}_pages\":{}", value(page).expect("one page")))
        .collect();
    format!("{{\"data\":{{{}}}}}", fields.join(","))
}

fn alone(body: &[u8]) {
    black_box(read_answer::<Single>(black_box(body)).expect("the recorded shape"));
}

/// The client's way where nothing went wrong.
fn in_one_pass(body: &[u8], parts: &[Parts]) {
    read_parts(Walk::new(black_box(body), parts).expect("an answer"));
}

fn read_parts(mut walk: Walk<'_, '_>) {
    while let Some(part) = walk.next().expect("a part") {
        black_box(part.read::<Single>().expect("the recorded shape"));
    }
}

/// The client's way where some parts failed: their errors were looked for before.
fn beside_errors(body: &[u8], parts: &[Parts]) {
    let envelope = Envelope::read(black_box(body)).expect("an answer");
    let data = envelope.data.value().expect("data");
    read_parts(Walk::beside(data, &envelope.errors, parts).expect("data"));
}

/// The client's way where the answer is not as it should be.
fn taken_apart(body: &[u8], parts: &[Parts]) {
    let envelope = Envelope::read(black_box(body)).expect("an answer");
    for part in split(&envelope, parts).expect("parts") {
        black_box(part.interpret::<Single>().expect("the recorded shape"));
    }
}

fn apart(body: &[u8], parts: &[Parts]) {
    let envelope = Envelope::read(black_box(body)).expect("an answer");
    black_box(split(&envelope, parts).expect("parts"));
}
