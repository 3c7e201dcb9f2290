//! The programs that docs/sandbox.md quotes, one after another. Tokio's clock is paused, as in a test.
//!
//! `cargo run -p wikijs-sdk --example docs_sandbox`

use std::error::Error;
use std::time::Duration;

use wikijs_sandbox::{
    Fault, FaultKind, Sandbox, SeedAsset, SeedGroup, SeedPage, SeedRule, SeedUser, Timing, Uploads,
};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{Client, RateLimits};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> Result<(), Box<dyn Error>> {
    seeded().await?;
    permissions().await?;
    changes().await?;
    kept().await?;
    uploads()?;
    lost_answer().await?;
    script().await?;
    slow().await?;
    time().await?;
    Ok(())
}

// docs: client
fn client(sandbox: &Sandbox, token: &str) -> Result<Client, wikijs_sdk::Error> {
    Client::builder(sandbox.url())
        .token(token)
        .connector(HttpService::new(sandbox.service()))
        .build()
}
// docs: end

async fn seeded() -> Result<(), Box<dyn Error>> {
    // docs: seeded
    let sandbox = Sandbox::builder()
        .seed(7)
        .page(SeedPage::new("home", "Home", "# Hello").tags(["start"]))
        .user(SeedUser::new("ada@example.org", "Ada", "correct horse").group("Editors"))
        .in_process();
    let admin = client(&sandbox, sandbox.admin_token())?;
    let pages = admin.pages().list().tags(["start"]).await?;
    assert_eq!(pages.len(), 1);

    // What was asked, by field: the first query also asks whom the token stands for.
    let asked = sandbox.requests().pop().ok_or("nothing was asked")?;
    assert_eq!(asked.operations, ["users.profile", "pages.list"]);
    // docs: end
    Ok(())
}

async fn permissions() -> Result<(), Box<dyn Error>> {
    // docs: permissions
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Hello"))
        .in_process();
    let reader = client(&sandbox, sandbox.reader_token())?;
    assert_eq!(reader.pages().list().await?.len(), 1);
    // As on the real server, a reader may list a page and not open it by the API.
    let refused = reader.pages().single_by_path("home").await.err();
    assert!(refused.is_some_and(|error| error.is_forbidden()));
    // docs: end
    Ok(())
}

async fn changes() -> Result<(), Box<dyn Error>> {
    // docs: changes
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Hello").tags(["start"]))
        .in_process();
    let admin = client(&sandbox, sandbox.admin_token())?;
    let before = sandbox.state();
    admin.pages().move_page(1, "start", "en").await?;
    let diff = before.diff(&sandbox.state());
    let moved = r#"pages[1].path: "home" -> "start""#;
    assert!(diff.lines().iter().any(|line| line == moved), "{diff}");
    assert_eq!(sandbox.writes(), 1);
    // docs: end
    Ok(())
}

async fn kept() -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("wiki.json");
    // docs: kept
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Hello"))
        .in_process();
    sandbox.save(&file)?;
    let later = Sandbox::builder().resume(&file).in_process();
    assert_eq!(later.pages(), sandbox.pages());
    assert_eq!(later.admin_token(), sandbox.admin_token());
    // docs: end
    Ok(())
}

fn uploads() -> Result<(), Box<dyn Error>> {
    // docs: uploads
    let sandbox = Sandbox::builder()
        .uploads(Uploads::digested().up_to(10 << 30))
        .group(SeedGroup::new("Robots", ["read:assets"]).rule(SeedRule::end(".csv")))
        .key("robot", "Robots")
        .asset(SeedAsset::new("data/list.csv", "text/csv", "1,2"))
        .in_process();
    let stored = sandbox.assets().pop().ok_or("no file")?;
    assert_eq!((stored.path.as_str(), stored.size), ("data/list.csv", 3));
    assert!(stored.content().is_none() && stored.sha256.starts_with("17f8af97"));
    // docs: end
    Ok(())
}

async fn script() -> Result<(), Box<dyn Error>> {
    // docs: script
    let steps = [None, Some(FaultKind::Html(502)), Some(FaultKind::CutBefore)];
    let sandbox = Sandbox::builder()
        .fault(Fault::script(steps).on("pages.list"))
        .in_process();
    let reader = client(&sandbox, sandbox.reader_token())?;
    reader.pages().list().await?;
    // Reads are sent again, so that the client makes up for both.
    reader.pages().list().await?;
    let struck: Vec<_> = sandbox
        .faults_taken()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        struck,
        [
            "request 2, POST /graphql (pages.list): Html(502), in place of the work",
            "request 3, POST /graphql (pages.list): CutBefore, in place of the work",
        ]
    );
    // docs: end
    Ok(())
}

async fn lost_answer() -> Result<(), Box<dyn Error>> {
    // docs: lost_answer
    let sandbox = Sandbox::builder()
        .fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1))
        .in_process();
    let editor = client(&sandbox, sandbox.editor_token())?;
    let error = editor.pages().create("a", "A", "# A").await.err();
    assert!(error.is_some_and(|error| error.may_have_run()));
    assert_eq!(editor.pages().list().await?.len(), 1); // it was done
    assert_eq!(sandbox.faults_taken().len(), 1);
    // docs: end
    Ok(())
}

async fn slow() -> Result<(), Box<dyn Error>> {
    // docs: slow
    let sandbox = Sandbox::builder().timing(Timing::measured()).in_process();
    let editor = client(&sandbox, sandbox.editor_token())?;
    // The clock is paused, so this takes no time; on a running one it would take 1.8 seconds.
    let request = editor.pages().create("a", "A", "# A");
    let error = request.timeout(Duration::from_secs(1)).await.err();
    assert!(error.is_some_and(|error| error.is_timeout() && error.may_have_run()));
    // docs: end
    Ok(())
}

async fn time() -> Result<(), Box<dyn Error>> {
    // docs: time
    let sandbox = Sandbox::in_process();
    let guest = Client::builder(sandbox.url())
        .connector(HttpService::new(sandbox.service()))
        .rate_limits(RateLimits::new().server_limits(false)) // or it would keep them by itself,
        .no_retry() // or wait until it is over
        .build()?;
    let signing_in = || guest.authentication().login("nobody@example.org", "wrong");
    for _ in 0..5 {
        assert!(signing_in().await.is_err_and(|error| error.is_refused()));
    }
    assert!(
        signing_in()
            .await
            .is_err_and(|error| error.is_rate_limited())
    );
    sandbox.advance(Duration::from_secs(60));
    assert!(signing_in().await.is_err_and(|error| error.is_refused()));
    // docs: end
    Ok(())
}
