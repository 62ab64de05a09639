//! Shared support of the test programs.
