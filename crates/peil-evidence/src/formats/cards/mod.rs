//! Address cards (vCard 2.1, 3.0 and 4.0: RFC 2426, 6350), calendars (iCalendar: RFC 5545) and directories (LDIF: RFC 2849):
//! one card, event or entry is one tree.

mod folded;
pub(crate) mod ldif;
mod property;

use std::io;

use self::folded::Folded;
use self::property::Property;
use super::aside::Aside;
use super::builder::Builder;
use super::items::Items;
use crate::input::Input;
use crate::limits::{VALUE_BYTES, amount};
use crate::session::{Session, Spot, Verdict};

/// Components inside each other.
const DEPTH: usize = 16;
/// What a calendar says of itself.
const ABOUT: [&str; 6] = ["prodid", "version", "calscale", "method", "x-wr-timezone", "rev"];

/// Reads cards or a calendar until the end of the stream.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let builder = Builder::new(session.limits.tree);
    let mut reader = Reader {
        builder,
        items: Items::new(session, spot),
        aside: Aside::default(),
        below: 0,
        too_deep: false,
    };
    let mut folded = Folded::new(input);
    while let Some(line) = folded.next() {
        if line.cut {
            let words = format!("a value is longer than {}: its rest was not read", amount(VALUE_BYTES));
            reader.items.complaints.add(words);
        }
        match Property::parse(&line.bytes) {
            Some(property) if reader.takes(&property) => reader.property(&property)?,
            _ if reader.below > 0 => {}
            _ => reader.aside.line(reader.items.session, line.first, &line.bytes)?,
        }
    }
    reader.finish()
}

struct Reader<'a, 's> {
    builder: Builder,
    items: Items<'a, 's>,
    aside: Aside,
    /// Components that are open and passed over.
    below: usize,
    too_deep: bool,
}

impl Reader<'_, '_> {
    /// Outside cards only their beginning is a property; anything else is text.
    fn takes(&self, property: &Property) -> bool {
        self.builder.depth() > 0 || property.name == "begin"
    }

    fn property(&mut self, property: &Property) -> io::Result<()> {
        match property.name.as_str() {
            "begin" => self.begin(&property.bare_text()),
            "end" if self.below > 0 => self.below -= 1,
            "end" => {
                let name = property.bare_text();
                let depth = self.builder.depth();
                let up = (0..depth).find(|up| self.builder.key(*up) == name).unwrap_or(0);
                self.builder.close_to(depth - up - 1);
            }
            _ if self.below > 0 => {}
            name if ABOUT.contains(&name) => {}
            _ => property.put(&mut self.builder),
        }
        self.items.hand_on(&mut self.builder)
    }

    fn begin(&mut self, name: &str) {
        let deep = self.builder.depth() >= DEPTH;
        self.too_deep |= deep;
        // Rules of time zones are nobody's.
        if self.below > 0 || deep || name == "vtimezone" {
            self.below += 1;
        } else if name == "vcalendar" {
            self.builder.open_list(name);
        } else {
            self.builder.open(name);
        }
    }

    fn finish(mut self) -> io::Result<Verdict> {
        if self.builder.depth() > 0 {
            self.items.complaints.add("ends within a card");
        }
        if self.too_deep {
            self.items.complaints.add(format!("is nested deeper than {DEPTH}: what is below was not read"));
        }
        self.builder.close_to(0);
        self.items.hand_on(&mut self.builder)?;
        self.aside.flush(self.items.session)?;
        Ok(Verdict::of(self.items.complaints.list()))
    }
}

#[cfg(test)]
mod tests;
