//! Stolen bytes to segments: intake, containers, one module per format, in worker processes.
