//! What holds of the machines that let requests through, whatever comes when, takes how long and is given up; under a paused
//! clock. Those with a state of their own to look into have such a test beside them.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use http::{HeaderMap, StatusCode};
use proptest::collection::vec;
use proptest::prelude::*;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sdk::connector::{Connector, Exchanging, RequestBody, WireReply, WireRequest};
use wikijs_sdk::{Acquiring, Client, ErrorKind, LocalGate, Wanted, WriteGate};

use crate::support::loopback::PAGE;
use crate::support::operations::{Move, Title};

const MOVED: &str = r#"{"data":{"pages":{"move":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null},"page":null}}}}"#;

/// A call: when it comes, how long the server takes, when its caller gives up; whether it writes.
#[derive(Debug, Clone)]
struct Coming {
    at: u64,
    takes: u64,
    given_up: Option<u64>,
    writes: bool,
}

fn comings() -> impl Strategy<Value = Vec<Coming>> {
    let coming = (
        0_u64..5_000,
        0_u64..2_000,
        prop::option::weighted(0.3, 0_u64..2_000),
        any::<bool>(),
    );
    let coming = coming.prop_map(|(at, takes, given_up, writes)| Coming {
        at,
        takes,
        given_up,
        writes,
    });
    vec(coming, 1..40)
}

fn millis(number: u64) -> Duration {
    Duration::from_millis(number)
}

/// A server that takes its time, and knows who was there when.
#[derive(Clone, Default)]
struct Server {
    /// How long it takes for each request, in the order of their coming; by the number that the request names.
    takes: Arc<Vec<u64>>,
    now: Arc<AtomicUsize>,
    most: Arc<AtomicUsize>,
    begun: Arc<Mutex<Vec<Instant>>>,
}

struct Inside(Arc<AtomicUsize>);

impl Drop for Inside {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Connector for Server {
    fn send(&self, request: WireRequest) -> Exchanging {
        request.progress.sent();
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        let answer = match &request.body {
            RequestBody::Bytes(body) if String::from_utf8_lossy(body).contains("PagesMove") => {
                MOVED
            }
            _ => PAGE,
        };
        let inside = Inside(Arc::clone(&self.now));
        let mut begun = self.begun.lock().unwrap();
        let takes = millis(self.takes[begun.len() % self.takes.len()]);
        begun.push(Instant::now());
        Box::pin(async move {
            sleep(takes).await;
            drop(inside);
            Ok(WireReply {
                status: StatusCode::OK,
                headers: HeaderMap::new(),
                body: Bytes::from_static(answer.as_bytes()).into(),
            })
        })
    }
}

fn server(comings: &[Coming]) -> Server {
    Server {
        takes: Arc::new(comings.iter().map(|coming| coming.takes).collect()),
        ..Server::default()
    }
}

/// What a call came to: `None`, where it was given up.
type Came = Option<Result<(), ErrorKind>>;

async fn call(client: &Client, coming: &Coming) -> Came {
    sleep(millis(coming.at)).await;
    let calling = async {
        match coming.writes {
            true => {
                let to = "b".into();
                client.send(Move { id: 1, to }).await.map(drop)
            }
            false => client.send(Title { id: 1 }).await.map(drop),
        }
    };
    let limit = coming.given_up.map_or(Duration::from_secs(3600), millis);
    let came = timeout(limit, calling).await.ok()?;
    Some(came.map_err(|error| error.kind()))
}

/// One of several kinds of gates.
struct Gate(Box<dyn WriteGate>);

impl WriteGate for Gate {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        self.0.acquire(wanted)
    }
}

/// The gates of three clients, by which they share one: the same, or of their own over one file.
fn gates(folder: &Path) -> Vec<[Gate; 3]> {
    let local = LocalGate::default();
    let shared = [(); 3].map(|()| Gate(Box::new(local.clone())));
    #[cfg(feature = "lock-file")]
    let over_a_file = {
        let gate = || wikijs_sdk::LockFileGate::open(folder.join("gate")).unwrap();
        Some([(); 3].map(|()| Gate(Box::new(gate()))))
    };
    #[cfg(not(feature = "lock-file"))]
    let over_a_file = {
        let _ = folder;
        None
    };
    [Some(shared), over_a_file].into_iter().flatten().collect()
}

