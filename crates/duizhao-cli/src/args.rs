//! What can be typed.

mod decide;
mod mend;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use duizhao_workbench::{Lang, ReadOptions, Relation, relation_of};

pub(crate) use decide::Decide;
pub(crate) use mend::Mend;

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
    library: Option<PathBuf>,
    /// 指明文字编码，如 gb18030、big5；auto 自动识别 Encoding of text files, when detection errs
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
    /// 把文件或文件夹导入资料库 Put files, or folders of files, into the library
    Import {
        /// 文件或文件夹 Files or folders
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// 重新读取磁盘上改动过的文件 Read files that changed on disk again, as new versions
    Reread {
        /// 编号；不写则为所有已改动的 Ids; all whose files changed when none are given
        plans: Vec<String>,
    },
    /// 列出资料库中的规划，文件改动过的有标记 List the plans of the library and whether files changed
    Plans,
    /// 读出一份规划的结构 Show one plan as read: units, indicators, targets, doubts
    Inspect {
        /// 文件，或资料库中的编号 A file, or the id of a plan in the library
        file: PathBuf,
        /// 只输出行号所指的原文 Print exactly the text that line numbers count in
        #[arg(long)]
        text: bool,
    },
    /// 找出各规划中相同的任务 Find equivalent tasks of any number of plans
    Align {
        /// 文件、文件夹，或资料库中的编号 Files, folders, or ids of plans in the library
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 说明每一处对应和空缺的依据 Say why each match and each empty cell is
        #[arg(long)]
        explain: bool,
    },
    /// 在整个资料库中找出相近的规划和任务 Find the plans and tasks of the library nearest to a plan
    Near {
        /// 文件，或资料库中的编号 A file, or the id of a plan in the library
        file: PathBuf,
        /// 列出几份相近的规划 How many plans to name
        #[arg(long, default_value_t = 5, value_name = "N")]
        plans: usize,
    },
    /// 判定对应关系（可撤销） Correct matches between plans of the library; can be undone
    Decide {
        /// 怎样判定 What to correct
        #[command(subcommand)]
        change: Decide,
    },
    /// 对照基准找出偏离 Find where plans depart from a base
    Compare {
        /// 基准（上位规划）：文件或编号，可给几个 The base: a file or an id; several may be given
        #[arg(long, value_name = "FILE", required = true)]
        base: Vec<PathBuf>,
        /// 规划：文件、文件夹或编号 The plans: files, folders or ids
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 与基准的关系：`parent`、`previous_period`、`sister`、`unrelated`；只对一个基准：`BASE=parent`
        /// How the plans stand to the base, or to one of them
        #[arg(long, value_name = "[BASE=]RELATION", value_parser = relation)]
        relation: Vec<(Option<String>, Relation)>,
        /// 有这一级或更重的偏离时以 3 退出 Exit with 3 where a deviation is at least this severe
        #[arg(long, value_enum, value_name = "SEVERITY")]
        fail_on: Option<SeverityArg>,
        /// 只列汇总表 Print the summary table only
        #[arg(long)]
        summary: bool,
        /// 汇总表的次序 Order of the summary table
        #[arg(long, value_enum, default_value = "carried")]
        sort: SortArg,
        /// 本次的严重程度规则（TOML 文件） Severity rules of this run, a TOML file
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
    },
    /// 列出或调整严重程度规则 Print the severity rules, or tune those of the library
    Rules {
        /// 把这个文件（TOML）存为资料库的规则 Keep this TOML file as the rules of the library
        #[arg(long, value_name = "FILE", conflicts_with = "reset")]
        set: Option<PathBuf>,
        /// 恢复内置规则 Bring the built-in rules back
        #[arg(long)]
        reset: bool,
    },
    /// 列出审查结论，或导入另一资料库的结论 Print the verdicts on deviations, or take in others
    Verdicts {
        /// 由 duizhao verdicts --json 导出的文件 A file made by duizhao verdicts --json
        #[arg(long, value_name = "FILE")]
        import: Option<PathBuf>,
    },
    /// 说明两份规划的关系（可撤销） Say how a plan of the library stands to a base; can be undone
    Relate {
        /// 规划编号 Id of the plan
        plan: String,
        /// 基准编号 Id of the base
        base: String,
        /// 关系；auto 由程序判断 The relation; auto leaves it to the program
        #[arg(value_enum)]
        relation: RelationArg,
    },
    /// 导出对照表：xlsx 表格，或不带脚本的 html 网页 Write the comparison as a workbook or a page
    Export {
        /// 基准（上位规划）：文件或编号 The base: a file or an id
        #[arg(long, value_name = "FILE")]
        base: Option<PathBuf>,
        /// 规划：文件、文件夹或编号 The plans: files, folders or ids
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// 写到哪里；扩展名 .xlsx 或 .html 决定格式 Where to; .xlsx or .html decides the format
        #[arg(long, short, value_name = "PATH")]
        out: PathBuf,
    },
    /// 在资料库中搜索，一个字也行 Search the library; one character is enough
    Search {
        /// 要找的文字 What to look for
        query: String,
    },
    /// 从资料库移走规划（可撤销） Put plans of the library away; can be undone
    Delete {
        /// 编号 Ids
        #[arg(required = true)]
        plans: Vec<String>,
    },
    /// 撤销上一步 Take the last step back
    Undo,
    /// 重做 Bring back the step undone last
    Redo,
    /// 更正读取结果（可撤销，重新读入后仍有效） Correct what was read of a plan; can be undone
    Mend {
        /// 资料库中的编号 The id of a plan in the library
        plan: String,
        #[command(subcommand)]
        change: Mend,
    },
    /// 检查资料库 Check the library
    Check,
    /// 备份资料库 Back the library up
    Backup,
    /// 恢复备份（原文件另行保留） Restore a backup; the file it replaces is kept
    Restore {
        /// 备份文件，默认最近一份 The backup; by default the newest good one
        file: Option<PathBuf>,
    },
    /// 核对读取：不丢字、不添字、引文逐字 Check that a reading loses and invents nothing
    Verify {
        /// 文件，或资料库中的编号 A file, or the id of a plan in the library
        file: PathBuf,
    },
}

