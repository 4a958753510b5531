//! Field roles of hl7.

use peil_model::{Message, Place, Record};

/// The records of one message.
pub fn records(_place: Place, _message: &Message, _out: &mut Vec<Record>) {}
