//! All that a wiki knows, as plain data. No GraphQL and no HTTP here.

mod assets;
mod blob;
mod comments;
mod grams;
mod groups;
mod history;
mod keys;
mod links;
mod modules;
mod pages;
mod settings;
mod tags;
mod tree;
mod users;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use assets::{Asset, Assets, Folder, Upload, extension};
pub(crate) use blob::Blob;
pub use blob::Uploads;
pub(crate) use comments::{Comment, Comments};
pub(crate) use grams::has as text_has;
pub(crate) use groups::{Group, Groups, PageRule, RuleMatch};
pub(crate) use history::{History, Version};
pub(crate) use keys::{Key, Keys};
pub(crate) use links::{Link, Links, joined};
pub(crate) use modules::{Module, Modules, described, facts};
pub(crate) use pages::{Page, Pages, Search};
pub(crate) use settings::Settings;
pub(crate) use tags::{Tag, Tags, normalised};
pub(crate) use tree::{Entry, Tree};
pub(crate) use users::{Continuation, User, Users};

use crate::auth::limits::Limits;
use crate::auth::span;
use crate::auth::token::{self, Claims, Subject, seconds};
use crate::auth::totp;
use crate::clock::{Clock, Millis};
use crate::races::Races;
use crate::seed::Seed;

/// The group of administrators, and the account of the first one.
pub(crate) const ADMINISTRATORS: i64 = 1;
/// The group of guests, and their account.
pub(crate) const GUESTS: i64 = 2;

/// One wiki.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wiki {
    #[serde(skip)]
    pub(crate) clock: Clock,
    pub(crate) seed: Seed,
    /// What tokens are signed with; new certificates are a new secret.
    pub(crate) secret: String,
    /// What tokens are checked against: read at the start, as the server does.
    pub(crate) audience: String,
    /// When the server started: older tokens are renewed.
    pub(crate) started: Millis,
    #[serde(skip)]
    pub(crate) limits: Limits,
    pub(crate) revoked_users: BTreeMap<i64, Millis>,
    pub(crate) revoked_groups: BTreeMap<i64, Millis>,
    #[serde(skip)]
    pub(crate) races: Races,
    pub(crate) settings: Settings,
    pub(crate) modules: Modules,
    /// When exports began, and the folders they filled.
    pub(crate) exports: Vec<(Millis, Option<String>)>,
    pub(crate) users: Users,
    pub(crate) groups: Groups,
    pub(crate) keys: Keys,
    pub(crate) pages: Pages,
    pub(crate) tags: Tags,
    pub(crate) history: History,
    pub(crate) links: Links,
    pub(crate) tree: Tree,
    pub(crate) assets: Assets,
    pub(crate) comments: Comments,
    /// Queries registered by their digest.
    pub(crate) persisted: BTreeMap<String, String>,
}

/// How a fresh installation begins.
#[derive(Clone, Debug)]
pub(crate) struct Fresh {
    pub(crate) seed: u64,
    pub(crate) start: Millis,
    pub(crate) site_url: String,
    pub(crate) admin_email: String,
    pub(crate) admin_password: String,
    pub(crate) races: Races,
}

impl Wiki {
    /// A fresh installation.
    pub(crate) fn new(fresh: &Fresh) -> Self {
        let mut seed = Seed::new(fresh.seed);
        let mut clock = Clock::new(fresh.start);
        let created = clock.stamp();
        let settings = Settings::fresh(&fresh.site_url, created, &mut seed);
        let audience = settings.text("authJwtAudience");
        Self {
            secret: seed.token(40),
            audience,
            started: created,
            limits: Limits::default(),
            revoked_users: BTreeMap::new(),
            revoked_groups: BTreeMap::new(),
            races: fresh.races,
            settings,
            modules: Modules::fresh(),
            exports: Vec::new(),
            users: Users::fresh(created, &fresh.admin_email, &fresh.admin_password),
            groups: Groups::fresh(created),
            keys: Keys::default(),
            pages: Pages::default(),
            tags: Tags::default(),
            history: History::default(),
            links: Links::default(),
            tree: Tree::default(),
            assets: Assets::default(),
            comments: Comments::default(),
            persisted: BTreeMap::new(),
            clock,
            seed,
        }
    }

    /// Goes on from what was saved: as after a restart.
    pub(crate) fn resume(mut self, fresh: &Fresh, at: Millis) -> Self {
        self.clock = Clock::new(fresh.start.max(at));
        self.clock.skip_to(at);
        self.races = fresh.races;
        self.restart();
        self
    }

    /// The server starts again: what it keeps in memory only is gone.
    pub(crate) fn restart(&mut self) {
        self.started = self.clock.now();
        self.audience = self.settings.text("authJwtAudience");
        self.limits.clear();
        self.settings.restart();
        self.modules.restart();
    }

    /// The one-time code of an account at this moment.
    pub(crate) fn one_time_code(&self, email: &str) -> Option<String> {
        let user = self.users.by_email(&email.to_lowercase(), "local")?;
        totp::code_at(user.tfa_secret.as_ref()?, seconds(self.clock.now()))
    }

    /// The permissions of some groups together.
    pub(crate) fn permissions(&self, groups: &[i64]) -> Vec<String> {
        let groups = groups.iter().filter_map(|id| self.groups.get(*id));
        let mut all: Vec<_> = groups
            .flat_map(|group| &group.permissions)
            .filter_map(|p| p.as_str().map(String::from))
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// A token for a user, as it stands now; none where the settings have no span that can be read.
    pub(crate) fn user_token(&mut self, id: i64) -> Option<String> {
        let now = seconds(self.clock.now());
        let span = span::parse(&self.settings.text("authJwtExpiration"))?;
        let user = self.users.get(id)?;
        let subject = Subject::User {
            id,
            email: user.email.clone(),
            name: user.name.clone(),
            permissions: self.permissions(&user.groups),
            groups: user.groups.clone(),
        };
        Some(self.sign(subject, now, now + seconds(span)))
    }

    /// A token for a key.
    pub(crate) fn key_token(&mut self, id: i64, group: i64, span: Millis) -> String {
        let now = seconds(self.clock.now());
        self.sign(Subject::Key { id, group }, now, now + seconds(span))
    }

    fn sign(&self, subject: Subject, issued: i64, expires: i64) -> String {
        let audience = self.settings.text("authJwtAudience");
        token::sign(
            &Claims {
                subject,
                issued,
                expires,
                audience,
            },
            &self.secret,
        )
    }

    /// Tokens of a group that are older than a moment are renewed from now on.
    pub(crate) fn revoke_group(&mut self, id: i64) {
        self.revoked_groups.insert(id, self.clock.now());
    }

    /// Tokens of a user that are older than a moment are renewed from now on.
    pub(crate) fn revoke_user(&mut self, id: i64) {
        self.revoked_users.insert(id, self.clock.now());
    }

    /// The tags of a page, in the order they were put on.
    pub(crate) fn tags_of(&self, page: &Page) -> Vec<&Tag> {
        page.tags
            .iter()
            .filter_map(|id| self.tags.get(*id))
            .collect()
    }

    /// The texts of the tags of a page.
    pub(crate) fn tag_texts(&self, page: &Page) -> Vec<String> {
        self.tags_of(page)
            .into_iter()
            .map(|tag| tag.tag.clone())
            .collect()
    }
}
