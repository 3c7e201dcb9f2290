//! `cargo bench -p wikijs-tests --bench decode`: recorded answers through the catalogue's decoders, beside
//! `serde_derive` + `serde_json` on equal structs. Both start at the bytes of the whole answer, envelope included, and
//! end at the typed value.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a benchmark that fails may say so"
)]

use std::{hint::black_box, time::Instant};

use serde::Deserialize;
use serde_json::{Value, json};
use wikijs_sdk::pages;
use wikijs_wire::{
    Envelope, Operation,
    operation::{interpret, read_answer},
};

/// What graphql_client's users have: an envelope around the data.
#[derive(Deserialize)]
struct Answer<D> {
    data: Option<D>,
    #[serde(default)]
    errors: Vec<Value>,
}

#[derive(Deserialize)]
struct SingleData {
    pages: Option<SinglePages>,
}

#[derive(Deserialize)]
struct SinglePages {
    single: Option<Page>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read into, as the catalogue's struct is")]
struct Page {
    id: i32,
    path: String,
    hash: String,
    title: String,
    description: String,
    is_private: bool,
    is_published: bool,
    #[serde(rename = "privateNS")]
    private_ns: Option<String>,
    publish_start_date: String,
    publish_end_date: String,
    tags: Vec<Tag>,
    content: String,
    render: Option<String>,
    content_type: String,
    created_at: String,
    updated_at: String,
    editor: String,
    locale: String,
    script_css: Option<String>,
    script_js: Option<String>,
    author_id: i32,
    author_name: String,
    author_email: String,
    creator_id: i32,
    creator_name: String,
    creator_email: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read into, as the catalogue's struct is")]
struct Tag {
    id: i32,
    tag: String,
    title: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(Deserialize)]
struct ListData {
    pages: Option<ListPages>,
}

#[derive(Deserialize)]
struct ListPages {
    list: Vec<ListItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "read into, as the catalogue's struct is")]
struct ListItem {
    id: i32,
    path: String,
    locale: String,
    title: Option<String>,
    description: Option<String>,
    content_type: String,
    is_published: bool,
    is_private: bool,
    #[serde(rename = "privateNS")]
    private_ns: Option<String>,
    created_at: String,
    updated_at: String,
    tags: Vec<Option<String>>,
}

fn main() {
    println!(
        "{:<24} {:>9} {:>12} {:>12} {:>12} {:>9} {:>9}",
        "", "bytes", "serde", "one pass", "two passes", "1 / serde", "2 / serde"
    );
    let page = page();
    row(
        "one page",
        &page,
        [serde_page, once::<pages::Single>, twice::<pages::Single>],
    );
    let list = list(5_000);
    row(
        "a list of 5,000 pages",
        &list,
        [serde_list, once::<pages::List>, twice::<pages::List>],
    );
}

/// `wikijs_wire`'s way for who wants the outcome alone.
fn once<O: Operation>(body: &[u8]) {
    black_box(read_answer::<O>(body).expect("the recorded shape"));
}

/// The client's way: the errors are looked at before anybody knows the type of the data.
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

fn derived<D: for<'de> Deserialize<'de>>(body: &[u8]) -> D {
    let answer: Answer<D> = serde_json::from_slice(body).expect("an answer");
    black_box(&answer.errors);
    answer.data.expect("data")
}

/// All in turns, so that what disturbs one disturbs the others; the medians of 101 turns.
fn row(name: &str, body: &str, ways: [fn(&[u8]); 3]) {
    let body = body.as_bytes();
    let rounds = (4_000_000 / body.len()).max(1);
    let turns: Vec<[f64; 3]> = (0..101)
        .map(|_| ways.map(|way| time(rounds, way, body)))
        .collect();
    let [serde, once, twice] = [0, 1, 2].map(|way| median(turns.iter().map(|turn| turn[way])));
    let [one, two] = [1, 2].map(|way| median(turns.iter().map(|turn| turn[way] / turn[0])));
    println!(
        "{name:<24} {:>9} {serde:>9.1} us {once:>9.1} us {twice:>9.1} us {one:>9.2} {two:>9.2}",
        body.len()
    );
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<_> = values.collect();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Microseconds of one reading.
fn time(rounds: usize, work: fn(&[u8]), body: &[u8]) -> f64 {
    let start = Instant::now();
    for _ in 0..rounds {
        work(black_box(body));
    }
    start.elapsed().as_secs_f64() * 1e6 / rounds as f64
}

/// The recorded page at its recorded length: the fixture's texts are cut short.
fn page() -> String {
    let mut body = fixture("pages/single_editors_key");
    body.as_object_mut().expect("an answer").remove("errors");
    let page = &mut body["data"]["pages"]["single"];
    page.as_object_mut().expect("a page").remove("toc");
    page["content"] = long(page["content"].as_str().unwrap_or_default(), 1_500).into();
    page["render"] = long(
        "<p>A \"quoted\" paragraph with <a href=\"/en/home\">a link</a>.</p>\n",
        3_000,
    )
    .into();
    body.to_string()
}

fn long(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len().max(1) + 1)
}

/// The recorded list, its items repeated with ids and paths of their own.
fn list(items: usize) -> String {
    let recorded = fixture("pages/list_all");
    let some = recorded["data"]["pages"]["list"]
        .as_array()
        .expect("a list");
    let all: Vec<Value> = (0..items)
        .map(|number| {
            let mut item = some[number % some.len()].clone();
            item["id"] = number.into();
            item["path"] = format!("docs/chapter-{}/page-{number}", number / 100).into();
            item
        })
        .collect();
    json!({ "data": { "pages": { "list": all } } }).to_string()
}

fn fixture(name: &str) -> Value {
    let file = format!(
        "{}/fixtures/answers/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).expect("a recorded answer");
    let case: Value = serde_json::from_str(&text).expect("JSON");
    case["body"].clone()
}
