//! Signals that end the program: Ctrl-C, and what the system sends. One that is ignored stays ignored.

use std::io;

/// Calls `then` for each signal that asks for the end: Ctrl-C, that of `kill`, that of a terminal that closes.
///
/// # Errors
/// The system does not let us listen.
#[cfg(unix)]
pub(super) fn listen(mut then: impl FnMut() + Send + 'static) -> io::Result<()> {
    use std::io::Read;
    // A pipe and not signal_hook's own pair of sockets: a build that opens none is easy to trust, and to confine.
    let (mut told, tell) = io::pipe()?;
    for signal in heard(ignored()) {
        signal_hook::low_level::pipe::register(signal, tell.try_clone()?)?;
    }
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut signal = [0];
        while told.read_exact(&mut signal).is_ok() {
            then();
        }
    })?;
    Ok(())
}

/// The same where there is Ctrl-C alone.
///
/// # Errors
/// The system does not let us listen.
#[cfg(not(unix))]
pub(super) fn listen(then: impl FnMut() + Send + 'static) -> io::Result<()> {
    ctrlc::set_handler(then).map_err(io::Error::other)
}

/// The signals that are listened to, out of those that nobody has told us to ignore: `nohup` does, and shells do for what
/// runs in the background. Where that is not known, the system's own answer to a closed terminal stays: it ends us.
#[cfg(unix)]
fn heard(ignored: Option<u64>) -> Vec<i32> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    let Some(ignored) = ignored else { return vec![SIGINT, SIGTERM] };
    [SIGINT, SIGTERM, SIGHUP].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0).collect()
}

/// The signals that are ignored, a bit for each, where the system tells (Linux).
#[cfg(unix)]
fn ignored() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
    u64::from_str_radix(line.trim(), 16).ok()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

    #[test]
    fn what_is_ignored_stays_ignored() {
        assert_eq!(heard(Some(0)), [SIGINT, SIGTERM, SIGHUP]);
        assert_eq!(heard(Some(1)), [SIGINT, SIGTERM], "nohup");
        assert_eq!(heard(Some(0b110)), [SIGTERM, SIGHUP], "in the background of a shell");
        assert_eq!(heard(None), [SIGINT, SIGTERM]);
    }
}
