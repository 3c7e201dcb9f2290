//! A thousand tasks at once, against a wiki in trouble: what comes back is right, what was written was written once, and
//! a server that fails is not buried under retries. The clock stands still, the faults are the sandbox's, by its seed.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use tower::ServiceExt;
use wikijs_sandbox::{Fault, FaultKind, Sandbox, SeedPage};
use wikijs_sdk::connector::{HttpService, OutgoingBody};
use wikijs_sdk::types::PageId;
use wikijs_sdk::{
    CircuitBreaker, Client, ClientBuilder, Error, ErrorKind, Retry, RetryBudget, groups,
};

const TASKS: usize = 1_000;
const CALLS: usize = 10;
const PAGES: usize = 50;

/// The faults of which one strikes a request in five.
const FAULTS: [FaultKind; 10] = [
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::HalfBody,
    FaultKind::NotJson,
    FaultKind::NoAnswer,
    FaultKind::Hang,
    FaultKind::Html(502),
    FaultKind::Status(503, Some(1)),
    FaultKind::Status(429, Some(1)),
    FaultKind::DelayBetween(Duration::from_millis(1), Duration::from_secs(3)),
];

fn content(page: usize) -> String {
    format!("# Page {page}\n\n{}", "A line.\n".repeat(page))
}

/// A wiki with pages, in which each of these faults strikes with that chance.
fn wiki(faults: &[FaultKind], chance: f64) -> (Arc<Sandbox>, Vec<PageId>) {
    let pages = (0..PAGES)
        .map(|page| SeedPage::new(format!("p/{page}"), format!("Page {page}"), content(page)));
    let builder = pages.fold(Sandbox::builder().seed(6), |builder, page| {
        builder.page(page)
    });
    let sandbox = faults.iter().fold(builder, |builder, fault| {
        builder.fault(Fault::new(fault.clone()).chance(chance))
    });
    let sandbox = Arc::new(sandbox.in_process());
    let mut pages = sandbox.pages();
    pages.sort_by_key(|page| page.path.trim_start_matches("p/").parse::<usize>().unwrap());
    let ids = pages
        .iter()
        .map(|page| PageId(page.id.try_into().unwrap()))
        .collect();
    (sandbox, ids)
}

