//! Measures the real window: start, answers to clicks and keys, scrolling, memory. It prints; it
//! asserts nothing.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "figures are what this program is for"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use duizhao_journeys::{Home, Window, many_plans};
use serde_json::Value;

/// Seconds a measurement may take.
const LONGEST: usize = 600;
/// How often each start is measured.
const STARTS: usize = 7;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match measure().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn measure() -> Result<()> {
    let parts: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |part: &str| parts.is_empty() || parts.iter().any(|word| word == part);
    if wanted("start") {
        start().await?;
    }
    if wanted("answers") {
        answers().await?;
    }
    if wanted("scrolling") {
        scrolling().await?;
    }
    Ok(())
}

/// A library of `count` plans: the five texts under other names of places.
async fn library(home: &Home, count: usize) -> Result<()> {
    let files = many_plans(home, count)?;
    let window = Window::open(home).await?;
    let paths: Vec<&Path> = files.iter().map(std::path::PathBuf::as_path).collect();
    home.answer_dialog(&paths)?;
    window.wait("[data-testid=start-files]").await?;
    window.click("[data-testid=start-files]").await?;
    window
        .until(&format!(
            "return document.querySelectorAll('[data-testid=plan-row]').length === {count}"
        ))
        .await?;
    window.close().await
}

/// From the start of the process to the first frame with content, beside a bare window in turn:
/// what the web view itself takes is in both.
async fn start() -> Result<()> {
    let program = PathBuf::from(std::env::var("DUIZHAO_WINDOW")?);
    let bare = program.with_file_name("examples").join("bare");
    let empty = Home::new()?.as_released();
    // The bare window keeps no library; the lock is what its closing is waited for by.
    empty.write("区县 library.db.window.lock", "")?;
    let full = Home::new()?.as_released();
    library(&full, 50).await?;
    let new = Home::new()?.as_released();
    let mut figures = [Vec::new(), Vec::new(), Vec::new()];
    for _ in 0..STARTS {
        figures[0].push(first_frame(&empty, &bare).await?);
        figures[1].push(first_frame(&new, &program).await?);
        figures[2].push(first_frame(&full, &program).await?);
    }
    for figures in &mut figures {
        figures.sort_by(f64::total_cmp);
    }
    let median = |at: usize| figures[at][STARTS / 2];
    println!(
        "   start to first frame, bare window: {:.0} ms (median of {STARTS})",
        median(0)
    );
    for (what, home, program) in [
        ("bare window", &empty, &bare),
        ("empty library", &new, &program),
        ("50 plans, library shown", &full, &program),
    ] {
        let window = Window::open_program(home, program, &[]).await?;
        window
            .until("return window.duizhaoContent !== undefined")
            .await?;
        print_memory(what, window.driver_id());
        window.close().await?;
    }
    for (at, what) in [(1, "empty library"), (2, "50 plans")] {
        println!(
            "   start to first frame with content, {what}: {:.0} ms, {:+.0} ms to the bare window",
            median(at),
            median(at) - median(0),
        );
    }
    Ok(())
}

/// Milliseconds from the start of `program` to its first frame with content.
async fn first_frame(home: &Home, program: &Path) -> Result<f64> {
    let window = Window::open_program(home, program, &[]).await?;
    window
        .until("return window.duizhaoContent !== undefined")
        .await?;
    let found = window
        .script("return performance.timeOrigin + window.duizhaoContent")
        .await?;
    let name = program.file_name().unwrap_or_default().to_string_lossy();
    let born = born(window.driver_id(), &name).unwrap_or(f64::NAN);
    window.close().await?;
    Ok(number(&found) - born)
}

/// When the window below a driver was started, in milliseconds since 1970.
fn born(driver: u32, program: &str) -> Option<f64> {
    let window = family(driver)
        .into_iter()
        .find(|process| name_of(*process).is_some_and(|name| program.starts_with(name.trim())))?;
    let stat = std::fs::read_to_string(format!("/proc/{window}/stat")).ok()?;
    let ticks: f64 = stat
        .rsplit(')')
        .next()?
        .split_whitespace()
        .nth(19)?
        .parse()
        .ok()?;
    let boot = std::fs::read_to_string("/proc/stat").ok()?;
    let boot: f64 = boot
        .lines()
        .find_map(|line| line.strip_prefix("btime "))?
        .parse()
        .ok()?;
    Some((boot + ticks / 100.0) * 1000.0)
}

fn name_of(process: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{process}/comm")).ok()
}

