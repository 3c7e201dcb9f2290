//! What the catalogue's types are held against: equal structs with serde's derived code, and the recorded answers that
//! both are made to read, at their recorded lengths (the fixtures' texts are cut short).

#![allow(
    dead_code,
    reason = "read into, as the catalogue's structs are; and no benchmark needs all of it"
)]

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What graphql_client's users have: an envelope around the data.
#[derive(Deserialize, Serialize)]
pub(crate) struct Answer<D> {
    pub(crate) data: Option<D>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) errors: Vec<Value>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct SingleData {
    pub(crate) pages: Option<SinglePages>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct SinglePages {
    pub(crate) single: Option<Page>,
}

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Page {
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

#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Tag {
    id: i32,
    tag: String,
    title: Option<String>,
    created_at: String,
    updated_at: String,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct ListData {
    pub(crate) pages: Option<ListPages>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct ListPages {
    pub(crate) list: Vec<ListItem>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ListItem {
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

/// Reads the whole answer.
pub(crate) fn derived<D: for<'de> Deserialize<'de>>(body: &[u8]) -> D {
    let answer: Answer<D> = serde_json::from_slice(body).expect("an answer");
    assert!(answer.errors.is_empty());
    answer.data.expect("data")
}

/// A page with sources and HTML, in the order in which it is asked for.
pub(crate) fn page() -> String {
    let mut page: Page = recorded("pages/single_editors_key", "/data/pages/single");
    page.content = long(&page.content, 1_500);
    page.render = Some(long(
        "<p>A \"quoted\" paragraph with <a href=\"/en/home\">a link</a>.</p>\n",
        3_000,
    ));
    let pages = Some(SinglePages { single: Some(page) });
    answer(SingleData { pages })
}

/// A list of pages: the recorded items over and over, with ids and paths of their own.
pub(crate) fn list(items: usize) -> String {
    let some: Vec<ListItem> = recorded("pages/list_all", "/data/pages/list");
    let list = some.iter().cycle().zip(0..).take(items);
    let list = list.map(|(item, number)| ListItem {
        id: number,
        path: format!("docs/chapter-{}/page-{number}", number / 100),
        ..item.clone()
    });
    let pages = Some(ListPages {
        list: list.collect(),
    });
    answer(ListData { pages })
}

/// The same with each object's keys in the order of the alphabet, in which no server answers.
pub(crate) fn disordered(body: &str) -> String {
    let value: Value = serde_json::from_str(body).expect("JSON");
    value.to_string()
}

fn answer<D: Serialize>(data: D) -> String {
    let answer = Answer {
        data: Some(data),
        errors: Vec::new(),
    };
    serde_json::to_string(&answer).expect("JSON")
}

fn long(text: &str, bytes: usize) -> String {
    text.repeat(bytes / text.len().max(1) + 1)
}

fn recorded<T: for<'de> Deserialize<'de>>(name: &str, pointer: &str) -> T {
    let file = format!(
        "{}/fixtures/answers/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(&file).expect("a recorded answer");
    let case: Value = serde_json::from_str(&text).expect("JSON");
    let value = case["body"].pointer(pointer).expect("a value there");
    T::deserialize(value).expect("the recorded shape")
}
