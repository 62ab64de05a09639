//! Cuts a text into tokens that read the same at every level of government.
//!
//! ```text
//! 全市由市民政局给予 ≥３ 次补贴   →  全市|由|市民政局|给予|≥３ 次|补贴
//! 全区由区民政局给予≥3次补贴     →  the same keys
//! ```
//!
//! Tokens keep their place in the text; their keys are interned from the folded form, so
//! that equal keys are equal for comparison. Marks, widths and localised names fold away.

use rustc_hash::FxHashMap;

use crate::lexicon::{Atom, Lexicon};
use crate::model::Plan;
use crate::text::{Segmenter, TokenKind};

/// A token with its place and the key of its folded form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tok {
    pub(crate) key: u32,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
}

/// Reads texts into tokens; keys are comparable among all texts that one reader has read.
pub(crate) struct Reader<'a> {
    pub(crate) lexicon: &'a Lexicon,
    segmenter: &'a Segmenter,
    keys: FxHashMap<String, u32>,
    folded: Vec<String>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(lexicon: &'a Lexicon, segmenter: &'a Segmenter) -> Self {
        Reader {
            lexicon,
            segmenter,
            keys: FxHashMap::default(),
            folded: Vec::new(),
        }
    }

    /// Tokens of `text`, their places offset by `base`; joined they are the text.
    pub(crate) fn read(&mut self, text: &str, base: usize, places: &[String]) -> Vec<Tok> {
        let atoms = self.lexicon.localisation().atoms(text, places);
        let mut toks = Vec::with_capacity(text.len() / 5);
        let mut from = 0;
        for Atom {
            start,
            end,
            stands_for,
        } in atoms
        {
            if start < from {
                continue;
            }
            self.words(&text[from..start], base + from, &mut toks);
            let key = self.intern(format!("\u{1}{stands_for}"));
            toks.push(Tok {
                key,
                start: base + start,
                end: base + end,
                kind: TokenKind::Word,
            });
            from = end;
        }
        self.words(&text[from..], base + from, &mut toks);
        toks
    }

    /// The folded form behind a key.
    pub(crate) fn folded(&self, key: u32) -> &str {
        &self.folded[key as usize]
    }

    fn words(&mut self, text: &str, base: usize, toks: &mut Vec<Tok>) {
        for token in self.segmenter.tokens(text) {
            let folded = self.fold(&text[token.start..token.end]);
            let key = self.intern(folded);
            let (start, end) = (base + token.start, base + token.end);
            toks.push(Tok {
                key,
                start,
                end,
                kind: token.kind,
            });
        }
    }

    fn fold(&self, word: &str) -> String {
        let localisation = self.lexicon.localisation();
        let level = |c: char| if localisation.is_level(c) { '市' } else { c };
        word.chars()
            .filter(|c| !c.is_whitespace())
            .map(fold_char)
            .map(level)
            .collect()
    }

    fn intern(&mut self, folded: String) -> u32 {
        if let Some(&key) = self.keys.get(&folded) {
            return key;
        }
        let key = self.folded.len() as u32;
        self.folded.push(folded.clone());
        self.keys.insert(folded, key);
        key
    }
}

/// One character for all its widths and shapes.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' => '"',
        '—' | '－' | '–' | '～' | '〜' => '-',
        '≥' | '≧' => '≥',
        '≤' | '≦' => '≤',
        '；' | '。' | '，' | '、' | '：' | '·' | '•' => ',',
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)
            .unwrap_or(c)
            .to_ascii_lowercase(),
        _ => c.to_ascii_lowercase(),
    }
}

/// True for a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// The names of a plan's own place, longest first: 济南市市中区, 市中区.
pub(crate) fn places_of(plan: &Plan) -> Vec<String> {
    let Some(name) = plan.meta.region.name.as_deref() else {
        return Vec::new();
    };
    let mut places = vec![name.to_owned()];
    if let Some(province) = plan.meta.region.province.as_deref() {
        places.push(format!("{province}{name}"));
    }
    let parts = split_places(name);
    for part in &parts {
        places.push((*part).to_owned());
        places.extend(bare_place(part));
    }
    places.sort_by_key(|place| (std::cmp::Reverse(place.chars().count()), place.clone()));
    places.dedup();
    places
}

/// 济南市市中区 → 济南市, 市中区.
fn split_places(name: &str) -> Vec<&str> {
    let levels = ['省', '市', '州', '盟', '区', '县', '旗'];
    let chars: Vec<(usize, char)> = name.char_indices().collect();
    let cut = chars.iter().skip(2).find(|(_, c)| levels.contains(c));
    match cut {
        Some(&(at, c)) if at + c.len_utf8() < name.len() => {
            let (above, below) = name.split_at(at + c.len_utf8());
            if below.chars().count() >= 2 {
                vec![above, below]
            } else {
                vec![name]
            }
        }
        _ => vec![name],
    }
}

/// 济宁市 → 济宁; not 市中区, whose bare name stands in 全市中小学.
fn bare_place(place: &str) -> Option<String> {
    let levels = ['省', '市', '州', '盟', '区', '县', '旗'];
    let mut chars = place.chars();
    let last = chars.next_back()?;
    let bare = chars.as_str();
    let odd = bare.starts_with(levels) || bare.chars().count() < 2 || !levels.contains(&last);
    (!odd).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str, places: &[&str]) -> Vec<String> {
        let lexicon = Lexicon::builtin();
        let segmenter = Segmenter::new(&lexicon);
        let mut reader = Reader::new(&lexicon, &segmenter);
        let places: Vec<String> = places.iter().map(|&place| place.to_owned()).collect();
        let toks = reader.read(text, 0, &places);
        let joined: String = toks.iter().map(|tok| &text[tok.start..tok.end]).collect();
        assert_eq!(joined, text);
        toks.iter()
            .map(|tok| reader.folded(tok.key).to_owned())
            .collect()
    }

    #[test]
    fn localised_texts_read_the_same() {
        let city = keys(
            "全市由市民政局给予≥3次补贴，济宁市建成市康复医院",
            &["济宁市"],
        );
        let county = keys(
            "全区由区民政局给予≥３次补贴；任城区建成区康复医院",
            &["任城区"],
        );
        assert_eq!(city.concat(), county.concat());
    }

    #[test]
    fn places_are_split_into_their_levels() {
        assert_eq!(split_places("济南市市中区"), ["济南市", "市中区"]);
        assert_eq!(split_places("济宁市"), ["济宁市"]);
        assert_eq!(bare_place("济宁市").as_deref(), Some("济宁"));
        assert_eq!(bare_place("市中区"), None);
    }
}
