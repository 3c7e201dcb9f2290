//! The sandbox as a command: prints its address and tokens, and serves until it is stopped; or replays recordings.

mod options;
mod replay;

use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use options::{HELP, Options};
use wikijs_sandbox::Sandbox;

// How long a change may be unsaved.
const SAVED_EVERY: Duration = Duration::from_secs(1);

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).peekable();
    if args.next_if(|arg| arg == "replay").is_some() {
        return replay::run(args).await;
    }
    let asked = match options::read(args) {
        Ok(Some(asked)) => asked,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match serve(asked).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(asked: Options) -> Result<(), String> {
    let sandbox = asked
        .builder
        .start()
        .await
        .map_err(|error| format!("cannot start: {error}"))?;
    // What cannot be saved is not begun.
    if let Some(file) = &asked.save {
        save(&sandbox, file)?;
    }
    asked.notes.iter().for_each(|note| eprintln!("{note}"));
    greet(&sandbox, asked.admin.as_ref());
    let Some(file) = asked.save else {
        stopped().await;
        return Ok(());
    };
    tokio::select! {
        () = stopped() => {}
        failed = keep(&sandbox, &file) => return Err(failed),
    }
    save(&sandbox, &file)
}

// Saves what has changed, until that fails.
async fn keep(sandbox: &Sandbox, file: &Path) -> String {
    let mut saved = None;
    loop {
        let writes = sandbox.writes();
        if saved != Some(writes) {
            if let Err(failed) = save(sandbox, file) {
                return failed;
            }
            saved = Some(writes);
        }
        tokio::time::sleep(SAVED_EVERY).await;
    }
}

fn save(sandbox: &Sandbox, file: &Path) -> Result<(), String> {
    sandbox
        .save(file)
        .map_err(|error| format!("cannot save to {}: {error}", file.display()))
}

// By the keyboard, or by whoever started it.
#[cfg(unix)]
async fn stopped() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn stopped() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

fn greet(sandbox: &Sandbox, admin: Option<&(String, String)>) {
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    if sandbox
        .address()
        .is_some_and(|address| !address.ip().is_loopback())
    {
        eprintln!(
            "warning: this wiki is open to the network, with passwords and tokens that are no secrets"
        );
    }
    println!("WIKIJS_URL={url}\nWIKIJS_TOKEN={token}");
    if let Some((email, password)) = admin {
        println!("# administrator: {email} {password}");
    }
    if !sandbox.editor_token().is_empty() {
        println!(
            "# editor: {}\n# reader: {}",
            sandbox.editor_token(),
            sandbox.reader_token()
        );
    }
    for (group, token) in sandbox.group_tokens() {
        println!("# group {group}: {token}");
    }
    for (name, token) in sandbox.keys() {
        println!("# key {name}: {token}");
    }
    println!(
        "# try: curl -s {url}/graphql -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' -d \
         '{{\"query\":\"{{pages{{list{{id path}}}}}}\"}}'"
    );
    println!("# an hour later: curl -s -X POST '{url}/_sandbox/advance?seconds=3600'");
    println!(
        "# trouble: curl -s {url}/_sandbox/faults -d '{{\"kind\":\"html\",\"status\":502,\"times\":1}}'"
    );
    println!(
        "# all it knows: curl -s {url}/_sandbox/state; its tokens: curl -s {url}/_sandbox/tokens"
    );
}
