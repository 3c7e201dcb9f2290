//! Permissions and limits first, then the resolver, then plain fields of what it gave.

use crate::auth::rules::rule;
use crate::auth::{Identity, rules};
use crate::faults::is_below;
use crate::graphql::{Failure, FieldCall, Node, Source};
use crate::races::Together;
use crate::state::Wiki;

use super::{Args, Call, resolve};

/// One request to one wiki.
pub(crate) struct Session<'a> {
    pub(crate) wiki: &'a mut Wiki,
    pub(crate) who: &'a Identity,
    pub(crate) ip: &'a str,
    /// Something was asked for that the server never answers.
    pub(crate) stalled: bool,
    /// Creates, moves and deletes of other requests that are under way.
    pub(crate) others: usize,
    pub(crate) together: Together,
    /// Fields that a fault has refused: these or all, and for how many seconds.
    pub(crate) limited: Option<&'a (Option<String>, u64)>,
    /// The namespace that is being resolved.
    namespace: String,
}

impl<'a> Session<'a> {
    pub(crate) fn new(wiki: &'a mut Wiki, who: &'a Identity, ip: &'a str, others: usize) -> Self {
        let together = Together::new(wiki.races, others + 1);
        Self {
            wiki,
            who,
            ip,
            stalled: false,
            others,
            together,
            limited: None,
            namespace: String::new(),
        }
    }

    /// What else is asked in the same list.
    pub(crate) fn meets(&mut self, others: Together) {
        self.others += others.writes - 1;
        self.together = Together {
            writes: self.others + 1,
            ..others
        };
    }
}

const TREE_WRITES: [&str; 3] = ["create", "move", "delete"];

impl Source for Session<'_> {
    fn resolve(&mut self, call: FieldCall<'_>, parent: &Node) -> Result<Node, Failure> {
        let (ty, field) = (call.parent_type, call.field);
        if matches!(ty, "Query" | "Mutation") {
            self.namespace = field.into();
            return Ok(Node::empty());
        }
        self.limit(ty, field)?;
        if let Some(rule) = rule(ty, field) {
            self.admit(rule, ty, field)?;
        }
        if !is_namespace(ty) {
            return Ok(parent.field(field));
        }
        let args = Args::new(call.arguments);
        let together = self.together;
        let mut resolving = Call {
            wiki: self.wiki,
            who: self.who,
            ip: self.ip,
            args,
            stalled: false,
            together,
        };
        let answer = resolve(&mut resolving, ty, field);
        self.stalled |= resolving.stalled;
        self.together = resolving.together;
        answer.unwrap_or_else(|| Ok(parent.field(field)))
    }

    fn together(&mut self, ty: &str, fields: &mut dyn Iterator<Item = &str>) {
        if ty != "PageMutation" || !self.wiki.races.are_on() {
            return;
        }
        let writes = fields.filter(|field| TREE_WRITES.contains(field)).count();
        if writes < 2 {
            return;
        }
        self.together.writes = self.others + writes;
        self.together.pages_until = Some(self.wiki.pages.last());
        self.together.tags_until = Some(self.wiki.tags.last());
    }

    fn apart(&mut self, ty: &str) {
        if ty == "PageMutation" {
            self.together = Together::new(self.wiki.races, self.others + 1);
        }
    }
}

fn is_namespace(ty: &str) -> bool {
    ty.ends_with("Query") || ty.ends_with("Mutation")
}

impl Session<'_> {
    // Fields of namespaces only: nothing below them is limited.
    fn limit(&self, ty: &str, field: &str) -> Result<(), Failure> {
        let Some((on, seconds)) = self.limited else {
            return Ok(());
        };
        let operation = format!("{}.{field}", self.namespace);
        let named = |what: &String| what.starts_with('/') || is_below(&operation, what);
        match is_namespace(ty) && on.as_ref().is_none_or(named) {
            true => Err(Failure::too_many(*seconds)),
            false => Ok(()),
        }
    }

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
