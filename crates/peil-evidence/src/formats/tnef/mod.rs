//! TNEF, the `winmail.dat` of Outlook and Exchange ([MS-OXTNEF]): the message's properties and its body as text, attachments and
//! messages within it as members, and its formatted body as a member, unpacked ([MS-OXRTFCP]).
//!
//! Numbers and binary properties other than bodies and attachments are not shown: they are flags, keys and identifiers of programs.

mod mapi;
mod rtf;

use std::io;

use super::document::{self, Decoded};
use super::{Complaints, text};
use crate::containers::{Tally, too_many};
use crate::input::Input;
use crate::limits::{MAIL_BYTES, amount};
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};

use self::mapi::{Bytes, Property, Set, Value};

/// The first bytes.
pub(crate) const MAGIC: &[u8] = b"\x78\x9f\x3e\x22";
/// Attributes (their upper half, the type, does not matter).
const FROM: u16 = 0x8000;
const SUBJECT: u16 = 0x8004;
const DATE_SENT: u16 = 0x8005;
const BODY: u16 = 0x800c;
const ATTACH_DATA: u16 = 0x800f;
const ATTACH_TITLE: u16 = 0x8010;
const ATTACH_BEGIN: u16 = 0x9002;
const MESSAGE_PROPS: u16 = 0x9003;
const RECIPIENTS: u16 = 0x9004;
const ATTACH_PROPS: u16 = 0x9005;
const CODE_PAGE: u16 = 0x9007;

/// Reads the message.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let most = MAIL_BYTES as usize;
    let mut complaints = Complaints::default();
    if input.fill(most + 1).len() > most {
        complaints.add(format!("longer than {}: its rest was not read", amount(MAIL_BYTES)));
    }
    let data = input.data().get(..most).unwrap_or(input.data());
    let mut message =
        Tnef { set: Set::default(), lines: String::new(), body: String::new(), parts: Vec::new() };
    message.attributes(data, &mut complaints);
    let Tnef { mut lines, body, parts, .. } = message;
    if !body.is_empty() {
        lines.push('\n');
        lines.push_str(&body);
    }
    let verdict = text::read(session, spot, &mut Input::plain(Box::new(lines.as_bytes())))?;
    verdict_words(&verdict, &mut complaints);
    let mut tally = Tally::default();
    let mut unique = Unique::default();
    for part in parts {
        if tally.members() >= session.limits.members {
            complaints.add(too_many(session.limits.members));
            break;
        }
        let Some((name, bytes)) = part.content() else { continue };
        let name = unique.name(path::member(path::base(&name).as_bytes()));
        let came = document::member(session, spot, &name, Decoded { bytes, damage: None })?;
        tally.add(came, session.last_fault());
    }
    verdict_words(&tally.verdict(), &mut complaints);
    Ok(Verdict::of(complaints.list()))
}

fn verdict_words(verdict: &Verdict, complaints: &mut Complaints) {
    if !verdict.reason.is_empty() {
        complaints.add(verdict.reason.clone());
    }
}

/// What was gathered.
struct Tnef {
    set: Set,
    lines: String,
    body: String,
    parts: Vec<Part>,
}

/// An attachment, or a body that is one.
#[derive(Default)]
struct Part {
    title: String,
    long_name: String,
    data: Option<Vec<u8>>,
}

impl Part {
    /// Its name and bytes, if it has any.
    fn content(self) -> Option<(String, Vec<u8>)> {
        let name = if self.long_name.is_empty() { self.title } else { self.long_name };
        Some((name, self.data?))
    }
}

impl Tnef {
    /// Every attribute: level, id, length, bytes and their checksum.
    fn attributes(&mut self, data: &[u8], complaints: &mut Complaints) {
        let mut rest = Bytes(data.get(6..).unwrap_or_default());
        while !rest.0.is_empty() {
            let head = (rest.u8(), rest.u16(), rest.u16(), rest.u32());
            let (Some(_), Some(id), Some(_), Some(len)) = head else {
                complaints.add("is cut off");
                return;
            };
            let Some(bytes) = rest.take(len as usize) else {
                complaints.add("is cut off or damaged within an attribute");
                self.attribute(id, rest.0, complaints);
                return;
            };
            let sum = bytes.iter().fold(0_u16, |sum, b| sum.wrapping_add(u16::from(*b)));
            if rest.u16() != Some(sum) {
                complaints.add("an attribute fails its checksum");
            }
            self.attribute(id, bytes, complaints);
        }
    }

    fn attribute(&mut self, id: u16, bytes: &[u8], complaints: &mut Complaints) {
        match id {
            CODE_PAGE => self.set = Bytes(bytes).u32().map(Set::page).unwrap_or_default(),
            FROM => self.line("From", &sender(bytes, self.set)),
            SUBJECT => self.line("Subject", &self.set.text(bytes)),
            DATE_SENT => self.line("Date", &date(bytes).unwrap_or_default()),
            BODY => self.body = self.set.text(bytes),
            ATTACH_BEGIN => self.parts.push(Part::default()),
            ATTACH_TITLE => {
                let title = self.set.text(bytes);
                self.part().title = title;
            }
            ATTACH_DATA => self.part().data = Some(bytes.to_vec()),
            ATTACH_PROPS => self.attachment(bytes, complaints),
            MESSAGE_PROPS => self.message(&mut Bytes(bytes), complaints),
            RECIPIENTS => {
                let mut rest = Bytes(bytes);
                let count = rest.u32().unwrap_or(0);
                let all = (0..count).all(|_| self.recipient(&mut rest));
                if !all {
                    complaints.add("its list of receivers is damaged");
                }
            }
            _ => {}
        }
    }

