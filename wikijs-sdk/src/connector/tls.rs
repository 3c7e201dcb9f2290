//! How TLS is set up: rustls with ring, the roots of the operating system, and what the user adds to them.
//!
//! The certificates that are given are read and checked when the client is built; the system's own roots are read
//! at the first handshake, so that building a client does no I/O and a plain HTTP client never pays for them.

use std::error::Error;
use std::sync::{Arc, OnceLock};
use std::{io, iter};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{
    CryptoProvider, WebPkiSupportedAlgorithms, verify_tls12_signature, verify_tls13_signature,
};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, InvalidMessage, RootCertStore, SignatureScheme};
use rustls_platform_verifier::Verifier;

use super::failure::BoxError;

/// What the user says about TLS, as PEM text.
#[derive(Default, Clone)]
pub(crate) struct TlsSettings {
    /// Roots to trust beside those of the system.
    pub(crate) roots: Vec<Vec<u8>>,
    /// Certificate chain and private key with which the client shows who it is.
    pub(crate) identity: Option<Vec<u8>>,
}

impl TlsSettings {
    /// The configuration that rustls works by.
    pub(crate) fn configure(&self) -> Result<ClientConfig, BoxError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let roots = self.read_roots()?;
        let verifier = Arc::new(SystemRoots::new(roots, Arc::clone(&provider)));
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .dangerous()
            .with_custom_certificate_verifier(verifier);
        let Some(pem) = &self.identity else {
            return Ok(config.with_no_client_auth());
        };
        let (chain, key) = read_identity(pem)?;
        Ok(config.with_client_auth_cert(chain, key)?)
    }

    fn read_roots(&self) -> Result<Vec<CertificateDer<'static>>, BoxError> {
        let mut roots = Vec::new();
        for pem in &self.roots {
            let found = read_certificates(pem)?;
            if found.is_empty() {
                return Err(
                    "a root certificate was given that is no PEM text with a certificate in it"
                        .into(),
                );
            }
            roots.extend(found);
        }
        // Said now, not at the first handshake: a certificate that is none.
        let mut trial = RootCertStore::empty();
        for root in &roots {
            trial.add(root.clone())?;
        }
        Ok(roots)
    }
}

/// Whether `error` tells of a server that answered a handshake with something else, as plain HTTP.
pub(crate) fn speaks_no_tls(error: &(dyn Error + 'static)) -> bool {
    let mut chain = iter::successors(Some(error), |error| within(*error));
    chain.any(|error| {
        matches!(
            error.downcast_ref(),
            Some(rustls::Error::InvalidMessage(
                InvalidMessage::InvalidContentType
            ))
        )
    })
}

/// The next error of a chain, also where an I/O error holds it: that one's own source is passed over by `source`.
fn within<'e>(error: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(held) => Some(held),
        None => error.source(),
    }
}

fn read_certificates(pem: &[u8]) -> Result<Vec<CertificateDer<'static>>, BoxError> {
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    found.map_err(|error| format!("a certificate could not be read: {error}").into())
}

fn read_identity(
    pem: &[u8],
) -> Result<(Vec<CertificateDer<'static>>, PrivateKeyDer<'static>), BoxError> {
    let chain = read_certificates(pem)?;
    if chain.is_empty() {
        return Err(
            "the client certificate holds no certificate (PEM with certificate and key is needed)"
                .into(),
        );
    }
    let key = PrivateKeyDer::from_pem_slice(pem).map_err(|error| {
        format!("the client certificate holds no private key that can be read: {error}")
    })?;
    Ok((chain, key))
}

/// Verifies a server by the operating system's roots and the extra ones, which are put together at first use.
#[derive(Debug)]
struct SystemRoots {
    extra: Vec<CertificateDer<'static>>,
    provider: Arc<CryptoProvider>,
    verifier: OnceLock<Result<Verifier, rustls::Error>>,
}

impl SystemRoots {
    fn new(extra: Vec<CertificateDer<'static>>, provider: Arc<CryptoProvider>) -> Self {
        Self {
            extra,
            provider,
            verifier: OnceLock::new(),
        }
    }

    fn verifier(&self) -> Result<&Verifier, rustls::Error> {
        let verifier = self.verifier.get_or_init(|| {
            Verifier::new_with_extra_roots(self.extra.iter().cloned(), Arc::clone(&self.provider))
        });
        verifier.as_ref().map_err(Clone::clone)
    }

    fn algorithms(&self) -> &WebPkiSupportedAlgorithms {
        &self.provider.signature_verification_algorithms
    }
}

impl ServerCertVerifier for SystemRoots {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.verifier()?.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        )
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, signed, self.algorithms())
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, signed, self.algorithms())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.algorithms().supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_certificate_is_said_at_once() {
        let cases: [(&[u8], &str); 3] = [
            (b"", "no PEM text"),
            (b"hello", "no PEM text"),
            (
                b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "invalid peer certificate",
            ),
        ];
        for (pem, says) in cases {
            let settings = TlsSettings {
                roots: vec![pem.to_vec()],
                ..TlsSettings::default()
            };
            let error = settings.configure().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
    }

    #[test]
    fn an_identity_needs_both_halves() {
        let settings = TlsSettings {
            identity: Some(b"no key".to_vec()),
            ..TlsSettings::default()
        };
        let error = settings.configure().unwrap_err().to_string();
        assert!(error.contains("holds no certificate"), "{error}");
    }
}
