//! No two writes meet, whatever becomes of the Redis and of those who hold the gate; under a paused clock.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use tokio::time::{Instant, advance, sleep, timeout};

use super::fake::{Fake, Process, Trouble};
use crate::call::WritePermit;
use crate::layers::upper::write_gate::{Wanted, WriteGate};
use crate::redis::lease::{Heard, Hold};
use crate::redis::{OnLoss, Redis, RedisGate};

const SECOND: Duration = Duration::from_secs(1);
const ATTEMPT: Duration = Duration::from_secs(30);
const QUARANTINE: Duration = Duration::from_secs(10);

fn wanted() -> Wanted {
    Wanted::new(ATTEMPT, QUARANTINE)
}

fn gate(fake: &Fake, process: &Process) -> RedisGate {
    RedisGate::new(&Redis::of(fake.seen_by(process)), "test")
}

async fn permit(gate: &RedisGate) -> WritePermit {
    WritePermit::new(gate.acquire(wanted()).await.unwrap(), 0, QUARANTINE)
}

/// What a write of a process is.
#[derive(Debug, Clone, Copy)]
struct Write {
    /// Milliseconds after the permit was had until it is sent, as where a workflow thinks.
    thinks: u64,
    /// Milliseconds that the server takes.
    takes: u64,
    /// Whether its process ends in the middle: the server goes on for the quarantine.
    dies: bool,
}

fn writes() -> impl Strategy<Value = Vec<Write>> {
    let write = (0_u64..40_000, 0_u64..30_000, prop::bool::weighted(0.2)).prop_map(
        |(thinks, takes, dies)| Write {
            thinks,
            takes,
            dies,
        },
    );
    vec(write, 1..6)
}

fn troubles() -> impl Strategy<Value = Vec<(u64, Trouble)>> {
    let trouble = prop_oneof![
        Just(Trouble::None),
        Just(Trouble::None),
        Just(Trouble::Refused),
        Just(Trouble::Hangs),
        Just(Trouble::AnswerLost),
        Just(Trouble::Late),
        Just(Trouble::BreaksOff),
    ];
    vec((0_u64..40_000, trouble), 0..12)
}

/// When the server was at work, and for whom.
type Work = Arc<Mutex<Vec<(Instant, Instant, usize)>>>;

async fn process(number: usize, fake: Fake, writes: Vec<Write>, work: Work) {
    let this = Process::default();
    let gate = gate(&fake, &this);
    for write in writes {
        let Ok(permit) = gate.acquire(wanted()).await else {
            sleep(SECOND).await;
            continue;
        };
        let permit = WritePermit::new(permit, 0, QUARANTINE);
        sleep(Duration::from_millis(write.thinks)).await;
        if permit.secure(Instant::now() + ATTEMPT).await.is_err() {
            continue;
        }
        let (began, takes) = (Instant::now(), Duration::from_millis(write.takes));
        sleep(takes).await;
        if write.dies {
            work.lock()
                .unwrap()
                .push((began, Instant::now() + QUARANTINE, number));
            this.end();
            // Its task ends without a word; what it holds is held by nobody.
            return drop(permit);
        }
        work.lock().unwrap().push((began, began + takes, number));
    }
}

