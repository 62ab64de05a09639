//! The frame: the built page runs under its Content-Security-Policy, and its commands answer.

use anyhow::ensure;

use duizhao_journeys::{Window, journey};

#[test]
fn the_built_page_runs_without_a_violation_report() {
    journey(async |home| {
        let window = Window::open(home).await?;
        window
            .until("return document.querySelector(\"main\") !== null")
            .await?;
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
            .script("location.href = 'https://example.org/'")
            .await
            .ok();
        window
            .until("return location.protocol === 'tauri:'")
            .await?;
        ensure!(
            window
                .script("return window.open('https://example.org/') === null")
                .await?
                == true,
            "a window opened"
        );
        window.close().await
    });
}
