//! The table and the synopsis over the five bundled plans.

use std::fmt::Write as _;

use duizhao_core::align::{AlignOptions, align};
use duizhao_core::compare::{CompareOptions, compare};
use duizhao_core::control::Control;
use duizhao_core::model::{Alignment, Comparison, Corpus, PlanId, UnitKind};
use duizhao_core::present::{
    Mark, NamedDepartment, Presence, Selected, SentencePart, facts_of, spell_out, tabulate,
};
use duizhao_core::text::Segmenter;
use duizhao_tests::texts::{self, SEEDS};
use duizhao_workbench::messages::{moved_text, plan_note_text};

const JINING: &str = "002_d69efc627f7d24d0";

struct Read {
    corpus: Corpus,
    segmenter: Segmenter,
    alignment: Alignment,
    base: PlanId,
    comparison: Comparison,
}

impl Read {
    fn seeds() -> Self {
        let plans = SEEDS
            .iter()
            .map(|stem| texts::read(stem, &texts::seed(stem)));
        let corpus = Corpus::new(plans);
        let segmenter = Segmenter::new(texts::lexicon());
        let control = Control::none();
        let alignment = align(&corpus, &[], &AlignOptions::default(), &segmenter, &control)
            .expect("nobody cancels");
        let base = PlanId(JINING.to_owned());
        let options = CompareOptions::default();
        let comparison = compare(
            &corpus,
            &base,
            &alignment,
            &options,
            texts::lexicon(),
            &segmenter,
            &control,
        )
        .expect("nobody cancels");
        Read {
            corpus,
            segmenter,
            alignment,
            base,
            comparison,
        }
    }

    fn selected(&self) -> Selected<'_> {
        Selected {
            corpus: &self.corpus,
            base: Some(&self.base),
            alignment: &self.alignment,
            comparison: Some(&self.comparison),
            lexicon: texts::lexicon(),
        }
    }
}

#[test]
fn rows_follow_the_base_and_hold_every_commitment_once() {
    let read = Read::seeds();
    let table = tabulate(&read.selected());
    let base = read.corpus.get(&read.base).unwrap();
    let places: Vec<usize> = table
        .rows
        .iter()
        .filter_map(|row| row.base_path.as_ref())
        .map(|path| base.units.position(path).unwrap())
        .collect();
    assert!(
        places.windows(2).all(|pair| pair[0] < pair[1]),
        "the base's order"
    );
    let numbers: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=table.rows.len() as u32).collect::<Vec<_>>());
    let mut ids: Vec<&str> = table.rows.iter().map(|row| row.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), table.rows.len(), "ids are unique");
    for (column, held) in table.columns.iter().enumerate() {
        let plan = read.corpus.get(&held.plan).unwrap();
        for unit in plan
            .units
            .commitments()
            .filter(|unit| unit.kind == UnitKind::Task)
        {
            let shown = table
                .rows
                .iter()
                .any(|row| row.cells[column].units.iter().any(|u| u.path == unit.path));
            assert!(shown, "{} {} is in a row", held.name, unit.path);
        }
    }
    let in_sections: usize = table
        .sections
        .iter()
        .map(|section| section.rows.len())
        .sum();
    assert_eq!(in_sections, table.rows.len(), "every row is in one section");
}

#[test]
fn an_empty_cell_says_why_and_a_column_says_once_what_holds_throughout() {
    let read = Read::seeds();
    let table = tabulate(&read.selected());
    assert!(table.columns[0].is_base && table.columns[0].relation.is_none());
    let notes: Vec<String> = table
        .columns
        .iter()
        .map(|column| {
            let said = column.notes.iter().map(|note| plan_note_text(*note).zh);
            said.collect::<Vec<_>>().join("、")
        })
        .collect();
    assert_eq!(
        notes,
        [
            "",
            "全文未写责任部门",
            "无指标表",
            "无指标表",
            "目标年 2020"
        ]
    );
    for row in table.rows.iter().filter(|row| row.base_path.is_some()) {
        for cell in &row.cells[1..] {
            assert_eq!(
                cell.presence == Presence::Absent,
                cell.absence.is_some(),
                "{}",
                row.topic
            );
            assert_eq!(
                cell.presence == Presence::Absent,
                cell.units.is_empty(),
                "{}",
                row.topic
            );
        }
    }
}

