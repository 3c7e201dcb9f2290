//! The scripts that count say what the meter says which counts in one process.

use std::cell::Cell;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Runtime;
use tokio::time::Instant;

use super::redis_server::RedisServer;
use crate::layers::lower::limit::{Algorithm, Meter, Rate};
use crate::redis::Redis;
use crate::redis::limiter::Counting;
use crate::redis::script::{BUCKET, Run, Script, WINDOW};

/// A moment by the clock of a Redis, in microseconds.
const BEGAN: u64 = 1_800_000_000_000_000;

/// A Redis whose clock is told to the scripts.
struct Timed {
    server: RedisServer,
    redis: Redis,
    runtime: Runtime,
    scripts: [&'static Script; 2],
}

/// The script, with the time as its last argument.
fn timed(script: &Script) -> &'static Script {
    let text = script.text.replace(
        "redis.call('TIME')",
        "{math.floor(ARGV[4] / 1000000), ARGV[4] % 1000000}",
    );
    assert_ne!(text, script.text);
    Box::leak(Box::new(Script::new(String::leak(text))))
}

impl Timed {
    fn start() -> Self {
        let server = RedisServer::start();
        let redis = Redis::open(server.url(), "test").unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let scripts = [&BUCKET, &WINDOW].map(timed);
        Self {
            server,
            redis,
            runtime,
            scripts,
        }
    }

    /// How many nanoseconds to wait, so many microseconds after the beginning.
    fn ask(&self, rate: &Rate, key: &str, parts: u32, after: u64) -> u64 {
        let [bucket, window] = self.scripts;
        let script = match rate.algorithm {
            Algorithm::TokenBucket => bucket,
            Algorithm::SlidingWindow => window,
        };
        let counting = Counting::new(script, key.to_owned(), rate);
        let mut run: Run = counting.run(parts);
        run.arguments.push((BEGAN + after).to_string());
        let answer = self.runtime.block_on(self.redis.store.run(run)).unwrap();
        answer[0].try_into().unwrap()
    }
}

fn nanos(time: Duration) -> u64 {
    time.as_nanos().try_into().unwrap()
}

#[test]
fn a_redis_counts_as_the_meter_of_one_process_does() {
    let timed = Timed::start();
    let step = (
        prop_oneof![Just(0), 0_u64..90_000_000],
        1_u32..12,
        any::<bool>(),
    );
    let cases = (1_u32..10, 1_u32..10, 60_u32..600, vec(step, 1..60));
    let mut runner = TestRunner::new(Config::with_cases(48));
    let number = Cell::new(0);
    let outcome = runner.run(&cases, |(count, burst, seconds, steps)| {
        let per = Duration::from_secs(1) * seconds;
        for rate in [
            Rate::bucket(count, per).burst(burst),
            Rate::window(count, per),
        ] {
            number.set(number.get() + 1);
            let (mut meter, began) = (Meter::new(&rate), Instant::now());
            let (key, mut after) = (format!("test:{}", number.get()), 0);
            for (gone, parts, waits) in &steps {
                after += gone;
                loop {
                    let now = began + Duration::from_micros(after);
                    let expected = nanos(meter.wait(*parts, now));
                    let told = timed.ask(&rate, &key, *parts, after);
                    prop_assert_eq!(
                        told,
                        expected,
                        "{:?}, {} parts after {}",
                        rate,
                        parts,
                        after
                    );
                    if expected == 0 {
                        meter.take(*parts, now);
                        break;
                    }
                    if !waits {
                        break;
                    }
                    after += expected.div_ceil(1000);
                }
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(number.get() > 48);
}

#[test]
fn a_clock_that_is_set_back_holds_nobody_up_for_longer_than_the_rate_does() {
    let timed = Timed::start();
    let (minute, hour) = (60_000_000, 3_600_000_000);
    for (rate, wait) in [
        (Rate::bucket(1, Duration::from_secs(60)), 60),
        (Rate::window(1, Duration::from_secs(60)), 60),
    ] {
        let key = format!("{:?}", rate.algorithm);
        assert_eq!(timed.ask(&rate, &key, 1, 2 * hour), 0);
        // An hour back.
        let second = 1_000_000_000;
        assert_eq!(timed.ask(&rate, &key, 1, hour), wait * second, "{rate:?}");
        assert_eq!(
            timed.ask(&rate, &key, 1, hour + minute / 2),
            wait / 2 * second,
            "{rate:?}"
        );
        assert_eq!(timed.ask(&rate, &key, 1, hour + minute), 0, "{rate:?}");
    }
}

#[test]
fn what_is_counted_ends_with_the_time_that_it_counts_for() {
    let timed = Timed::start();
    for (rate, most) in [
        (Rate::bucket(4, Duration::from_secs(60)), 30_001),
        (Rate::window(4, Duration::from_secs(60)), 60_001),
    ] {
        let key = format!("{:?}", rate.algorithm);
        assert_eq!(timed.ask(&rate, &key, 2, 0), 0);
        let left = timed.server.number(&format!("PTTL {key}"));
        assert!((most - 20_000..=most).contains(&left), "{rate:?}: {left}");
    }
}

#[test]
fn a_rate_that_is_very_fast_or_very_slow_is_counted() {
    let timed = Timed::start();
    let second = Duration::from_secs(1);
    for (rate, second_wait) in [
        (Rate::bucket(1_000_000_000, second).burst(1), 1),
        (Rate::bucket(1, second * 86_400), 86_400_000_000_000),
        (Rate::window(1, second * 86_400), 86_400_000_000_000),
    ] {
        let key = format!("{rate:?}").replace(' ', "");
        assert_eq!(timed.ask(&rate, &key, 1, 0), 0);
        assert_eq!(timed.ask(&rate, &key, 1, 0), second_wait, "{rate:?}");
    }
}
