//! The window of the workbench: one page in a web view, dialogs, and the commands the page may call.
//!
//! A command unpacks its arguments, makes one call of the workbench on a blocking thread and hands
//! back what it gets; rules, texts and numbers are the workbench's. The web view is treated as
//! insecure: it may call the listed commands and nothing of the platform, it never names a path
//! (files picked or dropped reach it as tickets), it cannot navigate or open windows.
//!
//! What it deliberately does not do: read plans, know SQL, hold a rule.

mod bundled;
mod commands;
mod dialogs;
mod instance;
mod kept;
mod options;
mod platform;
mod shell;
mod tickets;
mod window;

use std::process::ExitCode;

use duizhao_workbench::api::session::ShellEvent;
use tauri::Manager;

/// Opens the window and returns when it is closed.
#[expect(
    clippy::print_stderr,
    reason = "without a window the terminal is the only place for a message"
)]
pub fn run() -> ExitCode {
    // The same program, started by the window to read one document.
    if std::env::args_os()
        .nth(1)
        .is_some_and(|first| first == duizhao_workbench::READER_FLAG)
    {
        return duizhao_workbench::serve_reader();
    }
    platform::prepare();
    let options = match options::parse(std::env::args_os().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::from(2);
        }
    };
    match build(options) {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("无法打开窗口：{error}\nThe window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}

fn build(options: options::Options) -> tauri::Result<tauri::App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            commands::library::near_plans,
            commands::library::library,
            commands::library::import_bundled,
            commands::library::import_demo,
            commands::library::pick_files,
            commands::library::pick_folders,
            commands::library::import_paths,
            commands::library::preview_file,
            commands::library::preview_plan,
            commands::library::reread,
            commands::library::plan_files,
            commands::library::paste_text,
            commands::library::delete_plan,
            commands::library::undo,
            commands::library::redo,
            commands::compare::matrix,
            commands::compare::batch,
            commands::compare::synopsis,
            commands::compare::matches,
            commands::compare::source,
            commands::compare::source_lines,
            commands::compare::targets,
            commands::compare::responsibilities,
            commands::compare::search,
            commands::review::review,
            commands::review::review_detail,
            commands::review::set_verdict,
            commands::review::decide_match,
            commands::correct::correct_match,
            commands::correct::corrections,
            commands::mend::mend,
            commands::mend::mends,
            commands::mend::unit_detail,
            commands::review::set_relation,
            commands::export::export_view,
            commands::page::settings,
            commands::page::save_settings,
            commands::page::remembered,
            commands::page::remember,
            commands::page::cancel,
            commands::page::subscribe,
            commands::desk::set_menu,
            commands::desk::recent_libraries,
            commands::desk::open_library,
        ])
        .on_menu_event(|app, event| {
            let id = event.id().0.clone();
            app.state::<shell::Shell>().tell(ShellEvent::Command { id });
        })
        .setup(move |app| {
            start(app.handle(), options)?;
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Opens the window, or brings the one that has this library to the front and ends.
fn start(app: &tauri::AppHandle, options: options::Options) -> tauri::Result<()> {
    let shell = shell::Shell::new(app, options)?;
    if let Some(folder) = shell.library.parent() {
        // A folder that cannot be made is told when the library is opened.
        let _ = std::fs::create_dir_all(folder);
    }
    match instance::claim(&shell.library) {
        instance::Claim::Elsewhere => {
            app.exit(0);
            return Ok(());
        }
        instance::Claim::Ours(None) => {}
        instance::Claim::Ours(Some(guard)) => {
            let handle = app.clone();
            guard.hear(move || window::raise(&handle));
        }
    }
    // A list that cannot be kept is only a convenience less.
    let _ = shell.kept.keep_recent(&shell.library);
    app.manage(shell);
    let handle = app.clone();
    // The dictionary loads while the page does, so that the first comparison need not wait for it.
    tauri::async_runtime::spawn_blocking(move || {
        handle.state::<shell::Shell>().workbench.segmenter();
    });
    window::open(app)
}
