//! The server's `Date`: a text that mostly is a time.
//!
//! The server checks nothing here. What it writes itself is ISO 8601 in UTC; an unset publish date is the empty
//! text; and whatever else somebody stored comes back as it is. So the text is kept, and read on request.

pub(crate) mod http;
mod iso;
#[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
mod libraries;

use std::error::Error;
use std::fmt;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use wikijs_wire::encode::{Encode, Writer};
use wikijs_wire::{Decode, Decoded, Reader};

/// A date of the server's, as the text it is.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use wikijs_sdk::Date;
///
/// let date = Date::from("1970-01-02T00:00:00.500Z");
/// let time = SystemTime::UNIX_EPOCH + Duration::from_millis(86_400_500);
/// assert_eq!(date.to_system_time(), Ok(Some(time)));
/// assert_eq!(Date::from(time), date);
///
/// assert!(Date::unset().is_unset());
/// assert_eq!(Date::unset().to_system_time(), Ok(None));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Date(String);

impl Date {
    /// No date: what the server has for a publish date that is not set.
    pub fn unset() -> Self {
        Self::default()
    }

    /// True for no date.
    pub fn is_unset(&self) -> bool {
        self.0.is_empty()
    }

    /// The text, as the server has it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The time that is meant; `None` for no date.
    ///
    /// A day without a time is its first moment in UTC.
    ///
    /// # Errors
    ///
    /// The text is no ISO 8601 time with an offset, and no day.
    pub fn to_system_time(&self) -> Result<Option<SystemTime>, DateError> {
        let Some(nanos) = self.unix_nanos()? else {
            return Ok(None);
        };
        let (seconds, rest) = (
            nanos.unsigned_abs() / 1_000_000_000,
            nanos.unsigned_abs() % 1_000_000_000,
        );
        // Four digits of a year keep both far within their types.
        let seconds = u64::try_from(seconds).map_err(|_| self.error())?;
        let distance = Duration::new(seconds, u32::try_from(rest).map_err(|_| self.error())?);
        let time = match nanos {
            0.. => UNIX_EPOCH.checked_add(distance),
            _ => UNIX_EPOCH.checked_sub(distance),
        };
        time.map(Some).ok_or_else(|| self.error())
    }

    /// Nanoseconds since the beginning of 1970.
    pub(crate) fn unix_nanos(&self) -> Result<Option<i128>, DateError> {
        if self.is_unset() {
            return Ok(None);
        }
        iso::parse(&self.0).map(Some).ok_or_else(|| self.error())
    }

    pub(crate) fn of_unix_millis(millis: i128) -> Self {
        Self(iso::format(millis))
    }

    fn error(&self) -> DateError {
        DateError(self.0.clone())
    }
}

impl From<SystemTime> for Date {
    /// In UTC and to the millisecond, as the server writes it.
    fn from(time: SystemTime) -> Self {
        let millis = match time.duration_since(UNIX_EPOCH) {
            Ok(since) => i128::try_from(since.as_millis()).unwrap_or(i128::MAX),
            Err(before) => {
                let nanos = i128::try_from(before.duration().as_nanos()).unwrap_or(i128::MAX);
                (-nanos).div_euclid(1_000_000)
            }
        };
        Self::of_unix_millis(millis)
    }
}

impl From<&str> for Date {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<String> for Date {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.0
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Decode for Date {
    fn decode(reader: &mut Reader<'_>) -> Decoded<Self> {
        String::decode(reader).map(Self)
    }
}

impl Encode for Date {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// A date that cannot be read as a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError(String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the date {:?} is no time: ISO 8601 with an offset is needed, as in 2026-01-31T12:00:00Z",
            self.0
        )
    }
}

impl Error for DateError {}
