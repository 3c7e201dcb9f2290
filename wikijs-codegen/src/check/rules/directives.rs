//! Section 5.7: directives are known, stand where they may, and once; with their arguments (5.4) and values (5.6). What
//! is checked stands in `schema::rules::directives`, since the files of a schema are held to it, too.
//!
//! Bad: `query Q { id @skp(if: true) }`; `query Q @skip(if: true) { id }`.
//! Good: `query Q { id @skip(if: true) }`.

use crate::check::facts::Context;
use crate::diagnostic::Diagnostic;
use crate::schema::check_directives;
use crate::syntax::tree::Directive;

/// Answers that come in parts: nothing reads them yet, whatever the schema says.
const IN_PARTS: [&str; 2] = ["defer", "stream"];
const RULE: &str = "answer-in-parts";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for directives in context.all().flat_map(|facts| &facts.directives) {
        let in_parts = directives
            .nodes
            .iter()
            .find(|node| IN_PARTS.contains(&&*node.name.text));
        if let Some(node) = in_parts {
            found.push(refused(node));
            continue;
        }
        check_directives(context.schema, directives.nodes, directives.place, found);
    }
}

fn refused(node: &Directive) -> Diagnostic {
    let name = &node.name.text;
    let message = format!("`@{name}` is not supported: the answer would come in parts");
    Diagnostic::new(RULE, node.name.span, message).help(format!("leave `@{name}` out"))
}
