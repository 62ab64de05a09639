//! `duizhao decide`: what can be typed to correct matches.

use clap::Subcommand;

/// A correction of matches. A unit is a plan and a place: 甲:3.1.2.
#[derive(Subcommand)]
pub(crate) enum Decide {
    /// 列出已作的判定 List the corrections made
    List,
    /// 这些属于同一事项 These belong together
    Pin {
        /// 规划:条目 PLAN:UNIT, two or more
        #[arg(required = true, num_args = 2.., value_name = "PLAN:UNIT")]
        units: Vec<String>,
    },
    /// 这两条不是同一事项 These two do not belong together
    Forbid {
        /// 规划:条目 PLAN:UNIT
        #[arg(value_name = "PLAN:UNIT")]
        a: String,
        /// 规划:条目 PLAN:UNIT
        #[arg(value_name = "PLAN:UNIT")]
        b: String,
    },
    /// 拆成两组 Split a group in two
    Split {
        /// 一组 The one part
        #[arg(required = true, value_name = "PLAN:UNIT")]
        one: Vec<String>,
        /// 另一组 The other part
        #[arg(long, required = true, num_args = 1.., value_name = "PLAN:UNIT")]
        from: Vec<String>,
    },
    /// 合并这些条目所在的组 Make one of the groups that hold these units
    Merge {
        /// 规划:条目 PLAN:UNIT, one of each group
        #[arg(required = true, num_args = 2.., value_name = "PLAN:UNIT")]
        units: Vec<String>,
        /// 对照哪些规划（默认全部） The plans compared (default: all, up to fifty)
        #[arg(long, num_args = 1.., value_name = "PLAN")]
        among: Vec<String>,
    },
    /// 给一组命名（空为撤回） Name a group; an empty name takes it back
    Name {
        /// 任务事项 The name
        name: String,
        /// 组内条目 PLAN:UNIT, units of the group
        #[arg(required = true, value_name = "PLAN:UNIT")]
        units: Vec<String>,
        /// 对照哪些规划（默认全部） The plans compared (default: all, up to fifty)
        #[arg(long, num_args = 1.., value_name = "PLAN")]
        among: Vec<String>,
    },
    /// 撤回关于这些条目的判定 Take back what was said about these
    Release {
        /// 规划:条目 PLAN:UNIT, two or more
        #[arg(required = true, num_args = 2.., value_name = "PLAN:UNIT")]
        units: Vec<String>,
    },
}
