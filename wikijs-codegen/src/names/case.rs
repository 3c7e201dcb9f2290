//! Words and their cases.

/// The words joined by underscores, in small letters: `tfaQRImage` is `tfa_qr_image`. Without any word it is empty.
pub fn snake_case(name: &str) -> String {
    let words: Vec<String> = words(name).iter().map(|word| word.to_lowercase()).collect();
    words.join("_")
}

/// The words with a capital each: `single_by_path` is `SingleByPath`. A name that is in this case stays as it is.
pub fn pascal_case(name: &str) -> String {
    let is_shouted = !name.chars().any(char::is_lowercase);
    if name.starts_with(char::is_uppercase)
        && !is_shouted
        && name.chars().all(char::is_alphanumeric)
    {
        return name.to_owned();
    }
    words(name).iter().map(|word| capitalised(word)).collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.flat_map(char::to_lowercase)).collect()
}

/// The words of a name. What is neither a letter nor a digit parts words and is dropped.
fn words(name: &str) -> Vec<String> {
    let chars: Vec<char> = name.chars().collect();
    let mut words = Vec::new();
    let mut word = String::new();
    for (index, char) in chars.iter().enumerate() {
        let is_part = char.is_alphanumeric();
        if !word.is_empty() && (!is_part || begins_word(&chars, index)) {
            words.push(std::mem::take(&mut word));
        }
        if is_part {
            word.push(*char);
        }
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Whether a word begins at `index`, which is not the first of its run.
fn begins_word(chars: &[char], index: usize) -> bool {
    let at = |index: usize| chars.get(index).copied().unwrap_or('_');
    let (before, here, after) = (at(index - 1), at(index), at(index + 1));
    if is_2fa(chars, index) {
        return true;
    }
    if index >= 1 && is_2fa(chars, index - 1) || index >= 2 && is_2fa(chars, index - 2) {
        return false;
    }
    here.is_uppercase() && (!before.is_uppercase() || after.is_lowercase())
}

/// `2FA` is how everybody writes two-factor authentication: its digit does not belong to the word before.
fn is_2fa(chars: &[char], index: usize) -> bool {
    let is_whole = !chars.get(index + 3).is_some_and(|next| next.is_lowercase());
    is_whole && chars.get(index..index + 3) == Some(['2', 'F', 'A'].as_slice())
}

#[cfg(test)]
mod tests {
    use super::{pascal_case, snake_case};

    #[test]
    fn words_in_snake_case() {
        let cases = [
            ("scriptJs", "script_js"),
            ("authEnforce2FA", "auth_enforce_2fa"),
            ("is2FAEnabled", "is_2fa_enabled"),
            ("2FA", "2fa"),
            ("isRTL", "is_rtl"),
            ("ldapURL", "ldap_url"),
            ("tfaQRImage", "tfa_qr_image"),
            ("HTMLParser", "html_parser"),
            ("privateNS", "private_ns"),
            ("oauth2Client", "oauth2_client"),
            ("mongoDbConnString", "mongo_db_conn_string"),
            ("SCREAMING_CASE", "screaming_case"),
            ("already_snake", "already_snake"),
            ("__typename", "typename"),
            ("_", ""),
            ("user groups", "user_groups"),
            ("API", "api"),
            ("x", "x"),
        ];
        for (name, expected) in cases {
            assert_eq!(snake_case(name), expected, "{name}");
        }
    }

    #[test]
    fn words_in_pascal_case() {
        let cases = [
            ("single_by_path", "SingleByPath"),
            ("PageListItem", "PageListItem"),
            ("HTMLParser", "HTMLParser"),
            ("responseResult", "ResponseResult"),
            ("CREATED_AT", "CreatedAt"),
            ("TITLE", "Title"),
            ("tfaQRImage", "TfaQrImage"),
            ("page-rules", "PageRules"),
        ];
        for (name, expected) in cases {
            assert_eq!(pascal_case(name), expected, "{name}");
        }
    }
}
