//! The window as a journey sees it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::driver::Driver;
use crate::home::Home;
use crate::keys::Key;

/// How long a journey waits for what it expects; a slow machine under load needs some of it.
const PATIENCE: Duration = Duration::from_secs(40);

/// An open window of the program under WebDriver.
pub struct Window {
    client: Client,
    driver: Driver,
    lock: PathBuf,
}

impl Window {
    /// Starts the program with the user's library and waits until its page is ready.
    pub async fn open(home: &Home) -> Result<Self> {
        Self::open_with(home, &[]).await
    }

    /// Starts the program with more words on its command line.
    pub async fn open_with(home: &Home, words: &[&str]) -> Result<Self> {
        let program = std::env::var("DUIZHAO_WINDOW")
            .context("DUIZHAO_WINDOW names the program; run cargo xtask test")?;
        Self::open_program(home, Path::new(&program), words).await
    }

    /// Starts the program, imports a text by the dialog and shows its source.
    pub async fn on_text(home: &Home, text: String) -> Result<Self> {
        let file = home.write("长.txt", text)?;
        let window = Self::open(home).await?;
        home.answer_dialog(&[&file])?;
        window.wait("[data-testid=app][data-started=true]").await?;
        window.click("[data-testid=start-files]").await?;
        window.wait("[data-testid=plan-row]").await?;
        window.show("source").await?;
        window.wait("[data-testid=source-line]").await?;
        Ok(window)
    }

