//! The programs that docs/queries.md quotes, one after another, on an embedded wiki.
//!
//! `cargo run -p wikijs-sdk --example docs_queries`

use std::error::Error;

use serde_json::json;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::types::{
    GroupId, Page, PageId, PageOrderBy, PageRuleInput, PageRuleMatch, SystemInfo,
};
use wikijs_sdk::{Client, Date, Effect, Maybe, Null, Operation, Outcome, groups, pages};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::start().await?;
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    let id = setters(&client).await?;
    values(&client, id).await?;
    update(&client, id).await?;
    edit(&client, id).await?;
    let stewards = structs(&client).await?;
    scalars(&client, id).await?;
    let steward = secrets(&client, stewards).await?;
    partial(&steward).await?;
    paged(&client, id).await?;
    json_of(&client, id).await?;
    raw(&client).await?;
    facts();
    Ok(())
}

async fn setters(client: &Client) -> Result<PageId, Box<dyn Error>> {
    // docs: setters
    let description: Option<String> = None;
    let created = client
        .pages()
        .create("guide/setup", "Setup", "# Setup\n") // required: arguments
        .tags(["guide", "setup"]) // an array, a vector, a set, an iterator
        .description(description) // `None`: the default of the query file
        .publish_start_date(Date::unset())
        .script_css(Null) // null, in so many words
        .await?;
    let id = created.page.ok_or("the page is not told")?.id;
    // docs: end
    Ok(id)
}

async fn values(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: values
    let operation = pages::Single::new(id);
    let page: Page = client.send(operation.clone()).await?;
    assert_eq!(page, client.send(operation).await?);
    assert_eq!(page, client.pages().single(id).await?);
    // docs: end
    Ok(())
}

async fn update(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: maybe
    let page = client.pages().single(id).await?;
    let tags = page.tags.into_iter().map(|tag| tag.tag);
    let mut edit = pages::Update::new(id, page.content, tags, page.is_published);
    edit.title = Maybe::Value("Setup, in three steps".to_owned());
    assert_eq!(edit.description, Maybe::Absent); // not sent: the server keeps it
    let edit = edit
        .path(page.path)
        .locale(page.locale)
        .publish_start_date(page.publish_start_date)
        .publish_end_date(page.publish_end_date)
        .script_css(page.script_css)
        .script_js(page.script_js);
    client.pages().update(edit).await?;
    // docs: end
    Ok(())
}

async fn edit(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: edit
    let page = client.pages().single(id).await?;
    let read_at = page.updated_at.clone();
    let edit = pages::Update::from(page).title("Setup, in four steps");
    if client.pages().check_conflicts(id, read_at).await? {
        println!("somebody else wrote meanwhile");
    } else {
        client.pages().update(edit).await?;
    }
    // docs: end
    Ok(())
}

async fn structs(client: &Client) -> Result<GroupId, Box<dyn Error>> {
    // docs: structs
    let created = client.groups().create_group("Stewards").await?;
    let group = created.group.ok_or("the group is not told")?;
    client
        .groups()
        .update_group(groups::Update {
            id: group.id,
            name: group.name,
            redirect_on_login: "/".to_owned(),
            permissions: vec!["read:pages".to_owned(), "manage:groups".to_owned()],
            page_rules: vec![PageRuleInput::new(
                "stewards",
                false,
                PageRuleMatch::Start,
                ["read:pages"],
                "guide",
                ["en"],
            )],
        })
        .await?;
    // docs: end
    Ok(group.id)
}

async fn scalars(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: scalars
    let same: PageId = id.to_string().parse()?;
    let page = client.pages().single(same).await?;
    if let Some(time) = page.updated_at.to_system_time()? {
        println!("written {:?} ago", time.elapsed().unwrap_or_default());
    }
    assert!(page.publish_end_date.is_unset());

    // A value that a newer server may know, and this version of the SDK does not.
    let order = PageOrderBy::from_name("RELEVANCE");
    assert_eq!(order, PageOrderBy::Unknown("RELEVANCE".to_owned()));
    // docs: end
    Ok(())
}

async fn secrets(client: &Client, group: GroupId) -> Result<Client, Box<dyn Error>> {
    // docs: secrets
    let made = client
        .authentication()
        .create_api_key("stewards", "30d")
        .group(group)
        .await?;
    let key = made.key.ok_or("the key is shown once, and was not")?;
    assert_eq!(format!("{key:?}"), "Secret([redacted])");
    let steward = Client::new(client.address(), key)?; // `key.expose()` gives the text
    // docs: end
    Ok(steward)
}

async fn partial(steward: &Client) -> Result<(), Box<dyn Error>> {
    // docs: partial
    // Strict: an error in any field is an error of the call. What came is in it.
    let strict = steward.system().info().await;
    if let Err(error) = strict {
        let came: Option<&SystemInfo> = error.partial();
        println!("{error}; {:?}", came.and_then(|info| info.groups_total));
    }

    // Patient: the value, and beside it what is missing and why.
    let outcome = steward.system().info().outcome().await?;
    if let Outcome::Answered { value, errors } = outcome {
        println!("{:?} groups, {} errors", value.groups_total, errors.len());
    }
    // docs: end
    Ok(())
}

async fn paged(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: paged
    let mut versions = Vec::new();
    for page in 0.. {
        let part = client
            .pages()
            .history(id)
            .offset_page(page)
            .offset_size(100)
            .await?;
        let is_last = part.trail.as_ref().is_none_or(|trail| trail.len() < 100);
        versions.extend(part.trail.into_iter().flatten());
        if is_last {
            break;
        }
    }
    // docs: end
    println!("{} versions", versions.len());
    Ok(())
}

async fn json_of(client: &Client, id: PageId) -> Result<(), Box<dyn Error>> {
    // docs: json
    let page = client.pages().single(id).await?;
    let text = serde_json::to_string(&page)?; // the server's keys: `isPublished`
    let again: Page = serde_json::from_str(&text)?;
    assert_eq!(page, again);

    let variables = serde_json::to_value(pages::Move::new(7, "guide/new", "en"))?;
    assert_eq!(
        variables,
        json!({ "id": 7, "destinationPath": "guide/new", "destinationLocale": "en" })
    );
    // docs: end
    Ok(())
}

async fn raw(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: raw
    let document = "query ($tags: [String!]) { pages { list(tags: $tags) { id path } } }";
    let answer = client.raw(document, json!({ "tags": ["guide"] })).await?;
    println!("{} {}", answer.data, answer.errors);
    // docs: end
    Ok(())
}

fn facts() {
    // docs: facts
    assert_eq!(pages::Delete::FACTS.field, "pages.delete");
    assert_eq!(
        pages::Delete::FACTS.requires,
        ["delete:pages", "manage:system"]
    );
    assert_eq!(pages::Delete::EFFECT, Effect::Once);
    assert!(pages::Delete::DOCUMENT.starts_with("mutation PagesDelete($id:Int!){"));
    // docs: end
}
