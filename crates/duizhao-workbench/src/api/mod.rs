//! What crosses the boundary: to the page of the window (with TypeScript bindings) and to
//! `--json` on the command line. Converted from core types here, nowhere else.

pub mod batch;
pub mod contract;
pub mod correct;
pub mod import;
pub mod matrix;
pub mod mend;
pub mod near;
pub mod page;
pub mod responsibilities;
pub mod review;
pub mod session;
pub mod targets;
pub mod to_contract;
pub mod view;
