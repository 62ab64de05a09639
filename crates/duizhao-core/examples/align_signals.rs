//! Prints what speaks for every two commitments of the given plans, one pair a line, cells
//! parted by tabs: what the figures of `align::judge` were fitted on.
//!
//! ```text
//! cargo run --release -p duizhao-core --example align_signals -- seeds/*.txt > signals.tsv
//! ```

use std::io::{BufWriter, Write};
use std::path::Path;

use duizhao_core::Lexicon;
use duizhao_core::align::pair::all_signals;
use duizhao_core::align::{PlanFeatures, commitments};
use duizhao_core::model::{Plan, PlanId};
use duizhao_core::parse::read_plan;
use duizhao_core::text::Segmenter;

#[expect(
    clippy::disallowed_methods,
    reason = "the library does no I/O, this program does"
)]
fn main() -> std::io::Result<()> {
    let lexicon = Lexicon::builtin();
    let segmenter = Segmenter::new(&lexicon);
    let mut read: Vec<(Plan, PlanFeatures)> = Vec::new();
    for path in std::env::args().skip(1) {
        let source = std::fs::read_to_string(&path)?.replace("\r\n", "\n");
        let stem = Path::new(&path).file_stem().unwrap_or_default();
        let plan = read_plan(
            PlanId(stem.to_string_lossy().into_owned()),
            &source,
            &lexicon,
        );
        let features = PlanFeatures::read(&plan, &segmenter);
        read.push((plan, features));
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(
        out,
        "plan\tunit\tplan\tunit\ttext\theading\tlead\tlead_short\tsentence\tclause\trival\tlength\tcovered_a\tcovered_b"
    )?;
    for (at, (plan_a, a)) in read.iter().enumerate() {
        for (plan_b, b) in &read[at + 1..] {
            write_pairs(&mut out, (plan_a, a), (plan_b, b), &segmenter)?;
        }
    }
    Ok(())
}

fn write_pairs(
    out: &mut impl Write,
    (plan_a, a): (&Plan, &PlanFeatures),
    (plan_b, b): (&Plan, &PlanFeatures),
    segmenter: &Segmenter,
) -> std::io::Result<()> {
    let paths = |plan: &Plan| -> Vec<String> {
        commitments(plan, segmenter)
            .map(|unit| unit.path.to_string())
            .collect()
    };
    let (paths_a, paths_b) = (paths(plan_a), paths(plan_b));
    for pair in all_signals(a, b) {
        let s = pair.signals;
        let figures = [
            s.text,
            s.heading,
            s.lead,
            s.lead_short,
            s.sentence,
            s.clause,
            s.rival,
            s.length,
            s.covered_a,
            s.covered_b,
        ];
        let figures: Vec<String> = figures
            .iter()
            .map(|figure| format!("{figure:.6}"))
            .collect();
        let (unit_a, unit_b) = (&paths_a[pair.a], &paths_b[pair.b]);
        let figures = figures.join("\t");
        writeln!(
            out,
            "{}\t{unit_a}\t{}\t{unit_b}\t{figures}",
            plan_a.id, plan_b.id
        )?;
    }
    Ok(())
}
