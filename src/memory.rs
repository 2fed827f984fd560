//! Memory: how much the machine has left, and how much the program has taken.

use std::fs;

/// Bytes that are left for this process, where the system says so.
pub fn left() -> Option<u64> {
    [left_in_system(), limit_of_group()].into_iter().flatten().min()
}

/// Bytes that the program has in memory, where the system says so.
pub fn taken() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/status").ok()?;
    kilobytes(&text, "VmRSS:")
}

/// What Linux says is available, in bytes.
fn left_in_system() -> Option<u64> {
    kilobytes(&fs::read_to_string("/proc/meminfo").ok()?, "MemAvailable:")
}

fn kilobytes(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes << 10)
}

/// What a container may have, in bytes.
fn limit_of_group() -> Option<u64> {
    let files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];
    files.into_iter().find_map(|file| fs::read_to_string(file).ok()?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_runs_has_memory() {
        if cfg!(target_os = "linux") {
            assert!(taken().is_some_and(|bytes| bytes > 1 << 20) && left().is_some_and(|bytes| bytes > 1 << 20));
        }
    }
}
