//! Numbers and dates of typed cells as text, one way for workbooks and Parquet.

/// A number without an exponent where that is reasonable, and without `.0`.
pub(crate) fn number(n: f64) -> String {
    if n.is_finite() && n.fract() == 0.0 && n.abs() < 1e18 {
        return format!("{}", n as i64);
    }
    format!("{n}")
}

/// The same for a number of half the precision: with the digits that it has.
pub(crate) fn single(n: f32) -> String {
    number(n.to_string().parse().unwrap_or(f64::from(n)))
}

/// `yyyy-mm-dd`.
pub(crate) fn date(year: i64, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a number of days since 1970-01-01, in the Gregorian calendar.
pub(crate) fn civil(days: i64) -> (i64, u32, u32) {
    // Days are counted from 0000-03-01 in cycles of 400 years, so that the leap day ends a year.
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The date of a moment in microseconds since 1970-01-01, with its time if that is not midnight.
pub(crate) fn moment(micros: i64) -> String {
    const DAY: i64 = 86_400_000_000;
    let (year, month, day) = civil(micros.div_euclid(DAY));
    let rest = micros.rem_euclid(DAY);
    if rest == 0 { date(year, month, day) } else { format!("{}T{}", date(year, month, day), time(rest)) }
}

/// `hh:mm:ss` of microseconds since midnight.
pub(crate) fn time(micros: i64) -> String {
    let seconds = micros.div_euclid(1_000_000);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// A decimal number of `scale` digits behind the point, from its digits as a whole number.
pub(crate) fn decimal(digits: i128, scale: u32) -> String {
    let sign = if digits < 0 { "-" } else { "" };
    let all = digits.unsigned_abs().to_string();
    let scale = scale.min(60) as usize;
    let padded = format!("{all:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    if scale == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// A decimal number whose digits are a whole number in two's complement, the first byte being the highest.
pub(crate) fn decimal_of(bytes: &[u8], scale: u32) -> String {
    let negative = bytes.first().is_some_and(|b| b & 0x80 != 0);
    let Some(lead) = 16_usize.checked_sub(bytes.len()) else {
        return "a decimal of more than 38 digits".to_owned();
    };
    let mut wide = [if negative { 0xff } else { 0 }; 16];
    if let Some(to) = wide.get_mut(lead..) {
        to.copy_from_slice(bytes);
    }
    decimal(i128::from_be_bytes(wide), scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_numbers() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(-1), (1969, 12, 31));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(-25_567), (1900, 1, 1));
        assert_eq!(moment(330_566_400_000_000), "1980-06-23");
        assert_eq!(moment(-1_000_000), "1969-12-31T23:59:59");
        assert_eq!(number(123_456_782.0), "123456782");
        assert_eq!(number(-0.5), "-0.5");
        assert_eq!(
            (decimal(12345, 2), decimal(-5, 2), decimal(7, 0)),
            ("123.45".into(), "-0.05".into(), "7".into())
        );
    }
}
