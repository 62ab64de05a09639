//! What several journeys do: a batch of files, a choice from a list, a field typed anew, words selected.

use std::path::PathBuf;

use anyhow::{Result, ensure};

use crate::{Home, Window, seed};

/// The plans of a batch, and the encoding one of them is not in.
const SEEDS: [&str; 3] = [
    "002_d69efc627f7d24d0",
    "001_032358706700e372",
    "004_ce8763cea49ce9f3",
];

/// A folder of honest and of bad files.
pub fn batch(home: &Home) -> Result<Vec<PathBuf>> {
    let plan = seed(SEEDS[0])?;
    let mut files = vec![home.write("公文扫描件.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")?];
    files.push(home.write("有密码的规划.docx", locked())?);
    for (name, text) in [
        ("济宁市残疾人事业发展规划.txt", plan.clone()),
        ("济南市市中区残疾人保障规划.txt", seed(SEEDS[1])?),
        ("嘉兴市残疾人事业规划.txt", seed(SEEDS[2])?),
        ("济宁（副本）.txt", plan),
        ("空文件.txt", String::new()),
        ("坏了的规划.pdf", "%PDF-1.7\n1 0 obj <<".to_owned()),
        ("一段散文.txt", "今天天气很好，我们去公园走了走。\n".into()),
    ] {
        files.push(home.write(name, text)?);
    }
    Ok(files)
}

/// A folder of two hundred plans, which take a while.
pub fn folder(home: &Home) -> Result<PathBuf> {
    let folder = home.path("各地规划");
    std::fs::create_dir(&folder)?;
    let text = seed(SEEDS[0])?;
    for place in 0..200 {
        let text = text.replace("济宁", &format!("第{place}示范"));
        home.write(&format!("各地规划/{place:03}.txt"), text)?;
    }
    Ok(folder)
}

/// A document as Word locks it.
fn locked() -> Vec<u8> {
    let stream = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    let head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".iter().copied();
    head.chain([0; 600]).chain(stream).collect()
}

/// Chooses from a list as a user does, once it offers the value: the list changes and says so.
pub async fn choose(window: &Window, list: &str, value: &str) -> Result<()> {
    window
        .wait(&format!(
            "[data-testid={list}]:enabled option[value='{value}']"
        ))
        .await?;
    let script = format!(
        "const list = document.querySelector('[data-testid={list}]');
         list.value = '{value}';
         list.dispatchEvent(new Event('change', {{ bubbles: true }}));
         return list.value === '{value}';"
    );
    let chosen = window.script(&script).await?;
    ensure!(chosen.as_bool() == Some(true), "{list} offers {value}");
    Ok(())
}

/// Replaces what stands in a field and leaves it, which saves.
pub async fn retype(window: &Window, field: &str, words: &str) -> Result<()> {
    let script = format!(
        "const field = document.querySelector('[data-testid=\"{field}\"]');
         field.focus();
         field.value = '{words}';
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));
         field.blur();"
    );
    window.wait(&format!("[data-testid=\"{field}\"]")).await?;
    window.script(&script).await?;
    Ok(())
}

/// Selects words of a source line, as the mouse would, once they stand there.
pub async fn select(window: &Window, line: u32, words: &str) -> Result<()> {
    let script = format!(
        "const cell = document.querySelector('[data-line=\"{line}\"] .tx.plan-t');
         if (cell === null) return false;
         const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
         for (let node = walker.nextNode(); node; node = walker.nextNode()) {{
             const at = node.data.indexOf('{words}');
             if (at < 0) continue;
             const range = document.createRange();
             range.setStart(node, at);
             range.setEnd(node, at + '{words}'.length);
             const selection = document.getSelection();
             selection.removeAllRanges();
             selection.addRange(range);
             return true;
         }}
         return false;"
    );
    window.until(&script).await
}

/// Dresses the page without loading it anew, which would drop what it shows of an import.
pub async fn dress(window: &Window, theme: &str) -> Result<()> {
    let script = format!("document.documentElement.setAttribute('data-theme', '{theme}')");
    window.script(&script).await?;
    Ok(())
}
