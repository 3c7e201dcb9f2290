//! Looks at the wiki after a doubtful write: whether the server is done with it.
//!
//! A create or a move ends with the server building its tree of pages anew, so that a page which stands in the tree at
//! the place where it was to go says that the write is over. (A page that is merely there does not: it comes first.)
//! A write that was refused, or never arrived, leaves no such sign, nor does a delete: there the quarantine runs out.

use std::borrow::Cow;
use std::time::Duration;

use serde_json::Value;
use tokio::time::sleep;
use tower::{Service, ServiceExt};
use wikijs_wire::batch::key_of;
use wikijs_wire::{Data, Variables};

use super::gated::changes_tree;
use crate::call::{Call, CallOptions, Identity, Reply, ReplyBody};
use crate::error::Error;

/// Between two looks, and the longest that one may take.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(5);

/// The tree is emptied and filled anew, and may be seen half full: seen twice, the page stands in one that is whole.
const SIGHTINGS: u32 = 2;

const DOCUMENT: &str = "query Look($path:String!$locale:String!){\
    pages{tree(path:$path,mode:ALL,locale:$locale){path pageId}}}";

/// Where a page is to be seen once the write is over, and how to ask for it.
pub(super) struct Look {
    place: Place,
    options: CallOptions,
    identity: Identity,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Place {
    path: String,
    locale: String,
}

impl Look {
    /// How to look at what a call does; `None` where there is no telling.
    pub(super) fn at(call: &Call) -> Option<Self> {
        let mut options = call.options.again();
        options.timeout = Some(LONGEST);
        options.allowance = Duration::ZERO;
        options.permit = None;
        Some(Self {
            place: last_place(call)?,
            options,
            identity: call.identity.clone(),
        })
    }

    /// Ends once the page was seen; never, where it is not.
    pub(super) async fn until_seen<S>(self, inner: S)
    where
        S: Service<Call, Response = Reply, Error = Error> + Clone,
    {
        let mut sightings = 0;
        while sightings < SIGHTINGS {
            sleep(PAUSE).await;
            let seen = match inner.clone().oneshot(self.call()).await {
                Ok(reply) => is_in(&reply, &self.place.path),
                Err(_) => false,
            };
            sightings = if seen { sightings + 1 } else { 0 };
        }
    }

    fn call(&self) -> Call {
        let mut variables = Variables::default();
        variables.add("path", &self.place.path);
        variables.add("locale", &self.place.locale);
        Call {
            fields: Cow::Borrowed(&["pages.tree"]),
            variables,
            identity: self.identity.clone(),
            ..Call::own_query("Look", DOCUMENT, self.options.again())
        }
    }
}

/// Where the last write of a call puts its page. The parts of a batch run in order.
fn last_place(call: &Call) -> Option<Place> {
    // Where a part calls several fields, the variables of the last write cannot be told by its place.
    if call.each_field().count() != call.fields.len() {
        return None;
    }
    let (index, field) = call
        .fields
        .iter()
        .enumerate()
        .rfind(|(_, field)| changes_tree(call, field))?;
    let (path, locale) = match *field {
        "pages.create" => ("path", "locale"),
        "pages.move" => ("destinationPath", "destinationLocale"),
        _ => return None,
    };
    if is_called_more_often(call, field) {
        return None;
    }
    let value = |argument: &str| match call.fields.len() {
        1 => value_of(call, argument, argument),
        _ => value_of(call, argument, &key_of(index, argument)),
    };
    let path = value(path)?;
    let path = path.strip_prefix('/').unwrap_or(&path);
    let path = path.strip_suffix('/').unwrap_or(path);
    Some(Place {
        path: path.to_owned(),
        locale: value(locale)?,
    })
}

/// Whether the document calls the field under several aliases, which the fields of a call name once.
fn is_called_more_often(call: &Call, field: &str) -> bool {
    let name = |field: &str| field.rsplit('.').next().map(str::to_owned);
    let own = name(field);
    let known = call
        .fields
        .iter()
        .filter(|other| name(other) == own)
        .count();
    let text = format!("{}(", own.unwrap_or_default());
    call.document.matches(&text).count() > known
}

/// The text that an argument has, where the document gives it this variable: its value, or else its default.
fn value_of(call: &Call, argument: &str, variable: &str) -> Option<String> {
    let (_, behind) = call
        .document
        .split_once(&format!("{argument}:${variable}"))?;
    if behind.starts_with(|next: char| next.is_ascii_alphanumeric() || next == '_') {
        return None;
    }
    let json = match call.variables.get(variable) {
        Some(json) => json,
        None => default_of(&call.document, variable)?,
    };
    serde_json::from_str(json).ok()
}

fn default_of<'d>(document: &'d str, variable: &str) -> Option<&'d str> {
    let (_, behind) = document.split_once(&format!("${variable}:String!=\""))?;
    let end = behind.find('"')?;
    let start = document.len() - behind.len() - 1;
    document.get(start..start + end + 2)
}

