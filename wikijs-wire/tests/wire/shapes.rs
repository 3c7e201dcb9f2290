//! Types written by hand in the form in which they are generated.

use wikijs_wire::generated as w;

/// An enum that keeps what it does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Order {
    Path,
    Title,
    Unknown(String),
}

impl Order {
    fn as_str(&self) -> &str {
        match self {
            Self::Path => "PATH",
            Self::Title => "TITLE",
            Self::Unknown(text) => text,
        }
    }
}

impl From<&str> for Order {
    fn from(text: &str) -> Self {
        match text {
            "PATH" => Self::Path,
            "TITLE" => Self::Title,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

impl w::Decode for Order {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        r.string().map(Self::from)
    }
}

impl w::Encode for Order {
    fn encode(&self, w: &mut w::Writer) {
        w.string(self.as_str());
    }
}

/// An id of its own type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageId(pub i32);

impl From<i32> for PageId {
    fn from(id: i32) -> Self {
        Self(id)
    }
}

impl w::Decode for PageId {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        w::Decode::decode(r).map(Self)
    }
}

impl w::Encode for PageId {
    fn encode(&self, w: &mut w::Writer) {
        w.raw(&self.0.to_string());
    }
}

/// `fragment PageTag on PageTag { id tag order key }`
#[derive(Debug, Clone, PartialEq)]
pub struct PageTag {
    pub id: i32,
    pub tag: Option<String>,
    pub order: Option<Order>,
    pub key: Option<w::Secret>,
}

impl w::Decode for PageTag {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        let (mut id, mut tag, mut order, mut key_) = (None, None, None, None);
        let mut object = r.object(&["id", "tag", "order", "key"])?;
        while let Some(key) = object.next(r)? {
            match key {
                0 => id = Some(w::Decode::decode(r)?),
                1 => tag = Some(w::Decode::decode(r)?),
                2 => order = Some(w::Decode::decode(r)?),
                _ => key_ = Some(w::Decode::decode(r)?),
            }
        }
        Ok(Self {
            id: object.need(r, id, 0)?,
            tag: object.need(r, tag, 1)?,
            order: object.need(r, order, 2)?,
            key: object.need(r, key_, 3)?,
        })
    }
}

impl w::Encode for PageTag {
    fn encode(&self, w: &mut w::Writer) {
        w.object();
        w.field("id", &self.id);
        w.field("tag", &self.tag);
        w.field("order", &self.order);
        w.field("key", &self.key);
        w.end();
    }
}

/// `{ ...PageTag children { …PageTag } }`, with null children dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    pub children: Vec<Tree>,
    pub page_tag: PageTag,
}

impl w::Decode for Tree {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        let start = r.mark()?;
        let page_tag = w::Decode::decode(r)?;
        let r = r.again(start);
        let mut children = None;
        let mut object = r.object(&["children"])?;
        while object.next(r)?.is_some() {
            children = Some(w::compact(r)?);
        }
        Ok(Self {
            children: object.need(r, children, 0)?,
            page_tag,
        })
    }
}

impl w::Encode for Tree {
    fn encode(&self, w: &mut w::Writer) {
        w.object();
        w.spread(&self.page_tag);
        w.field("children", &self.children);
        w.end();
    }
}

/// A status, as `@outcome` makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    pub succeeded: bool,
    pub error_code: i32,
    pub slug: String,
    pub message: Option<String>,
}

impl w::Decode for Status {
    fn decode(r: &mut w::Reader<'_>) -> w::Decoded<Self> {
        let (mut succeeded, mut error_code, mut slug, mut message) = (None, None, None, None);
        let mut object = r.object(&["succeeded", "errorCode", "slug", "message"])?;
        while let Some(key) = object.next(r)? {
            match key {
                0 => succeeded = Some(w::Decode::decode(r)?),
                1 => error_code = Some(w::Decode::decode(r)?),
                2 => slug = Some(w::Decode::decode(r)?),
                _ => message = Some(w::Decode::decode(r)?),
            }
        }
        Ok(Self {
            succeeded: object.need(r, succeeded, 0)?,
            error_code: object.need(r, error_code, 1)?,
            slug: object.need(r, slug, 2)?,
            message: object.need(r, message, 3)?,
        })
    }
}

impl w::Encode for Status {
    fn encode(&self, w: &mut w::Writer) {
        w.object();
        w.field("succeeded", &self.succeeded);
        w.field("errorCode", &self.error_code);
        w.field("slug", &self.slug);
        w.field("message", &self.message);
        w.end();
    }
}

impl w::Refusal for Status {
    fn code(&self) -> i64 {
        self.error_code.into()
    }

    fn slug(&self) -> &str {
        &self.slug
    }

    fn message(&self) -> &str {
        self.message.as_deref().unwrap_or_default()
    }
}

impl w::Verdict for Status {
    fn is_done(&self) -> bool {
        self.succeeded
    }
}

w::impl_serde!(answer: PageTag, Tree, Status);
