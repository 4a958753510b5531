//! Holds the edges between the rooms: which crate may know which.

use std::path::Path;

#[test]
fn rooms_know_only_what_they_may() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (room, may) in [
        ("peil-model", &[][..]),
        ("peil-evidence", &["peil-model"]),
        ("peil-detect", &["peil-model"]),
        ("peil-resolve", &["peil-model"]),
        ("peil-demo", &[]),
        ("peil-case", &["peil-model", "peil-evidence", "peil-detect", "peil-resolve"]),
    ] {
        let manifest = std::fs::read_to_string(root.join(room).join("Cargo.toml")).expect("manifest");
        let known: Vec<&str> = manifest
            .lines()
            .filter_map(|l| l.split(['.', ' ', '=']).next())
            .filter(|n| n.starts_with("peil-"))
            .collect();
        assert!(known.iter().all(|k| may.contains(k)), "{room} knows {known:?}");
    }
}
