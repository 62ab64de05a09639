//! Many plans against one base (counties × tasks).

use std::cmp::Reverse;

use duizhao_core::model::Rate;
use duizhao_core::present::{Column, Presence};

use crate::api::batch::{BatchCell, BatchPlan, BatchRequest, BatchTask, BatchView, CountsView};
use crate::api::page::MOST_ROWS;
use crate::api::view::ColumnView;
use crate::cite::cite;
use crate::names::Name;
use crate::ops::batch::{Batch, BatchedCell, BatchedPlan, Task};
use crate::views::parts;

/// The rows asked for.
pub(crate) fn view(batch: &Batch, request: &BatchRequest) -> BatchView {
    let mut plans: Vec<&BatchedPlan> = batch.plans.iter().collect();
    sort(&mut plans, &request.sort);
    let total = plans.len() as u32;
    let from = request.from.min(total);
    let shown = plans.iter().skip(from as usize);
    let shown = shown.take(request.count.min(MOST_ROWS) as usize);
    let mut all = [0; 4];
    for plan in &batch.plans {
        for (sum, count) in all.iter_mut().zip(plan.counts) {
            *sum += count;
        }
    }
    BatchView {
        base: column(&batch.base.0, &batch.base.1),
        tasks: batch.tasks.iter().map(task).collect(),
        total,
        from,
        plans: shown.map(|plan| self::plan(plan)).collect(),
        counts: counts(all),
    }
}

/// By what a reader asked; what is equal stays in the order of places.
fn sort(plans: &mut [&BatchedPlan], by: &str) {
    let carried = |plan: &BatchedPlan| plan.column.carried.map_or(0.0, Rate::value);
    let copied = |plan: &BatchedPlan| plan.column.copied.map_or(0.0, Rate::value);
    match by {
        "carried" => plans.sort_by(|a, b| carried(a).total_cmp(&carried(b))),
        "copied" => plans.sort_by(|a, b| copied(b).total_cmp(&copied(a))),
        "high" => plans.sort_by_key(|plan| Reverse(plan.counts)),
        "medium" => plans.sort_by_key(|plan| Reverse(plan.counts[1])),
        _ => {}
    }
}

fn task(task: &Task) -> BatchTask {
    BatchTask {
        row: task.row.clone(),
        cite: cite(task.path.as_str()),
        topic: task.topic.clone(),
        section: task.section.clone(),
    }
}

fn plan(plan: &BatchedPlan) -> BatchPlan {
    BatchPlan {
        column: column(&plan.column, &plan.name),
        counts: counts(plan.counts),
        cells: plan.cells.iter().map(cell).collect(),
    }
}

fn cell(cell: &BatchedCell) -> BatchCell {
    let presence = match cell.presence {
        Presence::Full => "full",
        Presence::Partial => "partial",
        Presence::Absent | Presence::Added => "absent",
    };
    BatchCell {
        presence: presence.to_owned(),
        counts: counts(cell.counts),
        flag: cell.flag.as_ref().map(parts::flag),
    }
}

fn column(column: &Column, name: &Name) -> ColumnView {
    parts::column(column, Some(name))
}

fn counts([high, medium, low, info]: [u32; 4]) -> CountsView {
    CountsView {
        high,
        medium,
        low,
        info,
    }
}
