//! Administrative divisions (行政区划): which place a title names.
//!
//! ```text
//! 济南市市中区“十四五”残疾人保障和发展规划  →  济南市市中区, 山东省, 370103
//! 张店区残疾人事业发展规划                  →  淄博市张店区, 山东省, 370303
//! 市中区残疾人事业发展规划                  →  four places of that name: a city named
//!                                              elsewhere in the text decides
//! ```
//!
//! Names are matched longest first, and a name that follows its parent is read as one
//! with it. The table is of one year; a place that has since changed its kind (章丘市, now
//! 章丘区) is found by its stem and cited as the text writes it.

use std::collections::HashMap;

use crate::model::AdminLevel;

/// The table, one `code<TAB>name` a line.
const TABLE: &str = include_str!("../../lexicon/divisions.tsv");
/// Further names and places, two or four fields a line.
const AREAS: &str = include_str!("../../lexicon/areas.tsv");

/// Provinces and prefectures are also named without these endings: 浙江, 济宁.
const ENDINGS: [&str; 8] = [
    "特别行政区",
    "维吾尔自治区",
    "回族自治区",
    "壮族自治区",
    "自治区",
    "省",
    "市",
    "盟",
];

/// A place of China with the places above it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The full name as cited: 济南市市中区, 济宁市, 山东省.
    pub name: String,
    /// The province: 山东省. None for a name that several provinces have.
    pub province: Option<String>,
    /// The six-digit code (行政区划代码), 370103. None for a name that several places have.
    pub code: Option<u32>,
    /// Province, city or county.
    pub level: AdminLevel,
}

/// All divisions, indexed by name.
pub struct Divisions {
    rows: Vec<Row>,
    /// Full names, only looked up, never walked.
    names: HashMap<&'static str, Vec<usize>>,
    /// Short names of provinces and prefectures, stems of counties.
    stems: HashMap<&'static str, Vec<usize>>,
    longest: usize,
}

/// One line of a table.
struct Row {
    /// Six digits. Of a place that is no division, 0.
    code: u32,
    name: &'static str,
    /// Of a place that is no division: the code of the one it lies in, and its level.
    area: Option<(u32, AdminLevel)>,
}

/// A name found in a text and the rows that bear it.
struct Hit {
    start: usize,
    end: usize,
    rows: Vec<usize>,
}

impl Row {
    /// The code of the division that it is or lies in.
    fn place(&self) -> u32 {
        self.area.map_or(self.code, |(within, _)| within)
    }

    fn level(&self) -> AdminLevel {
        if let Some((_, level)) = self.area {
            return level;
        }
        match self.code {
            code if code.is_multiple_of(10_000) => AdminLevel::Province,
            code if code.is_multiple_of(100) => AdminLevel::City,
            _ => AdminLevel::County,
        }
    }

    /// True where `self` is a place above `other`.
    fn holds(&self, other: &Row) -> bool {
        let width = match self.level() {
            _ if self.area.is_some() => return false,
            AdminLevel::Province => 10_000,
            AdminLevel::City => 100,
            _ => return false,
        };
        let differ = self.code != other.code;
        differ && self.code / width == other.place() / width
    }
}

