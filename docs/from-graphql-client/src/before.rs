//! Before: types that are derived, sent by hand, outcomes looked at by hand.

use from_graphql_client::{AnyError, post, wiki};
use graphql_client::GraphQLQuery;

// docs: types
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
// docs: end

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    let (url, token) = (&sandbox.url(), sandbox.admin_token());
    // docs: use
    let response = post::<Tags>(url, token, tags::Variables {}).await?;
    if let Some(error) = response.errors.iter().flatten().next() {
        return Err(error.to_string().into());
    }
    let data = response.data.ok_or("no data")?;
    let tags = data.pages.ok_or("no pages")?.tags;
    for tag in tags.into_iter().flatten() {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let variables = retitle::Variables {
            id: tag.id,
            tag: tag.tag,
            title: "The guide".to_owned(),
        };
        let response = post::<Retitle>(url, token, variables).await?;
        if let Some(error) = response.errors.iter().flatten().next() {
            return Err(error.to_string().into());
        }
        let data = response.data.ok_or("no data")?;
        let payload = data.pages.and_then(|pages| pages.update_tag);
        let status = payload.and_then(|payload| payload.response_result);
        // Without these lines a refused mutation passes for a done one.
        let status = status.ok_or("no status")?;
        if !status.succeeded {
            return Err(status.message.unwrap_or_default().into());
        }
        println!("retitled");
    }
    // docs: end
    Ok(())
}
