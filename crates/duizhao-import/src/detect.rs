//! Says what a file is by its content.
//!
//! ```text
//! 规划.txt, first bytes 89 50 4E 47  →  PNG 图片, not text
//! ```

use crate::SourceFormat;

/// A kind of file that is not read, with the words people know it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKind {
    /// In Chinese.
    pub zh: &'static str,
    /// In English, with its article.
    pub en: &'static str,
}

/// What the bytes are.
pub(crate) enum Detected {
    /// There is a reader for it.
    Readable(SourceFormat),
    /// There is none.
    Foreign(FileKind),
    /// It is locked by a password.
    Encrypted,
}

/// A signature: where it stands, its bytes, what it means.
pub(crate) type Signature = (usize, &'static [u8], FileKind);

const fn kind(zh: &'static str, en: &'static str) -> FileKind {
    FileKind { zh, en }
}

/// A device, a pipe, a socket.
pub(crate) const SPECIAL_FILE: FileKind = kind("特殊文件（设备或管道）", "a device or pipe");
const BINARY: FileKind = kind("二进制文件", "a binary file");
const OFD: FileKind = kind("OFD 版式文件", "an OFD document");
const SHEET: FileKind = kind("XLSX 电子表格", "an XLSX spreadsheet");
const SLIDES: FileKind = kind("PPTX 演示文稿", "a PPTX presentation");
const OLD_SHEET: FileKind = kind("旧版电子表格（XLS/ET）", "an old spreadsheet (XLS/ET)");
const OLD_SLIDES: FileKind = kind("旧版演示文稿（PPT/DPS）", "an old presentation (PPT/DPS)");
const EPUB: FileKind = kind("EPUB 电子书", "an EPUB book");
const ZIP: FileKind = kind("ZIP 压缩包", "a ZIP archive");

/// Signatures of files that are not plain text; the first that fits decides.
pub(crate) const KINDS: &[Signature] = &[
    (0, b"\x89PNG\r\n\x1a\n", kind("PNG 图片", "a PNG image")),
    (0, b"\xff\xd8\xff", kind("JPEG 图片", "a JPEG image")),
    (0, b"GIF87a", kind("GIF 图片", "a GIF image")),
    (0, b"GIF89a", kind("GIF 图片", "a GIF image")),
    (0, b"II*\0", kind("TIFF 图片", "a TIFF image")),
    (0, b"MM\0*", kind("TIFF 图片", "a TIFF image")),
    (8, b"WEBP", kind("WebP 图片", "a WebP image")),
    (0, b"8BPS", kind("PSD 图片", "a Photoshop image")),
    (0, b"\0\0\x01\0", kind("图标文件", "an icon")),
    (0, b"AT&TFORM", kind("DjVu 扫描文档", "a DjVu scan")),
    (0, b"%!PS", kind("PostScript 文档", "a PostScript document")),
    (0, b"Rar!\x1a\x07", kind("RAR 压缩包", "a RAR archive")),
    (0, b"7z\xbc\xaf\x27\x1c", kind("7z 压缩包", "a 7z archive")),
    (0, b"\x1f\x8b", kind("GZIP 压缩文件", "a gzip file")),
    (0, b"BZh", kind("BZIP2 压缩文件", "a bzip2 file")),
    (0, b"\xfd7zXZ\0", kind("XZ 压缩文件", "an xz file")),
    (0, b"\x28\xb5\x2f\xfd", kind("ZSTD 压缩文件", "a zstd file")),
    (0, b"MSCF", kind("CAB 压缩包", "a CAB archive")),
    (0, b"ITSF", kind("CHM 帮助文件", "a CHM help file")),
    (257, b"ustar", kind("TAR 归档", "a tar archive")),
    (0, b"\x7fELF", kind("程序文件", "a program")),
    (0, b"MZ\x90\0", kind("Windows 程序", "a Windows program")),
    (
        0,
        b"\xcf\xfa\xed\xfe",
        kind("macOS 程序", "a macOS program"),
    ),
    (0, b"\xca\xfe\xba\xbe", kind("Java 类文件", "a Java class")),
    (
        0,
        b"\0asm",
        kind("WebAssembly 程序", "a WebAssembly module"),
    ),
    (
        0,
        b"SQLite format 3\0",
        kind("SQLite 数据库", "an SQLite database"),
    ),
    (0, b"ID3", kind("MP3 音频", "an MP3 recording")),
    (0, b"OggS", kind("OGG 音频", "an Ogg recording")),
    (0, b"fLaC", kind("FLAC 音频", "a FLAC recording")),
    (8, b"WAVE", kind("WAV 音频", "a WAV recording")),
    (8, b"AVI ", kind("AVI 视频", "an AVI video")),
    (
        4,
        b"ftyp",
        kind("MP4/HEIC 媒体文件", "an MP4 or HEIC media file"),
    ),
    (0, b"\x1a\x45\xdf\xa3", kind("MKV 视频", "a Matroska video")),
    (0, b"wOF2", kind("字体文件", "a font")),
    (0, b"OTTO", kind("字体文件", "a font")),
    (0, b"\0\x01\0\0\0", kind("字体文件", "a font")),
    (0, b"L\0\0\0\x01\x14\x02\0", kind("快捷方式", "a shortcut")),
];

/// Says what the whole of `bytes` is.
pub(crate) fn detect(bytes: &[u8]) -> Detected {
    if let Some(found) = by_signature(bytes) {
        return found;
    }
    if looks_like_html(bytes) {
        return Detected::Readable(SourceFormat::Html);
    }
    if looks_binary(bytes) {
        Detected::Foreign(BINARY)
    } else {
        Detected::Readable(SourceFormat::Text)
    }
}

/// Says what a file is by its first bytes, before the rest is read.
pub(crate) fn detect_head(head: &[u8]) -> Detected {
    match by_signature(head) {
        // The names of an archive's parts may stand anywhere; its size is still bounded.
        Some(_) if head.starts_with(b"PK\x03\x04") => Detected::Readable(SourceFormat::Docx),
        Some(_) if head.starts_with(b"\xd0\xcf\x11\xe0") => Detected::Readable(SourceFormat::Doc),
        Some(found) => found,
        None if looks_binary(head) => Detected::Foreign(BINARY),
        _ => Detected::Readable(SourceFormat::Text),
    }
}

fn by_signature(bytes: &[u8]) -> Option<Detected> {
    // Some producers write a few bytes of their own before it.
    if bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|window| window == b"%PDF-")
    {
        return Some(Detected::Readable(SourceFormat::Pdf));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(archive(bytes));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(compound(bytes));
    }
    if bytes.starts_with(b"{\\rtf") {
        return Some(Detected::Readable(SourceFormat::Rtf));
    }
    if looks_like_mht(bytes) {
        return Some(Detected::Readable(SourceFormat::Mht));
    }
    let fits = |(at, magic, _): &&Signature| bytes.get(*at..).is_some_and(|b| b.starts_with(magic));
    if bytes.starts_with(b"BM") && bytes.get(6..10) == Some(&[0, 0, 0, 0]) {
        return Some(Detected::Foreign(kind("BMP 图片", "a BMP image")));
    }
    KINDS
        .iter()
        .find(fits)
        .map(|(_, _, kind)| Detected::Foreign(*kind))
}

