//! The states case by case, and against a model.

use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

/// A machine, and a clock of its own. Chance is always the least.
struct Bench {
    machine: Machine<u32>,
    now: Instant,
}

impl Bench {
    fn new() -> Self {
        Self {
            machine: Machine::new(),
            now: Instant::now(),
        }
    }

    /// One that holds the token 1, issued now for so long.
    fn holding(span: Option<Duration>) -> Self {
        let mut bench = Self::new();
        assert_eq!(bench.next(), Next::Renew(RenewalReason::First));
        bench.renewed(1, span);
        bench
    }

    fn life(&self, span: Option<Duration>) -> Option<Life> {
        span.map(|span| Life {
            ends: self.now + span,
            span,
        })
    }

    fn next(&mut self) -> Next<u32> {
        self.machine.next(self.now, MINUTE)
    }

    fn renewed(&mut self, token: u32, span: Option<Duration>) -> Option<u64> {
        let life = self.life(span);
        let held = self.machine.renewed(token, life, self.now, 0.0);
        held.map(|held| held.epoch)
    }

    fn failed(&mut self) {
        self.machine.failed(self.now, 0.0, Duration::ZERO);
    }

    fn refused(&mut self, epoch: u64) -> bool {
        self.machine.refused(epoch, self.now, 0.0)
    }
}

fn token(token: u32, epoch: u64) -> Token<u32> {
    Token { token, epoch }
}

#[test]
fn a_wait_without_end_is_no_reason_to_ask_at_once() {
    let mut bench = Bench::new();
    bench.next();
    bench.machine.failed(bench.now, 0.0, Duration::MAX);
    assert_eq!(bench.next(), Next::Fail(None));
    assert!(bench.machine.told());
}

#[test]
fn all_wait_for_one_renewal() {
    let mut bench = Bench::new();
    assert_eq!(bench.next(), Next::Renew(RenewalReason::First));
    assert_eq!(bench.next(), Next::Wait);
    assert_eq!(bench.renewed(7, None), Some(1));
    assert_eq!(bench.next(), Next::Use(token(7, 1)));
}

#[test]
fn a_token_is_renewed_before_it_could_end_in_an_attempt() {
    let mut bench = Bench::holding(Some(30 * MINUTE));
    for (minutes, seconds, expected) in [
        (0, 0, Next::Use(token(1, 1))),
        (27, 55, Next::Use(token(1, 1))),
        // An attempt takes a minute, the margin is five seconds, and a minute before that a renewal begins beside.
        (
            27,
            56,
            Next::UseAndRenew(token(1, 1), RenewalReason::Ending),
        ),
        (28, 0, Next::Use(token(1, 1))),
        (28, 56, Next::Wait),
    ] {
        let mut later = Bench {
            now: bench.now + minutes * MINUTE + seconds * SECOND,
            machine: bench.machine,
        };
        assert_eq!(later.next(), expected, "{minutes}:{seconds}");
        bench = Bench {
            machine: later.machine,
            ..bench
        };
    }
}

#[test]
fn a_token_that_lives_shorter_than_an_attempt_is_good_for_half_of_its_time() {
    let mut bench = Bench::holding(Some(20 * SECOND));
    assert_eq!(bench.next(), Next::Use(token(1, 1)));
    bench.now += 11 * SECOND;
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Ending));
}

#[test]
fn a_refused_token_is_replaced_and_an_older_refusal_says_nothing_of_the_new_one() {
    let mut bench = Bench::holding(None);
    assert!(bench.refused(1));
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Refused));
    assert!(bench.refused(1), "many calls were sent under it");
    assert_eq!(bench.next(), Next::Wait);
    assert_eq!(bench.renewed(2, None), Some(2));
    assert!(!bench.refused(1));
    assert_eq!(bench.next(), Next::Use(token(2, 2)));
}

#[test]
fn the_very_token_that_was_refused_is_no_renewal() {
    let mut bench = Bench::holding(None);
    bench.refused(1);
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Refused));
    assert_eq!(bench.renewed(1, None), None);
    assert!(matches!(bench.next(), Next::Fail(Some(_))));
}

