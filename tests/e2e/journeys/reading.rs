//! A reading is corrected beside its source: a swallowed task is split off, everything that reads
//! the plan follows, the step is undone and brought back, and a new start finds it.

use anyhow::{Result, ensure};
use duizhao_journeys::scenes::{choose, retype, select};
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
        select(&window, 6, "2.加强托养服务").await?;
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
        window
            .until_remembered("state.view === 'source' && state.source.plan !== null")
            .await?;
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
        window
            .click("[data-testid=mend]:not([aria-disabled])")
            .await?;
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

/// What the outline, the list of corrections and the fields of the panel say.
const SHOWN: &str = "
    const value = (id) => document.querySelector(`[data-testid=${id}]`)?.value ?? '';
    const texts = (id) => [...document.querySelectorAll(`[data-testid=${id}]`)].map((e) => e.innerText);
    const targets = [...document.querySelectorAll('[data-testid=mend-target] input')].map((e) => e.value);
    const shown = JSON.stringify([
        texts('outline-entry'), texts('mend-made'), targets,
        ['mend-kind', 'mend-label', 'mend-title', 'mend-lead', 'mend-participants',
         'mend-about-title', 'mend-about-period'].map(value),
    ]);
";

/// Nothing of the text or the panel is on its way.
const AT_REST: &str =
    "[data-testid=view-source][aria-busy=false] [data-testid=mend-panel][aria-busy=false]";

/// Waits until words are among what is shown, or no longer, and all of it is there.
async fn until_shown(window: &Window, words: &str, there: bool) -> Result<()> {
    window
        .until(&format!(
            "{SHOWN} return shown.includes('{words}') === {there};"
        ))
        .await?;
    window.wait(AT_REST).await.map(|_| ())
}

/// Goes to a unit by its line and waits until the panel shows it.
async fn go(window: &Window, line: u32, label: &str) -> Result<()> {
    window
        .click(&format!(
            "[data-testid=source-line][data-line='{line}'] .no"
        ))
        .await?;
    window
        .wait(&format!(
            "[data-testid=source-line][data-line='{line}'][data-current=true]"
        ))
        .await?;
    window
        .until(&format!(
            "return document.querySelector('[data-testid=mend-label]')?.value === '{label}'"
        ))
        .await?;
    window.wait(AT_REST).await.map(|_| ())
}

/// A correction is listed in these words, taken back by one step and brought back by one.
async fn undoable(window: &Window, words: &str) -> Result<()> {
    until_shown(window, words, true).await?;
    window.press(&[Key::Letter('u')]).await?;
    until_shown(window, words, false).await?;
    window.click("[data-testid=redo]").await?;
    until_shown(window, words, true).await?;
    ensure!(window.complaints().await?.is_empty(), "complaints: {words}");
    Ok(())
}

#[test]
fn every_kind_of_correction_is_made_beside_the_source_and_undone() {
    journey(async |home| {
        let window = imported(home).await?;
        source(&window).await?;
        window.press(&[Key::Letter('e')]).await?;
        window.wait("[data-testid=mend-about-title]").await?;
        let fields = [
            ("mend-title", "完善补贴", "标题为“完善补贴”"),
            ("mend-participants", "市残联", "改责任单位"),
            ("mend-about-period", "2026-2030", "规划期改为“2026-2030”"),
            ("mend-about-title", "临江市规划", "规划名称改为“临江市规划”"),
            ("mend-label", "（1）", "序号改为“（1）”"),
        ];
        for (field, typed, words) in fields {
            go(&window, 6, "1.").await?;
            retype(&window, field, typed).await?;
            undoable(&window, words).await?;
        }

        // Its target is another, then none.
        go(&window, 7, "3.").await?;
        window.wait("[data-testid=mend-target]").await?;
        let value = "[data-testid=mend-target] input";
        let typed = format!(
            "const field = document.querySelector('{value}');
             field.value = '96';
             field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
        );
        window.script(&typed).await?;
        window.click("[data-testid=mend-target-keep]").await?;
        undoable(&window, "的目标为 =96%").await?;
        window.click("[data-testid=mend-target-none]").await?;
        undoable(&window, "不是目标").await?;

        choose(&window, "mend-under", "3").await?;
        undoable(&window, "移到 3 之下").await?;
        go(&window, 6, "（1）").await?;
        choose(&window, "mend-kind", "paragraph").await?;
        undoable(&window, "改为段落").await?;
        window
            .click("[data-testid=mend-merge]:not([aria-disabled])")
            .await?;
        undoable(&window, "并入前一条").await?;
        window.picture("mend-every-kind").await?;
        window.close().await
    });
}
