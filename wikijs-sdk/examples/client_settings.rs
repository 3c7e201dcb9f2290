//! The settings of a client, and those of a single call.
//!
//! `cargo run -p wikijs-sdk --example client_settings`

mod common;

use std::error::Error;
use std::time::Duration;

use wikijs_sdk::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let wiki = common::wiki().await?;

    let client = Client::builder(wiki.client.address())
        // How long to wait: for a connection, for one attempt, for a call altogether.
        .connect_timeout(Duration::from_secs(5))
        .attempt_timeout(Duration::from_secs(20))
        .total_timeout(Duration::from_secs(60))
        // Who is calling, for the server's logs.
        .user_agent("nightly-report/1.0")
        .header("x-request-source", "example")
        // How much is kept, and how much is taken in.
        .pool_size(4)
        .largest_answer(8 << 20)
        .build()?;
    // Also: `.token(…)`, `.proxy("http://proxy.example.org:3128")`, `.root_certificate(pem)`,
    // `.client_certificate(pem)`.
    println!("{client:?}");

    // This client has no token, so it runs as guest; a single call can bring its own, and its own patience.
    let strategies = client
        .authentication()
        .active_strategies()
        .timeout(Duration::from_secs(2))
        .await?;
    println!("ways to sign in: {}", strategies.len());

    // A setting that cannot be right is told when the client is built.
    let error = Client::builder("https://me:password@wiki.example.org")
        .build()
        .err();
    println!(
        "refused: {}",
        error.map_or_else(String::new, |error| error.to_string())
    );
    Ok(())
}
