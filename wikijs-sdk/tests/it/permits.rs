//! Permits of the write gate: held over many calls, and such that end by themselves.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::FutureExt;
use tokio::time::{Instant, sleep, timeout};
use wikijs_sandbox::{Fault, FaultKind, Sandbox, Timing};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{
    Acquiring, Backoff, Client, ErrorKind, Jitter, Lease, LocalGate, Permit, Renewing, Retry,
    Wanted, WriteGate, pages,
};

use crate::support::wiki::{sizes, with_pages};

#[tokio::test(start_paused = true)]
async fn a_workflow_keeps_all_others_out() {
    let (_sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 3);
    let permit = client.write_permit().await.unwrap();
    let other = client.clone();
    let other = tokio::spawn(async move { other.pages().delete(3).await });
    client.pages().delete(1).permit(&permit).await.unwrap();
    let batch = client.batch([pages::Create::new("a", "Title", "Text")]);
    let answers = batch.permit(&permit).await.unwrap();
    answers.into_result().unwrap();
    assert!(!permit.is_doubtful().await && !other.is_finished());
    client.pages().list().permit(&permit).await.unwrap();
    drop(permit);
    other.await.unwrap().unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_write_that_waits_for_the_workflows_own_permit_says_so_when_its_time_is_up() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 2);
    let permit = client.write_permit().await.unwrap();
    let forgotten = client.pages().delete(1).timeout(Duration::from_secs(2));
    let error = forgotten.await.unwrap_err();
    assert!(!error.may_have_run());
    let text = error.to_string();
    assert!(text.contains("it was waiting for the write gate"), "{text}");
    // Other calls have no part in that.
    sandbox.add_fault(Fault::new(FaultKind::Hang));
    let under = client.pages().delete(1).permit(&permit);
    let text = under
        .timeout(Duration::from_secs(2))
        .await
        .unwrap_err()
        .to_string();
    assert!(!text.contains("write gate"), "{text}");
}

#[tokio::test(start_paused = true)]
async fn writes_under_one_permit_do_not_meet_either() {
    let (_sandbox, client) = with_pages(Sandbox::builder().timing(Timing::measured()), 2);
    let permit = client.write_permit().await.unwrap();
    let began = Instant::now();
    let (one, two) = tokio::join!(
        client.pages().delete(1).permit(&permit).into_future(),
        client.pages().delete(2).permit(&permit).into_future(),
    );
    assert!(one.is_ok() && two.is_ok());
    assert_eq!(began.elapsed().as_millis(), 1080);
}

#[tokio::test(start_paused = true)]
async fn who_looked_at_the_state_need_not_wait() {
    for (settles, seconds) in [(true, 0), (false, 10)] {
        let (sandbox, client) = with_pages(Sandbox::builder(), 2);
        sandbox.add_fault(Fault::new(FaultKind::CutAfter).on("pages.delete").times(1));
        let permit = client.write_permit().await.unwrap();
        let lost = client.pages().delete(1).permit(&permit).await;
        assert!(lost.unwrap_err().may_have_run());
        assert!(permit.is_doubtful().await);
        let began = Instant::now();
        if settles {
            permit.settle().await;
        }
        client.pages().delete(2).permit(&permit).await.unwrap();
        assert_eq!(began.elapsed().as_secs(), seconds);
        drop(permit);
    }
}

