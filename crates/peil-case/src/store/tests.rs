//! The store from outside: what is kept, what is refused, what a kill leaves.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::*;
use crate::key::Key;

fn key(text: &str) -> Key {
    Key::passphrase(text).expect("a key")
}

fn table(columns: &[&str], rows: &[&[&str]]) -> Table {
    let own = |row: &[&str]| row.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>();
    Table { columns: own(columns), rows: rows.iter().map(|r| own(r)).collect() }
}

fn listing(store: &Store, name: &str) -> String {
    let mut text = match store.columns(name) {
        Ok(c) => format!("{}\n", c.join(",")),
        Err(e) => return e.to_string(),
    };
    let read = store.read_table(name, &mut |row| {
        text.push_str(&format!("{}\n", row.join(",")));
        Ok(())
    });
    read.expect("read");
    text
}

#[test]
fn parts_are_kept_by_file_and_index() {
    let dir = tempfile::tempdir().expect("dir");
    let mut store = Store::open(dir.path(), &key("k")).expect("made");
    let large: Vec<u8> = (0..200_000_u32).map(|i| (i % 251) as u8).collect();
    store.put_part(&[1; 32], &[9; 32], b"old").expect("put");
    store.put_part(&[1; 32], &[9; 32], &large).expect("put");
    store.put_part(&[1; 32], &[8; 32], b"other index").expect("put");
    store.put_parts(&[9; 32], &[(&[2; 32], b""), (&[3; 32], b"c")]).expect("put");
    drop(store);
    let mut store = Store::open(dir.path(), &key("k")).expect("opened");
    assert_eq!(store.get_part(&[1; 32], &[9; 32]).expect("got"), Some(large));
    assert_eq!(store.get_part(&[2; 32], &[9; 32]).expect("got"), Some(Vec::new()));
    assert_eq!(store.get_part(&[4; 32], &[9; 32]).expect("got"), None);
    store.drop_parts_except(&[9; 32]).expect("dropped");
    assert!(!store.has_part(&[1; 32], &[8; 32]).expect("asked"));
    assert_eq!(store.part_digests(&[9; 32]).expect("listed"), [[1; 32], [2; 32], [3; 32]]);
}

#[test]
fn tables_are_replaced_together() {
    let dir = tempfile::tempdir().expect("dir");
    let mut store = Store::open(dir.path(), &key("k")).expect("made");
    let first = table(&["person", "status"], &[&["b", "confirmed"], &["a", "possible"], &["b", "again"]]);
    let second = table(&["x"], &[&["1"]]);
    store.write_tables(&[("roster", &first), ("other", &second)]).expect("written");
    assert_eq!(listing(&store, "roster"), "person,status\nb,confirmed\na,possible\nb,again\n");
    assert_eq!(store.get("roster", "b").expect("got"), [["b", "confirmed"], ["b", "again"]]);
    assert!(store.get("roster", "B").expect("got").is_empty());
    assert_eq!(store.row_count("roster").expect("counted"), 3);

    let failed = store.replace(|w| {
        w.table("roster", &["person"], 0)?;
        w.row(&["new"])?;
        w.event("scope", "half")?;
        w.row(&["too", "wide"])
    });
    assert!(failed.is_err());
    assert_eq!(listing(&store, "roster"), "person,status\nb,confirmed\na,possible\nb,again\n");
    assert!(store.events().expect("listed").is_empty());

    let new = table(&["k", "v"], &[]);
    store.write_tables(&[("roster", &new)]).expect("written");
    assert_eq!(listing(&store, "roster"), "k,v\n");
    assert_eq!(listing(&store, "other"), "x\n1\n");
    assert!(listing(&store, "none").contains("no table \"none\""));
    assert!(store.write_tables(&[("Bad\"name", &second)]).is_err());
}

#[test]
fn events_form_a_chain() {
    let dir = tempfile::tempdir().expect("dir");
    let mut store = Store::open(dir.path(), &key("k")).expect("made");
    assert_eq!(store.append("scope", "parts=3").expect("added"), 1);
    store.replace(|w| w.event("export", "roster").map(drop)).expect("added");
    let events = store.events().expect("listed");
    assert_eq!(
        events.iter().map(|e| (e.seq, e.kind.as_str())).collect::<Vec<_>>(),
        [(1, "scope"), (2, "export")]
    );
    assert_eq!(store.broken_event().expect("checked"), None);
    store.db.execute("UPDATE events SET detail = 'parts=4' WHERE seq = 1", []).expect("tampered");
    assert_eq!(store.broken_event().expect("checked"), Some(1));
    store.db.execute("DELETE FROM events WHERE seq = 1", []).expect("tampered");
    assert_eq!(store.broken_event().expect("checked"), Some(1));
}

#[test]
fn meta_is_kept() {
    let dir = tempfile::tempdir().expect("dir");
    let store = Store::open(dir.path(), &key("k")).expect("made");
    store.set_meta("a", b"1").expect("set");
    store.set_meta("a", b"2").expect("set");
    assert_eq!(store.meta("a").expect("got"), Some(b"2".to_vec()));
    assert_eq!(store.meta("b").expect("got"), None);
}

