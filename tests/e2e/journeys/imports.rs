//! Many files at once, files that changed on disk, encodings: how plans come into the library.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use duizhao_journeys::scenes::{batch, choose, dress, folder};
use duizhao_journeys::{Key, Window, journey, seed};
use encoding_rs::BIG5;

use duizhao_journeys::SEEDS;

const ROW: &str = "[data-testid=import-row]";

/// The text is there, read in another encoding than its own.
const WRONG: &str = "
    const shown = document.querySelector('[data-testid=preview-text]');
    return shown.querySelector('li') !== null && !shown.innerText.includes('臨江市');
";

async fn outcomes(window: &Window) -> Result<Vec<String>> {
    let script =
        format!("return [...document.querySelectorAll('{ROW}')].map(e => e.dataset.outcome)");
    let found = window.script(&script).await?;
    let words = found.as_array().context("a list")?.iter();
    Ok(words
        .filter_map(|word| word.as_str().map(str::to_owned))
        .collect())
}

#[test]
fn a_batch_says_of_each_file_what_became_of_it() {
    journey(async |home| {
        let files = batch(home)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        home.answer_dialog(&paths)?;
        // Every state that a row goes through, as the page draws it.
        window
            .script(&format!(
                "window.seen = new Set();
                 new MutationObserver(() => document.querySelectorAll('{ROW}').forEach(
                     (row) => window.seen.add(row.dataset.outcome)
                 )).observe(document.body, {{ subtree: true, childList: true, attributes: true }});"
            ))
            .await?;
        window.click("[data-testid=start-files]").await?;
        window.wait("[data-testid=copy-report]").await?;
        ensure!(
            outcomes(&window).await?
                == [
                    "refused", "refused", "imported", "imported", "imported", "known", "refused",
                    "refused", "refused"
                ],
            "{:?}",
            outcomes(&window).await?
        );
        window
            .until("return window.seen.has('waiting') && window.seen.has('reading')")
            .await?;
        for theme in ["light", "dark"] {
            dress(&window, theme).await?;
            window.picture(&format!("import-batch-{theme}")).await?;
        }
        window.click("[data-testid=copy-report]").await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn a_folder_is_cancelled_and_what_came_in_is_kept() {
    journey(async |home| {
        let folder = folder(home)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[&folder])?;
        // The page itself presses the button, so that it does so while files are still to come.
        window
            .script(&format!(
                "const watch = new MutationObserver(() => {{
                     if (document.querySelectorAll('{ROW}[data-outcome=imported]').length < 3) return;
                     watch.disconnect();
                     document.querySelector('[data-testid=import-cancel]').click();
                 }});
                 watch.observe(document.body, {{ subtree: true, childList: true, attributes: true }});"
            ))
            .await?;
        window.click("[data-testid=start-folder]").await?;
        window.wait("[data-testid=copy-report]").await?;
        let found = outcomes(&window).await?;
        let count = |what: &str| found.iter().filter(|outcome| *outcome == what).count();
        let (kept, left) = (count("imported"), count("cancelled"));
        ensure!(
            kept >= 3 && left > 0 && kept + left == 200,
            "{kept} and {left}"
        );
        window.wait("[data-testid=plan-row]").await?;
        window.wait_text(".vbar", &format!("{kept} 份规划")).await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn a_file_that_changed_on_disk_is_marked_and_read_again() {
    journey(async |home| {
        let text = seed(SEEDS[2])?;
        let file = home.write("济宁.txt", &text)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[&file])?;
        window.click("[data-testid=start-files]").await?;
        window.wait("[data-testid=plan-row]").await?;
        home.write("济宁.txt", format!("{text}\n附则由市残联解释。\n"))?;
        window
            .script("window.dispatchEvent(new Event('focus'))")
            .await?;
        window.wait("[data-testid=file-changed]").await?;
        window.picture("file-changed").await?;
        window.press(&[Key::Letter('r')]).await?;
        window
            .wait(&format!("{ROW}[data-outcome=new_version]"))
            .await?;
        window.wait_gone("[data-testid=file-changed]").await?;
        window.picture("file-reread").await?;
        // The old version is still there to be read.
        window.press(&[Key::Letter('o')]).await?;
        window.wait("[data-testid=source-version]").await?;
        ensure!(
            window
                .texts("[data-testid=source-version] option")
                .await?
                .len()
                == 2,
            "both versions are offered"
        );
        std::fs::remove_file(&file)?;
        window.show("library").await?;
        window
            .script("window.dispatchEvent(new Event('focus'))")
            .await?;
        window.wait("[data-testid=file-missing]").await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn a_file_is_looked_at_and_its_encoding_changed_before_it_comes_in() {
    journey(async |home| {
        let text =
            "臨江市殘疾人事業規劃\n一、主要任務\n（一）加強社會保障\n1.完善補貼制度\n落實補貼。\n";
        let file = home.write("舊文.txt", BIG5.encode(text).0)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[&file])?;
        window.press(&[Key::Shift, Key::Letter('I')]).await?;
        window
            .wait_text("[data-testid=preview-text]", "臨江市")
            .await?;
        choose(&window, "preview-encoding", "GB18030").await?;
        window.until(WRONG).await?;
        window.picture("preview-wrong-encoding").await?;
        choose(&window, "preview-encoding", "Big5").await?;
        window
            .wait_text("[data-testid=preview-text]", "臨江市")
            .await?;
        window.picture("preview").await?;
        window.click("[data-testid=preview-go]").await?;
        window.wait_text(ROW, "Big5").await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn a_plan_that_came_in_in_a_wrong_encoding_is_read_again_in_the_right_one() {
    journey(async |home| {
        let text = "臨江市殘疾人事業規劃\n1.完善補貼制度\n落實補貼。\n2.加強康復服務\n落實服務。\n";
        let file = home.write("舊文.txt", BIG5.encode(text).0)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        home.answer_dialog(&[&file])?;
        window.press(&[Key::Shift, Key::Letter('I')]).await?;
        window.wait("[data-testid=preview-text] li").await?;
        choose(&window, "preview-encoding", "GB18030").await?;
        window.until(WRONG).await?;
        window.click("[data-testid=preview-go]").await?;
        window.wait("[data-testid=plan-row]").await?;

        window
            .script(
                "document.querySelector('[data-testid=plan-row] .name').dispatchEvent(
                     new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: 300, clientY: 150 }))",
            )
            .await?;
        window.wait("[data-testid=context-menu]").await?;
        window.wait("[data-command='plan.encoding']").await?;
        window.press(&[Key::Escape]).await?;
        window.wait_gone("[data-testid=context-menu]").await?;
        window.click("[data-testid=import-encoding]").await?;
        window.wait("[data-testid=preview-text] li").await?;
        choose(&window, "preview-encoding", "Big5").await?;
        window
            .wait_text("[data-testid=preview-text]", "臨江市")
            .await?;
        window.click("[data-testid=preview-go]").await?;
        window
            .wait(&format!("{ROW}[data-outcome=new_version]"))
            .await?;
        window
            .wait_text("[data-testid=plan-row]", "第 2 版")
            .await?;
        window.press(&[Key::Letter('o')]).await?;
        window
            .wait_text("[data-testid=source-text]", "臨江市殘疾人事業規劃")
            .await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

#[test]
fn the_reading_report_opens_each_doubt_at_its_line() {
    journey(async |home| {
        let window = crate::library::five_plans(home).await?;
        window.show("library").await?;
        window.click("[data-testid=plan-row] .doubt").await?;
        window.wait("[data-testid=doubt]").await?;
        for theme in ["light", "dark"] {
            dress(&window, theme).await?;
            window.picture(&format!("reading-report-{theme}")).await?;
        }
        let doubts = window.count("[data-testid=doubt]").await?;
        for at in [0, doubts / 2, doubts - 1] {
            let line = window
                .script(&format!(
                    "const doubt = document.querySelectorAll('[data-testid=doubt]')[{at}];
                     const line = doubt.querySelector('.mut').innerText.match(/\\d+/)?.[0] ?? '';
                     doubt.click();
                     return line;"
                ))
                .await?;
            let line = line.as_str().unwrap_or_default();
            if !line.is_empty() {
                let place =
                    format!("[data-testid=source-line][data-line='{line}'][data-current=true]");
                window.wait(&place).await?;
            }
            window.picture("reading-report-line").await?;
            window.click("[data-testid=source-mode-doubts]").await?;
            window.wait("[data-testid=doubt]").await?;
        }
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}
