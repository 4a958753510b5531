use expect_test::{Expect, expect};

use crate::testing::{events, print, seed, show_all};
use crate::{Event, Limits};

fn closes(name: &str, bytes: &[u8]) -> String {
    show_all(name, bytes).lines().filter(|l| l.starts_with("close")).map(|l| format!("{l}\n")).collect()
}

fn check(name: &str, expected: Expect) {
    expected.assert_eq(&closes(name, &seed(name)));
}

#[test]
fn archives_of_another_program() {
    check(
        "solid.7z",
        expect![[r#"
        close <a.csv> 444 text/csv read: 
        close <map/b.csv> 296 text/csv read: 
        close <leeg.txt> 0 application/x-empty empty: 
        close <brief.txt> 65 text/plain read: 
        close <> 655 application/x-7z-compressed read: 
    "#]],
    );
    for name in ["ppmd.7z", "bzip2.7z", "delta-lzma.7z", "zstd.7z"] {
        let shown = closes(name, &seed(name));
        let first = "close <a.csv> 444 text/csv read: \n";
        assert!(shown.starts_with(first) && shown.ends_with("7z-compressed read: \n"), "{name}: {shown}");
    }
}

#[test]
fn encrypted_ones_say_so() {
    check(
        "encrypted.7z",
        expect![[r#"
        close <a.csv> 0 application/octet-stream encrypted: encrypted with a password
        close <brief.txt> 0 application/octet-stream encrypted: encrypted with a password
        close <> 537 application/x-7z-compressed encrypted: every member is encrypted
    "#]],
    );
    check(
        "encrypted-names.7z",
        expect![[r#"
        close <> 571 application/x-7z-compressed encrypted: encrypted with a password, the names of its members too
    "#]],
    );
}

#[test]
fn a_damaged_block_costs_what_follows_in_it() {
    let whole = seed("solid.7z");
    let mut damaged = whole.clone();
    damaged[100] ^= 0xff;
    expect![[r#"
        close <a.csv> 0 application/octet-stream unreadable: the compressed data are damaged
        close <map/b.csv> 0 application/octet-stream unreadable: stands behind a member of a solid archive that did not come out whole
        close <leeg.txt> 0 application/octet-stream unreadable: stands behind a member of a solid archive that did not come out whole
        close <brief.txt> 0 application/octet-stream unreadable: stands behind a member of a solid archive that did not come out whole
        close <> 655 application/x-7z-compressed unreadable: 4 of 4 members did not come out whole (the compressed data are damaged)
    "#]].assert_eq(&closes("solid.7z", &damaged));
    expect![[r#"
        close <> 327 application/x-7z-compressed unreadable: its directory is damaged or cut off: its members cannot be found
    "#]].assert_eq(&closes("solid.7z", &whole[..whole.len() / 2]));
}

#[test]
fn members_and_output_are_bounded() {
    let limits = Limits { members: 1, ..Limits::default() };
    let shown = print(&events("x.7z", &seed("solid.7z"), &limits), true);
    assert!(shown.contains("partial: has more than 1 members: the rest was not read"), "{shown}");
    let limits = Limits { free_output: 100, expansion: 1, ..Limits::default() };
    let mut closed = Vec::new();
    crate::read_here(seed("solid.7z"), "x.7z", &limits, |e| {
        if let Event::Close { outcome, reason, .. } = e {
            closed.push(format!("{}: {reason}", outcome.id()));
        }
        Ok(())
    })
    .expect("the sink never fails");
    expect![[r#"
        read: 
        unreadable: stopped: expands more than 1 times, beyond 100 bytes
        unreadable: stands behind a member of a solid archive that did not come out whole
        unreadable: stands behind a member of a solid archive that did not come out whole
        partial: 3 of 4 members did not come out whole (stopped: expands more than 1 times, beyond 100 bytes)"#]].assert_eq(&closed.join("\n"));
}
