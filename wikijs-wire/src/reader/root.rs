//! Roots that stand in no text as they are read: a part of a batch has its fields among those of others, under other
//! names.
//!
//! While such a root is next, the reader's text is an empty object, so that whoever takes it for a value finds one.

use super::{Decode, Decoded, Member, Raw, Reader};

/// What the root object is made of.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Root<'j> {
    /// Members that lie apart.
    Members(&'j [Member<'j>]),
    /// One field, of which nothing is known but where its value begins.
    Field { key: &'j str, at: usize },
}

impl<'j> Root<'j> {
    /// A field's key, and where its value begins.
    pub(crate) fn field(self, index: usize) -> Option<(&'j str, usize)> {
        match self {
            Self::Members(members) => members
                .get(index)
                .map(|member| (member.key, member.value.offset())),
            Self::Field { key, at } => (index == 0).then_some((key, at)),
        }
    }
}

impl<'j> Reader<'j> {
    /// Reads an object that is put together from members which lie apart in one text, under other names.
    ///
    /// This is how a part of a batch is read without copying its text: `json` is the whole `data`, each member a
    /// root field of this part with the key that the part itself gave it.
    #[must_use]
    pub fn of_members(json: &'j [u8], members: &'j [Member<'j>]) -> Self {
        let mut reader = Self::new(json);
        reader.begin_root(Root::Members(members));
        reader
    }

    /// Reads the value that follows as that of the one field of an object; the text of the value comes with it.
    ///
    /// `None` where the object was passed over.
    pub(crate) fn as_field<T: Decode>(&mut self, key: &'j str) -> Decoded<Option<(T, Raw<'j>)>> {
        let start = self.mark()?;
        self.begin_root(Root::Field {
            key,
            at: self.offset(),
        });
        let value = T::decode(self)?;
        Ok((!self.at_root).then(|| (value, self.raw_from(start))))
    }

    fn begin_root(&mut self, root: Root<'j>) {
        self.root = root;
        self.at_root = true;
        self.text = b"{}";
        self.at = 0;
    }

    /// What the next value is made of, if it is made.
    pub(crate) fn take_root(&mut self) -> Option<Root<'j>> {
        self.at_root.then_some(self.root)
    }

    /// Goes to the value of a field of the root.
    pub(crate) fn visit(&mut self, at: usize) {
        self.at_root = false;
        self.text = self.json;
        self.at = at.min(self.text.len());
    }

    /// Goes behind the root.
    pub(crate) fn finish_root(&mut self) {
        match self.root {
            Root::Members(_) => self.visit(usize::MAX),
            // It ends where its only value does.
            Root::Field { .. } => {}
        }
    }
}
