//! Since when: `12h`, `7d`, `2w`, a day or an instant.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How it can be written.
const FORM: &str = "write how long ago (12h, 7d, 2w), a day (2025-01-20) or an instant (2025-01-20T09:00:00Z)";

/// Reads a moment as somebody writes it at the command line; days begin by the clock of `zone`.
///
/// # Errors
/// What is wrong, and how it can be written.
pub(super) fn since(text: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, [String; 2]> {
    let wrong = || [format!("`--changed {text}` is no time"), FORM.to_owned()];
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant);
    }
    if let Ok(day) = text.parse::<Date>() {
        return zone.to_timestamp(day.at(0, 0, 0, 0)).map_err(|_| wrong());
    }
    let unit = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let number: i64 = text[..unit].parse().map_err(|_| wrong())?;
    let hours = match text[unit..].trim_start() {
        "h" | "hour" | "hours" => 1,
        "d" | "day" | "days" => 24,
        "w" | "week" | "weeks" => 24 * 7,
        _ => return Err(wrong()),
    };
    let span = number.checked_mul(hours).and_then(|hours| hours.checked_mul(3600)).ok_or_else(wrong)?;
    now.checked_sub(SignedDuration::from_secs(span)).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let now: Timestamp = "2025-02-01T12:00:00Z".parse().unwrap();
        let zone = TimeZone::get("Europe/Paris").unwrap();
        for (text, expected) in [
            ("12h", "2025-02-01T00:00:00Z"),
            ("7d", "2025-01-25T12:00:00Z"),
            ("7 days", "2025-01-25T12:00:00Z"),
            ("2w", "2025-01-18T12:00:00Z"),
            ("2025-01-20", "2025-01-19T23:00:00Z"),
            ("2025-01-20T09:00:00+03:00", "2025-01-20T06:00:00Z"),
        ] {
            assert_eq!(since(text, now, &zone).unwrap().to_string(), expected, "{text}");
        }
        for text in ["", "7", "d", "7y", "yesterday", "-7d", "99999999999999999d", "2025-13-01", "7д"] {
            assert!(since(text, now, &zone).is_err(), "{text}");
        }
    }
}
