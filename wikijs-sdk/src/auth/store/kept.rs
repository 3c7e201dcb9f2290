//! What a store keeps: a token, and a second line that says of which wiki and user it is. Pure.

use std::fmt::Write as _;

use ring::digest::{Context, SHA256};
use wikijs_wire::Secret;

use crate::call::Credential;

/// What the second line begins with.
const FOR: &str = "for ";

/// Of which wiki and user a token is: a hash, so that whoever reads it learns of neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Owner(String);

impl Owner {
    /// The owner of an account at the wiki of that address; the account is not always known.
    pub(super) fn of(address: &str, account: Option<&str>) -> Self {
        let mut hash = Context::new(&SHA256);
        hash.update(address.as_bytes());
        // No address holds one.
        hash.update(b"\n");
        hash.update(account.unwrap_or_default().as_bytes());
        let mut hex = String::new();
        for byte in hash.finish().as_ref() {
            // Writing to a text cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        Self(hex)
    }
}

/// What is kept of an owner's token.
pub(super) fn written(token: &Secret, owner: &Owner) -> Secret {
    Secret::from(format!("{}\n{FOR}{}", token.expose(), owner.0))
}

/// The owner's token in what was kept.
///
/// # Errors
///
/// There is none of that owner.
pub(super) fn read(kept: &Secret, owner: &Owner) -> Result<Secret, String> {
    let text = kept.expose().trim();
    let (token, line) = text.split_once('\n').unwrap_or((text, ""));
    let Some(of) = line.trim().strip_prefix(FOR) else {
        return Err("it does not say of which wiki and user it is".to_owned());
    };
    if of != owner.0 {
        return Err("it is of another wiki, or of another user".to_owned());
    }
    let token = Secret::from(token.trim());
    match Credential::new(&token) {
        Ok(_) => Ok(token),
        Err(error) => Err(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIKI: &str = "https://wiki.test/";

    fn ada() -> Owner {
        Owner::of(WIKI, Some("local/ada"))
    }

    #[test]
    fn a_token_is_read_by_its_owner_alone() {
        let kept = written(&Secret::from("token"), &ada());
        assert_eq!(read(&kept, &ada()), Ok(Secret::from("token")));
        for other in [
            Owner::of("https://wiki.test/sub/", Some("local/ada")),
            Owner::of("http://wiki.test/", Some("local/ada")),
            Owner::of(WIKI, Some("local/grace")),
            Owner::of(WIKI, Some("ldap/ada")),
            Owner::of(WIKI, None),
        ] {
            let says = read(&kept, &other).unwrap_err();
            assert!(says.contains("another user"), "{says}");
        }
    }

    #[test]
    fn what_was_written_otherwise_is_no_token() {
        let line = written(&Secret::from("x"), &ada());
        let line = line.expose().trim_start_matches('x');
        for (token, says) in [
            ("token".to_owned(), "does not say"),
            (String::new(), "does not say"),
            ("token\nfor".to_owned(), "does not say"),
            ("token\nfor nobody".to_owned(), "another user"),
            (format!("Bearer x{line}"), "begins with `Bearer`"),
            (format!("two words{line}"), "white space"),
        ] {
            let refused = read(&Secret::from(token.as_str()), &ada()).unwrap_err();
            assert!(refused.contains(says), "{token:?}: {refused}");
            assert!(!refused.contains("two words"), "{refused}");
        }
        // As an editor may save it.
        let edited = format!("token{}\r\n", line.replace('\n', "\r\n"));
        assert_eq!(
            read(&Secret::from(edited), &ada()),
            Ok(Secret::from("token"))
        );
    }
}
