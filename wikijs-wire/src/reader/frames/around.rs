//! What stands around the list: which keys of its path are open.

/// Around the list: which keys of the path lead here.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Around {
    depth: usize,
    /// How many keys of the path are open: the object at depth `matched + 1` is on the path.
    matched: usize,
    /// Where in `rest` a string began that is a key on the path, or some other key.
    key: Option<usize>,
    /// The next string is a key.
    wants_key: bool,
    /// The next value is that of the path's next key.
    on_path: bool,
}

impl Around {
    /// A string begins, and in the rest at this place.
    pub(super) fn begin_string(&mut self, at: usize) {
        self.key = (self.wants_key && self.depth == self.matched + 1).then_some(at);
    }

    /// A string ended that is the last of the rest.
    pub(super) fn end_string(&mut self, rest: &[u8], path: &[&str]) {
        if let Some(start) = self.key.take() {
            self.wants_key = false;
            self.on_path = path
                .get(self.matched)
                .is_some_and(|wanted| is_key(&rest[start..], wanted));
        }
    }

    /// Takes note of a byte outside of strings; true where the list begins.
    pub(super) fn see(&mut self, byte: u8, length: usize) -> bool {
        match byte {
            b'[' if self.on_path && self.matched + 1 == length => {
                self.on_path = false;
                return true;
            }
            b'{' | b'[' => self.open(byte, length),
            b'}' | b']' => self.close(),
            b',' => {
                self.on_path = false;
                self.wants_key = true;
            }
            _ => {}
        }
        false
    }

    fn open(&mut self, byte: u8, length: usize) {
        let descends = self.on_path && byte == b'{' && self.matched + 1 < length;
        self.matched += usize::from(descends);
        self.on_path = false;
        self.depth += 1;
        self.wants_key = byte == b'{';
    }

    fn close(&mut self) {
        self.on_path = false;
        self.wants_key = false;
        if self.depth == self.matched + 1 {
            self.matched = self.matched.saturating_sub(1);
        }
        self.depth = self.depth.saturating_sub(1);
    }
}

/// Whether a string, with its quotes, is this key. Names need no escapes, but may have some.
fn is_key(quoted: &[u8], wanted: &str) -> bool {
    let plain = quoted
        .get(1..quoted.len().saturating_sub(1))
        .unwrap_or_default();
    plain == wanted.as_bytes()
        || plain.contains(&b'\\')
            && serde_json::from_slice::<String>(quoted).is_ok_and(|key| key == wanted)
}
