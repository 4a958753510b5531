//! The proposal's text.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use peil_detect::headers::FieldRole;

use super::Proposal;
use super::deliveries::deliveries;
use super::sort::{Client, Seen, Sorted};
use crate::config::role_name;

/// Paths listed before a pattern is proposed instead.
const LISTED: usize = 4;

/// The text for what was found.
pub(super) fn proposal(dir: &Path, sorted: &Sorted) -> Proposal {
    let mut notes = sorted.notes.clone();
    let mut toml =
        String::from("# Proposed by peil init: check every line. Paths count from this folder.\n\n[case]\n");
    let title = dir.canonicalize().ok().and_then(|d| d.file_name().map(|n| n.to_string_lossy().into_owned()));
    line(&mut toml, "title", &text(&title.unwrap_or_else(|| "Incident".to_owned())), "");
    processor(&mut toml, sorted, &mut notes);
    if sorted.clients.is_empty() {
        notes.push("no register was recognised: add a [[controller]] with name and register".to_owned());
        toml.push_str("\n# [[controller]]\n# name = \"...\"\n# register = \"registers/...\"\n");
    }
    for client in &sorted.clients {
        controller(&mut toml, dir, client, &mut notes);
    }
    evidence(&mut toml, dir, sorted, &mut notes);
    toml.push_str("\n# [policy]\n# confirm = 0.99  # posterior from which a person is confirmed\n# notice = 0.05   # posterior from which a person is at least ambiguous\n");
    Proposal { toml, notes }
}

fn processor(toml: &mut String, sorted: &Sorted, notes: &mut Vec<String>) {
    let commonest = sorted.recipients.iter().rev().max_by_key(|(_, n)| **n);
    match commonest {
        Some((name, _)) => {
            line(
                toml,
                "processor",
                &text(name),
                "the commonest recipient in the ledgers: is this the hacked party?",
            );
            notes.push(
                "processor: the commonest recipient in the ledgers; check that this is the hacked party"
                    .to_owned(),
            );
            let others: Vec<String> =
                sorted.recipients.keys().filter(|r| *r != name).take(20).map(|r| text(r)).collect();
            if !others.is_empty() {
                let _ = writeln!(
                    toml,
                    "# Other recipients: {}; other names of the processor go into",
                    others.join(", ")
                );
                toml.push_str("# processor_names = []\n");
            }
        }
        None => {
            line(toml, "processor", "\"the hacked processor\"", "fill in its name as ledgers write it");
            notes.push("processor: fill in the name of the hacked party".to_owned());
        }
    }
}

fn controller(toml: &mut String, dir: &Path, client: &Client, notes: &mut Vec<String>) {
    toml.push_str("\n[[controller]]\n");
    line(toml, "name", &text(&client.name), "the client's name as letters and messages write it");
    line(toml, "register", &paths(dir, &client.registers), "");
    if client.ledgers.is_empty() {
        toml.push_str("# ledger = \"...\"  # none was recognised: without one nobody of this register can be ruled out\n");
    } else {
        line(toml, "ledger", &paths(dir, &client.ledgers), "");
    }
    toml.push_str(
        "# ids = [\"AGB:01234567\", \"MSH:...\"]  # how messages name this client, if not by its name\n",
    );
    toml.push_str("# seal_to = \"age1...\"  # public key to which its exports are sealed\n");
    if let Some(first) = client.registers.first() {
        columns(toml, "columns", first, notes);
    }
    if let Some(first) = client.ledgers.iter().find(|l| !l.peek.layout.roles.is_empty()) {
        columns(toml, "ledger_columns", first, notes);
    }
}

/// One line a role with what its columns hold, then the columns that are not used.
fn columns(toml: &mut String, key: &str, seen: &Seen, notes: &mut Vec<String>) {
    let layout = &seen.peek.layout;
    let _ = writeln!(
        toml,
        "\n[controller.{key}]  # as recognised in {}",
        comment(&seen.path.display().to_string())
    );
    let mut done: Vec<FieldRole> = Vec::new();
    let mut unused = Vec::new();
    for (i, role) in layout.roles.iter().enumerate() {
        match role {
            Some(role) if !done.contains(role) => {
                done.push(*role);
                let all: Vec<usize> = layout.columns(*role).collect();
                let refs: Vec<String> = all.iter().map(|c| reference(seen, *c)).collect();
                let value =
                    if let [one] = &refs[..] { one.clone() } else { format!("[{}]", refs.join(", ")) };
                let hints: Vec<String> = all.iter().map(|c| seen.peek.hint(*c)).collect();
                line(toml, role_name(*role), &value, &hints.join("; "));
            }
            Some(_) => {}
            None => unused.push(reference(seen, i)),
        }
    }
    if !unused.is_empty() {
        let _ = writeln!(toml, "# not used: {}", unused.join(", "));
    }
    if key == "columns"
        && ![FieldRole::Key, FieldRole::Person, FieldRole::PatientNumber].iter().any(|r| layout.has(*r))
    {
        toml.push_str("# key = \"...\"  # which column is the register's own key?\n");
        notes.push(format!("{}: name the column that is the register's own key", seen.path.display()));
    }
}

