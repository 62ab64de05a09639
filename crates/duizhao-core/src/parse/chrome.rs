//! What a web copy leaves around lines: blanks half decoded, and tags (HTML) in a text.
//!
//! ```text
//! &nbsp;&nbsp;（一）指导思想            the blanks are no text
//! <p>一、总体要求</p><p>（一）…</p>     two paragraphs; a tag in mid-sentence stays in it
//! ```

/// Blanks that a web copy left half decoded.
const ENTITY_BLANKS: [&str; 7] = [
    "&nbsp;", "&ensp;", "&emsp;", "&thinsp;", "&#160;", "&#xa0;", "&#12288;",
];

/// Tags that part paragraphs and cells.
const BLOCK_TAGS: [&str; 26] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "tbody",
    "thead",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "body",
    "html",
    "head",
    "title",
    "center",
    "blockquote",
];

/// No tag is longer, in bytes.
const LONGEST_TAG: usize = 400;

/// True for a text that holds tags.
pub(super) fn is_tagged(source: &str) -> bool {
    let mut marks = source.match_indices('<');
    marks.any(|(at, _)| tag(&source[at..]).is_some_and(|(name, _)| is_block(name)))
}

/// The name and the bytes of the tag that `text` starts with: 「<p class="a">」. 「<淄博市…>」 is none.
fn tag(text: &str) -> Option<(&str, usize)> {
    let body = text.strip_prefix('<')?;
    let body = body.strip_prefix('/').unwrap_or(body);
    let name = body.len()
        - body
            .trim_start_matches(|c: char| c.is_ascii_alphanumeric())
            .len();
    let first = body.chars().next().filter(char::is_ascii_alphabetic)?;
    let end = text
        .char_indices()
        .skip(first.len_utf8())
        .take_while(|(at, c)| *at <= LONGEST_TAG && *c != '<')
        .find(|(_, c)| *c == '>')?;
    let after = body[name..].chars().next();
    let named = after.is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '>' | '/' | ':'));
    named.then_some((&body[..name], end.0 + 1))
}

fn is_block(name: &str) -> bool {
    BLOCK_TAGS
        .iter()
        .any(|block| name.eq_ignore_ascii_case(block))
}

/// The bytes of the tag of a block that `text` starts with, blanks apart.
pub(super) fn block_tag(text: &str) -> Option<usize> {
    let (name, len) = tag(text.trim_start())?;
    is_block(name).then_some(len)
}

/// Cuts a line before each tag that opens a block and after each that closes one.
pub(super) fn elements(line: &str) -> Vec<&str> {
    let mut cuts = vec![0];
    for (at, _) in line.match_indices('<') {
        let Some((name, len)) = tag(&line[at..]) else {
            continue;
        };
        if is_block(name) {
            let closes = line[at..].starts_with("</") || name.eq_ignore_ascii_case("br");
            cuts.push(if closes { at + len } else { at });
        }
    }
    cuts.push(line.len());
    cuts.dedup();
    let pieces = cuts.windows(2).map(|pair| &line[pair[0]..pair[1]]);
    pieces.filter(|piece| !piece.is_empty()).collect()
}

/// The bytes of a half decoded blank or a tag that `text` starts with.
pub(super) fn chrome_at_start(text: &str) -> Option<usize> {
    let blank = ENTITY_BLANKS
        .iter()
        .find(|entity| text.starts_with(**entity));
    let blank = blank.map(|entity| entity.len());
    blank.or_else(|| tag(text).map(|(_, len)| len))
}

/// `text` without the half decoded blank or the tag at its end.
pub(super) fn chrome_at_end(text: &str) -> Option<&str> {
    let mut entities = ENTITY_BLANKS.iter();
    let blank = entities.find_map(|entity| text.strip_suffix(*entity));
    blank.or_else(|| {
        let open = text.ends_with('>').then(|| text.rfind('<')).flatten()?;
        let (_, len) = tag(&text[open..])?;
        (open + len == text.len()).then(|| &text[..open])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_part_paragraphs_and_brackets_do_not() {
        let line = "<p>一、总体要求</p><P class=\"a\">关于<淄博市规划>的<b>意见</b></P>";
        assert!(is_tagged(line) && !is_tagged("关于<淄博市规划>的意见 <x y"));
        let pieces = elements(line);
        assert_eq!(pieces.len(), 2, "{pieces:?}");
        assert_eq!(chrome_at_start(pieces[0]), Some(3));
        assert_eq!(chrome_at_end(pieces[0]), Some("<p>一、总体要求"));
        assert_eq!(chrome_at_end("的<b>意见</b>"), Some("的<b>意见"));
        assert_eq!(chrome_at_start("<淄博市>"), None);
        assert_eq!(chrome_at_start("&nbsp;文"), Some(6));
    }
}
