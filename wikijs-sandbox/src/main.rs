//! The sandbox as a command: prints its address and tokens, and serves until it is stopped; or replays recordings.

mod replay;

use std::net::{Ipv4Addr, SocketAddr};
use std::process::ExitCode;

use wikijs_sandbox::{Builder, Sandbox};

const HELP: &str = "\
A Wiki.js in memory, for tests and demos.

usage: wikijs-sandbox [options]
       wikijs-sandbox replay FILE... [--url URL]   (recorded sessions; `replay --help`)

  --port N               listen on that port of loopback (a free one unless given)
  --seed N               what tokens are made from (1)
  --pages FOLDER         begins with the Markdown and HTML files of a folder as pages
  --fresh                a fresh installation: the API off, no keys, no groups of its own
  --admin-email ADDRESS  the first administrator's address
  --admin-password TEXT  and password
  --production           no introspection, no stack traces
  --help                 this text
";

#[tokio::main]
async fn main() -> ExitCode {
    let mut args = std::env::args().skip(1).peekable();
    if args.next_if(|arg| arg == "replay").is_some() {
        return replay::run(args).await;
    }
    let asked = match read(args) {
        Ok(Some(asked)) => asked,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => {
            eprintln!("{message}\n\n{HELP}");
            return ExitCode::from(2);
        }
    };
    match asked.builder.start().await {
        Ok(sandbox) => {
            greet(&sandbox, &asked.admin);
            std::future::pending().await
        }
        Err(error) => {
            eprintln!("cannot listen: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Asked {
    builder: Builder,
    admin: (String, String),
}

fn read(mut args: impl Iterator<Item = String>) -> Result<Option<Asked>, String> {
    let mut builder = Sandbox::builder().start_now().control(true);
    let mut admin = ("admin@sandbox.test".to_owned(), "sandbox-admin".to_owned());
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
        match arg.as_str() {
            "--help" | "-h" => return Ok(None),
            "--fresh" => builder = builder.fresh_installation(),
            "--production" => builder = builder.production(true),
            "--port" => {
                let port = number(&arg, &value()?)?;
                builder = builder.address(SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
            }
            "--pages" => {
                let folder = value()?;
                let read = builder.pages_from(&folder);
                builder = read.map_err(|error| format!("cannot read {folder}: {error}"))?;
            }
            "--seed" => builder = builder.seed(number(&arg, &value()?)?),
            "--admin-email" => admin.0 = value()?,
            "--admin-password" => admin.1 = value()?,
            other => return Err(format!("unknown option {other}")),
        }
    }
    let builder = builder.admin(admin.0.clone(), admin.1.clone());
    Ok(Some(Asked { builder, admin }))
}

fn number<T: std::str::FromStr>(name: &str, text: &str) -> Result<T, String> {
    text.parse()
        .map_err(|_| format!("{name} wants a number, not {text:?}"))
}

fn greet(sandbox: &Sandbox, (email, password): &(String, String)) {
    let (url, token) = (sandbox.url(), sandbox.admin_token());
    println!("WIKIJS_URL={url}\nWIKIJS_TOKEN={token}");
    println!("# administrator: {email} {password}");
    if !sandbox.editor_token().is_empty() {
        println!(
            "# editor: {}\n# reader: {}",
            sandbox.editor_token(),
            sandbox.reader_token()
        );
    }
    println!(
        "# try: curl -s {url}/graphql -H 'Authorization: Bearer {token}' -H 'Content-Type: application/json' -d \
         '{{\"query\":\"{{pages{{list{{id path}}}}}}\"}}'"
    );
}
