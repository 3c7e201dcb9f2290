//! What a resolver gives back: a tree of values in which any place may be a failure of its own.

use serde_json::Value;

use super::Failure;
use crate::packed::Packed;

/// A value on its way to the answer. Fields that were not asked for are never looked at.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// Plain JSON: a scalar, or a whole tree without failures.
    Leaf(Value),
    /// A list whose items may fail one by one.
    List(Vec<Node>),
    /// An object whose fields may fail one by one.
    Object(Vec<(&'static str, Node)>),
    /// A text that is unpacked when it is asked for.
    Packed(Packed),
    /// The place that fails when it is asked for.
    Failed(Failure),
}

impl Node {
    pub(crate) const NULL: Node = Node::Leaf(Value::Null);

    /// An object without fields of its own, as the namespaces are.
    pub(crate) fn empty() -> Node {
        Node::Object(Vec::new())
    }

    /// The field of that name; absent fields are null.
    pub(crate) fn field(&self, name: &str) -> Node {
        match self {
            Node::Object(fields) => fields
                .iter()
                .find(|(key, _)| *key == name)
                .map_or(Node::NULL, |(_, value)| value.clone()),
            Node::Leaf(Value::Object(map)) => {
                Node::Leaf(map.get(name).cloned().unwrap_or(Value::Null))
            }
            Node::Failed(failure) => Node::Failed(failure.clone()),
            Node::Leaf(_) | Node::List(_) | Node::Packed(_) => Node::NULL,
        }
    }

    /// The object with one more field.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Node>) -> Node {
        if let Node::Object(fields) = &mut self {
            fields.push((name, value.into()));
        }
        self
    }
}

impl<T: Into<Value>> From<T> for Node {
    fn from(value: T) -> Self {
        Node::Leaf(value.into())
    }
}

impl FromIterator<Node> for Node {
    fn from_iter<I: IntoIterator<Item = Node>>(items: I) -> Self {
        Node::List(items.into_iter().collect())
    }
}
