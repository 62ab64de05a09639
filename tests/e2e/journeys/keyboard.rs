//! Without a mouse: from the first start to a source line, a verdict and back.

use anyhow::{Context, ensure};
use duizhao_journeys::{Key, Window, journey};

#[test]
fn everything_on_the_way_is_reached_by_keys_alone() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content][aria-busy=false] [data-testid=matrix-row]")
            .await?;
        let first = window
            .attribute("[data-testid=matrix-row].on", "data-row")
            .await?;
        for key in [Key::Down, Key::Letter('j'), Key::Right, Key::F3] {
            window.press(&[key]).await?;
        }
        window
            .wait(&format!(
                "[data-testid=matrix-row].on:not([data-row='{first}'])"
            ))
            .await?;

        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=sentence]")
            .await?;
        let grid = "[data-testid=synopsis-grid]";
        let before = window.attribute(grid, "aria-activedescendant").await?;
        window.press(&[Key::F8]).await?;
        window
            .wait(&format!("{grid}:not([aria-activedescendant='{before}'])"))
            .await?;
        let active = window.attribute(grid, "aria-activedescendant").await?;
        ensure!(!active.ends_with("-0-0"), "on a difference: {active}");
        window.press(&[Key::Letter('o')]).await?;
        window
            .wait(
                "[data-testid=app][data-view=source] [data-testid=source-line][data-current=true]",
            )
            .await?;
        window.press(&[Key::Alt, Key::Left]).await?;
        window.wait("[data-testid=app][data-view=synopsis]").await?;

        window.press(&[Key::Control, Key::Letter('f')]).await?;
        window.fill("[data-testid=search-input]", "就业").await?;
        window
            .wait("[data-testid=search-hits][aria-busy=false] [data-testid=search-hit]")
            .await?;
        window.press(&[Key::Escape]).await?;
        window.wait_gone("[data-testid=search]").await?;

        verdict_by_keys(&window).await?;
        window.close().await
    });
}

/// The review by the palette, a verdict by its number, undone by Ctrl+Z, done again by Ctrl+Y.
async fn verdict_by_keys(window: &Window) -> anyhow::Result<()> {
    window.press(&[Key::Control, Key::Letter('k')]).await?;
    window.fill("[data-testid=palette-input]", "审查").await?;
    window
        .wait("[data-testid=palette] [role=listbox][aria-busy=false] [data-testid=palette-entry]")
        .await?;
    window.press(&[Key::Enter]).await?;
    window
        .wait(
            "[data-testid=view-review][data-state=content][aria-busy=false] [data-testid=evidence]",
        )
        .await?;
    window.press(&[Key::Letter('3')]).await?;
    window.wait_text("[data-testid=review-done] b", "1").await?;
    window.press(&[Key::Control, Key::Letter('z')]).await?;
    window.wait_text("[data-testid=review-done] b", "0").await?;
    window.press(&[Key::Control, Key::Letter('y')]).await?;
    window.wait_text("[data-testid=review-done] b", "1").await?;
    let focused = window
        .script("return document.activeElement?.tagName ?? ''")
        .await?;
    focused.as_str().context("something has the focus")?;
    ensure!(window.complaints().await?.is_empty(), "complaints");
    Ok(())
}