/// What a compound file is, by the names of its streams, which are UTF-16.
fn compound(bytes: &[u8]) -> Detected {
    let holds = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if holds("EncryptedPackage") {
        Detected::Encrypted
    } else if holds("WordDocument") {
        Detected::Readable(SourceFormat::Doc)
    } else if holds("Workbook") {
        Detected::Foreign(OLD_SHEET)
    } else if holds("PowerPoint Document") {
        Detected::Foreign(OLD_SLIDES)
    } else {
        Detected::Readable(SourceFormat::Doc)
    }
}

/// What an archive is, by the names of its parts: they stand at its end in any case.
fn archive(bytes: &[u8]) -> Detected {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if holds(b"word/document.xml") || (holds(b"word/") && holds(b"[Content_Types].xml")) {
        return Detected::Readable(SourceFormat::Docx);
    }
    if holds(b"opendocument.text") {
        return Detected::Readable(SourceFormat::Odt);
    }
    let by_part: [(&[u8], FileKind); 4] = [
        (b"OFD.xml", OFD),
        (b"xl/workbook.xml", SHEET),
        (b"ppt/presentation.xml", SLIDES),
        (b"application/epub+zip", EPUB),
    ];
    let found = by_part.iter().find(|(name, _)| holds(name));
    Detected::Foreign(found.map_or(ZIP, |(_, kind)| *kind))
}

/// True for lines of `Name: value` to the first empty one, which say that pages follow.
fn looks_like_mht(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}');
    let lines = || head.lines().take_while(|line| !line.trim().is_empty());
    let is_header = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name);
        line.starts_with([' ', '\t'])
            || name.is_some_and(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    };
    lines().all(is_header)
        && lines().any(|line| line.starts_with("mime-version:"))
        && lines().any(|line| line.contains("multipart/") || line.contains("text/html"))
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(2048)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let start = head.trim_start_matches(|c: char| c == '\u{feff}' || c.is_whitespace());
    start.starts_with("<!doctype html") || start.starts_with("<html") || head.contains("<html ")
}

/// True where too many bytes are control characters for any text. UTF-16 is full of zero
/// bytes, so a text with a byte order mark or zeros on one side only is left to the decoder.
fn looks_binary(bytes: &[u8]) -> bool {
    if crate::encoding::utf16_by_shape(bytes).is_some() {
        return false;
    }
    let control = |b: &&u8| matches!(b, 0..=8 | 14..=25 | 28..=31 | 127);
    let controls = bytes.iter().filter(control).count();
    controls * 50 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8]) -> &'static str {
        match detect(bytes) {
            Detected::Readable(format) => format.name(),
            Detected::Foreign(kind) => kind.en,
            Detected::Encrypted => "locked",
        }
    }

    #[test]
    fn every_signature_is_reachable() {
        for (at, magic, kind) in KINDS {
            let mut bytes = b"RIFF____________".repeat(20);
            bytes[*at..at + magic.len()].copy_from_slice(magic);
            assert_eq!(name(&bytes), kind.en);
        }
    }

    #[test]
    fn a_text_that_begins_like_a_bitmap_is_text() {
        assert_eq!(name("BMI 指数控制规划".as_bytes()), "TXT");
        assert_eq!(name("一、总体要求".as_bytes()), "TXT");
    }

    #[test]
    fn bytes_full_of_controls_are_binary() {
        assert_eq!(name(&[1, 2, 3, 4, 200, 201, 0, 0, 7, 9]), "a binary file");
    }
}
