//! Evidence that changes, goes and comes again: a case says what its files hold now, and counts nothing twice.

mod support;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;

use support::alfa::{FORMATS, OUDKERK, Row, SECOND, TOML, ZANDSTRA, case, outcomes, person, table};
use support::hostile::list;
use support::{Program, first_difference, watch};

#[test]
fn a_case_follows_its_files() {
    let program = case(&[
        ("evidence/a.csv", &list(ZANDSTRA, 1)),
        ("evidence/b.csv", &list(OUDKERK, 2)),
        ("evidence/c.csv", &list("111222333;Kruidhof;17-05-1958", 3)),
    ]);
    let first = || case(&[]);
    let status = |p: &Program| [person(p, "K1").0, person(p, "K2").0];
    // Whatever happened before, the result is that of a case that never saw anything else.
    let as_if_new = |title: &str| {
        let new = first();
        let _ = std::fs::remove_dir_all(new.dir().join("evidence"));
        support::copy(&program.dir().join("evidence"), &new.dir().join("evidence"));
        new.scope();
        let difference = first_difference(&new.exports(&FORMATS), &program.exports(&FORMATS));
        assert_eq!(difference, "", "{title}");
    };
    assert_eq!(program.scope().code, 0);
    assert_eq!(status(&program), ["confirmed", "confirmed"]);

    program.write("evidence/b.csv", &list("222333444;Nieuwenhuis;01-01-1970", 2));
    program.scope();
    assert_eq!(status(&program), ["confirmed", "possible"]);
    as_if_new("changed");

    std::fs::remove_file(program.dir().join("evidence/a.csv")).expect("removed");
    program.scope();
    assert_eq!(status(&program), ["possible", "possible"]);
    assert!(!outcomes(&program).iter().any(|row| row.starts_with("one/a.csv")));
    as_if_new("gone");

    program.write("evidence/d/renamed.csv", &list(ZANDSTRA, 1));
    program.write("evidence/a.csv", b"");
    assert_eq!(program.scope().code, 0);
    assert_eq!(status(&program), ["confirmed", "possible"]);
    as_if_new("back, under another name");

    // A folder and a link in place of files.
    for name in ["a.csv", "b.csv"] {
        std::fs::remove_file(program.dir().join("evidence").join(name)).expect("removed");
    }
    program.write("evidence/a.csv/in.csv", &list(OUDKERK, 5));
    program.write("outside.csv", &list(OUDKERK, 6));
    std::os::unix::fs::symlink("../outside.csv", program.dir().join("evidence/b.csv")).expect("a link");
    assert_eq!(program.run(&["scope"]).code, 3);
    assert_eq!(
        outcomes(&program),
        ["one/a.csv/in.csv read 2", "one/b.csv unreadable 0", "one/c.csv read 2", "one/d/renamed.csv read 2"]
    );
    // All files gone, the folder still there: nobody is affected, and nothing is left of what was.
    std::fs::remove_dir_all(program.dir().join("evidence")).expect("removed");
    std::fs::create_dir(program.dir().join("evidence")).expect("a folder");
    assert_eq!(program.scope().code, 0);
    assert_eq!(status(&program), ["possible", "possible"]);
    assert_eq!(outcomes(&program), Vec::<String>::new());
}

