//! `wikijs-sandbox replay`: runs recorded sessions again, and says step by step what differs.

mod arguments;
mod facts;
mod judge;
mod known;
mod pace;
mod player;
mod recording;
mod scrub;
mod secure;
mod target;

use std::process::ExitCode;

use player::{Outcome, Player};
use recording::{Recording, Step};
use target::Target;

use arguments::Arguments;
pub(crate) use arguments::HELP;

/// Replays the files that the arguments name. 0 also where steps differ; 2 where a replay was not possible.
pub(crate) async fn run(args: impl Iterator<Item = String>) -> ExitCode {
    let replayed = match Arguments::read(args) {
        Ok(Some(arguments)) => replay(&arguments).await,
        Ok(None) => {
            print!("{HELP}");
            return ExitCode::SUCCESS;
        }
        Err(message) => Err(format!("{message}\n\n{HELP}")),
    };
    match replayed {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

#[derive(Default)]
struct Count {
    agree: usize,
    differ: usize,
    skipped: usize,
}

impl Count {
    fn add(&mut self, other: &Self) {
        self.agree += other.agree;
        self.differ += other.differ;
        self.skipped += other.skipped;
    }

    fn said(&self) -> String {
        let steps = self.agree + self.differ;
        format!("{} of {steps} steps agree", self.agree)
    }
}

async fn replay(arguments: &Arguments) -> Result<(), String> {
    let mut total = Count::default();
    for file in &arguments.files {
        let recording = Recording::read(file, &arguments.admin_email)?;
        let count = play(&recording, arguments).await?;
        println!("{file}: {}, {} skipped", count.said(), count.skipped);
        total.add(&count);
    }
    println!("{}", total.said());
    Ok(())
}

async fn play(recording: &Recording, arguments: &Arguments) -> Result<Count, String> {
    let target = Target::fresh(arguments).await?;
    let mut player = Player::new(target, arguments.admin_password.clone())?;
    let mut count = Count::default();
    for (at, step) in recording.steps.iter().enumerate() {
        let outcome = player.step(step).await;
        tell(at + 1, step, &outcome);
        match outcome {
            Outcome::Agrees => count.agree += 1,
            Outcome::Differs(_) => count.differ += 1,
            Outcome::Skipped(_) => count.skipped += 1,
        }
    }
    Ok(count)
}

fn tell(number: usize, step: &Step, outcome: &Outcome) {
    match outcome {
        Outcome::Agrees => {}
        Outcome::Skipped(reason) => println!("  {number} {}: skipped: {reason}", step.said()),
        Outcome::Differs(difference) => println!(
            "  {number} {}\n      {}\n      expected {}\n      actual   {}",
            step.said(),
            difference.place,
            recording::short(&difference.expected, 240),
            recording::short(&difference.actual, 240)
        ),
    }
}
