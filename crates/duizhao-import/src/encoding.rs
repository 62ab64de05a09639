//! Finds the encoding of a text and decodes it.
//!
//! ```text
//! D2 BB A1 A2 → GB18030 → 一、
//! ```
//!
//! A byte order mark decides; then zero bytes on one side (UTF-16 without mark); then valid
//! UTF-8; then UTF-8 with a few damaged places; only then a guess over the whole file. Fed
//! with only a head, a guess would cut a character in two and call UTF-8 something else.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, GBK, UTF_8, UTF_16BE, UTF_16LE};

use crate::ImportError;

/// The word for an encoding that is to be detected.
const DETECTED: &str = "auto";

/// A decoded text and how it was read.
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub(crate) text: String,
    /// Name of the encoding.
    pub(crate) encoding: &'static str,
    /// Byte offsets in `text` of the U+FFFD that stand for unreadable bytes.
    pub(crate) damage: Vec<usize>,
}

/// One damaged place in this many bytes is still UTF-8 with damage, not another encoding.
const DAMAGE_RATIO: usize = 100;

/// Decodes `bytes`, with the encoding `wanted` by the user where given.
pub(crate) fn decode(bytes: &[u8], wanted: Option<&str>) -> Result<Decoded, ImportError> {
    if let Some(label) = wanted.filter(|label| *label != DETECTED) {
        let encoding = Encoding::for_label(label.as_bytes()).ok_or(ImportError::UnknownEncoding)?;
        return Ok(with(encoding, bytes));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, &bytes[mark..]));
    }
    if let Some(encoding) = utf16_by_shape(bytes) {
        return Ok(with(encoding, bytes));
    }
    let utf8 = with(UTF_8, bytes);
    if utf8.damage.is_empty() || mostly_utf8(bytes) {
        return Ok(utf8);
    }
    legacy(bytes)
}

/// The flavour of UTF-16 a text without mark is in, by where its zero bytes and the high
/// bytes of Han characters (4E to 9F) stand.
pub(crate) fn utf16_by_shape(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.starts_with(b"\xff\xfe") {
        return Some(UTF_16LE);
    }
    if bytes.starts_with(b"\xfe\xff") {
        return Some(UTF_16BE);
    }
    let pairs = bytes.chunks_exact(2).take(4096);
    let total = pairs.len();
    if total < 4 {
        return None;
    }
    let (mut zeros, mut little, mut big) = (0, 0, 0);
    for pair in pairs {
        let plausible = |high: u8| matches!(high, 0x00 | 0x20 | 0x30 | 0x4e..=0x9f | 0xff);
        zeros += usize::from(pair.contains(&0));
        little += usize::from(plausible(pair[1]));
        big += usize::from(plausible(pair[0]));
    }
    // Line ends and digits have a zero byte; 一 (4E00) has one on the other side, so only
    // the high bytes tell the two flavours apart.
    let (nearly_all, margin) = (total - total / 20, total / 4);
    match zeros {
        0 => None,
        _ if little >= nearly_all && little > big + margin => Some(UTF_16LE),
        _ if big >= nearly_all && big > little + margin => Some(UTF_16BE),
        _ => None,
    }
}

/// True where damaged places are few beside well-formed characters of several bytes.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut damaged, mut good) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        damaged += usize::from(!chunk.invalid().is_empty());
        good += chunk.valid().chars().filter(|c| c.len_utf8() > 1).count();
    }
    good > 0 && damaged <= 1 + good / DAMAGE_RATIO
}

fn legacy(bytes: &[u8]) -> Result<Decoded, ImportError> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    let order: [&'static Encoding; 2] = if guess == BIG5 {
        [BIG5, GB18030]
    } else {
        [GB18030, BIG5]
    };
    let readable = order
        .into_iter()
        .map(|encoding| with(encoding, bytes))
        .find(|decoded| {
            let han = decoded
                .text
                .chars()
                .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
                .count();
            let all = decoded.text.chars().filter(|c| !c.is_ascii()).count();
            han * 2 > all && decoded.damage.len() <= 1 + all / DAMAGE_RATIO
        });
    if let Some(decoded) = readable {
        return Ok(decoded);
    }
    // Neither reads as Chinese: damaged UTF-8 with some Han is still worth showing.
    let utf8 = with(UTF_8, bytes);
    let han = utf8
        .text
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .count();
    if han > utf8.damage.len() {
        Ok(utf8)
    } else {
        Err(ImportError::UnknownEncoding)
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    if encoding == UTF_8 {
        return lossy_utf8(bytes);
    }
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    let damage = if damaged {
        text.match_indices('\u{fffd}').map(|(at, _)| at).collect()
    } else {
        Vec::new()
    };
    // encoding_rs decodes GBK with the table of GB18030; the wider name is the true one.
    let encoding = if encoding == GBK {
        "GB18030"
    } else {
        name(encoding)
    };
    Decoded {
        text,
        encoding,
        damage,
    }
}

fn name(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

fn lossy_utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let mut damage = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            damage.push(text.len());
            text.push('\u{fffd}');
        }
    }
    Decoded {
        text,
        encoding: "UTF-8",
        damage,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "一、发展基础\n（一）残疾人事业取得显著成就，0–6岁残疾儿童康复救助率达到100%。\n";

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str) {
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (TEXT, encoding));
        assert_eq!(decoded.damage, Vec::<usize>::new());
    }

    fn utf16(little: bool) -> Vec<u8> {
        let units = TEXT.encode_utf16();
        units
            .flat_map(|u| {
                if little {
                    u.to_le_bytes()
                } else {
                    u.to_be_bytes()
                }
            })
            .collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text() {
        check(TEXT.as_bytes(), "UTF-8");
        check(&[b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8");
        check(&GB18030.encode(TEXT).0, "GB18030");
        check(&utf16(true), "UTF-16LE");
        check(&utf16(false), "UTF-16BE");
        check(&[vec![0xff, 0xfe], utf16(true)].concat(), "UTF-16LE");
        check(&[vec![0xfe, 0xff], utf16(false)].concat(), "UTF-16BE");
    }

    #[test]
    fn traditional_text_in_big5_is_read() {
        let text = "一、發展基礎\n（一）殘疾人事業取得顯著成就，加強無障礙環境建設。\n";
        let decoded = decode(&BIG5.encode(text).0, None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "Big5"));
    }

    #[test]
    fn a_cut_tail_stays_utf8_and_is_marked() {
        let bytes = &TEXT.as_bytes()[..TEXT.len() - 5];
        let decoded = decode(bytes, None).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert!(decoded.damage.len() <= 1);
    }
}