/// How a plan stands to a base.
#[derive(Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum RelationArg {
    /// 上位规划
    Parent,
    /// 上一期规划
    PreviousPeriod,
    /// 同级规划
    Sister,
    /// 不相关
    Unrelated,
    /// 由程序判断
    Auto,
}

/// How the rows of a summary are ordered.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortArg {
    /// 承接率，低的在前
    Carried,
    /// 照搬率，高的在前
    Copied,
    /// 重的偏离，多的在前
    High,
    /// 编号
    Plan,
}

/// How much a deviation matters, least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum SeverityArg {
    /// 提示
    Info,
    /// 轻
    Low,
    /// 中
    Medium,
    /// 重
    High,
}

impl RelationArg {
    /// The relation; none where the program is to work it out.
    pub(crate) fn relation(self) -> Option<Relation> {
        match self {
            RelationArg::Parent => Some(Relation::Parent),
            RelationArg::PreviousPeriod => Some(Relation::PreviousPeriod),
            RelationArg::Sister => Some(Relation::Sister),
            RelationArg::Unrelated => Some(Relation::Unrelated),
            RelationArg::Auto => None,
        }
    }
}

/// `parent`, or `BASE=parent`.
fn relation(text: &str) -> Result<(Option<String>, Relation), String> {
    let (base, word) = match text.rsplit_once('=') {
        Some((base, word)) => (Some(base.to_owned()), word),
        None => (None, text),
    };
    let relation = relation_of(word);
    let known = "parent, previous_period, sister, unrelated";
    relation
        .map(|relation| (base, relation))
        .ok_or_else(|| format!("{word}: {known}"))
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

    /// Where the library is: as asked, else in the user's data folder.
    pub(crate) fn library(&self) -> Option<PathBuf> {
        self.library
            .clone()
            .or_else(duizhao_workbench::default_library)
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