#[tokio::test(start_paused = true)]
async fn a_permit_that_is_dropped_in_doubt_keeps_the_gate_shut_for_a_while() {
    let (sandbox, client) = with_pages(Sandbox::builder(), 2);
    sandbox.add_fault(Fault::new(FaultKind::CutAfter).on("pages.delete").times(1));
    let permit = client.write_permit().await.unwrap();
    let lost = client.pages().delete(1).permit(&permit).await;
    drop((lost.unwrap_err(), permit));
    let began = Instant::now();
    client.pages().delete(2).await.unwrap();
    assert_eq!(began.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn a_permit_is_good_for_the_client_that_gave_it() {
    let (_one, client) = with_pages(Sandbox::builder(), 1);
    let (two, other) = with_pages(Sandbox::builder(), 1);
    let permit = client.write_permit().await.unwrap();
    let error = other.pages().delete(1).permit(&permit).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
    assert!(sizes(&two).is_empty());
}

/// A gate over a lease that lasts so long, and can be renewed so often.
#[derive(Clone)]
struct Leasing(Arc<Leases>);

struct Leases {
    lasts: Duration,
    renewals: AtomicUsize,
    renewal_takes: Duration,
    /// What was asked for, and what became of it.
    told: Mutex<Vec<String>>,
}

struct Leased {
    of: Leasing,
    ends: Mutex<Instant>,
}

impl Leasing {
    fn new(lasts: u64, renewals: usize) -> Self {
        Self(Arc::new(Leases {
            lasts: Duration::from_secs(lasts),
            renewals: AtomicUsize::new(renewals),
            renewal_takes: Duration::ZERO,
            told: Mutex::default(),
        }))
    }

    fn slow(renewal_takes: Duration) -> Self {
        Self(Arc::new(Leases {
            lasts: Duration::ZERO,
            renewals: AtomicUsize::new(9),
            renewal_takes,
            told: Mutex::default(),
        }))
    }

    fn tell(&self, what: impl Into<String>) {
        self.0.told.lock().unwrap().push(what.into());
    }

    fn told(&self) -> String {
        self.0.told.lock().unwrap().join(", ")
    }
}

impl WriteGate for Leasing {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        self.tell(format!("wanted for {:?}", wanted.attempt));
        let ends = Mutex::new(Instant::now() + self.0.lasts);
        let of = self.clone();
        Box::pin(async { Ok(Permit::leased(Leased { of, ends })) })
    }
}

impl Lease for Leased {
    fn ends(&self) -> Option<Instant> {
        Some(*self.ends.lock().unwrap())
    }

    fn renew(&self, until: Instant) -> Renewing {
        let left = &self.of.0.renewals;
        let renewed = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        });
        if renewed.is_err() {
            return Box::pin(async { Err("another took the lease".into()) });
        }
        self.of.tell("renewed");
        *self.ends.lock().unwrap() = until;
        let takes = self.of.0.renewal_takes;
        Box::pin(async move {
            sleep(takes).await;
            Ok(())
        })
    }

    fn release(self: Box<Self>) {
        self.of.tell("released");
    }
}

