//! PDF files made by code.

use std::fmt::Write as _;

/// A document of one page a content stream, with a Chinese font that is not embedded.
pub fn pdf(contents: &[String], encoding: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..contents.len())
        .map(|n| format!("{} 0 R", 10 + 2 * n))
        .collect();
    let mut objects = vec![
        (1, "<< /Type /Catalog /Pages 2 0 R >>".to_owned()),
        (
            2,
            format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), kids.len()),
        ),
        (
            3,
            format!(
                "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /{encoding} \
                 /DescendantFonts [4 0 R] >>"
            ),
        ),
        (
            4,
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 \
             /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> \
             /FontDescriptor 5 0 R >>"
                .to_owned(),
        ),
        (
            5,
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [0 -200 1000 900] \
             /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
                .to_owned(),
        ),
        (
            6,
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 \
             /ColorSpace /DeviceGray /Length 1 >>\nstream\n0\nendstream"
                .to_owned(),
        ),
    ];
    for (n, content) in contents.iter().enumerate() {
        let (page, stream) = (10 + 2 * n, 11 + 2 * n);
        objects.push((
            page,
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {stream} 0 R \
                 /Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>"
            ),
        ));
        objects.push((
            stream,
            format!(
                "<< /Length {} >>\nstream\n{content}\nendstream",
                content.len()
            ),
        ));
    }
    let mut out = "%PDF-1.4\n".to_owned();
    let mut places = Vec::new();
    for (number, object) in &objects {
        places.push((*number, out.len()));
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = out.len();
    out.push_str("xref\n0 1\n0000000000 65535 f \n");
    for (number, place) in places {
        let _ = write!(out, "{number} 1\n{place:010} 00000 n \n");
    }
    let _ = write!(
        out,
        "trailer << /Root 1 0 R /Size 9999 >>\nstartxref\n{start}\n%%EOF\n"
    );
    out.into_bytes()
}

/// Shows a text at a place, in UTF-16.
pub fn at(x: u32, y: u32, text: &str) -> String {
    let codes: String = text.encode_utf16().fold(String::new(), |mut hex, unit| {
        let _ = write!(hex, "{unit:04X}");
        hex
    });
    format!("BT /F 12 Tf 1 0 0 1 {x} {y} Tm <{codes}> Tj ET\n")
}