#[test]
fn tokens_that_are_refused_one_after_another_make_no_loop() {
    let mut bench = Bench::holding(None);
    bench.refused(1);
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Refused));
    assert_eq!(bench.renewed(2, None), Some(2));
    bench.refused(2);
    assert!(matches!(bench.next(), Next::Fail(Some(_))));
    // One that the server took once is another matter.
    let mut bench = Bench::holding(None);
    for epoch in 1..10 {
        bench.machine.taken(epoch);
        bench.refused(epoch);
        assert_eq!(bench.next(), Next::Renew(RenewalReason::Refused));
        bench.renewed(u32::try_from(epoch).unwrap() + 1, None);
    }
}

#[test]
fn after_a_failure_there_is_a_pause_that_grows() {
    let mut bench = Bench::new();
    let mut pauses = Vec::new();
    for _ in 0..9 {
        assert_eq!(bench.next(), Next::Renew(RenewalReason::First));
        bench.failed();
        let Next::Fail(Some(pause)) = bench.next() else {
            panic!("no pause");
        };
        pauses.push(pause.as_millis());
        bench.now += pause;
    }
    assert_eq!(
        pauses,
        [
            500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000
        ]
    );
    assert_eq!(bench.next(), Next::Renew(RenewalReason::First));
    bench.renewed(1, None);
    bench.machine.taken(1);
    bench.refused(1);
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Refused));
}

#[test]
fn while_no_other_can_be_had_one_is_used_up_to_its_end() {
    let mut bench = Bench::holding(Some(30 * MINUTE));
    bench.now += 29 * MINUTE;
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Ending));
    bench.machine.latched();
    assert_eq!(bench.next(), Next::Use(token(1, 1)));
    bench.now += MINUTE;
    assert_eq!(bench.next(), Next::Fail(None));
}

#[test]
fn after_a_refusal_for_good_only_a_word_starts_another() {
    let mut bench = Bench::new();
    assert_eq!(bench.next(), Next::Renew(RenewalReason::First));
    bench.machine.latched();
    bench.now += 1_000 * MINUTE;
    assert_eq!(bench.next(), Next::Fail(None));
    assert!(bench.machine.told());
    assert!(!bench.machine.told(), "one is under way");
    assert_eq!(bench.next(), Next::Wait);
}

#[test]
fn a_token_that_the_server_sends_replaces_the_one_it_was_sent_and_no_later_one() {
    let mut bench = Bench::holding(None);
    assert!(bench.machine.replaced(1, 2, None));
    assert!(!bench.machine.replaced(1, 3, None));
    assert_eq!(bench.next(), Next::Use(token(2, 2)));
}

#[test]
fn the_same_token_given_once_more_is_no_news_and_soon_asked_for_again_where_it_ends() {
    let mut bench = Bench::holding(Some(SECOND));
    bench.now += SECOND;
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Ending));
    assert_eq!(bench.renewed(1, Some(SECOND)), Some(1));
    assert_eq!(bench.next(), Next::Use(token(1, 1)));

    let mut bench = Bench::holding(Some(30 * MINUTE));
    bench.now += 29 * MINUTE;
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Ending));
    let life = Some(Life {
        ends: bench.now + MINUTE,
        span: 30 * MINUTE,
    });
    assert!(bench.machine.renewed(1, life, bench.now, 0.0).is_some());
    assert_eq!(bench.next(), Next::Use(token(1, 1)));
    bench.now += SECOND;
    assert_eq!(bench.next(), Next::Renew(RenewalReason::Ending));
}

/// What may happen to a machine.
#[derive(Debug, Clone)]
enum Event {
    Call { attempt: u64 },
    Renewed { same: bool, span: Option<u64> },
    Failed,
    Latched,
    Refused { age: u64 },
    Taken { age: u64 },
    Replaced { age: u64 },
    Told,
    Later { seconds: u64 },
}

fn event() -> impl Strategy<Value = Event> {
    let span = proptest::option::of(1_u64..3_600);
    prop_oneof![
        4 => (1_u64..120).prop_map(|attempt| Event::Call { attempt }),
        2 => (any::<bool>(), span).prop_map(|(same, span)| Event::Renewed { same, span }),
        1 => Just(Event::Failed),
        1 => Just(Event::Latched),
        2 => (0_u64..3).prop_map(|age| Event::Refused { age }),
        1 => (0_u64..3).prop_map(|age| Event::Taken { age }),
        1 => (0_u64..3).prop_map(|age| Event::Replaced { age }),
        1 => Just(Event::Told),
        2 => (0_u64..600).prop_map(|seconds| Event::Later { seconds }),
    ]
}

