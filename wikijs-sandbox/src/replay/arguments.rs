//! What stands behind `wikijs-sandbox replay`.

pub(crate) const HELP: &str = "\
Replays recorded sessions and says what differs.

usage: wikijs-sandbox replay FILE... [options]

  --url URL              against that server; without it each FILE meets a fresh sandbox of its own
  --admin-email ADDRESS  its administrator, where the recordings have admin@lab.test
  --admin-password TEXT  and password
  --help                 this text

Each FILE has to meet a fresh server. A sandbox behind URL is put back, restarted and its clock is moved through its
control endpoint; another server takes one FILE and waits as long as the recording did; restarts are skipped there, and
one-time codes are not known. Behind https:// the certificate has to be one that the system trusts. Recordings may search
for parts of admin@lab.test: with another ADDRESS such steps differ.
The exit status is 0 also where steps differ, 2 where a replay was not possible.
";

pub(super) struct Arguments {
    pub(super) files: Vec<String>,
    pub(super) url: Option<String>,
    pub(super) admin_email: String,
    pub(super) admin_password: String,
}

impl Arguments {
    /// None where help was asked for.
    pub(super) fn read(mut args: impl Iterator<Item = String>) -> Result<Option<Self>, String> {
        let mut read = Self {
            files: Vec::new(),
            url: None,
            admin_email: "admin@lab.test".into(),
            admin_password: "admin-password".into(),
        };
        while let Some(arg) = args.next() {
            let mut value = || args.next().ok_or_else(|| format!("{arg} wants a value"));
            match arg.as_str() {
                "--help" | "-h" => return Ok(None),
                "--url" => read.url = Some(value()?),
                "--admin-email" => read.admin_email = value()?,
                "--admin-password" => read.admin_password = value()?,
                other if other.starts_with('-') => return Err(format!("unknown option {other}")),
                _ => read.files.push(arg),
            }
        }
        if read.files.is_empty() {
            return Err("replay wants a FILE".into());
        }
        Ok(Some(read))
    }
}
