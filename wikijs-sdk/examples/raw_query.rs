//! A document that was not compiled, for what no operation of the catalogue does.
//!
//! `cargo run -p wikijs-sdk --example raw_query`

mod common;

use std::error::Error;

use serde_json::json;

/// The shape of the answer; or take it as JSON, as below.
#[derive(Debug, serde::Deserialize)]
struct Data {
    site: Site,
    pages: Pages,
}

#[derive(Debug, serde::Deserialize)]
struct Site {
    config: Config,
}

#[derive(Debug, serde::Deserialize)]
struct Config {
    title: String,
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

    // Two fields of the API in one request, and of each no more than is needed.
    let document = "query Guides($tags: [String!]) {
        site { config { title } }
        pages { list(tags: $tags, orderBy: TITLE) { id path } }
    }";
    let answer = client
        .raw(document, json!({ "tags": ["guide"] }))
        .await?
        .parse::<Data>()?;
    let guides = answer.pages.list;
    println!("{}: {} guides", answer.site.config.title, guides.len());
    for page in guides {
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