fn run_paused<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(work)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Places: never more requests at a time than there may be, and none is lost by who gives up.
    #[test]
    fn no_more_requests_are_under_way_than_there_are_places(
        comings in comings(), places in 1_usize..5,
    ) {
        let server = server(&comings);
        let came = run_paused(async {
            let client = Client::builder("https://wiki.test")
                .no_retry()
                .total_timeout(None)
                .requests_at_a_time(places)
                .write_gate(LocalGate::default())
                .connector(server.clone())
                .build()
                .unwrap();
            join_all(comings.iter().map(|coming| call(&client, coming))).await
        });
        prop_assert!(server.most.load(Ordering::SeqCst) <= places);
        prop_assert_eq!(server.now.load(Ordering::SeqCst), 0);
        for (came, coming) in came.iter().zip(&comings) {
            let is_answered = *came == Some(Ok(())) || came.is_none() && coming.given_up.is_some();
            prop_assert!(is_answered, "{:?}: {:?}", coming, came);
        }
    }

    /// Gates: no two writes of clients that share one meet, and none is lost by who gives up.
    #[test]
    fn no_two_writes_of_clients_that_share_a_gate_meet(comings in comings()) {
        let folder = tempfile::tempdir().unwrap();
        for gates in gates(folder.path()) {
            let server = server(&comings);
            let came = run_paused(async {
                let clients = gates.map(|gate| {
                    let builder = Client::builder("https://wiki.test").no_retry();
                    let builder = builder.total_timeout(None).write_gate(gate);
                    builder.connector(server.clone()).build().unwrap()
                });
                let calls = comings.iter().enumerate().map(async |(number, coming)| {
                    let writing = Coming { writes: true, ..coming.clone() };
                    call(&clients[number % clients.len()], &writing).await
                });
                join_all(calls).await
            });
            prop_assert!(server.most.load(Ordering::SeqCst) <= 1);
            for (came, coming) in came.iter().zip(&comings) {
                let is_answered = *came == Some(Ok(())) || came.is_none() && coming.given_up.is_some();
                prop_assert!(is_answered, "{:?}: {:?}", coming, came);
            }
        }
    }

    /// Shutting down: nothing is sent any more once it has begun; the writes that were sent are waited for, and those that
    /// were not are refused.
    #[test]
    fn a_client_that_is_shut_down_waits_for_its_writes_and_lets_nothing_in(
        comings in comings(), at in 0_u64..5_000, limit in 0_u64..60_000,
    ) {
        let server = server(&comings);
        let (came, shut, after, over, left) = run_paused(async {
            let client = Client::builder("https://wiki.test")
                .no_retry()
                .total_timeout(None)
                .connector(server.clone())
                .build()
                .unwrap();
            let shutting = async {
                sleep(millis(at)).await;
                let begun = Instant::now();
                let shut = client.shutdown(millis(limit)).await;
                (shut, begun, server.now.load(Ordering::SeqCst))
            };
            let calls = comings.iter().map(|coming| call(&client, coming));
            let (came, (shut, over, left)) = tokio::join!(join_all(calls), shutting);
            let after = client.send(Title { id: 1 }).await.map(drop);
            (came, shut, after.map_err(|error| error.kind()), over, left)
        });
        prop_assert_eq!(after, Err(ErrorKind::ShutDown));
        for (came, coming) in came.iter().zip(&comings) {
            match came {
                Some(Err(kind)) => {
                    prop_assert_eq!(*kind, ErrorKind::ShutDown);
                    prop_assert!(coming.at >= at || coming.writes, "{:?} was let in before", coming);
                }
                // At the very moment either may be first.
                Some(Ok(())) => prop_assert!(coming.at <= at, "{:?} was let in after the end", coming),
                None => prop_assert!(coming.given_up.is_some()),
            }
        }
        // Reads that were let in go on, and none of these waits for anything.
        let begun = server.begun.lock().unwrap();
        prop_assert!(begun.iter().all(|begun| *begun <= over), "something came after the end");
        let reads = comings.iter().filter(|coming| !coming.writes).count();
        match shut {
            Ok(()) => prop_assert!(left <= reads, "it did not wait for a write"),
            Err(error) => prop_assert!(error.may_have_run() && left > 0, "{}", error),
        }
    }
}
