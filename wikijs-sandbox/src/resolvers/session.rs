//! Permissions and limits first, then the resolver, then plain fields of what it gave.

use crate::auth::rules::rule;
use crate::auth::{Identity, rules};
use crate::graphql::{Failure, FieldCall, Node, Source};
use crate::state::Wiki;

use super::{Args, Call, resolve};

/// One request to one wiki.
pub(crate) struct Session<'a> {
    pub(crate) wiki: &'a mut Wiki,
    pub(crate) who: &'a Identity,
    pub(crate) ip: &'a str,
    /// Something was asked for that the server never answers.
    pub(crate) stalled: bool,
}

impl Source for Session<'_> {
    fn resolve(&mut self, call: FieldCall<'_>, parent: &Node) -> Result<Node, Failure> {
        let (ty, field) = (call.parent_type, call.field);
        if matches!(ty, "Query" | "Mutation") {
            return Ok(Node::empty());
        }
        if let Some(rule) = rule(ty, field) {
            self.admit(rule, ty, field)?;
        }
        let args = Args::new(call.arguments);
        let mut resolving = Call {
            wiki: self.wiki,
            who: self.who,
            ip: self.ip,
            args,
            stalled: false,
        };
        let answer = resolve(&mut resolving, ty, field);
        self.stalled |= resolving.stalled;
        answer.unwrap_or_else(|| Ok(parent.field(field)))
    }
}

impl Session<'_> {
    fn admit(&mut self, rule: &rules::Rule, ty: &str, field: &str) -> Result<(), Failure> {
        if let Some(limit) = rule.limit {
            let now = self.wiki.clock.now();
            self.wiki
                .limits
                .take(self.ip, &format!("{ty}.{field}"), limit, now)?;
        }
        if rule.requires.is_empty() || self.who.has_any(&rule.requires) {
            return Ok(());
        }
        Err(if self.who.refused {
            Failure::unauthorized()
        } else {
            Failure::forbidden()
        })
    }
}
