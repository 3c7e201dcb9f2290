//! What each field below a namespace is worth. Thin: they read arguments, ask or change the state, word the outcome.

mod analytics;
mod answer;
mod args;
mod assets;
mod authentication;
mod comments;
mod groups;
mod localization;
mod logging;
mod mail;
mod navigation;
mod pages;
mod providers;
mod rendering;
mod search;
mod session;
mod site;
mod storage;
mod system;
mod theming;
mod users;

pub(crate) use answer::{Answer, Caught, done, foreign_key};
pub(crate) use args::Args;
pub(crate) use assets::slug as folder_slug;
pub(crate) use authentication::{make_key, modulus};
pub(crate) use session::Session;
pub(crate) use site::stored as stored_setting;

use crate::auth::{Access, Identity, Place};
use crate::graphql::{Failure, Node};
use crate::races::Together;
use crate::state::Wiki;

/// One field that is resolved: the wiki, who asks, from where, with what.
pub(crate) struct Call<'a> {
    pub(crate) wiki: &'a mut Wiki,
    pub(crate) who: &'a Identity,
    /// The address of the client.
    pub(crate) ip: &'a str,
    pub(crate) args: Args,
    /// Set where the server never answers.
    pub(crate) stalled: bool,
    /// What runs at the same time.
    pub(crate) together: Together,
}

impl Call<'_> {
    /// Whether page rules give any one of the permissions at a place.
    pub(crate) fn may(&self, permissions: &[&str], place: Place<'_>) -> bool {
        may(self.wiki, self.who, permissions, place)
    }

    /// What page rules give, for many places.
    pub(crate) fn access(&self) -> Access<'_> {
        access(self.wiki, self.who)
    }
}

/// Whether page rules give an identity any one of the permissions at a place.
pub(crate) fn may(wiki: &Wiki, who: &Identity, permissions: &[&str], place: Place<'_>) -> bool {
    access(wiki, who).allows(permissions, place)
}

fn access<'a>(wiki: &'a Wiki, who: &'a Identity) -> Access<'a> {
    let groups = who.groups.iter().filter_map(|id| wiki.groups.get(*id));
    Access::new(who, groups.flat_map(|group| &group.rules))
}

/// The value of a field of one of the namespaces; none where the type is no namespace.
fn resolve(call: &mut Call<'_>, ty: &str, field: &str) -> Option<Answer> {
    Some(match ty {
        "AnalyticsQuery" => analytics::query(call, field),
        "AnalyticsMutation" => analytics::mutation(call, field),
        "AssetQuery" => assets::query(call, field),
        "AssetMutation" => assets::mutation(call, field),
        "AuthenticationQuery" => authentication::query(call, field),
        "AuthenticationMutation" => authentication::mutation(call, field),
        "CommentQuery" => comments::query(call, field),
        "CommentMutation" => comments::mutation(call, field),
        // The list is kept on another server, which is never asked.
        "ContributeQuery" => Ok(Node::NULL),
        "GroupQuery" => groups::query(call, field),
        "GroupMutation" => groups::mutation(call, field),
        "LocalizationQuery" => localization::query(call, field),
        "LocalizationMutation" => localization::mutation(call, field),
        "LoggingQuery" => logging::query(call, field),
        "LoggingMutation" => logging::mutation(call, field),
        "MailQuery" => mail::query(call, field),
        "MailMutation" => mail::mutation(call, field),
        "NavigationQuery" => navigation::query(call, field),
        "NavigationMutation" => navigation::mutation(call, field),
        "PageQuery" => pages::query(call, field),
        "PageMutation" => pages::mutation(call, field),
        "RenderingQuery" => rendering::query(call, field),
        "RenderingMutation" => rendering::mutation(call, field),
        "SearchQuery" => search::query(call, field),
        "SearchMutation" => search::mutation(call, field),
        "SiteQuery" => site::query(call, field),
        "SiteMutation" => site::mutation(call, field),
        "StorageQuery" => storage::query(call, field),
        "StorageMutation" => storage::mutation(call, field),
        "SystemQuery" => system::query(call, field),
        "SystemMutation" => system::mutation(call, field),
        "ThemingQuery" => theming::query(call, field),
        "ThemingMutation" => theming::mutation(call, field),
        "UserQuery" => users::query(call, field),
        "UserMutation" => users::mutation(call, field),
        ty if ty.ends_with("Query") || ty.ends_with("Mutation") => Err(unsupported(ty, field)),
        _ => return None,
    })
}

/// The answer for a field that no resolver knows.
fn unsupported(ty: &str, field: &str) -> Failure {
    Failure::unsupported(&format!("{ty}.{field}"))
}
