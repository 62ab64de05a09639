//! The documents of `--json`, as the contract lays them down.
