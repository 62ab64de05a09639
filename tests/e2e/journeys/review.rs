//! A reviewer on the demonstration pair: from two files to verdicts that are there after a restart.

use anyhow::{Context, Result, ensure};
use duizhao_journeys::{Home, Key, Window, journey, seed};

const CONTENT: &str = "[data-testid=view-review][data-state=content] [data-testid=review-item]";
/// The county plan promises 12 years of free education here, its parent 15.
const LOWERED: &str = "完善特殊教育保障机制";
const NOTE: &str = "免费教育年限不得低于上级";

/// The queue and the evidence are there as they were asked for.
const AT_REST: &str = "[data-testid=view-review][data-state=content][aria-busy=false]";

async fn done(window: &Window) -> Result<String> {
    window.text("[data-testid=review-done] b").await
}

/// Makes a plan the base by the menu of its chip.
async fn make_base(window: &Window, plan: &str) -> Result<()> {
    let chip = format!("[data-testid=chip][data-plan='{plan}']");
    window.wait(&chip).await?;
    window.click(&chip).await?;
    window.wait("[data-testid=chip-make-base]").await?;
    window.click("[data-testid=chip-make-base]").await?;
    window.wait(&format!("{chip}[data-base=true]")).await?;
    Ok(())
}

/// Brings the parent and the county plan in by the dialog and chooses the base: the county
/// first, then the parent, so that it was chosen and not only taken.
async fn pair(home: &Home) -> Result<Window> {
    let parent = home.write("济宁市.txt", seed("002_d69efc627f7d24d0")?)?;
    let county = home.write("任城区.txt", seed("demo/rencheng-145-demo")?)?;
    let window = Window::open(home).await?;
    window.wait("[data-testid=app][data-started=true]").await?;
    home.answer_dialog(&[&county, &parent])?;
    window.click("[data-testid=start-files]").await?;
    window
        .until("return document.querySelectorAll('[data-testid=plan-row]').length === 2")
        .await?;
    make_base(&window, "任城区").await?;
    make_base(&window, "济宁市").await?;
    Ok(window)
}

#[test]
fn a_reviewer_goes_from_two_files_to_a_verdict_that_stays() {
    journey(async |home| {
        let window = pair(home).await?;
        window.click("[data-testid=open-matrix]").await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.wait("[data-testid=filter-gaps].on, [data-testid=filter-gaps][aria-checked=true], [data-testid=filter-gaps][aria-pressed=true]").await?;
        window
            .wait("[data-testid=matrix-cell][data-presence=absent]")
            .await?;

        lowered(&window).await?;
        let judged = judge(&window).await?;
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
        window.click(&judged).await?;
        let note =
            format!("return document.querySelector('[data-testid=note]')?.value === '{NOTE}'");
        window.until(&note).await?;
        window.close().await
    });
}

/// From the rows that weaken the parent to the lowered target, both figures side by side, and to
/// the line of the county plan that says it.
async fn lowered(window: &Window) -> Result<()> {
    window.click("[data-testid=filter-weaker]").await?;
    window
        .wait("[data-testid=filter-weaker][aria-pressed=true]")
        .await?;
    window
        .wait("[data-testid=view-matrix][aria-busy=false]")
        .await?;
    let row = format!(
        "[...document.querySelectorAll('[data-testid=matrix-row]')].find((row) => row.innerText.includes('{LOWERED}'))"
    );
    window.until(&format!("return Boolean({row})")).await?;
    window
        .script(&format!("{row}.querySelector('.open').click()"))
        .await?;
    window
        .wait("[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=synopsis-grid][aria-busy=false]")
        .await?;
    let shown = window.text("[data-testid=synopsis-grid]").await?;
    ensure!(
        shown.contains("15") && shown.contains("12"),
        "both figures are shown: {shown}"
    );
    window
        .click("[data-testid=open-source][data-plan='任城区']")
        .await?;
    window.wait("[data-testid=app][data-view=source]").await?;
    let current = "[data-testid=source-line][data-current=true]";
    window.wait(current).await?;
    let line: usize = window.attribute(current, "data-line").await?.parse()?;
    let text = seed("demo/rencheng-145-demo")?;
    let said = text.lines().skip(line - 1).take(3).collect::<String>();
    ensure!(
        said.contains(LOWERED),
        "line {line} is where it stands: {said}"
    );
    window.click("[data-testid=back]").await?;
    window.wait("[data-testid=app][data-view=synopsis]").await?;
    Ok(())
}

/// Leaves items of one kind in the queue, all with "".
async fn of_kind(window: &Window, kind: &str) -> Result<()> {
    let chosen = format!(
        "const kinds = document.querySelector('[data-testid=review-kind]');
         kinds.value = '{kind}';
         kinds.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    window.script(&chosen).await?;
    window.wait(AT_REST).await.map(|_| ())
}

/// Verdict and note on the lowered target, one more verdict on the next, taken back again; says
/// where the first stands in the queue.
async fn judge(window: &Window) -> Result<String> {
    window.click("[data-testid=rail-review]").await?;
    window.wait(CONTENT).await?;
    ensure!(done(window).await? == "0", "nothing is judged yet");
    of_kind(window, "target_lowered").await?;
    let item = "[...document.querySelectorAll('[data-testid=review-item]')].find((item) => item.innerText.includes('12'))";
    window
        .until(&format!("return document.querySelectorAll('[data-testid=review-item]').length === 2 && Boolean({item})"))
        .await?;
    let id = window.script(&format!("return {item}.dataset.id")).await?;
    let id = id.as_str().context("an item has an id")?;
    let item = format!("[data-testid=review-item][data-id='{id}']");
    window.click(&item).await?;
    window
        .wait(&format!("[data-testid=evidence][data-id='{id}']"))
        .await?;
    window
        .wait_text("[data-testid=evidence]", "12年免费教育")
        .await?;
    let base = window.text("[data-testid=evidence-base]").await?;
    ensure!(base.contains("15"), "the parent is quoted: {base}");
    window.picture("review").await?;
    window.press(&[Key::Letter('1')]).await?;
    window.wait_text("[data-testid=review-done] b", "1").await?;
    window.press(&[Key::Letter('n')]).await?;
    window.fill("[data-testid=note]", NOTE).await?;
    window.press(&[Key::Escape]).await?;

    // On to the next of any kind.
    of_kind(window, "").await?;
    window.wait(&item).await?;
    window.press(&[Key::Letter('j')]).await?;
    window
        .wait(&format!(
            "{AT_REST} [data-testid=evidence]:not([data-id='{id}'])"
        ))
        .await?;
    window.press(&[Key::Letter('2')]).await?;
    window.wait_text("[data-testid=review-done] b", "2").await?;
    window.press(&[Key::Letter('u')]).await?;
    window.wait_text("[data-testid=review-done] b", "1").await?;
    window
        .until_remembered("state.view === 'review' && state.draft === null")
        .await?;
    Ok(item)
}
