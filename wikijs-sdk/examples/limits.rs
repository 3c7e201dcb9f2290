//! How much is sent in what time: rates of one's own, those of the server, and the end of a client.
//!
//! `cargo run -p wikijs-sdk --example limits`

use std::error::Error;
use std::time::{Duration, Instant};

use wikijs_sandbox::{Sandbox, Timing};
use wikijs_sdk::{Client, Endpoint, ErrorKind, Held, Rate, RateLimits, WhenLimited};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Writes take their time, as on a real wiki.
    let sandbox = Sandbox::builder()
        .timing(Timing::measured())
        .start()
        .await?;
    waits(&sandbox).await?;
    fails(&sandbox).await?;
    asks(&sandbox)?;
    only_reads(&sandbox).await?;
    ends(&sandbox).await
}

async fn waits(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    // docs: waits
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        // Twenty a second on average, and three at once after a rest.
        .rate_limits(RateLimits::new().all(Rate::bucket(20, Duration::from_secs(1)).burst(3)))
        // And never more than four under way.
        .requests_at_a_time(4)
        .build()?;
    let began = Instant::now();
    for _ in 0..8 {
        client.system().info().await?;
    }
    println!("eight calls took {:?}", began.elapsed());
    // docs: end
    Ok(())
}

async fn fails(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    // docs: fails
    let client = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .rate_limits(
            RateLimits::new()
                .field("pages.list", Rate::window(1, Duration::from_secs(60)))
                .endpoint(Endpoint::Files, Rate::bucket(4, Duration::from_secs(1)))
                .when_limited(WhenLimited::Fail),
        )
        .build()?;
    client.pages().list().await?;
    match client.pages().list().await {
        Err(error) if error.kind() == ErrorKind::OverLimit => {
            // Nothing was sent; other fields are not concerned.
            println!("later: {error}; in {:?}", error.retry_after());
        }
        other => println!("{} pages", other?.len()),
    }
    // docs: end
    Ok(())
}

fn asks(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    // docs: asks
    let patient = WhenLimited::ask(|limited| match limited.wait {
        Some(wait) if wait > Duration::from_secs(5) => Held::Fail,
        _ => Held::Wait,
    });
    let client = Client::builder(sandbox.url())
        .rate_limits(RateLimits::new().when_limited(patient))
        .build()?;
    // docs: end
    drop(client);
    Ok(())
}

async fn only_reads(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    // docs: read_only
    let reader = client.read_only();
    println!("{} pages", reader.pages().list().await?.len());
    if let Err(refused) = reader.pages().delete(1).await {
        println!("{refused}");
    }
    // docs: end
    Ok(())
}

async fn ends(sandbox: &Sandbox) -> Result<(), Box<dyn Error>> {
    let client = Client::new(sandbox.url(), sandbox.admin_token())?;
    // docs: shutdown
    let writer = client.clone();
    let writing = tokio::spawn(async move {
        let page = writer.pages().create("last", "The last page", "# Last");
        page.await
    });
    tokio::time::sleep(Duration::from_millis(20)).await;
    // No call is let in any more, on any clone; the write that is under way is waited for.
    client.shutdown(Duration::from_secs(30)).await?;
    println!("{:?}", writing.await?.map(|made| made.page.is_some()));
    // docs: end
    Ok(())
}
