//! Walks over everything of a kind, item by item, while it arrives.
//!
//! `cargo run -p wikijs-sdk --example stream_all`

mod common;

use std::error::Error;

use wikijs_sdk::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    let made = wiki
        .client
        .pages()
        .create("stream-all", "A page", "Some text.")
        .await?;
    let id = made
        .page
        .ok_or("the wiki does not say which page it made")?
        .id;
    let walked = walk(&wiki.client).await;
    wiki.client.pages().delete(id).await?;
    walked
}

async fn walk(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: all
    let mut pages = client.pages().iter_all();
    while let Some(page) = pages.next().await {
        println!("/{}", page?.path);
    }
    // docs: end

    // docs: contents
    let mut contents = client.pages().iter_contents();
    while let Some(page) = contents.next().await {
        match page {
            Ok(page) => println!("{}: {} bytes", page.title, page.content.len()),
            // This page failed; the walk goes on.
            Err(error) => println!("{error}"),
        }
    }
    // docs: end

    // docs: list
    let drafts = client
        .pages()
        .list()
        .order_by(wikijs_sdk::types::PageOrderBy::Title)
        .stream();
    println!("{} pages", drafts.all().await?.len());
    // docs: end
    // docs: narrow
    let guides = client
        .pages()
        .iter_all()
        .matching(|page| page.is_published && page.path.starts_with("guide/"))
        .limit(20);
    let mut by_name = client
        .users()
        .iter_all()
        .sorted_by_key(|user| user.name.to_lowercase());
    // docs: end
    println!("{} pages", guides.all().await?.len());
    while let Some(user) = by_name.next().await {
        println!("{}", user?.name);
    }
    println!("{} users", client.users().iter_all().all().await?.len());
    Ok(())
}
