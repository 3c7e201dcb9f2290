//! `wikijs-sandbox replay` against a server behind `https://`. Where other systems keep what they trust, a test has no say.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use wikijs_sandbox::Sandbox;

use crate::replay::{RECORDING, said};

// A proxy that speaks TLS, as they stand before wikis; its port, and the certificate in PEM.
async fn before(sandbox: &Sandbox) -> (u16, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let config =
        ServerConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![cert.der().clone()], key)
            .expect("a key");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let wiki = sandbox.address().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut inner = TcpStream::connect(wiki).await?;
                let mut outer = acceptor.accept(stream).await?;
                copy_bidirectional(&mut outer, &mut inner).await
            });
        }
    });
    (port, cert.pem())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_behind_tls_is_replayed_against_where_its_certificate_is_trusted() {
    let builder = Sandbox::builder()
        .fresh_installation()
        .control(true)
        .admin("admin@lab.test", "admin-password");
    let sandbox = builder.start().await.expect("a sandbox");
    let (port, pem) = before(&sandbox).await;
    let trusted = Path::new(env!("CARGO_TARGET_TMPDIR")).join("replay-root.pem");
    fs::write(&trusted, pem).expect("a file");
    let url = format!("https://localhost:{port}");
    let run = |roots: Option<&Path>| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_wikijs-sandbox"));
        command.args(["replay", RECORDING, "--url", &url]);
        if let Some(roots) = roots {
            command.env("SSL_CERT_FILE", roots);
        }
        tokio::task::block_in_place(|| command.output().expect("the command runs"))
    };
    let output = run(Some(&trusted));
    assert!(
        said(&output).ends_with("\n5 of 5 steps agree\n"),
        "{output:?}"
    );
    let output = run(None);
    assert_eq!(output.status.code(), Some(2), "{output:?}");
}
