//! A bar on a terminal, if the work takes longer than a second.

use crate::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(1);

/// The bar; silent in a pipe.
pub(super) struct Bar {
    bar: ProgressBar,
    start: Instant,
    visible: bool,
}

impl Bar {
    pub fn new(silent: bool) -> Bar {
        let visible = !silent && std::io::stderr().is_terminal();
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} pages, {eta} left") {
            bar.set_style(style);
        }
        Bar { bar, start: Instant::now(), visible }
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Bar {
    fn begin(&self, pages: usize) {
        self.bar.set_length(pages as u64);
    }

    fn advance(&self) {
        if !self.visible {
            return;
        }
        self.bar.inc(1);
        if self.bar.is_hidden() && self.start.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
        }
    }
}
