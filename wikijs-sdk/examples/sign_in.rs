//! Whom calls run as: signing in, tokens from elsewhere, renewals that nobody notices, many identities over one client.
//!
//! `cargo run -p wikijs-sdk --example sign_in --features token-store`

use std::error::Error;
use std::future::{IntoFuture as _, ready};
use std::path::Path;
use std::time::Duration;

use futures_util::future::try_join_all;
use wikijs_sandbox::{Sandbox, SeedPage, SeedUser};
use wikijs_sdk::{
    AuthFailure, Authenticating, Authenticator, AutoBatch, Client, ErrorKind, FromEnv, Renewal,
    SignIn, Token, TokenFile, token_from,
};

const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .page(SeedPage::new("home", "Home", "# Hello"))
        .user(SeedUser::new("robot@example.org", "Robot", "correct horse").group("Editors"))
        .user(
            SeedUser::new("grace@example.org", "Grace", "battery staple")
                .group("Editors")
                .one_time_secret(SECRET),
        )
        .user(
            SeedUser::new("ada@example.org", "Ada", "first of all")
                .group("Editors")
                .must_change_password(),
        )
        .start()
        .await?;
    let url = sandbox.url();
    let robot = basic(&url).await?;
    renewed(&sandbox, &robot).await?;
    refused(&url).await?;
    second_factor(&url).await?;
    new_password(&url).await?;
    // The wiki lets five sign in within a minute; its clock is moved, so that nobody waits for that here.
    sandbox.advance(Duration::from_secs(60));
    elsewhere(&url, sandbox.editor_token()).await?;
    own(&url, sandbox.editor_token()).await?;
    guest(&url).await?;
    tenants(&url, sandbox.admin_token()).await?;
    other_wikis(&url).await
}

async fn basic(url: &str) -> Result<Client, wikijs_sdk::Error> {
    // docs: basic
    let client = Client::builder(url)
        .sign_in("robot@example.org", "correct horse")
        .build()?; // nothing is sent yet
    let me = client.users().profile().await?;
    println!("signed in as {}", me.name);
    // docs: end
    Ok(client)
}

async fn renewed(sandbox: &Sandbox, client: &Client) -> Result<(), wikijs_sdk::Error> {
    // The server restarts, and the token is an hour older: no call fails.
    sandbox.restart();
    sandbox.advance(Duration::from_secs(3_600));
    println!("{} pages", client.pages().list().await?.len());
    Ok(())
}

async fn refused(url: &str) -> Result<(), wikijs_sdk::Error> {
    // docs: early
    let client = Client::builder(url)
        .sign_in("robot@example.org", "wrong")
        .build()?;
    // To know at once, and not with the first call.
    if let Err(error) = client.authenticate().await {
        assert!(error.is_unauthorized());
        println!("{error}");
    }
    // Nothing is sent any more, until `authenticate` says so.
    let error = client.pages().list().await.err();
    assert!(error.is_some_and(|error| error.is_unauthorized()));
    // docs: end
    Ok(())
}

async fn second_factor(url: &str) -> Result<(), Box<dyn Error>> {
    let secret = SECRET;
    // docs: totp
    let signing = SignIn::new("grace@example.org", "battery staple").totp_secret(secret);
    let client = Client::builder(url).authenticator(signing).build()?;
    println!("signed in as {}", client.users().profile().await?.name);
    // docs: end

    // docs: asked
    let signing = SignIn::new("grace@example.org", "battery staple").code_from(|| async {
        // Ask somebody; this one has no phone at hand, and is not to be asked again.
        Err::<String, _>(AuthFailure::refused("no phone at hand"))
    });
    let client = Client::builder(url).authenticator(signing).build()?;
    let error = client.users().profile().await.err();
    assert!(error.is_some_and(|error| error.to_string().contains("no phone at hand")));
    // docs: end
    Ok(())
}

async fn new_password(url: &str) -> Result<(), wikijs_sdk::Error> {
    // docs: change
    let signing = SignIn::new("ada@example.org", "first of all").new_password_from(|| async {
        let new = "long and random"; // write it down before it is sent: the wiki knows no other afterwards
        Ok(new)
    });
    let client = Client::builder(url).authenticator(signing).build()?;
    // docs: end
    println!("signed in as {}", client.users().profile().await?.name);
    Ok(())
}

