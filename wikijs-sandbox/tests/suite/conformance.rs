//! Runs the recorded sessions, step by step, and says what differs.

use std::fs;
use std::path::Path;

use crate::case;
use crate::player::{Player, Variation};
use crate::rename::renamed;

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_step_by_step() {
    sessions_agree(Variation::AsRecorded, str::to_owned).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_in_other_words() {
    sessions_agree(Variation::OtherWords, str::to_owned).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_by_half() {
    sessions_agree(Variation::Half, str::to_owned).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_under_other_names() {
    sessions_agree(Variation::AsRecorded, renamed).await;
}

async fn sessions_agree(variation: Variation, text: fn(&str) -> String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/sessions");
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    files.sort();
    let mut failures = Vec::new();
    for file in files {
        let name = file
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = text(&fs::read_to_string(&file).expect("a case"));
        failures.extend(
            run(&text, variation)
                .await
                .into_iter()
                .map(|failure| format!("{name} {failure}")),
        );
    }
    assert!(
        failures.is_empty(),
        "{} steps differ:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

async fn run(text: &str, variation: Variation) -> Vec<String> {
    let case = case::read(text);
    let mut player = Player::new(&case, variation);
    let failures = player.play_all(&case).await;
    assert!(
        variation == Variation::AsRecorded || player.count.get() > 30,
        "{} steps in other words",
        player.count.get()
    );
    failures
}
