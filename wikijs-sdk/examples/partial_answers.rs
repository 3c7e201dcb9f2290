//! Answers that came in part: the strict way and the patient way.
//!
//! The server answers with what it can and tells the rest in errors. `.await` takes any error for a failure;
//! `.outcome()` gives value and errors side by side.
//!
//! `cargo run -p wikijs-sdk --example partial_answers`

mod common;

use std::error::Error;

use wikijs_sdk::Outcome;
use wikijs_sdk::types::SystemInfo;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    // Any token will do that lacks `manage:system`: a guest's, say.
    let guest = wikijs_sdk::Client::builder(wiki.client.address()).build()?;

    // Strict: an error, that still holds what came.
    match guest.system().info().await {
        Ok(info) => println!("all of it: {:?}", info.current_version),
        Err(error) => {
            println!("strict: {error}");
            let partial = error.partial::<SystemInfo>();
            println!(
                "  what came: {:?}",
                partial.map(|info| &info.current_version)
            );
        }
    }

    // Patient: value and errors side by side, each error with its place.
    match guest.system().info().outcome().await? {
        Outcome::Answered { value, errors } => {
            println!(
                "patient: version {:?}, {} fields refused",
                value.current_version,
                errors.len()
            );
        }
        Outcome::Missing { errors } => println!("patient: nothing came: {errors}"),
        other => println!("patient: {:?}", other.errors()),
    }
    Ok(())
}