#[test]
fn what_comes_twice_counts_once() {
    let (a, b) = (list(ZANDSTRA, 1), list(OUDKERK, 2));
    let packed = support::packing::zip(&[(b"a.csv", &a), (b"b.csv", &b)]);
    let files: [(&str, &[u8]); 2] = [("evidence/a.csv", &a), ("evidence/b.csv", &b)];
    let (once, twice) = (case(&files), case(&files));
    let again: [(&str, &[u8]); 4] = [
        ("later/a.csv", &a),
        ("later/other-name.txt", &b),
        ("later/both.zip", &packed),
        ("later/both-again.zip", &packed),
    ];
    again.iter().for_each(|(path, content)| twice.write(path, content));
    twice.write("peil.toml", format!("{TOML}{SECOND}").as_bytes());
    assert_eq!((once.scope().code, twice.scope().code), (0, 0));
    for key in ["K1", "K2"] {
        assert_eq!(person(&once, key), person(&twice, key), "{key}");
    }
    assert_eq!(
        outcomes(&twice),
        [
            "one/a.csv read 2",
            "one/b.csv read 2",
            "two/a.csv duplicate 0",
            "two/both-again.zip read 0",
            "two/both-again.zip!/a.csv duplicate 0",
            "two/both-again.zip!/b.csv duplicate 0",
            "two/both.zip duplicate 0",
            "two/both.zip!/a.csv duplicate 0",
            "two/both.zip!/b.csv duplicate 0",
            "two/other-name.txt duplicate 0",
        ]
    );
    let of = |program: &Program, name: &str| first_of(&table(program, "figures"), name);
    for figure in ["records", "records linked", "persons in no register", "floor", "ceiling"] {
        assert_eq!(of(&once, figure), of(&twice, figure), "{figure}");
    }
    // The same folder under two labels, and the other way round.
    let same = case(&files);
    same.write("peil.toml", format!("{TOML}{}", SECOND.replace("later", "evidence")).as_bytes());
    same.scope();
    assert_eq!(
        outcomes(&same),
        ["one/a.csv read 2", "one/b.csv read 2", "two/a.csv duplicate 0", "two/b.csv duplicate 0"]
    );
    assert_eq!(person(&same, "K1"), person(&once, "K1"));
}

/// A tar file of one list that is cut off behind its rows.
fn cut_tar(name: &str, content: &[u8]) -> Vec<u8> {
    let longer = [content, &[b' '; 600]].concat();
    let mut tar =
        support::packing::tar(&[support::packing::Tarred { name, kind: b'0', link: "", content: &longer }]);
    tar.truncate(512 + content.len());
    tar
}

#[test]
fn what_is_cut_off_is_no_copy_of_what_begins_alike() {
    let rows = list(ZANDSTRA, 1);
    let (a, b) = (cut_tar("a.csv", &rows), cut_tar("b.csv", &rows));
    let files: [(&str, &[u8]); 4] =
        [("evidence/a.tar", &a), ("evidence/b.tar", &b), ("evidence/c.tar", &a), ("evidence/d.csv", &rows)];
    let program = case(&files);
    assert_eq!(program.run(&["scope"]).code, 3);
    assert_eq!(
        outcomes(&program),
        [
            "one/a.tar partial 0",
            "one/a.tar!/a.csv partial 2",
            "one/b.tar partial 0",
            "one/b.tar!/b.csv partial 2",
            "one/c.tar duplicate 0",
            "one/c.tar!/a.csv duplicate 0",
            "one/d.csv read 2",
        ]
    );
}

/// As where room was reserved for a file and a download broke off.
#[test]
fn rows_before_a_tail_of_zeros_count() {
    let short = [&list(ZANDSTRA, 1)[..], &[0; 5000]].concat();
    let long = [&list(OUDKERK, 2)[..], &[0; 500_000]].concat();
    let program = case(&[("evidence/a.csv", &short), ("evidence/b.csv", &long)]);
    assert_eq!(program.run(&["scope"]).code, 3);
    assert_eq!(outcomes(&program), ["one/a.csv partial 2", "one/b.csv partial 2"]);
    assert_eq!([person(&program, "K1").0, person(&program, "K2").0], ["confirmed", "confirmed"]);
}

