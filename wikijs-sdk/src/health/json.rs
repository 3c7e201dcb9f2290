//! What is told, as JSON for machines.

use std::time::Duration;

use serde::{Serialize, Serializer};

use super::Health;
use super::check::Readiness;
use super::parts::{ApiState, NotKnown, Reached, SCHEMA, SchemaFit, Version, Who};
use super::permissions::{Clearance, Evidence, Lack, Lists, Permissions};

impl Serialize for Health {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'h> {
            well: bool,
            reachable: Part<'h, Reached>,
            version: Part<'h, Version>,
            api: Part<'h, ApiState>,
            who: Part<'h, Who>,
            permissions: Part<'h, Permissions>,
        }
        let shown = Shown {
            well: self.is_well(),
            reachable: Part::of(&self.reachable),
            version: Part::of(&self.version),
            api: Part::of(&self.api),
            who: Part::of(&self.who),
            permissions: Part::of(&self.permissions),
        };
        shown.serialize(serializer)
    }
}

/// What is known is shown as it is; what is not as `{"not_known": {"kind", "text"}}`.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'h, T> {
    Known(&'h T),
    Not { not_known: &'h NotKnown },
}

impl<'h, T> Part<'h, T> {
    fn of(part: &'h Result<T, NotKnown>) -> Self {
        match part {
            Ok(known) => Self::Known(known),
            Err(not_known) => Self::Not { not_known },
        }
    }
}

impl Serialize for NotKnown {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'h> {
            kind: String,
            text: &'h str,
        }
        let shown = Shown {
            kind: format!("{:?}", self.kind()),
            text: self.says(),
        };
        shown.serialize(serializer)
    }
}

impl Serialize for Reached {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown {
            seconds: f64,
        }
        let seconds = Duration::as_secs_f64(&self.took);
        Shown { seconds }.serialize(serializer)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'h> {
            running: &'h str,
            schema: &'static str,
            fit: &'static str,
        }
        let shown = Shown {
            running: &self.running,
            schema: SCHEMA,
            fit: match self.fit {
                SchemaFit::Same => "same",
                SchemaFit::Older => "older",
                SchemaFit::Newer => "newer",
                SchemaFit::Unclear => "unclear",
            },
        };
        shown.serialize(serializer)
    }
}

impl Serialize for ApiState {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::On => "on",
            Self::Off => "off",
        })
    }
}

impl Serialize for Who {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        #[serde(tag = "is", rename_all = "snake_case")]
        enum Shown<'h> {
            Guest { with_token: bool },
            User { id: i32, name: &'h str },
            ApiKey { id: i64, group: i64, acts_as: i32 },
            UserOrKey { id: i32, name: &'h str },
        }
        let shown = match self {
            Self::Guest { with_token } => Shown::Guest {
                with_token: *with_token,
            },
            Self::User(account) => Shown::User {
                id: account.id.0,
                name: &account.name,
            },
            Self::ApiKey { id, group, acts_as } => Shown::ApiKey {
                id: *id,
                group: *group,
                acts_as: acts_as.id.0,
            },
            Self::UserOrKey(account) => Shown::UserOrKey {
                id: account.id.0,
                name: &account.name,
            },
        };
        shown.serialize(serializer)
    }
}

impl Serialize for Permissions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Lists::of(self).serialize(serializer)
    }
}

impl Serialize for Readiness {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(need, found)| (need.field(), found)))
    }
}

impl Serialize for Clearance {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Shown<'h> {
            clearance: &'static str,
            #[serde(skip_serializing_if = "Option::is_none")]
            by: Option<Evidence>,
            #[serde(skip_serializing_if = "<[_]>::is_empty")]
            any_of: &'h [&'static str],
        }
        let (clearance, by, any_of): (_, _, &[&'static str]) = match self {
            Self::Allowed { by } => ("allowed", Some(*by), &[]),
            Self::UpToPageRules { by } => ("up_to_page_rules", Some(*by), &[]),
            Self::Lacks(Lack::Permission { any_of, by }) => ("lacks_permission", Some(*by), any_of),
            Self::Lacks(Lack::SignIn) => ("lacks_sign_in", None, &[]),
            Self::Lacks(Lack::Writing) => ("lacks_writing", None, &[]),
            Self::Unknown { any_of } => ("not_known", None, any_of),
        };
        let shown = Shown {
            clearance,
            by,
            any_of,
        };
        shown.serialize(serializer)
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Open => "open",
            Self::Server => "server",
            Self::Token => "token",
        })
    }
}
