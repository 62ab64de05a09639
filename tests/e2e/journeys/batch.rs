//! Pictures of many plans: the table of a batch leads to the pair, a chart is copied.

use anyhow::{Result, ensure};
use duizhao_journeys::{Key, Window, journey};

use super::library::five_plans;

async fn order(window: &Window) -> Result<Vec<String>> {
    let plans = window
        .script(
            "return [...document.querySelectorAll('[data-testid=batch-row]')].map((row) => row.dataset.plan)",
        )
        .await?;
    Ok(serde_json::from_value(plans)?)
}

/// The carried shares of the rows, in their order.
async fn shares(window: &Window) -> Result<Vec<f64>> {
    let words = window
        .texts("[data-testid=batch-row] td:nth-child(2)")
        .await?;
    let number = |word: &String| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        digits.parse().map_err(Into::into)
    };
    words.iter().map(number).collect()
}

#[test]
fn plans_are_sorted_by_what_they_carry_and_a_mark_opens_the_pair() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        window
            .script("document.querySelector('[data-testid=mode-batch]').click()")
            .await?;
        window.wait("[data-testid=batch-row]").await?;
        ensure!(order(&window).await?.len() == 4, "every plan but the base");

        window.click("[data-testid=sort-carried]").await?;
        window
            .wait("th[aria-sort] [data-testid=sort-carried]")
            .await?;
        let carried = shares(&window).await?;
        ensure!(
            carried.is_sorted() && carried.len() == 4,
            "the least first: {carried:?}"
        );
        window.picture("batch").await?;

        let last = order(&window).await?.pop().unwrap_or_default();
        let mark = format!("[data-testid=batch-row][data-plan='{last}'] svg");
        window.wait(&mark).await?;
        window.click(&mark).await?;
        window
            .wait(&format!(
                "[data-testid=batch-row][data-plan='{last}'][aria-selected=true]"
            ))
            .await?;
        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=app][data-view=synopsis] [data-testid=sentence]")
            .await?;
        let on = format!("[data-testid=column][data-plan='{last}']");
        ensure!(window.count(&on).await? == 1, "the plan is beside the base");
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn a_chart_is_copied_as_a_picture() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        window.click("[data-testid=rail-targets]").await?;
        window
            .wait("[data-testid=view-targets][data-state=content] [data-testid=target-row] svg.ds")
            .await?;
        window.press(&[Key::Letter('g')]).await?;
        window
            .wait_text("[role=contentinfo], footer, .status", "图表已作为图片复制")
            .await?;
        window.close().await
    });
}
