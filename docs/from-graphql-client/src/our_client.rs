//! On the way: the derived types, sent by our client.

use from_graphql_client::{AnyError, wiki};
use graphql_client::GraphQLQuery;
use wikijs_sdk::Client;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "../../schema/wikijs.graphql",
    query_path = "graphql/tags.graphql"
)]
struct Tags;

#[derive(GraphQLQuery)]
#[graphql(
    schema_path = "../../schema/wikijs.graphql",
    query_path = "graphql/tags.graphql"
)]
struct Retitle;

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    // docs: use
    let data = client.graphql_client::<Tags>(tags::Variables {}).await?;
    let tags = data.pages.ok_or("no pages")?.tags;
    for tag in tags.into_iter().flatten() {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let variables = retitle::Variables {
            id: tag.id,
            tag: tag.tag,
            title: "The guide".to_owned(),
        };
        let data = client.graphql_client::<Retitle>(variables).await?;
        let payload = data.pages.and_then(|pages| pages.update_tag);
        let status = payload.and_then(|payload| payload.response_result);
        let status = status.ok_or("no status")?;
        if !status.succeeded {
            return Err(status.message.unwrap_or_default().into());
        }
        println!("retitled");
    }
    // docs: end
    let response = client.graphql_client::<Tags>(tags::Variables {});
    // docs: response
    let response = response.response().await?;
    let (data, errors) = (response.data, response.errors);
    // docs: end
    assert!(data.is_some() && errors.is_none());
    Ok(())
}
