//! A mender of matches: a wrong one forbidden, one made by hand, both kept when all is run again.

use anyhow::{Context, Result, ensure};
use duizhao_journeys::{Key, Window, journey};

use super::library::five_plans;

/// Rows come first, their deviations after them.
const CONTENT: &str =
    "[data-testid=view-matrix][data-state=content][aria-busy=false] [data-testid=matrix-row]";

/// What the cell of a plan in a row shows.
async fn cell(window: &Window, row: &str, plan: &str) -> Result<String> {
    let css = format!("[data-testid=matrix-row][data-row='{row}'] [data-plan='{plan}']");
    window.text(&css).await
}

#[test]
fn a_wrong_match_is_forbidden_a_right_one_made_by_hand_and_both_are_kept() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window.wait(CONTENT).await?;
        window.click("[data-testid=filter-all]").await?;
        window
            .wait("[data-testid=filter-all][aria-pressed=true]")
            .await?;
        window.wait(CONTENT).await?;
        let found = window
            .script(
                "const cell = [...document.querySelectorAll('[data-testid=matrix-cell][data-presence=full]')]
                     .find((cell) => cell.querySelector('.u'));
                 cell.click();
                 return [cell.closest('[data-row]').dataset.row, cell.dataset.plan, cell.querySelector('.u').innerText];",
            )
            .await?;
        let word = |at: usize| found[at].as_str().map(str::to_owned).context("a word");
        let (row, plan, unit) = (word(0)?, word(1)?, word(2)?);
        let place = format!("[data-testid=matrix-row][data-row='{row}'] [data-plan='{plan}']");

        window.press(&[Key::Letter('x')]).await?;
        window
            .until(&format!(
                "return !(document.querySelector(\"{place}\")?.innerText ?? '{unit}').includes('{unit}')"
            ))
            .await?;
        window.wait(CONTENT).await?;

        // By hand: another unit of the same plan.
        window
            .script(&format!("document.querySelector(\"{place}\").click()"))
            .await?;
        window.press(&[Key::Letter('m')]).await?;
        window.wait("[data-testid=match-entry]").await?;
        let chosen = window
            .script(&format!(
                "const entry = [...document.querySelectorAll('[data-testid=match-entry]')]
                     .find((entry) => !entry.querySelector('.id').innerText.includes('{unit}'));
                 const id = entry.querySelector('.id').innerText;
                 entry.click();
                 return id;"
            ))
            .await?;
        let chosen = chosen.as_str().context("a unit was chosen")?.to_owned();
        let by_hand = format!(
            "document.querySelector(\"{place} .u\")?.innerText.replace('…', '') === '{chosen}'"
        );
        window.until(&format!("return {by_hand}")).await?;
        window
            .until_remembered("state.view === 'matrix' && state.matrix.filter === 'all'")
            .await?;
        window.close().await?;

        let window = Window::open(home).await?;
        window.wait(CONTENT).await?;
        let shown = cell(&window, &row, &plan).await?;
        ensure!(shown.contains(&chosen), "made by hand, kept: {shown}");
        ensure!(!shown.contains(&unit), "forbidden, kept: {shown}");

        // Both steps can be taken back.
        window.press(&[Key::Control, Key::Letter('z')]).await?;
        window.until(&format!("return !({by_hand})")).await?;
        window.press(&[Key::Control, Key::Letter('z')]).await?;
        window.wait_text(&place, &unit).await?;
        window.close().await
    });
}
