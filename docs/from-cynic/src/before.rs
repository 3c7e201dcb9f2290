//! Before: structs of cynic, sent by hand, outcomes looked at by hand.

use cynic::{GraphQlResponse, MutationBuilder, QueryBuilder};
use from_cynic::structs::{Retitle, RetitleVariables, Tags};
use from_cynic::{AnyError, wiki};

#[tokio::main]
async fn main() -> Result<(), AnyError> {
    let sandbox = wiki().await?;
    // docs: use
    let http = reqwest::Client::new();
    let post = || {
        let request = http.post(format!("{}/graphql", sandbox.url()));
        request.bearer_auth(sandbox.admin_token())
    };

    let answer = post().json(&Tags::build(())).send().await?;
    let response: GraphQlResponse<Tags> = answer.json().await?;
    if let Some(error) = response.errors.into_iter().flatten().next() {
        return Err(error.into());
    }
    let data = response.data.ok_or("no data")?;
    let tags = data.pages.ok_or("no pages")?.tags;
    for tag in tags.into_iter().flatten() {
        println!("{}: {}", tag.tag, tag.title.unwrap_or_default());
        let operation = Retitle::build(RetitleVariables {
            id: tag.id,
            tag: tag.tag,
            title: "The guide".to_owned(),
        });
        let answer = post().json(&operation).send().await?;
        let response: GraphQlResponse<Retitle> = answer.json().await?;
        if let Some(error) = response.errors.into_iter().flatten().next() {
            return Err(error.into());
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
