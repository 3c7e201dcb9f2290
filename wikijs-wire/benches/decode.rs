//! Decoding beside serde_derive and serde_json on equal structs, and what frames cost: `cargo bench -p wikijs-wire`.
#![allow(
    missing_docs,
    clippy::expect_used,
    reason = "a benchmark that fails may say so"
)]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use serde::Deserialize;
use serde_json::{Value, json};
use wikijs_wire::Envelope;
use wikijs_wire::generated as w;
use wikijs_wire::operation::{interpret, read_answer};
use wikijs_wire::reader::frames::Frames;

fn main() {
    divan::main();
}

/// A struct with a decoder as it is generated, derived for serde as well.
macro_rules! shape {
    ($name:ident { $($index:literal $field:ident $key:literal $type:ty),* $(,)? }) => {
        #[derive(Debug, PartialEq, Deserialize)]
        pub struct $name {
            $(#[serde(rename = $key)] pub $field: $type,)*
        }

        impl w::Decode for $name {
            fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
                $(let mut $field = None;)*
                let mut object = r.object(&[$($key),*])?;
                while let Some(key) = object.next(r)? {
                    match key {
                        $($index => $field = Some(w::Decode::decode(r)?),)*
                        _ => {}
                    }
                }
                Ok(Self { $($field: object.need(r, $field, $index)?),* })
            }
        }
    };
}

shape!(Tag { 0 id "id" i32, 1 tag "tag" String, 2 title "title" Option<String> });

shape!(Page {
    0 id "id" i32,
    1 path "path" String,
    2 hash "hash" String,
    3 title "title" String,
    4 description "description" String,
    5 is_private "isPrivate" bool,
    6 is_published "isPublished" bool,
    7 private_ns "privateNS" Option<String>,
    8 publish_start_date "publishStartDate" String,
    9 publish_end_date "publishEndDate" String,
    10 tags "tags" Vec<Tag>,
    11 content "content" String,
    12 render "render" Option<String>,
    13 content_type "contentType" String,
    14 created_at "createdAt" String,
    15 updated_at "updatedAt" String,
    16 editor "editor" String,
    17 locale "locale" String,
    18 creator_id "creatorId" i32,
    19 creator_name "creatorName" String,
});

shape!(Item {
    0 id "id" i32,
    1 path "path" String,
    2 locale "locale" String,
    3 title "title" Option<String>,
    4 description "description" Option<String>,
    5 content_type "contentType" String,
    6 is_published "isPublished" bool,
    7 is_private "isPrivate" bool,
    8 private_ns "privateNS" Option<String>,
    9 created_at "createdAt" String,
    10 updated_at "updatedAt" String,
    11 tags "tags" Option<Vec<Option<String>>>,
});

shape!(Pages { 0 single "single" Option<Page>, 1 list "list" Option<Vec<Item>> });
shape!(Data { 0 pages "pages" Option<Pages> });

#[derive(Deserialize)]
struct Response {
    data: Option<Data>,
    #[serde(default)]
    errors: Vec<Value>,
}

fn page() -> Vec<u8> {
    let content =
        "# Heading\n\nSome *words* in a paragraph — with a “quote”, and a [link](/en/home).\n\n"
            .repeat(60);
    let page = json!({
        "id": 12, "path": "guides/first", "hash": "ab12".repeat(10), "title": "The first page", "description": "",
        "isPrivate": false, "isPublished": true, "privateNS": null, "publishStartDate": "", "publishEndDate": "",
        "tags": [{"id": 1, "tag": "guide", "title": "guide"}, {"id": 2, "tag": "first", "title": null}],
        "content": content, "render": null, "contentType": "markdown", "createdAt": "2024-01-02T03:04:05.678Z",
        "updatedAt": "2024-01-02T03:04:05.678Z", "editor": "markdown", "locale": "en", "creatorId": 1,
        "creatorName": "Administrator",
    });
    answer(
        &[
            "id",
            "path",
            "hash",
            "title",
            "description",
            "isPrivate",
            "isPublished",
            "privateNS",
            "publishStartDate",
            "publishEndDate",
            "tags",
            "content",
            "render",
            "contentType",
            "createdAt",
            "updatedAt",
            "editor",
            "locale",
            "creatorId",
            "creatorName",
        ],
        "single",
        |keys| ordered(&page, keys),
    )
}

fn list() -> Vec<u8> {
    let keys = [
        "id",
        "path",
        "locale",
        "title",
        "description",
        "contentType",
        "isPublished",
        "isPrivate",
        "privateNS",
        "createdAt",
        "updatedAt",
        "tags",
    ];
    answer(&keys, "list", |keys| {
        let items: Vec<String> = (0..5000).map(|id| ordered(&item(id), keys)).collect();
        format!("[{}]", items.join(","))
    })
}

