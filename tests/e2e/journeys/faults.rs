//! U01, U05, U07, U10 and U11 in the real window: hostile, huge and interrupted.

use std::fmt::Write as _;

use anyhow::{Result, ensure};
use duizhao_journeys::{Home, Window, journey, seed};

use super::library::five_plans;

/// What a text could try, a line each.
const PAYLOADS: [&str; 8] = [
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "javascript:window.hit=1",
    "{{constructor.constructor('window.hit=1')()}}",
    "</textarea><script>window.hit=1</script>",
    "<iframe srcdoc='<script>parent.hit=1</script>'></iframe>",
    "<style>*{display:none}</style>",
    "<base href=https://example.org/>",
];

async fn import(home: &Home, window: &Window, name: &str, text: &str) -> Result<()> {
    let file = home.write(name, text)?;
    home.answer_dialog(&[&file])?;
    window.press(&[duizhao_journeys::Key::Letter('i')]).await?;
    window
        .wait("[data-testid=import-row], [data-testid=plan-row]")
        .await?;
    Ok(())
}

#[test]
fn u01_text_that_looks_like_markup_is_shown_as_letters() {
    journey(async |home| {
        let mut text = seed("demo/rencheng-145-demo")?;
        for payload in PAYLOADS {
            text = text.replacen("残疾人", &format!("残疾人{payload}"), 3);
        }
        let window = five_plans(home).await?;
        window.click("[data-testid=rail-library]").await?;
        import(home, &window, "<b>任城<img src=x>.txt", &text).await?;
        window
            .until("return document.querySelectorAll('[data-testid=plan-row]').length === 6")
            .await?;
        for view in [
            "matrix",
            "synopsis",
            "targets",
            "responsibilities",
            "review",
            "source",
        ] {
            window.click(&format!("[data-testid=rail-{view}]")).await?;
            window
                .wait(&format!(
                    "[data-testid=view-{view}][data-state=content][aria-busy=false]"
                ))
                .await?;
            let made = window
                .script("return document.querySelectorAll('main script, main img, main iframe, main style, main base').length")
                .await?;
            ensure!(made == 0, "{view} made {made} elements");
        }
        ensure!(
            window.script("return window.hit === undefined").await? == true,
            "a text ran"
        );
        let complaints = window.complaints().await?;
        ensure!(complaints.is_empty(), "{complaints:#?}");
        window.close().await
    });
}

/// A plan of many short tasks in chapters of a hundred.
fn long_plan(place: &str, tasks: usize, differs: usize) -> String {
    let mut text = format!("{place}残疾人事业发展“十四五”规划\n\n");
    for chapter in 0..tasks.div_ceil(100) {
        let _ = writeln!(text, "第{}章 任务{chapter}", numeral(chapter + 1));
        for task in 0..100.min(tasks - chapter * 100) {
            let number = chapter * 100 + task;
            let word = if number % differs == 0 {
                "加快"
            } else {
                "加强"
            };
            let _ = writeln!(
                text,
                "（{}）{word}第{number}项服务。到2025年覆盖率达到{}%，服务{number}个社区。",
                numeral(task + 1),
                50 + number % 50
            );
        }
    }
    text
}

fn numeral(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (number / 100, number / 10 % 10, number % 10);
    let mut out = String::new();
    if hundreds > 0 {
        out.push_str(DIGITS[hundreds]);
        out.push('百');
        if tens == 0 && ones > 0 {
            out.push('零');
        }
    }
    match tens {
        0 => {}
        1 if hundreds == 0 => out.push('十'),
        tens => {
            out.push_str(DIGITS[tens]);
            out.push('十');
        }
    }
    out.push_str(DIGITS[ones]);
    out
}

#[test]
fn u05_a_list_of_thousands_of_lines_keeps_few_rows_in_the_page() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        import(home, &window, "甲市.txt", &long_plan("甲市", 10_000, 7)).await?;
        window.wait("[data-testid=plan-row]").await?;
        window.click("[data-testid=rail-source]").await?;
        window
            .wait("[data-testid=view-source][data-state=content] [data-testid=source-line]")
            .await?;
        let most = window
            .script(
                "const list = document.querySelector('[data-testid=source-text]');
                 const scroller = list.scrollHeight > list.clientHeight ? list : list.closest('.scroll') ?? list.parentElement;
                 let most = 0;
                 return (async () => {
                     for (let step = 0; step < 60; step += 1) {
                         scroller.scrollTop += scroller.scrollHeight / 60;
                         await new Promise(requestAnimationFrame);
                         most = Math.max(most, document.querySelectorAll('[data-testid=source-line], [data-testid=outline-entry]').length);
                     }
                     return most;
                 })()",
            )
            .await?;
        let most = most.as_u64().unwrap_or(u64::MAX);
        ensure!(most <= 400, "{most} rows of text and outline in the page");
        window.close().await
    });
}

