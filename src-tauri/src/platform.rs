//! What one platform needs and the others do not.

/// Starts this program anew where the platform must be told something before it starts; returns
/// where there is nothing to tell, or where it could not be told.
///
/// WebKitGTK composes its layers with OpenGL, which a machine without a graphics card does in
/// software: measured, that takes 250 MiB more and half again as long for every answer. A page of
/// text needs none of it, so it is turned off, unless the environment says otherwise already.
/// Memory is spared beside it: see [`SPARING`].
#[cfg(target_os = "linux")]
pub(crate) fn prepare() {
    use std::os::unix::process::CommandExt as _;

    const COMPOSING: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";
    if std::env::var_os(COMPOSING).is_some() {
        return;
    }
    let Ok(own) = std::env::current_exe() else {
        return;
    };
    // It comes back only when it failed; the window then opens as it is.
    let unset = |(name, _): &(&str, &str)| std::env::var_os(name).is_none();
    let _ = std::process::Command::new(own)
        .args(std::env::args_os().skip(1))
        .env(COMPOSING, "1")
        .envs(SPARING.into_iter().filter(unset))
        .exec();
}

/// What keeps memory small, measured with five plans: the page's script engine collects as on a
/// machine of 64 MiB (with 32, no less memory) and always all of its 13 MiB (among what outlived
/// one collection, garbage grew to 40 before it looked there), together about 110 MiB less and no answer
/// later; it does without the upper tiers of its compiler (25 MiB less), for a page is never long at
/// work: views, rows and bases are answered 5 to 10 ms later; Mesa, which is asked about the screen
/// though nothing is drawn with it, answers with its driver that compiles no shaders (12 MiB less where
/// all of its libraries lie in the cache); the threads that compare plans share two heaps (20 MiB less,
/// 80 with thirty plans), and what is free at the end of a heap goes back at once (4 MiB less).
#[cfg(target_os = "linux")]
const SPARING: [(&str, &str); 6] = [
    ("JSC_forceRAMSize", "67108864"),
    ("JSC_useGenerationalGC", "0"),
    ("JSC_useDFGJIT", "0"),
    ("GALLIUM_DRIVER", "softpipe"),
    ("MALLOC_ARENA_MAX", "2"),
    ("MALLOC_TRIM_THRESHOLD_", "131072"),
];

/// Nothing to do on other platforms.
#[cfg(not(target_os = "linux"))]
pub(crate) fn prepare() {}
