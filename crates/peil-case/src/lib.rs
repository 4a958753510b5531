//! A case: peil.toml, sealed store, registers, ledgers, roster, exports.
