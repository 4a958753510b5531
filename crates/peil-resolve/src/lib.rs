//! Records to register persons: index, candidates, comparison levels, decide.