/// The header if it names the column alone, else the column's number.
fn reference(seen: &Seen, column: usize) -> String {
    let headers = &seen.peek.layout.headers;
    match headers.get(column) {
        Some(h) if !h.trim().is_empty() && headers.iter().filter(|o| *o == h).count() == 1 => text(h),
        _ => (column + 1).to_string(),
    }
}

fn evidence(toml: &mut String, dir: &Path, sorted: &Sorted, notes: &mut Vec<String>) {
    let ours: Vec<&PathBuf> =
        sorted.clients.iter().flat_map(|c| c.registers.iter().chain(&c.ledgers)).map(|s| &s.path).collect();
    let mixed = |folder: &Path| ours.iter().any(|p| p.starts_with(folder));
    let all = deliveries(&sorted.evidence, &mixed);
    if all.is_empty() {
        notes.push("no evidence was found: add an [[evidence]] for each delivery".to_owned());
        toml.push_str(
            "\n# [[evidence]]\n# label = \"wave-1\"\n# received = 2025-08-06\n# path = \"evidence/wave-1\"\n",
        );
    }
    for delivery in all {
        toml.push_str("\n[[evidence]]\n");
        line(toml, "label", &text(&delivery.label), "");
        match &delivery.day {
            Some(day) => line(toml, "received", day, "the day in its name"),
            None => {
                toml.push_str("# received = 2025-08-06  # the day it came\n");
                notes.push(format!("evidence {}: fill in the day it was received", delivery.label));
            }
        }
        let shown: Vec<&PathBuf> = delivery.paths.iter().filter(|p| dir.join(p).to_str().is_some()).collect();
        line(toml, "path", &list(&shown), "");
        if delivery.statement {
            line(toml, "kind", "\"statement\"", "a list that the processor gave");
        }
    }
}

/// The files' paths, or a pattern where it means the same and is shorter.
fn paths(dir: &Path, files: &[Seen]) -> String {
    let all: Vec<&PathBuf> = files.iter().map(|s| &s.path).collect();
    if all.len() > LISTED
        && let Some(pattern) = pattern(dir, &all)
    {
        return text(&pattern);
    }
    list(&all)
}

fn list(paths: &[&PathBuf]) -> String {
    let texts: Vec<String> = paths.iter().map(|p| text(&p.to_string_lossy())).collect();
    if let [one] = &texts[..] { one.clone() } else { format!("[{}]", texts.join(", ")) }
}

/// `folder/*.csv`, if that is all of them and nothing else.
fn pattern(dir: &Path, files: &[&PathBuf]) -> Option<String> {
    let first = files.first()?;
    let (folder, form) = (first.parent()?, first.extension()?);
    let alike = |p: &Path| p.extension() == Some(form);
    let here = std::fs::read_dir(dir.join(folder)).ok()?.flatten().filter(|e| alike(&e.path())).count();
    let plain = !folder.to_string_lossy().contains(['*', '?', '[', '{']);
    let same = plain && files.iter().all(|f| f.parent() == Some(folder) && alike(f)) && here == files.len();
    same.then(|| folder.join(format!("*.{}", form.to_string_lossy())).to_string_lossy().into_owned())
}

fn line(toml: &mut String, key: &str, value: &str, hint: &str) {
    let assignment = format!("{key} = {value}");
    let _ = if hint.is_empty() {
        writeln!(toml, "{assignment}")
    } else {
        writeln!(toml, "{assignment:<40}  # {}", comment(hint))
    };
}

/// A TOML basic string.
fn text(raw: &str) -> String {
    let mut out = String::from("\"");
    for c in raw.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn comment(raw: &str) -> String {
    raw.chars().filter(|c| !c.is_control()).collect()
}
