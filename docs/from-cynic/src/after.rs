//! After: types of our generator, sent by our client.

use from_cynic::{AnyError, wiki};
use wikijs_sdk::Client;

// docs: types
use crate::generated::tags;

#[allow(dead_code, reason = "not all that is generated is used")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    // docs: use
    for tag in client.send(tags::List::new()).await? {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let retitle = tags::Retitle::new(tag.id, tag.tag, "The guide");
        client.send(retitle).await?;
        println!("retitled");
    }
    // docs: end
    Ok(())
}
