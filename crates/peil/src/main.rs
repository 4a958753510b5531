//! The `peil` program.
fn main() {}
