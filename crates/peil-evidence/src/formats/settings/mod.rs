//! Files of settings: INI, TOML, YAML, Java's properties, `.env`. Programs keep addresses, accounts and test patients there.

pub(crate) mod lines;
mod toml;
mod yaml;

use std::io;

use peil_model::Node;

use super::builder::Builder;
use super::items::Items;
use super::text;
use crate::charset;
use crate::input::Input;
use crate::session::{Session, Spot, Verdict};

/// Bytes of a document that is read whole or not at all: YAML and TOML take up to a hundred times their size.
const YAML_BYTES: usize = 8 * 1024 * 1024;
const TOML_BYTES: usize = 1024 * 1024;

/// Whether a text is YAML from its beginning to its end.
pub(crate) fn is_yaml(text: &str) -> bool {
    yaml::parse(text).is_some_and(|documents| documents.iter().flatten().any(|n| !n.children.is_empty()))
}

/// Whether a text is TOML from its beginning to its end.
pub(crate) fn is_toml(text: &str) -> bool {
    toml::build(text, &mut Builder::new(u64::MAX))
}

/// Reads TOML, or else sections of an INI file.
pub(crate) fn sections(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let mut builder = Builder::new(session.limits.tree);
    let toml = whole(input, TOML_BYTES).is_some_and(|text| toml::build(&text, &mut builder));
    if !toml {
        return lines::read(session, spot, input, true);
    }
    input.skip(input.data().len());
    let mut items = Items::new(session, spot);
    items.hand_on(&mut builder)?;
    Ok(Verdict { media: Some("application/toml"), ..Verdict::of(items.complaints.list()) })
}

/// Reads YAML. What is none after all is a text.
pub(crate) fn yaml(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let Some(documents) = whole(input, YAML_BYTES).and_then(|text| yaml::parse(&text)) else {
        let verdict = text::read(session, spot, input)?;
        return Ok(Verdict { media: Some("text/plain"), ..verdict });
    };
    input.skip(input.data().len());
    let mut builder = Builder::new(session.limits.tree);
    let mut items = Items::new(session, spot);
    for node in documents.iter().flatten() {
        builder.tree(node);
        items.hand_on(&mut builder)?;
    }
    Ok(Verdict::of(items.complaints.list()))
}

/// The whole text, if it is short enough. The window is not moved.
fn whole(input: &mut Input<'_>, most: usize) -> Option<String> {
    let data = input.fill(most + 1);
    (data.len() <= most).then(|| charset::decode(data).into_owned())
}

impl Builder {
    /// A tree that was built elsewhere: its values are looked into, and it comes in pieces where it is large.
    fn tree(&mut self, node: &Node) {
        if node.children.is_empty() {
            self.leaf(&node.key, node.value.clone());
            return;
        }
        self.open(&node.key);
        self.text(&node.value);
        node.children.iter().for_each(|c| self.tree(c));
        self.close();
    }
}

#[cfg(test)]
mod tests;
