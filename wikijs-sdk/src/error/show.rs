//! Errors in words: one line for people, a long form for those who look closer. Never a secret.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use wikijs_wire::GraphqlError;
use wikijs_wire::reader::ShowPath;

use super::quoted::without_value;
use super::{Error, ErrorKind, Inner, ServerCode};
use crate::connector::innermost;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        write_subject(inner, f)?;
        if inner.done {
            f.write_str("done, but ")?;
        }
        write_what(inner, f)?;
        if inner.attempts > 1 {
            write!(f, " (after {} attempts)", inner.attempts)?;
        }
        self.write_rest(f)
    }
}

/// The line first, and what decides what to do next: a program whose `main` returns the error prints this. `{:#?}` is
/// the long form.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if !f.alternate() {
            write!(f, "{self} [{:?}, {:?}", inner.kind, inner.reach)?;
            let doubt = if self.may_have_run() {
                ", may have run"
            } else {
                ""
            };
            return write!(f, "{doubt}]");
        }
        let mut shown = f.debug_struct("Error");
        shown
            .field("kind", &inner.kind)
            .field("operation", &inner.context.operation)
            .field("field", &inner.context.field)
            .field("message", &self.to_string())
            .field("code", &inner.code)
            .field(
                "refusal",
                &inner.refusal.as_ref().map(|refusal| refusal.message()),
            )
            .field("errors", &Listed(&inner.errors))
            .field("has_partial", &inner.partial.is_some())
            .field("was_done", &inner.done)
            .field("may_have_run", &self.may_have_run())
            .field("given_up", &inner.given_up)
            .field("reach", &inner.reach)
            .field("status", &inner.status)
            .field("retry_after", &inner.retry_after)
            .field("attempts", &inner.attempts)
            .field("part", &inner.part)
            .field("item", &inner.item)
            .field("source", &inner.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}

fn write_subject(inner: &Inner, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(item) = &inner.item {
        write!(f, "{}: ", OneLine(item))?;
    }
    if let Some(part) = inner.part {
        write!(f, "part {part}: ")?;
    }
    match (&inner.context.operation, inner.context.field) {
        (Some(operation), Some(field)) => write!(f, "{operation} ({field}): "),
        (Some(operation), None) => write!(f, "{operation}: "),
        _ => Ok(()),
    }
}

fn write_what(inner: &Inner, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(refusal) = &inner.refusal {
        f.write_str("refused with ")?;
        write_code(inner, refusal.slug(), f)?;
        return write!(f, ": {}", OneLine(refusal.message()));
    }
    if let Some(main) = inner.errors.get(inner.main) {
        return write_errors(inner, main, f);
    }
    if inner.held_back {
        f.write_str(match inner.attempts {
            0 => "nothing was sent: ",
            _ => "not sent again: ",
        })?;
    }
    write!(f, "{}", OneLine(&inner.message))?;
    match &inner.source {
        Some(source) => write!(f, ": {}", OneLine(&innermost(source.as_ref()).to_string())),
        None => Ok(()),
    }
}

/// A code that is known is shown with its name; of another one, what the server calls it is all there is.
fn write_code(inner: &Inner, slug: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match inner.code {
        Some(code) if code.slug().is_some() || slug.is_empty() => write!(f, "{code}"),
        Some(code) => write!(f, "{code} {}", OneLine(slug)),
        None => f.write_str("no code"),
    }
}

fn write_errors(inner: &Inner, main: &GraphqlError, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(lead(inner.kind, inner.code))?;
    if !main.path.is_empty() {
        write!(f, " at {}", OneLine(&ShowPath(&main.path).to_string()))?;
    }
    if let Some(code) = inner.code {
        write!(f, " with {code}")?;
    }
    write!(f, ": {}", OneLine(&without_value(&main.message)))?;
    if inner.errors.len() > 1 {
        write!(f, " (and {} more)", inner.errors.len() - 1)?;
    }
    if inner.kind == ErrorKind::Forbidden && inner.code.is_none() {
        f.write_str(WHO_AND_WHAT)?;
    }
    Ok(())
}

/// The server says neither as whom a call ran nor what that one lacks.
const WHO_AND_WHAT: &str = "; the method's documentation names the permission, `client.health()` tells as whom the client runs and what that one may do";

/// How the line begins when the server's own words follow.
fn lead(kind: ErrorKind, code: Option<ServerCode>) -> &'static str {
    match kind {
        ErrorKind::Invalid => "the server did not understand the request",
        ErrorKind::Unauthorized => "the token is refused or missing",
        ErrorKind::ApiDisabled => "API keys are switched off",
        ErrorKind::Forbidden => "not allowed",
        ErrorKind::RateLimited => "too many requests",
        ErrorKind::RequestTooLarge => "the request is too large for the server",
        ErrorKind::Unavailable => "the server cannot answer now",
        ErrorKind::Failed if code.is_none() => "the server failed",
        _ => "the server reports an error",
    }
}

/// Texts of others, kept on one line.
struct OneLine<'t>(&'t str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.0.split_whitespace().enumerate() {
            if index > 0 {
                f.write_char(' ')?;
            }
            word.chars()
                .filter(|c| !c.is_control())
                .try_for_each(|c| f.write_char(c))?;
        }
        Ok(())
    }
}

/// Errors of an answer without their extensions: those hold stack traces of the server.
struct Listed<'e>(&'e [GraphqlError]);

impl fmt::Debug for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.0.iter().map(|error| {
            let message = without_value(&error.message);
            match error.path.as_slice() {
                [] => message.into_owned(),
                path => format!("{}: {message}", ShowPath(path)),
            }
        });
        f.debug_list().entries(lines).finish()
    }
}
