//! The frame: the built page runs under its Content-Security-Policy, and its commands answer.

use anyhow::ensure;

use duizhao_journeys::{Window, journey};

#[test]
fn the_built_page_runs_without_a_violation_report() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.wait("[data-testid=app][data-started=true]").await?;
        let complaints = window.complaints().await?;
        ensure!(complaints.is_empty(), "{complaints:#?}");
        window.close().await
    });
}

#[test]
fn the_policy_stops_what_it_should_stop() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window.script("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.ran = 1' }))").await?;
        window.script("document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }))").await?;
        window
            .until("return (window.duizhaoComplaints ?? []).length >= 2")
            .await?;
        ensure!(
            window.script("return window.ran === undefined").await? == true,
            "an inline script ran"
        );
        window
            .script("window.stays = true; location.href = 'https://example.org/'")
            .await
            .ok();
        // The window is asked for the new one after it was asked to leave the page.
        ensure!(
            window
                .script("return window.open('https://example.org/') === null")
                .await?
                == true,
            "a window opened"
        );
        window
            .until("return window.stays === true && location.protocol === 'tauri:'")
            .await?;
        window.close().await
    });
}

#[test]
fn a_second_start_on_one_library_ends_and_another_library_opens() {
    journey(async |home| {
        let first = Window::open(home).await?;
        let again = first.start_again(home, &home.library())?;
        ensure!(again.success(), "the second start ended with {again}");
        first
            .until("return document.querySelector('main') !== null")
            .await?;
        first.close().await?;
        let second = Window::open(home).await?;
        second.close().await
    });
}
