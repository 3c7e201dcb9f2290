//! `system`: what the server tells about itself.

mod jobs;

use serde_json::{Value, json};

use super::{Answer, Call, Caught, done, unsupported};
use crate::clock::iso;
use crate::codes::SYSTEM_SSL_DISABLED;
use crate::graphql::{Failure, Node};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "info" => Ok(info(call)),
        "flags" => Ok(flags(call)),
        "extensions" => Ok(extensions()),
        "exportStatus" => Ok(jobs::export_status(call)),
        _ => Err(unsupported("SystemQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateFlags" => update_flags(call),
        "setTelemetry" => set_telemetry(call).caught(),
        "resetTelemetryClientId" => reset_telemetry(call).caught(),
        "setHTTPSRedirection" => set_redirection(call).caught(),
        "renewHTTPSCertificate" => renew_certificate().caught(),
        "performUpgrade" => perform_upgrade().caught(),
        "export" => jobs::export(call).caught(),
        "importUsersFromV1" => jobs::import_users(call).caught(),
        _ => Err(unsupported("SystemMutation", field)),
    }
}

// The machine is made up once for all sandboxes; the totals are the wiki's.
fn info(call: &Call<'_>) -> Node {
    let (wiki, settings) = (&call.wiki, &call.wiki.settings);
    json!({
        "configFile": "/wiki/config.yml",
        "cpuCores": 2,
        "currentVersion": "2.5.314",
        "dbHost": "127.0.0.1",
        "dbType": "PostgreSQL",
        "dbVersion": "15.18",
        "groupsTotal": wiki.groups.list().len(),
        "hostname": "sandbox",
        "httpPort": port(&settings.text("host")),
        "httpRedirection": settings.https_redirection,
        "httpsPort": 0,
        "latestVersion": "2.5.314",
        "latestVersionReleaseDate": iso(wiki.started),
        "nodeVersion": "20.20.2",
        "operatingSystem": "Linux - wikijs-sandbox",
        "pagesTotal": wiki.pages.len(),
        "platform": "docker",
        "ramTotal": "4 GB",
        "sslDomain": null,
        "sslExpirationDate": null,
        "sslProvider": null,
        "sslStatus": "OK",
        "sslSubscriberEmail": null,
        "tagsTotal": wiki.tags.list().len(),
        "telemetry": settings.telemetry,
        "telemetryClientId": settings.telemetry_id,
        "upgradeCapable": false,
        "usersTotal": wiki.users.list().len(),
        "workingDirectory": "/wiki",
    })
    .into()
}

fn port(host: &str) -> i64 {
    host.rsplit(':')
        .next()
        .and_then(|port| port.parse().ok())
        .unwrap_or(3000)
}

fn flags(call: &Call<'_>) -> Node {
    call.wiki
        .settings
        .flags
        .iter()
        .map(|(key, value)| json!({ "key": key, "value": value }).into())
        .collect()
}

fn extensions() -> Node {
    let item = |key: &str, title: &str, installed: bool| {
        let description = format!("{title} (an extension of the server)");
        json!({
            "key": key, "title": title, "description": description, "isInstalled": installed, "isCompatible": true,
        })
    };
    Node::Leaf(Value::Array(vec![
        item("git", "Git", true),
        item("pandoc", "Pandoc", false),
        item("puppeteer", "Puppeteer", false),
        item("sharp", "Sharp", false),
    ]))
}

// The set is replaced as a whole; a null in it is an error of GraphQL, and changes nothing.
fn update_flags(call: &mut Call<'_>) -> Answer {
    let mut flags = serde_json::Map::new();
    for flag in call.args.list("flags").into_iter().flatten() {
        let key = flag["key"].as_str().ok_or_else(null_key)?;
        flags.insert(key.into(), flag["value"].clone());
    }
    call.wiki.settings.flags = flags;
    Ok(done("System Flags applied successfully"))
}

fn null_key() -> Failure {
    Failure::named(
        "TypeError",
        "Cannot read properties of null (reading 'key')",
    )
}

// The texts of the two telemetry mutations are swapped on the server.
fn set_telemetry(call: &mut Call<'_>) -> Answer {
    call.wiki.settings.telemetry = call.args.bool("enabled").unwrap_or(false);
    Ok(done("Telemetry Client ID has been reset successfully"))
}

fn reset_telemetry(call: &mut Call<'_>) -> Answer {
    call.wiki.settings.telemetry_id = call.wiki.seed.uuid();
    Ok(done("Telemetry state updated successfully"))
}

fn set_redirection(call: &mut Call<'_>) -> Answer {
    call.wiki.settings.https_redirection = call.args.bool("enabled").unwrap_or(false);
    Ok(done("HTTP Redirection state set successfully."))
}

fn renew_certificate() -> Answer {
    Err(SYSTEM_SSL_DISABLED.failure())
}

fn perform_upgrade() -> Answer {
    Err(Failure::plain(
        "You must run the wiki-update-companion container and pass the UPGRADE_COMPANION env var in order to use this \
         feature.",
    ))
}
