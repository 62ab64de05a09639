//! Word differences of two texts as runs.
//!
//! ```text
//! 加强托养服务  against  强化托养照护服务   →   强化托养[+照护]服务, 加强 struck before 强化
//! 全市          against  全区               →   the same: only localised
//! ```
//!
//! The runs that are not struck, joined, are the second text, always.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::compare::folding::{Reader, Tok, is_han};
use crate::lexicon::Lexicon;
use crate::present::{Mark, Run};
use crate::text::{Segmenter, TokenKind};

/// A text that went to another place of the sentence is at least this long to be called moved.
const MOVED: usize = 4;

/// The differences of `after` to `before`, on whole words; numbers with their measure words
/// are one word, and what is only localised is the same.
pub fn wording(before: &str, after: &str, lexicon: &Lexicon, segmenter: &Segmenter) -> Vec<Run> {
    let mut reader = Reader::new(lexicon, segmenter);
    let ours = reader.read(before, 0, &[]);
    let theirs = reader.read(after, 0, &[]);
    token_runs((before, 0, &ours), (after, 0, &theirs), &reader)
}

/// A text, the offset that its tokens' places count from, and its tokens.
pub(super) type Read<'t> = (&'t str, usize, &'t [Tok]);

/// The differences of two texts that `reader` has read.
pub(super) fn token_runs(before: Read<'_>, after: Read<'_>, reader: &Reader<'_>) -> Vec<Run> {
    let keys = |toks: &[Tok]| -> Vec<u32> {
        toks.iter()
            .map(|tok| {
                if tok.kind == TokenKind::Mark {
                    MARK
                } else {
                    tok.key
                }
            })
            .collect()
    };
    let ops = capture_diff_slices(Algorithm::Myers, &keys(before.2), &keys(after.2));
    let hunks = joined(hunks_of(&ops), after);
    let mut runs = Vec::new();
    for hunk in &hunks {
        push_hunk(hunk, before, after, reader, &mut runs);
    }
    mark_moved(runs)
}

/// All marks are one: a comma for a stop is no difference.
const MARK: u32 = u32::MAX;

/// A stretch of tokens on both sides.
#[derive(Debug, Clone)]
struct Hunk {
    same: bool,
    before: std::ops::Range<usize>,
    after: std::ops::Range<usize>,
}

fn hunks_of(ops: &[DiffOp]) -> Vec<Hunk> {
    let hunk = |op: &DiffOp| Hunk {
        same: matches!(op, DiffOp::Equal { .. }),
        before: op.old_range(),
        after: op.new_range(),
    };
    ops.iter().map(hunk).collect()
}

/// Joins changes that only a single short word or mark parts, so that they read as one.
fn joined(hunks: Vec<Hunk>, after: Read<'_>) -> Vec<Hunk> {
    let island = |hunk: &Hunk| {
        let toks = &after.2[hunk.after.clone()];
        let [tok] = toks else { return false };
        let text = &after.0[tok.start - after.1..tok.end - after.1];
        let han = text.chars().filter(|&c| is_han(c)).count();
        hunk.same && han == 1 && tok.kind == TokenKind::Word
    };
    let mut out: Vec<Hunk> = Vec::new();
    let last = hunks.len().saturating_sub(1);
    for (at, mut hunk) in hunks.into_iter().enumerate() {
        if at > 0 && at < last && island(&hunk) {
            hunk.same = false;
        }
        match out.last_mut() {
            Some(known) if known.same == hunk.same => {
                known.before.end = hunk.before.end;
                known.after.end = hunk.after.end;
            }
            _ => out.push(hunk),
        }
    }
    out
}

fn push_hunk(
    hunk: &Hunk,
    before: Read<'_>,
    after: Read<'_>,
    reader: &Reader<'_>,
    runs: &mut Vec<Run>,
) {
    let (old, new) = (&before.2[hunk.before.clone()], &after.2[hunk.after.clone()]);
    let same = hunk.same || folded(old, reader) == folded(new, reader);
    let whole = |read: Read<'_>, toks: &[Tok]| match (toks.first(), toks.last()) {
        (Some(first), Some(last)) => read.0[first.start - read.1..last.end - read.1].to_owned(),
        _ => String::new(),
    };
    let (removed, added) = (whole(before, old), whole(after, new));
    let says = |text: &str| text.chars().any(char::is_alphanumeric);
    if !same && says(&removed) {
        push(runs, removed, Mark::Removed);
    }
    let mark = if same || !says(&added) {
        Mark::Same
    } else {
        Mark::Added
    };
    push(runs, added, mark);
}