impl Divisions {
    /// Reads the built-in table.
    pub(super) fn builtin() -> Self {
        let mut out = Divisions {
            rows: Vec::new(),
            names: HashMap::new(),
            stems: HashMap::new(),
            longest: 0,
        };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((code, name)) = line.split_once('\t') else {
                continue;
            };
            let (code, area) = (six_digits(code), None);
            out.push(Row { code, name, area });
        }
        for line in AREAS.lines().filter(|line| !line.starts_with('#')) {
            out.push_area(line);
        }
        out
    }

    /// A further name, or a place that is no division.
    fn push_area(&mut self, line: &'static str) {
        let fields: Vec<&'static str> = line.split('\t').collect();
        match fields[..] {
            [code, name] => {
                let at = self
                    .rows
                    .iter()
                    .position(|row| row.code == six_digits(code));
                if let Some(at) = at {
                    self.name(name, at);
                }
            }
            [within, level, name, others] => {
                let level = match level {
                    "province" => AdminLevel::Province,
                    "city" => AdminLevel::City,
                    _ => AdminLevel::County,
                };
                let (code, area) = (0, Some((six_digits(within), level)));
                let at = self.rows.len();
                self.push(Row { code, name, area });
                for other in others.split(',').filter(|other| !other.is_empty()) {
                    self.name(other, at);
                }
            }
            _ => {}
        }
    }

    fn name(&mut self, name: &'static str, at: usize) {
        self.longest = self.longest.max(name.len());
        self.names.entry(name).or_default().push(at);
    }

    fn push(&mut self, row: Row) {
        let at = self.rows.len();
        self.name(row.name, at);
        if let Some(stem) = stem(&row) {
            self.stems.entry(stem).or_default().push(at);
        }
        self.rows.push(row);
    }

    /// The place that `text`, a title or a masthead, is about: the first one named there, down
    /// to its lowest level. A name that several places bear is decided by other places named
    /// in `text`, then in `context`.
    ///
    /// ```
    /// let lexicon = duizhao_core::Lexicon::builtin();
    /// let place = lexicon.divisions().find_in("市中区残疾人规划", "济南市残联").unwrap();
    /// assert_eq!((place.name.as_str(), place.code), ("济南市市中区", Some(370_103)));
    /// ```
    pub fn find_in(&self, text: &str, context: &str) -> Option<Division> {
        let hits = self.hits(text);
        let (chain, rest) = self.chain(&hits)?;
        let mut rows = chain.rows.clone();
        if rows.len() > 1 {
            let others = self.hits(context);
            rows = self.decided(rows, rest);
            rows = self.decided(rows, &others);
        }
        Some(self.division(&rows, text, &chain))
    }

    /// True where `text` is a place's name or its short form: 济宁市, 济宁.
    pub fn is_place(&self, text: &str) -> bool {
        self.names.contains_key(text) || self.stems.contains_key(text)
    }

    /// The place with `code`.
    pub fn by_code(&self, code: u32) -> Option<Division> {
        let at = self.rows.iter().position(|row| row.code == code)?;
        Some(self.full(at, self.rows[at].name))
    }

    /// True where the place `above` is the province or city that `below` lies in.
    pub fn holds(&self, above: u32, below: u32) -> bool {
        let row = |code| Row {
            code,
            name: "",
            area: None,
        };
        row(above).holds(&row(below))
    }

    /// All names in `text`, longest first at each place, without overlap.
    fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut at = 0;
        let opening = text.len() - text.trim_start_matches(is_opening).len();
        while at < text.len() {
            let follows = hits
                .last()
                .is_some_and(|hit| text[hit.end..at].trim().is_empty());
            let leads = at <= opening || follows;
            if let Some(hit) = self.hit_at(text, at, leads) {
                at = hit.end;
                hits.push(hit);
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        }
        hits
    }

    /// The longest name at `at`. Names of two characters (东区, 成县), short names and stems
    /// count only where they lead or follow another name: elsewhere they are common words.
    fn hit_at(&self, text: &str, at: usize, leads: bool) -> Option<Hit> {
        let limit = text.len().min(at + self.longest);
        let ends = (at + 1..=limit)
            .rev()
            .filter(|&end| text.is_char_boundary(end));
        for end in ends {
            let name = &text[at..end];
            if let Some(rows) = self.names.get(name).filter(|_| leads || end - at > 6) {
                return Some(Hit {
                    start: at,
                    end,
                    rows: rows.clone(),
                });
            }
            if leads && let Some(hit) = self.stem_at(text, at, end) {
                return Some(hit);
            }
        }
        None
    }

    /// A short name (浙江) or a county's stem with another kind (章丘 + 市) from `at` to `end`.
    /// Of a province and a city of one short name (吉林) the province is meant.
    fn stem_at(&self, text: &str, at: usize, end: usize) -> Option<Hit> {
        let rows = self.stems.get(&text[at..end])?;
        let kind = text[end..]
            .chars()
            .next()
            .filter(|c| matches!(c, '市' | '县' | '区'));
        let wanted = |row: &&usize| {
            let county = self.rows[**row].level() == AdminLevel::County;
            county == kind.is_some()
        };
        let mut rows: Vec<usize> = rows.iter().filter(wanted).copied().collect();
        let highest = rows.iter().map(|&row| self.rows[row].level()).min();
        rows.retain(|&row| Some(self.rows[row].level()) == highest);
        let end = end + kind.map_or(0, char::len_utf8);
        (!rows.is_empty()).then_some(Hit {
            start: at,
            end,
            rows,
        })
    }

    /// The first hit, followed down through adjoining hits that lie within it, and the hits
    /// that are left.
    fn chain<'a>(&self, hits: &'a [Hit]) -> Option<(Hit, &'a [Hit])> {
        let first = hits.first()?;
        let mut last = Hit {
            start: first.start,
            end: first.end,
            rows: first.rows.clone(),
        };
        let mut used = 1;
        for next in &hits[1..] {
            let below = |&row: &usize| last.rows.iter().any(|&up| self.above(up, row));
            let rows: Vec<usize> = next.rows.iter().copied().filter(below).collect();
            if rows.is_empty() || next.start > last.end + 3 {
                break;
            }
            last = Hit {
                start: next.start,
                end: next.end,
                rows,
            };
            used += 1;
        }
        Some((last, &hits[used..]))
    }

    fn above(&self, up: usize, down: usize) -> bool {
        self.rows[up].holds(&self.rows[down])
    }

    /// Those of `rows` that lie in a place named in `others`; all of them where none does.
    fn decided(&self, rows: Vec<usize>, others: &[Hit]) -> Vec<usize> {
        for other in others {
            let within = |&row: &usize| {
                other
                    .rows
                    .iter()
                    .any(|&named| self.above(named, row) || named == row)
            };
            let kept: Vec<usize> = rows.iter().copied().filter(within).collect();
            if !kept.is_empty() && kept.len() < rows.len() {
                return kept;
            }
        }
        rows
    }

    fn division(&self, rows: &[usize], text: &str, hit: &Hit) -> Division {
        let named = &text[hit.start..hit.end];
        match rows {
            [row] => self.full(*row, named),
            _ => Division {
                name: named.to_owned(),
                province: None,
                code: None,
                level: rows
                    .first()
                    .map_or(AdminLevel::County, |&row| self.rows[row].level()),
            },
        }
    }

    /// The place of row `at`, which the text calls `named`.
    fn full(&self, at: usize, named: &str) -> Division {
        let row = &self.rows[at];
        let up = |width: u32| {
            let code = row.place() / width * width;
            self.rows.iter().find(|up| up.code == code)
        };
        let (province, city) = (up(10_000), up(100));
        let name = match row.level() {
            AdminLevel::County if row.area.is_some() => {
                // 福州新区 and 南京江北新区 name their city themselves.
                let up = city.or(province).map_or("", |up| up.name);
                let stem = up.strip_suffix('市').unwrap_or(up);
                let own = row.name.starts_with(stem);
                let up = if own { "" } else { up };
                format!("{up}{}", row.name)
            }
            AdminLevel::County => {
                let up = city.or(province).map_or("", |up| up.name);
                format!("{up}{named}")
            }
            _ => row.name.to_owned(),
        };
        let province = province.map(|up| up.name.to_owned());
        Division {
            name,
            province,
            code: (row.code > 0).then_some(row.code),
            level: row.level(),
        }
    }
}

