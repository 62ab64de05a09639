//! Places as people cite them.
//!
//! ```text
//! B2.6 → 专2·6    A1.2 → 附·2    0 → 前言
//! ```

/// The place `path` as it is cited.
pub(crate) fn cite(path: &str) -> String {
    if path == "0" {
        return "前言".to_owned();
    }
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let item = if rest.is_empty() {
        String::new()
    } else {
        format!("·{rest}")
    };
    match (first.strip_prefix('B'), first.strip_prefix('A')) {
        (Some(number), _) => format!("专{number}{item}"),
        (_, Some("1")) => format!("附{item}"),
        (_, Some(number)) => format!("附{number}{item}"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::cite;

    #[test]
    fn boxes_and_annexes_are_cited_by_their_chinese_names() {
        let cited: Vec<String> = ["0", "3.1.2", "B2", "B2.6", "A1", "A1.2", "A2.3"]
            .into_iter()
            .map(cite)
            .collect();
        assert_eq!(
            cited,
            ["前言", "3.1.2", "专2", "专2·6", "附", "附·2", "附2·3"]
        );
    }
}
