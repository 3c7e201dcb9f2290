//! What came of an operation.

use std::convert::Infallible;

use crate::envelope::Errors;

/// What came of an operation, with everything that the server said.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome<T, R = Infallible> {
    /// There is a value. A mutation was done, all of it.
    Answered {
        /// The value.
        value: T,
        /// What is missing in the value, and why.
        errors: Errors,
    },
    /// The server refused: a mutation was not done, or broke half-way where the code says so.
    Refused {
        /// The server's reasons.
        refusal: R,
        /// Errors beside them.
        errors: Errors,
    },
    /// There is a value, and not all of a mutation is known to be done: a part was refused, failed, or says nothing
    /// of it. What was done has to be read in the value.
    Partly {
        /// All that was answered.
        value: T,
        /// The first refusal in it.
        refusal: Option<R>,
        /// Errors beside it.
        errors: Errors,
    },
    /// There is no value.
    Missing {
        /// Why; none where the server gave no reason.
        errors: Errors,
    },
}

impl<T, R> Outcome<T, R> {
    /// There is a value, and these errors.
    #[must_use]
    pub fn answered(value: T, errors: &Errors) -> Self {
        Self::Answered {
            value,
            errors: errors.clone(),
        }
    }

    /// The value where there is one, be it complete or not.
    #[must_use]
    pub fn value(self) -> Option<T> {
        match self {
            Self::Answered { value, .. } | Self::Partly { value, .. } => Some(value),
            Self::Refused { .. } | Self::Missing { .. } => None,
        }
    }

    /// The errors.
    #[must_use]
    pub fn errors(&self) -> &Errors {
        match self {
            Self::Answered { errors, .. }
            | Self::Refused { errors, .. }
            | Self::Partly { errors, .. }
            | Self::Missing { errors } => errors,
        }
    }

    /// Whether there is a value and nothing is missing in it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        matches!(self, Self::Answered { errors, .. } if errors.is_empty())
    }

    /// The same with another value.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Outcome<U, R> {
        match self {
            Self::Answered { value, errors } => Outcome::Answered {
                value: change(value),
                errors,
            },
            Self::Refused { refusal, errors } => Outcome::Refused { refusal, errors },
            Self::Partly {
                value,
                refusal,
                errors,
            } => Outcome::Partly {
                value: change(value),
                refusal,
                errors,
            },
            Self::Missing { errors } => Outcome::Missing { errors },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::GraphqlError;

    #[test]
    fn a_value_with_errors_is_not_complete() {
        let errors = Errors::new(vec![GraphqlError::new("no", vec![])]);
        let outcome: Outcome<i32> = Outcome::answered(1, &errors);
        assert!(!outcome.is_complete());
        assert_eq!(outcome.errors().len(), 1);
        assert_eq!(outcome.map(|value| value + 1).value(), Some(2));
        assert!(Outcome::<i32>::answered(1, &Errors::none()).is_complete());
        assert_eq!(Outcome::<i32>::Missing { errors }.value(), None);
    }
}
