//! How a sandbox is made.

use std::fmt::{Debug, Formatter, Result as FmtResult};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::sync::broadcast;

use crate::begin::Begin;
use crate::clock::DEFAULT_START;
use crate::content::{SeedAsset, SeedGroup, SeedPage, SeedUser, pages_of, read_file};
use crate::faults::{Fault, Plan};
use crate::http::{Shared, WikiService};
use crate::races::Races;
use crate::sandbox::Sandbox;
use crate::state::{Fresh, Uploads};
use crate::timing::Timing;

/// Settings of a [`Sandbox`] before it starts.
#[derive(Clone)]
pub struct Builder {
    seed: u64,
    start: i64,
    admin_email: String,
    admin_password: String,
    address: SocketAddr,
    production: bool,
    control: bool,
    faults: Vec<Fault>,
    begin: Begin,
    timing: Timing,
    races: Races,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            seed: 1,
            start: DEFAULT_START,
            admin_email: "admin@sandbox.test".into(),
            admin_password: "sandbox-admin".into(),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            production: false,
            control: false,
            faults: Vec::new(),
            begin: Begin::default(),
            timing: Timing::default(),
            races: Races::default(),
        }
    }
}

impl Debug for Builder {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> FmtResult {
        formatter
            .debug_struct("Builder")
            .field("seed", &self.seed)
            .field("address", &self.address)
            .field("admin_email", &self.admin_email)
            .field("faults", &self.faults)
            .field("begin", &self.begin)
            .finish_non_exhaustive()
    }
}

impl Builder {
    /// What all that looks random is made from. Equal seeds give equal tokens and ids, with an equal
    /// [start](Self::start_time). Dates are those of tokio's clock, counted from there: they repeat where a test pauses
    /// it (`#[tokio::test(start_paused = true)]`).
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// When the wiki's time begins, counted from 1970. 2026-01-01 unless set; from there on it follows tokio's clock.
    #[must_use]
    pub fn start_time(mut self, since_1970: Duration) -> Self {
        self.start = i64::try_from(since_1970.as_millis()).unwrap_or(i64::MAX);
        self
    }

    /// Lets the wiki's time begin now, for demonstrations beside programs that read the wall clock.
    #[must_use]
    pub fn start_now(self) -> Self {
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        self.start_time(now)
    }

    /// The first administrator's address and password.
    #[must_use]
    pub fn admin(mut self, email: impl Into<String>, password: impl Into<String>) -> Self {
        (self.admin_email, self.admin_password) = (email.into(), password.into());
        self
    }

    /// Where to listen: a free port on loopback unless set.
    #[must_use]
    pub fn address(mut self, address: SocketAddr) -> Self {
        self.address = address;
        self
    }

    /// As with `NODE_ENV=production`: introspection is refused, errors carry no stack traces.
    #[must_use]
    pub fn production(mut self, production: bool) -> Self {
        self.production = production;
        self
    }

    /// Whether other processes may move the clock, restart and reset the wiki under `/_sandbox/`.
    #[must_use]
    pub fn control(mut self, control: bool) -> Self {
        self.control = control;
        self
    }

    /// A fresh installation and nothing more: the API off, no groups, users and keys beside the built-in ones.
    ///
    /// [`Sandbox::admin_token`] is then a token of the administrator's account; the other tokens are empty.
    #[must_use]
    pub fn fresh_installation(mut self) -> Self {
        self.begin.bare = true;
        self
    }

    /// A page to begin with.
    #[must_use]
    pub fn page(mut self, page: SeedPage) -> Self {
        self.begin.content.pages.push(page);
        self
    }

    /// The Markdown and HTML files of a folder as pages, by their paths in it: `guide/intro.md` is the page
    /// `guide/intro`, in English unless its front matter says `locale`. Other files are no pages.
    ///
    /// Front matter is YAML between two lines `---`, or in a comment at the top of an HTML file, with `title`,
    /// `description`, `tags` (a list, or a text with commas), `published`, `editor` and `locale`. Downloads of the wiki
    /// are read as it writes them; their dates are not taken over.
    ///
    /// # Errors
    /// The folder or a file in it cannot be read, or its front matter says something else: told with file and line. What
    /// the wiki refuses (blanks in a path, say) is told when it starts.
    pub fn pages_from(mut self, folder: impl AsRef<Path>) -> io::Result<Self> {
        self.begin.content.pages.extend(pages_of(folder.as_ref())?);
        Ok(self)
    }

    /// What a file says that the wiki begins with, in TOML, or in JSON where it ends in `.json`: site, locales, groups
    /// with rules, users, keys, pages and files. [`Builder::seed_file`] adds to what was said before.
    ///
    /// ```toml
    /// [site]
    /// title = "Ours"
    ///
    /// [[group]]
    /// name = "Writers"
    /// permissions = ["read:pages", "write:pages"]
    /// rules = [{ match = "start", path = "" }, { match = "tag", path = "frozen", deny = true, roles = ["write:pages"] }]
    ///
    /// [[user]]
    /// email = "ada@example.org"
    /// name = "Ada"
    /// password = "correct horse"
    /// groups = ["Writers"]
    ///
    /// [[key]]
    /// name = "robot"
    /// group = "Writers"
    ///
    /// [[page]]
    /// path = "home"
    /// title = "Home"
    /// content = "Hello"
    ///
    /// [[asset]]
    /// path = "images/logo.png"
    /// file = "logo.png"
    /// ```
    ///
    /// # Errors
    /// The file or one that it names cannot be read, or it holds something else: told with line and column.
    pub fn seed_file(mut self, path: impl AsRef<Path>) -> io::Result<Self> {
        read_file(path.as_ref(), &mut self.begin.content)?;
        Ok(self)
    }

