//! Whose SQL a dump is, by what only one maker writes.

use memchr::memmem;

/// The maker of a dump, as far as its text differs from others'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect {
    MySql,
    Postgres,
    /// PostgreSQL with backslashes in plain strings, as it was before 9.1.
    OldPostgres,
    Mssql,
    Sqlite,
    Oracle,
    Unknown,
}

/// Whether a backslash in a string escapes what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Escapes {
    Always,
    Never,
    /// As what follows suggests.
    Unknown,
}

/// Words of each maker; the first that occurs tells.
const MARKS: [(Dialect, &[&str]); 5] = [
    (Dialect::Sqlite, &["PRAGMA foreign_keys", "sqlite_sequence", "sqlite_master"]),
    (
        Dialect::Postgres,
        &["PostgreSQL database", "FROM stdin;", "pg_catalog", "standard_conforming_strings", "search_path"],
    ),
    (
        Dialect::MySql,
        &[
            "-- MySQL dump",
            "-- MariaDB dump",
            "phpMyAdmin",
            "ENGINE=",
            "INSERT INTO `",
            "CREATE TABLE `",
            "/*!4",
            "AUTO_INCREMENT",
        ],
    ),
    (
        Dialect::Mssql,
        &["[dbo]", "\nGO\r", "\nGO\n", "IDENTITY_INSERT", "SET ANSI_NULLS", "INSERT [", "INSERT INTO ["],
    ),
    (Dialect::Oracle, &["TO_DATE(", "to_date(", "VARCHAR2", "SET DEFINE OFF", "REM INSERTING", "from dual"]),
];

impl Dialect {
    /// By the first bytes of a dump.
    pub(super) fn of(data: &[u8]) -> Dialect {
        let has = |word: &&str| memmem::find(data, word.as_bytes()).is_some();
        match MARKS.iter().find(|(_, words)| words.iter().any(has)) {
            Some((Dialect::Postgres, _)) if has(&"standard_conforming_strings = off") => Dialect::OldPostgres,
            Some((dialect, _)) => *dialect,
            None => Dialect::Unknown,
        }
    }

    pub(super) fn escapes(self) -> Escapes {
        match self {
            Dialect::MySql | Dialect::OldPostgres => Escapes::Always,
            Dialect::Unknown => Escapes::Unknown,
            _ => Escapes::Never,
        }
    }
}
