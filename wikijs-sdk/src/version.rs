//! The version of a Wiki.js server.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

/// The version of a Wiki.js server, as `system.info` tells it: `2.5.314`.
///
/// ```
/// use wikijs_sdk::Version;
///
/// let version: Version = "2.5.201".parse()?;
/// assert!(version < Version::SCHEMA);
/// # Ok::<(), wikijs_sdk::VersionError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// 2 for all that this SDK speaks with.
    pub major: u32,
    /// The second number.
    pub minor: u32,
    /// The third number.
    pub patch: u32,
}

impl Version {
    /// The version whose schema the catalogue is made from.
    pub const SCHEMA: Self = Self {
        major: 2,
        minor: 5,
        patch: 314,
    };
}

impl FromStr for Version {
    type Err = VersionError;

    /// Reads three numbers with dots between; what follows a `-` or `+` is left aside.
    fn from_str(text: &str) -> Result<Self, VersionError> {
        let numbers = text.split(['-', '+']).next().unwrap_or(text);
        let mut numbers = numbers
            .strip_prefix('v')
            .unwrap_or(numbers)
            .split('.')
            .map(str::parse);
        match (
            numbers.next(),
            numbers.next(),
            numbers.next(),
            numbers.next(),
        ) {
            (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err(VersionError(text.into())),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A text that is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionError(String);

impl fmt::Display for VersionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is no version: three numbers are needed, as in 2.5.314",
            self.0
        )
    }
}

impl Error for VersionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_and_compared_by_number() {
        for (text, version) in [
            ("2.5.314", Some((2, 5, 314))),
            ("v2.5.0", Some((2, 5, 0))),
            ("2.5.0-dev", Some((2, 5, 0))),
            ("2.5", None),
            ("2.5.x", None),
            ("2.5.3.1", None),
            ("", None),
        ] {
            let read = text
                .parse::<Version>()
                .ok()
                .map(|version| (version.major, version.minor, version.patch));
            assert_eq!(read, version, "{text}");
        }
        assert!("2.5.99".parse::<Version>().unwrap() < "2.5.201".parse().unwrap());
    }
}