fn item(id: i32) -> Value {
    json!({
        "id": id, "path": format!("section-{}/page-{id}", id % 37), "locale": "en", "title": format!("Page number {id}"),
        "description": "What this page is about, in a sentence", "contentType": "markdown", "isPublished": true,
        "isPrivate": false, "privateNS": null, "createdAt": "2024-01-02T03:04:05.678Z",
        "updatedAt": "2024-01-02T03:04:05.678Z", "tags": ["guide", "first"],
    })
}

/// In the order of the selection, as servers answer.
fn ordered(value: &Value, keys: &[&str]) -> String {
    let fields: Vec<String> = keys
        .iter()
        .map(|key| format!("\"{key}\":{}", value[key]))
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn answer(keys: &[&str], leaf: &str, value: impl Fn(&[&str]) -> String) -> Vec<u8> {
    format!(r#"{{"data":{{"pages":{{"{leaf}":{}}}}}}}"#, value(keys)).into_bytes()
}

fn inputs() -> [(&'static str, Vec<u8>); 2] {
    [("one page", page()), ("list of 5000", list())]
}

/// The operation whose answers these are.
#[derive(Debug)]
struct Query {}

w::impl_serde!(operation: Query);

impl w::Operation for Query {
    type Kind = w::Query;
    type Data = Data;
    type Output = Data;
    type Refusal = w::Infallible;
    const NAME: &'static str = "";
    const DOCUMENT: &'static str = "";
    const EFFECT: w::Effect = w::Effect::Read;
    const PARTS: w::Parts = w::Parts {
        variables: &[],
        fields: &[],
        fragments: &[],
    };
    const FACTS: w::Facts = w::Facts {
        field: "",
        requires: &[],
        codes: &[],
        rate_limit: None,
        paged: None,
    };

    fn variables(&self, _to: &mut w::Variables) {}

    fn output(data: Data, errors: &w::Errors) -> w::Outcome<Data> {
        w::Outcome::answered(data, errors)
    }
}

fn ours(body: &[u8]) -> Data {
    read_answer::<Query>(body)
        .expect("an answer")
        .value()
        .expect("data")
}

fn ours_in_two_passes(body: &[u8]) -> Data {
    let envelope = Envelope::read(body).expect("an answer");
    interpret::<Query>(envelope.data, envelope.errors)
        .expect("the shape")
        .value()
        .expect("data")
}

fn theirs(body: &[u8]) -> Data {
    let response: Response = serde_json::from_slice(body).expect("an answer");
    assert!(response.errors.is_empty());
    response.data.expect("data")
}

const NAMES: [&str; 2] = ["one page", "list of 5000"];

fn body(name: &str) -> Vec<u8> {
    inputs()
        .into_iter()
        .find(|(known, _)| *known == name)
        .expect("a known name")
        .1
}

#[divan::bench(args = NAMES)]
fn wire(bencher: Bencher<'_, '_>, name: &str) {
    let body = body(name);
    assert_eq!(ours(&body), theirs(&body));
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| ours(black_box(&body)));
}

#[divan::bench(args = NAMES)]
fn wire_in_two_passes(bencher: Bencher<'_, '_>, name: &str) {
    let body = body(name);
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| ours_in_two_passes(black_box(&body)));
}

#[divan::bench(args = NAMES)]
fn serde_derive(bencher: Bencher<'_, '_>, name: &str) {
    let body = body(name);
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| theirs(black_box(&body)));
}

/// What finding the items costs by itself.
#[divan::bench(args = [4096, 65536])]
fn frames_only(bencher: Bencher<'_, '_>, chunk: usize) {
    let body = body("list of 5000");
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| {
            let mut frames = Frames::new(&["data", "pages", "list"]);
            let mut bytes = 0;
            for chunk in body.chunks(chunk) {
                frames.push(chunk);
                while let Some(item) = frames.next().expect("an item") {
                    bytes += black_box(item).len();
                }
            }
            bytes
        });
}

/// Reading the items one after another, each dropped when it was read.
#[divan::bench]
fn items_here(bencher: Bencher<'_, '_>) {
    let body = body("list of 5000");
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| {
            let mut reader = w::Reader::new(&body);
            for key in const { [&["data"], &["pages"], &["list"]] } {
                let mut object = reader.object(key).expect("an object");
                object.next(&mut reader).expect("JSON").expect("the key");
            }
            let mut list = reader.list().expect("a list");
            while list.next(&mut reader).expect("JSON") {
                black_box(<Item as w::Decode>::decode(&mut reader).expect("an item"));
            }
        });
}

/// The same while they arrive.
#[divan::bench(args = [4096, 16384, 65536])]
fn items_arriving(bencher: Bencher<'_, '_>, chunk: usize) {
    let body = body("list of 5000");
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| {
            let mut frames = Frames::new(&["data", "pages", "list"]);
            for chunk in body.chunks(chunk) {
                frames.push(chunk);
                while let Some(item) = frames.read::<Item>().expect("an item") {
                    black_box(item);
                }
            }
        });
}
