//! The window in English: no Chinese but the plans' own words and names.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use duizhao_journeys::scenes::choose;
use duizhao_journeys::{Key, SEEDS, Window, journey, seed};

use super::library::five_plans;

/// Chinese the English window shows on purpose: the names of the languages, the short citations that
/// the papers use (前言, 专2·6, 附·2), and the characters that stand for the plans in narrow places.
const ON_PURPOSE: [&str; 6] = ["中", "简体中文", "前言", "专", "附", "宁嘉中张临"];

/// Han stretches of texts and names on the page, with where they stand.
const HAN: &str = r"
    const found = [];
    const take = (text, where) => {
        for (const [run] of (text ?? '').matchAll(/\p{Script=Han}+/gu)) found.push([run, `${where}: ${text.trim().slice(0, 80)}`]);
    };
    const place = (element) => {
        const named = element?.closest('[data-testid]');
        return `${named?.dataset.testid ?? ''} ${element?.className ?? ''}`;
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) take(node.data, place(node.parentElement));
    for (const element of document.body.querySelectorAll('*'))
        for (const name of ['title', 'aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'alt'])
            take(element.getAttribute(name), `${name} of ${place(element)}`);
    return found;
";

/// What the plans say and are called, without white space.
struct Plans {
    words: String,
}

impl Plans {
    async fn of(window: &Window) -> Result<Self> {
        let mut words = String::new();
        for plan in SEEDS {
            words.push_str(&seed(plan)?);
        }
        for name in window.texts("[data-testid=chip]").await? {
            words.push_str(&name);
        }
        words.retain(|c| !c.is_whitespace());
        Ok(Plans { words })
    }

    /// True for words of the plans; a long stretch may go over a line that is left out (a page's
    /// number), so its ends decide.
    fn hold(&self, run: &str) -> bool {
        let chars: Vec<char> = run.chars().collect();
        let end = |part: &[char]| self.words.contains(&part.iter().collect::<String>());
        match chars.len() {
            0..=12 => end(&chars),
            all => end(&chars[..6]) || end(&chars[all - 6..]),
        }
    }
}

/// Han stretches on the page that no plan holds, each with one place.
async fn strays(window: &Window, plans: &Plans) -> Result<BTreeMap<String, String>> {
    let found = window.script(HAN).await?;
    let pairs = found.as_array().into_iter().flatten();
    let pairs = pairs.map(|pair| {
        let word = |at: usize| pair[at].as_str().unwrap_or_default().to_owned();
        (word(0), word(1))
    });
    Ok(pairs
        .filter(|(run, _)| !ON_PURPOSE.contains(&run.as_str()) && !plans.hold(run))
        .collect())
}

#[test]
fn no_chinese_of_our_own_is_left_in_the_english_window() {
    journey(async |home| {
        let window = five_plans(home).await?;
        window
            .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
            .await?;
        let plans = Plans::of(&window).await?;
        let chinese = strays(&window, &plans).await?;
        ensure!(chinese.len() > 20, "Chinese words are found: {chinese:?}");

        window.set("light", "en", 100).await?;
        let mut all = BTreeMap::new();
        for view in [
            "library",
            "synopsis",
            "targets",
            "responsibilities",
            "source",
            "matrix",
        ] {
            window.show(view).await?;
            all.extend(strays(&window, &plans).await?);
        }
        all.extend(empty_cells(&window, &plans).await?);
        all.extend(deviations(&window, &plans).await?);
        all.extend(overlays(&window, &plans).await?);
        all.extend(doubts(&window, &plans).await?);
        ensure!(all.is_empty(), "{all:#?}");
        window.close().await
    });
}

/// Why cells are empty.
async fn empty_cells(window: &Window, plans: &Plans) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    let absent =
        "[...document.querySelectorAll('[data-testid=matrix-cell][data-presence=absent]')]";
    for at in 0..6 {
        window.script(&format!("{absent}[{at}]?.click()")).await?;
        window
            .until("return /imilar task|Stands in/.test(document.querySelector('[data-testid=peek]')?.innerText ?? '')")
            .await?;
        all.extend(strays(window, plans).await?);
    }
    window.press(&[Key::Enter]).await?;
    window
        .wait("[data-testid=view-synopsis][data-state=content][aria-busy=false] [data-testid=synopsis-grid][aria-busy=false]")
        .await?;
    all.extend(strays(window, plans).await?);
    Ok(all)
}

/// Reasons of a deviation of every kind, and the step that its verdict is.
async fn deviations(window: &Window, plans: &Plans) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    window.show("review").await?;
    let kinds = window
        .script("return [...document.querySelectorAll('[data-testid=review-kind] option')].map((kind) => kind.value).filter(Boolean)")
        .await?;
    let kinds: Vec<&str> = kinds
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|kind| kind.as_str())
        .collect();
    ensure!(kinds.len() > 8, "kinds of deviations: {kinds:?}");
    for kind in kinds {
        choose(window, "review-kind", kind).await?;
        window
            .until(&format!(
                "return document.querySelector('[data-testid=evidence]')?.dataset.kind === '{kind}'"
            ))
            .await?;
        window
            .wait("[data-testid=view-review][aria-busy=false]")
            .await?;
        all.extend(strays(window, plans).await?);
    }
    window.press(&[Key::Letter('3')]).await?;
    window
        .until("return document.querySelector('[data-testid=undo]').title.includes('verdict')")
        .await?;
    all.extend(strays(window, plans).await?);
    Ok(all)
}

/// Palette, search, key help, settings.
async fn overlays(window: &Window, plans: &Plans) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    let ways: [(&[Key], &str); 4] = [
        (&[Key::Control, Key::Letter('k')], "palette"),
        (&[Key::Control, Key::Letter('f')], "search"),
        (&[Key::Control, Key::Letter(',')], "settings"),
        (&[Key::Shift, Key::Letter('?')], "key-help"),
    ];
    for (keys, overlay) in ways {
        window.press(keys).await?;
        window.wait(&format!("[data-testid={overlay}]")).await?;
        all.extend(strays(window, plans).await?);
        window.press(&[Key::Escape]).await?;
        window
            .wait_gone(&format!("[data-testid={overlay}]"))
            .await?;
    }
    Ok(all)
}

/// What may be corrected in a reading, and the doubts of one that has some.
async fn doubts(window: &Window, plans: &Plans) -> Result<BTreeMap<String, String>> {
    window.show("source").await?;
    window
        .click("[data-testid=outline-entry][data-path='3.1.2']")
        .await?;
    window
        .wait("[data-testid=source-line][data-current=true]:not([data-line='1'])")
        .await?;
    window
        .click("[data-testid=mend]:not([aria-disabled=true])")
        .await?;
    window
        .wait("[data-testid=mend-panel][aria-busy=false] [data-testid=mend-kind]")
        .await?;
    let mut all = strays(window, plans).await?;
    window.click("[data-testid=mend-close]").await?;
    choose(window, "source-plan", SEEDS[1]).await?;
    window.click("[data-testid=source-mode-doubts]").await?;
    window.wait("[data-testid=doubt]").await?;
    window.wait("[data-testid=reading-report]").await?;
    all.extend(strays(window, plans).await?);
    Ok(all)
}
