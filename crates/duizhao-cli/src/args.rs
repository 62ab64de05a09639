//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use duizhao_workbench::{Lang, ReadOptions};

/// 规划对照：阅读、对齐并比较政府规划。Reads, aligns and compares Chinese government plans.
#[derive(Parser)]
#[command(
    name = "duizhao",
    version,
    after_help = "退出码 Exit status: 0 完成 done · 1 输入被拒绝 refused · 2 用法错误 usage · \
                  3 --fail-on 有发现 findings · 130 已取消 cancelled"
)]
pub(crate) struct Args {
    /// 输出 JSON（格式稳定，供脚本使用） Print one JSON document
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 提示语言 Language of messages (default: from LANG)
    #[arg(long, global = true, value_enum)]
    lang: Option<LangArg>,
    /// 资料库文件 Library file (default: in the user's data folder)
    #[arg(long, global = true, value_name = "PATH")]
    pub(crate) library: Option<PathBuf>,
    /// 指明文字编码，如 gb18030、big5 Encoding of text files, when detection errs
    #[arg(long, global = true, value_name = "LABEL")]
    encoding: Option<String>,
    /// 没有章节的文字也照样读取 Accept texts without chapters or tasks
    #[arg(long, global = true)]
    as_text: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum LangArg {
    Zh,
    En,
}

/// What to do.
#[derive(Subcommand)]
pub(crate) enum Command {
    /// 读出一份规划的结构 Show one plan as read: units, indicators, targets, doubts
    Inspect {
        /// 文件，或资料库中的编号 A file, or the id of a plan in the library
        file: PathBuf,
        /// 只输出行号所指的原文 Print exactly the text that line numbers count in
        #[arg(long)]
        text: bool,
    },
    /// 核对读取：不丢字、不添字、引文逐字 Check that a reading loses and invents nothing
    Verify {
        /// 文件，或资料库中的编号 A file, or the id of a plan in the library
        file: PathBuf,
    },
}

impl Args {
    /// The language of messages: as asked, else Chinese unless `LANG` names another.
    pub(crate) fn language(&self) -> Lang {
        match self.lang {
            Some(LangArg::Zh) => Lang::Zh,
            Some(LangArg::En) => Lang::En,
            None => from_environment(),
        }
    }

    /// How files are to be read.
    pub(crate) fn reading(&self) -> ReadOptions {
        ReadOptions {
            encoding: self.encoding.clone(),
            as_text: self.as_text,
        }
    }
}

fn from_environment() -> Lang {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|v| std::env::var(v).ok());
    match set.into_iter().find(|value| !value.is_empty()) {
        Some(value) if value.starts_with("en") => Lang::En,
        _ => Lang::Zh,
    }
}
