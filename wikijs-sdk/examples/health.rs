//! How a wiki is, who a client is there, what it may do; and a job that looks before it begins.
//!
//! `cargo run -p wikijs-sdk --example health`

mod common;

use std::error::Error;
use std::time::Duration;

use wikijs_sdk::health::{ApiState, Clearance, Need, SchemaFit, Who};
use wikijs_sdk::{Client, ErrorKind, Operation, assets, comments, pages};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;
    first(&wiki.client).await;
    parts(&wiki.client).await?;
    ready_for_traffic(&wiki.client).await?;
    job(&wiki.client).await?;
    list(&wiki.client).await?;
    dry_run(&wiki.client).await?;
    nobody_there().await?;
    Ok(())
}

async fn first(client: &Client) {
    // docs: first
    let health = client.health().await;
    println!("{health}");
    // docs: end
}

async fn parts(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: parts
    let health = client.health().timeout(Duration::from_secs(5)).await;
    match &health.reachable {
        Ok(reached) => println!("it answers in {:?}", reached.took),
        Err(why) => eprintln!("no wiki: {why}"),
    }
    match &health.who {
        Ok(Who::Guest { with_token: true }) => eprintln!("the token does not count any more"),
        Ok(who) => println!("calls run as {who}"),
        Err(why) => eprintln!("nobody knows: {why}"),
    }
    match &health.version {
        Ok(version) if version.fit == SchemaFit::Older => {
            // What the documentation calls "since 2.5.296".
            println!("pages by path: {:?}", version.is_at_least("2.5.296"));
        }
        Ok(version) => println!("{version}"),
        Err(why) if why.kind() == ErrorKind::Forbidden => println!("{why}"),
        Err(why) => eprintln!("{why}"),
    }
    if health.api == Ok(ApiState::Off) {
        println!("API keys are not let in");
    }
    if let Ok(permissions) = &health.permissions {
        match permissions.has("write:assets") {
            Some(true) => println!("files can be written"),
            Some(false) => println!("files cannot be written"),
            None => println!("whether files can be written is not told"),
        }
    }
    // docs: end
    Ok(())
}

async fn ready_for_traffic(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: machines
    let health = client.health().timeout(Duration::from_secs(2)).await;
    let status = if health.is_well() { 200 } else { 503 };
    let body = serde_json::to_string(&health)?;
    // docs: end
    println!("{status} {body}");
    Ok(())
}

async fn job(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: job
    let ready = client
        .check::<(pages::Create, pages::Update, assets::CreateFolder)>()
        .await?;
    ready.ensure()?; // an error that names what lacks, before anything is written
    // docs: end
    // docs: each
    for (need, clearance) in ready.iter() {
        match clearance {
            Clearance::Allowed { .. } => {}
            Clearance::UpToPageRules { .. } => println!("{need}: where page rules allow it"),
            Clearance::Lacks(lack) => println!("{need} lacks {lack}"),
            other => println!("{need}: {other}"),
        }
    }
    // docs: end
    Ok(())
}

async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let with_comments = true;
    // docs: list
    let mut needs = vec![Need::of::<pages::Create>()];
    if with_comments {
        needs.push(comments::Create::FACTS.into());
    }
    let ready = client.check_needs(needs).await?;
    if !ready.is_certain() {
        println!("{ready}");
    }
    // docs: end
    Ok(())
}

async fn dry_run(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: dry_run
    let reader = client.read_only();
    let refused = reader.pages().create("plans", "Plans", "# Plans").await;
    let error = refused.err().ok_or("it was written")?;
    assert_eq!(error.kind(), ErrorKind::ReadOnly);
    // docs: end
    Ok(())
}

async fn nobody_there() -> Result<(), Box<dyn Error>> {
    let client = Client::new("http://127.0.0.1:9", "token")?;
    // docs: nobody
    let health = client.health().await; // no `?`: there is no error
    assert!(!health.is_well());
    if let Err(why) = &health.reachable {
        println!("{why}");
    }
    // docs: end
    Ok(())
}
