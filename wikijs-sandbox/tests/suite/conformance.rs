//! Runs the recorded sessions, step by step, and says what differs.

use std::fs;
use std::path::Path;

use crate::case;
use crate::player::Player;

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_step_by_step() {
    sessions_agree(false).await;
}

#[tokio::test(start_paused = true)]
async fn recorded_sessions_agree_in_other_words() {
    sessions_agree(true).await;
}

async fn sessions_agree(varied: bool) {
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
        let text = fs::read_to_string(&file).expect("a case");
        failures.extend(
            run(&text, varied)
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

async fn run(text: &str, varied: bool) -> Vec<String> {
    let case = case::read(text);
    let mut player = Player::new(&case, varied);
    let failures = player.play_all(&case).await;
    assert!(
        !varied || player.count.get() > 30,
        "{} steps in other words",
        player.count.get()
    );
    failures
}
