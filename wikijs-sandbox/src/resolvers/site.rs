//! `site`: the settings of the site.

use serde_json::Value;

use super::{Answer, Call, Caught, done, unsupported};
use crate::graphql::Node;

// Kept trimmed, and empty rather than null.
const TRIMMED: [&str; 4] = ["host", "title", "company", "logoUrl"];

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "config" => Ok(Value::Object(call.wiki.settings.site.clone()).into()),
        _ => Err(unsupported("SiteQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateConfig" => update(call).caught(),
        _ => Err(unsupported("SiteMutation", field)),
    }
}

// A patch: what is left out is kept, what is null is stored as null.
fn update(call: &mut Call<'_>) -> Result<Node, crate::graphql::Failure> {
    for (name, value) in call.args.values() {
        call.wiki
            .settings
            .site
            .insert(name.clone(), stored(name, value));
    }
    Ok(done("Site configuration updated successfully"))
}

/// A value as it is kept.
pub(crate) fn stored(name: &str, value: &Value) -> Value {
    let text = value.as_str().unwrap_or_default();
    match name {
        "pageExtensions" => extensions(text).into(),
        "host" => {
            let host = text.trim();
            host.strip_suffix('/').unwrap_or(host).into()
        }
        name if TRIMMED.contains(&name) => text.trim().into(),
        _ => value.clone(),
    }
}

fn extensions(text: &str) -> String {
    let parts: Vec<_> = text
        .split(',')
        .map(|part| part.trim().to_lowercase())
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_tidied() {
        assert_eq!(
            stored("pageExtensions", &" MD, .html ,,txt".into()),
            Value::from("md, .html, txt")
        );
        assert_eq!(
            stored("host", &" http://x/ ".into()),
            Value::from("http://x")
        );
        assert_eq!(stored("title", &Value::Null), Value::from(""));
        assert_eq!(stored("robots", &Value::Null), Value::Null);
    }
}
