//! A report on a wiki, from query files of its own, on an embedded wiki.

use std::error::Error;

use wikijs_sandbox::Sandbox;
use wikijs_sdk::types::{PageListItem, PageOrderBy};
use wikijs_sdk::{Client, pages};

use crate::generated::reports;

// docs: include
#[allow(dead_code, reason = "not all that is generated is used")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated.rs"));
}
// docs: end

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    for path in ["guide/a", "guide/b"] {
        client
            .pages()
            .create(path, "A page", "# A page\n")
            .tags(["guide"])
            .await?;
    }
    // docs: use
    for page in client.send(reports::Oldest::new()).await? {
        println!("{}  /{}", page.updated_at, page.path);
    }
    let overview = client.send(reports::Overview::new()).await?;
    let title = overview.site.and_then(|site| site.config?.title);
    println!("{}", title.unwrap_or_default());
    // docs: end
    shared(&client).await?;
    let tags = client.pages().tags().await?;
    let tag = tags.first().ok_or("there is a tag")?;
    // docs: mutation
    let retitle = reports::Retitle::new(tag.id, "guide", "The guide");
    client.send(retitle).await?;
    // docs: end
    Ok(())
}

// docs: shared
/// What the SDK's operations give, and your own that spread the same fragment.
fn titles(pages: &[PageListItem]) -> Vec<String> {
    let title = |page: &PageListItem| page.title.clone().unwrap_or_default();
    pages.iter().map(title).collect()
}

async fn shared(client: &Client) -> Result<(), Box<dyn Error>> {
    let newest = reports::Newest::new().order_by(PageOrderBy::Title);
    let (mine, theirs) = client.batch((newest, pages::List::new())).await?;
    println!("{:?} and {:?}", titles(&mine?), titles(&theirs?));
    Ok(())
}
// docs: end
