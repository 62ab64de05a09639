//! What the user says of a plan as a whole: its title, number, date, period, place.

use crate::lexicon::Lexicon;
use crate::mend::Refusal;
use crate::model::{AdminLevel, Date, Origin, Plan, Region, Sourced};

/// A field of a plan's metadata that a user may set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Title (规划名称).
    Title,
    /// 发文字号.
    DocNumber,
    /// 发文机关.
    Issuer,
    /// 成文日期, as `2021-11-25`.
    IssueDate,
    /// First and last year, as `2021-2025`.
    Period,
    /// The place: 济南市市中区.
    Region,
    /// Level: `national`, `province`, `city`, `county`, `town`.
    Level,
}

impl Field {
    /// All fields, in the order they are shown.
    pub const ALL: [Field; 7] = [
        Field::Title,
        Field::DocNumber,
        Field::Issuer,
        Field::IssueDate,
        Field::Period,
        Field::Region,
        Field::Level,
    ];

    /// The field of a word of the command line.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == word)
    }

    /// The word of the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::DocNumber => "doc_number",
            Field::Issuer => "issuer",
            Field::IssueDate => "issue_date",
            Field::Period => "period",
            Field::Region => "region",
            Field::Level => "level",
        }
    }
}

/// Sets `field`; an empty value takes what was read away.
pub(crate) fn set(
    plan: &mut Plan,
    field: Field,
    value: &str,
    lexicon: &Lexicon,
) -> Result<(), Refusal> {
    let value = value.trim();
    let words = (!value.is_empty()).then(|| Sourced {
        value: value.to_owned(),
        span: None,
        origin: Origin::Edited,
    });
    let unfit = || Refusal::Value {
        value: value.to_owned(),
    };
    let meta = &mut plan.meta;
    match field {
        Field::Title => meta.title = words,
        Field::DocNumber => meta.doc_number = words,
        Field::Issuer => meta.issuer = words,
        Field::IssueDate => {
            meta.issue_date = match words {
                None => None,
                Some(_) => Some(Sourced {
                    value: date(value).ok_or_else(unfit)?,
                    span: None,
                    origin: Origin::Edited,
                }),
            }
        }
        Field::Period => {
            meta.period = match words {
                None => None,
                Some(_) => Some(period(value).ok_or_else(unfit)?),
            }
        }
        Field::Region => {
            let known = lexicon.divisions().find_in(value, "");
            meta.level = known.as_ref().map(|place| place.level).or(meta.level);
            meta.region = match known {
                _ if value.is_empty() => Region::default(),
                Some(place) => Region {
                    name: Some(place.name),
                    province: place.province,
                    code: place.code,
                },
                None => Region {
                    name: Some(value.to_owned()),
                    ..Region::default()
                },
            };
        }
        Field::Level => {
            meta.level = match words {
                None => None,
                Some(_) => Some(AdminLevel::of_word(value).ok_or_else(unfit)?),
            }
        }
    }
    Ok(())
}

fn date(value: &str) -> Option<Date> {
    let mut parts = value.split('-').map(str::parse::<u16>);
    let (year, month, day) = (
        parts.next()?.ok()?,
        parts.next()?.ok()?,
        parts.next()?.ok()?,
    );
    let valid =
        (1900..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (valid && parts.next().is_none()).then_some(Date {
        year,
        month: month as u8,
        day: day as u8,
    })
}

fn period(value: &str) -> Option<(u16, u16)> {
    let (from, to) = value.split_once(['-', '—', '–', '至'])?;
    let years: (u16, u16) = (from.trim().parse().ok()?, to.trim().parse().ok()?);
    let valid = |year: u16| (1900..2200).contains(&year);
    (valid(years.0) && valid(years.1) && years.0 <= years.1).then_some(years)
}