async fn elsewhere(url: &str, key: &str) -> Result<(), Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("token");
    std::fs::write(&path, key)?;
    let builder = || Client::builder(url);
    // docs: sources
    // The environment variable WIKIJS_TOKEN, read with the first call.
    let from_env = builder().authenticator(FromEnv::new()).build()?;
    // A file that an agent or an orchestrator may write anew.
    let from_file = builder().authenticator(TokenFile::new(&path)).build()?;
    // Whatever a closure has.
    let from_vault = builder()
        .authenticator(token_from(|_| async {
            let answer = ask_the_vault().await?;
            Ok::<_, AuthFailure>(answer) // says what `?` makes of errors
        }))
        .build()?;
    // docs: end
    from_file.pages().list().await?;
    drop((from_env, from_vault));
    stored(url, folder.path()).await
}

async fn ask_the_vault() -> Result<String, std::io::Error> {
    Err(std::io::Error::other("the vault is sealed"))
}

#[cfg(feature = "token-store")]
async fn stored(url: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    use wikijs_sdk::FileStore;
    let path = folder.join("kept");
    // docs: store
    let signing = SignIn::new("robot@example.org", "correct horse");
    let client = Client::builder(url)
        .authenticator(signing.kept_in(FileStore::new(&path)))
        .build()?;
    // Signs in once in half an hour, however often this program is started and however many of it run.
    client.pages().list().await?;
    // docs: end
    Ok(())
}

#[cfg(not(feature = "token-store"))]
async fn stored(_: &str, _: &Path) -> Result<(), Box<dyn Error>> {
    Ok(())
}

// docs: own
/// Has tokens of a service of ours, which says for how long each is good.
struct Ours {
    token: String,
}

impl Authenticator for Ours {
    fn token(&self, renewal: Renewal) -> Authenticating {
        println!("a token is wanted: {:?}", renewal.reason());
        let token = Token::new(self.token.as_str()).good_for(Duration::from_secs(600));
        Box::pin(ready(Ok::<_, AuthFailure>(token)))
    }
}
// docs: end

async fn own(url: &str, key: &str) -> Result<(), wikijs_sdk::Error> {
    let ours = Ours {
        token: key.to_owned(),
    };
    let client = Client::builder(url).authenticator(ours).build()?;
    client.pages().list().await.map(drop)
}

async fn guest(url: &str) -> Result<(), wikijs_sdk::Error> {
    // docs: guest
    let client = Client::builder(url).token("cut-off-while-copy").build()?;
    let error = client.pages().list().await.err(); // and not an empty list
    assert!(error.is_some_and(|error| error.kind() == ErrorKind::Unauthorized));
    // docs: end
    Ok(())
}

async fn tenants(url: &str, key: &str) -> Result<(), wikijs_sdk::Error> {
    // docs: tenants
    let service = Client::builder(url)
        .token(key)
        .auto_batch(AutoBatch::within(Duration::from_millis(2)))
        .build()?;
    // The same connections and limits, another identity: cheap to make, to be kept as long as its token.
    let robot = service.with_identity(SignIn::new("robot@example.org", "correct horse"));
    let guest = service.as_guest();
    let (admin, me) = tokio::join!(
        service.users().profile().into_future(),
        robot.users().profile().into_future()
    );
    assert_ne!(admin?.id, me?.id);
    assert!(guest.users().profile().await.is_err());
    // docs: end
    Ok(())
}

async fn other_wikis(url: &str) -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder()
        .user(SeedUser::new("robot@example.org", "Robot", "correct horse"))
        .start()
        .await?;
    let (one, other) = (url.to_owned(), sandbox.url());
    // docs: wikis
    let clients = [one, other].map(|url| {
        Client::builder(url)
            .sign_in("robot@example.org", "correct horse")
            .build()
    });
    let clients: Vec<Client> = clients.into_iter().collect::<Result<_, _>>()?;
    // Each has connections, limits, breaker and token of its own.
    let profiles = clients
        .iter()
        .map(|client| client.users().profile().into_future());
    for profile in try_join_all(profiles).await? {
        println!("{} on one of them", profile.name);
    }
    // docs: end
    Ok(())
}
