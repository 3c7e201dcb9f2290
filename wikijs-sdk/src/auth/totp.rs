//! One-time codes of six digits (RFC 6238: SHA-1, 30 seconds). Pure: the time comes in as a value.

use std::time::{Duration, SystemTime};

use ring::hmac;

/// How long a code is good.
const STEP: u64 = 30;

/// The code of a secret at a time. `None` where the secret is not one.
pub(super) fn code(secret: &str, at: SystemTime) -> Option<String> {
    let since = at
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or(Duration::ZERO);
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &base32(secret)?);
    let digest = hmac::sign(&key, &(since.as_secs() / STEP).to_be_bytes());
    let digest = digest.as_ref();
    let at = usize::from(digest.last()? & 15);
    let bytes: [u8; 4] = digest.get(at..at + 4)?.try_into().ok()?;
    let number = (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000;
    Some(format!("{number:06}"))
}

/// The bytes of a secret as authenticators show it: in letters of either case, maybe in groups.
fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut bytes) = (0_u32, 0, Vec::new());
    let digits = text.trim_end_matches('=').bytes();
    for digit in digits.filter(|byte| !matches!(byte, b' ' | b'-')) {
        let value = match digit.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => letter - b'A',
            digit @ b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5) | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    // The secret and codes of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (seconds, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(secret, at(seconds)).as_deref(), Some(expected));
        }
    }

    #[test]
    fn a_secret_may_be_written_as_authenticators_show_it() {
        let expected = code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at(59));
        for written in [
            "gezdgnbvgy3tqojqgezdgnbvgy3tqojq",
            "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ",
            "gezdgnbv-gy3tqojq-gezdgnbv-gy3tqojq====",
        ] {
            assert_eq!(code(written, at(59)), expected, "{written}");
        }
        for none in ["", "====", "A", "0189", "secret!"] {
            assert_eq!(code(none, at(59)), None, "{none}");
        }
    }
}
