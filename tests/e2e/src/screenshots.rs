//! Takes pictures of every view on the five bundled plans: two sizes, two themes, two languages.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "says where the pictures are"
)]

use std::process::ExitCode;

use anyhow::Result;
use duizhao_journeys::{Home, VIEWS, Window};

const SIZES: [(u32, u32); 2] = [(1366, 768), (1920, 1080)];
const LOOKS: [(&str, &str); 4] = [
    ("light", "zh"),
    ("dark", "zh"),
    ("light", "en"),
    ("dark", "en"),
];

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match take().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn take() -> Result<()> {
    let home = Home::new()?;
    let empty = Window::open(&home).await?;
    empty.resize(1366, 768).await?;
    empty.wait("[data-testid=start-bundled]").await?;
    println!("   {}", empty.picture("empty").await?.display());
    empty.close().await?;

    let window = Window::open_with(&home, &["--bundled"]).await?;
    window.show("matrix").await?;
    spoken_of(&window).await?;
    for (theme, language) in LOOKS {
        window.set(theme, language, 100).await?;
        window.show("library").await?;
        window.show("matrix").await?;
        for (width, height) in SIZES {
            window.resize(width, height).await?;
            for view in VIEWS {
                window.show(view).await?;
                let name = format!("{view}-{width}x{height}-{theme}-{language}");
                println!("   {}", window.picture(&name).await?.display());
            }
        }
    }
    window.resize(1366, 768).await?;
    window.set("light", "zh", 100).await?;
    window.show("matrix").await?;
    window.click("[data-testid=mode-batch]").await?;
    window.wait("[data-testid=batch-row]").await?;
    println!("   {}", window.picture("matrix-by-plan").await?.display());
    window.close().await
}

/// Opens a row in which every plan says something, and waits until it is remembered.
async fn spoken_of(window: &Window) -> Result<()> {
    let row = "[data-testid=matrix-row][data-row$='/3.1.4']";
    window.wait(row).await?;
    window
        .script(&format!(
            "const cells = document.querySelectorAll(\"{row} [data-testid=matrix-cell]\");
             cells[1].dispatchEvent(new MouseEvent('dblclick', {{ bubbles: true }}));"
        ))
        .await?;
    window
        .wait("[data-testid=view-synopsis][data-state=content] [data-testid=sentence]")
        .await?;
    window.until_remembered("state.view === 'synopsis'").await
}
