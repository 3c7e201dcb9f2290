//! Whom calls run as, and what becomes of them when a token ends: signing in, tokens from elsewhere, renewals.

mod guest;
mod in_flight;
mod on_the_way;
mod renewal;
mod sign_in;
mod sources;
#[cfg(all(feature = "token-store", unix))]
mod store;
mod tenants;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use wikijs_sandbox::{Builder, Sandbox, SeedUser};
use wikijs_sdk::connector::HttpService;
use wikijs_sdk::{AuthFailure, Authenticator, Client, ClientBuilder, Secret, token_from};

const ADA: &str = "ada@example.org";
const PASSWORD: &str = "correct horse";
const MINUTE: Duration = Duration::from_secs(60);

/// Ada, who may do all that editors may.
fn ada() -> SeedUser {
    SeedUser::new(ADA, "Ada", PASSWORD).group("Editors")
}

/// A wiki that Ada has an account of.
fn wiki(builder: Builder) -> Sandbox {
    builder.user(ada()).in_process()
}

fn client(sandbox: &Sandbox, settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    let builder = Client::builder(sandbox.url()).connector(HttpService::new(sandbox.service()));
    settings(builder).build().unwrap()
}

/// A token as the wiki gives it to Ada, to be used without signing in.
async fn token_of_ada(sandbox: &Sandbox) -> Secret {
    let guest = client(sandbox, |builder| builder);
    let answer = guest.authentication().login(ADA, PASSWORD).await.unwrap();
    answer.jwt.unwrap()
}

/// Gives what the wiki takes for no token, and then a good one.
fn garbage_at_first(good: &str) -> impl Authenticator {
    let (asked, good) = (AtomicUsize::new(0), good.to_owned());
    token_from(move |_| {
        let token = match asked.fetch_add(1, Ordering::Relaxed) {
            0 => "garbage".to_owned(),
            _ => good.clone(),
        };
        async move { Ok::<_, AuthFailure>(token) }
    })
}

/// How often a field was asked for.
fn times(sandbox: &Sandbox, field: &str) -> usize {
    let requests = sandbox.requests();
    let fields = requests.iter().flat_map(|request| &request.operations);
    fields.filter(|asked| *asked == field).count()
}

/// How often somebody signed in, or tried to.
fn logins(sandbox: &Sandbox) -> usize {
    times(sandbox, "authentication.login")
}

async fn name(client: &Client) -> String {
    client.users().profile().await.unwrap().name
}