/// What is known of the machine without a look into it.
struct Model {
    is_renewing: bool,
    is_latched: bool,
    given: u32,
    epoch: u64,
    /// The present token, when it ends, and whether it was refused.
    held: Option<(u32, Option<Instant>, bool)>,
}

proptest! {
    #[test]
    fn whatever_happens(events in proptest::collection::vec(event(), 1..200)) {
        let mut bench = Bench::new();
        let mut model = Model {
            is_renewing: false,
            is_latched: false,
            given: 0,
            epoch: 0,
            held: None,
        };
        for event in events {
            step(&mut bench, &mut model, &event)?;
            let held = bench.machine.held();
            prop_assert_eq!(
                held,
                model.held.map(|(held, ..)| token(held, model.epoch)),
                "after {:?}", event
            );
        }
    }
}

fn step(bench: &mut Bench, model: &mut Model, event: &Event) -> Result<(), TestCaseError> {
    let now = bench.now;
    let of = |model: &Model, age: u64| model.epoch.saturating_sub(age);
    match *event {
        Event::Call { attempt } => {
            let attempt = Duration::from_secs(attempt);
            call(bench.machine.next(now, attempt), model, now)?;
        }
        Event::Renewed { same, span } if model.is_renewing => {
            let given = match model.held {
                Some((held, ..)) if same => held,
                _ => model.given + 1,
            };
            let span = span.map(Duration::from_secs);
            let brought = bench.renewed(given, span);
            model.is_renewing = false;
            let ends = span.map(|span| now + span);
            match &mut model.held {
                Some((held, _, true)) if *held == given => prop_assert_eq!(brought, None),
                Some((held, life, false)) if *held == given => *life = ends,
                _ => {
                    model.given = given;
                    model.epoch += 1;
                    model.held = Some((given, ends, false));
                }
            }
            // What was refused for good was asked for again, or this renewal would not have been.
            model.is_latched = false;
        }
        Event::Failed if model.is_renewing => {
            bench.failed();
            model.is_renewing = false;
            prop_assert!(!matches!(
                bench.next(),
                Next::Renew(_) | Next::UseAndRenew(..)
            ));
        }
        Event::Latched if model.is_renewing => {
            bench.machine.latched();
            (model.is_renewing, model.is_latched) = (false, true);
        }
        Event::Refused { age } => {
            let epoch = of(model, age);
            let is_present = epoch == model.epoch && model.held.is_some();
            prop_assert_eq!(bench.refused(epoch), is_present);
            if let Some((.., refused)) = model.held.as_mut().filter(|_| is_present) {
                *refused = true;
            }
        }
        Event::Taken { age } => bench.machine.taken(of(model, age)),
        Event::Replaced { age } => {
            let epoch = of(model, age);
            let is_present = epoch == model.epoch && model.held.is_some();
            let given = model.given + 1;
            prop_assert_eq!(bench.machine.replaced(epoch, given, None), is_present);
            if is_present {
                (model.given, model.held) = (given, Some((given, None, false)));
                model.epoch += 1;
            }
        }
        Event::Told => {
            prop_assert_eq!(bench.machine.told(), !model.is_renewing);
            (model.is_renewing, model.is_latched) = (true, false);
        }
        Event::Later { seconds } => bench.now += Duration::from_secs(seconds),
        _ => {}
    }
    Ok(())
}

fn call(next: Next<u32>, model: &mut Model, now: Instant) -> Result<(), TestCaseError> {
    match next {
        Next::Use(given) | Next::UseAndRenew(given, _) => {
            let Some((held, ends, refused)) = model.held else {
                return Err(TestCaseError::fail("a token out of nothing"));
            };
            prop_assert_eq!(given, token(held, model.epoch));
            prop_assert!(!refused, "a refused token is sent");
            prop_assert!(
                ends.is_none_or(|ends| ends > now),
                "a token that is over is sent"
            );
        }
        Next::Wait => prop_assert!(model.is_renewing, "a wait for nothing"),
        Next::Fail(pause) => prop_assert_eq!(pause.is_none(), model.is_latched),
        Next::Renew(_) => {}
    }
    if matches!(next, Next::Renew(_) | Next::UseAndRenew(..)) {
        prop_assert!(!model.is_renewing, "two renewals at a time");
        prop_assert!(!model.is_latched, "tried again after a refusal for good");
        model.is_renewing = true;
    }
    Ok(())
}
