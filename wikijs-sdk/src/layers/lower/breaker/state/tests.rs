//! The states case by case, and against a model.

use proptest::prelude::*;

use super::*;

const SECOND: Duration = Duration::from_secs(1);

struct Bench {
    machine: Machine,
    settings: CircuitBreaker,
    now: Instant,
}

impl Bench {
    fn new(settings: CircuitBreaker) -> Self {
        Self {
            machine: Machine::new(&settings),
            settings,
            now: Instant::now(),
        }
    }

    fn admit(&mut self) -> Admission {
        self.machine.admit(Harmless, self.now).0
    }

    fn admit_once(&mut self) -> Admission {
        self.machine.admit(Once, self.now).0
    }

    fn ticket(&mut self) -> Ticket {
        match self.admit() {
            Admission::Go(ticket) => ticket,
            held @ Admission::Held(_) => panic!("{held:?}"),
        }
    }

    fn report(&mut self, ticket: Ticket, health: Health) -> Option<Change> {
        self.machine
            .report(ticket, health, &self.settings, self.now)
    }

    fn all(&mut self, healths: &[Health]) -> BreakerState {
        for health in healths {
            let ticket = self.ticket();
            self.report(ticket, *health);
        }
        self.machine.state()
    }
}

use BreakerState::{Closed, HalfOpen, Open};
use Health::{Bad, Good, Silent};
use Probe::{Harmless, Once};

fn three_in_a_row() -> CircuitBreaker {
    CircuitBreaker::new()
        .failures_in_a_row(3)
        .pause_for(10 * SECOND)
        .close_after(2)
}

#[test]
fn failures_in_a_row_open_it_and_one_success_breaks_the_row() {
    for (healths, state) in [
        (&[Bad, Bad][..], Closed),
        (&[Bad, Bad, Good, Bad, Bad], Closed),
        (&[Bad, Silent, Bad, Silent], Closed),
        (&[Bad, Silent, Bad, Bad], Open),
    ] {
        assert_eq!(
            Bench::new(three_in_a_row()).all(healths),
            state,
            "{healths:?}"
        );
    }
}

#[test]
fn a_rate_opens_it_once_there_are_calls_enough() {
    let settings = || {
        CircuitBreaker::new()
            .failures_in_a_row(None)
            .failure_rate(0.5, 8, 10 * SECOND)
    };
    let pair = [Good, Bad];
    assert_eq!(Bench::new(settings()).all(&pair.repeat(3)), Closed);
    assert_eq!(Bench::new(settings()).all(&pair.repeat(4)), Open);
    assert_eq!(
        Bench::new(settings()).all(&[Good, Good, Bad].repeat(20)),
        Closed
    );
    // What is longer ago than the window does not count.
    let mut bench = Bench::new(settings());
    bench.all(&[Bad; 7]);
    bench.now += 11 * SECOND;
    assert_eq!(bench.all(&[Bad; 7]), Closed);
    assert_eq!(bench.all(&[Bad]), Open);
}

#[test]
fn open_it_holds_back_then_probes_one_at_a_time() {
    let mut bench = Bench::new(three_in_a_row());
    bench.all(&[Bad; 3]);
    bench.now += 4 * SECOND;
    assert_eq!(bench.admit(), Admission::Held(Held::Open(6 * SECOND)));
    bench.now += 6 * SECOND;
    let probe = bench.ticket();
    assert_eq!(bench.machine.state(), HalfOpen);
    assert_eq!(bench.admit(), Admission::Held(Held::Probing));
    assert_eq!(bench.report(probe, Good), None);
    let probe = bench.ticket();
    assert_eq!(bench.admit(), Admission::Held(Held::Probing));
    assert_eq!(bench.report(probe, Good), Some((HalfOpen, Closed)));
    assert_eq!(bench.all(&[Bad, Bad]), Closed);
    assert_eq!((bench.machine.opened, bench.machine.held_back), (1, 3));
}

#[test]
fn a_pause_without_end_is_none_that_is_over_at_once() {
    let mut bench = Bench::new(three_in_a_row().pause_for(Duration::MAX));
    bench.all(&[Bad; 3]);
    for _ in 0..3 {
        assert!(matches!(bench.admit(), Admission::Held(Held::Open(_))));
        bench.now += 365 * 86_400 * SECOND;
    }
}

#[test]
fn a_write_that_may_not_be_sent_twice_tries_the_server_last() {
    let mut bench = Bench::new(three_in_a_row());
    bench.all(&[Bad; 3]);
    bench.now += 4 * SECOND;
    assert_eq!(bench.admit_once(), Admission::Held(Held::Open(6 * SECOND)));
    bench.now += 9 * SECOND;
    let others_first = Admission::Held(Held::OthersFirst(7 * SECOND));
    assert_eq!(bench.admit_once(), others_first);
    // Nothing tries the server: that is no state of its own yet.
    assert_eq!(bench.machine.state(), Open);
    let probe = bench.ticket();
    assert_eq!(bench.admit_once(), Admission::Held(Held::Probing));
    bench.report(probe, Silent);
    assert_eq!(bench.admit_once(), others_first);
    // What answers a read will answer a write.
    let probe = bench.ticket();
    assert_eq!(bench.report(probe, Good), None);
    assert!(matches!(bench.admit_once(), Admission::Go(_)));
}

