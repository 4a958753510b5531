//! Column roles of a table from its headers and content.
