//! QR codes as SVG: what an app for one-time codes reads.

use qrcodegen::{QrCode, QrCodeEcc};

/// The text as a drawn code; nothing where it is too long for one.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let dark = (0..size)
        .flat_map(|y| (0..size).map(move |x| (x, y)))
        .filter(|(x, y)| code.get_module(*x, *y));
    let path: String = dark
        .map(|(x, y)| format!("M{} {}h1v1h-1z", x + 1, y + 1))
        .collect();
    let side = size + 2;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\"/></svg>"
    ))
}