fn refusal(dir: &Path, k: &str) -> String {
    Store::open_existing(dir, &key(k)).map_or_else(|e| e.to_string(), |_| "opened".to_owned())
}

#[test]
fn only_the_key_opens_it() {
    let dir = tempfile::tempdir().expect("dir");
    assert!(refusal(dir.path(), "k").contains("no store yet"));
    assert!(!Store::exists(dir.path()));
    let mut store = Store::open(dir.path(), &key("it's \"k\"")).expect("made");
    store.put_part(&[1; 32], &[9; 32], b"Schoonstraat 38").expect("put");
    let secret = table(&["person"], &[&["Schoonstraat 38"]]);
    store.write_tables(&[("roster", &secret)]).expect("written");
    // While open and after: nothing in the clear, nothing for others to read.
    for _ in 0..2 {
        let files: Vec<_> = std::fs::read_dir(dir.path().join(FOLDER)).expect("listed").flatten().collect();
        assert!(!files.is_empty());
        for file in files {
            let bytes = std::fs::read(file.path()).expect("read");
            assert!(!bytes.windows(12).any(|w| w == b"Schoonstraat"), "{:?}", file.path());
            assert!(!bytes.starts_with(b"SQLite"));
            assert_eq!(file.metadata().expect("meta").permissions().mode() & 0o077, 0, "{:?}", file.path());
        }
    }
    drop(store);
    assert!(refusal(dir.path(), "other").contains("the key does not open this store"));
    assert_eq!(refusal(dir.path(), "it's \"k\""), "opened");
    let mode = dir.path().join(FOLDER).metadata().expect("meta").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn strange_files_are_refused() {
    let dir = tempfile::tempdir().expect("dir");
    let store = Store::open(dir.path(), &key("k")).expect("made");
    store.db.pragma_update(None, "user_version", 99).expect("set");
    drop(store);
    assert!(refusal(dir.path(), "k").contains("version 99"));
    std::fs::write(Store::path(dir.path()), b"SQLite format 3\0 and so on").expect("written");
    assert!(refusal(dir.path(), "k").contains("not encrypted"));
    std::fs::write(Store::path(dir.path()), vec![7; 8192]).expect("written");
    assert!(refusal(dir.path(), "k").contains("does not open"));
    // A kill between making the file and filling it.
    std::fs::write(Store::path(dir.path()), b"").expect("written");
    assert!(Store::open(dir.path(), &key("k")).is_ok());
}

#[test]
fn one_writer_at_a_time() {
    let dir = tempfile::tempdir().expect("dir");
    let lock = Lock::take(dir.path()).expect("taken");
    assert!(Lock::take(dir.path()).expect_err("held").to_string().contains("another peil is at work"));
    drop(lock);
    assert!(Lock::take(dir.path()).is_ok());
}

#[test]
fn readers_see_the_old_while_a_writer_works() {
    let dir = tempfile::tempdir().expect("dir");
    let mut writer = Store::open(dir.path(), &key("k")).expect("made");
    writer.write_tables(&[("t", &table(&["x"], &[&["old"]]))]).expect("written");
    let reader = Store::open(dir.path(), &key("k")).expect("opened");
    let done = writer.replace(|w| {
        w.table("t", &["x"], 0)?;
        w.row(&["new"])?;
        assert_eq!(listing(&reader, "t"), "x\nold\n");
        Ok::<_, StoreError>(())
    });
    done.expect("written");
    assert_eq!(listing(&reader, "t"), "x\nnew\n");
}

#[test]
fn a_store_of_the_version_before_forgets_its_tables_and_no_more() {
    let dir = tempfile::tempdir().expect("dir");
    let mut store = Store::open(dir.path(), &key("k")).expect("made");
    store.put_part(&[1; 32], &[9; 32], b"part").expect("put");
    store.write_tables(&[("roster", &table(&["x"], &[&["1"]]))]).expect("written");
    store.db.pragma_update(None, "user_version", 1).expect("set back");
    drop(store);
    let store = Store::open(dir.path(), &key("k")).expect("opened");
    assert!(listing(&store, "roster").contains("run `peil scope` first"));
    assert_eq!(store.get_part(&[1; 32], &[9; 32]).expect("got"), Some(b"part".to_vec()));
}

#[test]
fn rows_are_found_in_any_heap() {
    let dir = tempfile::tempdir().expect("dir");
    let mut store = Store::open(dir.path(), &key("k")).expect("made");
    let long = "x".repeat(1000);
    let written = store.replace(|w| {
        w.table("roster", &["n", "person"], 1)?;
        let mut heap = w.heap()?;
        heap.row(&["0", "first"])?;
        w.add(heap.take())?;
        (1..500).try_for_each(|n| w.row(&[&format!("{n}{long}"), &format!("p{}", n % 100)]))
    });
    written.expect("written");
    assert_eq!(store.row_count("roster").expect("counted"), 500);
    let found: Vec<String> =
        store.get("roster", "p7").expect("got").iter().map(|r| r[0].replace('x', "")).collect();
    assert_eq!(found, ["7", "107", "207", "307", "407"]);
    assert_eq!(store.get("roster", "first").expect("got"), [["0", "first"]]);
    assert!(store.get("roster", "0").expect("got").is_empty());
}
