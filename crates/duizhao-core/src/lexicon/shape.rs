//! The shape of official documents (`shape.toml`).

use serde::Deserialize;

/// Words by which lines, table heads and responsibility statements are known.
#[derive(Debug, Deserialize)]
pub struct Shape {
    /// Headings that open a chapter when they stand alone.
    pub chapter_titles: Vec<String>,
    /// Headings that are sections where a chapter's stands directly above them.
    pub frame_sections: Vec<String>,
    /// Head cells of an indicator table.
    pub indicator_heads: Vec<String>,
    /// Head cells of a task column.
    pub task_heads: Vec<String>,
    /// Head cells of a responsibility column.
    pub unit_heads: Vec<String>,
    /// Head cells of a participants column.
    pub participant_heads: Vec<String>,
    /// Head cells of a number column.
    pub number_heads: Vec<String>,
    /// Other head cells of a task table.
    pub other_heads: Vec<String>,
    /// 牵头.
    pub lead_words: Vec<String>,
    /// 参与, 配合.
    pub participant_words: Vec<String>,
    /// 责任, 负责.
    pub unranked_words: Vec<String>,
    /// What follows a name in a statement: 等部门, 按职责分工负责. Longer ones first.
    pub name_endings: Vec<String>,
    /// What joins two names where no mark does: 会同, 等和.
    pub name_joints: Vec<String>,
    /// What a name of many starts with: 各.
    pub collective_starts: Vec<String>,
    /// 完成时限.
    pub deadline_words: Vec<String>,
    /// What an organ's name ends with.
    pub organ_suffixes: Vec<String>,
    /// What begins the end of a copy: 抄送, 相关解读.
    pub end_starts: Vec<String>,
    /// Words of web pages.
    pub web_chrome: Vec<String>,
    /// Headings of text that looks back or states principles.
    pub background_titles: Vec<String>,
    /// What a document's title ends with.
    pub document_words: Vec<String>,
    /// Verbs that open the text after a heading: 探索, 推动.
    pub opening_verbs: Vec<String>,
    /// Verbs that are nouns as often: 研究, 服务.
    pub doubtful_verbs: Vec<String>,
    /// Adverbs that open a text before a verb: 全面, 持续.
    pub opening_adverbs: Vec<String>,
    /// Prepositions that open a text: 按照, 对.
    pub opening_prepositions: Vec<String>,
    /// What follows a verb that is a noun: 能力提升|工程.
    pub noun_tails: Vec<String>,
    /// 取得, 面临: verbs of headings that look back.
    pub situation_starts: Vec<String>,
    /// Headings of text that says why and for what a plan is made.
    pub aim_titles: Vec<String>,
    /// Units of a table whose cells ran together.
    pub counted_units: Vec<String>,
    /// 进展, 挑战: what such headings end with.
    pub situation_ends: Vec<String>,
}

impl Shape {
    pub(super) fn builtin() -> Self {
        toml::from_str(include_str!("../../lexicon/shape.toml"))
            .expect("the built-in shape words are valid TOML")
    }

    /// True for what ends as the name of an organ does: 市民政局, 区残疾人联合会.
    pub(crate) fn ends_as_organ(&self, text: &str) -> bool {
        let mut suffixes = self.organ_suffixes.iter();
        suffixes.any(|word| text.ends_with(word.as_str()))
    }
}