fn run_paused(work: impl Future<Output = ()>) {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .start_paused(true)
        .build()
        .unwrap()
        .block_on(work);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_two_writes_meet(
        processes in vec(writes(), 2..5), troubles in troubles(),
    ) {
        let work = Work::default();
        run_paused(async {
            let fake = Fake::default();
            let mut running = tokio::task::JoinSet::new();
            for (number, writes) in processes.into_iter().enumerate() {
                running.spawn(process(number, fake.clone(), writes, Arc::clone(&work)));
            }
            for (millis, trouble) in troubles {
                sleep(Duration::from_millis(millis)).await;
                fake.trouble(trouble);
            }
            sleep(SECOND).await;
            fake.trouble(Trouble::None);
            timeout(3600 * SECOND, running.join_all()).await.expect("none waits for ever");
        });
        let mut work = work.lock().unwrap().clone();
        work.sort();
        for pair in work.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].0, "{} and {} met", pair[0].2, pair[1].2);
        }
    }

    #[test]
    fn what_is_lost_stays_lost_and_only_who_may_goes_on_alone(
        heard in vec((0_u64..100, 0_usize..4), 0..40), goes_on: bool,
    ) {
        let began = Instant::now();
        let on_loss = if goes_on { OnLoss::GoOn } else { OnLoss::Stop };
        let mut hold = Hold::Waiting;
        for (second, what) in heard {
            let now = began + SECOND * u32::try_from(second).unwrap();
            let heard = [
                Heard::Ours(now + ATTEMPT),
                Heard::NotOurs,
                Heard::Nothing { is_needed: false },
                Heard::Nothing { is_needed: true },
            ][what];
            let before = hold;
            hold = hold.hear(heard, on_loss, now);
            match (before, hold) {
                (Hold::Lost(since), after) => prop_assert_eq!(after, Hold::Lost(since)),
                (Hold::Until(before), Hold::Until(after)) => prop_assert!(before <= after),
                (_, Hold::Alone) => prop_assert!(goes_on),
                (_, Hold::Lost(_)) => prop_assert_eq!(heard, Heard::NotOurs),
                _ => {}
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_is_renewed_for_as_long_as_it_is_held_and_given_back_at_once() {
    let (fake, this) = (Fake::default(), Process::default());
    let gate = gate(&fake, &this);
    let permit = permit(&gate).await;
    for _ in 0..100 {
        sleep(10 * SECOND).await;
        let (_, left) = fake.holder().unwrap();
        assert!(left >= (ATTEMPT + 15 * SECOND) * 2 / 3, "{left:?}");
    }
    drop(permit);
    tokio::task::yield_now().await;
    sleep(Duration::from_millis(1)).await;
    assert_eq!(fake.holder(), None);
}

#[tokio::test(start_paused = true)]
async fn a_lease_outlives_renewals_that_fail_and_no_longer_than_it_lasts() {
    let (fake, this) = (Fake::default(), Process::default());
    let gate = gate(&fake, &this);
    let permit = permit(&gate).await;
    fake.trouble(Trouble::Hangs);
    advance(14 * SECOND).await;
    let in_time = Instant::now() + ATTEMPT;
    permit.secure(in_time).await.unwrap();
    advance(30 * SECOND).await;
    let error = permit.secure(Instant::now() + ATTEMPT).await.unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("`test`") && error.contains("no answer in time"),
        "{error}"
    );
    // It was not taken away, and nobody else had it: it goes on once the Redis does.
    fake.trouble(Trouble::None);
    permit.secure(Instant::now() + ATTEMPT).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_server_is_left_in_peace_after_the_last_write_that_a_lease_let_pass() {
    for longer in [0, 1, 15] {
        let (fake, this) = (Fake::default(), Process::default());
        let permit = permit(&gate(&fake, &this).lease(SECOND * longer)).await;
        fake.trouble(Trouble::Refused);
        let mut sent = Instant::now();
        while permit.secure(Instant::now() + ATTEMPT).await.is_ok() {
            sent = Instant::now();
            sleep(SECOND / 10).await;
        }
        assert!(longer == 0 || sent.elapsed() < SECOND / 5);
        // It takes all of its time, and its process ends with it: the server may go on.
        sleep(sent + ATTEMPT - Instant::now()).await;
        this.end();
        fake.trouble(Trouble::None);
        let next = gate(&fake, &Process::default());
        next.acquire(wanted()).await.unwrap();
        assert!(
            sent.elapsed() >= ATTEMPT + QUARANTINE,
            "{longer}: {:?}",
            sent.elapsed()
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_a_redis_forgot_is_lost_or_taken_anew() {
    for (on_loss, goes_on) in [(OnLoss::Stop, false), (OnLoss::GoOn, true)] {
        let (fake, this) = (Fake::default(), Process::default());
        let permit = permit(&gate(&fake, &this).on_loss(on_loss)).await;
        fake.forget();
        let secured = permit.secure(Instant::now() + 3600 * SECOND).await;
        assert_eq!(
            (secured.is_ok(), fake.holder().is_some()),
            (goes_on, goes_on)
        );
        if let Err(error) = secured {
            assert!(error.to_string().contains("was lost"), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn who_goes_on_alone_gives_way_to_who_has_the_lease() {
    let (fake, this) = (Fake::default(), Process::default());
    let alone = gate(&fake, &this).on_loss(OnLoss::GoOn);
    fake.trouble(Trouble::Refused);
    let began = Instant::now();
    let permit_alone = permit(&alone).await;
    permit_alone.secure(began + 3600 * SECOND).await.unwrap();
    // Another was let in first.
    fake.trouble(Trouble::None);
    let other = Process::default();
    let _has_it = permit(&gate(&fake, &other)).await;
    sleep(30 * SECOND).await;
    permit_alone
        .secure(Instant::now() + ATTEMPT)
        .await
        .unwrap_err();
}

#[tokio::test(start_paused = true)]
async fn a_redis_that_does_not_answer_holds_nobody_up_for_longer_than_a_command_may_take() {
    for (trouble, at_most) in [(Trouble::Refused, 0), (Trouble::Hangs, 500)] {
        let (fake, this) = (Fake::default(), Process::default());
        fake.trouble(trouble);
        let began = Instant::now();
        let refused = gate(&fake, &this).acquire(wanted()).await;
        assert_eq!(began.elapsed(), Duration::from_millis(at_most));
        let error = refused.unwrap_err().to_string();
        assert!(error.contains("OnLoss::GoOn"), "{error}");
        let went_on = gate(&fake, &this).on_loss(OnLoss::GoOn);
        assert!(went_on.acquire(wanted()).await.is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn who_waits_is_let_in_by_turns_and_who_went_away_is_passed_over() {
    let fake = Fake::default();
    let processes = [(); 4].map(|()| Process::default());
    let gates = processes.each_ref().map(|process| gate(&fake, process));
    let first = permit(&gates[0]).await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut waiting = tokio::task::JoinSet::new();
    for (number, gate) in gates.iter().enumerate() {
        let (gate, order) = (gate.clone(), Arc::clone(&order));
        waiting.spawn(async move {
            // The first comes again, behind all others.
            for _ in 0..2 {
                let permit = permit(&gate).await;
                order.lock().unwrap().push(number);
                sleep(SECOND).await;
                drop(permit);
            }
        });
        sleep(SECOND / 2).await;
    }
    processes[2].end();
    let began = Instant::now();
    drop(first);
    timeout(60 * SECOND, async {
        while waiting.len() > 1 {
            waiting.join_next().await;
        }
    })
    .await
    .unwrap();
    assert_eq!(*order.lock().unwrap(), [1, 3, 0, 1, 3, 0]);
    assert!(began.elapsed() < 10 * SECOND, "{:?}", began.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_given_up_leaves_nothing_behind() {
    let (fake, this, other) = (Fake::default(), Process::default(), Process::default());
    let held = permit(&gate(&fake, &this)).await;
    let waits = gate(&fake, &other);
    assert!(timeout(SECOND, waits.acquire(wanted())).await.is_err());
    // Given, and the answer did not come: who asked does not know of it.
    drop(held);
    sleep(SECOND).await;
    fake.trouble(Trouble::AnswerLost);
    assert!(timeout(SECOND / 4, waits.acquire(wanted())).await.is_err());
    sleep(SECOND).await;
    assert_eq!(fake.holder(), None);
    fake.trouble(Trouble::None);
    let began = Instant::now();
    drop(permit(&gate(&fake, &this)).await);
    assert!(began.elapsed() < SECOND / 10);
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_is_given_late_to_who_gave_up_is_given_back() {
    for (on_loss, hangs) in [
        (OnLoss::Stop, 1),
        (OnLoss::Stop, 3600),
        (OnLoss::GoOn, 1),
        (OnLoss::GoOn, 3600),
    ] {
        let (fake, this) = (Fake::default(), Process::default());
        let gate = gate(&fake, &this).on_loss(on_loss);
        fake.trouble(Trouble::Late);
        // As a write that is done, where it went on alone.
        let permit = gate.acquire(wanted()).await;
        drop(permit.map(|permit| WritePermit::new(permit, 0, QUARANTINE)));
        // Nor does it hear that it is given back.
        fake.trouble(Trouble::Hangs);
        sleep(SECOND * hangs).await;
        fake.trouble(Trouble::None);
        assert!(fake.holder().is_some(), "it was carried out late");
        sleep(2 * SECOND).await;
        assert_eq!(fake.holder(), None, "{on_loss:?} {hangs}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_is_given_behind_the_word_that_it_is_not_wanted_is_given_back() {
    let (fake, this) = (Fake::default(), Process::default());
    fake.trouble(Trouble::Late);
    gate(&fake, &this).acquire(wanted()).await.unwrap_err();
    let late = fake.hold_up();
    fake.trouble(Trouble::None);
    sleep(5 * SECOND).await;
    fake.catch_up(late);
    assert!(fake.holder().is_some());
    sleep(2 * SECOND).await;
    assert_eq!(fake.holder(), None);
}

#[tokio::test(start_paused = true)]
async fn who_gave_up_asks_a_redis_that_was_never_reached_for_nothing() {
    let (fake, this) = (Fake::default(), Process::default());
    fake.trouble(Trouble::Refused);
    gate(&fake, &this).acquire(wanted()).await.unwrap_err();
    sleep(60 * SECOND).await;
    assert_eq!(fake.asked(), 2, "to be let in, and to be let go");
}

#[tokio::test(start_paused = true)]
async fn who_went_on_alone_gives_back_what_it_had_before() {
    let (fake, this) = (Fake::default(), Process::default());
    let permit = permit(&gate(&fake, &this).on_loss(OnLoss::GoOn)).await;
    fake.trouble(Trouble::Refused);
    permit.secure(Instant::now() + 60 * SECOND).await.unwrap();
    drop(permit);
    sleep(5 * SECOND).await;
    assert!(fake.holder().is_some());
    fake.trouble(Trouble::None);
    sleep(2 * SECOND).await;
    assert_eq!(fake.holder(), None);
}
