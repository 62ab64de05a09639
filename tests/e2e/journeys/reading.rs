//! A reading is corrected beside its source: a swallowed task is split off, everything that reads
//! the plan follows, the step is undone and brought back, and a new start finds it.

use anyhow::{Result, ensure};
use duizhao_journeys::{Home, Key, Window, journey};

const PLAN: &str = "\
临江市残疾人事业发展规划（2021-2025年）
一、总体要求
坚持党的领导。
二、主要任务
（一）加强社会保障
1.完善补贴制度。落实残疾人两项补贴。2.加强托养服务。每年托养服务50人以上。（牵头部门：市残联）
3.加强康复服务
残疾人康复服务率达到95%。
三、保障措施
（一）加强组织领导
健全工作机制。
";

/// Selects words of a source line, as the mouse would.
const SELECT: &str = "
    const cell = document.querySelector('[data-line=\"6\"] .tx');
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.indexOf('2.加强托养服务');
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 8);
        const selection = document.getSelection();
        selection.removeAllRanges();
        selection.addRange(range);
        return true;
    }
    return false;";

async fn source(window: &Window) -> Result<()> {
    window.press(&[Key::Letter('o')]).await?;
    window
        .wait("[data-testid=view-source][data-state=content]")
        .await?;
    window
        .click("[data-testid=outline-entry][data-path='2.1.1']")
        .await?;
    window
        .wait("[data-testid=source-line][data-line='6'][data-current=true]")
        .await
        .map(|_| ())
}

async fn imported(home: &Home) -> Result<Window> {
    let file = home.write("临江市规划.txt", PLAN)?;
    let window = Window::open(home).await?;
    window.wait("[data-testid=app][data-started=true]").await?;
    home.answer_dialog(&[&file])?;
    window.click("[data-testid=start-files]").await?;
    window.wait("[data-testid=plan-row]").await?;
    Ok(window)
}

#[test]
fn a_swallowed_task_is_split_off_undone_and_kept_over_a_restart() {
    journey(async |home| {
        let window = imported(home).await?;
        source(&window).await?;
        window.press(&[Key::Letter('e')]).await?;
        window.wait("[data-testid=mend-kind]").await?;
        ensure!(
            window.script(SELECT).await?.as_bool() == Some(true),
            "the words stand on line 6"
        );
        window
            .wait("[data-testid=mend-split]:not([aria-disabled])")
            .await?;
        window.picture("mend").await?;
        window.click("[data-testid=mend-split]").await?;
        window.wait("[data-testid=mend-made]").await?;
        window.click("[data-testid=mend-close]").await?;
        window
            .wait("[data-testid=outline-entry][data-path='2.1.3']")
            .await?;
        window.picture("mend-split").await?;

        window.press(&[Key::Letter('u')]).await?;
        window
            .wait_gone("[data-testid=outline-entry][data-path='2.1.3']")
            .await?;
        window.click("[data-testid=redo]").await?;
        window
            .wait("[data-testid=outline-entry][data-path='2.1.3']")
            .await?;
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.until_remembered("source").await?;
        window.close().await?;

        let window = Window::open(home).await?;
        window
            .wait("[data-testid=outline-entry][data-path='2.1.3']")
            .await?;
        window.close().await
    });
}

#[test]
fn words_that_are_not_in_the_text_are_refused_beside_it() {
    journey(async |home| {
        let window = imported(home).await?;
        source(&window).await?;
        window.click("[data-testid=mend]").await?;
        window.wait("[data-testid=mend-title]").await?;
        window.fill("[data-testid=mend-title]", "别的标题").await?;
        window.press(&[Key::Enter]).await?;
        window.wait("[data-testid=error]").await?;
        let said = window.text("[data-testid=error]").await?;
        ensure!(said.contains("别的标题") && said.contains("原文"), "{said}");
        window.picture("mend-refused").await?;
        window.close().await
    });
}