/// Whether the answer to a look has a page at this path.
fn is_in(reply: &Reply, path: &str) -> bool {
    let ReplyBody::Answer { text, data } = &reply.body else {
        return false;
    };
    let Ok(Data::Value(json)) = data.of(text) else {
        return false;
    };
    let data: Value = serde_json::from_slice(json).unwrap_or_default();
    let items = data.pointer("/pages/tree").and_then(Value::as_array);
    items.is_some_and(|items| {
        items
            .iter()
            .any(|item| item["path"] == path && item["pageId"].is_i64())
    })
}

#[cfg(test)]
mod tests {
    use wikijs_wire::Effect;

    use super::*;
    use crate::connector::Progress;

    fn place(
        fields: &'static [&'static str],
        document: &'static str,
        variables: &[(&str, &str)],
    ) -> Option<(String, String)> {
        let mut given = Variables::default();
        for (name, value) in variables {
            given.add(name, value);
        }
        let call = Call {
            name: "".into(),
            document: document.into(),
            effect: Effect::Once,
            fields: fields.into(),
            variables: given,
            part: None,
            options: CallOptions::default(),
            identity: Identity::default(),
            progress: Progress::new(),
            underway: None,
        };
        last_place(&call).map(|place| (place.path, place.locale))
    }

    #[test]
    fn where_a_write_puts_its_page_is_read_off_the_call() {
        const CREATE: &str = r#"mutation A($path:String!$locale:String!="en"){pages{create(path:$path,locale:$locale)}}"#;
        const MOVE: &str = "mutation A{pages{move(destinationPath:$destinationPath,destinationLocale:$destinationLocale)}}";
        const BATCH: &str = r#"mutation Batch($b0_id:Int!,$b1_path:String!,$b1_locale:String!="fr"){b0_pages:pages{delete(id:$b0_id)}b1_pages:pages{create(path:$b1_path,locale:$b1_locale)}}"#;
        const OTHER: &str = r#"mutation A($path:String!){pages{create(path:$path,locale:"de")}}"#;
        let both: &[&str] = &["pages.delete", "pages.create"];
        type Case = (
            &'static [&'static str],
            &'static str,
            &'static [(&'static str, &'static str)],
            Option<(&'static str, &'static str)>,
        );
        let cases: [Case; 9] = [
            (
                &["pages.create"],
                CREATE,
                &[("path", "/a/b/")],
                Some(("a/b", "en")),
            ),
            (
                &["pages.create"],
                CREATE,
                &[("path", "a"), ("locale", "de")],
                Some(("a", "de")),
            ),
            (
                &["pages.move"],
                MOVE,
                &[("destinationPath", "a"), ("destinationLocale", "de")],
                Some(("a", "de")),
            ),
            (
                both,
                BATCH,
                &[("b0_id", "1"), ("b1_path", "x")],
                Some(("x", "fr")),
            ),
            // Not given by a variable, so that there is no telling where it goes.
            (&["pages.create"], OTHER, &[("path", "a")], None),
            (
                &["pages.delete"],
                "mutation A($id:Int!){pages{delete(id:$id)}}",
                &[],
                None,
            ),
            (&[], CREATE, &[("path", "a")], None),
            (
                &["pages.create"],
                r#"mutation A($path:String!$locale:String!="en"$b:String!){pages{create(path:$path,locale:$locale)b:create(path:$b,locale:$locale)}}"#,
                &[("path", "a"), ("b", "b")],
                None,
            ),
            (
                &["pages.create", "pages.delete, pages.create"],
                CREATE,
                &[("path", "a")],
                None,
            ),
        ];
        for (fields, document, variables, expected) in cases {
            let fields: &'static [&'static str] = Vec::leak(
                fields
                    .iter()
                    .map(|field| &*String::leak((*field).to_owned()))
                    .collect(),
            );
            let document: &'static str = String::leak(document.to_owned());
            let expected = expected.map(|(path, locale)| (path.to_owned(), locale.to_owned()));
            assert_eq!(place(fields, document, variables), expected, "{document}");
        }
    }
}
