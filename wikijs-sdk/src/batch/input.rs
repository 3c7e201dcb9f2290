//! What goes into a batch: lists of one operation, tuples of different ones. All are of one kind, which the compiler
//! sees to.

use wikijs_wire::Operation;
use wikijs_wire::batch::Odd;

use super::answers::Answers;
use super::job::Job;
use super::progress::PartState;
use super::share::{Given, read, state};
use crate::error::{Error, ErrorKind};
use crate::request::AnsweredOnce;

/// What can be sent as a batch: a tuple of two to twelve operations of one kind, or anything that gives operations of
/// one type when it is iterated over.
///
/// `By` tells the two apart and is never named.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no batch",
    note = "a batch is a tuple of two to twelve operations that are all queries or all mutations, or a list of one operation: `[operation]` for a single one",
    note = "a request of a namespace method is made an operation by `.operation()`"
)]
pub trait IntoBatch<By> {
    /// What comes of it: a tuple of results, or [`Answers`].
    type Answers: 'static;

    #[doc(hidden)]
    fn into_parcel(self) -> Box<dyn Parcel<Self::Answers>>;
}

/// Marks a batch that is a list.
#[derive(Debug)]
pub struct ByItems;

/// Marks a batch that is a tuple.
#[derive(Debug)]
pub struct ByTuple;

/// The typed end of a batch: gives out its parts untyped, takes in their shares of the answers.
pub trait Sink: Send {
    /// How many parts there are.
    fn len(&self) -> usize;
    /// The parts.
    fn jobs(&self) -> Vec<Job>;
    /// Takes what came of the part at this place. A share is never odd.
    fn take(&mut self, index: usize, given: Given<'_, '_, '_>) -> Result<PartState, Odd>;
}

/// A [`Sink`] that knows what callers want of it.
pub trait Parcel<A>: Sink {
    /// All that was taken in.
    fn finish(self: Box<Self>) -> A;
}

impl<I, O> IntoBatch<ByItems> for I
where
    I: IntoIterator<Item = O>,
    O: Operation<Kind: AnsweredOnce>,
{
    type Answers = Answers<O>;

    fn into_parcel(self) -> Box<dyn Parcel<Answers<O>>> {
        let inputs: Vec<O> = self.into_iter().collect();
        let results = inputs.iter().map(|_| None).collect();
        Box::new(List { inputs, results })
    }
}

struct List<O: Operation> {
    inputs: Vec<O>,
    results: Vec<Taken<O>>,
}

type Taken<O> = Option<Result<<O as Operation>::Output, Error>>;

impl<O: Operation> Sink for List<O> {
    fn len(&self) -> usize {
        self.inputs.len()
    }

    fn jobs(&self) -> Vec<Job> {
        self.inputs.iter().map(Job::of).collect()
    }

    fn take(&mut self, index: usize, given: Given<'_, '_, '_>) -> Result<PartState, Odd> {
        match self.results.get_mut(index) {
            Some(place) => keep::<O>(place, index, given),
            None => Ok(PartState::Failed),
        }
    }
}

impl<O: Operation> Parcel<Answers<O>> for List<O> {
    fn finish(self: Box<Self>) -> Answers<O> {
        let results = self.results.into_iter().map(taken::<O>).collect();
        Answers::new(self.inputs, results)
    }
}

struct Tuple<I, R> {
    inputs: I,
    results: R,
}

macro_rules! tuples {
    ($count:literal: $first:ident 0, $($rest:ident $place:tt),+) => {
        impl<$first, $($rest),+> IntoBatch<ByTuple> for ($first, $($rest),+)
        where
            $first: Operation<Kind: AnsweredOnce>,
            $($rest: Operation<Kind = $first::Kind>),+
        {
            type Answers = (Result<$first::Output, Error>, $(Result<$rest::Output, Error>),+);

            fn into_parcel(self) -> Box<dyn Parcel<Self::Answers>> {
                let results: (Taken<$first>, $(Taken<$rest>),+) = Default::default();
                Box::new(Tuple { inputs: self, results })
            }
        }

        impl<$first: Operation, $($rest: Operation),+> Sink
            for Tuple<($first, $($rest),+), (Taken<$first>, $(Taken<$rest>),+)>
        {
            fn len(&self) -> usize {
                $count
            }

            fn jobs(&self) -> Vec<Job> {
                vec![Job::of(&self.inputs.0), $(Job::of(&self.inputs.$place)),+]
            }

            fn take(&mut self, index: usize, given: Given<'_, '_, '_>) -> Result<PartState, Odd> {
                match index {
                    0 => keep::<$first>(&mut self.results.0, index, given),
                    $($place => keep::<$rest>(&mut self.results.$place, index, given),)+
                    _ => Ok(PartState::Failed),
                }
            }
        }

        impl<$first: Operation, $($rest: Operation),+>
            Parcel<(Result<$first::Output, Error>, $(Result<$rest::Output, Error>),+)>
            for Tuple<($first, $($rest),+), (Taken<$first>, $(Taken<$rest>),+)>
        {
            fn finish(
                self: Box<Self>,
            ) -> (Result<$first::Output, Error>, $(Result<$rest::Output, Error>),+) {
                (taken::<$first>(self.results.0), $(taken::<$rest>(self.results.$place)),+)
            }
        }
    };
}

tuples!(2: A 0, B 1);
tuples!(3: A 0, B 1, C 2);
tuples!(4: A 0, B 1, C 2, D 3);
tuples!(5: A 0, B 1, C 2, D 3, E 4);
tuples!(6: A 0, B 1, C 2, D 3, E 4, F 5);
tuples!(7: A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuples!(8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
tuples!(9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8);
tuples!(10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9);
tuples!(11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10);
tuples!(12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11);

fn keep<O: Operation>(
    place: &mut Taken<O>,
    index: usize,
    given: Given<'_, '_, '_>,
) -> Result<PartState, Odd> {
    let result = read::<O>(index, given)?;
    let state = state(&result);
    *place = Some(result);
    Ok(state)
}

/// Every part is taken before a batch is finished.
fn taken<O: Operation>(result: Taken<O>) -> Result<O::Output, Error> {
    result.unwrap_or_else(|| {
        Err(Error::new(
            ErrorKind::Missing,
            "the batch came to its end without an answer for this part",
        ))
    })
}
