//! The programs that docs/errors.md quotes, one after another, on an embedded wiki.
//!
//! `cargo run -p wikijs-sdk --example docs_errors`

use std::error::Error as StdError;
use std::time::Duration;

use wikijs_sandbox::Sandbox;
use wikijs_sdk::types::PageId;
use wikijs_sdk::{Client, Error, ErrorKind, Outcome, ServerCode};

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    basic(&client).await;
    let id = create_or_find(&client, "guide/start").await?;
    assert_eq!(id, create_or_find(&client, "guide/start").await?);
    refusal(&client).await?;
    beside_the_value(&client, sandbox.reader_token()).await?;
    in_doubt(&client).await?;
    limits(&sandbox).await?;
    let closed = Client::builder("http://127.0.0.1:9").no_proxy().build()?;
    assert_eq!(
        closed.pages().list().await.err().map(|error| error.kind()),
        Some(ErrorKind::Connect)
    );
    Ok(())
}

async fn basic(client: &Client) {
    // docs: basic
    match client.pages().single(999).await {
        Ok(page) => println!("{}", page.title),
        Err(error) if error.is_not_found() => println!("there is no such page"),
        Err(error) if error.is_forbidden() => println!("this token may not read it"),
        // One line: operation, field, place, code and message.
        Err(error) => eprintln!("{error}"),
    }
    // docs: end
}

// docs: create_or_find
/// The page at a path: a new one, or the one that is there.
async fn create_or_find(client: &Client, path: &str) -> Result<PageId, Error> {
    let created = client.pages().create(path, "Start", "# Start\n").await;
    match created {
        Ok(created) => {
            if let Some(page) = created.page {
                return Ok(page.id);
            }
        }
        Err(error) if error.code() == Some(ServerCode::PageDuplicateCreate) => {}
        Err(error) => return Err(error),
    }
    Ok(client.pages().single_by_path(path).await?.id)
}
// docs: end

async fn refusal(client: &Client) -> Result<(), Box<dyn StdError>> {
    // docs: refusal
    let refused = client.pages().create("with space", "T", "C").await;
    let error = refused.err().ok_or("it was not refused")?;
    let refusal = error.refusal().ok_or("no refusal")?;
    assert_eq!((refusal.code(), refusal.slug()), (6005, "PageIllegalPath"));
    println!("{}", refusal.message()); // the server's words
    println!("{error}"); // all of it on one line
    // docs: end
    assert!(!error.may_have_run());
    Ok(())
}

async fn beside_the_value(client: &Client, reader: &str) -> Result<(), Box<dyn StdError>> {
    // docs: outcome
    match client.system().info().token(reader).outcome().await? {
        Outcome::Answered { value, errors } => {
            println!("{:?} pages", value.pages_total);
            for error in errors.iter().take(3) {
                println!("{:?}: {}", error.path, error.message);
            }
        }
        Outcome::Missing { errors } => println!("nothing came: {errors}"),
        other => println!("{other:?}"),
    }
    // docs: end
    Ok(())
}

async fn in_doubt(client: &Client) -> Result<(), Box<dyn StdError>> {
    // docs: in_doubt
    let created = client
        .pages()
        .create("guide/doubt", "Doubt", "# Doubt\n")
        .timeout(Duration::from_secs(10))
        .await;
    if let Err(error) = created {
        if !error.may_have_run() {
            return Err(error.into()); // nothing was done: mend the cause, then try again
        }
        // Sent, and not known to have failed. Look before it is sent again.
        match client.pages().single_by_path("guide/doubt").await {
            Ok(page) => println!("it was made: {}", page.id),
            Err(found) if found.is_not_found() => println!("it was not made"),
            Err(found) => return Err(found.into()),
        }
    }
    // docs: end
    Ok(())
}

async fn limits(sandbox: &Sandbox) -> Result<(), Box<dyn StdError>> {
    let guest = Client::builder(sandbox.url()).build()?;
    for _ in 0..5 {
        let login = guest.authentication().login("nobody@example.org", "wrong");
        assert!(login.await.is_err());
    }
    // docs: limits
    // Otherwise the client waits as long as the server says, and tries again.
    let login = guest
        .authentication()
        .login("nobody@example.org", "wrong")
        .no_retry();
    if let Err(error) = login.await
        && error.is_rate_limited()
    {
        println!("again in {:?}", error.retry_after());
    }
    // docs: end
    Ok(())
}