fn push(runs: &mut Vec<Run>, text: String, mark: Mark) {
    match runs.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.mark == mark => last.text.push_str(&text),
        _ => runs.push(Run { text, mark }),
    }
}

/// What was struck at one place and added at another within the text has moved.
fn mark_moved(mut runs: Vec<Run>) -> Vec<Run> {
    let bare = |run: &Run| -> String { run.text.chars().filter(|c| c.is_alphanumeric()).collect() };
    for at in 0..runs.len() {
        let long = bare(&runs[at]).chars().count() >= MOVED;
        if runs[at].mark != Mark::Added || !long {
            continue;
        }
        let twin = runs
            .iter()
            .position(|r| r.mark == Mark::Removed && bare(r) == bare(&runs[at]));
        if let Some(twin) = twin {
            runs[at].mark = Mark::Moved;
            runs[twin].text.clear();
        }
    }
    runs.retain(|run| !run.text.is_empty());
    let mut out: Vec<Run> = Vec::new();
    for run in runs {
        push(&mut out, run.text, run.mark);
    }
    out
}

fn folded(toks: &[Tok], reader: &Reader<'_>) -> String {
    let words = toks.iter().filter(|tok| tok.kind != TokenKind::Mark);
    words.map(|tok| reader.folded(tok.key)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// 「[-加强-]{+强化+}托养服务」
    fn shown(runs: &[Run]) -> String {
        let show = |run: &Run| match run.mark {
            Mark::Same => run.text.clone(),
            Mark::Added => format!("{{+{}+}}", run.text),
            Mark::Removed => format!("[-{}-]", run.text),
            Mark::Moved => format!("{{~{}~}}", run.text),
        };
        runs.iter().map(show).collect()
    }

    fn with_lexicon<T>(work: impl FnOnce(&Lexicon, &Segmenter) -> T) -> T {
        let lexicon = Lexicon::builtin();
        let segmenter = Segmenter::new(&lexicon);
        work(&lexicon, &segmenter)
    }

    #[test]
    fn whole_words_differ_and_localisation_does_not() {
        with_lexicon(|lexicon, segmenter| {
            let check = |before: &str, after: &str, expected: &str| {
                assert_eq!(shown(&wording(before, after, lexicon, segmenter)), expected);
            };
            check(
                "加强残疾人托养服务。",
                "强化残疾人托养服务。",
                "[-加强-]{+强化+}残疾人托养服务。",
            );
            check(
                "由市民政局负责全市工作",
                "由区民政局负责全区工作",
                "由区民政局负责全区工作",
            );
            check(
                "安排1名残疾人，建成10家。",
                "安排1名残疾人；建成3家。",
                "安排1名残疾人；建成[-10家-]{+3家+}。",
            );
            check("", "新增服务", "{+新增服务+}");
            check("原有服务", "", "[-原有服务-]");
        });
    }

    #[test]
    fn what_went_elsewhere_is_moved() {
        with_lexicon(|lexicon, segmenter| {
            let runs = wording(
                "社区日间照料，发展居家服务",
                "发展居家服务，社区日间照料",
                lexicon,
                segmenter,
            );
            assert!(
                runs.iter().any(|run| run.mark == Mark::Moved),
                "{}",
                shown(&runs)
            );
            assert!(
                runs.iter().all(|run| run.mark != Mark::Removed),
                "{}",
                shown(&runs)
            );
        });
    }

    #[test]
    fn runs_that_are_not_struck_are_the_text() {
        with_lexicon(|lexicon, segmenter| {
            let words = prop::sample::select(vec![
                "市民政局",
                "区民政局",
                "加强",
                "推进",
                "，",
                "。",
                "１０家",
                "10 家",
                "全市",
                "残疾人",
                "“",
                "”",
                "\n",
                "a",
                "托养服务",
                "😀",
            ]);
            let text = prop::collection::vec(words, 0..14).prop_map(|words| words.concat());
            proptest!(ProptestConfig::with_cases(64), |(before in text.clone(), after in text)| {
                let runs = wording(&before, &after, lexicon, segmenter);
                let kept = runs.iter().filter(|run| run.mark != Mark::Removed);
                let joined: String = kept.map(|run| run.text.as_str()).collect();
                prop_assert_eq!(joined, after);
            });
        });
    }
}
