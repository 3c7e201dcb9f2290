//! Reads and writes many pages in a few requests.
//!
//! `cargo run -p wikijs-sdk --example batch`

mod common;

use std::error::Error;
use std::time::Duration;

use futures_util::StreamExt;
use wikijs_sdk::types::PageId;
use wikijs_sdk::{Client, PartState, pages, site, users};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    tuple(&wiki.client).await?;
    let ids = create(&wiki.client).await?;
    let read = read(&wiki.client, &ids).await;
    tag(&wiki.client).await?;
    auto(wiki.client.address(), &wiki.token, &ids).await?;
    workflow(&wiki.client).await?;
    delete(&wiki.client, &ids).await?;
    read
}

async fn tuple(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: tuple
    let (config, users, tags) = client
        .batch((site::Config::new(), users::List::new(), pages::Tags::new()))
        .await?;
    println!(
        "{:?}: {} users, {} tags",
        config?.title,
        users?.len(),
        tags?.len()
    );
    // docs: end
    Ok(())
}

async fn create(client: &Client) -> Result<Vec<PageId>, Box<dyn Error>> {
    // docs: create
    let drafts = (1..=12).map(|number| {
        pages::Create::new(
            format!("batch/page-{number}"),
            format!("Page {number}"),
            "# Hello",
        )
        .tags(["batch"])
    });
    let batch = client.pages().create_many(drafts);
    let progress = batch.progress();
    let told = progress.watch(|progress| println!("{}/{}", progress.finished(), progress.total()));
    let (created, ()) = tokio::join!(batch.into_future(), told);

    let created = created?;
    for failed in created.failed() {
        // Its place in the batch, what was sent, and what came of it.
        println!("{} ({}): {}", failed.index, failed.input.path, failed.error);
    }
    println!("{} were made", progress.count(PartState::Succeeded));
    // docs: end
    let pages = created.succeeded().filter_map(|made| made.page.as_ref());
    Ok(pages.map(|page| page.id).collect())
}

async fn read(client: &Client, ids: &[PageId]) -> Result<(), Box<dyn Error>> {
    // docs: read
    let pages = client.pages().get_many(ids).await?.into_result()?;
    let bytes: usize = pages.iter().map(|page| page.content.len()).sum();
    println!("{} pages with {bytes} bytes", pages.len());
    // docs: end
    Ok(())
}

async fn tag(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: tag
    let listed = client.pages().iter_all();
    let wanted = listed.matching(|page| page.path.starts_with("batch/"));
    let mut batches = client.pages().iter_contents_of(wanted).chunks(50);
    while let Some(pages) = batches.next().await {
        let pages = pages.into_iter().collect::<Result<Vec<_>, _>>()?;
        let edits = pages.into_iter().map(|page| {
            let tags = page.tags.iter().map(|tag| tag.tag.clone());
            let tags: Vec<_> = tags.chain(["reviewed".to_owned()]).collect();
            // The rest is sent back as it was read: an update erases what it leaves out.
            pages::Update {
                tags,
                ..pages::Update::from(page)
            }
        });
        for failed in client.pages().update_many(edits).await?.failed() {
            println!("page {}: {}", failed.input.id, failed.error);
        }
    }
    // docs: end
    Ok(())
}

async fn auto(url: &str, token: &str, ids: &[PageId]) -> Result<(), Box<dyn Error>> {
    // docs: auto
    let client = Client::builder(url)
        .token(token)
        .auto_batch(Duration::from_millis(2))
        .build()?;
    let tasks: Vec<_> = ids
        .iter()
        .map(|&id| {
            let client = client.clone();
            // Each knows of its own page and of nothing else; they travel together.
            tokio::spawn(async move { client.pages().single(id).await })
        })
        .collect();
    for task in tasks {
        println!("/{}", task.await??.path);
    }
    // docs: end
    Ok(())
}

async fn workflow(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: permit
    let permit = client.write_permit().await?;
    // No create, move or delete of this client's clones comes in between.
    let made = client
        .pages()
        .create("batch/draft", "Draft", "Some text.")
        .permit(&permit)
        .await?;
    if let Some(page) = made.page {
        client
            .pages()
            .move_page(page.id, "batch/moved", "en")
            .permit(&permit)
            .await?;
        client.pages().delete(page.id).permit(&permit).await?;
    }
    drop(permit);
    // docs: end
    Ok(())
}

async fn delete(client: &Client, ids: &[PageId]) -> Result<(), Box<dyn Error>> {
    client
        .pages()
        .delete_many(ids.iter().copied())
        .await?
        .into_result()?;
    Ok(())
}
