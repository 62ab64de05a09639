//! Keys that are no letters.

/// A key as WebDriver names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// A letter, digit or sign as on the keyboard.
    Letter(char),
    /// Enter.
    Enter,
    /// Esc.
    Escape,
    /// Tab.
    Tab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// To the first row.
    Home,
    /// To the last row.
    End,
    /// F3.
    F3,
    /// F8.
    F8,
    /// Control, held while the next key is pressed.
    Control,
    /// Alt, held while the next key is pressed.
    Alt,
    /// Shift, held while the next key is pressed.
    Shift,
}

impl Key {
    pub(crate) fn code(self) -> char {
        match self {
            Key::Letter(letter) => letter,
            Key::Enter => '\u{E007}',
            Key::Escape => '\u{E00C}',
            Key::Tab => '\u{E004}',
            Key::Up => '\u{E013}',
            Key::Down => '\u{E015}',
            Key::Left => '\u{E012}',
            Key::Right => '\u{E014}',
            Key::Home => '\u{e011}',
            Key::End => '\u{e010}',
            Key::F3 => '\u{E033}',
            Key::F8 => '\u{E038}',
            Key::Control => '\u{E009}',
            Key::Alt => '\u{E00A}',
            Key::Shift => '\u{E008}',
        }
    }
}
