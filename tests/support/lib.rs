//! What the tests share: the bundled plans and the hand-made inventories, the scorer that
//! holds the floors, a readable outline of a plan, and the damage that real copies show.

pub mod binary;
pub mod canary;
pub mod children;
pub mod damage;
pub mod decided;
pub mod inventory;
pub mod office;
pub mod outline;
pub mod pdf;
pub mod peak;
pub mod sameness;
pub mod score;
pub mod score_alignment;
pub mod texts;
pub mod verify;
