//! The allocator of a program that does the same again and again.

/// What makes mimalloc keep memory that is free, for the next time (its manual, "Environment Options"). It is read before the
/// program begins.
#[cfg(unix)]
const KEEPS_ALL: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "-1");

/// Begins again as the same process with an allocator that gives no memory back: to take as much from the system at each
/// publication is a third of its time. Whoever has said something of that himself has his way; where it cannot be done, the
/// program goes on as it is.
pub(super) fn keep_memory() {
    #[cfg(unix)]
    {
        use std::env;
        use std::os::unix::process::CommandExt;
        use std::process::Command;
        let (name, value) = KEEPS_ALL;
        let (mut arguments, program) = (env::args_os(), env::current_exe());
        if let (None, Some(called), Ok(program)) = (env::var_os(name), arguments.next(), program) {
            let _ = Command::new(program).arg0(called).args(arguments).env(name, value).exec();
        }
    }
}
