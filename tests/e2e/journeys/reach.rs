//! U08: every view with little room, large text, either theme: nothing for axe, nothing out of reach.

use anyhow::{Result, ensure};
use duizhao_journeys::{Home, Key, VIEWS, Window, journey};

use super::library::five_plans;

/// What lies over a view, the keys that open it, and what shows that it is there.
const OVERLAYS: [(&str, &[Key], &str); 10] = [
    (
        "source",
        &[Key::Control, Key::Letter('k')],
        "[data-testid=palette-entry]",
    ),
    (
        "source",
        &[Key::Control, Key::Letter('f')],
        "[data-testid=search]",
    ),
    (
        "source",
        &[Key::Control, Key::Letter(',')],
        "[data-testid=settings]",
    ),
    (
        "source",
        &[Key::Shift, Key::Letter('?')],
        "[data-testid=key-help]",
    ),
    (
        "source",
        &[Key::Shift, Key::Letter('V')],
        "[data-testid=paste-text]",
    ),
    ("source", &[Key::Letter('s')], "[data-testid=near-plan]"),
    ("matrix", &[Key::Letter('m')], "[data-testid=match-entry]"),
    (
        "matrix",
        &[Key::Shift, Key::Letter('M')],
        "[data-testid=group-entry]",
    ),
    (
        "matrix",
        &[Key::Shift, Key::Letter('X')],
        "[data-testid=group-unit]",
    ),
    (
        "matrix",
        &[Key::Shift, Key::Letter('N')],
        "[data-testid=group-name]",
    ),
];

/// Goes to a cell whose plan carries the whole of the row, so that the row has units of two plans.
async fn to_a_full_cell(window: &Window) -> Result<()> {
    window
        .script(
            "[...document.querySelectorAll('[data-testid=matrix-cell][data-presence=full]')]
                 .find((cell) => cell.querySelector('.u')).click()",
        )
        .await?;
    Ok(())
}

/// Shows the page in a theme.
async fn in_theme(window: &Window, theme: &str) -> Result<()> {
    let script = format!("document.documentElement.dataset.theme = '{theme}'");
    window.script(&script).await?;
    Ok(())
}

/// Loads axe into the page.
async fn with_axe(window: &Window) -> Result<()> {
    let axe = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../ui/node_modules/axe-core/axe.min.js"
    );
    window.script(&std::fs::read_to_string(axe)?).await?;
    Ok(())
}

/// What axe finds on the page as it is, a line a rule.
async fn findings(window: &Window) -> Result<Vec<String>> {
    found_with(window, "{ resultTypes: ['violations'] }").await
}

/// The same with options of axe.
async fn found_with(window: &Window, options: &str) -> Result<Vec<String>> {
    let found = window
        .script(&format!(
            "return axe.run(document, {options}).then((report) =>
                 report.violations.map((v) => `${{v.id}}: ${{v.nodes[0].html.slice(0, 200)}} ${{v.nodes[0].failureSummary}}`))",
        ))
        .await?;
    Ok(found
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|line| line.as_str().map(str::to_owned))
        .collect())
}

#[test]
fn axe_finds_nothing_in_any_view_or_dialog_in_either_theme() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        with_axe(&window).await?;
        let mut all = Vec::new();
        for theme in ["light", "dark"] {
            in_theme(&window, theme).await?;
            for view in VIEWS {
                window.show(view).await?;
                let found = findings(&window).await?.into_iter();
                all.extend(found.map(|line| format!("{view} {theme}: {line}")));
            }
            for (view, keys, overlay) in OVERLAYS {
                window.show(view).await?;
                if view == "matrix" {
                    to_a_full_cell(&window).await?;
                }
                window.press(keys).await?;
                window.wait(overlay).await?;
                let name = overlay.trim_matches(|c: char| !c.is_alphabetic());
                window
                    .picture(&format!(
                        "over-{}-{theme}",
                        name.replace("data-testid=", "")
                    ))
                    .await?;
                let found = findings(&window).await?.into_iter();
                all.extend(found.map(|line| format!("{overlay} {theme}: {line}")));
                window.press(&[Key::Escape]).await?;
                window.wait_gone(overlay).await?;
            }
        }
        ensure!(all.is_empty(), "{all:#?}");
        window.close().await
    });
}

