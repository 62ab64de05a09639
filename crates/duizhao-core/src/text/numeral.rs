//! Numbers in Chinese words.

use rust_decimal::Decimal;

/// Reads 一百二十, 两, 三千五百 as a number; none for anything else.
pub fn han_value(text: &str) -> Option<Decimal> {
    let (mut total, mut section, mut digit) = (0_u64, 0_u64, None::<u64>);
    for c in text.chars() {
        match c {
            '十' => section += digit.take().unwrap_or(1) * 10,
            '百' => section += digit.take().unwrap_or(1) * 100,
            '千' => section += digit.take().unwrap_or(1) * 1_000,
            '万' => {
                total += (section + digit.take().unwrap_or(0)).max(1) * 10_000;
                section = 0;
            }
            '零' | '〇' => {}
            '两' => digit = Some(2),
            _ => digit = Some("一二三四五六七八九".chars().position(|d| d == c)? as u64 + 1),
        }
    }
    let value = total + section + digit.unwrap_or(0);
    (!text.is_empty()).then(|| Decimal::from(value))
}

/// Digits and points of a number in half width: `９８．５` is `98.5`.
pub fn ascii_digits(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '．' => '.',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<u32>) {
        assert_eq!(han_value(text), expected.map(Decimal::from), "{text}");
    }

    #[test]
    fn numbers_in_words() {
        check("一", Some(1));
        check("两", Some(2));
        check("十五", Some(15));
        check("一百二十", Some(120));
        check("三千五百", Some(3500));
        check("两万", Some(20_000));
        check("多", None);
        check("", None);
    }
}
