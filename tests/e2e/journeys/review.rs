//! A reviewer on the demonstration pair: verdicts are set, undone, and there after a restart.

use anyhow::{Result, ensure};
use duizhao_journeys::{Key, Window, journey};

const CONTENT: &str = "[data-testid=view-review][data-state=content] [data-testid=review-item]";

async fn done(window: &Window) -> Result<String> {
    window.text("[data-testid=review-done] b").await
}

#[test]
fn a_verdict_is_set_undone_and_kept_over_a_restart() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        window.click("[data-testid=start-demo]").await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.click("[data-testid=rail-review]").await?;
        window.wait(CONTENT).await?;
        ensure!(done(&window).await? == "0", "nothing is judged yet");

        window.click("[data-testid=review-item]").await?;
        window.wait("[data-testid=evidence]").await?;
        window.picture("review").await?;
        window.press(&[Key::Letter('1')]).await?;
        window.wait_text("[data-testid=review-done] b", "1").await?;
        window.press(&[Key::Letter('u')]).await?;
        window.wait_text("[data-testid=review-done] b", "0").await?;
        window.click("[data-testid=review-item]").await?;
        window.press(&[Key::Letter('1')]).await?;
        window.wait_text("[data-testid=review-done] b", "1").await?;
        window.until_remembered("review").await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await?;

        let window = Window::open(home).await?;
        window
            .wait("[data-testid=app][data-started=true][data-view=review]")
            .await?;
        window.wait(CONTENT).await?;
        ensure!(
            done(&window).await? == "1",
            "the verdict is there after a restart"
        );
        window.close().await
    });
}