    /// Starts a program of one's own choice in the place of the workbench.
    pub async fn open_program(home: &Home, program: &Path, words: &[&str]) -> Result<Self> {
        ensure!(program.exists(), "{} is not built", program.display());
        let driver = Driver::start(home)?;
        let library = home.library().display().to_string();
        let args: Vec<&str> = ["--library", &library]
            .into_iter()
            .chain(words.iter().copied())
            .collect();
        let wanted = json!({ "webkitgtk:browserOptions": { "binary": program, "args": args } });
        let Value::Object(wanted) = wanted else {
            bail!("capabilities are an object")
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let address = driver.address();
        let start = builder.capabilities(wanted).connect(&address);
        let client = tokio::time::timeout(PATIENCE, start)
            .await
            .context("the window did not start in time")?
            .context("the window did not start")?;
        let lock = PathBuf::from(format!("{library}.window.lock"));
        let window = Window {
            client,
            driver,
            lock,
        };
        window
            .until("return document.readyState === 'complete' && location.protocol === 'tauri:'")
            .await?;
        Ok(window)
    }

    /// Starts the program again on a library and waits for its end.
    pub fn start_again(&self, home: &Home, library: &Path) -> Result<ExitStatus> {
        let program = std::env::var("DUIZHAO_WINDOW").context("set when this window was opened")?;
        let mut process = Command::new(program)
            .arg("--library")
            .arg(library)
            .envs(home.environment())
            .stdin(Stdio::null())
            .spawn()?;
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = process.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        process.kill()?;
        bail!("the second start is still running")
    }

    /// Waits until a script returns true.
    pub async fn until(&self, script: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let answer = self.client.execute(script, Vec::new()).await;
            if matches!(answer, Ok(Value::Bool(true))) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                let found = self
                    .script("return document.body ? document.body.innerText.slice(0, 2000) : ''")
                    .await;
                bail!(
                    "waited in vain for `{script}` (last answer {answer:?}); the page shows:\n{found:?}"
                );
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Runs a script and returns its value.
    pub async fn script(&self, script: &str) -> Result<Value> {
        self.client
            .execute(script, Vec::new())
            .await
            .with_context(|| format!("script failed: {script}"))
    }

    /// Waits for an element, visible or not.
    pub async fn wait(&self, css: &str) -> Result<Element> {
        let start = Instant::now();
        loop {
            self.until_there(css).await?;
            match self.client.find(Locator::Css(css)).await {
                // It went between the two looks.
                Err(error) if error.is_no_such_element() && start.elapsed() < PATIENCE => {}
                found => return found.with_context(|| format!("no element {css}")),
            }
        }
    }

    async fn until_there(&self, css: &str) -> Result<()> {
        let quoted = Value::from(css);
        self.until(&format!("return document.querySelector({quoted}) !== null"))
            .await
    }

    /// Opens a view by its entry in the rail and waits until it shows all it has: what it showed
    /// before stays on screen while the next is on its way.
    pub async fn show(&self, view: &str) -> Result<()> {
        self.wait("[data-testid=app][data-started=true]").await?;
        self.script(&format!(
            "document.querySelector('[data-testid=rail-{view}]').click()"
        ))
        .await?;
        self.wait(&format!(
            "[data-testid=view-{view}][data-state=content][aria-busy=false]"
        ))
        .await?;
        Ok(())
    }

    /// Sets theme, language and size of text and loads the page anew.
    pub async fn set(&self, theme: &str, language: &str, percent: u32) -> Result<()> {
        let settings = json!({
            "language": language, "theme": theme, "text_percent": percent, "plan_font": "serif",
        });
        self.script(&format!(
            "return window.__TAURI_INTERNALS__.invoke('save_settings', {{ settings: {settings} }})
                 .then(() => true)"
        ))
        .await?;
        self.reload().await
    }

    /// Loads the page anew and waits until it has its library.
    pub async fn reload(&self) -> Result<()> {
        self.script("window.stale = true; setTimeout(() => location.reload(), 0)")
            .await?;
        self.until_reloaded().await
    }

    /// Waits until a page that was marked as stale is loaded anew and has its library.
    pub async fn until_reloaded(&self) -> Result<()> {
        self.until(
            "return window.stale === undefined
                 && document.querySelector('[data-testid=app][data-started=true]') !== null",
        )
        .await
    }

    /// Waits until no element matches.
    pub async fn wait_gone(&self, css: &str) -> Result<()> {
        let quoted = Value::from(css);
        self.until(&format!("return document.querySelector({quoted}) === null"))
            .await
    }

    /// Waits until the text of an element contains something.
    pub async fn wait_text(&self, css: &str, text: &str) -> Result<()> {
        let (css, text) = (Value::from(css), Value::from(text));
        self.until(&format!(
            "return (document.querySelector({css})?.innerText ?? '').includes({text})"
        ))
        .await
    }

    /// Clicks an element with the mouse, once it is there; one that is drawn anew meanwhile is
    /// looked for again.
    pub async fn click(&self, css: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            match self.wait(css).await?.click().await {
                Err(error) if gone(&error) && start.elapsed() < PATIENCE => {}
                clicked => return clicked.with_context(|| format!("could not click {css}")),
            }
        }
    }

    /// Returns the text of an element as shown.
    pub async fn text(&self, css: &str) -> Result<String> {
        self.read(css, "innerText").await
    }

    /// Returns an attribute of the first element that matches.
    pub async fn attribute(&self, css: &str, name: &str) -> Result<String> {
        let asked = format!("getAttribute({})", Value::from(name));
        self.read(css, &asked).await
    }

    /// Returns a text that the first element that matches has, once it is there.
    async fn read(&self, css: &str, what: &str) -> Result<String> {
        let quoted = Value::from(css);
        let start = Instant::now();
        loop {
            self.until_there(css).await?;
            let script = format!(
                "const found = document.querySelector({quoted});
                 return found === null ? [] : [found.{what}];"
            );
            let found = self.script(&script).await?;
            if let Some(value) = found.get(0) {
                let text = value.as_str().map(str::to_owned);
                return text.with_context(|| format!("{css} has no {what}"));
            }
            ensure!(start.elapsed() < PATIENCE, "{css} comes and goes");
        }
    }

    /// Waits until what the library remembers of its reader's place is as wanted: a condition on
    /// `state`.
    pub async fn until_remembered(&self, wanted: &str) -> Result<()> {
        let asked = "window.__TAURI_INTERNALS__.invoke('remembered')";
        self.until(&format!(
            "return {asked}.then((kept) => {{ const state = JSON.parse(kept ?? '{{}}'); return {wanted}; }})"
        ))
        .await
    }

    /// Returns the texts of all elements that match.
    pub async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let quoted = Value::from(css);
        let texts = self
            .script(&format!(
                "return [...document.querySelectorAll({quoted})].map(e => e.innerText)"
            ))
            .await?;
        Ok(texts
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|text| text.as_str().map(str::to_owned))
            .collect())
    }

    /// Returns how many elements match.
    pub async fn count(&self, css: &str) -> Result<usize> {
        Ok(self.texts(css).await?.len())
    }

    /// Types into a field.
    pub async fn fill(&self, css: &str, text: &str) -> Result<()> {
        let element = self.wait(css).await?;
        element
            .send_keys(text)
            .await
            .with_context(|| format!("could not type into {css}"))
    }

    /// Presses keys together: all but the last are held.
    pub async fn press(&self, keys: &[Key]) -> Result<()> {
        let mut actions = KeyActions::new("keyboard".to_owned());
        for key in keys {
            actions = actions.then(KeyAction::Down { value: key.code() });
        }
        for key in keys.iter().rev() {
            actions = actions.then(KeyAction::Up { value: key.code() });
        }
        self.client
            .perform_actions(actions)
            .await
            .with_context(|| format!("could not press {keys:?}"))?;
        Ok(())
    }

    /// Sets the size of the window and waits until the page fits into it.
    pub async fn resize(&self, width: u32, height: u32) -> Result<()> {
        self.client.set_window_size(width, height).await?;
        self.until(&format!(
            "return innerWidth <= {width} && innerHeight <= {height}"
        ))
        .await
    }

    /// Saves a picture of the page and returns where.
    pub async fn picture(&self, name: &str) -> Result<PathBuf> {
        let usual = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/screenshots");
        let folder = std::env::var_os("DUIZHAO_PICTURES")
            .map_or_else(|| PathBuf::from(usual), PathBuf::from);
        std::fs::create_dir_all(&folder)?;
        let path = folder.join(format!("{name}.png"));
        self.painted().await?;
        let shot = tokio::time::timeout(PATIENCE, self.client.screenshot());
        let png = shot.await.context("the window gave no picture")??;
        std::fs::write(&path, png)?;
        Ok(path)
    }

    /// Waits until what the page holds is on the screen: the engine gives a picture of the frame
    /// it painted last, which lags behind the elements that are there.
    async fn painted(&self) -> Result<()> {
        self.script(
            "window.painted = false;
             requestAnimationFrame(() => requestAnimationFrame(() =>
                 setTimeout(() => { window.painted = true; }, 600)));",
        )
        .await?;
        self.until("return window.painted === true").await?;
        let early = tokio::time::timeout(PATIENCE, self.client.screenshot());
        early.await.context("the window gave no picture")??;
        tokio::time::sleep(Duration::from_millis(300)).await;
        Ok(())
    }

    /// Returns the process of the driver, whose children are the window and its web view.
    pub fn driver_id(&self) -> u32 {
        self.driver.id()
    }

    /// Returns what the page complained about since it was loaded: policy violations, errors.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let value = self
            .script("return window.duizhaoComplaints ?? ['the window was not built for journeys']")
            .await?;
        Ok(value
            .as_array()
            .into_iter()
            .flatten()
            .map(|entry| entry.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Closes the window and waits until its program has let go of the library.
    pub async fn close(self) -> Result<()> {
        self.client.close().await?;
        let start = Instant::now();
        while File::open(&self.lock)?.try_lock().is_err() {
            ensure!(start.elapsed() < PATIENCE, "the program is still running");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        drop(self.driver);
        Ok(())
    }
}

/// Whether an element was drawn anew between finding it and doing something with it.
fn gone(error: &CmdError) -> bool {
    error.is_stale_element_reference() || error.is_no_such_element()
}
