//! Cuts Chinese text into words.
//!
//! ```text
//! 建成1所以上如康家园  →  建成|1所以上|如康家园
//! ```
//!
//! A number with its comparator and measure word is one token, made before jieba sees the
//! text: left alone, jieba reads 1/所以/上. The tokens joined are the input, always. The
//! hidden Markov model is off, so that indexing and asking cut alike.

use std::collections::BTreeSet;

use jieba_rs::Jieba;
use regex::Regex;

use crate::lexicon::{Lexicon, Synonyms, Telling};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TokenKind {
    /// A word.
    Word,
    /// A number with its comparator and measure word.
    Number,
    /// Punctuation or white space.
    Mark,
}

/// A token: a byte range of the text and its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Kind.
    pub kind: TokenKind,
}

/// Words of Chinese and how often they were counted, one a line; the lexicon's README says whence.
const DICTIONARY: &[u8] = include_bytes!("../../lexicon/dictionary.txt");

/// A dictionary, the number rule and what is read alike; made once and passed by reference.
pub struct Segmenter {
    jieba: Jieba,
    number: Regex,
    synonyms: Synonyms,
    telling: Telling,
    domain: BTreeSet<String>,
    frame_headings: Vec<String>,
}

/// Words in the texts that jieba's dictionary was counted on, and what the rarest of them
/// weighs: its natural logarithm.
const COUNTED_LN: f64 = 17.91;

/// How rare a word of the domain is taken to be: they are not in the dictionary's count.
const DOMAIN_RARITY: f64 = 0.75;

impl Segmenter {
    /// Loads the dictionary and the domain words of `lexicon`.
    ///
    /// # Panics
    ///
    /// When a measure word of the lexicon holds a pattern character; a test loads them all.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut jieba = Jieba::with_dict(&mut &*DICTIONARY).expect("every line is word and count");
        for word in lexicon.words() {
            jieba.add_word(word, Some(20_000), None);
        }
        let measures = lexicon.measure_words().join("|");
        let pattern = format!(
            r"(?:不低于|不少于|不超过|至少|超过|达到|[＞>≥＜<≤])?\s*\d+(?:[.．]\d+)?\s*(?:[%％]|(?:万|亿|百|千)?(?:{measures}))?(?:左右|以上|以下|以内)?"
        );
        let number = Regex::new(&pattern).expect("measure words hold no pattern characters");
        Segmenter {
            jieba,
            number,
            synonyms: lexicon.synonyms().clone(),
            telling: lexicon.telling().clone(),
            domain: lexicon.words().map(str::to_owned).collect(),
            frame_headings: lexicon.frame_headings().to_vec(),
        }
    }

    /// Words that are read alike when texts are compared.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// What terms tell beside their rarity.
    pub fn telling(&self) -> &Telling {
        &self.telling
    }

    /// How rare `word` is in Chinese at large, 0 to 1: 加强 0.4, 盲文 0.8.
    pub fn rarity(&self, word: &str) -> f64 {
        if self.domain.contains(word) {
            return DOMAIN_RARITY;
        }
        let counted = self.jieba.suggest_freq(word).max(1) as f64;
        (1.0 - counted.ln() / COUNTED_LN).clamp(0.05, 1.0)
    }

    /// True for the heading of a part that sets the frame: 指导思想, 发展现状和面临的形势.
    pub fn is_frame_heading(&self, heading: &str) -> bool {
        self.frame_headings
            .iter()
            .any(|frame| heading.contains(frame.as_str()))
    }

    /// Tokens of `text` in order; joined they are the text.
    pub fn tokens(&self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5);
        let mut from = 0;
        for found in self.number.find_iter(text) {
            self.words(text, from, found.start(), &mut tokens);
            tokens.push(Token {
                start: found.start(),
                end: found.end(),
                kind: TokenKind::Number,
            });
            from = found.end();
        }
        self.words(text, from, text.len(), &mut tokens);
        tokens
    }

    fn words(&self, text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
        let mut at = start;
        for word in self.jieba.cut(&text[start..end], false) {
            let next = at + word.word.len();
            let mark = !word.word.chars().any(char::is_alphanumeric);
            let kind = if mark {
                TokenKind::Mark
            } else {
                TokenKind::Word
            };
            tokens.push(Token {
                start: at,
                end: next,
                kind,
            });
            at = next;
        }
    }
}
