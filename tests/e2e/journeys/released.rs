//! The window as it is released, layers not composed: every view, and a long text in jumps.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use duizhao_journeys::{Home, VIEWS, Window, journey};

use super::library::five_plans;

/// Lines of the long text; more than ten calls for lines bring.
const LINES: i64 = 3_000;

/// Scrolls, waits until the rows have come to rest with their text, and says what is in sight:
/// the first and last line, and by how much neighbours overlap or stand apart at most.
const SIGHT: &str = r"
    const rows = () => [...document.querySelectorAll('[data-testid=source-line]')];
    const box = document.querySelector('[data-testid=source-text]');
    const tick = () => new Promise((done) => requestAnimationFrame(done));
    const state = () => rows().map((row) => row.dataset.line + row.textContent).join();
    return (async () => {
        box.scrollTop = WHERE;
        let before = null;
        for (let still = 0; still < 20; ) {
            await tick();
            const now = state();
            const loading = rows().some((row) => !row.textContent.includes('服务'));
            still = now === before && !loading ? still + 1 : 0;
            before = now;
        }
        const [top, bottom] = [box.getBoundingClientRect().top, box.getBoundingClientRect().bottom];
        const shown = rows().filter((row) => {
            const place = row.getBoundingClientRect();
            return place.bottom > top + 1 && place.top < bottom - 1;
        });
        let apart = 0;
        shown.slice(1).forEach((row, at) => {
            const above = shown[at].getBoundingClientRect().bottom;
            apart = Math.max(apart, Math.abs(row.getBoundingClientRect().top - above));
        });
        return [Number(shown[0].dataset.line), Number(shown.at(-1).dataset.line), apart];
    })();
";

#[test]
fn every_view_of_a_released_window_has_its_content() {
    journey(async |_| {
        let home = Home::new()?.on_own_display()?.as_released();
        let window = five_plans(&home).await?;
        for view in VIEWS {
            window.show(view).await?;
            window
                .wait(&format!("[data-testid=view-{view}][data-state=content]"))
                .await?;
        }
        let complaints = window.complaints().await?;
        ensure!(complaints.is_empty(), "{complaints:?}");
        window.close().await
    });
}

#[test]
fn a_long_text_stands_where_one_jumps_to() {
    journey(async |_| {
        let home = Home::new()?.as_released();
        let mut text = String::from("第一示范市残疾人服务规划\n第一章 服务任务\n");
        for line in 3..=LINES {
            // Every seventh is wrapped, so that heights are learned as one goes.
            let more = "推进残疾人服务提质增效，".repeat(if line % 7 == 0 { 12 } else { 0 });
            let _ = writeln!(text, "第{line}行服务：{more}由市残联落实。");
        }
        let window = Window::on_text(&home, text).await?;
        let middle = sight(&window, "box.scrollHeight / 2").await?;
        ensure!(
            (1_000..2_000).contains(&middle.0),
            "the middle is line {}",
            middle.0
        );
        // Further than the tallest row, less than what is in sight.
        let further = sight(&window, "box.scrollTop + 240").await?;
        ensure!(
            middle.0 < further.0 && further.0 <= middle.1,
            "a small step from {middle:?} shows {further:?}"
        );
        let end = sight(&window, "box.scrollHeight").await?;
        ensure!(end.1 == LINES, "the end shows {end:?}");
        let start = sight(&window, "0").await?;
        ensure!(start.0 == 1, "the start shows {start:?}");
        window.close().await
    });
}

/// The first and the last line in sight after scrolling; they stand one below the other.
async fn sight(window: &Window, to: &str) -> Result<(i64, i64)> {
    let found = window.script(&SIGHT.replace("WHERE", to)).await?;
    let number = |at: usize| found[at].as_f64().unwrap_or(f64::NAN);
    ensure!(number(2) < 1.0, "rows overlap or stand apart: {found}");
    Ok((number(0) as i64, number(1) as i64))
}
