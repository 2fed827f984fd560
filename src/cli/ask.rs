//! Questions to a person at a terminal: a line is asked for, and a line is read.
//!
//! No menus and no redrawing: this works with every screen reader, in every terminal, and in a record of a session.

use crate::diagnostic::Diagnostic;
use std::io::{self, BufRead, IsTerminal, Write};

/// Whether there is somebody to ask.
pub(super) fn somebody_is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Where questions go, and where answers come from.
pub(super) struct Questions<R, W> {
    pub input: R,
    pub output: W,
}

impl<R: BufRead, W: Write> Questions<R, W> {
    /// Asks until the answer can be understood. An empty answer is the default; none where there will be no answer (Ctrl-D).
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn ask<T>(
        &mut self,
        question: &str,
        default: &str,
        read: impl Fn(&str) -> Result<T, Diagnostic>,
    ) -> io::Result<Option<T>> {
        loop {
            write!(self.output, "\x1b[1m{question}\x1b[0m [{default}]: ")?;
            self.output.flush()?;
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                writeln!(self.output)?;
                return Ok(None);
            }
            let answer = Some(line.trim()).filter(|answer| !answer.is_empty()).unwrap_or(default);
            match read(answer) {
                Ok(answer) => return Ok(Some(answer)),
                Err(problem) => self.say(&problem)?,
            }
        }
    }

    /// What stands above the questions that follow.
    ///
    /// # Errors
    /// The terminal is gone.
    pub fn tell(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{text}")
    }

    fn say(&mut self, problem: &Diagnostic) -> io::Result<()> {
        writeln!(self.output, "  {}", problem.message)?;
        problem.hints.iter().try_for_each(|hint| writeln!(self.output, "  {hint}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn number(text: &str) -> Result<u8, Diagnostic> {
        text.parse().map_err(|_| Diagnostic::error(Code::BadUsage, "no number").hint("write digits"))
    }

    #[test]
    fn a_question_is_asked_again_until_it_is_answered() {
        let mut questions = Questions { input: "many\n 7 \n\n".as_bytes(), output: Vec::new() };
        assert_eq!(questions.ask("How many", "3", number).unwrap(), Some(7));
        assert_eq!(questions.ask("How many", "3", number).unwrap(), Some(3), "an empty line is the default");
        assert_eq!(questions.ask("How many", "3", number).unwrap(), None, "the input has ended");
        let shown = String::from_utf8(questions.output).unwrap();
        assert!(shown.contains("no number\n  write digits\n"), "{shown}");
    }
}