/// A code with the zeros that the table leaves out.
fn six_digits(code: &str) -> u32 {
    let width = u32::try_from(code.len()).unwrap_or(6).min(6);
    code.parse().unwrap_or(0) * 10_u32.pow(6 - width)
}

/// What a place is called for short: 浙江省 浙江, 张店区 张店. None where that is too short
/// to tell.
fn stem(row: &Row) -> Option<&'static str> {
    if row.area.is_some() {
        return None;
    }
    let cut = |ending: &&str| row.name.strip_suffix(*ending);
    let stem = match row.level() {
        AdminLevel::County => ["区", "市", "县"].iter().find_map(cut),
        _ => ENDINGS.iter().find_map(cut),
    }?;
    let common = matches!(stem.chars().next(), Some('城' | '郊' | '矿'));
    (stem.chars().count() >= 2 && !common).then_some(stem)
}

/// What may stand before a title's first word.
fn is_opening(c: char) -> bool {
    c.is_whitespace() || matches!(c, '《' | '#' | '*' | '“' | '（' | '(' | '中' | '共')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, context: &str, expected: &str) {
        let place = Divisions::builtin().find_in(text, context);
        let shown = place.map_or("-".to_owned(), |place| {
            let (province, code) = (place.province.unwrap_or_default(), place.code.unwrap_or(0));
            format!("{} {province} {code} {}", place.name, place.level.as_str())
        });
        assert_eq!(shown, expected);
    }

    #[test]
    fn the_lowest_place_of_the_first_chain_is_cited_in_full() {
        check(
            "济南市市中区“十四五”规划",
            "",
            "济南市市中区 山东省 370103 county",
        );
        check(
            "山东省济南市市中区规划",
            "",
            "济南市市中区 山东省 370103 county",
        );
        check("济宁市残疾人规划", "", "济宁市 山东省 370800 city");
        check(
            "张店区残疾人事业规划",
            "",
            "淄博市张店区 山东省 370303 county",
        );
        check("山东省残疾人规划", "", "山东省 山东省 370000 province");
        check(
            "重庆市推进农业农村现代化规划",
            "",
            "重庆市 重庆市 500000 province",
        );
        check("北京市朝阳区规划", "", "北京市朝阳区 北京市 110105 county");
        check("济源市规划", "", "河南省济源市 河南省 419001 county");
        check(
            "石家庄高新技术产业开发区规划",
            "",
            "石家庄市石家庄高新技术产业开发区 河北省 130171 county",
        );
    }

    #[test]
    fn the_first_place_wins_over_those_that_are_only_mentioned() {
        check(
            "张店区人民政府关于落实淄博市规划的意见",
            "",
            "淄博市张店区 山东省 370303 county",
        );
        check(
            "中共嘉兴市委关于印发浙江省规划的通知",
            "",
            "嘉兴市 浙江省 330400 city",
        );
        check("关于印发嘉兴市规划的通知", "", "嘉兴市 浙江省 330400 city");
    }

    #[test]
    fn a_name_of_several_places_is_decided_by_its_surroundings() {
        check("市中区残疾人规划", "", "市中区  0 county");
        check(
            "市中区残疾人规划",
            "济南市残联",
            "济南市市中区 山东省 370103 county",
        );
        check(
            "市中区关于落实枣庄市规划的意见",
            "济南市残联",
            "枣庄市市中区 山东省 370402 county",
        );
        check(
            "朝阳区规划",
            "长春市财政局",
            "长春市朝阳区 吉林省 220104 county",
        );
    }

    #[test]
    fn short_names_count_at_the_start_only() {
        check(
            "上海关于贯彻落实规划的意见",
            "",
            "上海市 上海市 310000 province",
        );
        check("山东济宁残疾人规划", "", "济宁市 山东省 370800 city");
        check("关于推进城区和矿区改造的意见", "", "-");
        check("新城镇建设与和平利用", "", "-");
        check("国务院关于印发规划的通知", "", "-");
        check("", "", "-");
    }

    #[test]
    fn a_place_that_changed_its_kind_is_cited_as_written() {
        check("章丘市残疾人规划", "", "济南市章丘市 山东省 370114 county");
        check("吉林市残疾人规划", "", "吉林市 吉林省 220200 city");
        check("吉林残疾人规划", "", "吉林省 吉林省 220000 province");
    }

    #[test]
    fn prefectures_new_areas_and_the_corps_are_places() {
        check(
            "恩施州残疾人事业规划",
            "",
            "恩施土家族苗族自治州 湖北省 422800 city",
        );
        check(
            "巴州规划",
            "",
            "巴音郭楞蒙古自治州 新疆维吾尔自治区 652800 city",
        );
        check("贵州贵安新区规划", "", "贵安新区 贵州省 0 city");
        check("南京江北新区规划", "", "南京市江北新区 江苏省 0 county");
        check("福州新区规划", "", "福州新区 福建省 0 county");
        check(
            "广州南沙新区规划",
            "",
            "广州市南沙新区 广东省 440115 county",
        );
        check(
            "新疆生产建设兵团规划",
            "",
            "新疆生产建设兵团 新疆维吾尔自治区 0 province",
        );
        check(
            "新疆生产建设兵团第八师规划",
            "",
            "新疆生产建设兵团第八师 新疆维吾尔自治区 0 city",
        );
        check("城市第一师范学校规划", "", "-");
        check("南京市江北区规划", "", "南京市 江苏省 320100 city");
    }

    #[test]
    fn places_hold_those_below_them() {
        let divisions = Divisions::builtin();
        assert!(divisions.holds(370_000, 370_103) && divisions.holds(370_100, 370_103));
        assert!(!divisions.holds(370_103, 370_103) && !divisions.holds(370_200, 370_103));
        assert_eq!(divisions.by_code(370_103).unwrap().name, "济南市市中区");
    }
}
