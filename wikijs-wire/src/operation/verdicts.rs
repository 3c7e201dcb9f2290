//! Mutations whose answer holds outcomes that nobody took out: several in one document, or one for each item of a list.
//!
//! A payload at the end of a lifted path is a [`Judged`](super::Judged). Where there is no such single place, every
//! outcome in the answer is looked at: what was refused, or says nothing, is never taken for done.

use std::fmt::Debug;

use super::outcome::Outcome;
use super::refusal::{Refusal, Verdict};
use crate::envelope::Errors;

/// What holds outcomes of mutations, itself or somewhere below.
pub trait Verdicts {
    /// Tells them.
    fn verdicts(&self, to: &mut Judgement);
}

/// What the outcomes in one answer amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judgement {
    refusal: Option<AnyRefusal>,
    in_doubt: bool,
}

/// A refusal whatever its type in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnyRefusal {
    code: i64,
    slug: String,
    message: String,
}

impl Judgement {
    /// Takes in one outcome; the first refusal is kept.
    pub fn told(&mut self, verdict: &impl Verdict) {
        if !verdict.is_done() && self.refusal.is_none() {
            self.refusal = Some(AnyRefusal::of(verdict));
        }
    }

    /// Takes in what stands in a field. A null there says nothing of whether it was done.
    pub fn ask(&mut self, value: &impl Verdicts) {
        value.verdicts(self);
    }

    /// Takes in what stands in a field that need not be asked for (`@include`, `@skip`). Nothing there is no doubt: whether
    /// it was asked for is not known here.
    pub fn ask_if_there(&mut self, value: Option<&impl Verdicts>) {
        if let Some(value) = value {
            value.verdicts(self);
        }
    }
}

impl AnyRefusal {
    fn of(refusal: &impl Refusal) -> Self {
        Self {
            code: refusal.code(),
            slug: refusal.slug().to_owned(),
            message: refusal.message().to_owned(),
        }
    }
}

impl Refusal for AnyRefusal {
    fn code(&self) -> i64 {
        self.code
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn message(&self) -> &str {
        &self.message
    }
}

impl<T, R> Outcome<T, R> {
    /// The outcome of a mutation that is read as a whole: an error beside it leaves open what was done.
    #[must_use]
    pub fn whole(value: T, errors: &Errors) -> Self {
        Self::answered(value, errors).settled(None, false)
    }

    /// Errors, refusals and doubts are no approval.
    fn settled(self, refusal: Option<R>, in_doubt: bool) -> Self {
        match self {
            Self::Answered { value, errors }
                if in_doubt || refusal.is_some() || !errors.is_empty() =>
            {
                Self::Partly {
                    value,
                    refusal,
                    errors,
                }
            }
            Self::Partly {
                value,
                refusal: None,
                errors,
            } => Self::Partly {
                value,
                refusal,
                errors,
            },
            other => other,
        }
    }
}

impl<T, R: Refusal> Outcome<T, R> {
    /// The same with a refusal of any type.
    #[must_use]
    pub fn of_any(self) -> Outcome<T, AnyRefusal> {
        match self {
            Self::Answered { value, errors } => Outcome::Answered { value, errors },
            Self::Refused { refusal, errors } => Outcome::Refused {
                refusal: AnyRefusal::of(&refusal),
                errors,
            },
            Self::Partly {
                value,
                refusal,
                errors,
            } => Outcome::Partly {
                value,
                refusal: refusal.as_ref().map(AnyRefusal::of),
                errors,
            },
            Self::Missing { errors } => Outcome::Missing { errors },
        }
    }
}

impl<T: Verdicts> Outcome<T, AnyRefusal> {
    /// The same after a look at every outcome in the value.
    #[must_use]
    pub fn judged(self) -> Self {
        let mut found = Judgement::default();
        // Errors beside the value hide no refusal in it.
        if let Self::Answered { value, .. } | Self::Partly { value, .. } = &self {
            value.verdicts(&mut found);
        }
        self.settled(found.refusal, found.in_doubt)
    }
}

impl<T: Verdicts> Verdicts for Option<T> {
    fn verdicts(&self, to: &mut Judgement) {
        match self {
            Some(value) => value.verdicts(to),
            None => to.in_doubt = true,
        }
    }
}

impl<T: Verdicts> Verdicts for Vec<T> {
    fn verdicts(&self, to: &mut Judgement) {
        self.iter().for_each(|value| value.verdicts(to));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envelope::GraphqlError;

    #[derive(Debug, PartialEq)]
    struct Status(bool, i64);

    impl Refusal for Status {
        fn code(&self) -> i64 {
            self.1
        }

        fn slug(&self) -> &str {
            "slug"
        }

        fn message(&self) -> &str {
            "message"
        }
    }

    impl Verdict for Status {
        fn is_done(&self) -> bool {
            self.0
        }
    }

    impl Verdicts for Status {
        fn verdicts(&self, to: &mut Judgement) {
            to.told(self);
        }
    }

    const DONE: Option<Status> = Some(Status(true, 0));
    const REFUSED: Option<Status> = Some(Status(false, 7));

    /// `Ok` where it counts as done, else the code of the refusal.
    fn judged(value: Vec<Option<Status>>, errors: &Errors) -> Result<(), Option<i64>> {
        match Outcome::answered(value, errors).judged() {
            Outcome::Answered { .. } => Ok(()),
            Outcome::Partly { refusal, .. } => Err(refusal.map(|refusal| refusal.code())),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn nothing_but_approval_counts_as_done() {
        let (none, some) = (
            Errors::none(),
            Errors::new(vec![GraphqlError::new("no", vec![])]),
        );
        assert_eq!(judged(vec![DONE, DONE], &none), Ok(()));
        assert_eq!(judged(vec![DONE, REFUSED], &none), Err(Some(7)));
        assert_eq!(judged(vec![REFUSED, None], &none), Err(Some(7)));
        assert_eq!(judged(vec![DONE, None], &none), Err(None));
        assert_eq!(judged(vec![DONE], &some), Err(None));
        let whole = Outcome::whole(vec![DONE, REFUSED], &some).judged();
        assert!(
            matches!(
                &whole,
                Outcome::Partly { refusal: Some(no), errors, .. } if no.code() == 7 && errors.len() == 1
            ),
            "an error hides no refusal: {whole:?}"
        );
        assert!(matches!(
            Outcome::<_>::whole(1, &none),
            Outcome::Answered { .. }
        ));
        assert!(matches!(
            Outcome::<_>::whole(1, &some),
            Outcome::Partly { refusal: None, .. }
        ));
    }

    #[test]
    fn what_was_not_asked_for_is_no_doubt() {
        let mut judgement = Judgement::default();
        judgement.ask_if_there(None::<&Status>);
        assert_eq!(judgement, Judgement::default());
        judgement.ask(&None::<Status>);
        assert!(judgement.in_doubt);
    }
}
