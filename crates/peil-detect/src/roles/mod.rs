//! What the fields of messages mean.

use peil_model::{Message, Place, Record, Syntax};

mod edifact;
mod hl7;

/// The records of one message.
pub fn message(place: Place, message: &Message, out: &mut Vec<Record>) {
    match message.syntax {
        Syntax::Hl7 => hl7::records(place, message, out),
        Syntax::Edifact => edifact::records(place, message, out),
    }
}