#[test]
fn a_row_spelt_out_holds_every_plan_text_verbatim() {
    let read = Read::seeds();
    let table = tabulate(&read.selected());
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    for row in table.rows.iter().step_by(7) {
        let sentences = spell_out(&read.selected(), row, &read.segmenter);
        for (column, cell) in row.cells.iter().enumerate() {
            let plan = read.corpus.get(&table.columns[column].plan).unwrap();
            let body: String = cell
                .units
                .iter()
                .filter_map(|unit| plan.unit(&unit.path))
                .map(|unit| bare(&plan.body(unit)))
                .collect();
            let said: usize = sentences[1..]
                .iter()
                .flat_map(|line| &line.cells[column].runs)
                .filter(|run| run.mark != Mark::Removed)
                .map(|run| bare(&run.text).chars().count())
                .sum();
            assert_eq!(
                said,
                body.chars().count(),
                "{} {}",
                row.topic,
                table.columns[column].name
            );
        }
    }
}

#[test]
fn a_known_row_reads_well() {
    let read = Read::seeds();
    let table = tabulate(&read.selected());
    let id = format!("{JINING}/3.1.6");
    let row = table.rows.iter().find(|row| row.id == id).unwrap();
    let mut out = String::new();
    for line in spell_out(&read.selected(), row, &read.segmenter) {
        let _ = writeln!(
            out,
            "{}{}",
            line.number,
            if line.added { " ＋" } else { "" }
        );
        for (cell, column) in line.cells.iter().zip(&table.columns) {
            let _ = writeln!(out, "  {} {}", column.name, shown(cell));
        }
    }
    for (facts, column) in facts_of(&read.selected(), row).iter().zip(&table.columns) {
        let names = |list: &[NamedDepartment]| -> String {
            let shown: Vec<String> = list
                .iter()
                .map(|d| format!("{}/{:?}", d.name, d.mark))
                .collect();
            shown.join("、")
        };
        let _ = writeln!(
            out,
            "{} 牵头 {} 参与 {} 强度 {:?} {}",
            column.name,
            names(&facts.lead),
            names(&facts.participants),
            facts.strength,
            facts.strength_word.as_deref().unwrap_or("—"),
        );
    }
    insta::assert_snapshot!(out);
}

#[test]
fn without_a_base_the_groups_are_the_rows() {
    let read = Read::seeds();
    let selected = Selected {
        base: None,
        comparison: None,
        ..read.selected()
    };
    let table = tabulate(&selected);
    let groups = read.alignment.groups.len();
    let ids: Vec<&str> = table.rows[..groups]
        .iter()
        .map(|row| row.id.as_str())
        .collect();
    let expected: Vec<&str> = read
        .alignment
        .groups
        .iter()
        .map(|g| g.id.0.as_str())
        .collect();
    assert_eq!(ids, expected);
    let row = table.rows.iter().find(|row| row.id == ids[0]).unwrap();
    let sentences = spell_out(&selected, row, &read.segmenter);
    let marks = sentences
        .iter()
        .flat_map(|line| &line.cells)
        .flat_map(|c| &c.runs);
    assert!(
        marks.clone().all(|run| run.mark != Mark::Removed),
        "nothing is struck"
    );
}

fn shown(cell: &SentencePart) -> String {
    let runs: String = cell
        .runs
        .iter()
        .map(|run| match run.mark {
            Mark::Same => run.text.clone(),
            Mark::Added => format!("{{+{}+}}", run.text),
            Mark::Removed => format!("[-{}-]", run.text),
            Mark::Moved => format!("{{~{}~}}", run.text),
        })
        .collect();
    let place = cell
        .place
        .as_ref()
        .map_or(String::new(), |unit| format!(" @{}", unit.path));
    let note = cell.moved_from.map_or(String::new(), |number| {
        format!(" ({})", moved_text(number).zh)
    });
    format!("{runs}{place}{note}")
}
