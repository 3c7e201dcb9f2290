//! What a program makes of a wiki, tested without any.

use wikijs_sdk::{Client, Error};

use crate::generated::reports;

#[allow(dead_code, reason = "not all that is generated is used")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}

// docs: code
/// The pages that were not touched for longest.
///
/// # Errors
///
/// The wiki does not tell.
pub async fn oldest(client: &Client) -> Result<Vec<String>, Error> {
    let pages = client.send(reports::Oldest::new()).await?;
    Ok(pages.into_iter().map(|page| page.path).collect())
}

/// Gives a tag a title, and says whether the wiki lets it.
///
/// # Errors
///
/// The wiki cannot be asked.
pub async fn retitle(client: &Client, tag: i32, title: &str) -> Result<bool, Error> {
    let retitle = reports::Retitle::new(tag, "guide", title);
    match client.send(retitle).await {
        Ok(()) => Ok(true),
        Err(error) if error.is_refused() => Ok(false),
        Err(error) => Err(error),
    }
}
// docs: end

#[cfg(test)]
mod tests {
    use super::*;
    use wikijs_sdk::types::ResponseStatus;

    // docs: tests
    use wikijs_sdk::answers::Canned;

    fn page(path: &str) -> reports::OldestOutput {
        let page = reports::OldestOutput::answer().path(path);
        page.updated_at("2026-01-31T00:00:00.000Z").build()
    }

    #[tokio::test]
    async fn paths_of_the_oldest() -> Result<(), Error> {
        let pages = vec![page("guide/a"), page("guide/b")];
        let wiki = Canned::new().answers::<reports::Oldest>(pages);
        assert_eq!(oldest(&wiki.client()?).await?, ["guide/a", "guide/b"]);
        assert_eq!(wiki.asked()[0].0, "ReportsOldest");
        Ok(())
    }
    // docs: end

    // docs: refused
    #[tokio::test]
    async fn a_title_that_is_refused() -> Result<(), Error> {
        let status = ResponseStatus::answer().succeeded(false).error_code(6002);
        let status = status.slug("PageUpdateForbidden").build();
        let wiki = Canned::new()
            .answers::<reports::Retitle>(())
            .refuses::<reports::Retitle>(status);
        let client = wiki.client()?;
        assert!(retitle(&client, 7, "The guide").await?);
        assert!(!retitle(&client, 7, "The guide").await?);
        assert!(
            retitle(&client, 7, "The guide").await.is_err(),
            "no answer is left"
        );
        Ok(())
    }
    // docs: end

    #[test]
    fn what_the_server_would_have_sent() {
        // docs: json
        let answer = wikijs_sdk::answers::answer::<reports::Oldest>(vec![page("guide/a")]);
        assert_eq!(
            answer,
            r#"{"data":{"pages":{"list":[{"path":"guide/a","title":null,"updatedAt":"2026-01-31T00:00:00.000Z"}]}}}"#
        );
        // docs: end
    }
}
