//! What becomes of a lease where a Redis answers, and refuses; under a paused clock.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::sleep;

use super::fake::{Fake, Process, Trouble};
use crate::layers::upper::write_gate::{Wanted, WriteGate};
use crate::redis::script::{NotSent, Refused, was_not_run};
use crate::redis::{OnLoss, Redis, RedisGate};

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_lease_that_was_given_by_what_broke_off_is_given_back_and_nobody_says_so_for_ever() {
    let (fake, this) = (Fake::default(), Process::default());
    let tasks = || Handle::current().metrics().num_alive_tasks();
    let before = tasks();
    let gate = RedisGate::new(&Redis::of(fake.seen_by(&this)), "test").on_loss(OnLoss::Stop);
    fake.trouble(Trouble::BreaksOff);
    for _ in 0..100 {
        let refused = gate.acquire(Wanted::new(30 * SECOND, 10 * SECOND)).await;
        let why = refused.err().unwrap().to_string();
        assert!(why.contains("no right to do the rest"), "{why}");
    }
    sleep(SECOND).await;
    assert_eq!(
        fake.holder().map(|(_, left)| left),
        None,
        "it was given back"
    );
    // It refuses for longer than the lease would have lasted.
    sleep(60 * SECOND).await;
    assert_eq!(tasks(), before, "nobody goes on about it");
}

#[tokio::test(start_paused = true)]
async fn a_lease_that_was_given_by_what_broke_off_is_given_back_also_where_the_redis_is_away_just_then()
 {
    let (fake, this) = (Fake::default(), Process::default());
    let gate = RedisGate::new(&Redis::of(fake.seen_by(&this)), "test").on_loss(OnLoss::Stop);
    fake.trouble(Trouble::BreaksOff);
    let refused = gate.acquire(Wanted::new(30 * SECOND, 10 * SECOND)).await;
    assert!(refused.is_err() && fake.holder().is_some());
    fake.trouble(Trouble::Refused);
    sleep(SECOND / 2).await;
    assert!(fake.holder().is_some(), "nobody was told");
    fake.trouble(Trouble::None);
    sleep(SECOND).await;
    assert_eq!(fake.holder(), None);
}

#[test]
fn what_was_not_run_is_told_from_what_may_have_been() {
    let refused = |had_begun| Refused {
        why: String::new(),
        had_begun,
    };
    for (why, not_run) in [
        (NotSent("no way".into()).into(), true),
        (refused(false).into(), true),
        (refused(true).into(), false),
        ("no answer".into(), false),
    ] {
        assert_eq!(was_not_run(&why), not_run, "{why:?}");
    }
}
