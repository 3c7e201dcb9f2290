//! `groups`: what goes wrong here is told in `errors`, never in `responseResult`.

use fancy_regex::Regex;
use serde_json::{Value, json};

use super::{Answer, Call, done, unsupported};
use crate::clock::iso;
use crate::graphql::{Failure, Node};
use crate::state::{ADMINISTRATORS, GUESTS, Group, PageRule, RuleMatch, Wiki};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "list" => Ok(list(call.wiki)),
        "single" => Ok(call
            .wiki
            .groups
            .get(call.args.id("id"))
            .map_or(Node::NULL, |group| full(call.wiki, group))),
        _ => Err(unsupported("GroupQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "create" => Ok(create(call)),
        "update" => update(call),
        "delete" => delete(call),
        "assignUser" => assign(call),
        "unassignUser" => unassign(call),
        _ => Err(unsupported("GroupMutation", field)),
    }
}

fn list(wiki: &Wiki) -> Node {
    let item = |group: &Group| {
        json!({
            "id": group.id, "name": group.name, "isSystem": group.is_system,
            "userCount": wiki.users.count_in(group.id),
            "createdAt": iso(group.created), "updatedAt": iso(group.updated),
        })
    };
    wiki.groups
        .list()
        .into_iter()
        .map(|group| item(group).into())
        .collect()
}

/// A group with its members.
pub(super) fn full(wiki: &Wiki, group: &Group) -> Node {
    let members: Vec<_> = wiki
        .users
        .list()
        .into_iter()
        .filter(|user| user.groups.contains(&group.id))
        .map(super::users::minimal)
        .collect();
    let rules: Vec<_> = group.rules.iter().map(PageRule::json).collect();
    json!({
        "id": group.id, "name": group.name, "isSystem": group.is_system, "redirectOnLogin": group.redirect,
        "permissions": group.permissions, "pageRules": rules, "users": members,
        "createdAt": iso(group.created), "updatedAt": iso(group.updated),
    })
    .into()
}

fn create(call: &mut Call<'_>) -> Node {
    let created = call.wiki.clock.stamp();
    let group = call.wiki.groups.create(&call.args.string("name"), created);
    let group = full(call.wiki, &group);
    done("Group created successfully.").with("group", group)
}

fn update(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    let rules: Vec<_> = call
        .args
        .list("pageRules")
        .into_iter()
        .flatten()
        .map(read_rule)
        .collect();
    if rules
        .iter()
        .any(|rule| rule.matching == RuleMatch::Regex && !is_safe(&rule.path))
    {
        return Err(refusal(
            "Some Page Rules contains unsafe or exponential time regex.",
        ));
    }
    let permissions = call.args.list("permissions").cloned().unwrap_or_default();
    may_manage(call, id, &permissions)?;
    let (name, redirect, now) = (
        call.args.string("name"),
        call.args.string("redirectOnLogin"),
        call.wiki.clock.stamp(),
    );
    if let Some(group) = call.wiki.groups.get_mut(id) {
        group.redirect = if redirect.is_empty() {
            "/".into()
        } else {
            redirect
        };
        (group.name, group.permissions, group.rules, group.updated) =
            (name, permissions, rules, now);
    }
    call.wiki.revoke_group(id);
    Ok(done("Group has been updated."))
}

// Only who may do everything may hand that on, or touch a group that has it.
fn may_manage(call: &Call<'_>, id: i64, permissions: &[Value]) -> Result<(), Failure> {
    let strong = |permissions: &[Value]| {
        permissions
            .iter()
            .any(|p| p.as_str() == Some("manage:system"))
    };
    let touched = call
        .wiki
        .groups
        .get(id)
        .is_some_and(|group| strong(&group.permissions));
    if call.who.has("manage:system") || (!strong(permissions) && !touched) {
        return Ok(());
    }
    Err(refusal(
        "You are not authorized to manage this group or assign the manage:system permissions.",
    ))
}

fn read_rule(rule: &Value) -> PageRule {
    let text = |name: &str| rule[name].as_str().unwrap_or_default().to_owned();
    let list = |name: &str| rule[name].as_array().cloned().unwrap_or_default();
    PageRule {
        id: text("id"),
        deny: rule["deny"].as_bool().unwrap_or(false),
        matching: RuleMatch::read(&text("match")),
        roles: list("roles"),
        path: text("path"),
        locales: list("locales"),
    }
}

// The server refuses what may take exponential time: a repeated group that repeats inside.
fn is_safe(pattern: &str) -> bool {
    if Regex::new(pattern).is_err() {
        return false;
    }
    let mut depths: Vec<bool> = Vec::new();
    let mut chars = pattern.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '(' => depths.push(false),
            ')' => {
                let repeats_inside = depths.pop().unwrap_or(false);
                let repeated = matches!(chars.peek(), Some('*' | '+' | '{'));
                if repeats_inside && repeated {
                    return false;
                }
                if let Some(outer) = depths.last_mut() {
                    *outer |= repeats_inside || repeated;
                }
            }
            '*' | '+' | '{' => {
                if let Some(inside) = depths.last_mut() {
                    *inside = true;
                }
            }
            _ => {}
        }
    }
    true
}

fn delete(call: &mut Call<'_>) -> Answer {
    let id = call.args.id("id");
    if id == ADMINISTRATORS || id == GUESTS {
        return Err(refusal("Cannot delete this group."));
    }
    call.wiki.groups.remove(id);
    call.wiki.users.leave_group(id);
    call.wiki.revoke_group(id);
    Ok(done("Group has been deleted."))
}

fn assign(call: &mut Call<'_>) -> Answer {
    let (group, user) = (call.args.id("groupId"), call.args.id("userId"));
    if user == GUESTS {
        return Err(refusal("Cannot assign the Guest user to a group."));
    }
    let found = call
        .wiki
        .groups
        .get(group)
        .ok_or_else(|| refusal("Invalid Group ID"))?;
    let strong = found
        .permissions
        .iter()
        .any(|p| p.as_str() == Some("manage:system"));
    if strong && !call.who.has("manage:system") {
        return Err(refusal(
            "You are not authorized to assign a user to this elevated group.",
        ));
    }
    let groups = call
        .wiki
        .users
        .groups_mut(user)
        .ok_or_else(|| refusal("Invalid User ID"))?;
    if groups.contains(&group) {
        return Err(refusal("User is already assigned to group."));
    }
    groups.push(group);
    call.wiki.revoke_user(user);
    Ok(done("User has been assigned to group."))
}

fn unassign(call: &mut Call<'_>) -> Answer {
    let (group, user) = (call.args.id("groupId"), call.args.id("userId"));
    if user == GUESTS {
        return Err(refusal("Cannot unassign Guest user"));
    }
    if user == 1 && group == ADMINISTRATORS {
        return Err(refusal(
            "Cannot unassign Administrator user from Administrators group.",
        ));
    }
    call.wiki
        .groups
        .get(group)
        .ok_or_else(|| refusal("Invalid Group ID"))?;
    let groups = call
        .wiki
        .users
        .groups_mut(user)
        .ok_or_else(|| refusal("Invalid User ID"))?;
    groups.retain(|id| *id != group);
    call.wiki.revoke_user(user);
    Ok(done("User has been unassigned from group."))
}

fn refusal(message: &str) -> Failure {
    Failure::named("GraphQLError", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_expressions_that_may_never_end_are_refused() {
        assert!(is_safe("^notes/[a-z]$"));
        assert!(is_safe("(a|b)+c"));
        assert!(is_safe("^(?!private/).*$"));
        assert!(!is_safe("(a+)+$"));
        assert!(!is_safe("["));
    }
}
