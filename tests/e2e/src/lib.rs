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

use std::path::PathBuf;

mod display;
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

/// Every view, as the rail names them.
pub const VIEWS: [&str; 7] = [
    "library",
    "matrix",
    "synopsis",
    "targets",
    "responsibilities",
    "review",
    "source",
];

/// The five bundled plans, by their file names without extension.
pub const SEEDS: [&str; 5] = [
    "000_5858b48f3c980549",
    "001_032358706700e372",
    "002_d69efc627f7d24d0",
    "003_4c59c97df8a0ccea",
    "004_ce8763cea49ce9f3",
];

/// Writes `count` plans: the five texts under other names of places.
///
/// # Errors
/// When a file cannot be read or written.
pub fn many_plans(home: &Home, count: usize) -> anyhow::Result<Vec<PathBuf>> {
    let write = |number: usize| {
        let text = seed(SEEDS[number % SEEDS.len()])?;
        let place = format!("第{number}示范");
        let text = ["济宁", "嘉兴", "张店", "临淄", "市中"]
            .iter()
            .fold(text, |text, name| text.replace(name, &place));
        home.write(&format!("{number:02}.txt"), text)
    };
    (0..count).map(write).collect()
}

/// Runs one journey of a new user and fails with what the page showed.
///
/// # Panics
/// When the journey ends with an error.
#[track_caller]
pub fn journey(run: impl AsyncFnOnce(&Home) -> anyhow::Result<()>) {
    let home = Home::new().and_then(Home::on_own_display);
    let outcome = home.and_then(|home| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(run(&home))
    });
    if let Err(error) = outcome {
        panic!("{error:#}");
    }
}