    /// Goes on from a file that [`Sandbox::save`] wrote, as after a restart: tokens and keys are good as before, the
    /// wiki's time begins where it was unless it is to begin later. Content that was given beside it is left out.
    ///
    /// The file is read when the wiki starts.
    #[must_use]
    pub fn resume(mut self, path: impl Into<PathBuf>) -> Self {
        self.begin.saved = Some(path.into());
        self
    }

    /// A group to begin with, beside `Editors` and `Readers`.
    #[must_use]
    pub fn group(mut self, group: SeedGroup) -> Self {
        self.begin.content.groups.push(group);
        self
    }

    /// A file to begin with.
    #[must_use]
    pub fn asset(mut self, asset: SeedAsset) -> Self {
        self.begin.content.assets.push(asset);
        self
    }

    /// An API key to begin with, of a group by its name: [`Sandbox::key`]. It lives for a year.
    #[must_use]
    pub fn key(mut self, name: impl Into<String>, group: impl Into<String>) -> Self {
        self.begin.content.keys.push((name.into(), group.into()));
        self
    }

    /// A locale that is installed from the beginning, beside English: its code, its name in English and in itself
    /// (`.locale("fr", "French", "Français")`). Pages can be written in installed locales only.
    #[must_use]
    pub fn locale(
        mut self,
        code: impl Into<String>,
        name: impl Into<String>,
        native_name: impl Into<String>,
    ) -> Self {
        self.begin
            .content
            .locales
            .push([code.into(), name.into(), native_name.into()]);
        self
    }

    /// An account to begin with.
    #[must_use]
    pub fn user(mut self, user: SeedUser) -> Self {
        self.begin.content.users.push(user);
        self
    }

    /// How long answers are held back; not at all unless set.
    #[must_use]
    pub fn timing(mut self, timing: Timing) -> Self {
        self.timing = timing;
        self
    }

    /// How often writes that meet go wrong: as measured unless set.
    #[must_use]
    pub fn races(mut self, races: Races) -> Self {
        self.races = races;
        self
    }

    /// What becomes of uploaded files: they are kept in memory unless set.
    #[must_use]
    pub fn uploads(mut self, uploads: Uploads) -> Self {
        self.begin.uploads = uploads;
        self
    }

    /// Lets something go wrong. Faults strike in the order they were given.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Binds the address and starts to serve on tokio's runtime.
    ///
    /// # Errors
    /// The address cannot be bound, or something that it was to begin with cannot be meant or is refused by the wiki.
    pub async fn start(self) -> io::Result<Sandbox> {
        let unbound = |error: io::Error| {
            let said = format!("cannot listen on {}: {error}", self.address);
            io::Error::new(error.kind(), said)
        };
        let listener = TcpListener::bind(self.address).await.map_err(unbound)?;
        let address = listener.local_addr()?;
        let service = self.build(&format!("http://{address}"))?;
        let served = tokio::spawn(crate::server::serve(listener, service.clone()));
        Ok(Sandbox::new(service, Some((address, served))))
    }

    /// The same wiki without a socket: only [`Sandbox::service`] reaches it.
    ///
    /// # Panics
    /// Something that it was to begin with cannot be meant (an unknown permission, two groups of one name), or is refused
    /// by the wiki.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "a mistake in a test's set-up, told where it was made"
    )]
    pub fn in_process(self) -> Sandbox {
        match self.build("http://wiki.sandbox.test") {
            Ok(service) => Sandbox::new(service, None),
            Err(refused) => panic!("the sandbox cannot be filled: {refused}"),
        }
    }

    fn build(self, url: &str) -> io::Result<WikiService> {
        let fresh = Fresh {
            seed: self.seed,
            start: self.start,
            site_url: url.into(),
            admin_email: self.admin_email.clone(),
            admin_password: self.admin_password.clone(),
            races: self.races,
        };
        let (wiki, tokens) = self.begin.make(&fresh)?;
        let (production, control) = (self.production, self.control);
        let (faults, log) = (
            Mutex::new(Plan::new(self.faults, self.seed)),
            Mutex::default(),
        );
        let shared = Shared {
            wiki: Mutex::new(wiki),
            fresh,
            production,
            control,
            faults,
            log,
            timing: self.timing,
            uploads: self.begin.uploads.clone(),
            begin: control.then_some(self.begin),
            tokens,
            emptied: AtomicBool::new(false),
            writes: AtomicU64::new(0),
            lines: broadcast::Sender::new(256),
            under_way: AtomicUsize::new(0),
        };
        Ok(WikiService::new(Arc::new(shared)))
    }
}
