//! On the way: our types, in a program that sends what graphql_client builds.

use from_graphql_client::{AnyError, post, wiki};
use wikijs_sdk::{Errors, Operation, Outcome};

use crate::generated::tags;

#[allow(dead_code, reason = "not all that is generated is used")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    let (url, token) = (&sandbox.url(), sandbox.admin_token());
    // docs: use
    let response = post::<tags::List>(url, token, tags::List::new()).await?;
    let tags = response.data.and_then(|data| data.into_value());
    for tag in tags.ok_or("no tags")?.into_inner() {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let retitle = tags::Retitle::new(tag.id, tag.tag, "The guide");
        let response = post::<tags::Retitle>(url, token, retitle).await?;
        let data = response.data.ok_or("no data")?;
        match tags::Retitle::output(data, &Errors::none()) {
            Outcome::Answered { .. } => println!("retitled"),
            other => return Err(format!("{other:?}").into()),
        }
    }
    // docs: end
    Ok(())
}
