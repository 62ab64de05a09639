//! The use cases over core, import, store and export: one interface for the command line
//! and the window.

pub mod api;
