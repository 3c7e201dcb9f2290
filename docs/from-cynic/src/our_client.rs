//! On the way: the structs of cynic, sent by our client.

use cynic::{MutationBuilder, QueryBuilder};
use from_cynic::structs::{Retitle, RetitleVariables, Tags};
use from_cynic::{AnyError, wiki};
use wikijs_sdk::Client;

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    // docs: use
    let data = client.cynic(Tags::build(())).await?;
    let tags = data.pages.ok_or("no pages")?.tags;
    for tag in tags.into_iter().flatten() {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let operation = Retitle::build(RetitleVariables {
            id: tag.id,
            tag: tag.tag,
            title: "The guide".to_owned(),
        });
        let data = client.cynic(operation).await?;
        let payload = data.pages.and_then(|pages| pages.update_tag);
        let status = payload.and_then(|payload| payload.response_result);
        let status = status.ok_or("no status")?;
        if !status.succeeded {
            return Err(status.message.unwrap_or_default().into());
        }
        println!("retitled");
    }
    // docs: end
    // docs: response
    let response = client.cynic(Tags::build(())).response().await?;
    let (data, errors) = (response.data, response.errors);
    // docs: end
    assert!(data.is_some() && errors.is_none());
    Ok(())
}
