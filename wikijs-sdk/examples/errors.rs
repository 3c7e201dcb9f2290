//! What can go wrong, and how a program tells one case from another.
//!
//! `cargo run -p wikijs-sdk --example errors`

mod common;

use std::error::Error as StdError;

use wikijs_sdk::{Client, Error, ServerCode};

#[tokio::main]
async fn main() -> Result<(), Box<dyn StdError>> {
    let wiki = common::wiki().await?;
    let client = &wiki.client;

    // A mutation that the wiki refuses: it says so with a code of its own.
    let refused = client
        .pages()
        .create("with space", "Title", "Content")
        .await;
    tell("an illegal path", refused);

    // A query for what is not there.
    tell("an unknown page", client.pages().single(999_999).await);

    // A call that this token may not make; for one call, another token (here: none that the wiki knows) can be given.
    tell(
        "without rights",
        client.system().info().token("not-a-token").await,
    );

    // An address where no wiki is.
    let nowhere = Client::builder("http://127.0.0.1:9").no_proxy().build()?;
    tell("no server", nowhere.pages().list().await);
    Ok(())
}

fn tell<T>(what: &str, result: Result<T, Error>) {
    let Err(error) = result else {
        println!("{what}: no error");
        return;
    };
    println!("{what}:\n  {error}");
    println!("  {}", advice(&error));
}

/// What a program would do: first the codes it knows, then the broader questions.
fn advice(error: &Error) -> &'static str {
    match error.code() {
        Some(ServerCode::PageIllegalPath) => return "-> choose another path",
        Some(ServerCode::PageDuplicateCreate) => return "-> update the page that is there",
        _ => {}
    }
    if error.is_not_found() {
        "-> it is gone: forget it"
    } else if error.is_forbidden() || error.is_unauthorized() {
        "-> ask somebody for the permission, or for another token"
    } else if error.may_have_run() {
        "-> look at the wiki before trying again"
    } else if error.is_connect() || error.is_unavailable() || error.is_timeout() {
        "-> try again later"
    } else {
        "-> tell a person"
    }
}
