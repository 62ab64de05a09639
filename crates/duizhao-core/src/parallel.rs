//! Does pieces of work that know nothing of each other on several threads.
//!
//! ```text
//! 甲–乙 甲–丙 甲–丁 乙–丙 …   →   four threads   →   the answers in the order of the pieces
//! ```
//!
//! Whatever the number of threads, the answers are those of one.

use std::sync::{Mutex, PoisonError};

/// More than an office computer has to spare helps nobody.
const THREADS: usize = 4;

/// Fewer pieces than this are done at once.
const FEW: usize = 4;

/// How often a thread comes back for more: the one with the hard pieces takes fewer.
const TURNS: usize = 8;

/// The answer to every piece, in their order.
pub fn in_order<T: Sync, R: Send>(pieces: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if pieces.len() < FEW {
        return pieces.iter().map(work).collect();
    }
    let parts = pieces.chunks(size(pieces.len())).enumerate();
    let mut answers = on_threads(parts, |(at, part)| {
        let answers: Vec<R> = part.iter().map(&work).collect();
        (at, answers)
    });
    answers.sort_unstable_by_key(|(at, _)| *at);
    answers.into_iter().flat_map(|(_, some)| some).collect()
}

/// Does `work` to every piece; it is told which one it has.
pub fn to_each<T: Send>(pieces: &mut [T], work: impl Fn(usize, &mut T) + Sync) {
    let size = size(pieces.len());
    let parts = pieces.chunks_mut(size).enumerate();
    on_threads(parts, |(part, some)| {
        for (at, piece) in some.iter_mut().enumerate() {
            work(part * size + at, piece);
        }
    });
}

fn size(pieces: usize) -> usize {
    pieces.div_ceil(THREADS * TURNS).max(1)
}

/// Does every part on the thread that is free first; the answers come in no order.
fn on_threads<P: Send, R: Send>(
    parts: impl Iterator<Item = P> + Send,
    work: impl Fn(P) -> R + Sync,
) -> Vec<R> {
    let parts = Mutex::new(parts);
    let next = || {
        let mut parts = parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.next()
    };
    let take = || {
        let mut answers = Vec::new();
        while let Some(part) = next() {
            answers.push(work(part));
        }
        answers
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..THREADS).map(|_| scope.spawn(take)).collect();
        // Whoever asks is one of them.
        let mut answers = take();
        for thread in others {
            match thread.join() {
                Ok(more) => answers.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        answers
    })
}
