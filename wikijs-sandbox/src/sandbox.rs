//! A running wiki and the tokens to it.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use serde_json::Value;
use tokio::task::JoinHandle;

use crate::builder::Builder;
use crate::content::{SeedGroup, SeedRule, group_called};
use crate::faults::{Fault, TakenFault};
use crate::http::{LoggedRequest, WikiService};
use crate::state::{Page, PageRule, RuleMatch, Wiki};
use crate::subscriptions::LogLine;

/// A wiki in memory. It ends when this value is dropped.
///
/// It has groups `Editors` and `Readers`, an API key for each and one for everything, and the API switched on, unless
/// [`Builder::fresh_installation`] was called.
#[derive(Debug)]
pub struct Sandbox {
    service: WikiService,
    tokens: Tokens,
    served: Option<(SocketAddr, JoinHandle<()>)>,
}

/// A page as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct StoredPage {
    /// Its id.
    pub id: i64,
    /// Its path, without the locale.
    pub path: String,
    /// Its locale.
    pub locale: String,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// Its source.
    pub content: String,
    /// The editor it was written with.
    pub editor: String,
    /// Its tags, in the order they were put on.
    pub tags: Vec<String>,
    /// Whether readers see it.
    pub is_published: bool,
}

/// The keys that a sandbox hands out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) admin: String,
    pub(crate) editor: String,
    pub(crate) reader: String,
    /// By the names of their groups.
    pub(crate) others: Vec<(String, String)>,
    /// By their own names.
    pub(crate) keys: Vec<(String, String)>,
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

    pub(crate) fn new(
        service: WikiService,
        tokens: Tokens,
        served: Option<(SocketAddr, JoinHandle<()>)>,
    ) -> Self {
        Self {
            service,
            tokens,
            served,
        }
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
        &self.tokens.admin
    }

    /// An API key of the group `Editors`, which may read and write pages, assets and comments everywhere.
    #[must_use]
    pub fn editor_token(&self) -> &str {
        &self.tokens.editor
    }

    /// An API key of the group `Readers`, which may read pages, assets and comments everywhere.
    #[must_use]
    pub fn reader_token(&self) -> &str {
        &self.tokens.reader
    }

    /// An API key of a group that the wiki began with ([`Builder::group`], `Editors`, `Readers`).
    #[must_use]
    pub fn token_of(&self, group: &str) -> Option<&str> {
        match group {
            "Editors" => Some(self.editor_token()),
            "Readers" => Some(self.reader_token()),
            _ => self
                .tokens
                .others
                .iter()
                .find(|(name, _)| name == group)
                .map(|(_, token)| token.as_str()),
        }
    }

    /// An API key that the wiki began with ([`Builder::key`]), by its name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&str> {
        let key = self.tokens.keys.iter().find(|(known, _)| known == name);
        key.map(|(_, token)| token.as_str())
    }

    /// The pages as they are now, by id: for looking at what a client has done.
    #[must_use]
    pub fn pages(&self) -> Vec<StoredPage> {
        let wiki = self.service.shared().wiki();
        let stored = |page: &Page| StoredPage {
            id: page.id,
            path: page.path.clone(),
            locale: page.locale.clone(),
            title: page.title.clone(),
            description: page.description.clone(),
            content: page.content.clone(),
            editor: page.editor.clone(),
            tags: wiki.tag_texts(page),
            is_published: page.is_published,
        };
        wiki.pages.list().map(stored).collect()
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

    /// Restarts the wiki: users' tokens are older than the start from then on, limits begin anew.
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

const READ: [&str; 3] = ["read:pages", "read:assets", "read:comments"];
const WRITE: [&str; 9] = [
    "read:source",
    "read:history",
    "write:pages",
    "manage:pages",
    "delete:pages",
    "write:assets",
    "manage:assets",
    "write:comments",
    "manage:comments",
];

/// Groups and keys to begin with.
pub(crate) fn prepare(wiki: &mut Wiki, others: &[SeedGroup]) -> Tokens {
    wiki.settings.api_enabled = true;
    let editors = group(
        wiki,
        &SeedGroup::new("Editors", [&READ[..], &WRITE].concat()).below(""),
    );
    let readers = group(wiki, &SeedGroup::new("Readers", READ).below(""));
    let mut tokens = Tokens {
        admin: key(wiki, "admin", 1),
        editor: key(wiki, "editors", editors),
        reader: key(wiki, "readers", readers),
        others: Vec::new(),
        keys: Vec::new(),
    };
    for other in others {
        let id = group(wiki, other);
        let token = key(wiki, &other.name, id);
        tokens.others.push((other.name.clone(), token));
    }
    tokens
}

/// Keys to begin with, by their names.
pub(crate) fn keys(
    wiki: &mut Wiki,
    asked: &[(String, String)],
) -> Result<Vec<(String, String)>, String> {
    let mut made = Vec::new();
    for (name, group) in asked {
        let id =
            group_called(wiki, group).ok_or_else(|| format!("key {name}: no group {group:?}"))?;
        made.push((name.clone(), key(wiki, name, id)));
    }
    Ok(made)
}

fn group(wiki: &mut Wiki, seed: &SeedGroup) -> i64 {
    let created = wiki.clock.stamp();
    let id = wiki.groups.create(&seed.name, created).id;
    let roles: Vec<Value> = seed
        .permissions
        .iter()
        .map(|permission| Value::from(permission.as_str()))
        .collect();
    let rule = |(number, rule): (usize, &SeedRule)| PageRule {
        id: format!("rule{number}"),
        deny: rule.deny,
        matching: RuleMatch::read(rule.matching),
        roles: roles.clone(),
        path: rule.path.clone(),
        locales: Vec::new(),
    };
    if let Some(group) = wiki.groups.get_mut(id) {
        group.rules = seed.rules.iter().enumerate().map(rule).collect();
        group.permissions.clone_from(&roles);
    }
    id
}

fn key(wiki: &mut Wiki, name: &str, group: i64) -> String {
    const YEAR: i64 = 365 * 86_400_000;
    crate::resolvers::make_key(wiki, name, group, YEAR)
}
