//! Sections 5.8.1, Variable Uniqueness, 5.8.3, All Variable Uses Defined, and 5.8.4, All Variables Used; fragments
//! included.
//!
//! Bad: `query Q($id: Int!) { page(id: $ID) { id } }`.
//! Good: `query Q($id: Int!) { page(id: $id) { id } }`.

use super::repeated;
use super::values::without_dollar;
use crate::check::facts::{Context, Definition, VariableFact};
use crate::diagnostic::{Diagnostic, did_you_mean_marked, is_near};
use crate::source::Span;
use crate::syntax::tree::Operation;

const ONCE: &str = "variable-once";
const UNDEFINED: &str = "undefined-variable";
const UNUSED: &str = "unused-variable";

/// The rule.
pub(super) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (number, operation) in context.operations.iter().enumerate() {
        repeated(
            ONCE,
            "variables",
            operation
                .node
                .variables
                .iter()
                .map(|variable| &variable.name),
            found,
        );
        let used: Vec<&VariableFact<'_>> = context
            .whole(number)
            .flat_map(|facts| &facts.variables)
            .collect();
        let defined = |name: &str| {
            operation
                .node
                .variables
                .iter()
                .any(|variable| variable.name.text == name)
        };
        let undefined = used.iter().filter(|variable| !defined(variable.name));
        found.extend(undefined.map(|variable| not_defined(operation, variable)));
        if !has_unknown_fragments(context, number) {
            let meant = without_dollar(context, number, found);
            unused(operation, &used, &meant, found);
        }
    }
}

fn not_defined(operation: &Definition<'_, Operation>, variable: &VariableFact<'_>) -> Diagnostic {
    let name = variable.name;
    let owner = operation
        .node
        .name
        .as_ref()
        .map_or("this operation", |name| &name.text);
    let names = operation
        .node
        .variables
        .iter()
        .map(|variable| variable.name.text.as_str());
    let expected = variable.expected.as_ref();
    let define = || expected.map(|ty| format!("define it: `(${name}: {ty})`"));
    let help = did_you_mean_marked('$', name, names).or_else(define);
    let message = format!("`{owner}` has no variable `${name}`");
    let diagnostic = Diagnostic::new(UNDEFINED, variable.span, message).help_if(help);
    diagnostic.label(operation.node.head, "the operation that uses it")
}

/// A variable whose name is mistyped where it is used, or has no `$` there, is not told twice.
fn unused(
    operation: &Definition<'_, Operation>,
    used: &[&VariableFact<'_>],
    meant: &[(&str, Span)],
    found: &mut Vec<Diagnostic>,
) {
    let variables = &operation.node.variables;
    let defined = |name: &str| variables.iter().any(|variable| variable.name.text == name);
    let is_meant = |name: &str| {
        meant.iter().any(|(meant, _)| *meant == name)
            || used
                .iter()
                .any(|used| used.name == name || (!defined(used.name) && is_near(used.name, name)))
    };
    for (number, variable) in variables.iter().enumerate() {
        let name = &variable.name;
        let again = variables[..number]
            .iter()
            .any(|other| other.name.text == name.text);
        if !again && !is_meant(&name.text) {
            let message = format!("the variable `${}` is never used", name.text);
            found.push(
                Diagnostic::new(UNUSED, name.span, message)
                    .help("use it in an argument, or leave it out"),
            );
        }
    }
}

/// What seems unused may be used in a fragment that is not there; the fragment's rule tells of that.
fn has_unknown_fragments(context: &Context<'_>, operation: usize) -> bool {
    let mut spreads = context.whole(operation).flat_map(|facts| &facts.spreads);
    spreads.any(|spread| context.fragment(&spread.node.fragment.text).is_none())
}
