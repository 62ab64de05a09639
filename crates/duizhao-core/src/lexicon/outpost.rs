//! Outposts of central organs, named by their place (国家税务总局济宁市税务局, 国网济宁供电公司).

use serde::Deserialize;

/// How the names of outposts begin and end.
#[derive(Deserialize)]
pub(super) struct Outpost {
    organs: Vec<String>,
    ends: Vec<String>,
}

impl Outpost {
    /// The organ and the end of an outpost's name: 国家税务总局, 税务局.
    pub(super) fn parts(&self, surface: &str) -> Option<(&str, &str)> {
        let organs = self.organs.iter();
        let mut parts = organs.filter_map(|organ| {
            let rest = surface.strip_prefix(organ.as_str())?;
            let ends = self.ends.iter();
            let end = ends.filter(|end| rest.ends_with(end.as_str()));
            let end = end.max_by_key(|end| end.len())?;
            let place = rest[..rest.len() - end.len()].chars().count();
            let placed = (2..=LONGEST_PLACE).contains(&place);
            placed.then_some((organ.as_str(), end.as_str()))
        });
        parts.next()
    }
}

/// The place in the name of an outpost may be this long: 淄博市张店区.
const LONGEST_PLACE: usize = 10;
