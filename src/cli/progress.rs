//! A bar on a terminal, if the work takes longer than a second.

use super::signals;
use crate::pipeline::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

static CANCELLED: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that was ended by Ctrl-C, by the convention of shells.
pub(super) const INTERRUPTED: u8 = 130;

/// Lets Ctrl-C end the work in order, so that nothing half-made stays on the disk; a second one ends it at once.
pub(super) fn listen_for_interrupt() {
    // Where no handler can be set, the system's own stays: the process ends, and the next build cleans up.
    let _ = signals::listen(|| {
        if CANCELLED.swap(true, Ordering::Relaxed) {
            std::process::exit(i32::from(INTERRUPTED));
        }
    });
}

/// Whether somebody wants the work to end.
pub(super) fn is_cancelled() -> bool {
    CANCELLED.load(Ordering::Relaxed)
}

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

    fn begin_pictures(&self, pictures: usize) {
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len} pictures, {eta} left") {
            self.bar.set_style(style);
        }
        self.bar.reset();
        self.bar.set_length(pictures as u64);
    }

    fn is_cancelled(&self) -> bool {
        is_cancelled()
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
