//! A drafter: five plans, one commitment, who leads it where, the strongest wording, copied with
//! its source.

use anyhow::{Context, ensure};
use duizhao_journeys::{Key, journey, seed};

use super::library::five_plans;

/// Keeps what the page puts on the clipboard where the journey can read it.
pub(crate) const LISTEN: &str = "window.clips = [];
    window.addEventListener('copy', (event) => window.clips.push({
        html: event.clipboardData.getData('text/html'),
        plain: event.clipboardData.getData('text/plain'),
    }));";

#[test]
fn a_drafter_finds_who_leads_and_copies_the_strongest_wording_with_its_source() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.script(LISTEN).await?;
        window.press(&[Key::Control, Key::Letter('k')]).await?;
        window.fill("[data-testid=palette-input]", "托养").await?;
        // At once, as one who types does: what opens is a commitment of the whole word.
        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=synopsis-grid][aria-busy=false]")
            .await?;
        let facts = window.text("[data-testid=facts]").await?;
        ensure!(facts.contains("残联"), "who leads is said: {facts}");

        // The column whose commitment is strongest: its first sentence, quoted.
        window.wait("[data-testid=strongest]").await?;
        window.picture("drafter").await?;
        window
            .script(
                "const strongest = document.querySelector('[data-testid=strongest]').closest('[role=gridcell]');
                 const at = [...strongest.parentElement.children].indexOf(strongest);
                 const cells = [...document.querySelectorAll('[data-testid=sentence]')]
                     .map((row) => row.querySelectorAll('[role=gridcell]')[at - 1])
                     .filter((cell) => cell.querySelector('p:not(.none)'));
                 cells[1].click();",
            )
            .await?;
        window.press(&[Key::Shift, Key::Letter('c')]).await?;
        window.until("return window.clips.length === 1").await?;
        let clip = window.script("return window.clips[0].plain").await?;
        let clip = clip.as_str().context("a text")?.to_owned();
        let (words, source) = clip.rsplit_once("（《").context("the source is named")?;
        ensure!(source.contains('行'), "its line is named: {clip}");
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let known = [0, 1, 2, 3, 4].map(|at| duizhao_journeys::SEEDS[at]);
        let mut found = false;
        for plan in known {
            found |= squeezed(&seed(plan)?).contains(&squeezed(words));
        }
        ensure!(found, "the words are those of a plan: {words}");

        // The whole row as a table that Word and WPS take.
        window.press(&[Key::Control, Key::Letter('c')]).await?;
        window.until("return window.clips.length === 2").await?;
        let html = window.script("return window.clips[1].html").await?;
        let html = html.as_str().context("a text")?;
        ensure!(html.starts_with("<table"), "a table: {html}");
        ensure!(
            html.contains("<b><u>") && html.contains("<s>"),
            "marks: {html}"
        );
        window.close().await
    });
}
