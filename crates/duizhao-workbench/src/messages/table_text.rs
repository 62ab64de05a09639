//! What the comparison says in words of our own: notes on plans, empty cells, sentences moved.
//!
//! ```text
//! nothing(3.1.2 托养, 0.31)  →  没有相近的任务；最接近 3.1.2《托养》（0.31） │ no similar task; nearest 3.1.2 “托养” (0.31)
//! ```

use duizhao_core::present::{Absence, Candidate, PlanNote};

use super::Text;

/// What holds for a whole plan.
pub fn plan_note_text(note: PlanNote) -> Text {
    match note {
        PlanNote::NoResponsibilities => Text::new("全文未写责任部门", "names no departments"),
        PlanNote::NoLead => Text::new("责任不分牵头", "names no leads"),
        PlanNote::NoIndicators => Text::new("无指标表", "no indicator table"),
        PlanNote::MostlyCopied => Text::new("九成以上照搬", "over nine tenths copied"),
        PlanNote::TargetYear(year) => {
            Text::new(format!("目标年 {year}"), format!("targets for {year}"))
        }
    }
}

/// Why a cell is empty.
pub fn absence_text(absence: &Absence) -> Text {
    match absence {
        Absence::Nothing(None) => Text::new("没有相近的任务", "No similar task"),
        Absence::Nothing(Some(nearest)) => Text::new(
            format!("没有相近的任务；最接近 {}", in_chinese(nearest)),
            format!("No similar task; nearest: {}", in_english(nearest)),
        ),
        Absence::Elsewhere(place) => Text::new(
            format!("内容见于 {}", in_chinese(place)),
            format!("Stands in {}", in_english(place)),
        ),
        Absence::Forbidden => Text::new(
            "已由用户判定：不是同一任务",
            "You said that it is not the same task",
        ),
    }
}

/// The sentence stands out of the base's order: which one of the plan's own it is.
pub fn moved_text(number: u32) -> Text {
    Text::new(
        format!("本规划第 {number} 句"),
        format!("sentence {number} of this plan"),
    )
}

fn in_chinese(unit: &Candidate) -> String {
    format!("{}《{}》（{:.2}）", unit.path, unit.title, unit.score)
}

fn in_english(unit: &Candidate) -> String {
    format!("{} “{}” ({:.2})", unit.path, unit.title, unit.score)
}
