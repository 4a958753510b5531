//! An invented incident in the shape of the real one, with its truth.
