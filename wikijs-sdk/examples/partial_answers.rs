//! Answers that came in part: the strict way and the patient way.
//!
//! The server answers with what it can and tells the rest in errors. `.await` takes any error for a failure;
//! `.outcome()` gives value and errors side by side.
//!
//! `cargo run -p wikijs-sdk --example partial_answers` works on the embedded wiki, since it needs a token with few
//! rights.

use std::error::Error;

use wikijs_sandbox::Sandbox;
use wikijs_sdk::types::SystemInfo;
use wikijs_sdk::{Client, Outcome, groups};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    // Of the system's information, this token may read the number of groups and little else.
    let client = Client::new(sandbox.url(), key_of_a_group_manager(&sandbox).await?)?;

    // Strict: an error, that still holds what came.
    if let Err(error) = client.system().info().await {
        println!("strict: {error}");
        let partial = error.partial::<SystemInfo>();
        println!(
            "  what came: {:?} groups",
            partial.and_then(|info| info.groups_total)
        );
    }

    // Patient: value and errors side by side, each error with its place.
    match client.system().info().outcome().await? {
        Outcome::Answered { value, errors } => {
            println!(
                "patient: {:?} groups, and {} fields refused",
                value.groups_total,
                errors.len()
            );
        }
        other => println!("patient: nothing came: {}", other.errors()),
    }
    Ok(())
}

async fn key_of_a_group_manager(sandbox: &Sandbox) -> Result<String, Box<dyn Error>> {
    let admin = Client::new(sandbox.url(), sandbox.admin_token())?;
    let created = admin.groups().create_group("Group managers").await?;
    let group = created
        .group
        .ok_or("the wiki did not tell the group's id")?
        .id;
    let rights = groups::Update {
        id: group,
        name: "Group managers".into(),
        redirect_on_login: "/".into(),
        permissions: vec!["manage:groups".into()],
        page_rules: Vec::new(),
    };
    admin.groups().update_group(rights).await?;
    let made = admin
        .authentication()
        .create_api_key("example", "1d")
        .group(group)
        .await?;
    Ok(made
        .key
        .ok_or("the wiki did not show the key")?
        .expose()
        .to_owned())
}
