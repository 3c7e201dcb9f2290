//! The program that the README shows, on the wiki that `WIKIJS_URL` and `WIKIJS_TOKEN` name.
//!
//! `cargo run -p wikijs-sandbox` starts a wiki to try it on, and prints both.

use std::env;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // docs: first
    let wiki = wikijs_sdk::Client::new(env::var("WIKIJS_URL")?, env::var("WIKIJS_TOKEN")?)?;
    for page in wiki.pages().list().locale("en").await? {
        println!("{:>6}  /{}  {}", page.id, page.path, page.updated_at);
    }
    // docs: end
    Ok(())
}
