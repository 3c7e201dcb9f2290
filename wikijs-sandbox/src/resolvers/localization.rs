//! `localization`: a fresh wiki has English only, and no way to fetch more.

use serde_json::{Value, json};

use super::{Answer, Call, Caught, done, unsupported};
use crate::graphql::Failure;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "locales" => Ok(Value::Array(call.wiki.settings.locales.clone()).into()),
        "config" => Ok(Value::Object(call.wiki.settings.localization.clone()).into()),
        // An offline wiki has no strings loaded, not even its own language's.
        "translations" => Err(Failure::plain("Invalid locale or namespace")),
        _ => Err(unsupported("LocalizationQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        // An offline wiki says yes to every code and does nothing.
        "downloadLocale" => Ok(done("Locale downloaded successfully")),
        "updateLocale" => update(call).caught(),
        _ => Err(unsupported("LocalizationMutation", field)),
    }
}

// The running process takes the new values before they are checked; the database keeps the old ones where the locale
// is not installed, the new ones where only a namespace is not.
fn update(call: &mut Call<'_>) -> Answer {
    let locale = call.args.string("locale");
    let mut namespaces = call.args.texts("namespaces").unwrap_or_default();
    namespaces.push(locale.clone());
    let mut seen = std::collections::HashSet::new();
    namespaces.retain(|namespace| seen.insert(namespace.clone()));
    let namespacing = call.args.bool("namespacing").unwrap_or(false);
    let config = json!({
        "locale": locale, "autoUpdate": call.args.bool("autoUpdate"), "namespacing": namespacing,
        "namespaces": namespaces,
    });
    let settings = &mut call.wiki.settings;
    settings.localization = config.as_object().cloned().unwrap_or_default();
    if !settings.installed(&locale) {
        return Err(Failure::undefined("isRTL"));
    }
    settings.stored_localization = settings.localization.clone();
    if namespacing
        && !namespaces
            .iter()
            .all(|namespace| settings.installed(namespace))
    {
        return Err(Failure::plain("No such locale in local store."));
    }
    Ok(done("Locale config updated"))
}
