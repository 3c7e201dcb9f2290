//! What placeholders stand for: learnt from earlier answers, or chosen.

use std::collections::HashMap;

use regex::{Captures, Regex};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

pub(super) struct Known {
    placeholder: Regex,
    values: HashMap<String, String>,
    /// One-time codes of the moment, by address.
    codes: HashMap<String, String>,
    admin_password: String,
}

impl Known {
    pub(super) fn new(admin_password: String) -> Result<Self, String> {
        let placeholder =
            Regex::new("<(TOKEN|PASSWORD|CONTINUATION|TOTP|LAST 20 OF TOKEN) ([^<>]+)>")
                .map_err(|error| error.to_string())?;
        Ok(Self {
            placeholder,
            values: HashMap::new(),
            codes: HashMap::new(),
            admin_password,
        })
    }

    /// The addresses whose one-time codes a text wants.
    pub(super) fn codes_wanted(&self, text: &str) -> Vec<String> {
        let found = self.placeholder.captures_iter(text);
        found
            .filter(|found| &found[1] == "TOTP")
            .map(|found| found[2].to_owned())
            .collect()
    }

    pub(super) fn set_code(&mut self, email: String, code: String) {
        self.codes.insert(email, code);
    }

    /// The text with its placeholders filled in, or the first one that is not known.
    pub(super) fn fill(&self, text: &str) -> Result<String, String> {
        let (mut out, mut at) = (String::new(), 0);
        for found in self.placeholder.captures_iter(text) {
            let Some(whole) = found.get(0) else { continue };
            out.push_str(text.get(at..whole.start()).unwrap_or_default());
            out.push_str(
                &self
                    .value(&found)
                    .ok_or_else(|| whole.as_str().to_owned())?,
            );
            at = whole.end();
        }
        out.push_str(text.get(at..).unwrap_or_default());
        Ok(out)
    }

    fn value(&self, found: &Captures<'_>) -> Option<String> {
        let name = &found[2];
        match &found[1] {
            "PASSWORD" if name == "admin" => Some(self.admin_password.clone()),
            "PASSWORD" => Some(format!("Pw-{}", digest(name.as_bytes()).get(..12)?)),
            "TOTP" => self.codes.get(name).cloned(),
            "LAST 20 OF TOKEN" => {
                let token = self.values.get(&format!("<TOKEN {name}>"))?;
                token.get(token.len().checked_sub(20)?..).map(String::from)
            }
            _ => self.values.get(&found[0]).cloned(),
        }
    }

    /// Takes tokens from the places where the recording has placeholders for them.
    pub(super) fn learn(&mut self, expected: &Value, actual: &Value) {
        match (expected, actual) {
            (Value::Object(a), Value::Object(b)) => {
                a.iter()
                    .for_each(|(key, a)| self.learn(a, b.get(key).unwrap_or(&Value::Null)));
            }
            (Value::Array(a), Value::Array(b)) => {
                a.iter().zip(b).for_each(|(a, b)| self.learn(a, b))
            }
            (Value::String(a), Value::String(b)) if self.is_learnt(a) => {
                self.values.entry(a.clone()).or_insert_with(|| b.clone());
            }
            _ => {}
        }
    }

    fn is_learnt(&self, text: &str) -> bool {
        let whole = self
            .placeholder
            .find(text)
            .is_some_and(|found| found.len() == text.len());
        whole && (text.starts_with("<TOKEN ") || text.starts_with("<CONTINUATION "))
    }
}

/// A SHA-256 in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}
