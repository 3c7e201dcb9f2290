//! Which fault strikes a request, and what was struck.

use super::{Fault, FaultKind};
use crate::seed::Seed;

/// A fault that struck, for the message of a failed test.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TakenFault {
    /// The number of the request, counted from 1.
    pub request: u64,
    /// What the request asked for.
    pub operations: Vec<String>,
    /// What went wrong.
    pub kind: FaultKind,
}

/// What a request is about, as far as faults care.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    pub(crate) number: u64,
    pub(crate) path: String,
    /// `namespace.field` for each field asked for.
    pub(crate) operations: Vec<String>,
}

impl Subject {
    fn is(&self, what: &str) -> bool {
        match what.starts_with('/') {
            true => self.path.starts_with(what),
            false => self.operations.iter().any(|operation| {
                operation == what
                    || operation
                        .strip_prefix(what)
                        .is_some_and(|rest| rest.starts_with('.'))
            }),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Plan {
    faults: Vec<Fault>,
    seed: Seed,
    taken: Vec<TakenFault>,
}

impl Plan {
    pub(crate) fn new(faults: Vec<Fault>, seed: u64) -> Self {
        // Another row of numbers than the wiki's, so that faults do not change its tokens.
        Self {
            faults,
            seed: Seed::new(seed ^ 0x5eed),
            taken: Vec::new(),
        }
    }

    pub(crate) fn add(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    pub(crate) fn clear(&mut self) {
        self.faults.clear();
    }

    pub(crate) fn taken(&self) -> &[TakenFault] {
        &self.taken
    }

    /// The faults that strike a request, in the order they were given.
    pub(crate) fn strike(&mut self, subject: &Subject) -> Vec<FaultKind> {
        let Self {
            faults,
            seed,
            taken,
        } = self;
        let mut struck = Vec::new();
        for fault in faults.iter_mut() {
            if fault.times == Some(0) || fault.on.as_ref().is_some_and(|what| !subject.is(what)) {
                continue;
            }
            if fault.chance < 1.0 && seed.fraction() >= fault.chance {
                continue;
            }
            if fault.after > 0 {
                fault.after -= 1;
                continue;
            }
            fault.times = fault.times.map(|times| times - 1);
            let (request, operations) = (subject.number, subject.operations.clone());
            taken.push(TakenFault {
                request,
                operations,
                kind: fault.kind.clone(),
            });
            struck.push(fault.kind.clone());
        }
        struck
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subject(operation: &str) -> Subject {
        Subject {
            number: 1,
            path: "/graphql".into(),
            operations: vec![operation.into()],
        }
    }

    #[test]
    fn faults_strike_what_they_name_and_as_often_as_they_say() {
        let fault = Fault::new(FaultKind::CutBefore)
            .on("pages.create")
            .after(1)
            .times(1);
        let mut plan = Plan::new(vec![fault], 1);
        assert!(plan.strike(&subject("pages.update")).is_empty());
        assert!(plan.strike(&subject("pages.create")).is_empty());
        assert_eq!(
            plan.strike(&subject("pages.create")),
            [FaultKind::CutBefore]
        );
        assert!(plan.strike(&subject("pages.create")).is_empty());
        assert_eq!(plan.taken().len(), 1);
    }

    #[test]
    fn chance_is_the_seeds() {
        let struck = |seed| {
            let mut plan = Plan::new(vec![Fault::new(FaultKind::NotJson).chance(0.5)], seed);
            (0..64)
                .map(|_| !plan.strike(&subject("a.b")).is_empty())
                .collect::<Vec<_>>()
        };
        assert_eq!(struck(7), struck(7));
        assert_ne!(struck(7), struck(8));
        assert!(struck(7).contains(&true) && struck(7).contains(&false));
    }
}
