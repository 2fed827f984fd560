//! What `--timings` prints: the stages, and the tables of the work in them.

use super::problem::{BOLD, PLAIN};
use crate::render::Press;
use crate::timings::{Row, Timings, Work};
use anstream::println;
use serde_json::{Map, Value, json};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// The tables: what is in them, their heading, and their key in JSON.
const TABLES: [(Work, &str, &str); 4] = [
    (Work::File, "Files", "files"),
    (Work::Template, "Templates", "templates"),
    (Work::Text, "Texts", "texts"),
    (Work::Step, "Steps", "steps"),
];

/// Prints all of it for people.
pub(super) fn human(timings: &Timings, press: Option<&Press>) {
    for (stage, time) in &timings.stages {
        println!("{BOLD}{stage:<9}{PLAIN} {:.3} s", time.as_secs_f64());
    }
    let Some(recording) = &timings.recording else { return };
    for (work, heading, _) in TABLES {
        let mut rows = recording.rows(work);
        rows.iter_mut().for_each(|row| row.name = file_of(work, &row.name, press).unwrap_or(&row.name).to_owned());
        lines(heading, &rows).iter().for_each(|line| println!("{line}"));
    }
}

/// The same for programs. The stages are there in any case, the tables where somebody asked for them.
pub(super) fn json(timings: &Timings, press: Option<&Press>) -> Value {
    let stages = timings.stages.iter().map(|(stage, time)| ((*stage).to_owned(), json!(time.as_secs_f64())));
    let mut all: Map<String, Value> = stages.collect();
    let Some(recording) = &timings.recording else { return all.into() };
    for (work, _, key) in TABLES {
        let row = |row: Row| {
            let mut object = json!({
                "name": row.name,
                "count": row.count,
                "seconds": row.total.as_secs_f64(),
                "p95": row.p95.as_secs_f64(),
                "bytes": row.bytes,
            });
            if let Some(file) = file_of(work, &row.name, press) {
                object["file"] = file.into();
            }
            object
        };
        all.insert(key.to_owned(), recording.rows(work).into_iter().map(row).collect());
    }
    all.into()
}

/// The file that a template is in: a site may have one of its own.
fn file_of<'a>(work: Work, name: &str, press: Option<&'a Press>) -> Option<&'a str> {
    press.filter(|_| work == Work::Template)?.templates.path_of(name)
}

fn lines(heading: &str, rows: &[Row]) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let width = rows.iter().map(|row| row.name.width()).max().unwrap_or(0).max(heading.len());
    let fill = |name: &str| " ".repeat(width - name.width());
    let head =
        format!("{BOLD}{heading}{PLAIN}{} {:>8} {:>10} {:>11} {:>10}", fill(heading), "count", "total", "p95", "size");
    let line = |row: &Row| {
        let total = format!("{:.3} s", row.total.as_secs_f64());
        let (p95, size) = (milliseconds(row.p95), size(row.bytes));
        format!("{}{} {:>8} {total:>10} {p95:>11} {size:>10}", row.name, fill(&row.name), row.count)
    };
    std::iter::once(head).chain(rows.iter().map(line)).collect()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1000.0)
}

fn size(bytes: u64) -> String {
    match bytes as f64 {
        bytes if bytes < 1e3 => format!("{bytes} B"),
        bytes if bytes < 1e6 => format!("{:.1} KB", bytes / 1e3),
        bytes if bytes < 1e9 => format!("{:.1} MB", bytes / 1e6),
        bytes => format!("{:.2} GB", bytes / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_has_straight_columns_and_an_empty_one_is_not_printed() {
        let row = |name: &str, bytes| Row {
            name: name.to_owned(),
            count: 2,
            total: Duration::from_millis(1234),
            p95: Duration::from_micros(890),
            bytes,
        };
        let lines = lines("Files", &[row("article", 12_345_678), row("index of tags", 999)]);
        assert_eq!(lines[1], "article              2    1.234 s    0.890 ms    12.3 MB");
        assert_eq!(lines[2], "index of tags        2    1.234 s    0.890 ms      999 B");
        assert_eq!(
            lines[0].replace(BOLD, "").replace(PLAIN, ""),
            "Files            count      total         p95       size"
        );
        assert!(super::lines("Files", &[]).is_empty());
    }
}
