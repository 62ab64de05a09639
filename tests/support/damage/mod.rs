//! The damage that real copies of plans show, as transforms of a text.
//!
//! ```text
//! （牵头部门：市民政局；参与部门：市残联）   hard-wrap-20   （牵头部门：市民政局；参
//!                                       →                与部门：市残联）
//! ```
//!
//! Every transform is a pure function of the text: the same damage every time. What a
//! careful reader sees does not change, so neither may the reading: the same places, the
//! same headings, the same departments.
//!
//! Several kinds come upon a text in the order in which they come upon a real one: it is
//! written ([`Stage::Written`]), set in lines, parted into pages, put on a site and copied.
//! Nobody renumbers the headings of a page that is already printed, so no damage has to guess
//! which lines of a wrapped text with page numbers were one paragraph.

mod blanks;
mod headings;
mod lines;
mod page;
mod paragraphs;
mod tables;
mod tails;

/// What a damage does to the ranks of departments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roles {
    /// Leads stay leads.
    Kept,
    /// The new wording ranks nobody.
    Unranked,
    /// The first one named leads, the others take part.
    FirstLeads,
}

/// When in the life of a document a damage is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Wording, numbering, tables, paragraphs.
    Written,
    /// Lines are broken.
    Set,
    /// What pages put between lines; the text comes with its lines broken.
    Paged,
    /// What a site puts around a text.
    Published,
    /// Widths, blanks, entities, line ends.
    Copied,
}

/// One kind of damage.
#[derive(Clone, Copy)]
pub struct Damage {
    /// Its name in reports and floors.
    pub name: &'static str,
    /// When it is done.
    pub stage: Stage,
    apply: fn(&str) -> String,
    /// What becomes of ranks.
    pub roles: Roles,
}

impl Damage {
    /// True for damage that no copy shows beside `other`: a text has its lines broken at one
    /// width, one table of contents, and one style of statements and of Markdown, and a page's
    /// source has no lines broken. And for two pairs that `docs/tricky-cases.md` tells of. On one line a single blank is all that ends a
    /// heading without 。, and blanks within words take even that. With ends that nobody counts,
    /// a page number in mid-sentence stands on the line that is quoted.
    pub fn excludes(&self, other: &Damage) -> bool {
        let named = |name| self.name == name || other.name == name;
        if named("one-line") && named("blanks-in-words") {
            return true;
        }
        // A row of a table that looks like a heading is no row any more.
        if named("blanks-in-headings") && named("tables-columns-turned") {
            return true;
        }
        let paged = self.stage == Stage::Paged || other.stage == Stage::Paged;
        if named("line-ends-u2028") && paged {
            return true;
        }
        let set = |damage: &Damage| matches!(damage.stage, Stage::Set | Stage::Paged);
        // Nor do lines of one statement stand in one paragraph of it.
        let lines = set(self) || set(other) || named("tail-split-lines");
        if named("html-tags") && lines {
            return true;
        }
        let both_set = self.stage == Stage::Set && other.stage == Stage::Set;
        let sort = |damage: &Damage| {
            let sorts = ["contents", "tail", "markdown", "html", "line-ends"];
            sorts.into_iter().find(|sort| damage.name.starts_with(sort))
        };
        both_set || sort(self).is_some() && sort(self) == sort(other)
    }
}

/// A transform that keeps all ranks, with its name.
type Named = (&'static str, Stage, fn(&str) -> String);

/// Damage that is read by itself only, for it leaves little to be told apart by: the labels of
/// whole levels are gone, or some are misread.
pub fn of_labels() -> Vec<Damage> {
    headings::LABELS.map(keeping_ranks).to_vec()
}

fn keeping_ranks((name, stage, apply): Named) -> Damage {
    Damage {
        name,
        stage,
        apply,
        roles: Roles::Kept,
    }
}

/// All kinds of damage, in the order of reports.
pub fn all() -> Vec<Damage> {
    let kept: [&[Named]; 5] = [
        &lines::ALL,
        &blanks::ALL,
        &page::ALL,
        &headings::ALL,
        &tables::ALL,
    ];
    let kept = kept.into_iter().flatten().copied().map(keeping_ranks);
    let tails = tails::ALL.map(|(name, apply, roles)| Damage {
        name,
        stage: Stage::Written,
        apply,
        roles,
    });
    let source = keeping_ranks(page::SOURCE);
    kept.chain(tails).chain([source]).collect()
}

/// The text after the damages, each done at its [`Stage`].
pub fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut damages = damages.to_vec();
    damages.sort_by_key(|damage| damage.stage);
    let mut text = text.to_owned();
    let mut lines_broken = false;
    for damage in damages {
        if damage.stage == Stage::Paged && !lines_broken {
            text = lines::wrap(&text, PAGE_COLUMNS, "\n");
        }
        lines_broken |= matches!(damage.stage, Stage::Set | Stage::Paged);
        text = (damage.apply)(&text);
    }
    text
}

/// A page is so many full characters wide where no other damage says how wide it is.
const PAGE_COLUMNS: usize = 32;