    /// The attachment at hand.
    fn part(&mut self) -> &mut Part {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }

    fn line(&mut self, label: &str, value: &str) {
        let value =
            value.trim_matches(['\0', ' ', '\r', '\n']).replace("\r\n", "\n").replace(['\r', '\n'], " ");
        let line = format!("{label}: {value}\n");
        if !value.is_empty() && !self.lines.ends_with(&line) {
            self.lines.push_str(&line);
        }
    }

    fn properties(&self, rest: &mut Bytes<'_>, complaints: &mut Complaints) -> Vec<Property> {
        let (properties, whole) = mapi::properties(rest, self.set);
        if !whole {
            complaints.add("a list of properties is damaged");
        }
        properties
    }

    fn message(&mut self, rest: &mut Bytes<'_>, complaints: &mut Complaints) {
        for p in self.properties(rest, complaints) {
            match (p.id, p.value) {
                (mapi::BODY, Value::Text(text)) => self.body = text,
                (mapi::RTF, Value::Binary(packed)) => match rtf::unpack(&packed) {
                    Some(data) => self.parts.insert(
                        0,
                        Part { title: "body.rtf".to_owned(), data: Some(data), ..Part::default() },
                    ),
                    None => complaints.add("its formatted body is damaged"),
                },
                (mapi::HTML, Value::Binary(data)) => self.html(data),
                (mapi::HTML, Value::Text(text)) => self.html(text.into_bytes()),
                (id, Value::Text(text)) if !mapi::is_machine(id) => self.line(&p.label, &text),
                (_, Value::Moment(moment)) => self.line(&p.label, &moment),
                _ => {}
            }
        }
    }

    fn html(&mut self, data: Vec<u8>) {
        self.parts.insert(0, Part { title: "body.html".to_owned(), data: Some(data), ..Part::default() });
    }

    /// One receiver. False if there is none, or a damaged one.
    fn recipient(&mut self, rest: &mut Bytes<'_>) -> bool {
        let (properties, whole) = mapi::properties(rest, self.set);
        let find = |id: u16| {
            properties.iter().find_map(|p| match &p.value {
                Value::Text(text) if p.id == id => Some(text.trim_matches('\0').to_owned()),
                _ => None,
            })
        };
        let name = find(mapi::DISPLAY_NAME).unwrap_or_default();
        let address = find(mapi::SMTP_ADDRESS).or_else(|| find(mapi::ADDRESS)).unwrap_or_default();
        self.line("To", &named(&name, &address));
        whole
    }

    fn attachment(&mut self, bytes: &[u8], complaints: &mut Complaints) {
        let properties = self.properties(&mut Bytes(bytes), complaints);
        let part = self.part();
        for p in properties {
            match (p.id, p.value) {
                (mapi::LONG_NAME, Value::Text(text)) => part.long_name = text.trim_matches('\0').to_owned(),
                (mapi::SHORT_NAME | mapi::DISPLAY_NAME, Value::Text(text)) if part.title.is_empty() => {
                    part.title = text.trim_matches('\0').to_owned();
                }
                (mapi::ATTACH_DATA, Value::Binary(data)) => part.data = Some(data),
                (mapi::ATTACH_DATA, Value::Object(data)) => {
                    if data.starts_with(MAGIC) && part.long_name.is_empty() {
                        part.long_name = format!("{}.tnef", part.title.trim_matches('\0'));
                    }
                    part.data = Some(data);
                }
                _ => {}
            }
        }
    }
}

fn named(name: &str, address: &str) -> String {
    match (name.is_empty(), address.is_empty()) {
        (false, false) if name != address => format!("{name} <{address}>"),
        (true, _) => address.to_owned(),
        _ => name.to_owned(),
    }
}

/// The sender's name and address from a TRP structure (section 2.1.3.3.1 of the standard).
fn sender(bytes: &[u8], set: Set) -> String {
    let mut rest = Bytes(bytes);
    let (_, _, name, address) = (rest.u16(), rest.u16(), rest.u16(), rest.u16());
    let mut text =
        |len: Option<u16>| rest.take(usize::from(len.unwrap_or(0))).map(|b| set.text(b)).unwrap_or_default();
    let (name, address) = (text(name), text(address));
    let clean = |s: &str| s.trim_matches('\0').to_owned();
    let address = clean(&address);
    named(&clean(&name), address.split_once(':').map_or(address.as_str(), |(_, a)| a))
}

/// Year, month, day, hour, minute, second.
fn date(bytes: &[u8]) -> Option<String> {
    let mut rest = Bytes(bytes);
    let mut next = || rest.u16().map(u32::from);
    let (year, month, day) = (next()?, next()?, next()?);
    let (hour, minute, second) = (next()?, next()?, next()?);
    let date = super::values::date(i64::from(year), month, day);
    Some(format!("{date}T{hour:02}:{minute:02}:{second:02}"))
}

#[cfg(test)]
mod tests;
