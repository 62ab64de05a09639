//! The one window: made from tauri.conf.json, closed to navigation, open to dropped files, and back
//! where its user left it.

use std::time::Duration;

use duizhao_workbench::api::session::ShellEvent;
use tauri::webview::NewWindowResponse;
use tauri::{
    AppHandle, DragDropEvent, LogicalPosition, LogicalSize, Manager, Url, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::kept::Frame;
use crate::shell::Shell;

/// Label of the window in tauri.conf.json and the capability.
const MAIN: &str = "main";

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
        .visible(false)
        .build()?;
    if let Some(frame) = app.state::<Shell>().kept.frame() {
        restore(&window, frame)?;
    }
    let watched = window.clone();
    window.on_window_event(move |event| match event {
        WindowEvent::DragDrop(drop) => dropped(watched.app_handle(), drop),
        WindowEvent::CloseRequested { .. } => keep(&watched),
        _ => {}
    });
    window.show()
}

/// Brings the window to the front, for a second start on the same library; false when it could not
/// be done in time, as in a window that is closing.
pub(crate) fn raise(app: &AppHandle) -> bool {
    let (done, wait) = std::sync::mpsc::channel();
    let Some(window) = app.get_webview_window(MAIN) else {
        return false;
    };
    let show = move || {
        let shown = window
            .unminimize()
            .and_then(|()| window.show())
            .and_then(|()| window.set_focus());
        let _ = done.send(shown.is_ok());
    };
    app.run_on_main_thread(show).is_ok()
        && wait.recv_timeout(Duration::from_secs(1)).unwrap_or(false)
}

fn restore(window: &WebviewWindow, frame: Frame) -> tauri::Result<()> {
    window.set_size(LogicalSize::new(frame.width, frame.height))?;
    let visible = window.available_monitors()?.iter().any(|monitor| {
        let (at, size) = (monitor.position(), monitor.size());
        let scale = monitor.scale_factor();
        let (left, top) = (f64::from(at.x) / scale, f64::from(at.y) / scale);
        let (width, height) = (
            f64::from(size.width) / scale,
            f64::from(size.height) / scale,
        );
        (left..left + width - 100.0).contains(&frame.x)
            && (top..top + height - 100.0).contains(&frame.y)
    });
    if visible {
        window.set_position(LogicalPosition::new(frame.x, frame.y))?;
    }
    if frame.maximised {
        window.maximize()
    } else {
        Ok(())
    }
}

/// Keeps place and size; a window that cannot tell them is not worth a message when it closes.
fn keep(window: &WebviewWindow) {
    let frame = || -> tauri::Result<Frame> {
        let scale = window.scale_factor()?;
        let at = window.outer_position()?.to_logical::<f64>(scale);
        let size = window.inner_size()?.to_logical::<f64>(scale);
        let maximised = window.is_maximized()?;
        Ok(Frame {
            x: at.x,
            y: at.y,
            width: size.width,
            height: size.height,
            maximised,
        })
    };
    if let Ok(frame) = frame() {
        let _ = window.state::<Shell>().kept.keep_frame(frame);
    }
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
