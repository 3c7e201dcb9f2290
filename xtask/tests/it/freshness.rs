//! The vendored schema is as the command writes it: a server that has this schema answers introspection with it, and
//! what is printed of the answer is the file again. An edit by hand shows here.

use tokio::runtime::Runtime;
use wikijs_sandbox::Sandbox;
use xtask::{
    Workspace,
    update_schema::{Options, Update},
};

#[test]
fn the_schema_is_what_the_command_writes() {
    let runtime = Runtime::new().unwrap();
    let sandbox = runtime.block_on(Sandbox::start()).unwrap();
    let url = Some(sandbox.url().to_string());
    let options = Options {
        url,
        check: true,
        ..Options::default()
    };
    let workspace = Workspace::of_this_build();
    let update = Update::prepare(&workspace, &options, None).unwrap();
    assert_eq!(update.report, "The schema is up to date.\n");
    update.finish(&workspace, &options).unwrap();
}
