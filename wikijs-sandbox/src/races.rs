//! What goes wrong on the server where creates, moves and deletes meet: modelled, by the seed.
//!
//! Fields inside one namespace object run in parallel there, and so do requests. Measured: no create sees the pages and
//! tags that its neighbours are making, so paths are taken twice and new tags collide; the jobs that build the tree
//! collide, so that what was done is reported as failed.

use crate::graphql::Failure;
use crate::seed::Seed;

/// How often writes that meet go wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Races {
    rate: f64,
}

impl Default for Races {
    fn default() -> Self {
        Self::measured()
    }
}

impl Races {
    /// As often as on the server that was measured: one false failure in seven with five writes at a time, four in ten
    /// with fifty.
    #[must_use]
    pub fn measured() -> Self {
        Self { rate: 1.0 }
    }

    /// Never: fields inside one object run one after another.
    #[must_use]
    pub fn none() -> Self {
        Self { rate: 0.0 }
    }

    /// That many times as often; pages and tags collide all the same, unless it is 0.
    ///
    /// # Panics
    /// The factor is below 0, or no number.
    #[must_use]
    #[track_caller]
    pub fn scaled(self, factor: f64) -> Self {
        assert!(
            factor >= 0.0 && factor.is_finite(),
            "races cannot be {factor} times as frequent"
        );
        Self {
            rate: self.rate * factor,
        }
    }

    pub(crate) fn are_on(self) -> bool {
        self.rate > 0.0
    }
}

/// What runs at the same time as a write.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Together {
    /// Pages up to this id are seen; younger ones are being made.
    pub(crate) pages_until: Option<i64>,
    /// The same of tags.
    pub(crate) tags_until: Option<i64>,
    /// Creates, moves and deletes at a time, this one included.
    pub(crate) writes: usize,
    /// New tags have collided: those that come later see them.
    pub(crate) collided: bool,
    pub(crate) rate: f64,
}

impl Together {
    pub(crate) fn new(races: Races, writes: usize) -> Self {
        Self {
            writes,
            rate: races.rate,
            ..Self::default()
        }
    }

    pub(crate) fn sees_page(&self, id: i64) -> bool {
        self.pages_until.is_none_or(|until| id <= until)
    }

    pub(crate) fn sees_tag(&self, id: i64) -> bool {
        self.collided || self.tags_until.is_none_or(|until| id <= until)
    }

    /// The job that renders a page finds no connection to the database, with very many at a time.
    pub(crate) fn loses_render(&self, seed: &mut Seed) -> Result<(), Failure> {
        if self.writes > 30 && seed.fraction() < 0.08 * self.rate {
            return Err(Failure::plain(
                "Error when running job render-page: sorry, too many clients already",
            ));
        }
        Ok(())
    }

    /// The job that builds the tree meets another one; the write itself is done.
    pub(crate) fn loses_tree(&self, rows: usize, seed: &mut Seed) -> Result<(), Failure> {
        if self.writes < 2 {
            return Ok(());
        }
        #[expect(clippy::cast_precision_loss, reason = "a handful of writes")]
        let chance = 0.5 * (self.writes as f64 - 1.0) / (self.writes as f64 + 9.0);
        if seed.fraction() < chance * self.rate {
            Err(lost(rows))
        } else {
            Ok(())
        }
    }
}

// The server writes a hundred rows at a time, and tells them all.
fn lost(rows: usize) -> Failure {
    const COLUMNS: usize = 11;
    let row = |row: usize| {
        let values: Vec<_> = (1..=COLUMNS)
            .map(|column| format!("${}", row * COLUMNS + column))
            .collect();
        format!("({})", values.join(", "))
    };
    let rows: Vec<_> = (0..rows.clamp(1, 100)).map(row).collect();
    Failure::plain(format!(
        "Error when running job rebuild-tree: insert into \"pageTree\" (\"ancestors\", \"depth\", \"id\", \"isFolder\", \
         \"isPrivate\", \"localeCode\", \"pageId\", \"parent\", \"path\", \"privateNS\", \"title\") values {} - duplicate \
         key value violates unique constraint \"pageTree_pkey\"",
        rows.join(", ")
    ))
}
