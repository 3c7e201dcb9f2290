//! One-time codes of six digits (RFC 6238: SHA-1, 30 seconds), one step to either side accepted.

use hmac::{Hmac, Mac as _};
use sha1::Sha1;

const STEP: i64 = 30;

/// Whether `code` is the secret's code at that second.
pub(crate) fn verify(secret: &str, code: &str, now: i64) -> bool {
    let step = now.div_euclid(STEP);
    (step - 1..=step + 1).any(|step| self::code(secret, step).as_deref() == Some(code))
}

/// The code of a secret at a second.
pub(crate) fn code_at(secret: &str, now: i64) -> Option<String> {
    code(secret, now.div_euclid(STEP))
}

fn code(secret: &str, step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(&base32(secret)?).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest.last()? & 15);
    let bytes: [u8; 4] = digest.get(at..at + 4)?.try_into().ok()?;
    Some(format!(
        "{:06}",
        (u32::from_be_bytes(bytes) & 0x7fff_ffff) % 1_000_000
    ))
}

fn base32(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut count, mut out) = (0_u32, 0, Vec::new());
    for c in text.bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'2'..=b'7' => c - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5) | u32::from(value);
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The secret and codes of RFC 6238, appendix B, cut to six digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        assert_eq!(code_at(secret, 59).as_deref(), Some("287082"));
        assert_eq!(code_at(secret, 1_111_111_109).as_deref(), Some("081804"));
        assert!(verify(secret, "287082", 80));
        assert!(!verify(secret, "287082", 200));
    }
}
