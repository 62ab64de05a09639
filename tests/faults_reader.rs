//! I30: a reader that takes too much, dies, or never returns ends alone.

use std::time::{Duration, Instant};

use duizhao_import::worker::Worker;
use duizhao_import::{ImportError, SourceHint};
use duizhao_tests::binary::{Home, duizhao};
use duizhao_tests::office::{Numbers, docx};
use duizhao_tests::texts::{SEEDS, seed};
use duizhao_workbench::{Control, ImportSource, Lang, ReadOptions, Workbench, now};

#[test]
fn i30_a_reader_over_its_memory_is_stopped_and_said() {
    let bytes = docx("一、总体要求\n", Numbers::Typed);
    let worker = Worker::new(duizhao().to_owned());
    let hint = SourceHint::default();
    assert_eq!(worker.read(&bytes, &hint).unwrap().text, "一、总体要求\n");
    let small = worker.limited(Duration::from_secs(30), 1);
    let stopped = small.read(&bytes, &hint);
    assert!(
        matches!(stopped, Err(ImportError::OutOfMemory { limit: 1 })),
        "{stopped:?}"
    );
}

#[cfg(unix)]
#[test]
fn i30_a_reader_that_dies_is_said_and_leaves_the_library() {
    let home = Home::new();
    let plan = home.write("规划.txt", seed(SEEDS[0]));
    assert_eq!(home.run(&["import", plan.to_str().unwrap()]).status, 0);
    let before = home.dump();
    // Its reader needs more addresses than it is given, and is ended by the system.
    let line = "（一）加强残疾人托养服务，提高托养服务能力。\n";
    home.write("重.docx", docx(&line.repeat(200_000), Numbers::Typed));
    for (lang, words) in [
        ("zh", "“重.docx”：读取时出错，文件未导入"),
        ("en", "\"重.docx\": the reader failed; nothing was imported"),
    ] {
        let output = home
            .limited(250_000)
            .args(["import", "重.docx", "--json", "--lang", lang])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let out = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(out.contains("\"reader_failed\""), "{out}");
        assert!(err.contains(words), "{err}");
        assert!(
            !err.contains("memory allocation") && !err.contains("panicked"),
            "{err}"
        );
    }
    assert_eq!(home.dump(), before);
}

/// What stands for LibreOffice and never ends; it says which process it is.
#[cfg(unix)]
fn script(home: &Home, name: &str, lines: &str) -> std::path::PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = home.write(name, format!("#!/bin/sh\n{lines}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755))
        .expect("a script can be made to run");
    path
}

#[cfg(target_os = "linux")]
#[test]
fn i30_a_reader_that_never_returns_is_stopped_with_all_it_started() {
    let home = Home::new();
    let number = home.path().join("process");
    let hang = script(
        &home,
        "hang",
        &format!("echo $$ > '{}'; exec sleep 600", number.display()),
    );
    let reader = script(
        &home,
        "reader",
        &format!(
            "DUIZHAO_SOFFICE='{}' exec '{}' \"$@\"",
            hang.display(),
            duizhao().display()
        ),
    );
    let plan = home.write("规划.txt", seed(SEEDS[0]));
    assert_eq!(home.run(&["import", plan.to_str().unwrap()]).status, 0);
    let before = home.dump();

    let worker = Worker::new(reader).limited(Duration::from_secs(1), 512 * 1024 * 1024);
    let workbench = Workbench::new(Some(home.library())).with_worker(worker);
    let file = ImportSource::Path(home.write("停住.rtf", "{\\rtf1 \\u19968?\\par}"));
    let (options, at, control) = (ReadOptions::default(), now(), Control::none());
    let start = Instant::now();
    let outcomes = workbench.import(&[file], &options, &at, &control).unwrap();
    assert!(start.elapsed() < Duration::from_secs(20), "it was stopped");
    let error = outcomes[0].result.as_ref().unwrap_err();
    for (lang, words) in [
        (Lang::Zh, "“停住.rtf”：读取超过 1 秒，已停止，未导入。"),
        (
            Lang::En,
            "\"停住.rtf\": reading took more than 1 seconds and was stopped",
        ),
    ] {
        let said = error.to_refusal(lang).error;
        assert_eq!(said.code, "timed_out");
        assert!(said.message.contains(words), "{}", said.message);
        assert!(!said.remedy.is_empty());
    }
    drop(workbench);
    let process = std::fs::read_to_string(number).expect("it ran");
    let left = std::path::Path::new("/proc").join(process.trim());
    assert!(!left.exists(), "what the reader started has ended too");
    assert_eq!(home.dump(), before, "the library is as it was");
}
