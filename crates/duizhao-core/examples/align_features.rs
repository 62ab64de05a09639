//! Prints what is compared of the given plans, for `fit/fit_telling.py`: for each plan a line
//! `plan`, then the lines of [`PlanFeatures::to_lines`].
//!
//! ```text
//! cargo run --release -p duizhao-core --example align_features -- seeds/*.txt > features.tsv
//! ```
//!
//! What terms tell is printed as their rarity has it, without the factors of the lexicon.

use std::io::{BufWriter, Write};
use std::path::Path;

use duizhao_core::Lexicon;
use duizhao_core::align::PlanFeatures;
use duizhao_core::model::PlanId;
use duizhao_core::parse::read_plan;
use duizhao_core::text::Segmenter;

#[expect(
    clippy::disallowed_methods,
    reason = "the library does no I/O, this program does"
)]
fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::builtin().without_telling();
    let segmenter = Segmenter::new(&lexicon);
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path)?.replace("\r\n", "\n");
        let stem = Path::new(&path).file_stem().unwrap_or_default();
        let stem = stem.to_string_lossy().into_owned();
        let plan = read_plan(PlanId(stem.clone()), &source, &lexicon);
        writeln!(out, "plan\t{stem}")?;
        let features = PlanFeatures::read(&plan, &segmenter);
        out.write_all(features.to_lines().as_bytes())?;
    }
    Ok(())
}