#[test]
fn u07_a_task_of_200_000_characters_is_compared_and_the_window_stays_free() {
    journey(async |home| {
        let long = |word: &str| {
            let mut body = String::new();
            for n in 0..12_500 {
                let _ = write!(body, "{word}残疾人服务{n}项工作");
            }
            format!(
                "某市残疾人事业发展“十四五”规划\n第一章 主要任务\n（一）加强服务。{body}。\n（二）保障就业。扩大就业。\n"
            )
        };
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        import(home, &window, "甲市.txt", &long("提升")).await?;
        window.wait("[data-testid=plan-row]").await?;
        import(home, &window, "乙市.txt", &long("改进")).await?;
        window
            .until("return document.querySelectorAll('[data-testid=plan-row]').length === 2")
            .await?;
        window
            .script(
                "window.longest = 0; let last = performance.now();
                 const beat = () => { const now = performance.now(); window.longest = Math.max(window.longest, now - last); last = now; setTimeout(beat, 10); };
                 beat();",
            )
            .await?;
        window.click("[data-testid=rail-matrix]").await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.click("[data-testid=rail-synopsis]").await?;
        window
            .wait("[data-testid=view-synopsis][data-state=content] [data-testid=sentence]")
            .await?;
        window.click("[data-testid=rail-library]").await?;
        window.wait("[data-testid=app][data-view=library]").await?;
        window.close().await
    });
}

#[test]
fn u10_a_reload_during_an_import_and_a_half_written_note_lose_nothing() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        // The page goes as soon as it hears that the import has begun.
        window
            .script(
                "window.stale = true;
                 new MutationObserver(() => {
                     if (document.querySelector('[data-testid=import-row]')) location.reload();
                 }).observe(document.body, { subtree: true, childList: true });
                 window.__TAURI_INTERNALS__.invoke('import_demo');",
            )
            .await?;
        window.until_reloaded().await?;
        window
            .until("return window.__TAURI_INTERNALS__.invoke('library').then((library) => library.plans.length === 2)")
            .await?;
        window.reload().await?;
        window
            .until("return document.querySelectorAll('[data-testid=plan-row]').length === 2")
            .await?;

        window.click("[data-testid=rail-review]").await?;
        window
            .wait(
                "[data-testid=view-review][data-state=content][aria-busy=false] [data-testid=note]",
            )
            .await?;
        let item = window
            .attribute("[data-testid=evidence]", "data-id")
            .await?;
        window.fill("[data-testid=note]", "写到一半").await?;
        window
            .until(
                "return window.__TAURI_INTERNALS__.invoke('remembered').then((state) => state.includes('写到一半'))",
            )
            .await?;
        window.reload().await?;
        window
            .until("return document.querySelector('[data-testid=note]')?.value === '写到一半'")
            .await?;
        let after = window
            .attribute("[data-testid=evidence]", "data-id")
            .await?;
        ensure!(after == item, "on the same item");
        window.close().await
    });
}

#[test]
fn u11_a_hundred_fast_clicks_start_one_job() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        window.wait("[data-testid=start-bundled]").await?;
        window
            .script(
                "const button = document.querySelector('[data-testid=start-bundled]');
                 for (let click = 0; click < 100; click += 1) button.click();",
            )
            .await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window
            .script("for (let click = 0; click < 100; click += 1) for (const view of ['review', 'matrix']) document.querySelector(`[data-testid=rail-${view}]`).click();")
            .await?;
        window
            .wait("[data-testid=view-matrix][data-state=content][aria-busy=false]")
            .await?;
        window.click("[data-testid=rail-library]").await?;
        window
            .until("return document.querySelectorAll('[data-testid=plan-row]').length === 5")
            .await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}
