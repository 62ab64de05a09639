//! Text and provenance: the source, the normalised text, and the way back to the line.

mod numeral;
mod plan_text;
mod segment;
mod sentence;
mod span;

pub use numeral::{ascii_digits, han_value};
pub use plan_text::{Edit, EditRule, LineCursor, PlanText, PlanTextBuilder};
pub use segment::{Segmenter, Token, TokenKind};
pub use sentence::{clauses, sentences};
pub use span::{LineRange, Span};
