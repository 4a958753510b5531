//! Registers from files to persons.
