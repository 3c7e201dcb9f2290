//! Methods on a client of one's own.

/// The types that namespace methods are written on. What they have of methods of their own is for them to say: emitted
/// methods stand beside these.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surface {
    /// The path of the client: `crate::Client`.
    pub client: String,
    /// The path of the generic request: `crate::Request`.
    pub request: String,
    /// Methods of the client: no folder and no operation outside of folders can be called like one.
    pub client_methods: Vec<String>,
    /// Methods of the request: no variable can be called like one.
    pub request_methods: Vec<String>,
}

impl Surface {
    /// Methods on `client` that give a `request`: `Request::new(client: &Client, operation: O)`, and
    /// `Request::map(self, change: impl FnOnce(O) -> O) -> Self` for what may be left out.
    pub fn new(client: impl Into<String>, request: impl Into<String>) -> Self {
        Self {
            client: client.into(),
            request: request.into(),
            client_methods: Vec::new(),
            request_methods: vec!["map".to_owned()],
        }
    }

    /// Names that the client's own methods have.
    pub fn client_methods(mut self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        self.client_methods.extend(names);
        self
    }

    /// Names that the request's own methods have, beside `new` and `map`, which emitted code calls.
    pub fn request_methods(mut self, names: &[&str]) -> Self {
        let names = names.iter().map(|name| (*name).to_owned());
        self.request_methods.extend(names);
        self
    }
}
