//! Does pieces of work that know nothing of each other on several threads.
//!
//! ```text
//! 甲–乙 甲–丙 甲–丁 乙–丙 …   →   four threads   →   the answers in the order of the pieces
//! ```
//!
//! Whatever the number of threads, the answers are those of one.

/// More than an office computer has to spare helps nobody.
const THREADS: usize = 4;

/// Fewer pieces than this are done at once.
const FEW: usize = 4;

/// The answer to every piece, in their order.
pub fn in_order<T: Sync, R: Send>(pieces: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if pieces.len() < FEW {
        return pieces.iter().map(work).collect();
    }
    let work = &work;
    std::thread::scope(|scope| {
        let parts = pieces.chunks(pieces.len().div_ceil(THREADS));
        let parts = parts.map(|part| scope.spawn(|| part.iter().map(work).collect::<Vec<R>>()));
        let running: Vec<_> = parts.collect();
        let answers = running.into_iter().flat_map(|part| match part.join() {
            Ok(answers) => answers,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        answers.collect()
    })
}

/// Does `work` to every piece; it is told which one it has.
pub fn to_each<T: Send>(pieces: &mut [T], work: impl Fn(usize, &mut T) + Sync) {
    let size = pieces.len().div_ceil(THREADS).max(FEW);
    let work = &work;
    std::thread::scope(|scope| {
        for (part, some) in pieces.chunks_mut(size).enumerate() {
            scope.spawn(move || {
                for (at, piece) in some.iter_mut().enumerate() {
                    work(part * size + at, piece);
                }
            });
        }
    });
}
