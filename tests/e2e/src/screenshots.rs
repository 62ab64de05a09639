//! Takes pictures of the window on the five bundled plans: the coverage matrix and one synopsis row.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "says where the pictures are"
)]

use std::process::ExitCode;

use anyhow::Result;
use duizhao_journeys::{Home, Window};

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
    let window = Window::open_with(&home, &["--bundled"]).await?;
    window.resize(1366, 768).await?;
    window.wait("[data-testid=app][data-started=true]").await?;
    window.click("[data-testid=rail-matrix]").await?;
    window
        .wait("[data-testid=view-matrix][data-state=content] [data-testid=matrix-row]")
        .await?;
    println!(
        "   coverage matrix   {}",
        window.picture("matrix").await?.display()
    );
    window.click("[data-testid=matrix-row] .open").await?;
    window
        .wait("[data-testid=view-synopsis][data-state=content] [data-testid=sentence]")
        .await?;
    println!(
        "   synopsis of a row {}",
        window.picture("synopsis").await?.display()
    );
    window.close().await
}
