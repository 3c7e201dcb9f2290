//! Values that nothing shows unless it is asked to.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::encode::{Encode, Writer};
use crate::reader::{Decode, Decoded, Reader};

/// A password, a token, a key.
///
/// `Debug` does not show it, `Serialize` redacts it (but within [`as_sent`](crate::encode::serde::as_sent)), memory is wiped
/// when it is dropped. As a variable it is sent.
#[derive(Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// The secret itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(SecretString::from(secret))
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self(SecretString::from(secret))
    }
}

impl From<&String> for Secret {
    fn from(secret: &String) -> Self {
        Self::from(secret.as_str())
    }
}

impl From<SecretString> for Secret {
    fn from(secret: SecretString) -> Self {
        Self(secret)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret([redacted])")
    }
}

/// Takes as long for a wrong guess as for a right one of the same length.
impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.expose().as_bytes(), other.expose().as_bytes());
        let differences = ours
            .iter()
            .zip(theirs)
            .fold(0, |bits, (one, other)| bits | (one ^ other));
        std::hint::black_box(differences) == 0 && ours.len() == theirs.len()
    }
}

impl Eq for Secret {}

impl Encode for Secret {
    fn encode(&self, writer: &mut Writer) {
        writer.secret(self.expose());
    }
}

impl Decode for Secret {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        reader.string().map(Self::from)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        crate::encode::serde::serialize_shown(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shows_it() {
        let secret = Secret::from("hunter2");
        assert_eq!(format!("{secret:?}"), "Secret([redacted])");
        assert_eq!(serde_json::to_string(&secret).unwrap(), "\"[redacted]\"");
        assert_eq!(secret.expose(), "hunter2");
    }

    #[test]
    fn secrets_compare() {
        assert_eq!(Secret::from("a"), Secret::from("a".to_owned()));
        assert_ne!(Secret::from("a"), Secret::from("ab"));
        assert_ne!(Secret::from("a"), Secret::from("b"));
    }

    #[test]
    fn read_from_an_answer_and_from_serde() {
        assert_eq!(
            Secret::decode(&mut Reader::new(b"\"a\\n\"")).unwrap(),
            Secret::from("a\n")
        );
        assert_eq!(
            serde_json::from_str::<Secret>("\"a\"").unwrap(),
            Secret::from("a")
        );
    }
}
