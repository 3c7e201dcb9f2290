//! Who may travel together. Pure.

use tokio::sync::oneshot;

use crate::call::{Call, Reply};
use crate::error::Error;

/// A call, and who waits for its answer.
pub(super) struct Member {
    pub(super) call: Call,
    pub(super) to: oneshot::Sender<Result<Reply, Error>>,
}

/// Calls that wait for the same request.
pub(super) struct Group {
    pub(super) number: u64,
    pub(super) members: Vec<Member>,
}

impl Group {
    pub(super) fn new(number: u64) -> Self {
        Self {
            number,
            members: Vec::new(),
        }
    }

    /// Whether a call may join: it agrees with the one that is there in kind, identity and options.
    pub(super) fn takes(&self, member: &Member) -> bool {
        self.members
            .first()
            .is_some_and(|first| agree(&first.call, &member.call))
    }
}

/// Whether the call may travel with others at all.
pub(super) fn may_travel(call: &Call, with_mutations: bool) -> bool {
    call.part.is_some_and(|part| {
        let limited = part.rate_limit.is_some();
        !limited && (with_mutations || !part.writes())
    }) && !call.options.streamed
        && call.options.permit.is_none()
}

fn agree(one: &Call, other: &Call) -> bool {
    one.part.map(|part| part.kind) == other.part.map(|part| part.kind)
        && one.identity.fingerprint() == other.identity.fingerprint()
        && one.options.agree(&other.options)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::time::Duration;

    use wikijs_wire::{Effect, Operation, Secret, Variables};

    use super::*;
    use crate::call::{CallOptions, Credential, Identity, Part};
    use crate::connector::Progress;
    use crate::{authentication, pages, users};

    fn call<O: Operation>(change: impl FnOnce(&mut CallOptions), token: &str) -> Call {
        let mut options = CallOptions::default();
        change(&mut options);
        let credential = Credential::new(&Secret::from(token)).map(Arc::new);
        Call {
            name: O::NAME.into(),
            document: O::DOCUMENT.into(),
            effect: Effect::Read,
            fields: (&[""]).into(),
            variables: Variables::default(),
            part: Some(Part::of::<O>()),
            options,
            identity: credential.map(|own| Identity::of(own)).unwrap_or_default(),
            progress: Progress::new(),
            underway: None,
        }
    }

    #[test]
    fn calls_of_one_kind_identity_and_options_travel_together() {
        let first = || call::<pages::Single>(|_| (), "a");
        for (other, together) in [
            (call::<users::List>(|_| (), "a"), true),
            (call::<pages::Single>(|_| (), "b"), false),
            (call::<pages::Single>(|_| (), ""), false),
            (call::<pages::Delete>(|_| (), "a"), false),
            (
                call::<pages::Single>(|options| options.set_timeout(Duration::from_secs(1)), "a"),
                false,
            ),
            (
                call::<pages::Single>(|options| options.add_header("x-a", "1"), "a"),
                false,
            ),
        ] {
            assert_eq!(agree(&first(), &other), together, "{}", other.name);
        }
    }

    #[test]
    fn what_must_go_alone_does() {
        for (call, alone, with_mutations) in [
            (call::<pages::Single>(|_| (), ""), true, true),
            (call::<pages::Delete>(|_| (), ""), false, true),
            (call::<authentication::Login>(|_| (), ""), false, false),
            (
                call::<pages::List>(|options| options.streamed = true, ""),
                false,
                false,
            ),
        ] {
            assert_eq!(may_travel(&call, false), alone, "{}", call.name);
            assert_eq!(may_travel(&call, true), with_mutations, "{}", call.name);
        }
    }
}
