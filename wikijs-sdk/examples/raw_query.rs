//! A document that was not compiled, for what no operation of the catalogue does.
//!
//! `cargo run -p wikijs-sdk --example raw_query`

mod common;

use std::error::Error;

use serde_json::json;

/// The shape of the answer; or take it as JSON, as below.
#[derive(Debug, serde::Deserialize)]
struct Data {
    pages: Pages,
}

#[derive(Debug, serde::Deserialize)]
struct Pages {
    list: Vec<Item>,
}

#[derive(Debug, serde::Deserialize)]
struct Item {
    id: i32,
    path: String,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    let client = &wiki.client;

    let document = "query Newest($count: Int!) {
        pages { list(limit: $count, orderBy: CREATED, orderByDirection: DESC) { id path } }
    }";
    let answer = client.raw(document, json!({ "count": 3 })).await?;
    for page in answer.parse::<Data>()?.pages.list {
        println!("{} /{}", page.id, page.path);
    }

    // Data and errors stand side by side, as the server sent them.
    let answer = client
        .raw(
            "{ site { config { title } } nope: pages { single(id: 999999) { id } } }",
            (),
        )
        .await?;
    println!("data: {}", answer.data);
    println!("errors: {}", answer.errors);
    Ok(())
}
