//! `navigation`: the tree of the sidebar, stored as it is sent.

use serde_json::{Value, json};

use super::{Answer, Call, Caught, done, unsupported};
use crate::graphql::Failure;

pub(super) fn query(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "tree" => Ok(call.wiki.settings.navigation.clone().into()),
        "config" => Ok(json!({ "mode": call.wiki.settings.navigation_mode }).into()),
        _ => Err(unsupported("NavigationQuery", field)),
    }
}

pub(super) fn mutation(call: &mut Call<'_>, field: &str) -> Answer {
    match field {
        "updateTree" => update_tree(call).caught(),
        "updateConfig" => update_config(call).caught(),
        _ => Err(unsupported("NavigationMutation", field)),
    }
}

// A null tree is refused whole; a null item in one is stored.
fn update_tree(call: &mut Call<'_>) -> Answer {
    let tree = call.args.list("tree").cloned().unwrap_or_default();
    if let Some(index) = tree.iter().position(Value::is_null) {
        return Err(Failure::named(
            "ValidationError",
            format!("config[{index}]: should be object"),
        ));
    }
    call.wiki.settings.navigation = Value::Array(tree);
    Ok(done("Navigation updated successfully"))
}

fn update_config(call: &mut Call<'_>) -> Answer {
    call.wiki.settings.navigation_mode = call.args.string("mode");
    Ok(done("Navigation config updated successfully"))
}
