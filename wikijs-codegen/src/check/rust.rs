//! Whether a text of the settings is what it goes out as: a type, a path, a visibility, an attribute of Rust. What is not
//! would be an error of the compiler, in code that nobody wrote.

/// What is wrong with a type, as a person would say it; `None` where nothing is.
pub(super) fn wrong_type(text: &str) -> Option<String> {
    let mut reader = Reader { rest: text.trim() };
    let is_type = reader.ty().is_some() && reader.rest.is_empty();
    match is_type {
        false => Some(format!("`{text}` is no type of Rust")),
        true => homeless(text).then(|| format!("`{text}` is no whole path")),
    }
}

/// Whether a text is the path of a function or of a module.
pub(super) fn is_path(text: &str) -> bool {
    let mut reader = Reader { rest: text.trim() };
    reader.path().is_some() && reader.rest.is_empty()
}

/// Whether a text is a visibility: `pub`, `pub(crate)`, `pub(in crate::api)`, or nothing.
pub(super) fn is_visibility(text: &str) -> bool {
    let inside = text
        .strip_prefix("pub(")
        .and_then(|rest| rest.strip_suffix(')'));
    match inside {
        None => matches!(text, "" | "pub"),
        Some("crate" | "self" | "super") => true,
        Some(path) => path.strip_prefix("in ").is_some_and(is_path),
    }
}

/// Whether a text is an attribute, or several: `#[derive(Eq)]`.
pub(super) fn is_attribute(text: &str) -> bool {
    let text = text.trim();
    text.starts_with("#[") && text.ends_with(']') && is_balanced(text)
}

/// Whether brackets match; those in strings do not count.
pub(super) fn is_balanced(text: &str) -> bool {
    let (mut open, mut quoted, mut escaped) = (Vec::new(), false, false);
    for char in text.chars() {
        let was_escaped = std::mem::take(&mut escaped);
        match char {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted => escaped = !was_escaped,
            _ if quoted => {}
            '(' => open.push(')'),
            '[' => open.push(']'),
            '{' => open.push('}'),
            ')' | ']' | '}' if open.pop() != Some(char) => return false,
            _ => {}
        }
    }
    open.is_empty() && !quoted
}

/// Whether a type is a single word that stands in no module: generated code would not find it in its own.
fn homeless(text: &str) -> bool {
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let known = ["String", "Vec", "Option", "Box", "Result"];
    let name = text.split(|char| !is_word(char)).next().unwrap_or_default();
    let is_alone = !text[name.len()..].starts_with("::");
    is_alone && name.starts_with(|char: char| char.is_ascii_uppercase()) && !known.contains(&name)
}

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, text: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?.trim_start();
        Some(())
    }

    fn ty(&mut self) -> Option<()> {
        if self.take("&").is_some() {
            if self.rest.starts_with('\'') {
                self.lifetime()?;
            }
            return self.ty();
        }
        if self.take("(").is_some() {
            return self.list(")", Self::ty);
        }
        if self.take("[").is_some() {
            self.ty()?;
            if self.take(";").is_some() {
                self.word()?;
            }
            return self.take("]");
        }
        self.path()
    }

    fn path(&mut self) -> Option<()> {
        let _ = self.take("::");
        loop {
            self.word()?;
            if self.take("<").is_some() {
                self.list(">", Self::argument)?;
            }
            if self.take("::").is_none() {
                return Some(());
            }
            // `Vec::<u8>`.
            if self.take("<").is_some() {
                return self.list(">", Self::argument);
            }
        }
    }

    fn argument(&mut self) -> Option<()> {
        match self.rest.starts_with('\'') {
            true => self.lifetime(),
            false => self.ty(),
        }
    }

    fn list(&mut self, end: &str, item: fn(&mut Self) -> Option<()>) -> Option<()> {
        while self.take(end).is_none() {
            item(self)?;
            if self.take(",").is_none() {
                return self.take(end);
            }
        }
        Some(())
    }

    fn lifetime(&mut self) -> Option<()> {
        self.take("'")?;
        self.word()
    }

    /// A name, or a number.
    fn word(&mut self) -> Option<()> {
        let _ = self.take("r#");
        let is_part = |char: char| char.is_ascii_alphanumeric() || char == '_';
        let end = self
            .rest
            .find(|char| !is_part(char))
            .unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        (!word.is_empty()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types() {
        for text in [
            "String",
            "f64",
            "u128",
            "crate::Day",
            "::uuid::Uuid",
            "std::time::Duration",
            "Vec<u8>",
            "(i32, crate::A<'static>)",
            "[u8; 16]",
            "&'static str",
            "Option<Vec<crate::r#type::T>>",
            "Box<[u8]>",
            "crate::A::<u8>",
        ] {
            assert_eq!(wrong_type(text), None, "{text}");
        }
        for text in [
            "",
            "foo/bar",
            "crate::",
            "Vec<u8",
            "a b",
            "crate.Day",
            "crate::Day>",
            "$x",
        ] {
            assert_eq!(
                wrong_type(text),
                Some(format!("`{text}` is no type of Rust"))
            );
        }
        assert_eq!(wrong_type("Day").as_deref(), Some("`Day` is no whole path"));
        assert_eq!(
            wrong_type("Day<u8>").as_deref(),
            Some("`Day<u8>` is no whole path")
        );
    }

    #[test]
    fn others() {
        assert!(
            ["pub", "pub(crate)", "", "pub(in crate::api)"]
                .iter()
                .all(|text| is_visibility(text))
        );
        assert!(
            !["public", "pub(", "pub(in )", "crate"]
                .iter()
                .any(|text| is_visibility(text))
        );
        let good = ["#[must_use]", "#[derive(Eq)] #[doc = \"]\\\"\"]"];
        assert!(good.iter().all(|text| is_attribute(text)));
        assert!(
            !["must_use", "#[must_use", "#[a(])]", "#[a = \"]"]
                .iter()
                .any(|text| is_attribute(text))
        );
        assert!(is_path("crate::day::read") && !is_path("read()"));
    }
}
