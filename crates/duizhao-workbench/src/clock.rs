//! The time of day, for the record only: nothing is ever ordered by it.
//!
//! Kept in UTC, shown where its reader is: 2026-11-25T17:00:00Z is the 26th in 北京.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Local};

/// Now in UTC: `2026-11-25T10:00:00Z`.
pub fn now() -> String {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    written(since)
}

/// The day of a moment as [`now`] writes it, where this computer is: `2026-11-26`.
pub fn local_day(moment: &str) -> String {
    match DateTime::parse_from_rfc3339(moment) {
        Ok(moment) => moment.with_timezone(&Local).format("%Y-%m-%d").to_string(),
        Err(_) => moment.to_owned(),
    }
}

/// Seconds since 1970 as a date, by the proleptic Gregorian calendar.
fn written(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    // Days since 0000-03-01, so that a leap day ends its year.
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(written(0), "1970-01-01T00:00:00Z");
        assert_eq!(written(951_827_696), "2000-02-29T12:34:56Z");
        assert_eq!(written(1_795_608_225), "2026-11-25T12:03:45Z");
        assert_eq!(written(4_102_444_799), "2099-12-31T23:59:59Z");
    }
}
