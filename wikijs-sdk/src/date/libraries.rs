//! Dates in the types of the libraries people use, each behind a feature.

use super::{Date, DateError};

#[cfg(feature = "jiff")]
mod jiff {
    use jiff::Timestamp;

    use super::{Date, DateError};

    impl Date {
        /// The time that is meant, as jiff has it; `None` for no date. Needs the feature `jiff`.
        ///
        /// # Errors
        ///
        /// As [`to_system_time`](Self::to_system_time).
        pub fn to_jiff(&self) -> Result<Option<Timestamp>, DateError> {
            let Some(nanos) = self.unix_nanos()? else {
                return Ok(None);
            };
            Timestamp::from_nanosecond(nanos)
                .map(Some)
                .map_err(|_| self.error())
        }
    }

    impl From<Timestamp> for Date {
        fn from(time: Timestamp) -> Self {
            Self::of_unix_millis(time.as_nanosecond().div_euclid(1_000_000))
        }
    }

    #[cfg(test)]
    #[test]
    fn jiff_and_back() {
        let date = Date::from("2026-11-25T04:32:13.500Z");
        let time = date.to_jiff().unwrap().unwrap();
        assert_eq!(time.to_string(), "2026-11-25T04:32:13.5Z");
        assert_eq!(Date::from(time), date);
        assert_eq!(Date::unset().to_jiff(), Ok(None));
    }
}

#[cfg(feature = "time")]
mod time {
    use time::OffsetDateTime;

    use super::{Date, DateError};

    impl Date {
        /// The time that is meant, as `time` has it; `None` for no date. Needs the feature `time`.
        ///
        /// # Errors
        ///
        /// As [`to_system_time`](Self::to_system_time).
        pub fn to_time(&self) -> Result<Option<OffsetDateTime>, DateError> {
            let Some(nanos) = self.unix_nanos()? else {
                return Ok(None);
            };
            OffsetDateTime::from_unix_timestamp_nanos(nanos)
                .map(Some)
                .map_err(|_| self.error())
        }
    }

    impl From<OffsetDateTime> for Date {
        fn from(time: OffsetDateTime) -> Self {
            Self::of_unix_millis(time.unix_timestamp_nanos().div_euclid(1_000_000))
        }
    }

    #[cfg(test)]
    #[test]
    fn time_and_back() {
        let date = Date::from("2026-11-25T04:32:13.500Z");
        let time = date.to_time().unwrap().unwrap();
        assert_eq!(
            (time.year(), time.hour(), time.millisecond()),
            (2026, 4, 500)
        );
        assert_eq!(Date::from(time), date);
        assert_eq!(Date::unset().to_time(), Ok(None));
    }
}

#[cfg(feature = "chrono")]
mod chrono {
    use chrono::{DateTime, Utc};

    use super::{Date, DateError};

    impl Date {
        /// The time that is meant, as chrono has it; `None` for no date. Needs the feature `chrono`.
        ///
        /// # Errors
        ///
        /// As [`to_system_time`](Self::to_system_time).
        pub fn to_chrono(&self) -> Result<Option<DateTime<Utc>>, DateError> {
            let Some(nanos) = self.unix_nanos()? else {
                return Ok(None);
            };
            let seconds =
                i64::try_from(nanos.div_euclid(1_000_000_000)).map_err(|_| self.error())?;
            let rest = u32::try_from(nanos.rem_euclid(1_000_000_000)).map_err(|_| self.error())?;
            DateTime::from_timestamp(seconds, rest)
                .map(Some)
                .ok_or_else(|| self.error())
        }
    }

    impl From<DateTime<Utc>> for Date {
        fn from(time: DateTime<Utc>) -> Self {
            Self::of_unix_millis(i128::from(time.timestamp_millis()))
        }
    }

    #[cfg(test)]
    #[test]
    fn chrono_and_back() {
        let date = Date::from("2026-11-25T04:32:13.500Z");
        let time = date.to_chrono().unwrap().unwrap();
        assert_eq!(time.timestamp_millis(), 1_795_581_133_500);
        assert_eq!(Date::from(time), date);
        assert_eq!(Date::unset().to_chrono(), Ok(None));
    }
}
