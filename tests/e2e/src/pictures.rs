//! Takes pictures of what only the window of the journeys can show, for its file dialogs are
//! answered: a batch with refusals, a look before import, a file that changed, the report of a
//! reading, corrections. Two sizes, two themes, two languages.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "says where the pictures are"
)]

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use duizhao_journeys::scenes::{batch, choose, dress, folder, retype, select};
use duizhao_journeys::{Home, Key, Window, seed};

const SIZES: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];
const SCENES: [&str; 6] = ["progress", "batch", "preview", "changed", "report", "mend"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    for scene in SCENES {
        if !words.is_empty() && !words.iter().any(|word| scene.contains(word.as_str())) {
            continue;
        }
        if let Err(error) = take(scene).await {
            eprintln!("{scene}: {error:#}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

async fn take(scene: &str) -> Result<()> {
    let home = Home::new()?;
    let window = Window::open(&home).await?;
    window.wait("[data-testid=app][data-started=true]").await?;
    match scene {
        "progress" => on_its_way(&home, &window).await?,
        "batch" => bad_and_good(&home, &window).await?,
        "preview" => looked_at(&home, &window).await?,
        "changed" => changed(&home, &window).await?,
        "report" => doubts(&window).await?,
        "mend" => corrected(&home, &window).await?,
        _ => bail!("no such scene"),
    }
    window.close().await
}

/// One scene in every size, theme and language.
async fn shoot(window: &Window, name: &str) -> Result<()> {
    for (width, height) in SIZES {
        window.resize(width, height).await?;
        for language in ["zh", "en"] {
            for theme in ["light", "dark"] {
                dress(window, theme).await?;
                let name = format!("{name}-{width}x{height}-{theme}-{language}");
                println!("   {}", window.picture(&name).await?.display());
            }
            let script = "document.querySelector('[data-testid=language]').click()";
            window.script(script).await?;
        }
    }
    let (width, height) = SIZES[0];
    window.resize(width, height).await?;
    dress(window, "light").await
}

async fn import(home: &Home, window: &Window, files: &[PathBuf]) -> Result<()> {
    let paths: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    home.answer_dialog(&paths)?;
    window.click("[data-testid=start-files]").await?;
    window.wait("[data-testid=copy-report]").await?;
    Ok(())
}

/// One picture only: it does not wait.
async fn on_its_way(home: &Home, window: &Window) -> Result<()> {
    window.resize(SIZES[0].0, SIZES[0].1).await?;
    home.answer_dialog(&[&folder(home)?])?;
    window.click("[data-testid=start-folder]").await?;
    window
        .wait("[data-testid=import-row][data-outcome=imported]")
        .await?;
    println!("   {}", window.picture("import-progress").await?.display());
    window
        .script("document.querySelector('[data-testid=import-cancel]').click()")
        .await?;
    window.wait("[data-testid=copy-report]").await?;
    Ok(())
}

async fn bad_and_good(home: &Home, window: &Window) -> Result<()> {
    import(home, window, &batch(home)?).await?;
    shoot(window, "import-batch").await
}

async fn looked_at(home: &Home, window: &Window) -> Result<()> {
    let text = seed("002_d69efc627f7d24d0")?;
    home.answer_dialog(&[&home.write("济宁市规划.txt", text)?])?;
    window.press(&[Key::Shift, Key::Letter('I')]).await?;
    window
        .wait_text("[data-testid=preview-text]", "济宁")
        .await?;
    shoot(window, "preview").await?;
    choose(window, "preview-encoding", "Big5").await?;
    window
        .until("return !document.querySelector('[data-testid=preview-text]').innerText.includes('济宁')")
        .await?;
    shoot(window, "preview-wrong").await
}

async fn changed(home: &Home, window: &Window) -> Result<()> {
    let names = [
        "000_5858b48f3c980549",
        "001_032358706700e372",
        "002_d69efc627f7d24d0",
    ];
    let mut files = Vec::new();
    for name in names {
        files.push(home.write(&format!("{name}.txt"), seed(name)?)?);
    }
    import(home, window, &files).await?;
    window.reload().await?;
    std::fs::remove_file(&files[0])?;
    home.write(
        &format!("{}.txt", names[2]),
        format!("{}\n附则由市残联解释。\n", seed(names[2])?),
    )?;
    window
        .script("window.dispatchEvent(new Event('focus'))")
        .await?;
    window.wait("[data-testid=file-changed]").await?;
    window.wait("[data-testid=file-missing]").await?;
    shoot(window, "file-changed").await?;
    window.click("[data-testid=reread-changed]").await?;
    window
        .wait("[data-testid=import-row][data-outcome=new_version]")
        .await?;
    shoot(window, "file-reread").await
}

async fn doubts(window: &Window) -> Result<()> {
    window.click("[data-testid=start-bundled]").await?;
    window.wait("[data-testid=app][data-view=matrix]").await?;
    window.show("library").await?;
    window.click("[data-testid=plan-row] .doubt").await?;
    window.wait("[data-testid=doubt]").await?;
    shoot(window, "reading-report").await?;
    window.click("[data-testid=doubt]").await?;
    window
        .wait("[data-testid=source-line][data-current=true]")
        .await?;
    shoot(window, "reading-report-line").await
}

async fn corrected(home: &Home, window: &Window) -> Result<()> {
    let file = home.write("济宁市规划.txt", seed("002_d69efc627f7d24d0")?)?;
    import(home, window, &[file]).await?;
    window.show("source").await?;
    window
        .click("[data-testid=outline-entry][data-path='3.1.1']")
        .await?;
    window.press(&[Key::Letter('e')]).await?;
    window.wait("[data-testid=mend-target]").await?;
    shoot(window, "mend").await?;
    retype(window, "mend-participants", "市民政局、市教育局、市财政局").await?;
    window.wait("[data-testid=mend-made]").await?;
    choose(window, "mend-kind", "paragraph").await?;
    window
        .until("return document.querySelectorAll('[data-testid=mend-made]').length === 2")
        .await?;
    retype(window, "mend-title", "别的标题").await?;
    window.wait("[data-testid=error]").await?;
    shoot(window, "mend-refused").await?;
    window.click("[data-testid=error] button").await?;
    window.click("[data-testid=mend-close]").await?;
    window
        .click("[data-testid=outline-entry][data-path='3.1.3']")
        .await?;
    window.press(&[Key::Letter('e')]).await?;
    select(window, 274, "继续实施").await?;
    window
        .wait("[data-testid=mend-split]:not([aria-disabled])")
        .await?;
    shoot(window, "mend-split").await
}
