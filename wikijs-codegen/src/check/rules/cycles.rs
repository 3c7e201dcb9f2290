//! Section 5.5.2.2, Fragment Spreads Must Not Form Cycles. The search keeps its own stack: a chain of fragments may be
//! longer than a thread's.
//!
//! Bad: `fragment A on Page { ...B } fragment B on Page { ...A }`.
//! Good: `fragment A on Page { ...B } fragment B on Page { id }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

const RULE: &str = "fragment-cycle";

/// The rule: one diagnostic for each spread that closes a cycle.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut search = Search {
        context,
        edges: edges(context),
        state: vec![State::New; context.fragments.len()],
        found,
    };
    (0..context.fragments.len()).for_each(|start| search.from(start));
}

/// For each fragment the fragments it spreads, with the places.
fn edges(context: &Context<'_>) -> Vec<Vec<(usize, Span)>> {
    let spreads = |number: usize| {
        let spreads = &context.fragments[number].facts.spreads;
        let known = spreads.iter().filter_map(|spread| {
            Some((
                context.number(&spread.node.fragment.text)?,
                spread.node.span,
            ))
        });
        known.collect()
    };
    (0..context.fragments.len()).map(spreads).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

struct Search<'c, 'a, 'f> {
    context: &'c Context<'a>,
    edges: Vec<Vec<(usize, Span)>>,
    state: Vec<State>,
    found: &'f mut Vec<Diagnostic>,
}

impl Search<'_, '_, '_> {
    fn from(&mut self, start: usize) {
        if self.state[start] != State::New {
            return;
        }
        self.state[start] = State::Open;
        // Each entry: a fragment and how many of its spreads are done.
        let mut path = vec![(start, 0)];
        while let Some((at, done)) = path.last_mut() {
            let Some((target, span)) = self.edges[*at].get(*done).copied() else {
                self.state[*at] = State::Done;
                path.pop();
                continue;
            };
            *done += 1;
            match self.state[target] {
                State::New => {
                    self.state[target] = State::Open;
                    path.push((target, 0));
                }
                State::Open => self.closed(&path, target, span),
                State::Done => {}
            }
        }
    }

    fn closed(&mut self, path: &[(usize, usize)], target: usize, span: Span) {
        let name = |number: usize| self.context.fragments[number].node.name.text.as_str();
        let start = path
            .iter()
            .position(|(number, _)| *number == target)
            .unwrap_or_default();
        let chain: Vec<&str> = path[start..]
            .iter()
            .map(|(number, _)| name(*number))
            .chain([name(target)])
            .collect();
        let message = match chain.len() {
            2 => format!("the fragment `{}` spreads itself", name(target)),
            _ => format!(
                "the fragments spread each other in a cycle: {}",
                shown(&chain)
            ),
        };
        let label = self.context.fragments[target].node.name.span;
        self.found
            .push(Diagnostic::new(RULE, span, message).label(label, "the cycle begins here"));
    }
}

fn shown(chain: &[&str]) -> String {
    match chain {
        [first, .., last] if chain.len() > 12 => {
            format!("{first} > {} > … > {last}", chain[1..6].join(" > "))
        }
        _ => chain.join(" > "),
    }
}
