//! `peil read FILE...`: what `peil` gets out of a file.

use std::fs::File;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use peil_detect::{Detector, Nobody};
use peil_evidence::{Event, Limits, Worker};
use peil_model::{Content, Node, Record, Segment};
use serde_json::json;

use crate::exit::Exit;
use crate::terminal::{line, safe};

/// Arguments of `peil read`.
#[derive(Args)]
pub struct ReadArgs {
    /// Files to read.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
    /// A JSON object a line: segments, records, and the outcome of the file and each member.
    #[arg(long)]
    pub json: bool,
}

/// Runs the command.
pub fn run(args: &ReadArgs) -> Result<Exit> {
    let program = std::env::current_exe().context("cannot find this program's own file")?;
    let mut worker = Worker::spawn(&program, &Limits::default()).context("cannot start a reading process")?;
    let mut gaps = false;
    for path in &args.files {
        let name = path.display().to_string();
        let file = File::open(path).with_context(|| format!("{name}: cannot be opened"))?;
        let mut lines = Vec::new();
        let mut open: Vec<(String, Detector<'_>)> = Vec::new();
        worker.read(file, path.file_name().and_then(|n| n.to_str()).unwrap_or(""), &mut |event| {
            hear(event, &name, args.json, &mut open, &mut lines, &mut gaps);
            Ok::<(), std::io::Error>(())
        })?;
        // Whoever reads the first lines only has what was asked for.
        if lines.iter().any(|l| !line(format_args!("{l}"))) {
            break;
        }
    }
    Ok(if gaps { Exit::Gaps } else { Exit::Done })
}

fn hear(
    event: Event,
    name: &str,
    json: bool,
    open: &mut Vec<(String, Detector<'_>)>,
    lines: &mut Vec<String>,
    gaps: &mut bool,
) {
    let full = |member: &str| if member.is_empty() { name.to_owned() } else { format!("{name}!/{member}") };
    match event {
        Event::Open { path, .. } => open.push((full(&path), Detector::new(&Nobody))),
        Event::Table { name, .. } => {
            if let Some((path, detector)) = open.last_mut() {
                let mut records = Vec::new();
                detector.table(&name, &mut records);
                lines.extend(records.iter().map(|r| record(path, r, json)));
            }
        }
        Event::Segment(s) => {
            if let Some((path, detector)) = open.last_mut() {
                lines.push(segment(path, &s, json));
                let mut records = Vec::new();
                detector.segment(&s, &mut records);
                lines.extend(records.iter().map(|r| record(path, r, json)));
            }
        }
        Event::Close { path, outcome, reason, .. } => {
            if let Some((path, mut detector)) = open.pop() {
                let mut records = Vec::new();
                detector.finish(&mut records);
                lines.extend(records.iter().map(|r| record(&path, r, json)));
                if let Some((around, outer)) = open.last_mut() {
                    let mut records = Vec::new();
                    outer.attached(detector.unclaimed(), &mut records);
                    lines.extend(records.iter().map(|r| record(around, r, json)));
                }
            }
            *gaps |= outcome.leaves_a_gap();
            let path = full(&path);
            lines.push(if json {
                json!({"path": path, "outcome": outcome.id(), "reason": reason}).to_string()
            } else {
                format!("{}: {} {}", safe(&path), outcome.id(), reason)
            });
        }
        Event::Restart => {
            open.clear();
            lines.clear();
        }
    }
}

/// A tree as lines of `path: value`.
fn leaves(node: &Node) -> String {
    fn walk(n: &Node, above: &str, out: &mut Vec<String>) {
        let path = match (above, n.key.as_str()) {
            (a, "") => a.to_owned(),
            ("", k) => k.to_owned(),
            (a, k) => format!("{a}.{k}"),
        };
        if !n.value.is_empty() {
            out.push(format!("{path}: {}", n.value));
        }
        n.children.iter().for_each(|c| walk(c, &path, out));
    }
    let mut out = Vec::new();
    walk(node, "", &mut out);
    out.join("\n")
}

fn segment(path: &str, s: &Segment, json: bool) -> String {
    let text = match &s.content {
        Content::Text(t) => t.clone(),
        Content::Row(cells) => cells.iter().collect::<Vec<_>>().join("\t"),
        Content::Message(m) => m
            .parts
            .iter()
            .map(|p| {
                let values: Vec<&str> = p.leaves().map(|(_, v)| v).collect();
                format!("{} {}", p.id, values.join(" "))
            })
            .collect::<Vec<_>>()
            .join("\n"),
        Content::Tree(node) => leaves(node),
    };
    if json {
        json!({"path": path, "place": s.place.to_string(), "text": text}).to_string()
    } else {
        format!("{} {}", s.place, safe(&text))
    }
}

fn record(path: &str, r: &Record, json: bool) -> String {
    let names: Vec<String> = r
        .names
        .iter()
        .map(|n| {
            let parts = [&n.given, &n.initials, &n.prefix, &n.surname, &n.partner_prefix, &n.partner_surname];
            parts.into_iter().filter(|s| !s.is_empty()).cloned().collect::<Vec<_>>().join(" ")
        })
        .collect();
    let bsns: Vec<&str> = r.bsns.iter().map(|b| b.digits.as_str()).collect();
    let numbers: Vec<&str> = r.numbers.iter().map(|n| n.value.as_str()).collect();
    let birth = r.birth.map(|b| b.iso()).unwrap_or_default();
    let categories = r.categories.to_string();
    if json {
        json!({"path": path, "place": r.place.to_string(), "role": format!("{:?}", r.role).to_lowercase(), "names": names, "birth_date": birth,
               "bsn": bsns, "numbers": numbers, "categories": categories})
        .to_string()
    } else {
        format!(
            "  => {} {:?}: {} {birth} {} {} [{categories}]",
            r.place,
            r.role,
            safe(&names.join(" / ")),
            bsns.join(" "),
            safe(&numbers.join(" "))
        )
    }
}
