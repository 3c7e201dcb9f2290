//! `analytics`: providers.

use super::providers::{Form, patch, shown};
use super::{Answer, Call, Caught, done, unsupported};
use crate::graphql::{Failure, Node};

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "providers" => Ok(providers(call)),
        _ => Err(unsupported("AnalyticsQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateProviders" => update(call).caught(),
        _ => Err(unsupported("AnalyticsMutation", field)),
    }
}

fn providers(call: &Call<'_>) -> Node {
    let wanted = call.args.bool("isEnabled");
    let all = call.wiki.modules.analytics.list().iter();
    all.filter(|module| wanted.is_none_or(|wanted| module.enabled == wanted))
        .map(|module| {
            let shown = shown(module, true);
            let fields = [
                "key",
                "isEnabled",
                "isAvailable",
                "title",
                "description",
                "logo",
                "website",
                "icon",
                "config",
            ];
            let fields = fields
                .into_iter()
                .map(|name| (name, Node::Leaf(shown[name].clone())))
                .collect();
            Node::Object(fields).with("props", Node::Failed(no_list()))
        })
        .collect()
}

// The server has an object where the schema wants a list: this field always fails.
fn no_list() -> Failure {
    let message = "Expected Iterable, but did not find one for field \"AnalyticsProvider.props\".";
    Failure::named("GraphQLError", message)
}

fn update(call: &mut Call<'_>) -> Answer {
    patch(call, "providers", Form::Wrapped, |call, wanted| {
        if let Some(module) = call.wiki.modules.analytics.get_mut(&wanted.key) {
            (module.enabled, module.config) = (wanted.enabled, wanted.config);
        }
    })?;
    Ok(done("Providers updated successfully"))
}
