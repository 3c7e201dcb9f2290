//! A running wiki and the tokens to it.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinHandle;

use crate::begin::Tokens;
use crate::builder::Builder;
use crate::faults::{Fault, FaultLeft, TakenFault};
use crate::http::{LoggedRequest, WikiService};
use crate::save;
use crate::snapshot::State;
use crate::stored::{StoredAsset, StoredPage};
use crate::subscriptions::LogLine;

/// A wiki in memory. Its socket is closed when this value is dropped; a [`service`](Sandbox::service) that was taken from
/// it lives on, and the wiki with it.
///
/// It has groups `Editors` and `Readers`, an API key for each and one for everything, and the API switched on, unless
/// [`Builder::fresh_installation`] was called.
#[derive(Debug)]
pub struct Sandbox {
    service: WikiService,
    served: Option<(SocketAddr, JoinHandle<()>)>,
}

impl Sandbox {
    /// Starts a wiki on a free port of loopback.
    ///
    /// # Errors
    /// No port can be bound.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// A wiki without a socket, reached through [`Sandbox::service`]: the way for tests with a paused clock.
    #[must_use]
    pub fn in_process() -> Self {
        Self::builder().in_process()
    }

    /// Settings for a wiki.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn new(service: WikiService, served: Option<(SocketAddr, JoinHandle<()>)>) -> Self {
        Self { service, served }
    }

    fn tokens(&self) -> &Tokens {
        &self.service.shared().tokens
    }

    /// The address of the wiki, without a slash at the end. A made-up one where there is no socket.
    #[must_use]
    pub fn url(&self) -> String {
        match &self.served {
            Some((address, _)) => format!("http://{address}"),
            None => "http://wiki.sandbox.test".into(),
        }
    }

    /// The address that is listened on, where there is one.
    #[must_use]
    pub fn address(&self) -> Option<SocketAddr> {
        self.served.as_ref().map(|(address, _)| *address)
    }

    /// The wiki as a service over `http` requests. All clones are this wiki.
    #[must_use]
    pub fn service(&self) -> WikiService {
        self.service.clone()
    }

    /// A token that may do everything.
    #[must_use]
    pub fn admin_token(&self) -> &str {
        &self.tokens().admin
    }

    /// An API key of the group `Editors`, which may read and write pages, assets and comments everywhere.
    #[must_use]
    pub fn editor_token(&self) -> &str {
        &self.tokens().editor
    }

    /// An API key of the group `Readers`, which may read pages, assets and comments everywhere.
    #[must_use]
    pub fn reader_token(&self) -> &str {
        &self.tokens().reader
    }

    /// An API key of a group that the wiki began with ([`Builder::group`], `Editors`, `Readers`).
    #[must_use]
    pub fn token_of(&self, group: &str) -> Option<&str> {
        match group {
            "Editors" => Some(self.editor_token()),
            "Readers" => Some(self.reader_token()),
            _ => self
                .tokens()
                .others
                .iter()
                .find(|(name, _)| name == group)
                .map(|(_, token)| token.as_str()),
        }
    }

    /// All API keys of groups of one's own ([`Builder::group`]), with the groups' names.
    pub fn group_tokens(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.tokens().others.iter();
        all.map(|(group, token)| (group.as_str(), token.as_str()))
    }

    /// All API keys that the wiki began with ([`Builder::key`]), with their names.
    pub fn keys(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.tokens().keys.iter();
        all.map(|(name, token)| (name.as_str(), token.as_str()))
    }

    /// An API key that the wiki began with ([`Builder::key`]), by its name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        let key = self.tokens().keys.iter().find(|(known, _)| known == name);
        key.map(|(_, token)| token.as_str())
    }

    /// The pages as they are now, by id: for looking at what a client has done.
    #[must_use]
    pub fn pages(&self) -> Vec<StoredPage> {
        let wiki = self.service.shared().wiki();
        wiki.pages
            .list()
            .map(|page| StoredPage::of(&wiki, page))
            .collect()
    }

    /// The uploaded files as they are now, by id.
    #[must_use]
    pub fn assets(&self) -> Vec<StoredAsset> {
        let wiki = self.service.shared().wiki();
        let mut assets: Vec<_> = wiki
            .assets
            .files()
            .into_iter()
            .map(|asset| StoredAsset::of(&wiki, asset))
            .collect();
        assets.sort_by_key(|asset| asset.id);
        assets
    }

    /// All that the wiki knows now, to be compared with what it knows later.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.service.shared().wiki())
    }

    /// How many requests so far may have changed the wiki: mutations, uploads, and what came through the control
    /// endpoint.
    #[must_use]
    pub fn writes(&self) -> u64 {
        self.service.shared().writes.load(Ordering::Relaxed)
    }

    /// Writes the wiki to a file, whole or not at all: [`Builder::resume`] goes on from it. Files that were digested
    /// and dropped stay so.
    ///
    /// The file holds passwords and what tokens are signed with; it is readable by its owner only (mode 0600).
    ///
    /// # Errors
    /// The file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> io::Result<()> {
        let wiki = self.service.shared().wiki();
        save::write(path.as_ref(), &self.url(), self.tokens(), &wiki)
    }

    /// The one-time code that an account with two factors would type now.
    #[must_use]
    pub fn one_time_code(&self, email: &str) -> Option<String> {
        self.service.shared().wiki().one_time_code(email)
    }

    /// Moves the wiki's clock on, beside tokio's.
    pub fn advance(&self, by: Duration) {
        self.service.shared().wiki().clock.advance(by);
    }

    /// Lets something go wrong from now on.
    pub fn add_fault(&self, fault: Fault) {
        self.service.shared().faults().add(fault);
    }

    /// Takes all faults away.
    pub fn clear_faults(&self) {
        self.service.shared().faults().clear();
    }

    /// The faults that have struck, with what they struck.
    #[must_use]
    pub fn faults_taken(&self) -> Vec<TakenFault> {
        self.service.shared().faults().taken().to_vec()
    }

    /// The faults that may strike yet, with how often each has: a test that wants all of its trouble to have been met
    /// asserts that none is left.
    ///
    /// ```
    /// use wikijs_sandbox::{Fault, FaultKind, Sandbox};
    ///
    /// let sandbox = Sandbox::builder()
    ///     .fault(Fault::new(FaultKind::CutAfter).on("pages.create").times(1))
    ///     .in_process();
    /// // … nothing is created …
    /// let left = sandbox.faults_left();
    /// assert_eq!(
    ///     left[0].to_string(),
    ///     r#"fault 0, {"kind":"cut-after","on":"pages.create","times":1}: has not struck"#
    /// );
    /// ```
    #[must_use]
    pub fn faults_left(&self) -> Vec<FaultLeft> {
        self.service.shared().faults().left()
    }

    /// The requests that were taken, the last 4,096 of them.
    #[must_use]
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.service.shared().log().requests()
    }

    /// Writes a line to the wiki's log, for those who subscribed to `loggingLiveTrail`.
    pub fn log(&self, level: impl Into<String>, output: impl Into<String>) {
        let shared = self.service.shared();
        let timestamp = shared.wiki().clock.now();
        // Nobody may be listening.
        drop(shared.lines.send(LogLine {
            level: level.into(),
            output: output.into(),
            timestamp,
        }));
    }

    /// Restarts the wiki: limits begin anew, and what was only in memory is gone. Users' tokens are older than the start
    /// from then on: they go on to work, and each answer to one brings a younger one in `new-jwt`. API keys stay as they
    /// are.
    pub fn restart(&self) {
        self.service.shared().wiki().restart();
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some((_, served)) = &self.served {
            served.abort();
        }
    }
}
