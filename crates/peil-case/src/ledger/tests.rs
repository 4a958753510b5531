//! Ledgers from files to disclosures.
