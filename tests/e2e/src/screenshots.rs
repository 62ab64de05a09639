//! Takes pictures of the window on the five bundled plans: the coverage matrix and one synopsis row.
#![expect(clippy::print_stdout, reason = "says where the pictures are")]

use anyhow::Result;
use duizhao_journeys::{Home, Window};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let home = Home::new()?;
    let window = Window::open_with(&home, &["--bundled"]).await?;
    window
        .until("return document.body.innerText.trim().length > 0")
        .await?;
    println!("{}", window.picture("window").await?.display());
    window.close().await
}
