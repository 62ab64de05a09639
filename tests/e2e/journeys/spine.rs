//! First start → five plans → matrix → open a row → switch the base → open the source.

use anyhow::{Context, Result, ensure};
use duizhao_journeys::{Window, journey, seed};

use super::library::five_plans;

/// A row over the plans with all its sentences: a long one is drawn in two steps.
const SHEET: &str = "[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=synopsis-grid][aria-busy=false]";

#[test]
fn five_plans_from_the_first_start_to_the_source_line() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;

        let columns = window
            .texts("[data-testid=column-base], [data-testid=column]")
            .await?;
        ensure!(
            columns.len() == 5,
            "five plans are five columns: {columns:?}"
        );
        for place in ["济宁", "市中区", "嘉兴"] {
            ensure!(
                columns.iter().any(|column| column.contains(place)),
                "no {place} in {columns:?}"
            );
        }
        window
            .until("return document.querySelectorAll('[data-testid=matrix-row]').length >= 10")
            .await?;
        window
            .wait("[data-testid=matrix-cell][data-presence=absent]")
            .await?;
        window
            .click("[data-testid=matrix-cell][data-presence=partial]")
            .await?;
        window
            .wait("[data-testid=peek] [data-testid=match-facts]")
            .await?;
        window.picture("matrix").await?;

        window.click("[data-testid=matrix-row] .open").await?;
        window.wait("[data-testid=app][data-view=synopsis]").await?;
        window.wait(SHEET).await?;
        let base = window
            .attribute("[data-testid=column-base]", "data-plan")
            .await?;
        let shown = window.text("[data-testid=synopsis-grid]").await?;
        ensure!(
            shown.chars().filter(|c| !c.is_ascii()).count() > 40,
            "the row shows text: {shown}"
        );
        window
            .wait("[data-testid=facts] [data-testid=match-facts]")
            .await?;
        window.picture("synopsis").await?;

        let other = window
            .attribute("[data-testid=make-base]", "data-plan")
            .await?;
        ensure!(other != base, "another plan can be made the base");
        window
            .click(&format!("[data-testid=make-base][data-plan='{other}']"))
            .await?;
        window
            .wait(&format!("[data-testid=column-base][data-plan='{other}']"))
            .await?;
        window.wait(SHEET).await?;
        window.picture("synopsis-base-switched").await?;

        window
            .click(&format!("[data-testid=open-source][data-plan='{other}']"))
            .await?;
        window.wait("[data-testid=app][data-view=source]").await?;
        source_line_is_that_of_the_file(&window, &other).await?;
        window.picture("source").await?;

        let complaints = window.complaints().await?;
        ensure!(complaints.is_empty(), "{complaints:#?}");
        window.close().await
    });
}

/// The marked line of the source view has the number and the characters of the file's line.
async fn source_line_is_that_of_the_file(window: &Window, plan: &str) -> Result<()> {
    let current = "[data-testid=source-line][data-current=true]";
    window.wait(&format!("{current} .tx.plan-t")).await?;
    let number: usize = window.attribute(current, "data-line").await?.parse()?;
    let shown = window
        .script(&format!(
            "return document.querySelector(\"{current} .tx\").textContent"
        ))
        .await?;
    let text = seed(plan)?;
    let line = text
        .lines()
        .nth(number - 1)
        .with_context(|| format!("{plan} has no line {number}"))?;
    ensure!(
        shown == line,
        "line {number} shows {shown}, the file has {line}"
    );
    Ok(())
}

#[test]
fn everything_is_there_after_a_restart() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.click("[data-testid=matrix-row] .open").await?;
        window.wait(SHEET).await?;
        let before = window.text("[data-testid=synopsis-grid]").await?;
        window
            .until_remembered("state.view === 'synopsis' && state.synopsis.row !== null")
            .await?;
        window.close().await?;

        let window = Window::open(home).await?;
        window
            .wait("[data-testid=app][data-started=true][data-view=synopsis]")
            .await?;
        window.wait(SHEET).await?;
        let after = window.text("[data-testid=synopsis-grid]").await?;
        ensure!(after == before, "before:\n{before}\nafter:\n{after}");
        window.close().await
    });
}
