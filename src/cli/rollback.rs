//! `dateline rollback`: what was published before takes its place again.

use super::{exit_code, progress, told};
use crate::publish::rollback;
use anstream::println;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct RollbackArguments {
    /// The site's folder, where site.yaml is.
    #[arg(long, short, value_name = "FOLDER", default_value = ".")]
    pub root: PathBuf,
    /// The output folder [default: `public` in the site's folder].
    #[arg(long, short, value_name = "FOLDER")]
    pub out: Option<PathBuf>,
    /// Wait so long for a build that is writing the folder.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    pub wait: u64,
}

/// Runs the command.
pub(super) fn run(arguments: &RollbackArguments) -> ExitCode {
    progress::listen_for_interrupt();
    let out = arguments.out.clone().unwrap_or_else(|| arguments.root.join(super::OUT));
    match rollback(&out, Duration::from_secs(arguments.wait), &progress::is_cancelled) {
        Ok(counts) => {
            println!(
                "{} is what it was before the last publication: {} files are other ones, {} are gone, {} are the same.",
                out.display(),
                counts.written,
                counts.removed,
                counts.unchanged
            );
            println!("The next build publishes what the texts say. `dateline rollback` again takes this back.");
            exit_code(None)
        }
        Err(problem) => told(&problem.into()),
    }
}
