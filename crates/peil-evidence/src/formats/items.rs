//! Trees on their way out: each with its place, and the documents that were found in their values as members.

use std::io;

use peil_model::{Content, Node, Place, Segment};

use super::Complaints;
use super::builder::Builder;
use crate::input::Input;
use crate::path;
use crate::session::{Session, Spot};

/// Hands on trees and documents of one file.
pub(crate) struct Items<'a, 's> {
    pub(crate) session: &'a mut Session<'s>,
    spot: &'a Spot,
    /// Trees so far.
    pub(crate) count: u64,
    documents: u64,
    pub(crate) complaints: Complaints,
}

impl<'a, 's> Items<'a, 's> {
    pub(crate) fn new(session: &'a mut Session<'s>, spot: &'a Spot) -> Items<'a, 's> {
        Items { session, spot, count: 0, documents: 0, complaints: Complaints::default() }
    }

    /// Everything that is ready, as items in order.
    pub(crate) fn hand_on(&mut self, builder: &mut Builder) -> io::Result<()> {
        if builder.has_some() {
            self.documents(builder)?;
            for node in builder.take() {
                let place = Place::item(self.count + 1);
                self.tree(place, node)?;
            }
        }
        Ok(())
    }

    /// One tree. Its place is where it stands.
    pub(crate) fn tree(&mut self, place: Place, node: Node) -> io::Result<()> {
        self.count += 1;
        self.session.segment(Segment { place, content: Content::Tree(node) })
    }

    /// The documents that are ready.
    pub(crate) fn documents(&mut self, builder: &mut Builder) -> io::Result<()> {
        for bytes in builder.take_documents() {
            self.document(&bytes)?;
        }
        Ok(())
    }

    /// A document as a member of the file.
    pub(crate) fn document(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.documents >= self.session.limits.members {
            self.complaints.add("has more documents in its values than are read of one file");
            return Ok(());
        }
        self.documents += 1;
        let name = format!("attachment-{}", self.documents);
        let member = Spot { path: path::below(&self.spot.path, &name), name, depth: self.spot.depth + 1 };
        self.session.member(&member, Input::stream(Box::new(bytes))).map(|_| ())
    }
}
