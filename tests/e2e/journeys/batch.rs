//! Pictures of many plans: the table of a batch leads to the pair, a chart is copied.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};
use duizhao_journeys::{Key, Window, journey, many_plans};

use super::library::five_plans;

async fn order(window: &Window) -> Result<Vec<String>> {
    let plans = window
        .script(
            "return [...document.querySelectorAll('[data-testid=batch-row]')].map((row) => row.dataset.plan)",
        )
        .await?;
    Ok(serde_json::from_value(plans)?)
}

/// The carried shares of the rows, in their order.
async fn shares(window: &Window) -> Result<Vec<f64>> {
    let words = window
        .texts("[data-testid=batch-row] td:nth-child(2)")
        .await?;
    let number = |word: &String| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        digits.parse().map_err(Into::into)
    };
    words.iter().map(number).collect()
}

#[test]
fn plans_are_sorted_by_what_they_carry_and_a_mark_opens_the_pair() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        window
            .script("document.querySelector('[data-testid=mode-batch]').click()")
            .await?;
        window
            .wait("[data-testid=view-matrix][aria-busy=false] [data-testid=batch-row]")
            .await?;
        ensure!(order(&window).await?.len() == 4, "every plan but the base");

        window.click("[data-testid=sort-carried]").await?;
        // The head says so at once; the lines stay in their former order until the answer is there.
        window
            .wait("th[aria-sort] [data-testid=sort-carried]")
            .await?;
        window
            .wait("[data-testid=view-matrix][aria-busy=false]")
            .await?;
        let carried = shares(&window).await?;
        ensure!(
            carried.is_sorted() && carried.len() == 4,
            "the least first: {carried:?}"
        );
        window.picture("batch").await?;

        let last = order(&window).await?.pop().unwrap_or_default();
        let mark = format!("[data-testid=batch-row][data-plan='{last}'] svg");
        window.wait(&mark).await?;
        window.click(&mark).await?;
        window
            .wait(&format!(
                "[data-testid=batch-row][data-plan='{last}'][aria-selected=true]"
            ))
            .await?;
        window.press(&[Key::Enter]).await?;
        window
            .wait("[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=sentence]")
            .await?;
        let on = format!("[data-testid=column][data-plan='{last}']");
        ensure!(window.count(&on).await? == 1, "the plan is beside the base");
        ensure!(window.complaints().await?.is_empty(), "complaints");
        window.close().await
    });
}

/// Cells that stand under the head of their column, and those that do not, as told, once the list is
/// drawn as scrolled to its end.
const UNDER_HEADS: &str = r"
    const list = document.querySelector('.scroll.rows');
    list.scrollLeft = list.scrollWidth;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    return frame().then(frame).then(() => {
        const head = (row) => row.matches('.prose') ? '.prose.head' : row.matches('.ind') ? '.head .ind' : '.head [role=row]';
        const right = [], wrong = [];
        for (const cell of list.querySelectorAll('[role=row] > [role=gridcell][aria-colindex]')) {
            const at = cell.getAttribute('aria-colindex');
            const above = list.querySelector(`${head(cell.parentElement)} > [aria-colindex='${at}']`);
            const off = above === null ? 0 : above.getBoundingClientRect().left - cell.getBoundingClientRect().left;
            (Math.abs(off) < 1 ? right : wrong).push(`${at}: ${off}`);
        }
        return [right, wrong];
    });
";

/// Targets in cells too narrow for three figures and a sign, so that one of them would stand alone.
const CUT_FIGURES: &str = "
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return [...document.querySelectorAll('[data-testid=matrix-cell] .t')]
        .filter((figure) => figure.innerText !== '' && figure.scrollWidth > figure.clientWidth)
        .filter((figure) => figure.clientWidth < 2 * rem)
        .map((figure) => `${figure.innerText} in ${figure.clientWidth} px`);
";

#[test]
fn u06_columns_out_of_sight_are_not_drawn_and_the_others_stand_under_their_heads() {
    journey(async |home| {
        let files = many_plans(home, 10)?;
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
        home.answer_dialog(&paths)?;
        window.click("[data-testid=start-files]").await?;
        window
            .until("return document.querySelectorAll('[data-testid=plan-row]').length === 10")
            .await?;
        window.resize(1366, 768).await?;
        window.show("matrix").await?;
        let narrow = window.script(CUT_FIGURES).await?;
        ensure!(narrow == serde_json::json!([]), "cut figures: {narrow}");
        for view in ["matrix", "responsibilities", "targets"] {
            window.show(view).await?;
            window.script(UNDER_HEADS).await?;
            // Scrolled to the end, the last column is drawn, and some before it are not.
            window
                .until("return document.querySelector('.scroll.rows .unseen') !== null")
                .await?;
            let found: [Vec<String>; 2] =
                serde_json::from_value(window.script(UNDER_HEADS).await?)?;
            let [right, wrong] = found;
            ensure!(wrong.is_empty(), "{view}: beside their heads: {wrong:?}");
            ensure!(right.len() > 20, "{view}: {} cells", right.len());
        }
        window.close().await
    });
}

#[test]
fn a_chart_is_copied_as_a_picture() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        window.click("[data-testid=rail-targets]").await?;
        window
            .wait("[data-testid=view-targets][data-state=content][aria-busy=false] [data-testid=target-row][aria-selected=true] svg.ds")
            .await?;
        window.press(&[Key::Letter('g')]).await?;
        window
            .wait_text("[role=contentinfo], footer, .status", "图表已作为图片复制")
            .await?;
        window.close().await
    });
}
