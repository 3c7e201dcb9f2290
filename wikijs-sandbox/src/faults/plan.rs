//! Which fault strikes a request, and what was struck.

use std::time::Duration;

use tokio::time::Instant;

use super::limit::{self, Quota, Window};
use super::{Fault, FaultKind, FaultLeft, TakenFault};
use crate::seed::Seed;

/// What a request is about, as far as faults care.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) number: u64,
    pub(crate) method: String,
    pub(crate) path: String,
    /// `namespace.field` for each field asked for.
    pub(crate) operations: Vec<String>,
}

impl Subject {
    fn is(&self, what: &str) -> bool {
        match what.starts_with('/') {
            true => self.path.starts_with(what),
            false => self
                .operations
                .iter()
                .any(|operation| is_below(operation, what)),
        }
    }
}

/// Whether a field is the one that is named, or below the namespace that is.
pub(crate) fn is_below(operation: &str, what: &str) -> bool {
    operation
        .strip_prefix(what)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// What is done to a request.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Strike {
    Fault(FaultKind),
    /// The wiki's limiter refuses these fields, all where none is named.
    Fields(Option<String>, u64),
    /// A proxy counts the request, and may refuse it.
    Quota(Quota),
}

#[derive(Debug)]
pub(crate) struct Plan {
    faults: Vec<Planned>,
    given: usize,
    seed: Seed,
    taken: Vec<TakenFault>,
}

#[derive(Debug)]
struct Planned {
    /// Counted from 0 in the order they were given.
    number: usize,
    /// As it was given; `fault` is what is left of it.
    given: Fault,
    fault: Fault,
    struck: u64,
    window: Option<Window>,
}

impl Plan {
    pub(crate) fn new(faults: Vec<Fault>, seed: u64) -> Self {
        // Another row of numbers than the wiki's, so that faults do not change its tokens.
        let mut plan = Self {
            faults: Vec::new(),
            given: 0,
            seed: Seed::new(seed ^ 0x5eed),
            taken: Vec::new(),
        };
        faults.into_iter().for_each(|fault| plan.add(fault));
        plan
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.faults.push(Planned {
            number: self.given,
            given: fault.clone(),
            fault,
            struck: 0,
            window: None,
        });
        self.given += 1;
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    /// Nothing is planned: nothing needs to be known of a request.
    pub(crate) fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }

    pub(crate) fn taken(&self) -> &[TakenFault] {
        &self.taken
    }

    /// What may strike yet.
    pub(crate) fn left(&self) -> Vec<FaultLeft> {
        let left = self
            .faults
            .iter()
            .filter(|planned| !planned.fault.is_over());
        left.map(|planned| FaultLeft {
            fault: planned.number,
            plan: planned.given.clone(),
            struck: planned.struck,
        })
        .collect()
    }

    /// What strikes a request, in the order it was given; nothing after what ends the request.
    pub(crate) fn strike(&mut self, subject: &Subject) -> Vec<Strike> {
        let Self {
            faults,
            seed,
            taken,
            ..
        } = self;
        let mut struck = Vec::new();
        for planned in faults {
            let Some((strike, kind)) = planned.strike(subject, seed) else {
                continue;
            };
            let ends = kind.as_ref().is_some_and(FaultKind::ends);
            planned.struck += u64::from(kind.is_some());
            taken.extend(kind.map(|kind| planned.taken(subject, kind)));
            struck.push(strike);
            if ends {
                break;
            }
        }
        struck
    }
}

impl Planned {
    /// What is done, and what is taken down of it: a request within a quota is not struck.
    fn strike(
        &mut self,
        subject: &Subject,
        seed: &mut Seed,
    ) -> Option<(Strike, Option<FaultKind>)> {
        let kind = match self.fault.due(subject, seed)? {
            FaultKind::RateLimit(requests, per) => {
                let quota = limit::take(&mut self.window, requests, per, Instant::now());
                let kind = FaultKind::RateLimit(requests, per);
                return Some((Strike::Quota(quota), quota.exceeded.then_some(kind)));
            }
            FaultKind::DelayBetween(least, most) => FaultKind::Delay(between(least, most, seed)),
            kind => kind,
        };
        let strike = match &kind {
            FaultKind::TooManyRequests(seconds) => Strike::Fields(self.fault.on.clone(), *seconds),
            kind => Strike::Fault(kind.clone()),
        };
        Some((strike, Some(kind)))
    }

    fn taken(&self, subject: &Subject, kind: FaultKind) -> TakenFault {
        TakenFault {
            request: subject.number,
            method: subject.method.clone(),
            path: subject.path.clone(),
            operations: subject.operations.clone(),
            place: kind.place(),
            kind,
            fault: self.number,
        }
    }
}

impl Fault {
    /// Whether no request can be struck any more.
    fn is_over(&self) -> bool {
        let mut steps = self.steps.iter();
        let ended = !self.again && steps.by_ref().skip(self.at).flatten().next().is_none();
        self.times == Some(0) || ended
    }

