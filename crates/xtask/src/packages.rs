//! System packages: what the window and its journeys need from the machine, and why.

use anyhow::{Result, bail};

use crate::step::{call, output, program, succeeds};

/// A Debian package with the reason it is needed.
struct Package {
    name: &'static str,
    why: &'static str,
    /// Needed only where there is no display, and for journeys.
    only_without_display: bool,
}

const PACKAGES: &[Package] = &[
    Package::new(
        "build-essential",
        "C compiler and linker, also for the bundled SQLite",
    ),
    Package::new("pkg-config", "finds the system libraries at build time"),
    Package::new(
        "libwebkit2gtk-4.1-dev",
        "the web view of the window, with GTK 3",
    ),
    Package::new("fonts-noto-cjk", "Chinese characters on the screen"),
    Package::headless(
        "webkit2gtk-driver",
        "WebDriver: drives the real window in journeys and for screenshots",
    ),
    Package::headless("xvfb", "a display in memory, for machines without one"),
    Package::headless(
        "libreoffice-writer-nogui",
        "prints the test plans as PDF, DOC, ODT and HTML",
    ),
    Package::headless(
        "dbus-daemon",
        "dbus-run-session: a session bus for the window",
    ),
];

impl Package {
    const fn new(name: &'static str, why: &'static str) -> Self {
        Package {
            name,
            why,
            only_without_display: false,
        }
    }

    const fn headless(name: &'static str, why: &'static str) -> Self {
        Package {
            name,
            why,
            only_without_display: true,
        }
    }
}

/// What the packages are for: a window somebody looks at, or one that is driven.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// A display is there.
    Show,
    /// Journeys and screenshots.
    Drive,
}

/// Installs what is missing through apt, or says what to install by hand.
pub(crate) fn ensure(purpose: Purpose) -> Result<()> {
    check_tools()?;
    if !cfg!(target_os = "linux") {
        println!("   not Linux: the system's own web view is used, nothing to install");
        return Ok(());
    }
    if !succeeds(program("apt-get").arg("--version")) {
        return by_hand();
    }
    let missing: Vec<&Package> = PACKAGES
        .iter()
        .filter(|package| purpose == Purpose::Drive || !package.only_without_display)
        .filter(|package| !installed(package.name))
        .collect();
    if missing.is_empty() {
        println!("   all there");
        return Ok(());
    }
    for package in &missing {
        println!("   missing: {} ({})", package.name, package.why);
    }
    install(&missing)
}

fn installed(name: &str) -> bool {
    output(program("dpkg-query").args(["-W", "-f=${db:Status-Status}", name]))
        .is_some_and(|state| state == "installed")
}

fn install(missing: &[&Package]) -> Result<()> {
    let names: Vec<&str> = missing.iter().map(|package| package.name).collect();
    let Some(prefix) = privileged() else {
        bail!(
            "these packages need root; run: sudo apt-get install -y {}",
            names.join(" ")
        );
    };
    call(apt(prefix).args(["update", "-q"]))?;
    call(
        apt(prefix)
            .args(["install", "-y", "-q", "--no-install-recommends"])
            .args(&names),
    )
}

/// The words before apt-get: none as root, `sudo -n` where that works without a question.
fn privileged() -> Option<&'static [&'static str]> {
    if output(program("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    succeeds(program("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

fn apt(prefix: &[&str]) -> std::process::Command {
    let mut command = program("env");
    if let Some((first, rest)) = prefix.split_first() {
        command = program(first);
        command.args(rest).arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    command
}

fn by_hand() -> Result<()> {
    println!("   no apt here; make sure that these are installed (Debian names):");
    for package in PACKAGES {
        println!("     {:<24} {}", package.name, package.why);
    }
    if succeeds(program("pkg-config").args(["--exists", "webkit2gtk-4.1"])) {
        println!("   webkit2gtk-4.1 found, going on");
        return Ok(());
    }
    bail!("webkit2gtk-4.1 was not found")
}

fn check_tools() -> Result<()> {
    for (tool, remedy) in [
        ("node", "install Node 20 or later: https://nodejs.org"),
        ("npm", "npm comes with Node: https://nodejs.org"),
    ] {
        match output(program(tool).arg("--version")) {
            Some(version) => println!("   {tool} {version}"),
            None => bail!("`{tool}` was not found; {remedy}"),
        }
    }
    Ok(())
}
