//! Opening a file in the editor of whoever called.

use crate::diagnostic::{Code, Diagnostic};
use std::path::Path;
use std::process::Command;

/// Opens a file, and waits for an editor that runs in the terminal.
///
/// # Errors
/// There is no editor, or it could not be begun.
pub(super) fn open(path: &Path) -> Result<(), Diagnostic> {
    let named = ["VISUAL", "EDITOR"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.trim().is_empty()).then_some((name, value))
    });
    let problem = |message: String| {
        Diagnostic::error(Code::BadUsage, message)
            .hint(format!("the file is there: open {} yourself", path.display()))
            .hint("set VISUAL or EDITOR to the program that you write with: `export VISUAL=\"code --wait\"`")
    };
    let Some((variable, program)) = named else {
        return opener::open(path).map_err(|error| problem(format!("no editor could be opened: {error}")));
    };
    match command(&program, path).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(problem(format!("{variable}, `{program}`, ended with {status}"))),
        Err(error) => Err(problem(format!("{variable}, `{program}`, cannot be begun: {error}"))),
    }
}

/// The variable holds a command with its arguments, as a shell reads it.
#[cfg(unix)]
fn command(program: &str, path: &Path) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{program} \"$@\"")).arg(program).arg(path);
    command
}

#[cfg(not(unix))]
fn command(program: &str, path: &Path) -> Command {
    let mut words = program.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or_default());
    command.args(words).arg(path);
    command
}
