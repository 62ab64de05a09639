//! The library: plans come in by one click, by the dialog, and are searched.

use anyhow::{Result, ensure};
use duizhao_journeys::{Home, Key, SEEDS, Window, journey, seed};

/// Opens the window of a new user, takes the five plans by one click and waits until all of their
/// coverage is there: rows come first, their deviations after them.
pub(crate) async fn five_plans(home: &Home) -> Result<Window> {
    let window = Window::open(home).await?;
    window
        .wait("[data-testid=app][data-started=true][data-view=library]")
        .await?;
    window.click("[data-testid=start-bundled]").await?;
    window
        .wait("[data-testid=app][data-view=matrix] [data-testid=view-matrix][data-state=content][aria-busy=false]")
        .await?;
    Ok(window)
}

#[test]
fn files_come_in_by_the_dialog_and_a_bad_one_says_why() {
    journey(async |home| {
        let good = home.write("济宁市 十四五.txt", seed(SEEDS[2])?)?;
        let picture = home.write("扫描件.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[&good, &picture])?;
        window.click("[data-testid=start-files]").await?;
        window
            .wait("[data-testid=import-row][data-outcome=refused]")
            .await?;
        let refused = window
            .text("[data-testid=import-row][data-outcome=refused]")
            .await?;
        ensure!(
            refused.contains("扫描件.txt"),
            "the file is named: {refused}"
        );
        ensure!(refused.contains("PNG"), "the cause is named: {refused}");
        ensure!(
            !refused.contains(home.path("").to_string_lossy().as_ref()),
            "no path reaches the page"
        );
        window.wait("[data-testid=plan-row]").await?;
        ensure!(
            window.count("[data-testid=plan-row]").await? == 1,
            "one plan came in"
        );
        window.picture("import-refused").await?;
        window.close().await
    });
}

#[test]
fn a_cancelled_dialog_changes_nothing() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[])?;
        window.click("[data-testid=start-files]").await?;
        // Asked once more the dialog answers after it answered the click.
        window
            .until("return window.__TAURI_INTERNALS__.invoke('pick_files').then((files) => files.length === 0)")
            .await?;
        ensure!(
            window.count("[data-testid=import-row]").await? == 0,
            "nothing is brought in"
        );
        window.wait("[data-testid=start-bundled]").await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

/// A hit of the word that stands in the field: the list of a word typed before it stays until
/// the answer is there.
const ANSWERED: &str = "[data-testid=search-hits][aria-busy=false] [data-testid=search-hit]";

#[test]
fn words_of_two_characters_are_found_over_all_plans() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window.press(&[Key::Letter('/')]).await?;
        window.fill("[data-testid=search-input]", "托养").await?;
        window.wait(ANSWERED).await?;
        let hits = window.texts("[data-testid=search-hit]").await?;
        ensure!(hits.iter().all(|hit| hit.contains("托养")), "{hits:?}");
        let total: usize = seeds_containing("托养")?;
        window
            .wait_text("[data-testid=search-total]", &total.to_string())
            .await?;
        window.click("[data-testid=search-hit]").await?;
        window.wait("[data-testid=app][data-view=source]").await?;

        window.show("library").await?;
        window.press(&[Key::Letter('/')]).await?;
        window
            .fill("[data-testid=search-input]", "动态清零")
            .await?;
        window.press(&[Key::Enter]).await?;
        // A line stands in its place before its text has come.
        let line = window
            .text("[data-testid=source-line][data-current=true] .tx.plan-t")
            .await?;
        ensure!(
            line.contains("动态清零"),
            "Enter opens a hit of the whole word: {line}"
        );
        window.close().await
    });
}

/// How often a word stands in the five plans by a plain scan.
fn seeds_containing(word: &str) -> Result<usize> {
    SEEDS
        .iter()
        .map(|plan| Ok(seed(plan)?.matches(word).count()))
        .sum()
}

#[test]
fn plans_like_one_are_listed_and_compared_with_it_by_keys_alone() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window.show("library").await?;
        let row = "[data-testid=plan-row][aria-selected=true]";
        let plan = window.attribute(row, "data-plan").await?;
        window.press(&[Key::Letter('s')]).await?;
        window
            .wait("[data-testid=near-plan][aria-selected=true]")
            .await?;
        let listed = window.texts("[data-testid=near-plan]").await?;
        ensure!(listed.len() == 4, "all others are near: {listed:?}");
        let figures = |entry: &str| -> Option<u32> {
            let (before, _) = entry.split_once('%')?;
            before.rsplit(char::is_whitespace).next()?.parse().ok()
        };
        let near: Vec<u32> = listed.iter().filter_map(|entry| figures(entry)).collect();
        ensure!(
            near.len() == 4 && near.is_sorted_by(|a, b| a >= b),
            "the nearest first: {listed:?}"
        );
        window.picture("near").await?;
        let second = "[data-testid=near-plan]:nth-child(2)";
        let other = window.attribute(second, "data-plan").await?;
        window.press(&[Key::Down]).await?;
        window
            .wait(&format!("{second}[aria-selected=true]"))
            .await?;
        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content][aria-busy=false] [data-testid=matrix-row]")
            .await?;
        let chips = window
            .script("return [...document.querySelectorAll('[data-testid=chip]')].map((chip) => chip.dataset.plan).sort()")
            .await?;
        let mut wanted = [plan, other];
        wanted.sort();
        ensure!(chips == serde_json::json!(wanted), "{chips} are compared");
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}
