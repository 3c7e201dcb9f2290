//! Answers for tests: each operation gets the answer that it is told to get, without any server.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::future::ready;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, StatusCode, header};
use serde_json::{Value, json};
pub use wikijs_wire::operation::{Answer, Refuse, answer, refusal};

use crate::client::Client;
use crate::connector::{Connector, Exchanging, IncomingBody, RequestBody, WireReply, WireRequest};
use crate::error::Error;

/// Stands for a wiki in tests: a [`Connector`] that gives each operation the answers it is told to give.
///
/// An answer is an operation's output, made with `answer()` of its type, or a refusal. Each is given once, in the order
/// they were told; a call that none is left for fails and says so.
///
/// ```
/// use wikijs_sdk::answers::Canned;
/// use wikijs_sdk::{pages, types};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), wikijs_sdk::Error> {
/// let status = types::ResponseStatus::answer().succeeded(false).error_code(6003);
/// let wiki = Canned::new()
///     .answers::<pages::Delete>(())
///     .refuses::<pages::Delete>(status.slug("PageNotFound").build());
/// let client = wiki.client()?;
/// client.pages().delete(7).await?;
/// assert!(client.pages().delete(7).await.unwrap_err().is_not_found());
/// assert_eq!(wiki.asked()[1].0, "PagesDelete");
/// # Ok(()) }
/// ```
#[derive(Clone, Default)]
pub struct Canned(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    left: BTreeMap<String, VecDeque<String>>,
    asked: Vec<(String, Value)>,
}

impl Canned {
    /// With no answers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a call of `O` with this output. A mutation was done.
    #[must_use]
    pub fn answers<O: Answer>(self, output: O::Output) -> Self {
        self.sends(O::NAME, answer::<O>(output))
    }

    /// Refuses a call of the mutation `O`.
    #[must_use]
    pub fn refuses<O: Refuse>(self, because: O::Refusal) -> Self {
        self.sends(O::NAME, refusal::<O>(because))
    }

    /// Answers a call of the operation of this name with a text, be it what it may: `{"data":null,"errors":[…]}`.
    #[must_use]
    pub fn sends(self, operation: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        self.state()
            .left
            .entry(operation.into())
            .or_default()
            .push_back(text);
        self
    }

    /// A client that asks it.
    ///
    /// # Errors
    ///
    /// None that is known.
    pub fn client(&self) -> Result<Client, Error> {
        Client::builder("http://wiki.test")
            .connector(self.clone())
            .build()
    }

    /// The operations that were called so far, each with its variables.
    #[must_use]
    pub fn asked(&self) -> Vec<(String, Value)> {
        self.state().asked.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answer(&self, body: &[u8]) -> String {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let name = body["operationName"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        let mut state = self.state();
        let answer = state.left.get_mut(&name).and_then(VecDeque::pop_front);
        state.asked.push((name.clone(), body["variables"].clone()));
        answer.unwrap_or_else(|| {
            let message = format!("no answer is left for the operation `{name}`");
            json!({ "data": null, "errors": [{ "message": message }] }).to_string()
        })
    }
}

impl Connector for Canned {
    fn send(&self, request: WireRequest) -> Exchanging {
        let answer = match &request.body {
            RequestBody::Bytes(bytes) => self.answer(bytes),
            _ => self.answer(b""),
        };
        let json = HeaderValue::from_static("application/json");
        let reply = request.into_http().map(|_| WireReply {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter([(header::CONTENT_TYPE, json)]),
            body: IncomingBody::from(Bytes::from(answer)),
        });
        Box::pin(ready(reply))
    }
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the variables: they may hold secrets.
        let left: Vec<String> = self.state().left.keys().cloned().collect();
        f.debug_struct("Canned")
            .field("operations", &left)
            .finish_non_exhaustive()
    }
}
