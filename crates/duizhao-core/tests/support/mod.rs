//! Plans written by hand, unit by unit, for tests of alignment.

use duizhao_core::model::{
    Origin, Plan, PlanId, PlanMeta, Responsibility, Sourced, Unit, UnitKind, UnitPath, UnitTree,
};
use duizhao_core::text::{LineRange, PlanTextBuilder, Span};

/// A plan of one chapter and one section with these tasks, each `(heading, body)`.
pub(crate) fn plan(id: &str, tasks: &[(&str, &str)]) -> Plan {
    let mut text = String::from("重点任务\n");
    let mut units = vec![unit(
        "1",
        None,
        UnitKind::Chapter,
        Some(Span::new(0, 12)),
        None,
    )];
    for (at, (heading, body)) in tasks.iter().enumerate() {
        let mut piece = |what: &str| {
            let span = Span::new(text.len(), text.len() + what.len());
            text.push_str(what);
            text.push('\n');
            (!what.is_empty()).then_some(span)
        };
        let (heading, body) = (piece(heading), piece(body));
        units.push(unit(
            &format!("1.1.{}", at + 1),
            Some("1"),
            UnitKind::Task,
            heading,
            body,
        ));
    }
    let end = text.len();
    let source = text.clone();
    let mut builder = PlanTextBuilder::new(text);
    builder.keep_to(end);
    for unit in &mut units {
        if let Some(title) = &mut unit.title {
            let span = title.span.expect("headings stand in the text");
            source[span.range()].clone_into(&mut title.value);
        }
    }
    Plan {
        id: PlanId(id.to_owned()),
        meta: PlanMeta::default(),
        text: builder.finish(),
        units: UnitTree::new(units),
        indicators: Vec::new(),
        targets: Vec::new(),
        skipped: Vec::new(),
        issues: Vec::new(),
    }
}

fn unit(
    path: &str,
    parent: Option<&str>,
    kind: UnitKind,
    heading: Option<Span>,
    body: Option<Span>,
) -> Unit {
    let title = heading.map(|span| Sourced {
        value: String::new(),
        span: Some(span),
        origin: Origin::Read,
    });
    Unit {
        path: UnitPath(path.to_owned()),
        parent: parent.map(|parent| UnitPath(parent.to_owned())),
        kind,
        label: None,
        title,
        body: body.into_iter().collect(),
        responsibility: Responsibility::default(),
        lines: LineRange::new(1, 1),
        own_lines: None,
        origin: Origin::Read,
    }
}
