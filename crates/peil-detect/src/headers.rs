//! What a column header means.
