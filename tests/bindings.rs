//! The page's types are those of the program: what is generated now equals the committed files.
//!
//! A type that is new or changed is written by `cargo test -p duizhao-workbench` and committed.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use duizhao_tests::texts::{repository, text_of};
use duizhao_workbench::api::{
    batch, correct, import, matrix, mend, near, responsibilities, review, session, targets, view,
};
use duizhao_workbench::messages;
use ts_rs::{Config, TS};

/// Writes the bindings of every listed type, and of what it needs.
macro_rules! export {
    ($config:expr, $($module:ident :: { $($name:ident),* $(,)? })*) => {
        $($(<$module::$name as TS>::export_all($config).expect("a binding can be written");)*)*
    };
}

fn files(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("the folder of bindings is there");
    entries
        .map(|entry| entry.expect("its entries can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "ts"))
        .map(|path| {
            (
                path.file_name()
                    .unwrap_or_default()
                    .to_string_lossy()
                    .into_owned(),
                text_of(&path),
            )
        })
        .collect()
}

#[test]
fn generated_types_equal_the_committed_files() {
    let folder = tempfile::tempdir().expect("a folder for the bindings");
    let config = Config::new()
        .with_large_int("number")
        .with_out_dir(folder.path());
    export!(&config,
        correct::{CorrectedUnit, CorrectionView, CorrectionsView, MatchInput, UnitAt}
        matrix::{CellView, MatrixCounts, MatrixLine, MatrixRequest, MatrixRow, MatrixSection, MatrixView}
        mend::{AmountInput, MendInput, MendResult, MendView, TargetDetail, UnitDetail}
        batch::{BatchCell, BatchPlan, BatchRequest, BatchTask, BatchView, CountsView}
        responsibilities::{DepartmentCell, DepartmentHead, ResponsibilitiesView, ResponsibilityRow, ResponsibilitySection, ResponsibilitySide}
        review::{ChangedView, EvidenceRun, EvidenceSide, KindCount, ReviewCounts, ReviewDetail, ReviewItem, ReviewLine, ReviewRequest, ReviewView, SiblingView, VerdictInput}
        session::{ChangeView, MatchDecision, MenuEntry, MenuGroup, PickedFile, Settings, ShellEvent}
        targets::{IndicatorCell, IndicatorGroup, IndicatorRow, ProseTargetCell, ProseTargetRow, TargetsView}
        near::{NearPlanView, NearView}
        messages::{Text}
        import::{ImportFile, ImportRow, ImportView, PlanFileView, PreviewView}
        view::{ApiError, ColumnView, DepartmentView, DoubtView, FactsView, FlagView, HeatBlock, HitView, LibraryView, LineageEdge, OutlineEntry, PlanCard, Progress, RateView, RunView, SearchView, Selection, SentenceCell, SentenceRow, SourceLine, SourceMark, SourceView, SynopsisView, TargetView, UnitView}
    );
    let (now, committed) = (
        files(folder.path()),
        files(&repository("ui/src/api/generated")),
    );
    let names: BTreeSet<&String> = now.keys().chain(committed.keys()).collect();
    let differ: Vec<&String> = names
        .into_iter()
        .filter(|name| now.get(*name) != committed.get(*name))
        .collect();
    assert!(
        differ.is_empty(),
        "run `cargo test -p duizhao-workbench` and commit: {differ:?}"
    );
}
