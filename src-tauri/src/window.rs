//! The one window: made from tauri.conf.json, closed to navigation, open to dropped files.

use duizhao_workbench::api::session::ShellEvent;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, DragDropEvent, Manager, Url, WebviewWindowBuilder, WindowEvent};

use crate::shell::Shell;

/// Keeps what the page complains about where a journey can read it; nothing in other builds.
#[cfg(feature = "journeys")]
const COMPLAINTS: &str = include_str!("complaints.js");
#[cfg(not(feature = "journeys"))]
const COMPLAINTS: &str = "";

/// Opens the window.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<()> {
    let config = app
        .config()
        .app
        .windows
        .first()
        .cloned()
        .expect("tauri.conf.json describes the window");
    let window = WebviewWindowBuilder::from_config(app, &config)?
        .initialization_script(COMPLAINTS)
        .on_navigation(is_own_page)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    let handle = app.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(drop) = event {
            dropped(&handle, drop);
        }
    });
    Ok(())
}

/// Tells whether an address is the page itself: everything else is refused.
fn is_own_page(url: &Url) -> bool {
    let own = url.scheme() == "tauri"
        || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost"));
    own || (cfg!(not(feature = "custom-protocol")) && url.host_str() == Some("localhost"))
}

fn dropped(app: &AppHandle, event: &DragDropEvent) {
    let shell = app.state::<Shell>();
    match event {
        DragDropEvent::Enter { .. } => shell.tell(ShellEvent::DropOver),
        DragDropEvent::Drop { paths, .. } => {
            shell.tell(ShellEvent::Dropped {
                files: shell.tickets.issue(paths.clone()),
            });
        }
        DragDropEvent::Leave => shell.tell(ShellEvent::DropLeave),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: bool) {
        assert_eq!(
            is_own_page(&address.parse().unwrap()),
            expected,
            "{address}"
        );
    }

    #[test]
    fn the_window_goes_nowhere_but_to_its_own_page() {
        check("tauri://localhost/index.html", true);
        check("http://tauri.localhost/", true);
        check("https://example.org/", false);
        check("file:///etc/passwd", false);
        check("data:text/html,x", false);
        check("javascript:alert(1)", false);
        check("http://tauri.localhost.example.org/", false);
    }
}
