//! `theming`: no patch, what is left out is reset.

use serde_json::{Value, json};

use super::{Answer, Call, Caught, done, unsupported};
use crate::css;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "themes" => {
            Ok(json!([{ "key": "default", "title": "Default", "author": "requarks.io" }]).into())
        }
        "config" => {
            let mut config = call.wiki.settings.theming.clone();
            let sheet = config
                .get("injectCSS")
                .and_then(Value::as_str)
                .map(css::beautify);
            config.insert("injectCSS".into(), sheet.into());
            Ok(Value::Object(config).into())
        }
        _ => Err(unsupported("ThemingQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "setConfig" => set(call).caught(),
        _ => Err(unsupported("ThemingMutation", field)),
    }
}

fn set(call: &mut Call<'_>) -> Answer {
    let text = |name: &str| call.args.string(name);
    let config = json!({
        "theme": text("theme"),
        "iconset": text("iconset"),
        "darkMode": call.args.bool("darkMode"),
        "tocPosition": call.args.text("tocPosition").unwrap_or("left"),
        "injectCSS": css::minify(&text("injectCSS")),
        "injectHead": text("injectHead"),
        "injectBody": text("injectBody"),
    });
    call.wiki.settings.theming = config.as_object().cloned().unwrap_or_default();
    Ok(done("Theme config updated"))
}
