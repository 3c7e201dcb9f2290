//! What moves between the layers: a call above, an exchange and its reply below.
//!
//! A [`Call`] is what the caller wants, untyped: names, effect, encoded variables, options. Encoded into one HTTP
//! request it is an [`Exchange`]; what comes back is a [`Reply`]. Downloads begin as exchanges.

mod backoff;
mod exchange;
mod identity;
mod options;
mod part;
mod permit;
mod reply;
mod retry;
mod runtime;
mod underway;

use std::borrow::Cow;

use wikijs_wire::operation::RateLimit;
use wikijs_wire::{Effect, Variables};

use crate::connector::Progress;
use crate::error::Context;

pub(crate) use self::backoff::Dice;
pub use self::backoff::{Backoff, Jitter};
pub(crate) use self::exchange::{Exchange, Expects, signs_in};
pub(crate) use self::identity::{Ask, Asked, Authority, Credential, Fingerprint, Held, Identity};
pub(crate) use self::options::{CallOptions, checked_header};
pub(crate) use self::part::Part;
pub(crate) use self::permit::{Doubt, State};
pub use self::permit::{Lease, Permit, Renewing, WritePermit};
pub(crate) use self::reply::{DataSlot, Facts, Reply, ReplyBody, broken, holds_anything};
pub use self::retry::Retry;
pub(crate) use self::runtime::within_a_runtime;
pub(crate) use self::underway::{Counted, Underway, shut_down};

/// One operation on its way down, with nothing of its types left but names and encoded variables.
pub(crate) struct Call {
    /// The operation's name in the document; empty where a document has none.
    pub(crate) name: Cow<'static, str>,
    /// The whole document.
    pub(crate) document: Cow<'static, str>,
    /// What it may do on the server.
    pub(crate) effect: Effect,
    /// The API fields it calls, as in `pages.create`, one a part, or several with a comma between them; none where they
    /// are not known.
    pub(crate) fields: Cow<'static, [&'static str]>,
    /// The encoded variables by name.
    pub(crate) variables: Variables,
    /// What it is as a part of a request with others; `None` where it must go alone.
    pub(crate) part: Option<&'static Part>,
    /// What the caller asked for, for this call alone.
    pub(crate) options: CallOptions,
    /// Whom it runs as; stamped by the identity layer.
    pub(crate) identity: Identity,
    /// How far it has come.
    pub(crate) progress: Progress,
    /// Where it writes: kept by whoever carries it, until it is over.
    pub(crate) underway: Option<Underway>,
}

impl Call {
    /// A query of the SDK's own that nobody asked for by name; as guest, unless it is stamped.
    pub(crate) fn own_query(
        name: &'static str,
        document: &'static str,
        options: CallOptions,
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            document: Cow::Borrowed(document),
            effect: Effect::Read,
            fields: Cow::Borrowed(&[]),
            variables: Variables::default(),
            part: None,
            options,
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        }
    }

    /// The field it calls, where it is one.
    fn field(&self) -> Option<&'static str> {
        match *self.fields {
            [field] => Some(field),
            _ => None,
        }
    }

    /// How often the server lets its field be called, unless its sender sees to that.
    pub(crate) fn server_limit(&self) -> Option<RateLimit> {
        self.part.and_then(|part| part.rate_limit)
    }

    /// The fields it calls, each by itself.
    pub(crate) fn each_field(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().flat_map(|part| part.split(", "))
    }

    /// The call as its errors name it.
    pub(crate) fn context(&self) -> Context {
        Context {
            operation: (!self.name.is_empty()).then(|| self.name.clone()),
            field: self.field(),
            effect: Some(self.effect),
        }
    }
}
