//! zip: by its directory, or, where that is lost, by the headers before its members.
//!
//! The directory is read here and not by a library because libraries keep one of several members with equal names, and
//! none without a directory; nothing may vanish.

mod directory;
mod member;
mod names;
mod recover;

use std::io;

use peil_model::Outcome;

use self::directory::Directory;
pub(crate) use self::directory::Entry;
pub(crate) use self::member::part;
use super::{Tally, too_many};
use crate::formats::xlsx;
use crate::input::Store;
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};

/// Reads every member, or the workbook that the archive is.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, store: &Store) -> io::Result<Verdict> {
    let Some(directory) = directory::read(store, session.limits.members) else {
        return recover::read(session, spot, store);
    };
    if let Some(verdict) = document(session, store, &directory)? {
        return Ok(verdict);
    }
    let mut tally = Tally::default();
    let mut unique = Unique::default();
    for entry in &directory.entries {
        if entry.is_directory() {
            continue;
        }
        let member = place(spot, &mut unique, entry);
        member::read(session, &member, store, entry, &mut tally)?;
    }
    if directory.cut {
        tally.complain(too_many(session.limits.members));
    }
    if directory.damaged {
        tally.complain("its directory is damaged: members may be missing");
    }
    Ok(tally.verdict())
}

fn place(spot: &Spot, unique: &mut Unique, entry: &Entry) -> Spot {
    let name = unique.name(path::member(entry.name.as_bytes()));
    Spot { path: path::below(&spot.path, &name), name, depth: spot.depth + 1 }
}

/// The verdict if the archive is a document: only workbooks are read.
fn document(session: &mut Session<'_>, store: &Store, directory: &Directory) -> io::Result<Option<Verdict>> {
    let has = |start: &str| directory.entries.iter().any(|e| e.name.starts_with(start));
    let refuse = |media: &'static str, what: &str| {
        let reason = format!("{what} are not supported yet");
        Ok(Some(Verdict { media: Some(media), ..Verdict::new(Outcome::Unreadable, reason) }))
    };
    if has("[Content_Types].xml") {
        if has("xl/workbook.bin") {
            return refuse(
                "application/vnd.ms-excel.sheet.binary.macroenabled.12",
                "binary workbooks (.xlsb)",
            );
        }
        if has("xl/") {
            let verdict = xlsx::read(session, store, &directory.entries)?;
            return Ok(Some(Verdict { media: Some(xlsx::MEDIA), ..verdict }));
        }
        if has("word/") {
            let media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
            return refuse(media, "Word documents");
        }
        if has("ppt/") {
            let media = "application/vnd.openxmlformats-officedocument.presentationml.presentation";
            return refuse(media, "PowerPoint presentations");
        }
    }
    if directory.entries.first().is_some_and(|e| e.name == "mimetype")
        && has("META-INF/manifest.xml")
        && has("content.xml")
    {
        return refuse("application/vnd.oasis.opendocument", "OpenDocument files");
    }
    Ok(None)
}
