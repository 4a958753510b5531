//! The stolen files: two deliveries, in the formats and with the traps of the real exchange. One file here for each kind.

mod appointments;
mod archives;
mod broken;
mod copies;
mod cytology;
mod decoys;
mod hospital_lists;
pub(crate) mod hospital_order;
mod hospital_results;
mod letters;
mod logs;
mod medlab;
mod medrpt;
mod medvri;
mod orders;
mod prints;
mod results;
mod worklists;
mod zorgdomein;

use std::io;
use std::path::Path;

use crate::categories::Cats;
use crate::population::{Population, Register};
use crate::traps::Trap;
use crate::truth::{For, Truth};
use crate::{Summary, save};

/// Prefix and surname of the practice's own doctor.
pub(crate) const OWN_DOCTOR: (&str, &str) = ("", "Zandpad-Oud");
/// Messages of one file.
const MESSAGES: usize = 20_000;
/// The deliveries.
const WAVES: [&str; 2] = ["wave-1", "wave-2"];

/// What each writer needs: where to, about whom, and the truth to keep.
pub(crate) struct Scene<'a> {
    pub dir: &'a Path,
    pub people: &'a Population,
    pub truth: &'a mut Truth,
    pub summary: Summary,
}

impl Scene<'_> {
    /// Saves a file of a delivery and notes its outcome. A file without content is not written.
    pub fn file(&mut self, wave: usize, path: &str, bytes: &[u8], outcome: &'static str) -> io::Result<()> {
        if bytes.is_empty() {
            return Ok(());
        }
        self.truth.file(WAVES[wave], path, outcome);
        self.bytes(wave, path, bytes)
    }

    /// Saves a file of which more than one outcome is right.
    pub fn open_file(
        &mut self,
        wave: usize,
        path: &str,
        bytes: &[u8],
        outcomes: &'static str,
    ) -> io::Result<()> {
        self.truth.open_file(WAVES[wave], path, outcomes);
        self.bytes(wave, path, bytes)
    }

    fn bytes(&mut self, wave: usize, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.summary.files += 1;
        save(&self.dir.join("evidence").join(WAVES[wave]).join(path), bytes)
    }

    /// Notes the outcome of a member of a container.
    pub fn member(&mut self, wave: usize, path: &str, outcome: &'static str) {
        self.truth.file(WAVES[wave], path, outcome);
    }

    /// A record that singles its person out, and so do all who know the person.
    pub fn sure(&mut self, person: u32, counts: For, categories: Cats) {
        self.summary.records += 1;
        self.truth.sure(self.people, person, counts, categories);
    }

    /// A record that fits two alike.
    pub fn unsure(&mut self, persons: [u32; 2], counts: For, categories: Cats) {
        self.summary.records += 1;
        self.truth.unsure(self.people, persons, counts, categories);
    }

    /// A record with a name that says too little to be anybody's.
    pub fn weak(&mut self, person: u32) {
        self.summary.records += 1;
        self.truth.weak(self.people, person);
    }

    /// Notes that a register row fell into a trap.
    pub fn caught(&mut self, trap: Trap, register: Register, row: u32, path: &str) {
        self.truth.caught(trap, Some((register, row)), path);
    }

    /// Notes that a file lays a trap.
    pub fn laid(&mut self, trap: Trap, path: &str) {
        self.truth.caught(trap, None, path);
    }

    /// A screening row of which a record in a file is sure; if it is of a trap, that is noted.
    pub fn screened(&mut self, row: u32, counts: For, categories: Cats, path: &str) {
        self.of(Register::Screening, row, counts, categories, path);
    }

    /// A row of a register of which a record in a file is sure; if it is of a trap, that is noted.
    pub fn of(&mut self, register: Register, row: u32, counts: For, categories: Cats, path: &str) {
        self.sure(self.people.person(register, row), counts, categories);
        if let Some((trap, _)) = self.people.lot(register, row) {
            self.caught(trap, register, row, path);
        }
    }

    /// Ordinary rows of a register, of which a topic takes one in `of`.
    pub fn chosen(&self, register: Register, topic: &str, of: usize) -> Vec<u32> {
        let people = self.people;
        people
            .ordinary(register)
            .filter(|row| people.draw(topic, people.person(register, *row)).below(of) == 0)
            .collect()
    }

    /// Rows of a trap.
    pub fn trapped(&self, trap: Trap) -> Vec<(u32, usize)> {
        self.people.trapped(trap).collect()
    }

    /// First rows of a trap's pairs.
    pub fn pairs(&self, trap: Trap) -> Vec<u32> {
        self.people.pairs(trap).collect()
    }
}

/// `name-001.ext`.
fn numbered(name: &str, n: usize, extension: &str) -> String {
    format!("{name}-{:03}.{extension}", n + 1)
}

/// Writes both deliveries.
pub(crate) fn write(dir: &Path, people: &Population, truth: &mut Truth) -> io::Result<Summary> {
    let mut scene = Scene { dir, people, truth, summary: Summary::default() };
    let s = &mut scene;
    orders::write(s)?;
    cytology::write(s)?;
    results::write(s)?;
    worklists::write(s)?;
    appointments::write(s)?;
    decoys::write(s)?;
    hospital_order::write(s)?;
    hospital_results::write(s)?;
    hospital_lists::write(s)?;
    zorgdomein::write(s)?;
    medlab::write(s)?;
    medvri::write(s)?;
    medrpt::write(s)?;
    letters::write(s)?;
    prints::write(s)?;
    logs::write(s)?;
    archives::write(s)?;
    copies::write(s)?;
    broken::write(s)?;
    Ok(scene.summary)
}