/// A process and all below it.
fn family(first: u32) -> Vec<u32> {
    let mut parents = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Ok(process) = entry.file_name().to_string_lossy().parse::<u32>() else {
            continue;
        };
        let stat = std::fs::read_to_string(entry.path().join("stat")).unwrap_or_default();
        let parent = stat
            .rsplit(')')
            .next()
            .and_then(|rest| rest.split_whitespace().nth(1)?.parse().ok());
        parents.push((process, parent.unwrap_or(0)));
    }
    let mut found = vec![first];
    let mut at = 0;
    while at < found.len() {
        let parent = found[at];
        found.extend(
            parents
                .iter()
                .filter(|(_, p)| *p == parent)
                .map(|(process, _)| *process),
        );
        at += 1;
    }
    found
}

/// Memory of the window and its web view by process, in MiB; shared pages count by their share.
fn memory(driver: u32) -> Vec<(String, f64)> {
    let share = |process: &u32| -> (String, f64) {
        let rollup =
            std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
        let line = rollup.lines().find_map(|line| line.strip_prefix("Pss:"));
        let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        let name = name_of(*process).unwrap_or_default();
        (name.trim().to_owned(), kib.unwrap_or(0.0) / 1024.0)
    };
    family(driver).iter().skip(1).map(share).collect()
}

/// Prints the memory of all processes and of each.
fn print_memory(what: &str, driver: u32) {
    let shares = memory(driver);
    let all: f64 = shares.iter().map(|(_, share)| share).sum();
    let each: Vec<String> = shares
        .iter()
        .map(|(name, share)| format!("{name} {share:.0}"))
        .collect();
    println!(
        "   {what}, memory of all processes: {all:.0} MiB ({})",
        each.join(", ")
    );
}

/// How long a window is left alone before its memory at rest is read.
const REST: Duration = Duration::from_secs(20);

/// Views, rows, filters and bases with 30 plans open: from the press to the frame that answers.
async fn answers() -> Result<()> {
    for count in [5, 30] {
        let home = Home::new()?.as_released();
        library(&home, count).await?;
        let window = Window::open(&home).await?;
        for view in [
            "matrix",
            "synopsis",
            "targets",
            "responsibilities",
            "review",
        ] {
            window.show(view).await?;
        }
        window.show("matrix").await?;
        let found = at_leisure(&window, ANSWERS).await?;
        for (kind, times) in found.as_object().into_iter().flatten() {
            let mut times: Vec<f64> = times.as_array().into_iter().flatten().map(number).collect();
            times.sort_by(f64::total_cmp);
            println!(
                "   {count} plans, {kind}: p50 {:.0} ms, p95 {:.0} ms, {} times",
                at(&times, 50),
                at(&times, 95),
                times.len()
            );
        }
        print_memory(&format!("{count} plans"), window.driver_id());
        tokio::time::sleep(REST).await;
        print_memory(
            &format!("{count} plans, {} s later", REST.as_secs()),
            window.driver_id(),
        );
        window.close().await?;
    }
    Ok(())
}

