//! The program that the README shows, on the wiki that `WIKIJS_URL` and `WIKIJS_TOKEN` name.
//!
//! `cargo run -p wikijs-sandbox` starts a wiki to try it on, and prints both.

// docs: first
use std::env;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = env::var("WIKIJS_URL").map_err(|_| "set WIKIJS_URL: the address of the wiki")?;
    let token = env::var("WIKIJS_TOKEN").map_err(|_| "set WIKIJS_TOKEN: an API key")?;
    let wiki = wikijs_sdk::Client::new(url, token)?;
    for page in wiki.pages().list().locale("en").await? {
        println!("{:>6}  /{}  {}", page.id, page.path, page.updated_at);
    }
    Ok(())
}
// docs: end