/// Beyond a limit at one place, the same bytes may be read at another.
#[test]
fn of_copies_the_one_that_is_read_counts() {
    let inner = support::packing::zip(&[(b"list.csv", &list(ZANDSTRA, 1))]);
    let deep = support::packing::zip_nest(17, "inner.zip", &inner);
    let program = case(&[("evidence/a.zip", &deep), ("evidence/z.zip", &inner)]);
    program.scope();
    let all = outcomes(&program);
    let copies: Vec<&str> = all.iter().filter(|r| !r.contains(" read 0")).map(String::as_str).collect();
    assert!(
        matches!(copies[..], [deep, "one/z.zip!/list.csv read 2"] if deep.ends_with("!/inner.zip duplicate 0")),
        "{all:#?}"
    );
    assert_eq!(person(&program, "K1").0, "confirmed");
}

fn first_of(figures: &[Row], name: &str) -> String {
    let row = figures.iter().find(|r| r["scope"] == "case" && r["figure"] == name);
    row.unwrap_or_else(|| panic!("no figure \"{name}\""))["value"].clone()
}

#[test]
fn a_file_that_is_written_to_is_read_the_next_time() {
    let rows: Vec<u8> = (0..120_000).flat_map(|n| format!("{n};rij;01-01-1990\n").into_bytes()).collect();
    let big = [list(ZANDSTRA, 1), rows].concat();
    let program = case(&[("evidence/big.csv", &big), ("evidence/small.csv", &list(OUDKERK, 2))]);
    let file = program.dir().join("evidence/big.csv");
    // Somebody appends to it for as long as the run takes.
    let mut command = program.command(&["scope"]);
    let said = watch::watch(&mut command, &mut |_| {
        let mut to = std::fs::OpenOptions::new().append(true).open(&file).expect("opened");
        to.write_all(b"x;y;02-02-1991\n").expect("written");
    });
    assert_eq!(said.code, 3, "{}{}", said.out, said.err);
    let big_row = |p: &Program| {
        table(p, "coverage")
            .into_iter()
            .find(|r| r["path"] == "big.csv")
            .map(|r| (r["outcome"].clone(), r["reason"].clone()))
    };
    let (outcome, reason) = big_row(&program).expect("a row");
    assert_eq!(outcome, "unreadable", "{reason}");
    assert!(reason.contains("changed while it was read"), "{reason}");
    assert_eq!([person(&program, "K1").0, person(&program, "K2").0], ["possible", "confirmed"]);
    // Nobody writes any more.
    program.scope();
    assert_eq!(big_row(&program).expect("a row").0, "read");
    assert_eq!(person(&program, "K1").0, "confirmed");
}

#[test]
fn a_register_that_is_written_to_ends_the_run() {
    let program = case(&[("evidence/a.csv", &list(ZANDSTRA, 1))]);
    let file = program.dir().join("registers/alfa.csv");
    // Long enough that it is still being read when somebody first writes to it.
    let rows: String = (0..120_000).map(|n| format!("R{n};;Regel;;12-03-1965;\n")).collect();
    let long = [std::fs::read(&file).expect("read"), rows.into_bytes()].concat();
    program.write("registers/alfa.csv", &long);
    let said = watch::watch(&mut program.command(&["scope"]), &mut |_| {
        let mut to = std::fs::OpenOptions::new().append(true).open(&file).expect("opened");
        to.write_all(b"X;;Regel;;12-03-1965;\n").expect("written");
    });
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.err.contains("alfa.csv: changed while it was read; run again"), "{}", said.err);
}

#[test]
fn what_could_not_be_opened_once_is_tried_again() {
    let program = case(&[("evidence/a.csv", &list(ZANDSTRA, 1))]);
    let file = program.dir().join("evidence/a.csv");
    let closed = std::fs::Permissions::from_mode(0o000);
    std::fs::set_permissions(&file, closed).expect("closed");
    // Whoever may read everything cannot be shut out.
    if std::fs::File::open(&file).is_err() {
        assert_eq!(program.run(&["scope"]).code, 3);
        assert_eq!(outcomes(&program), ["one/a.csv unreadable 0"]);
    }
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).expect("opened");
    assert_eq!(program.scope().code, 0);
    assert_eq!(person(&program, "K1").0, "confirmed");
}
