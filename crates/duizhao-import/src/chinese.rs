//! Numbers as lists write them.

/// 1 → 一, 21 → 二十一, 105 → 一百零五; larger ones in digits.
pub(crate) fn counted(number: u32) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u32| DIGITS[n as usize % 10];
    match number {
        0..=9 => digit(number).to_owned(),
        10..=99 => {
            let tens = if number < 20 { "" } else { digit(number / 10) };
            let ones = if number.is_multiple_of(10) {
                ""
            } else {
                digit(number)
            };
            format!("{tens}十{ones}")
        }
        100..=999 => {
            let (hundreds, rest) = (digit(number / 100), number % 100);
            match rest {
                0 => format!("{hundreds}百"),
                1..=9 => format!("{hundreds}百零{}", digit(rest)),
                10..=19 => format!("{hundreds}百一{}", counted(rest)),
                _ => format!("{hundreds}百{}", counted(rest)),
            }
        }
        _ => number.to_string(),
    }
}

/// 1 → a, 27 → aa.
pub(crate) fn letters(number: u32) -> String {
    let number = number.clamp(1, 26 * 20) - 1;
    let letter = char::from(b'a' + (number % 26) as u8);
    letter.to_string().repeat(number as usize / 26 + 1)
}

/// 4 → IV.
pub(crate) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number.min(4999);
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            out.push_str(sign);
            rest -= value;
        }
    }
    out
}
