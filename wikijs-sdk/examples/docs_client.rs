//! The programs that docs/client.md quotes, one after another, on an embedded wiki.
//!
//! `cargo run -p wikijs-sdk --example docs_client`

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::task::JoinSet;
use wikijs_sandbox::Sandbox;
use wikijs_sdk::connector::{
    BoxError, Connector, Exchanging, HttpService, WireRequest, default_connector,
};
use wikijs_sdk::types::PageOrderBy;
use wikijs_sdk::{Client, Operation, pages, system};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let sandbox = Sandbox::start().await?;
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    first(&url, token).await?;
    let client = settings(&url, token)?;
    options(&client, sandbox.editor_token()).await?;
    sign_in(&url).await?;
    many(&client).await?;
    batch(&client).await?;
    streamed(&client).await?;
    download(&client).await?;
    certificates(&url)?;
    in_process().await?;
    counted(&url, token).await?;
    Ok(())
}

async fn first(url: &str, token: &str) -> Result<(), BoxError> {
    // docs: first
    let client = Client::new(url, token)?;
    let created = client
        .pages()
        .create("guide/start", "Getting started", "# Hello\n")
        .description("Where to begin")
        .tags(["guide"])
        .await?;
    for page in client.pages().list().order_by(PageOrderBy::Updated).await? {
        println!("/{}  {}", page.path, page.title.unwrap_or_default());
    }
    // docs: end
    println!("{:?}", created.page.map(|page| page.id));
    Ok(())
}

fn settings(url: &str, token: &str) -> Result<Client, wikijs_sdk::Error> {
    // docs: settings
    let client = Client::builder(url)
        .token(token)
        .user_agent("nightly-import/1.2")
        .attempt_timeout(Duration::from_secs(30))
        .total_timeout(Duration::from_secs(300))
        .pool_size(4)
        .largest_answer(16 << 20)
        .build()?;
    // docs: end
    Ok(client)
}

async fn options(client: &Client, token: &str) -> Result<(), BoxError> {
    // docs: options
    let request = client
        .pages()
        .search("hello")
        .timeout(Duration::from_secs(5)) // this call alone
        .token(token) // runs as somebody else
        .header("x-request-id", "7f3a");
    let found = request.await?;

    // The operation without its options: to keep it, to compare it, to send it elsewhere.
    let operation = client.pages().search("hello").operation();
    assert_eq!(operation, pages::Search::new("hello"));
    let again = client.send(operation).await?;
    assert_eq!(found.total_hits, again.total_hits);
    // docs: end
    assert_eq!(pages::Search::NAME, "PagesSearch");
    Ok(())
}

async fn sign_in(url: &str) -> Result<(), BoxError> {
    // docs: sign_in
    let guest = Client::builder(url).build()?;
    let login = guest
        .authentication()
        .login("admin@sandbox.test", "sandbox-admin")
        .await?;
    // Without a token, the answer says which step has to follow, as the code of a second factor.
    let token = login.jwt.ok_or("another step is needed")?;
    let me = Client::new(url, token)?.users().profile().await?;
    println!("signed in as {}", me.email);
    // docs: end
    Ok(())
}

async fn many(client: &Client) -> Result<(), BoxError> {
    // docs: many
    let mut readers = JoinSet::new();
    for page in client.pages().list().await? {
        let client = client.clone();
        readers.spawn(async move { client.pages().single(page.id).await });
    }
    while let Some(page) = readers.join_next().await {
        let page = page??;
        println!("/{}: {} bytes", page.path, page.content.len());
    }
    // docs: end
    Ok(())
}

async fn batch(client: &Client) -> Result<(), BoxError> {
    // docs: batch
    // Different operations of one kind: a result for each.
    let (info, tags) = client
        .batch((system::Info::new(), pages::Tags::new()))
        .await?;
    println!("{:?} pages, {} tags", info?.pages_total, tags?.len());

    // Many of the same: results in order, and each failure with its input.
    let chapters = ["one", "two", "three"];
    let created = client
        .batch(chapters.map(|name| pages::Create::new(format!("book/{name}"), name, "# …\n")))
        .await?;
    for failed in created.failed() {
        println!("{}: {}", failed.input.path, failed.error);
    }
    // docs: end
    assert_eq!(created.succeeded().count(), chapters.len());
    Ok(())
}

async fn streamed(client: &Client) -> Result<(), BoxError> {
    // docs: streamed
    let mut pages = client.pages().list().stream();
    while let Some(page) = pages.next().await {
        println!("/{}", page?.path);
    }
    // docs: end
    Ok(())
}

async fn download(client: &Client) -> Result<(), BoxError> {
    // docs: download
    let source = client.download("/d/en/guide/start").await?;
    println!("{:?}", source.content_type());
    println!("{}", source.text().await?);

    // Piece by piece, for what may be large.
    let mut content = client
        .download("/d/en/guide/start")
        .timeout(Duration::from_secs(10))
        .await?;
    let mut bytes = 0;
    while let Some(piece) = content.chunk().await? {
        bytes += piece.len();
    }
    // docs: end
    println!("{bytes} bytes");
    Ok(())
}

fn certificates(url: &str) -> Result<(), BoxError> {
    let pem = rcgen::generate_simple_self_signed(["wiki.internal".to_owned()])?
        .cert
        .pem();
    // docs: certificates
    let client = Client::builder(url)
        .root_certificate(pem) // beside those of the operating system
        .proxy("http://proxy.internal:3128")
        .build()?;
    // docs: end
    println!("{client:?}");
    Ok(())
}

async fn in_process() -> Result<(), BoxError> {
    // docs: in_process
    let sandbox = Sandbox::in_process();
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(sandbox.service()))
        .build()?;
    assert!(client.pages().list().await?.is_empty());
    // docs: end
    Ok(())
}

// docs: counted
/// Counts the requests that leave.
struct Counted<C> {
    inner: C,
    sent: Arc<AtomicU64>,
}

impl<C: Connector> Connector for Counted<C> {
    fn send(&self, request: WireRequest) -> Exchanging {
        self.sent.fetch_add(1, Ordering::Relaxed);
        self.inner.send(request)
    }
}
// docs: end

async fn counted(url: &str, token: &str) -> Result<(), BoxError> {
    let sent = Arc::new(AtomicU64::default());
    let inner = default_connector()?;
    let connector = Counted {
        inner,
        sent: Arc::clone(&sent),
    };
    let client = Client::builder(url)
        .token(token)
        .connector(connector)
        .build()?;
    client.pages().tags().await?;
    assert_eq!(sent.load(Ordering::Relaxed), 1);
    Ok(())
}
