//! Whatever turns a file into events: a worker process, or in tests this process.

use std::fs::File;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use peil_evidence::{Event, Worker};
use peil_model::{Cells, Content, Outcome, Place, Segment};

/// Reads one file at a time into events.
pub trait Reader {
    /// Gives the events of a file to the sink until it ends or the sink breaks off.
    ///
    /// # Errors
    /// If reading itself fails; what is wrong with the file is said by events.
    fn read(
        &mut self,
        file: File,
        name: &str,
        sink: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> io::Result<()>;
}

impl Reader for Worker {
    fn read(
        &mut self,
        file: File,
        name: &str,
        sink: &mut dyn FnMut(Event) -> ControlFlow<()>,
    ) -> io::Result<()> {
        let mut stopped = false;
        let done = Worker::read(self, file, name, &mut |event| {
            if sink(event).is_break() {
                stopped = true;
                return Err(io::Error::from(io::ErrorKind::Interrupted));
            }
            Ok(())
        });
        if stopped { Ok(()) } else { done.map_err(|_| io::Error::other("the reading process failed")) }
    }
}

/// A file of our own side (register, ledger) that cannot be read whole.
#[derive(Debug, thiserror::Error)]
#[error("{}: {reason}", .file.display())]
pub struct Unreadable {
    /// The file.
    pub file: PathBuf,
    /// Why, without content.
    pub reason: String,
}

/// What a file of our own side gives.
pub(crate) enum Piece<'a> {
    /// Forget what this file gave.
    Restart,
    /// A table begins.
    Table {
        /// Sheet from 1, or 0.
        sheet: u32,
    },
    /// A row of the table begun last.
    Row(Place, &'a Cells),
    /// A message.
    Message(&'a Segment),
    /// Lines that are no table.
    Text,
    /// A member ends, and with it its table.
    End,
}

/// Reads a file that must be read whole: whatever stays unknown of it is an error.
pub(crate) fn read_whole(
    reader: &mut dyn Reader,
    path: &Path,
    each: &mut dyn FnMut(Piece<'_>),
) -> Result<(), Unreadable> {
    let unreadable = |reason: String| Unreadable { file: path.to_owned(), reason };
    let file = File::open(path).map_err(|e| unreadable(format!("cannot be opened: {e}")))?;
    let mut gap: Option<String> = None;
    let done = reader.read(file, &name_of(path), &mut |event| {
        match event {
            Event::Open { .. } => {}
            Event::Table { sheet, .. } => each(Piece::Table { sheet }),
            Event::Segment(segment) => match &segment.content {
                Content::Row(cells) => each(Piece::Row(segment.place, cells)),
                Content::Message(_) => each(Piece::Message(&segment)),
                Content::Text(_) | Content::Tree(_) => each(Piece::Text),
            },
            Event::Close { path: member, outcome, reason, .. } => {
                each(Piece::End);
                if outcome.leaves_a_gap() || (outcome == Outcome::Empty && member.is_empty()) {
                    gap.get_or_insert_with(|| said(&member, outcome, &reason));
                }
            }
            Event::Restart => {
                gap = None;
                each(Piece::Restart);
            }
        }
        ControlFlow::Continue(())
    });
    done.map_err(|e| unreadable(e.to_string()))?;
    gap.map_or(Ok(()), |reason| Err(unreadable(reason)))
}

fn said(member: &str, outcome: Outcome, reason: &str) -> String {
    let place = if member.is_empty() { String::new() } else { "a member of it is ".to_owned() };
    let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
    format!("{place}{}{why}", outcome.id())
}

/// A path's last part, for the reader.
pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Reads in this process: tests need no program to start.
    pub struct Here;

    impl Reader for Here {
        fn read(
            &mut self,
            file: File,
            name: &str,
            sink: &mut dyn FnMut(Event) -> ControlFlow<()>,
        ) -> io::Result<()> {
            let mut stopped = false;
            let done = peil_evidence::read_here(file, name, &peil_evidence::Limits::default(), |event| {
                if stopped || sink(event).is_break() {
                    stopped = true;
                    return Err(io::ErrorKind::Interrupted.into());
                }
                Ok(())
            });
            if stopped { Ok(()) } else { done }
        }
    }

    /// Gives every row of a file with its sheet.
    pub fn rows_of(path: &Path, each: &mut dyn FnMut(u32, &Cells)) {
        let read = read_whole(&mut Here, path, &mut |piece| {
            if let Piece::Row(place, cells) = piece {
                each(place.sheet, cells);
            }
        });
        read.expect("read");
    }

    #[test]
    fn what_stays_unknown_is_an_error() {
        let dir = tempfile::tempdir().expect("dir");
        let path = dir.path().join("empty.csv");
        std::fs::write(&path, "").expect("written");
        let fails = |p: &Path| read_whole(&mut Here, p, &mut |_| {}).expect_err("fails").to_string();
        assert!(fails(&path).ends_with("empty.csv: empty"));
        assert!(fails(&dir.path().join("none")).contains("none: cannot be opened"));
    }
}
