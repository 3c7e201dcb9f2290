//! What the three programs share: the wiki that they are shown on, and the structs of cynic.

use std::error::Error;

use wikijs_sandbox::Sandbox;
use wikijs_sdk::Client;

/// What a program of few lines fails with.
pub type AnyError = Box<dyn Error>;

/// Starts a wiki with a tag that has the title `guide`.
///
/// # Errors
///
/// There is no port, or the wiki does not take a page.
pub async fn wiki() -> Result<Sandbox, AnyError> {
    // Which of reqwest's TLS providers it is, a program that has reqwest without its defaults says itself.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    let page = client.pages().create("guide/start", "Start", "# Start\n");
    page.tags(["guide"]).await?;
    Ok(sandbox)
}

#[allow(
    missing_docs,
    reason = "cynic's macros write items without documentation"
)]
pub mod structs {
    //! The structs, written by hand.

    // docs: types
    #[cynic::schema("wikijs")]
    mod schema {}

    #[derive(cynic::QueryFragment, Debug)]
    #[cynic(graphql_type = "Query")]
    pub struct Tags {
        pub pages: Option<TagsOfPages>,
    }

    #[derive(cynic::QueryFragment, Debug)]
    #[cynic(graphql_type = "PageQuery")]
    pub struct TagsOfPages {
        pub tags: Vec<Option<PageTag>>,
    }

    #[derive(cynic::QueryFragment, Debug)]
    pub struct PageTag {
        pub id: i32,
        pub tag: String,
        pub title: Option<String>,
    }

    #[derive(cynic::QueryVariables, Debug)]
    pub struct RetitleVariables {
        pub id: i32,
        pub tag: String,
        pub title: String,
    }

    #[derive(cynic::QueryFragment, Debug)]
    #[cynic(graphql_type = "Mutation", variables = "RetitleVariables")]
    pub struct Retitle {
        pub pages: Option<RetitleOfPages>,
    }

    #[derive(cynic::QueryFragment, Debug)]
    #[cynic(graphql_type = "PageMutation", variables = "RetitleVariables")]
    pub struct RetitleOfPages {
        #[arguments(id: $id, tag: $tag, title: $title)]
        pub update_tag: Option<DefaultResponse>,
    }

    #[derive(cynic::QueryFragment, Debug)]
    pub struct DefaultResponse {
        pub response_result: Option<ResponseStatus>,
    }

    #[derive(cynic::QueryFragment, Debug)]
    pub struct ResponseStatus {
        pub succeeded: bool,
        pub message: Option<String>,
    }
    // docs: end
}
