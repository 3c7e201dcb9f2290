//! What a text is made of.

use crate::source::Span;

/// A token and its place.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it stands.
    pub(super) span: Span,
    /// The content of a string, unescaped; empty for all others.
    pub(super) string: String,
}

/// The kinds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    Bang,
    Dollar,
    Ampersand,
    ParenOpen,
    ParenClose,
    Spread,
    Colon,
    Equals,
    At,
    BracketOpen,
    BracketClose,
    BraceOpen,
    Pipe,
    BraceClose,
    Name,
    Int,
    Float,
    String,
    End,
}

impl TokenKind {
    /// The kind of a punctuator of one letter.
    pub(super) fn punctuator(letter: u8) -> Option<Self> {
        Some(match letter {
            b'!' => Self::Bang,
            b'$' => Self::Dollar,
            b'&' => Self::Ampersand,
            b'(' => Self::ParenOpen,
            b')' => Self::ParenClose,
            b':' => Self::Colon,
            b'=' => Self::Equals,
            b'@' => Self::At,
            b'[' => Self::BracketOpen,
            b']' => Self::BracketClose,
            b'{' => Self::BraceOpen,
            b'|' => Self::Pipe,
            b'}' => Self::BraceClose,
            _ => return None,
        })
    }

    /// How a message names a punctuator that it waits for.
    pub(super) fn shown(self) -> &'static str {
        match self {
            Self::Bang => "`!`",
            Self::Dollar => "`$`",
            Self::Ampersand => "`&`",
            Self::ParenOpen => "`(`",
            Self::ParenClose => "`)`",
            Self::Spread => "`...`",
            Self::Colon => "`:`",
            Self::Equals => "`=`",
            Self::At => "`@`",
            Self::BracketOpen => "`[`",
            Self::BracketClose => "`]`",
            Self::BraceOpen => "`{`",
            Self::Pipe => "`|`",
            Self::BraceClose => "`}`",
            Self::Name => "a name",
            Self::Int | Self::Float => "a number",
            Self::String => "a string",
            Self::End => "the end of the file",
        }
    }
}
