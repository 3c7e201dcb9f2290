//! `cargo bench -p wikijs-tests --bench decode`: recorded answers through the catalogue's decoders, beside
//! `serde_derive` + `serde_json` on equal structs. Both start at the bytes of the whole answer, envelope included, and
//! end at the typed value.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use serde::Deserialize;
use serde_json::{Value, json};
use wikijs_sdk::pages;
use wikijs_wire::generated::{Decode, Operation, Reader};

/// What graphql_client's users have: an envelope around the data.
#[derive(Deserialize)]
struct Envelope<D> {
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
        "{:<26} {:>10} {:>12} {:>12} {:>8}",
        "", "bytes", "ours", "serde", "ratio"
    );
    let page = page();
    row("one page", &page, ours::<pages::Single>, |body| {
        black_box(
            derived::<SingleData>(body)
                .pages
                .and_then(|pages| pages.single),
        );
    });
    let list = list(5_000);
    row(
        "a list of 5,000 pages",
        &list,
        ours::<pages::List>,
        |body| {
            black_box(derived::<ListData>(body).pages.map(|pages| pages.list));
        },
    );
}

fn ours<O: Operation>(body: &[u8]) {
    let envelope = wikijs_wire::Envelope::read(body).expect("an answer");
    let wikijs_wire::Data::Value(data) = envelope.data else {
        panic!("no data")
    };
    black_box(O::Data::decode(&mut Reader::new(data)).expect("the recorded shape"));
}

fn derived<D: for<'de> Deserialize<'de>>(body: &[u8]) -> D {
    let envelope: Envelope<D> = serde_json::from_slice(body).expect("an answer");
    black_box(&envelope.errors);
    envelope.data.expect("data")
}

/// Both in turns, so that what disturbs one disturbs the other; the median of 101 turns.
fn row(name: &str, body: &str, ours: fn(&[u8]), serde: fn(&[u8])) {
    let body = body.as_bytes();
    let rounds = (4_000_000 / body.len()).max(1);
    let mut turns: Vec<(Duration, Duration)> = (0..101)
        .map(|_| (time(rounds, ours, body), time(rounds, serde, body)))
        .collect();
    turns.sort_by(|one, other| ratio(one).total_cmp(&ratio(other)));
    let (ours, serde) = turns[turns.len() / 2];
    let each = |total: Duration| format!("{:.1} us", total.as_secs_f64() * 1e6 / rounds as f64);
    println!(
        "{name:<26} {:>10} {:>12} {:>12} {:>8.2}",
        body.len(),
        each(ours),
        each(serde),
        ratio(&(ours, serde))
    );
}

fn ratio((ours, serde): &(Duration, Duration)) -> f64 {
    ours.as_secs_f64() / serde.as_secs_f64()
}

fn time(rounds: usize, work: fn(&[u8]), body: &[u8]) -> Duration {
    let start = Instant::now();
    for _ in 0..rounds {
        work(black_box(body));
    }
    start.elapsed()
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
