//! The token that the wiki is asked with: from the environment only, shown nowhere.

use std::{env, fmt};

use super::SchemaError;

const VARIABLE: &str = "WIKIJS_TOKEN";

/// An API key or a user's token.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token with this text. One that is no header's value is refused.
    pub fn new(text: &str) -> Result<Self, SchemaError> {
        let text = text.trim();
        match text.chars().all(|c| c.is_ascii_graphic()) {
            true => Ok(Self(text.to_owned())),
            false => Err(SchemaError::Token {
                reason: "it holds blanks, line breaks or other signs".to_owned(),
            }),
        }
    }

    /// The token in `WIKIJS_TOKEN`; none where that is unset or empty.
    pub fn from_environment() -> Result<Option<Self>, SchemaError> {
        match env::var(VARIABLE) {
            Ok(text) if text.trim().is_empty() => Ok(None),
            Ok(text) => Self::new(&text).map(Some),
            Err(env::VarError::NotPresent) => Ok(None),
            Err(env::VarError::NotUnicode(_)) => Err(SchemaError::Token {
                reason: "it is no UTF-8".to_owned(),
            }),
        }
    }

    pub(super) fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_one_word_and_not_shown() {
        assert_eq!(Token::new(" abc.def \n").unwrap().expose(), "abc.def");
        assert_eq!(format!("{:?}", Token::new("abc").unwrap()), "Token(…)");
        for text in ["a b", "a\nb", "ä"] {
            let error = Token::new(text).unwrap_err().to_string();
            assert!(
                error.contains("WIKIJS_TOKEN") && !error.contains(text),
                "{error}"
            );
        }
    }
}
