//! A first walk: sign in, look around, write a page, find it again, see a refusal, clean up.
//!
//! `cargo run -p wikijs-sdk --example quickstart` starts an embedded wiki and works on that. With `WIKIJS_URL` and
//! `WIKIJS_TOKEN` set (an API key that may write and delete pages), the same program works on your own wiki.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use wikijs_sandbox::Sandbox;
use wikijs_sdk::pages;
use wikijs_sdk::{Client, ServerCode};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("This went wrong: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    // The embedded wiki lives as long as this value.
    let (client, _sandbox) = connect().await?;
    look_around(&client).await?;
    let here = Place {
        locale: client.localization().config().await?.locale,
        path: unused_path()?,
    };
    // From here on there may be something to clean up: whatever happens in between, the page goes.
    let worked = work(&client, &here).await;
    let cleaned = clean_up(&client, &here).await;
    match (worked, cleaned) {
        (Err(first), Err(second)) => Err(format!("{first}; and then {second}").into()),
        (worked, cleaned) => worked.and(cleaned),
    }
}

/// Where the page of this program stands.
struct Place {
    locale: String,
    path: String,
}

/// Your own wiki by its token, or the embedded one by signing in, as a person would.
async fn connect() -> Result<(Client, Option<Sandbox>), Box<dyn Error>> {
    if let Ok(url) = env::var("WIKIJS_URL") {
        let token =
            env::var("WIKIJS_TOKEN").map_err(|_| "WIKIJS_URL is set: set WIKIJS_TOKEN, too")?;
        println!("Working on the wiki at {url}.");
        return Ok((Client::new(url, token)?, None));
    }
    let (email, password) = ("ada@example.org", "correct horse");
    let sandbox = Sandbox::builder().admin(email, password).start().await?;
    println!(
        "WIKIJS_URL is not set: an embedded wiki runs at {} until this ends.",
        sandbox.url()
    );

    println!("Signing in as {email}.");
    let guest = Client::builder(sandbox.url()).build()?;
    let login = guest.authentication().login(email, password).await?;
    let token = login
        .jwt
        .ok_or("the wiki asks for another step to sign in")?;
    Ok((Client::new(sandbox.url(), token)?, Some(sandbox)))
}

async fn look_around(client: &Client) -> Result<(), Box<dyn Error>> {
    // Without the permission `manage:system` some of these fields are refused; `outcome` gives the others all the same.
    let info = client.system().info().outcome().await?.value();
    match info {
        Some(info) => println!(
            "It runs Wiki.js {} with {} pages.",
            info.current_version
                .as_deref()
                .unwrap_or("of a version it does not tell"),
            info.pages_total
                .map_or("an unknown number of".into(), |total| total.to_string()),
        ),
        None => println!("It does not tell this token which version it runs."),
    }
    Ok(())
}

async fn work(client: &Client, here: &Place) -> Result<(), Box<dyn Error>> {
    create(client, here).await?;
    edit(client, here).await?;
    find(client).await?;
    be_refused(client, here).await
}

async fn create(client: &Client, here: &Place) -> Result<(), Box<dyn Error>> {
    println!(
        "\nCreating a page at `{}`. The wiki renders it, which may take a moment.",
        here.path
    );
    let created = client
        .pages()
        .create(
            &here.path,
            "A page from Rust",
            "# Hello\n\nWritten by `quickstart`.\n",
        )
        .locale(&here.locale)
        .description("Made by the quickstart of wikijs-sdk")
        .tags(["quickstart", "rust"])
        .await?;
    if let Some(page) = created.page {
        println!("  It has the id {}.", page.id.0);
    }
    Ok(())
}

async fn edit(client: &Client, here: &Place) -> Result<(), Box<dyn Error>> {
    let page = client
        .pages()
        .single_by_path(&here.path)
        .locale(&here.locale)
        .await?;
    println!(
        "\nReading it back: {:?}, {} letters of Markdown.",
        page.title,
        page.content.chars().count()
    );
    println!(
        "Adding a line. An update replaces the page, so everything that is to stay is sent back."
    );
    let content = format!("{}\nAnd edited.\n", page.content);
    let tags: Vec<String> = page.tags.into_iter().map(|tag| tag.tag).collect();
    let edit = pages::Update::new(page.id, content, tags, page.is_published)
        .path(page.path)
        .locale(page.locale)
        .publish_start_date(page.publish_start_date)
        .publish_end_date(page.publish_end_date)
        .script_css(page.script_css)
        .script_js(page.script_js);
    client.pages().update(edit).await?;
    Ok(())
}

async fn find(client: &Client) -> Result<(), Box<dyn Error>> {
    let found = client.pages().search("page from Rust").await?;
    println!("\nSearching for it: {} hit(s).", found.results.len());
    println!("Listing by tag:");
    for page in client.pages().list().tags(["quickstart"]).await? {
        println!("  /{}  {}", page.path, page.title.unwrap_or_default());
    }
    Ok(())
}

async fn be_refused(client: &Client, here: &Place) -> Result<(), Box<dyn Error>> {
    println!("\nCreating a second page at the same path, which the wiki refuses:");
    let second = client
        .pages()
        .create(&here.path, "Another", "Never to be seen.")
        .locale(&here.locale);
    match second.await {
        Err(error) if error.code() == Some(ServerCode::PageDuplicateCreate) => {
            println!("  {error}")
        }
        Err(error) => return Err(error.into()),
        Ok(_) => println!("  It did not refuse. That is odd."),
    }
    Ok(())
}

/// Looks the page up by its path, so that it goes even if the answer to its creation was lost.
async fn clean_up(client: &Client, here: &Place) -> Result<(), Box<dyn Error>> {
    match client
        .pages()
        .single_by_path(&here.path)
        .locale(&here.locale)
        .await
    {
        Ok(page) => {
            println!("\nDeleting the page again.");
            client.pages().delete(page.id).await?;
            println!("  Gone. Its history and the tags it brought may stay in the wiki.");
            Ok(())
        }
        Err(error) if error.is_not_found() => Ok(()),
        Err(error) => Err(format!(
            "the page at `{}` could not be cleaned up: {error}",
            here.path
        )
        .into()),
    }
}

/// A path that nobody has: the time makes it one.
fn unused_path() -> Result<String, Box<dyn Error>> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    Ok(format!("quickstart/from-rust-{now}"))
}
