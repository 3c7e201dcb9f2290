//! Looks through the text of all pages: `-- REGEX` for something else than `TODO|FIXME`.
//!
//! `cargo run -p wikijs-sdk --example grep`

mod common;

use std::env;
use std::error::Error;

use regex::Regex;
use wikijs_sdk::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    let text = env::args()
        .nth(1)
        .unwrap_or_else(|| "TODO|FIXME".to_owned());
    let content = "# Plans\n\nTODO: tidy up\nDone: all else\n";
    let made = wiki
        .client
        .pages()
        .create("grep-example", "Plans", content)
        .await?;
    let id = made
        .page
        .ok_or("the wiki does not say which page it made")?
        .id;
    let found = grep(&wiki.client, text).await;
    wiki.client.pages().delete(id).await?;
    found
}

async fn grep(client: &Client, text: String) -> Result<(), Box<dyn Error>> {
    // docs: grep
    let pattern = Regex::new(&text)?;
    let mut lines = client.pages().grep(move |line| pattern.is_match(line));
    while let Some(found) = lines.next().await {
        let found = found?;
        println!(
            "{}/{}:{}: {}",
            found.locale, found.path, found.line, found.text
        );
    }
    // docs: end

    // docs: engine
    if let Some(engine) = client.search().engine_in_use().await? {
        println!("{} answers", engine.title);
        if engine.covers_contents() == Some(false) {
            println!("contents are not searched");
        }
    }
    // docs: end

    // docs: find
    for hit in client.pages().find("plans").await? {
        println!("{:?} {}", hit.page_id, hit.result.title);
    }
    // docs: end
    Ok(())
}
