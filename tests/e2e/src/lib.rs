//! Driving the real window: WebKitWebDriver starts the built program, a journey clicks, types, reads.
//!
//! A journey is told in the words of the page, because that is what its user sees:
//!
//! ```text
//! let window = Window::open(&Home::new()?).await?;
//! window.click("[data-command='library.open-bundled']").await?;   // 打开五份示例规划
//! window.wait("[data-view='matrix'] [role='row']").await?;
//! ```
//!
//! WebKitWebDriver 2.50 crashes when an element call comes before the page has loaded, so opening a
//! window ends only when a script says that the page is ready.

mod driver;
mod home;
mod keys;
pub mod scenes;
mod window;

pub use driver::Driver;
pub use home::Home;
pub use keys::Key;
pub use window::Window;

/// Returns the text of a bundled plan by its file name without extension.
pub fn seed(name: &str) -> anyhow::Result<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    Ok(std::fs::read_to_string(format!("{folder}/{name}.txt"))?)
}

/// Runs one journey of a new user and fails with what the page showed.
///
/// # Panics
/// When the journey ends with an error.
#[track_caller]
pub fn journey(run: impl AsyncFnOnce(&Home) -> anyhow::Result<()>) {
    let outcome = Home::new().and_then(|home| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(run(&home))
    });
    if let Err(error) = outcome {
        panic!("{error:#}");
    }
}
