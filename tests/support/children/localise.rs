//! Says a parent's text as the place below would, without departing from it.

/// The place a child is for.
#[derive(Debug, Clone)]
pub struct Place {
    /// Full name of the parent's place: 济宁市.
    pub above: String,
    /// Full name of the child's: 任城区.
    pub name: String,
    /// 市 of the parent.
    pub from: char,
    /// 区 or 县 of the child.
    pub to: char,
}

impl Place {
    /// A place below another.
    pub fn new(above: &str, name: &str) -> Self {
        let last = |text: &str| text.chars().next_back().unwrap_or('市');
        Place {
            above: above.to_owned(),
            name: name.to_owned(),
            from: last(above),
            to: last(name),
        }
    }

    /// The text in the child's words.
    pub fn text(&self, text: &str) -> String {
        let (from, to) = (self.from, self.to);
        let mut out = text.replace(&self.above, &self.name);
        for (before, after) in [
            ("各县（市、区）", "各镇（街道）"),
            ("县（市、区）", "镇（街道）"),
        ] {
            out = out.replace(before, after);
        }
        for word in ["全", "我", "本"] {
            out = out.replace(&format!("{word}{from}"), &format!("{word}{to}"));
        }
        for word in [
            "委",
            "政府",
            "级",
            "内",
            "残联",
            "民政局",
            "教育局",
            "财政局",
        ] {
            out = out.replace(&format!("{from}{word}"), &format!("{to}{word}"));
        }
        out
    }

    /// A department's name at the child's level.
    pub fn department(&self, name: &str) -> String {
        const RENAMED: [(&str, &str); 6] = [
            ("卫生健康委", "卫生健康局"),
            ("发展改革委", "发展和改革局"),
            ("人力资源社会保障局", "人力资源和社会保障局"),
            ("市场监管局", "市场监督管理局"),
            ("退役军人局", "退役军人事务局"),
            ("住房城乡建设局", "住房和城乡建设局"),
        ];
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let mut out = if name == "市教育局" || name == "市体育局" {
            format!("{}教育和体育局", self.to)
        } else {
            self.text(&name)
        };
        if let Some(rest) = out.strip_prefix(self.from) {
            out = format!("{}{rest}", self.to);
        }
        for (before, after) in RENAMED {
            if out.ends_with(before) {
                out = out.replace(before, after);
            }
        }
        out.replace(&format!("团{}委", self.from), &format!("团{}委", self.to))
    }
}