/// A desktop that asks for contrast gets 7 to 1 for all text, in either theme.
#[test]
fn high_contrast_of_the_desktop_is_followed_in_every_view() {
    journey(async |_| {
        let home = Home::new()?.on_own_display()?.in_high_contrast();
        let window = five_plans(&home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        let asked = window
            .script("return matchMedia('(prefers-contrast: more)').matches")
            .await?;
        ensure!(asked == true, "the page does not hear the desktop");
        with_axe(&window).await?;
        let mut all = Vec::new();
        for theme in ["light", "dark"] {
            in_theme(&window, theme).await?;
            for view in VIEWS {
                window.show(view).await?;
                let enhanced = "{ runOnly: ['color-contrast', 'color-contrast-enhanced'], rules: { 'color-contrast-enhanced': { enabled: true } } }";
                let found = found_with(&window, enhanced).await?.into_iter();
                all.extend(found.map(|line| format!("{view} {theme}: {line}")));
                window.picture(&format!("contrast-{view}-{theme}")).await?;
            }
        }
        ensure!(all.is_empty(), "{all:#?}");
        window.close().await
    });
}

/// The names of the synopsis' rows that are out of sight, or below something else, once its last column
/// was scrolled to.
const NAMES_COVERED: &str = "
    const sheet = document.querySelector('[data-testid=synopsis-grid]');
    sheet.scrollLeft = sheet.scrollWidth;
    const frame = () => new Promise(requestAnimationFrame);
    return frame().then(frame).then(() => {
        const { left, top } = sheet.getBoundingClientRect();
        // Without the bar by which it is scrolled, which lies over its last lines.
        const bottom = sheet.getBoundingClientRect().bottom - 16;
        const names = [...sheet.querySelectorAll('.gut')].map((name) => [name, name.getBoundingClientRect()]);
        const seen = ([, box]) => box.bottom > top && box.top < bottom;
        const covered = ([, box]) => {
            const y = Math.min(Math.max(box.top + 4, top + 1), bottom - 1);
            const above = document.elementFromPoint(box.left + box.width / 2, y);
            return Math.abs(box.left - left) > 2 || !above?.closest('.gut');
        };
        return names.filter(seen).filter(covered).map(([name]) => name.innerText);
    });";

#[test]
fn u08_nothing_is_out_of_reach_in_a_small_window_with_text_at_200_percent() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content]")
            .await?;
        window.resize(1280, 720).await?;
        window.set("dark", "zh", 200).await?;
        let mut lost = Vec::new();
        for view in VIEWS {
            window.show(view).await?;
            let out = window.script(OUT_OF_REACH).await?;
            for name in out.as_array().into_iter().flatten() {
                lost.push(format!("{view}: {name}"));
            }
            window.picture(&format!("small-{view}")).await?;
        }
        ensure!(lost.is_empty(), "{lost:#?}");
        window.show("synopsis").await?;
        let covered = window.script(NAMES_COVERED).await?;
        ensure!(
            covered.as_array().is_some_and(Vec::is_empty),
            "names of rows out of sight: {covered}"
        );
        window.close().await
    });
}

/// Buttons and fields that neither stand in the window nor can be scrolled into it.
const OUT_OF_REACH: &str = "
    const reach = (element) => {
        element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) return true;
        const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
        return box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    };
    return [...document.querySelectorAll('button, input, select, textarea, [tabindex=\"0\"]')]
        .filter((element) => !element.closest('.vh') && element.checkVisibility())
        .filter((element) => !reach(element))
        .map((element) => `${element.dataset.testid ?? ''} ${element.innerText.slice(0, 40)} ${element.className}`);
";
