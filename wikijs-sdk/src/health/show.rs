//! What is told, in words for people.

use std::fmt;

use super::Health;
use super::check::Readiness;
use super::need::Need;
use super::parts::{Account, ApiState, NotKnown, Reached, SCHEMA, SchemaFit, Version, Who};
use super::permissions::{ALL, Clearance, Evidence, Lack, Lists, Permissions};

impl fmt::Display for Health {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = [
            line("reachable", &self.reachable),
            line("version", &self.version),
            line("API keys", &self.api),
            line("who", &self.who),
            line("may", &self.permissions),
        ];
        for (index, line) in lines.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{:<11}", line.name)?;
            match line.what {
                Ok(known) => write!(f, "{known}")?,
                // What keeps one part away mostly keeps others away, too: it is said once.
                Err(why) => match lines.iter().take(index).find(|other| other.is_for(why)) {
                    Some(other) => write!(f, "not known: see `{}`", other.name)?,
                    None => write!(f, "not known: {why}")?,
                },
            }
        }
        Ok(())
    }
}

/// A part, under its name.
struct Line<'h> {
    name: &'static str,
    what: Result<&'h dyn fmt::Display, &'h NotKnown>,
}

fn line<'h, T: fmt::Display>(name: &'static str, what: &'h Result<T, NotKnown>) -> Line<'h> {
    let what = what.as_ref().map(|known| known as &dyn fmt::Display);
    Line { name, what }
}

impl Line<'_> {
    /// Whether it is not known for the same reason.
    fn is_for(&self, why: &NotKnown) -> bool {
        self.what.is_err_and(|own| own == why)
    }
}

impl fmt::Display for NotKnown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.says())
    }
}

impl std::error::Error for NotKnown {}

impl fmt::Display for Reached {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "yes, in {:.1?}", self.took)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let running = &self.running;
        match self.fit {
            SchemaFit::Same => write!(f, "{running}, which this SDK was made with"),
            SchemaFit::Older => write!(
                f,
                "{running}, older than the {SCHEMA} that this SDK was made with: it lacks what came since"
            ),
            SchemaFit::Newer => write!(
                f,
                "{running}, newer than the {SCHEMA} that this SDK was made with"
            ),
            SchemaFit::Unclear => write!(f, "{running:?}; this SDK was made with {SCHEMA}"),
        }
    }
}

impl fmt::Display for ApiState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::On => "let in",
            Self::Off => "switched off: Administration, API Access",
        })
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Guest { with_token: false } => f.write_str("a guest"),
            Self::Guest { with_token: true } => f.write_str(
                "a guest, in spite of the token: the wiki does not know it, or knows it no more",
            ),
            Self::User(account) => write!(f, "{account}"),
            Self::ApiKey { id, group, acts_as } => {
                write!(f, "API key {id} of group {group}, acting as {acts_as}")
            }
            Self::UserOrKey(account) => write!(f, "{account}, or an API key that acts as it"),
        }
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "user {} ({})", self.id.0, self.name.escape_debug())
    }
}

impl fmt::Display for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.has(ALL) == Some(true) {
            return write!(f, "everything ({ALL})");
        }
        let lists = Lists::of(self);
        let one_of = lists.holds_one_of.iter().map(|any_of| any_of.join(" or "));
        let holds: Vec<_> = lists
            .holds
            .iter()
            .map(ToString::to_string)
            .chain(one_of)
            .collect();
        match holds.as_slice() {
            [] => f.write_str("nothing that is known of")?,
            holds => f.write_str(&holds.join(", "))?,
        }
        for (name, list) in [("not", lists.lacks), ("not known", lists.not_known)] {
            if !list.is_empty() {
                write!(f, "; {name}: {}", list.join(", "))?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (need, clearance)) in self.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{}: {clearance}", need.field())?;
        }
        Ok(())
    }
}

impl fmt::Display for Clearance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed { by: Evidence::Open } => f.write_str("allowed: it needs no permission"),
            Self::Allowed { by } => write!(f, "allowed, {by}"),
            Self::UpToPageRules { by } => {
                write!(f, "allowed, {by}, but where page rules say otherwise")
            }
            Self::Lacks(lack) => write!(f, "lacks {lack}"),
            Self::Unknown { any_of } if any_of.is_empty() => {
                f.write_str("not known: it calls several fields, look at each")
            }
            Self::Unknown { any_of } => write!(
                f,
                "not known: it needs {}, and the wiki does not tell whether that is there",
                any_of.join(" or ")
            ),
        }
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Open => "without a permission",
            Self::Server => "as the wiki has shown",
            Self::Token => "as the token says",
        })
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Permission { any_of, by } => {
                write!(f, "{}, {by}", any_of.join(" or "))
            }
            Self::SignIn => f.write_str("a user who is signed in"),
            Self::Writing => f.write_str("a client that writes: this one only reads"),
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field())
    }
}
