//! What the fields of messages mean: one folder per grammar.

pub(crate) mod cda;
mod draft;
mod edifact;
pub(crate) mod fhir;
mod hl7;
#[cfg(test)]
mod support;

use peil_model::{Message, Place, Record, Syntax};

use crate::Known;

/// The records of one message, each person in it one.
pub(crate) fn message(place: Place, message: &Message, known: &dyn Known, out: &mut Vec<Record>) {
    match message.syntax {
        Syntax::Hl7 => hl7::records(place, message, known, out),
        Syntax::Edifact => edifact::records(place, message, known, out),
    }
}
