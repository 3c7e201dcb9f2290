//! Whatever goes wrong in whatever order: what must hold of all calls.

use std::time::Duration;

use proptest::prelude::*;
use tokio::runtime::Builder;
use tokio::time::Instant;
use wikijs_sdk::{Backoff, Effect, Error, Retry, users};

use super::{MOVED, client_of, moving};
use crate::support::loopback::PAGE;
use crate::support::operations::Title;
use crate::support::script::{Act, Script};

const ACTIVATED: &str = r#"{"data":{"users":{"activate":{"responseResult":{"succeeded":true,"errorCode":0,"slug":"ok","message":null}}}}}"#;

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::NoConnection),
        Just(Act::Lost),
        Just(Act::Hang),
        Just(Act::CutOff(r#"{"data""#)),
        Just(Act::Status(502, "<html>")),
        (0_u64..40).prop_map(|seconds| Act::ComeBack(503, seconds)),
        (0_u64..40).prop_map(|seconds| Act::ComeBack(429, seconds)),
        Just(Act::Status(403, "")),
    ]
}

/// Whether the server may have done it then.
fn may_work(act: &Act) -> bool {
    !matches!(
        act,
        Act::NoConnection | Act::ComeBack(429, _) | Act::Status(403, _)
    )
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![
        Just(Effect::Read),
        Just(Effect::Repeatable),
        Just(Effect::Once)
    ]
}

/// What came of a call, after how long, and how many attempts there were.
async fn call(
    acts: &[Act],
    effect: Effect,
    most: u32,
    limit: Duration,
) -> (Option<Error>, Duration, usize) {
    let answer = match effect {
        Effect::Read => PAGE,
        Effect::Repeatable => ACTIVATED,
        _ => MOVED,
    };
    let script = Script::new(acts.iter().copied().chain([Act::Answer(answer)]));
    let retry = Retry::new()
        .attempts(most)
        .seed(1)
        .backoff(Backoff::linear(Duration::from_secs(1)));
    let client = client_of(&script, |builder| {
        builder
            .retry(retry)
            .attempt_timeout(Duration::from_secs(10))
            .total_timeout(limit)
    });
    let began = Instant::now();
    let error = match effect {
        Effect::Read => client.send(Title { id: 1 }).await.err(),
        Effect::Repeatable => client.send(users::Activate::new(1)).await.err(),
        _ => client.send(moving()).await.err(),
    };
    (error, began.elapsed(), script.attempts())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_holds_of_all_calls(
        acts in prop::collection::vec(act(), 0..8),
        effect in effect(),
        most in 1_u32..6,
        limit in 1_u64..100,
    ) {
        let limit = Duration::from_secs(limit);
        let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        let (error, took, attempts) = runtime.block_on(call(&acts, effect, most, limit));
        let made = &acts[..attempts.min(acts.len())];
        let worked = made.iter().filter(|act| may_work(act)).count();

        prop_assert!(attempts <= most as usize, "{attempts} attempts");
        // A timer is a millisecond late at most.
        prop_assert!(took <= limit + Duration::from_millis(1), "{took:?}");
        if effect == Effect::Once {
            prop_assert!(worked <= 1 && (worked == 0 || attempts == made.len()), "sent again: {made:?}");
        }
        match error {
            None => prop_assert_eq!(attempts, acts.len() + 1),
            Some(error) => {
                prop_assert_eq!(error.attempts() as usize, attempts);
                // It is in doubt exactly where the server may have done it.
                let doubtful = effect != Effect::Read && worked > 0;
                prop_assert_eq!(error.is_doubtful(), doubtful, "{}", error);
                prop_assert_eq!(error.to_string().contains("may have been done"), doubtful, "{}", error);
            }
        }
    }
}
