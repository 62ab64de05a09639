//! A window with an empty page and nothing behind it: what the start of the workbench is measured
//! against, since the web view's own start is nobody's to mend.

use std::borrow::Cow;

use tauri::utils::assets::{AssetKey, AssetsIter, CspHash};
use tauri::{Assets, Runtime, WebviewUrl, WebviewWindowBuilder};

/// Says when the first frame was drawn, as `complaints.js` does for the workbench.
const PAINTED: &str = "addEventListener('DOMContentLoaded', () => requestAnimationFrame(() =>
    requestAnimationFrame(() => { window.duizhaoContent = performance.now(); })));";

/// The one page.
struct Empty;

impl<R: Runtime> Assets<R> for Empty {
    fn get(&self, _: &AssetKey) -> Option<Cow<'_, [u8]>> {
        Some(Cow::Borrowed(
            b"<!doctype html><title>bare</title><p>\xe8\xa7\x84\xe5\x88\x92",
        ))
    }

    fn iter(&self) -> Box<AssetsIter<'_>> {
        Box::new(std::iter::empty())
    }

    fn csp_hashes(&self, _: &AssetKey) -> Box<dyn Iterator<Item = CspHash<'_>> + '_> {
        Box::new(std::iter::empty())
    }
}

fn main() -> tauri::Result<()> {
    let mut context = tauri::generate_context!();
    context.set_assets(Box::new(Empty));
    tauri::Builder::default()
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .inner_size(1366.0, 768.0)
                .initialization_script(PAINTED)
                .build()?;
            Ok(())
        })
        .run(context)
}