/// A client, and how many requests it sent.
fn client(
    sandbox: &Sandbox,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> (Client, Arc<AtomicUsize>) {
    let (wiki, sent) = (sandbox.service(), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&sent);
    let counted = tower::service_fn(move |request: http::Request<OutgoingBody>| {
        count.fetch_add(1, Ordering::Relaxed);
        wiki.clone().oneshot(request)
    });
    let builder = Client::builder(sandbox.url())
        .token(sandbox.admin_token())
        .connector(HttpService::new(counted))
        .attempt_timeout(Duration::from_secs(5))
        .total_timeout(None);
    (settings(builder).build().unwrap(), sent)
}

/// What became of a group that was to be created.
#[derive(Debug)]
struct Written {
    name: String,
    outcome: Result<(), Error>,
}

async fn task(client: Client, pages: Arc<Vec<PageId>>, number: usize) -> Vec<Written> {
    let mut written = Vec::new();
    for call in 0..CALLS {
        match call {
            3 => {
                let name = format!("group {number}");
                let outcome = client.send(groups::Create::new(&name)).await.map(drop);
                written.push(Written { name, outcome });
            }
            // May be sent any number of times; whether it is answered in the end is not what is asked here.
            7 => drop(client.users().activate(1).await),
            _ => {
                let page = (number * CALLS + call) % PAGES;
                let read = client.pages().single(pages[page]).await;
                let read = read.unwrap_or_else(|error| panic!("{number}/{call}: {error}"));
                assert_eq!(read.content, content(page));
            }
        }
    }
    written
}

#[tokio::test(start_paused = true)]
async fn with_every_fifth_request_in_trouble_all_reads_are_right_and_no_write_is_done_twice() {
    // One of ten strikes a request in five: 1 - 0.978^10.
    let (sandbox, pages) = wiki(&FAULTS, 0.022);
    let patient = Retry::patient()
        .seed(6)
        .when(|error| error.kind() == ErrorKind::CircuitOpen);
    let (client, sent) = client(&sandbox, |builder| {
        builder
            .retry(patient.attempts(20))
            // The clock stands while a thousand tasks meet their first trouble: each may wait for a second attempt.
            .retry_budget(RetryBudget::new(1_000, 0.08))
            .circuit_breaker(CircuitBreaker::new())
    });
    let pages = Arc::new(pages);
    let tasks =
        (0..TASKS).map(|number| tokio::spawn(task(client.clone(), Arc::clone(&pages), number)));
    let written: Vec<_> = join_all(tasks)
        .await
        .into_iter()
        .flat_map(Result::unwrap)
        .collect();

    let struck = sandbox.faults_taken().len();
    let requests = sent.load(Ordering::Relaxed);
    assert!(
        (0.18..0.22).contains(&(struck as f64 / requests as f64)),
        "{struck} of {requests}"
    );
    sandbox.clear_faults();
    let groups = client.groups().list().await.unwrap();
    let mut count: HashMap<&str, usize> = HashMap::new();
    groups
        .iter()
        .for_each(|group| *count.entry(group.name.as_str()).or_default() += 1);
    let mut doubtful = 0;
    for Written { name, outcome } in &written {
        let there = count.get(name.as_str()).copied().unwrap_or_default();
        match outcome {
            Ok(()) => assert_eq!(there, 1, "{name}"),
            Err(error) if error.is_doubtful() => {
                doubtful += 1;
                assert!(there <= 1, "{name}: {error}");
            }
            Err(error) => assert_eq!(there, 0, "{name}: {error}"),
        }
    }
    println!(
        "{} calls, {requests} requests, {struck} in trouble; {} writes, {doubtful} doubtful, none twice",
        TASKS * CALLS,
        written.len()
    );
}

/// How many requests so many reads cost a wiki where one in `part` fails in one of these ways, beyond one each.
async fn extra(
    faults: &[FaultKind],
    part: f64,
    settings: impl FnOnce(ClientBuilder) -> ClientBuilder,
) -> f64 {
    let each = 1.0 - (1.0 - part).powf(1.0 / faults.len() as f64);
    let (sandbox, pages) = wiki(faults, each);
    let (client, sent) = client(&sandbox, |builder| {
        settings(builder.retry(Retry::new().seed(6)))
    });
    let tasks = (0..TASKS).map(|number| {
        let (client, page) = (client.clone(), pages[number % PAGES]);
        tokio::spawn(async move {
            for _ in 0..CALLS {
                let _ = client.pages().single(page).await;
            }
        })
    });
    join_all(tasks).await.into_iter().for_each(Result::unwrap);
    let calls = (TASKS * CALLS) as f64;
    (sent.load(Ordering::Relaxed) as f64 - calls) / calls
}

/// All ways in which a server that is not well fails. One that says when to come back asks for what it gets.
const ILL: [FaultKind; 7] = [
    FaultKind::CutBefore,
    FaultKind::CutAfter,
    FaultKind::HalfBody,
    FaultKind::NoAnswer,
    FaultKind::Hang,
    FaultKind::Html(502),
    FaultKind::Status(503, None),
];

fn with_breaker(builder: ClientBuilder) -> ClientBuilder {
    builder.circuit_breaker(CircuitBreaker::new())
}

#[tokio::test(start_paused = true)]
async fn a_server_that_fails_is_not_buried_under_retries() {
    let mut lines = Vec::new();
    for (faults, part) in [(&[FaultKind::Html(502)][..], 1.0), (&ILL, 0.5)] {
        let budget = extra(faults, part, |builder| builder).await;
        let both = extra(faults, part, with_breaker).await;
        lines.push(format!(
            "{:3.0} % of requests fail in {} ways: {:+6.1} % requests with the budget, {:+6.1} % with the breaker too",
            part * 100.0,
            faults.len(),
            budget * 100.0,
            both * 100.0,
        ));
        assert!(both < 0.1 && budget < 0.1, "{lines:#?}");
    }
    println!("{}", lines.join("\n"));
    // Where most attempts succeed, retries do, and cost the budget nothing.
    let both = extra(&ILL, 0.2, with_breaker).await;
    assert!(both < 0.1, "{both}");
}
