//! What the server does elsewhere: exports and imports. Here an export is only reported, and nothing is imported.

use serde_json::json;

use super::super::{Answer, Call, done};
use crate::clock::iso;
use crate::graphql::{Failure, Node};

// An export of a small wiki is done within that time.
const EXPORT_TAKES: i64 = 1000;

pub(super) fn export_status(call: &Call<'_>) -> Node {
    let Some((started, _)) = call.wiki.exports.last() else {
        return json!({ "status": "notrunning", "progress": 0, "message": "", "startedAt": null })
            .into();
    };
    let elapsed = call.wiki.clock.now() - started;
    let running = elapsed < EXPORT_TAKES;
    let progress = if running {
        elapsed * 100 / EXPORT_TAKES
    } else {
        100
    };
    let status = if running { "running" } else { "success" };
    json!({ "status": status, "progress": progress, "message": "", "startedAt": iso(*started) })
        .into()
}

// No file is written, but a folder that was exported to counts as full.
pub(super) fn export(call: &mut Call<'_>) -> Answer {
    let path = call.args.string("path");
    let now = call.wiki.clock.now();
    if call
        .wiki
        .exports
        .last()
        .is_some_and(|(started, _)| now - started < EXPORT_TAKES)
    {
        return Err(Failure::plain("Another export is already running."));
    }
    if call.args.list("entities").is_none_or(Vec::is_empty) {
        return Err(Failure::plain("Must specify at least 1 entity to export."));
    }
    if let Some(said) = no_folder(&path) {
        return Err(Failure::plain(format!("{said}, mkdir '{path}'")));
    }
    // What the server does not know leaves the folder empty.
    const KNOWN: [&str; 9] = [
        "assets",
        "comments",
        "groups",
        "history",
        "navigation",
        "pages",
        "settings",
        "tags",
        "users",
    ];
    if call
        .wiki
        .exports
        .iter()
        .any(|(_, known)| known.as_deref() == Some(path.as_str()))
    {
        return Err(Failure::plain("Target directory must be empty!"));
    }
    let writes = call
        .args
        .texts("entities")
        .into_iter()
        .flatten()
        .any(|entity| KNOWN.contains(&entity.as_str()));
    call.wiki.exports.push((now, writes.then_some(path)));
    Ok(done("Export started successfully."))
}

// There are no folders below devices, and none are made among processes.
fn no_folder(path: &str) -> Option<&'static str> {
    let below = |folder: &str| path.strip_prefix(folder).filter(|rest| !rest.is_empty());
    if below("/dev/").is_some_and(|rest| rest.contains('/')) {
        return Some("ENOTDIR: not a directory");
    }
    let kernel = ["/proc/", "/sys/"]
        .iter()
        .any(|folder| below(folder).is_some());
    kernel.then_some("ENOENT: no such file or directory")
}

pub(super) fn import_users(call: &mut Call<'_>) -> Answer {
    let address = call.args.string("mongoDbConnString");
    if address.chars().count() <= 10 {
        return Err(Failure::plain(
            "MongoDB Connection String is missing or invalid.",
        ));
    }
    let Some(host) = address.strip_prefix("mongodb://") else {
        return Err(Failure::named(
            "MongoParseError",
            "Invalid connection string",
        ));
    };
    let host = host.split(['/', '?']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    Err(Failure::named(
        "MongoNetworkError",
        format!(
            "failed to connect to server [{host}] on first connect [Error: connect ECONNREFUSED {host}\n    at \
             TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {{\n  name: 'MongoNetworkError'\n}}]"
        ),
    ))
}
