//! Patience: pages for somebody who waits.

use super::press::Press;
use super::{Page, render};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::{self, Route};
use std::sync::PoisonError;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Renders what belongs at a route, as [`render`] does, and gives it up when that takes longer than `patience`. The work cannot be
/// interrupted: it goes on beside, and the same press does not begin it a second time.
///
/// # Errors
/// What [`render`] finds, or that it takes too long.
pub fn render_within(patience: Duration, press: &Press, route: &Route) -> Result<Page, Diagnostics> {
    let given_up = || press.kept.given_up.lock().unwrap_or_else(PoisonError::into_inner);
    if given_up().contains(&route.path) {
        return Err(too_slow(press, route, patience));
    }
    let (done, is_done) = mpsc::sync_channel(1);
    let (own_press, own_route) = (press.clone(), route.clone());
    let begun = thread::Builder::new().name("page".to_owned()).spawn(move || {
        // Nobody takes it where it was given up.
        let _ = done.send(render(&own_press, &own_route));
    });
    if begun.is_err() {
        return render(press, route);
    }
    match is_done.recv_timeout(patience) {
        Ok(rendered) => rendered,
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
            given_up().insert(route.path.clone());
            Err(too_slow(press, route, patience))
        }
    }
}

fn too_slow(press: &Press, route: &Route, patience: Duration) -> Diagnostics {
    let message =
        format!("the page `{}` takes longer than {} seconds, and was given up", route.path, patience.as_secs());
    Diagnostic::error(Code::TooMuchWork, message)
        .hint(format!("it is made from {}, by a template", plan::source(&press.site, route)))
        .hint("look for a loop inside a loop in what was changed last: it is tried again when a file has been saved")
        .into()
}
