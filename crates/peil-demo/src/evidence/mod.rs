//! The stolen files: two deliveries, in the formats and with the traps of the real exchange.

mod containers;
mod messages;
mod tables;
mod texts;

use std::io;
use std::path::Path;

use crate::population::Population;
use crate::truth::Truth;
use crate::{Summary, save};

/// What each writer needs: where to, about whom, and the truth to keep.
pub(crate) struct Scene<'a> {
    pub dir: &'a Path,
    pub people: &'a Population,
    pub truth: &'a mut Truth,
    pub summary: Summary,
}

impl Scene<'_> {
    /// Saves a file of a delivery and notes its outcome.
    pub fn file(&mut self, label: &str, path: &str, bytes: &[u8], outcome: &'static str) -> io::Result<()> {
        save(&self.dir.join("evidence").join(label).join(path), bytes)?;
        self.truth.file(label, path, outcome);
        self.summary.files += 1;
        Ok(())
    }

    /// Notes a record in the truth.
    pub fn record(
        &mut self,
        human: usize,
        counts_for: Option<usize>,
        settles: bool,
        categories: &[&'static str],
    ) {
        self.truth.record(human, counts_for, settles, categories);
        self.summary.records += 1;
    }
}

/// Writes both deliveries.
pub(crate) fn write(dir: &Path, people: &Population, truth: &mut Truth) -> io::Result<Summary> {
    let mut scene = Scene { dir, people, truth, summary: Summary::default() };
    messages::orders(&mut scene)?;
    messages::results(&mut scene)?;
    messages::hospital(&mut scene)?;
    messages::practice(&mut scene)?;
    tables::worklists(&mut scene)?;
    tables::decoys(&mut scene)?;
    texts::letters(&mut scene)?;
    texts::print(&mut scene)?;
    texts::log(&mut scene)?;
    containers::write(&mut scene)?;
    Ok(scene.summary)
}