#[test]
fn who_only_writes_finds_the_server_again() {
    let mut bench = Bench::new(three_in_a_row());
    bench.all(&[Bad; 3]);
    for _ in 0..2 {
        bench.now += 19 * SECOND;
        assert!(matches!(bench.admit_once(), Admission::Held(_)));
        bench.now += SECOND;
        let Admission::Go(probe) = bench.admit_once() else {
            panic!("a pause more is over");
        };
        assert_eq!(bench.admit_once(), Admission::Held(Held::Probing));
        assert_eq!(bench.report(probe, Bad), Some((HalfOpen, Open)));
    }
    bench.now += 20 * SECOND;
    for state in [HalfOpen, Closed] {
        let Admission::Go(probe) = bench.admit_once() else {
            panic!("it answers");
        };
        bench.report(probe, Good);
        assert_eq!(bench.machine.state(), state);
    }
}

#[test]
fn a_probe_that_fails_opens_it_again_and_one_that_is_given_up_frees_its_place() {
    let mut bench = Bench::new(three_in_a_row());
    bench.all(&[Bad; 3]);
    bench.now += 10 * SECOND;
    let probe = bench.ticket();
    assert_eq!(bench.report(probe, Silent), None);
    let probe = bench.ticket();
    assert_eq!(bench.report(probe, Bad), Some((HalfOpen, Open)));
    assert_eq!(bench.admit(), Admission::Held(Held::Open(10 * SECOND)));
}

#[test]
fn what_was_sent_before_a_change_says_nothing_after_it() {
    let mut bench = Bench::new(three_in_a_row());
    let late = [bench.ticket(), bench.ticket(), bench.ticket()];
    bench.all(&[Bad; 3]);
    bench.now += 10 * SECOND;
    let probe = bench.ticket();
    assert_eq!(bench.report(late[0], Bad), None);
    assert_eq!(bench.report(late[1], Good), None);
    assert_eq!(bench.report(late[2], Silent), None);
    // The probe has still its place.
    assert_eq!(bench.admit(), Admission::Held(Held::Probing));
    assert_eq!(bench.report(probe, Good), None);
    assert_eq!(bench.machine.state(), HalfOpen);
}

#[derive(Debug, Clone)]
enum Step {
    Admit(bool),
    Report(usize, u8),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => any::<bool>().prop_map(Step::Admit),
        4 => (any::<usize>(), 0_u8..3).prop_map(|(ticket, health)| Step::Report(ticket, health)),
        1 => (0_u64..8).prop_map(Step::Wait),
    ]
}

proptest! {
    /// Against a model: whatever comes in which order, no probe is beside another, what is open opens in time and
    /// not before, a write tries the server a pause later than a read unless that was answered, and nothing is stuck.
    #[test]
    fn whatever_happens(steps in prop::collection::vec(step(), 0..300)) {
        let mut bench = Bench::new(three_in_a_row());
        let (mut tickets, mut opened_at): (Vec<Ticket>, Option<Instant>) = (Vec::new(), None);
        let mut was_answered = false;
        for step in steps {
            match step {
                Step::Wait(seconds) => bench.now += Duration::from_secs(seconds),
                Step::Admit(once) => {
                    let (probe, pauses) = if once { (Once, 2) } else { (Harmless, 1) };
                    let over = opened_at.map(|at| at + pauses * 10 * SECOND);
                    let before = bench.machine.state();
                    let probes = tickets.iter().filter(|ticket| ticket.era == bench.machine.era).count();
                    match bench.machine.admit(probe, bench.now).0 {
                        Admission::Go(ticket) => {
                            match before {
                                Open => prop_assert!(bench.now >= over.unwrap()),
                                HalfOpen => {
                                    prop_assert_eq!(probes, 0);
                                    prop_assert!(was_answered || bench.now >= over.unwrap());
                                }
                                _ => {}
                            }
                            tickets.push(ticket);
                        }
                        Admission::Held(Held::Open(wait)) => {
                            prop_assert_eq!(before, Open);
                            prop_assert_eq!(bench.now + wait, opened_at.unwrap() + 10 * SECOND);
                        }
                        Admission::Held(Held::OthersFirst(wait)) => {
                            prop_assert!(once && !was_answered && probes == 0);
                            prop_assert!(bench.now >= opened_at.unwrap() + 10 * SECOND);
                            prop_assert_eq!(bench.now + wait, over.unwrap());
                        }
                        Admission::Held(Held::Probing) => prop_assert_eq!((before, probes), (HalfOpen, 1)),
                    }
                }
                Step::Report(index, health) if !tickets.is_empty() => {
                    let ticket = tickets.swap_remove(index % tickets.len());
                    let health = [Good, Bad, Silent][usize::from(health)];
                    was_answered |= health == Good
                        && ticket.era == bench.machine.era
                        && bench.machine.state() == HalfOpen;
                    if let Some((_, Open)) = bench.report(ticket, health) {
                        (opened_at, was_answered) = (Some(bench.now), false);
                    }
                }
                Step::Report(..) => {}
            }
        }
        // However it stands: after a pause, with all given back, a server that answers closes it.
        for ticket in tickets {
            bench.report(ticket, Silent);
        }
        bench.now += 10 * SECOND;
        prop_assert_eq!(bench.all(&[Good, Good]), Closed);
    }
}
