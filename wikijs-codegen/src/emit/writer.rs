//! Lines of text with their indentation.

/// Text in the making.
#[derive(Debug, Default)]
pub(super) struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    /// Nothing yet, as deep inside as `depth` blocks.
    pub(super) fn at(depth: usize) -> Self {
        Self {
            text: String::new(),
            depth,
        }
    }

    /// A line; an empty one stays without indentation.
    pub(super) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            self.text.extend(std::iter::repeat_n("    ", self.depth));
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// `head {`, the lines of `body` deeper, `}`.
    pub(super) fn block(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        self.wrapped(&format!("{} {{", head.as_ref()), "}", body);
    }

    /// A function, compiled by the crates that call it and not by the one it stands in: a program pays for the operations
    /// that it uses, not for all of a catalogue.
    pub(super) fn function(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        self.line("#[inline]");
        self.block(head, body);
    }

    /// `open`, the lines of `body` deeper, `close`.
    pub(super) fn wrapped(&mut self, open: &str, close: &str, body: impl FnOnce(&mut Self)) {
        self.line(open);
        self.depth += 1;
        body(self);
        self.depth -= 1;
        self.line(close);
    }

    /// `head`, the lines of `body` deeper.
    pub(super) fn indented(&mut self, head: impl AsRef<str>, body: impl FnOnce(&mut Self)) {
        self.line(head);
        self.depth += 1;
        body(self);
        self.depth -= 1;
    }

    /// An empty line, unless a block just began or the text does.
    pub(super) fn gap(&mut self) {
        let begins =
            self.text.is_empty() || self.text.ends_with("{\n") || self.text.ends_with("\n\n");
        if !begins {
            self.text.push('\n');
        }
    }

    /// Text that has its indentation already.
    pub(super) fn paste(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The text.
    pub(super) fn done(self) -> String {
        self.text
    }

    /// How many blocks stand around the next line.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }
}
