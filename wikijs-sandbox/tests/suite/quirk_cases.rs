//! The server's quirks, a file each: its name says which one, its first line how it shows.

use crate::exchanges::{folder, made, names_in, read};
use crate::player::Variation;

#[tokio::test(start_paused = true)]
async fn each_quirk_is_there() {
    let mut told = String::new();
    for name in names_in("quirks") {
        let case = read(&folder("quirks").join(format!("{name}.case")));
        let mut player = made(&case, Variation::AsRecorded).await;
        let failures = player.play_all(&case).await;
        if !failures.is_empty() {
            told += &format!("{name}\n{}\n", failures.join("\n"));
        }
    }
    assert!(told.is_empty(), "{told}");
}
