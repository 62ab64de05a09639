//! Papers from the window: what the coverage shows, and the whole review pack.

use anyhow::ensure;
use duizhao_journeys::{Key, journey};

use super::library::five_plans;

#[test]
fn the_coverage_is_saved_as_a_workbook_and_as_a_page() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        window.click("[data-testid=filter-all]").await?;
        window
            .wait("[data-testid=filter-all][aria-pressed=true]")
            .await?;
        window
            .wait("[data-testid=view-matrix][data-state=content][aria-busy=false]")
            .await?;
        let book = home.path("对照表.xlsx");
        home.answer_dialog(&[&book])?;
        window.click("[data-testid=export]").await?;
        window
            .wait_text("[role=contentinfo], footer, .status", "对照表.xlsx")
            .await?;
        ensure!(std::fs::read(&book)?.starts_with(b"PK"), "a workbook");

        let page = home.path("审查包.html");
        home.answer_dialog(&[&page])?;
        window
            .press(&[Key::Control, Key::Shift, Key::Letter('e')])
            .await?;
        window
            .wait_text("[role=contentinfo], footer, .status", "审查包.html")
            .await?;
        let text = std::fs::read_to_string(&page)?;
        for (at, plan) in duizhao_journeys::SEEDS.iter().enumerate() {
            let last = duizhao_journeys::seed(plan)?.lines().count();
            ensure!(last > 100, "{plan} is a whole plan");
            ensure!(
                text.contains(&format!("id=\"p{at}-100\"")),
                "{plan} is in the page"
            );
        }
        ensure!(!text.contains("<script"), "no script");

        // A folder that is not there: the refusal says where, and nothing else changes.
        home.answer_dialog(&[&home.path("没有这个文件夹/a.xlsx")])?;
        window.click("[data-testid=export]").await?;
        window
            .wait("[data-testid=error][data-code=not_written]")
            .await?;
        window.close().await
    });
}
