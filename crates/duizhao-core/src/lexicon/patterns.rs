//! Patterns over the forms that official texts print: numbers of documents, dates, amounts.
//! Compiled once with the lexicons, for a reader uses them on every line.

use regex::Regex;

/// Measure words that count no result: times, ages, ordinals, places.
const NO_AMOUNT: [&str; 20] = [
    "年", "月", "日", "天", "岁", "周岁", "小时", "分钟", "期", "届", "村", "县", "镇", "站", "园",
    "类", "种", "项", "条", "门",
];

/// The compiled patterns.
pub(crate) struct Patterns {
    /// 「济政字〔2021〕71号」, a missing number allowed.
    pub(crate) document_number: Regex,
    /// 「（济政字〔2021〕89号）」 behind a cited title.
    pub(crate) cited_number: Regex,
    /// Dates in figures, in Han numerals, of web pages, and damaged ones.
    pub(crate) dates: [Regex; 4],
    /// 「2021—2025」.
    pub(crate) years: Regex,
    /// An amount in figures: number, multiplier, measure.
    pub(crate) amount: Regex,
    /// Two amounts in figures that bound a range: numbers, multiplier, measure.
    pub(crate) range: Regex,
    /// An amount in words: number, multiplier, measure.
    pub(crate) worded_amount: Regex,
    /// 「2025年底前」.
    pub(crate) due_year: Regex,
    /// 「百分之九十」, 「九成」.
    pub(crate) worded_percent: Regex,
}

impl Patterns {
    pub(super) fn new(measures: &[&str]) -> Self {
        let measures: Vec<&str> = measures
            .iter()
            .copied()
            .filter(|w| !NO_AMOUNT.contains(w))
            .collect();
        let measures = measures.join("|");
        Patterns {
            document_number: compile(
                r"[\p{Han}A-Za-z]{2,12}\s*[〔［\[（(【﹝]\s*(?:19|20|１９|２０)[0-9０-９]{2}\s*[〕］\])）】﹞]\s*(?:第\s*)?[0-9０-９]*\s*号",
            ),
            cited_number: compile(
                r"^》?\s*[（(]\s*([\p{Han}]{1,10}\s*[〔［\[（(]\s*[0-9]{4}\s*[〕］\])）]\s*[0-9]+\s*号)",
            ),
            dates: [
                compile(
                    r"((?:19|20|１９|２０)[0-9０-９]{2})(?:\s*年\s*|\s+)([0-9０-９]{1,2})\s*月\s*([0-9０-９]{1,2})\s*日",
                ),
                compile(
                    r"([二一][〇○零Ｏ0九一二三四五六七八]{3})\s*年\s*([一二三四五六七八九十]{1,3})\s*月\s*([一二三四五六七八九十]{1,3})\s*日",
                ),
                compile(r"((?:19|20)[0-9]{2})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})"),
                compile(r"((?:19|20)[0-9]{2})年?([0-9]{2})月?([0-9]{2})\s*日"),
            ],
            years: compile(
                r"((?:19|20|１９|２０)[0-9０-９]{2})\s*年?\s*[-—–～~至到－]+\s*((?:19|20|１９|２０)[0-9０-９]{2})",
            ),
            amount: compile(&format!(
                r"([0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(万|亿|千|百)?\s*(?:余|多)?\s*([%％‰]|个百分点|{measures}|项|种)"
            )),
            range: compile(&format!(
                r"([0-9０-９]+(?:[.．][0-9０-９]+)?)\s*[%％]?\s*(?:[-—–～~－]+|至|到)\s*([0-9０-９]+(?:[.．][0-9０-９]+)?)\s*(万|亿|千|百)?\s*([%％‰]|个百分点|{measures})"
            )),
            worded_amount: compile(&format!(
                r"([一二两三四五六七八九十百千]+)(万|亿)?\s*({measures})"
            )),
            due_year: compile(r"((?:20|２０)[0-9０-９]{2})\s*年(?:底|末)?(前|之前|以前)?"),
            worded_percent: compile(r"百分之([一二三四五六七八九十百]+)|([一二三四五六七八九])成"),
        }
    }
}

fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is fixed but for measure words")
}