fn client_with(gate: &Leasing, sandbox: &Sandbox) -> Client {
    let builder = Client::builder(sandbox.url()).token(sandbox.admin_token());
    let connector = HttpService::new(sandbox.service());
    let builder = builder.connector(connector).write_gate(gate.clone());
    builder
        .attempt_timeout(Duration::from_secs(60))
        .build()
        .unwrap()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_under_a_lease_that_could_end_before_the_attempt() {
    for (lasts, renewals, told) in [
        (60, 0, "wanted for 60s, released"),
        (59, 1, "wanted for 60s, renewed, released"),
        (59, 0, "wanted for 60s, released"),
    ] {
        let gate = Leasing::new(lasts, renewals);
        let (sandbox, _) = with_pages(Sandbox::builder(), 1);
        let client = client_with(&gate, &sandbox);
        let deleted = client.pages().delete(1).await;
        let sent = lasts + u64::try_from(renewals).unwrap() >= 60;
        assert_eq!(
            (deleted.is_ok(), sizes(&sandbox).len()),
            (sent, usize::from(sent))
        );
        if let Err(error) = deleted {
            assert_eq!(error.kind(), ErrorKind::NoPermit, "{error}");
            assert!(!error.may_have_run());
        }
        tokio::task::yield_now().await;
        assert_eq!(gate.told(), told);
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_is_over_before_its_lease_however_long_the_renewal_took() {
    for renewal_takes in [0, 5, 59] {
        let gate = Leasing::slow(Duration::from_secs(renewal_takes));
        let (sandbox, _) = with_pages(Sandbox::builder(), 1);
        let client = client_with(&gate, &sandbox);
        sandbox.add_fault(Fault::new(FaultKind::Hang));
        let began = Instant::now();
        let error = client.pages().delete(1).await.unwrap_err();
        assert!(error.may_have_run(), "{error}");
        // The lease was asked for to last so long from the beginning on.
        assert_eq!(began.elapsed().as_secs(), 60, "{renewal_takes}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_is_kept_over_a_quarantine_and_renewed_for_each_attempt_of_a_workflow() {
    let gate = Leasing::new(60, 9);
    let (sandbox, _) = with_pages(Sandbox::builder(), 3);
    let client = client_with(&gate, &sandbox);
    sandbox.add_fault(Fault::new(FaultKind::Hang).on("pages.delete").times(1));
    let permit = client.write_permit().await.unwrap();
    client.pages().delete(1).permit(&permit).await.unwrap_err();
    assert!(permit.is_doubtful().await);
    assert_eq!(gate.told(), "wanted for 60s, renewed");
    client.pages().delete(2).permit(&permit).await.unwrap();
    assert_eq!(gate.told(), "wanted for 60s, renewed, renewed");
    drop(permit);
    assert!(gate.told().ends_with("released"));
}

/// A gate that gives no permit so many times.
struct Shut(AtomicUsize, LocalGate);

impl WriteGate for Shut {
    fn acquire(&self, wanted: Wanted) -> Acquiring {
        let left = &self.0;
        let is_shut = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
            left.checked_sub(1)
        });
        match is_shut {
            Ok(_) => Box::pin(async { Err("nobody answers there".into()) }),
            Err(_) => self.1.acquire(wanted),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_gate_that_gives_no_permit_is_asked_again_where_that_is_wanted() {
    let second = Duration::from_secs(1);
    let plainly = || {
        let backoff = Backoff::constant(second).jitter(Jitter::None);
        Retry::new().backoff(backoff)
    };
    let wanted = || plainly().when(|error| error.kind() == ErrorKind::NoPermit);
    for (retry, refusals, is_made, seconds) in [
        (plainly(), 1, false, 0),
        (wanted(), 0, true, 0),
        (wanted(), 2, true, 2),
        (wanted(), 3, false, 2),
        (wanted().attempts(10), 9, true, 9),
        (wanted().attempts(10).time_limit(3 * second), 9, false, 2),
        (wanted().unless(|_| true), 1, false, 0),
        (Retry::never().when(|_| true), 1, false, 0),
    ] {
        let (sandbox, _) = with_pages(Sandbox::builder(), 1);
        for by_call in [true, false] {
            let gate = Shut(AtomicUsize::new(refusals), LocalGate::default());
            let builder = Client::builder(sandbox.url())
                .token(sandbox.admin_token())
                .connector(HttpService::new(sandbox.service()))
                .write_gate(gate);
            let (before, began) = (sizes(&sandbox).len(), Instant::now());
            let path = format!("made/{by_call}");
            let outcome = if by_call {
                let client = builder.build().unwrap();
                let create = client.pages().create(path, "Title", "Text");
                create.retry(retry.clone()).await
            } else {
                let client = builder.retry(retry.clone()).build().unwrap();
                client.pages().create(path, "Title", "Text").await
            };
            assert_eq!(
                (outcome.is_ok(), began.elapsed().as_secs()),
                (is_made, seconds),
                "{retry:?} {refusals} {outcome:?}"
            );
            // Sent once, and not without a permit.
            assert_eq!(sizes(&sandbox).len() - before, usize::from(is_made));
            if let Err(error) = outcome {
                assert_eq!(error.kind(), ErrorKind::NoPermit, "{error}");
                assert!(error.to_string().contains("nothing was sent"), "{error}");
                assert!(error.attempts() == 0 && !error.may_have_run());
            }
        }
    }
}

#[test]
fn without_a_runtime_there_is_no_permit_and_no_panic() {
    let (_sandbox, client) = with_pages(Sandbox::builder(), 0);
    let error = client.write_permit().now_or_never().unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Settings, "{error}");
    assert!(error.to_string().contains("tokio runtime"), "{error}");
}

#[test]
fn a_lease_that_is_abandoned_is_not_given_back() {
    let gate = Leasing::new(90, 0);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let (sandbox, _) = with_pages(Sandbox::builder(), 1);
        let client = client_with(&gate, &sandbox);
        sandbox.add_fault(Fault::new(FaultKind::Hang));
        let delete = client.pages().delete(1).into_future();
        assert!(timeout(Duration::from_millis(20), delete).await.is_err());
    });
    // The write is under way, and whoever was to note its outcome is gone.
    drop(runtime);
    assert_eq!(gate.told(), "wanted for 60s");
}
