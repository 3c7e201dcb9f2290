//! A wiki in trouble: what is sent again by itself, what is not, and what a circuit breaker does.
//!
//! `cargo run -p wikijs-sdk --example retry`

use std::error::Error;
use std::time::Duration;

use wikijs_sandbox::{Fault, FaultKind, Sandbox};
use wikijs_sdk::{
    Backoff, BreakerState, CircuitBreaker, Client, ClientBuilder, ErrorKind, Retry, RetryBudget,
    pages,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().start().await?;
    let builder = || Client::builder(sandbox.url()).token(sandbox.admin_token());
    let client = settings(builder())?;
    reads(&sandbox, &client).await?;
    writes(&sandbox, &client).await?;
    one_call(&client).await?;
    breaker(&sandbox, builder()).await
}

fn settings(builder: ClientBuilder) -> Result<Client, Box<dyn Error>> {
    // docs: settings
    let retry = Retry::new()
        .attempts(4)
        .backoff(Backoff::exponential(Duration::from_millis(50)).at_most(Duration::from_secs(5)))
        .time_limit(Duration::from_secs(60))
        // The database of this wiki is restarted now and then.
        .when(|error| {
            let mut errors = error.errors().iter();
            errors.any(|error| error.message.contains("terminating connection"))
        });
    let client = builder
        .retry(retry)
        .retry_budget(RetryBudget::new(100, 0.1))
        .build()?;
    // docs: end
    Ok(client)
}

async fn reads(sandbox: &Sandbox, client: &Client) -> Result<(), Box<dyn Error>> {
    let trouble = [FaultKind::CutAfter, FaultKind::Html(502)].map(Some);
    sandbox.add_fault(Fault::script(trouble).on("pages.list"));
    // docs: reads
    // The first attempt is cut off, the second meets a proxy's page; the third is answered.
    let pages = client.pages().list().await?;
    println!("{} pages", pages.len());
    // docs: end
    Ok(())
}

async fn writes(sandbox: &Sandbox, client: &Client) -> Result<(), Box<dyn Error>> {
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1));
    // docs: writes
    let made = client.pages().create("plans", "Plans", "# Plans").await;
    match made {
        Ok(_) => println!("it was made"),
        Err(error) if error.is_doubtful() => {
            // Sent once, and not again: it may be there.
            println!("{error}");
            match client.pages().single_by_path("plans").await {
                Ok(page) => println!("it was made: page {}", page.id.0),
                Err(error) if error.is_not_found() => println!("it was not made: send it again"),
                Err(error) => return Err(error.into()),
            }
        }
        Err(error) => return Err(error.into()),
    }
    // docs: end
    Ok(())
}

async fn one_call(client: &Client) -> Result<(), Box<dyn Error>> {
    // docs: one_call
    // Somebody waits for this one.
    let info = client.system().info().no_retry().await?;
    // A nightly job does not mind.
    let pages = client.pages().list().retry(Retry::patient()).await?;
    println!(
        "{} with {} pages",
        info.current_version.unwrap_or_default(),
        pages.len()
    );
    // docs: end
    Ok(())
}

async fn breaker(sandbox: &Sandbox, builder: ClientBuilder) -> Result<(), Box<dyn Error>> {
    // docs: breaker
    let breaker = CircuitBreaker::new()
        .failures_in_a_row(3)
        .pause_for(Duration::from_millis(100))
        .close_after(1)
        .on_change(|change| println!("the circuit breaker is {change}"));
    let client = builder.no_retry().circuit_breaker(breaker).build()?;
    // docs: end
    sandbox.add_fault(Fault::new(FaultKind::Html(502)));
    // docs: open
    loop {
        match client.send(pages::List::new()).await {
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::CircuitOpen => {
                // Nothing was sent.
                sandbox.clear_faults();
                tokio::time::sleep(error.retry_after().unwrap_or_default()).await;
            }
            Err(error) => println!("{error}"),
        }
    }
    // docs: end
    // docs: stats
    if let Some(stats) = client.breaker() {
        assert_eq!(stats.state, BreakerState::Closed);
        println!(
            "it opened {} times and held {} calls back",
            stats.opened, stats.held_back
        );
        if let Some(last) = stats.last_failure {
            println!("the last failure: {last}");
        }
    }
    // docs: end
    Ok(())
}