/// Runs a script that takes longer than a driver waits for one, and returns its value.
async fn at_leisure(window: &Window, script: &str) -> Result<Value> {
    let start = format!(
        "window.measured = undefined;
         const work = () => {{ {script} }};
         work().then((value) => {{ window.measured = value; }},
                     (error) => {{ window.measured = {{ error: String(error) }}; }});"
    );
    window.script(&start).await?;
    for _ in 0..LONGEST {
        let found = window.script("return window.measured ?? null").await?;
        ensure!(found["error"].is_null(), "{}", found["error"]);
        if !found.is_null() {
            return Ok(found);
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    bail!("the measurement is still running")
}

/// Presses, waits for the answer in the document, then for the frame.
const ANSWERS: &str = r"
    const pick = (css) => document.querySelector(css);
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    const until = async (test) => {
        for (let turn = 0; turn < 9000 && !test(); turn += 1) await new Promise((done) => setTimeout(done, 1));
    };
    const time = async (press, answered) => {
        const start = performance.now();
        press();
        await until(answered);
        await frame();
        return performance.now() - start;
    };
    const content = (view) => pick(`[data-testid=view-${view}][data-state=content]`) !== null;
    const key = (code) => window.dispatchEvent(new KeyboardEvent('keydown', { code, bubbles: true, cancelable: true }));
    return (async () => {
        const out = { view: [], row: [], filter: [], base: [], compared: [] };
        for (let round = 0; round < 6; round += 1)
            for (const view of ['synopsis', 'targets', 'responsibilities', 'review', 'matrix']) {
                const took = await time(() => pick(`[data-testid=rail-${view}]`).click(), () => content(view));
                out.view.push(took);
                (out[`view ${view}`] ??= []).push(took);
            }
        for (let round = 0; round < 8; round += 1)
            for (const filter of ['weaker', 'roles', 'gaps', 'all'])
                out.filter.push(await time(() => pick(`[data-testid=filter-${filter}]`).click(),
                    () => pick(`[data-testid=filter-${filter}]`).matches('[aria-checked=true], [aria-pressed=true], .on')));
        pick('[data-testid=matrix-row] .open').click();
        await until(() => content('synopsis'));
        for (let round = 0; round < 30; round += 1) {
            const before = pick('[data-testid=synopsis-grid]').dataset.row;
            out.row.push(await time(() => key('KeyJ'), () => pick('[data-testid=synopsis-grid]').dataset.row !== before));
        }
        pick('[data-testid=rail-matrix]').click();
        await until(() => content('matrix'));
        for (let round = 0; round < 6; round += 1) {
            const base = () => pick('[data-testid=chip][data-base=true]')?.dataset.plan;
            const before = base();
            const chips = [...document.querySelectorAll('[data-testid=chip][data-base=false]')];
            chips[round % 2]?.click();
            await until(() => pick('[data-testid=chip-make-base]') !== null);
            // The rows of the new base first, then their deviations.
            const start = performance.now();
            const first = () => pick('[data-testid=matrix-row]')?.dataset.row;
            const row = first();
            out.base.push(await time(() => pick('[data-testid=chip-make-base]').click(),
                () => base() !== before && first() !== row && content('matrix')));
            await until(() => pick('[data-testid=view-matrix][aria-busy=true]') === null);
            await frame();
            out.compared.push(performance.now() - start);
        }
        return out;
    })();
";

/// 10,000 lines of text, 200 steps, beside an empty list in the same window.
async fn scrolling() -> Result<()> {
    let home = Home::new()?.as_released();
    let mut text = String::from("第一示范市残疾人事业发展“十四五”规划\n第一章 主要任务\n");
    for line in 0..10_000 {
        let _ = writeln!(
            text,
            "第{line}项服务：到2025年覆盖率达到95%，由市残联牵头落实。"
        );
    }
    let window = Window::on_text(&home, text).await?;
    let found = at_leisure(&window, SCROLL).await?;
    let mut work: Vec<f64> = found["work"]
        .as_array()
        .into_iter()
        .flatten()
        .map(number)
        .collect();
    work.sort_by(f64::total_cmp);
    println!(
        "   scrolling 10,000 rows: own work a step p50 {:.1} ms, p95 {:.1} ms; most rows {}, blank steps {}; \
         frames {:.2} times those of an empty list ({:.1} to {:.1} ms)",
        at(&work, 50),
        at(&work, 95),
        found["rows"],
        found["blank"],
        number(&found["frames"]) / number(&found["empty"]).max(0.001),
        number(&found["frames"]),
        number(&found["empty"]),
    );
    window.close().await
}

const SCROLL: &str = r"
    const tick = () => new Promise((done) => requestAnimationFrame(done));
    const intervals = async (list, step) => {
        const out = [];
        let last = await tick();
        for (let at = 0; at < 200; at += 1) {
            await step(list);
            const now = await tick();
            out.push(now - last);
            last = now;
        }
        out.sort((a, b) => a - b);
        return out[100];
    };
    const scroller = () => {
        let element = document.querySelector('[data-testid=source-line]');
        while (element && element.scrollHeight <= element.clientHeight + 50) element = element.parentElement;
        return element;
    };
    return (async () => {
        const list = scroller();
        const out = { work: [], rows: 0, blank: 0 };
        const box = list.getBoundingClientRect();
        const step = list.scrollHeight / 210;
        out.frames = await intervals(list, async () => {
            const start = performance.now();
            list.scrollTop += step;
            list.dispatchEvent(new Event('scroll'));
            // The window draws its rows and measures them in microtasks.
            for (let turn = 0; turn < 20; turn += 1) await null;
            void list.offsetHeight;
            out.work.push(performance.now() - start);
            out.rows = Math.max(out.rows, list.querySelectorAll('[data-testid=source-line]').length);
        });
        for (let at = 0; at < 40; at += 1) {
            list.scrollTop = (list.scrollHeight / 41) * at;
            await tick();
            await tick();
            const there = document.elementFromPoint(box.left + box.width / 3, box.top + box.height / 2);
            if (!there?.closest('[data-testid=source-line]')) out.blank += 1;
        }
        const plain = document.createElement('div');
        plain.className = 'scroll';
        const inner = document.createElement('div');
        plain.append(inner);
        list.parentElement.append(plain);
        plain.style.height = `${box.height}px`;
        plain.style.overflow = 'auto';
        inner.style.height = `${list.scrollHeight}px`;
        out.empty = await intervals(plain, () => { plain.scrollTop += step; });
        plain.remove();
        return out;
    })();
";

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn at(sorted: &[f64], percent: usize) -> f64 {
    let place = (sorted.len().saturating_sub(1) * percent + 50) / 100;
    sorted.get(place).copied().unwrap_or(f64::NAN)
}
