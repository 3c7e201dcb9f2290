//! The last words to a Redis, where no runtime is left to say them in: a program that ends right behind its last write
//! gives the gate back all the same, and does not leave it shut until the lease ends.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use ::redis::RedisConnectionInfo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};

use super::address::{Address, Place};
use super::script::Run;

/// Runs a script on a connection of its own, and waits until it was run; within about this time.
///
/// `peer` is where the last connection went, so that no name has to be looked up.
pub(super) fn run(
    run: &Run,
    address: &Address,
    (peer, tls): (Option<SocketAddr>, &Arc<ClientConfig>),
    limit: Duration,
) -> io::Result<()> {
    let words = words(run, &address.login);
    match &address.place {
        Place::Tcp { .. } => say(&words, tcp(peer, limit)?),
        Place::Tls { host, .. } => {
            let name = ServerName::try_from(host.clone()).map_err(io::Error::other)?;
            let session = ClientConnection::new(Arc::clone(tls), name);
            let session = session.map_err(io::Error::other)?;
            say(&words, StreamOwned::new(session, tcp(peer, limit)?))
        }
        #[cfg(unix)]
        Place::Unix(path) => {
            let stream = std::os::unix::net::UnixStream::connect(path)?;
            stream.set_read_timeout(Some(limit))?;
            stream.set_write_timeout(Some(limit))?;
            say(&words, stream)
        }
        #[cfg(not(unix))]
        Place::Unix(_) => Err(io::ErrorKind::Unsupported.into()),
    }
}

fn tcp(peer: Option<SocketAddr>, limit: Duration) -> io::Result<TcpStream> {
    let peer = peer.ok_or(io::ErrorKind::NotConnected)?;
    let stream = TcpStream::connect_timeout(&peer, limit)?;
    stream.set_read_timeout(Some(limit))?;
    stream.set_write_timeout(Some(limit))?;
    Ok(stream)
}

/// Who asks, the script, and the end: the other side hangs up when all was done.
fn words(run: &Run, login: &RedisConnectionInfo) -> Vec<u8> {
    let mut words = Vec::new();
    if let Some(password) = login.password() {
        let mut auth = ::redis::cmd("AUTH");
        if let Some(user) = login.username() {
            auth.arg(user);
        }
        words.extend(auth.arg(password).get_packed_command());
    }
    if login.db() != 0 {
        words.extend(::redis::cmd("SELECT").arg(login.db()).get_packed_command());
    }
    let mut eval = ::redis::cmd("EVAL");
    eval.arg(run.script.text).arg(run.keys.len());
    eval.arg(&*run.keys).arg(&run.arguments);
    words.extend(eval.get_packed_command());
    words.extend(::redis::cmd("QUIT").get_packed_command());
    words
}

fn say(words: &[u8], mut stream: impl Read + Write) -> io::Result<()> {
    stream.write_all(words)?;
    stream.flush()?;
    // What it answers makes no difference any more.
    io::copy(&mut stream, &mut io::sink()).map(drop)
}
