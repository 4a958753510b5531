//! Hostile input: seeds of every format with bytes changed, cut, doubled and crossed. Nothing may panic, hang or swell,
//! and every file and member must get its outcome.
//!
//! The same inputs every time. `PEIL_FUZZ` sets how many are made of each seed.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use peil_evidence::{Event, Limits, read_here};
use peil_model::{Content, Node, Outcome, Segment};

/// Inputs made of each seed.
const ROUNDS: u64 = 5000;
/// Text that may come out per byte that is read: `\.sp80\` is the worst of it, and what a workbook shares between cells.
const SWELL: u64 = 64;
/// Text that may come out whatever the size of the input.
const FREE: u64 = 1 << 20;

/// Marsaglia's xorshift64*.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`, or 0.
    fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { (self.next() >> 16) as usize % n }
    }

    /// A stretch of data of this length: where it begins and ends.
    fn stretch(&mut self, len: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.below(len + 1);
        start..(start + self.below(most + 1)).min(len)
    }
}

fn seeds() -> BTreeMap<String, Vec<u8>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    let files = std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry"));
    let seed = |e: std::fs::DirEntry| {
        (e.file_name().into_string().expect("a name"), std::fs::read(e.path()).expect("readable"))
    };
    files.map(seed).collect()
}

/// Bytes that mean something somewhere.
const SIGNS: &[u8] = b"|^~\\&\r\n\t;,\"'+:?={}[]<>/%#-\0\x0b\x1c\xff\xfe\x80PKMSHUNB09";

fn mutate(data: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    for _ in 0..=dice.below(6) {
        let at = dice.below(data.len());
        match dice.below(8) {
            0 => data.truncate(at),
            1 => data.iter_mut().skip(at).take(1).for_each(|b| *b ^= 1 << dice.below(8)),
            2 => data.iter_mut().skip(at).take(1).for_each(|b| *b = SIGNS[dice.below(SIGNS.len())]),
            3 => data.insert(at, SIGNS[dice.below(SIGNS.len())]),
            4 => drop(data.drain(dice.stretch(data.len(), 64))),
            5 => {
                let copy = data[dice.stretch(data.len(), 256)].to_vec();
                drop(data.splice(at..at, copy.repeat(1 + dice.below(20))));
            }
            6 => {
                let graft = other[dice.stretch(other.len(), 256)].to_vec();
                drop(data.splice(at..at, graft));
            }
            // Sizes and counts of binary formats.
            _ => {
                let number = [0, 1, 0x7fff_ffff, 0xffff_fffe_u32, 0xffff_ffff][dice.below(5)];
                data.iter_mut().skip(at).zip(number.to_le_bytes()).for_each(|(to, from)| *to = from);
            }
        }
    }
}

fn tree_text(node: &Node) -> usize {
    node.key.len() + node.value.len() + 1 + node.children.iter().map(tree_text).sum::<usize>()
}

fn text_of(segment: &Segment) -> u64 {
    let bytes = match &segment.content {
        Content::Row(cells) => cells.iter().map(|c| c.len() + 1).sum(),
        Content::Text(text) => text.len(),
        Content::Tree(node) => tree_text(node),
        Content::Message(message) => {
            message.parts.iter().flat_map(|p| p.leaves()).map(|(_, value)| value.len() + 1).sum()
        }
    };
    bytes as u64
}

/// What must hold whatever the input is.
fn check(name: &str, data: &[u8], limits: &Limits) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut wrong: Option<String> = None;
    let (mut opened, mut closed, mut text, mut read) = (0_u64, 0_u64, 0_u64, data.len() as u64);
    read_here(data, name, limits, |event| {
        match event {
            Event::Open { path, .. } => {
                opened += 1;
                open.push(path);
            }
            Event::Close { path, bytes, outcome, reason, .. } => {
                closed += 1;
                read += bytes;
                if open.pop().as_deref() != Some(&path) {
                    wrong = Some("closes what was not opened last".to_owned());
                }
                if reason.is_empty() != matches!(outcome, Outcome::Read | Outcome::Empty) {
                    wrong = Some(format!("{} because of {reason:?}", outcome.id()));
                }
            }
            Event::Table { .. } | Event::Segment(_) if open.is_empty() => {
                wrong = Some("content of nothing".to_owned());
            }
            Event::Segment(segment) => text += text_of(&segment),
            Event::Table { .. } => text += 1,
            Event::Restart => wrong = Some("a restart".to_owned()),
        }
        Ok(())
    })
    .map_err(|e| e.to_string())?;
    if opened == 0 || opened != closed {
        return Err(format!("{opened} opened and {closed} closed"));
    }
    if text > FREE + SWELL * read {
        return Err(format!("{text} bytes of text from {read} bytes"));
    }
    wrong.map_or(Ok(()), Err)
}

fn judge(name: &str, round: u64, data: &[u8], limits: &Limits) {
    let result = catch_unwind(AssertUnwindSafe(|| check(name, data, limits)));
    let wrong = match result {
        Ok(Ok(())) => return,
        Ok(Err(words)) => words,
        Err(_) => "a panic".to_owned(),
    };
    let kept = std::env::temp_dir().join(format!("peil-fuzz-{name}-{round}"));
    let _ = std::fs::write(&kept, data);
    panic!("round {round} of {name}: {wrong}; the input is kept as {}", kept.display());
}

#[test]
fn seeds_are_read() {
    for (name, data) in seeds() {
        judge(&name, 0, &data, &Limits::default());
    }
}

#[test]
fn changed_seeds_are_survived() {
    let rounds = std::env::var("PEIL_FUZZ").ok().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
    let limits = Limits {
        free_output: 1 << 20,
        members: 1000,
        depth: 4,
        buffer: 8 << 20,
        tree: 2000,
        ..Limits::default()
    };
    let seeds = seeds();
    let all: Vec<&Vec<u8>> = seeds.values().collect();
    for (i, (name, seed)) in seeds.iter().enumerate() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15 ^ (i as u64 + 1));
        for round in 1..=rounds {
            let mut data = seed.clone();
            mutate(&mut data, all[dice.below(all.len())], &mut dice);
            judge(name, round, &data, &limits);
        }
    }
}
