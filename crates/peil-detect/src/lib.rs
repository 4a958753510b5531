//! Segments to records: identifiers, field roles of messages and tables, free text.
