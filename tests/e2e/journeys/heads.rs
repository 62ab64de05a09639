//! Heads of tables: they stay over the rows they name, cover none of them, and show whole names.

use anyhow::ensure;
use duizhao_journeys::{Key, journey};

use super::library::five_plans;

/// Whether the row one is on stands wholly in sight, below the head that sticks.
const CLEAR: &str = "
    const grid = document.querySelector('[data-testid=target-grid]');
    const head = grid.querySelector('[data-sticky-head]').getBoundingClientRect();
    const row = document.getElementById(grid.getAttribute('aria-activedescendant'))?.getBoundingClientRect();
    return row !== undefined && row.top >= head.bottom - 1 && row.bottom <= grid.getBoundingClientRect().bottom + 1;
";

/// Names of departments that stand out of their head.
const CUT: &str = "
    return [...document.querySelectorAll('[data-testid=department]')].filter((name) => {
        const box = name.closest('[role=columnheader]').getBoundingClientRect();
        return [...name.querySelectorAll('span')].map((piece) => piece.getBoundingClientRect())
            .some((piece) => piece.top < box.top || piece.left < box.left - 1 || piece.right > box.right + 1);
    }).map((name) => name.innerText);
";

#[test]
fn the_head_over_promises_in_the_prose_stays_and_covers_no_row() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window.show("targets").await?;
        window.press(&[Key::End]).await?;
        window
            .until("return document.querySelector('[data-testid=target-grid]').scrollTop > 300")
            .await?;
        for _ in 0..40 {
            window.press(&[Key::Up]).await?;
            window.until(CLEAR).await?;
        }
        let head = "[data-testid=target-grid] [data-sticky-head]";
        window.wait_text(head, "正文中的目标").await?;
        window.press(&[Key::Home]).await?;
        window.until(CLEAR).await?;
        window.wait_text(head, "→").await?;
        window.close().await
    });
}

#[test]
fn names_of_departments_are_whole_at_every_size_of_text() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        for (language, percent) in [("zh", 100), ("en", 100), ("zh", 200)] {
            window.set("light", language, percent).await?;
            window.show("responsibilities").await?;
            window.wait("[data-testid=department]").await?;
            let cut = window.script(CUT).await?;
            ensure!(cut == serde_json::json!([]), "{language} {percent}: {cut}");
        }
        window.close().await
    });
}
