//! The same for many: reading, making, changing and deleting by the dozen or by the thousand, as batches.

use crate::assets::{self, Assets};
use crate::batch::{Answers, Batch};
use crate::comments::{self, Comments};
use crate::groups::{self, Groups};
use crate::pages::{self, Pages};
use crate::types::{AssetId, CommentId, GroupId, PageId, UserId};
use crate::users::{self, Users};

impl Pages<'_> {
    /// Reads many pages with their sources. Fifty go into a request, and some requests are under way at a time.
    ///
    /// Needs what [`single`](Self::single) needs: each page that the caller may not read is a failed part.
    pub fn get_many<I>(&self, ids: I) -> Batch<Answers<pages::Single>>
    where
        I: IntoIterator<Item: Into<PageId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(pages::Single::new).collect();
        self.tags().client().batch(parts)
    }

    /// Creates many pages, one after another. The server takes 1 to 3 seconds for each: batches save round trips,
    /// not its time.
    pub fn create_many<I>(&self, pages: I) -> Batch<Answers<pages::Create>>
    where
        I: IntoIterator<Item = pages::Create>,
    {
        self.tags().client().batch(pages)
    }

    /// Writes many pages, as [`update`](Self::update) does: what is left out is erased. The server takes about a
    /// second for each.
    pub fn update_many<I>(&self, pages: I) -> Batch<Answers<pages::Update>>
    where
        I: IntoIterator<Item = pages::Update>,
    {
        self.tags().client().batch(pages)
    }

    /// Deletes many pages, one after another.
    pub fn delete_many<I>(&self, ids: I) -> Batch<Answers<pages::Delete>>
    where
        I: IntoIterator<Item: Into<PageId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(pages::Delete::new).collect();
        self.tags().client().batch(parts)
    }
}

impl Users<'_> {
    /// Reads many users.
    pub fn get_many<I>(&self, ids: I) -> Batch<Answers<users::Single>>
    where
        I: IntoIterator<Item: Into<UserId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(users::Single::new).collect();
        self.list().client().batch(parts)
    }

    /// Makes many users, one after another. The server tells no ids: look the addresses up afterwards.
    pub fn create_many<I>(&self, users: I) -> Batch<Answers<users::Create>>
    where
        I: IntoIterator<Item = users::Create>,
    {
        self.list().client().batch(users)
    }

    /// Changes many users.
    pub fn update_many<I>(&self, users: I) -> Batch<Answers<users::Update>>
    where
        I: IntoIterator<Item = users::Update>,
    {
        self.list().client().batch(users)
    }

    /// Deletes many users; what belongs to them goes to `replace_id`.
    pub fn delete_many<I>(
        &self,
        ids: I,
        replace_id: impl Into<UserId>,
    ) -> Batch<Answers<users::Delete>>
    where
        I: IntoIterator<Item: Into<UserId>>,
    {
        let replace_id = replace_id.into();
        let parts = ids.into_iter().map(|id| users::Delete::new(id, replace_id));
        self.list().client().batch(parts.collect::<Vec<_>>())
    }
}

impl Groups<'_> {
    /// Reads many groups; `None` for those that do not exist.
    pub fn get_many<I>(&self, ids: I) -> Batch<Answers<groups::Single>>
    where
        I: IntoIterator<Item: Into<GroupId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(groups::Single::new).collect();
        self.list().client().batch(parts)
    }

    /// Makes many groups with these names.
    pub fn create_many<I>(&self, names: I) -> Batch<Answers<groups::Create>>
    where
        I: IntoIterator<Item: Into<String>>,
    {
        let parts: Vec<_> = names.into_iter().map(groups::Create::new).collect();
        self.list().client().batch(parts)
    }

    /// Writes many groups whole: permissions and rules that are not there are taken away.
    pub fn update_many<I>(&self, groups: I) -> Batch<Answers<groups::Update>>
    where
        I: IntoIterator<Item = groups::Update>,
    {
        self.list().client().batch(groups)
    }

    /// Deletes many groups.
    pub fn delete_many<I>(&self, ids: I) -> Batch<Answers<groups::Delete>>
    where
        I: IntoIterator<Item: Into<GroupId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(groups::Delete::new).collect();
        self.list().client().batch(parts)
    }
}

impl Comments<'_> {
    /// Reads many comments.
    pub fn get_many<I>(&self, ids: I) -> Batch<Answers<comments::Single>>
    where
        I: IntoIterator<Item: Into<CommentId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(comments::Single::new).collect();
        self.providers().client().batch(parts)
    }

    /// Writes many comments, at the pace of one in 30 seconds that the server allows.
    pub fn create_many<I>(&self, comments: I) -> Batch<Answers<comments::Create>>
    where
        I: IntoIterator<Item = comments::Create>,
    {
        self.providers().client().batch(comments)
    }

    /// Changes many comments.
    pub fn update_many<I>(&self, comments: I) -> Batch<Answers<comments::Update>>
    where
        I: IntoIterator<Item = comments::Update>,
    {
        self.providers().client().batch(comments)
    }

    /// Deletes many comments.
    pub fn delete_many<I>(&self, ids: I) -> Batch<Answers<comments::Delete>>
    where
        I: IntoIterator<Item: Into<CommentId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(comments::Delete::new).collect();
        self.providers().client().batch(parts)
    }
}

impl Assets<'_> {
    /// Deletes many assets.
    pub fn delete_many<I>(&self, ids: I) -> Batch<Answers<assets::DeleteAsset>>
    where
        I: IntoIterator<Item: Into<AssetId>>,
    {
        let parts: Vec<_> = ids.into_iter().map(assets::DeleteAsset::new).collect();
        self.flush_temp_uploads().client().batch(parts)
    }

    /// Renames many assets.
    pub fn rename_many<I>(&self, assets: I) -> Batch<Answers<assets::RenameAsset>>
    where
        I: IntoIterator<Item = assets::RenameAsset>,
    {
        self.flush_temp_uploads().client().batch(assets)
    }
}
