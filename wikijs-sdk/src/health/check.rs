//! A job held against what its identity may do, before its first write.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use wikijs_wire::Secret;

use super::need::{Job, Need};
use super::parts::Who;
use super::permissions::{Clearance, Lack};
use super::questions::ask;
use crate::call::{CallOptions, Retry};
use crate::client::Client;
use crate::error::{Error, ErrorKind};

impl Client {
    /// Asks whether this client may do all that a job is made of, before it begins: one request, of reads alone.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// use wikijs_sdk::{assets, pages};
    ///
    /// let ready = client
    ///     .check::<(pages::Create, pages::Update, assets::CreateFolder)>()
    ///     .await?;
    /// println!("{ready}");
    /// ready.ensure()?; // an error if something lacks
    /// # Ok(())
    /// # }
    /// ```
    pub fn check<J: Job>(&self) -> CheckRequest {
        self.check_needs(J::needs())
    }

    /// Asks whether this client may do all of these: for jobs that are put together at run time.
    ///
    /// ```
    /// # async fn run(client: wikijs_sdk::Client) -> Result<(), wikijs_sdk::Error> {
    /// use wikijs_sdk::health::Need;
    /// use wikijs_sdk::{Operation, pages};
    ///
    /// let mut needs = vec![Need::of::<pages::Create>()];
    /// needs.push(pages::Move::FACTS.into());
    /// client.check_needs(needs).await?.ensure()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn check_needs(&self, needs: impl IntoIterator<Item = Need>) -> CheckRequest {
        CheckRequest {
            client: self.clone(),
            needs: each_once(needs),
            options: CallOptions::default(),
        }
    }
}

/// A long list of few operations is a short list of needs.
fn each_once(needs: impl IntoIterator<Item = Need>) -> Vec<Need> {
    let mut once = Vec::new();
    for need in needs {
        if !once.contains(&need) {
            once.push(need);
        }
    }
    once
}

/// A check of a job, not yet made: `.await` makes it.
///
/// An `Err` is what leaves the whole in the dark: no wiki, a refused token, a token that the wiki takes for a guest's.
#[must_use = "nothing is asked before it is awaited"]
pub struct CheckRequest {
    client: Client,
    needs: Vec<Need>,
    options: CallOptions,
}

impl CheckRequest {
    /// The longest that it may take, whatever the client's settings say.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.set_timeout(limit);
        self
    }

    /// Repeats failed attempts so, whatever the client's settings say.
    pub fn retry(mut self, retry: impl Into<Retry>) -> Self {
        self.options.set_retry(retry.into());
        self
    }

    /// Makes one attempt and no other.
    pub fn no_retry(self) -> Self {
        self.retry(Retry::never())
    }

    /// Asks for the owner of another token.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        self.options.set_token(&token.into());
        self
    }

    async fn run(self) -> Result<Readiness, Error> {
        let is_read_only = self.client.plan().read_only;
        let heard = ask(&self.client, self.options).await.heard?;
        let who = heard.who().map_err(|_| heard.refused())?;
        if matches!(who, Who::Guest { with_token: true }) {
            return Err(heard.as_guest());
        }
        let permissions = heard.permissions(Some(&who)).map_err(|_| heard.refused())?;
        let clear = |need: Need| match is_read_only && need.writes() {
            true => (need, Clearance::Lacks(Lack::Writing)),
            false => (need, permissions.clearance(&need, Some(&who))),
        };
        Ok(Readiness {
            found: self.needs.into_iter().map(clear).collect(),
        })
    }
}

impl IntoFuture for CheckRequest {
    type Output = Result<Readiness, Error>;
    type IntoFuture = CheckFuture;

    fn into_future(self) -> CheckFuture {
        CheckFuture(Box::pin(self.run()))
    }
}

/// A check of a job that is under way.
#[must_use = "nothing is asked before it is awaited"]
pub struct CheckFuture(Pin<Box<dyn Future<Output = Result<Readiness, Error>> + Send>>);

impl Future for CheckFuture {
    type Output = Result<Readiness, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for CheckRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckRequest")
            .field("needs", &self.needs)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for CheckFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CheckFuture").finish_non_exhaustive()
    }
}

/// What became of a check: operation by operation whether the identity may call it.
///
/// It is what held at the time of asking. Where an operation is about pages, files or comments, page rules may refuse it
/// all the same for some paths: [`Clearance::UpToPageRules`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "what lacks is told here, or by `ensure`"]
pub struct Readiness {
    pub(super) found: Vec<(Need, Clearance)>,
}

impl Readiness {
    /// The operations in the order of the job, each once, and whether they may be called.
    pub fn iter(&self) -> impl Iterator<Item = (&Need, &Clearance)> {
        self.found.iter().map(|(need, clearance)| (need, clearance))
    }

    /// Those that the identity may not call, and what lacks.
    pub fn lacking(&self) -> impl Iterator<Item = (&Need, &Lack)> {
        self.iter().filter_map(|(need, clearance)| match clearance {
            Clearance::Lacks(lack) => Some((need, lack)),
            _ => None,
        })
    }

    /// Those of which the server does not tell whether the identity may call them.
    pub fn unknown(&self) -> impl Iterator<Item = &Need> {
        let unknown = |(_, found): &(&Need, &Clearance)| matches!(found, Clearance::Unknown { .. });
        self.iter().filter(unknown).map(|(need, _)| need)
    }

    /// Whether it is known of all of them that the identity may call them, but for page rules.
    pub fn is_certain(&self) -> bool {
        self.found.iter().all(|(_, found)| found.is_allowed())
    }

    /// Nothing, if nothing is known to lack. What is not known passes: [`is_certain`](Self::is_certain) is stricter.
    ///
    /// # Errors
    ///
    /// Something lacks: [`ErrorKind::Forbidden`], with what and for which operations, or [`ErrorKind::ReadOnly`] if all
    /// that lacks is a client that writes.
    pub fn ensure(&self) -> Result<(), Error> {
        let lacking: Vec<_> = self.lacking().collect();
        if lacking.is_empty() {
            return Ok(());
        }
        let is_permitted = lacking.iter().all(|(_, lack)| **lack == Lack::Writing);
        let kind = match is_permitted {
            true => ErrorKind::ReadOnly,
            false => ErrorKind::Forbidden,
        };
        let lines: Vec<_> = lacking
            .iter()
            .map(|(need, lack)| format!("{} lacks {lack}", need.field()))
            .collect();
        Err(Error::new(
            kind,
            format!("nothing was begun: {}", lines.join("; ")),
        ))
    }
}
