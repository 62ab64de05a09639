//! Lists the commands of the window, so that the page can call these and no others.

#[path = "src/commands/names.rs"]
mod names;

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(names::NAMES);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    tauri_build::try_build(attributes)
        .expect("tauri.conf.json, the capabilities and the command list are consistent");
}