    /// What is due for a request; the fault has counted it then.
    fn due(&mut self, subject: &Subject, seed: &mut Seed) -> Option<FaultKind> {
        if self.times == Some(0) || self.on.as_ref().is_some_and(|what| !subject.is(what)) {
            return None;
        }
        if self.chance < 1.0 && seed.fraction() >= self.chance {
            return None;
        }
        if self.after > 0 {
            self.after -= 1;
            return None;
        }
        let step = self.steps.get(self.at).cloned();
        self.at += 1;
        if self.again && self.at >= self.steps.len() {
            self.at = 0;
        }
        let kind = step.flatten()?;
        self.times = self.times.map(|times| times - 1);
        Some(kind)
    }
}

fn between(least: Duration, most: Duration, seed: &mut Seed) -> Duration {
    least + most.saturating_sub(least).mul_f64(seed.fraction())
}

#[cfg(test)]
mod tests {
    use super::super::FaultPlace;
    use super::*;

    fn subject(operation: &str) -> Subject {
        Subject {
            number: 1,
            method: "POST".into(),
            path: "/graphql".into(),
            operations: vec![operation.into()],
        }
    }

    fn struck(plan: &mut Plan, operation: &str) -> bool {
        !plan.strike(&subject(operation)).is_empty()
    }

    #[test]
    fn faults_strike_what_they_name_and_as_often_as_they_say() {
        let fault = Fault::new(FaultKind::CutBefore)
            .on("pages.create")
            .after(1)
            .times(1);
        let mut plan = Plan::new(vec![fault], 1);
        let asked = [
            "pages.update",
            "pages.create",
            "pages.create",
            "pages.create",
        ];
        let seen = asked.map(|operation| struck(&mut plan, operation));
        assert_eq!(seen, [false, false, true, false]);
        let taken = &plan.taken()[0];
        assert_eq!((taken.place, taken.fault), (FaultPlace::Instead, 0));
        assert_eq!(
            taken.to_string(),
            "request 1, POST /graphql (pages.create): CutBefore, in place of the work"
        );
    }

    #[test]
    fn what_has_not_struck_is_left() {
        let once = Fault::new(FaultKind::CutAfter).on("pages.create").times(1);
        let step = Fault::script([None, Some(FaultKind::Html(502)), None]).on("pages.list");
        let always = Fault::new(FaultKind::Delay(Duration::from_secs(1))).on("users");
        let mut plan = Plan::new(vec![once, step, always], 1);
        let left = |plan: &Plan| {
            let left = plan.left();
            left.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            left(&plan),
            [
                r#"fault 0, {"kind":"cut-after","on":"pages.create","times":1}: has not struck"#,
                r#"fault 1, {"on":"pages.list","script":["pass",{"kind":"html","status":502},"pass"]}: has not struck"#,
                r#"fault 2, {"kind":"delay","on":"users","seconds":1}: has not struck"#,
            ]
        );
        for operation in ["pages.create", "pages.list", "users.list", "pages.list"] {
            struck(&mut plan, operation);
        }
        assert_eq!(
            left(&plan),
            [r#"fault 2, {"kind":"delay","on":"users","seconds":1}: has struck 1 time"#]
        );
    }

    #[test]
    fn chance_is_the_seeds() {
        let struck = |seed| {
            let mut plan = Plan::new(vec![Fault::new(FaultKind::NotJson).chance(0.5)], seed);
            (0..64)
                .map(|_| struck(&mut plan, "a.b"))
                .collect::<Vec<_>>()
        };
        assert_eq!(struck(7), struck(7));
        assert_ne!(struck(7), struck(8));
        assert!(struck(7).contains(&true) && struck(7).contains(&false));
    }

    #[test]
    fn a_script_goes_step_by_step_and_ends_or_begins_again() {
        let steps = || [None, Some(FaultKind::CutAfter), Some(FaultKind::NotJson)];
        let run = |fault| {
            let mut plan = Plan::new(vec![fault], 1);
            (0..6).map(|_| struck(&mut plan, "a.b")).collect::<Vec<_>>()
        };
        assert_eq!(
            run(Fault::script(steps())),
            [false, true, true, false, false, false]
        );
        assert_eq!(
            run(Fault::script(steps()).again()),
            [false, true, true, false, true, true]
        );
    }

    #[test]
    fn spread_latency_is_between_the_two_and_the_seeds() {
        let (least, most) = (Duration::from_secs(1), Duration::from_secs(3));
        let delays = |seed| {
            let fault = Fault::new(FaultKind::DelayBetween(least, most));
            let mut plan = Plan::new(vec![fault], seed);
            (0..9).for_each(|_| assert!(struck(&mut plan, "a.b")));
            plan.taken().to_vec()
        };
        assert_eq!(delays(1), delays(1));
        for taken in delays(1) {
            assert!(matches!(taken.kind, FaultKind::Delay(time) if time >= least && time <= most));
        }
    }

    #[test]
    fn nothing_strikes_after_what_ends_a_request() {
        let faults = [
            FaultKind::Restart,
            FaultKind::Html(502),
            FaultKind::CutAfter,
        ];
        let mut plan = Plan::new(faults.map(Fault::new).to_vec(), 1);
        assert_eq!(plan.strike(&subject("a.b")).len(), 2);
        assert_eq!(plan.taken().len(), 2);
    }
}
