//! E-mail (RFC 5322, MIME) and mailboxes of it (mbox). The head and the body are text of the mail itself; attachments, mails
//! within it, and bodies that say something of their own are members.
//!
//! The library finds the parts and reads the heads; their bytes are decoded here, because it drops what it cannot decode.

mod body;
mod head;
pub(crate) mod mbox;
mod transfer;

use std::borrow::Cow;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use peil_model::Outcome;

use super::document::{self, Decoded};
use super::{Complaints, text};
use crate::containers::{Tally, too_many};
use crate::input::{Input, Sum};
use crate::limits::{MAIL_BYTES, amount};
use crate::path::{self, Unique};
use crate::session::{Session, Spot, Verdict};
use crate::sniff::{Kind, sniff_text};

/// Reads one mail.
pub(crate) fn read(session: &mut Session<'_>, spot: &Spot, input: &mut Input<'_>) -> io::Result<Verdict> {
    let most = MAIL_BYTES as usize;
    let mut complaints = Complaints::default();
    let cut = input.fill(most + 1).len() > most;
    if cut {
        complaints.add(format!("longer than {}: its rest was not read", amount(MAIL_BYTES)));
    }
    let data = input.data().get(..most).unwrap_or(input.data());
    let raw = head::prepare(data);
    let first = raw.as_deref().and_then(parse);
    let mended = first.as_ref().zip(raw.as_deref()).and_then(|(message, raw)| head::mended(message, raw));
    let raw = mended.as_deref().or(raw.as_deref());
    let parsed = match &mended {
        Some(_) => raw.and_then(parse),
        None => first,
    };
    let (Some(raw), Some(message)) = (raw, &parsed) else {
        let words = "its parts cannot be told apart: it was read as a text";
        let verdict = text::read(session, spot, input)?;
        return Ok(match verdict.outcome {
            Outcome::Read => Verdict::partial(words),
            _ => Verdict { reason: format!("{}; {words}", verdict.reason), ..verdict },
        });
    };
    let mut mail = Mail {
        session,
        spot,
        raw,
        message,
        tally: Tally::default(),
        unique: Unique::default(),
        complaints,
        open_end: false,
        blocks: Vec::new(),
    };
    if !cut && !mail.is_closed() {
        mail.complaints.add("its last boundary is missing: it may be cut off");
        mail.open_end = true;
    }
    mail.open_end |= cut;
    mail.read()
}

fn parse(raw: &[u8]) -> Option<Message<'_>> {
    let parser = MessageParser::new()
        .with_mime_headers()
        .with_date_headers()
        .with_address_headers()
        .default_header_text();
    catch_unwind(AssertUnwindSafe(|| parser.parse(raw))).ok().flatten()
}

struct Mail<'a, 's> {
    session: &'a mut Session<'s>,
    spot: &'a Spot,
    raw: &'a [u8],
    message: &'a Message<'a>,
    tally: Tally,
    unique: Unique,
    complaints: Complaints,
    /// The mail does not end where it should: nor does its last part.
    open_end: bool,
    /// Files that stood uuencoded in a body.
    blocks: Vec<(String, Decoded)>,
}

impl Mail<'_, '_> {
    fn read(&mut self) -> io::Result<Verdict> {
        let shown = self.bodies()?;
        let mut mails = 0;
        for (i, part) in self.message.parts.iter().enumerate() {
            if matches!(part.body, PartType::Multipart(_)) || shown.contains(&i) {
                continue;
            }
            if self.tally.members() >= self.session.limits.members {
                self.complaints.add(too_many(self.session.limits.members));
                break;
            }
            self.attachment(i, part, &mut mails)?;
        }
        for (name, content) in std::mem::take(&mut self.blocks) {
            self.member(&name, content)?;
        }
        let Verdict { outcome, reason, .. } = std::mem::take(&mut self.tally).verdict();
        if outcome != Outcome::Read {
            self.complaints.add(reason);
        }
        Ok(Verdict::of(self.complaints.list()))
    }

    /// Whether the boundary that ends the mail came, if it has parts.
    fn is_closed(&self) -> bool {
        let kind = self.message.parts.first().and_then(|p| p.content_type());
        let boundary = kind
            .filter(|k| k.ctype().eq_ignore_ascii_case("multipart"))
            .and_then(|k| k.attribute("boundary"));
        boundary.is_none_or(|b| memchr::memmem::rfind(self.raw, format!("--{b}--").as_bytes()).is_some())
    }

    /// The stored bytes of a part.
    fn stored(&self, part: &MessagePart<'_>) -> &[u8] {
        self.raw.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default()
    }

    /// Its bytes, with what was wrong in them.
    fn bytes(&self, part: &MessagePart<'_>) -> (Cow<'_, [u8]>, Option<&'static str>) {
        let encoding = part.content_transfer_encoding().unwrap_or_default();
        let (bytes, damage) = transfer::decode(self.stored(part), encoding);
        let ends_within = self.open_end && part.offset_end as usize >= self.raw.len();
        (bytes, damage.or(ends_within.then_some("the mail ends within it")))
    }

    /// Hands on the head and the bodies as text; returns which parts that were.
    fn bodies(&mut self) -> io::Result<Vec<usize>> {
        let mut text = head::lines(self.message, self.raw);
        let mut shown = Vec::new();
        // A body in a grammar of its own (an HL7 message); a second one would share its places.
        let mut structured: Option<String> = None;
        let plain = self.message.text_body.iter().map(|id| (*id as usize, false));
        let html = self.message.html_body.iter().map(|id| (*id as usize, true));
        // A mail of one part is its body, whatever text it calls itself.
        let only = self
            .message
            .parts
            .first()
            .filter(|p| p.attachment_name().is_none() && self.message.parts.len() == 1);
        let only = only.into_iter().map(|_| (0, false));
        let mut said = String::new();
        for (i, alternative) in plain.chain(html).chain(only).collect::<Vec<_>>() {
            let Some(part) = self.message.parts.get(i).filter(|_| !shown.contains(&i)) else { continue };
            let Some(body) = self.body(part) else { continue };
            if alternative && body::says_the_same(&said, &body) {
                shown.push(i);
                continue;
            }
            let kind = sniff_text(body.as_bytes(), true);
            if matches!(kind, Kind::Text | Kind::Refused(_) | Kind::Mail | Kind::Mbox) {
                text.push('\n');
                text.push_str(&body);
                text.push('\n');
            } else if structured.is_none() {
                structured = Some(body.clone());
            } else {
                continue;
            }
            said.push_str(&body);
            said.push('\n');
            shown.push(i);
        }
        self.hand_on(&text, Kind::Text)?;
        if let Some(body) = structured {
            let kind = sniff_text(body.as_bytes(), true);
            // Its lines are counted on from those before, so that no two places are one.
            let before = text.bytes().filter(|b| *b == b'\n').count() + 1;
            self.hand_on(&("\n".repeat(before) + &body), kind)?;
        }
        Ok(shown)
    }

    fn hand_on(&mut self, text: &str, kind: Kind) -> io::Result<()> {
        let mut input = Input::plain(Box::new(text.as_bytes()));
        let verdict = self.session.text(kind, self.spot, &mut input)?;
        if verdict.outcome != Outcome::Read {
            self.complaints.add(verdict.reason);
        }
        Ok(())
    }

    /// A part as lines of text, without the files in it; `None` if it is no text.
    fn body(&mut self, part: &MessagePart<'_>) -> Option<String> {
        let html = match part.body {
            PartType::Text(_) => part.is_content_type("text", "html"),
            PartType::Html(_) => true,
            _ => return None,
        };
        let (bytes, damage) = self.bytes(part);
        let text = body::decode(&bytes, body::declared(part)).into_owned();
        if let Some(words) = damage {
            self.complaints.add(format!("a body: {words}"));
        }
        if memchr::memmem::find(text.as_bytes(), b"-----BEGIN PGP MESSAGE-----").is_some() {
            self.complaints.add("a body holds a PGP message that is encrypted");
        }
        if html || body::is_html(&text) {
            return Some(body::html_text(&text));
        }
        let text = self.without_blocks(&text).unwrap_or(text);
        Some(body::unflow(&text, part.content_type()))
    }

    /// The text without the files that stand uuencoded in it, if there are any.
    fn without_blocks(&mut self, text: &str) -> Option<String> {
        if !text.starts_with("begin") && !text.contains("\nbegin") {
            return None;
        }
        let lines: Vec<&[u8]> = text.as_bytes().split(|b| *b == b'\n').collect();
        let mut left: Vec<&[u8]> = Vec::new();
        let mut rest = lines.as_slice();
        while let Some((first, after)) = rest.split_first() {
            let room = self.blocks.len() < MOST_BLOCKS && first.starts_with(b"begin");
            match transfer::block(rest).filter(|_| room) {
                Some(block) => {
                    self.blocks.push((block.name, block.content));
                    rest = rest.get(block.lines..).unwrap_or_default();
                }
                None => {
                    left.push(first);
                    rest = after;
                }
            }
        }
        let left = left.join(&b'\n');
        Some(String::from_utf8(left).unwrap_or_default())
    }

    fn attachment(&mut self, i: usize, part: &MessagePart<'_>, mails: &mut u32) -> io::Result<()> {
        let kind = part.content_type();
        if kind.is_some_and(|k| k.ctype() == "message" && k.subtype() == Some("partial")) {
            self.complaints.add("it is a piece of a mail that was sent in pieces");
        }
        let is_mail = matches!(part.body, PartType::Message(_)) || part.is_content_type("message", "rfc822");
        *mails += u32::from(is_mail);
        let name = match part.attachment_name().map(str::trim).filter(|n| !n.is_empty()) {
            Some(name) => name.to_owned(),
            None if is_mail => format!("message-{mails}.eml"),
            None => format!("part-{i}"),
        };
        let (bytes, damage) = self.bytes(part);
        if bytes.is_empty() && part.attachment_name().is_none() {
            return Ok(());
        }
        let bytes = match foreign_text(&bytes, part) {
            Some(text) => text.into_bytes(),
            None => bytes.into_owned(),
        };
        if kind.is_some_and(is_enveloped) {
            return self.locked(&name, &bytes);
        }
        self.member(&name, Decoded { bytes, damage })
    }

    fn member(&mut self, name: &str, content: Decoded) -> io::Result<()> {
        let name = self.unique.name(path::member(path::base(name).as_bytes()));
        let came = document::member(self.session, self.spot, &name, content)?;
        self.tally.add(came, self.session.last_fault());
        Ok(())
    }

    /// An S/MIME part whose content only its receiver can read.
    fn locked(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        use sha2::{Digest, Sha256};
        let name = self.unique.name(path::member(path::base(name).as_bytes()));
        self.tally.add(crate::session::Came::Encrypted, None);
        let verdict = Verdict {
            media: Some("application/pkcs7-mime"),
            ..Verdict::new(Outcome::Encrypted, "an S/MIME message that is encrypted")
        };
        let sum = Sum { sha256: Sha256::digest(bytes).into(), bytes: bytes.len() as u64, whole: true };
        self.session.row(&path::below(&self.spot.path, &name), sum, verdict)
    }
}

/// Files that one body may hold uuencoded.
const MOST_BLOCKS: usize = 1000;

/// S/MIME's enveloped data (RFC 8551, section 3.2).
fn is_enveloped(kind: &mail_parser::ContentType<'_>) -> bool {
    let subtype = kind.subtype().unwrap_or_default();
    let is = |name: &str| kind.attribute("smime-type").is_some_and(|t| t.eq_ignore_ascii_case(name));
    subtype.ends_with("pkcs7-mime") && (is("enveloped-data") || is("authEnveloped-data"))
}

/// A text attachment of a set that its bytes do not show, as UTF-8; everything else keeps its bytes and so its digest.
fn foreign_text(bytes: &[u8], part: &MessagePart<'_>) -> Option<String> {
    let set = body::declared(part).filter(|_| part.content_type().is_some_and(|k| k.ctype() == "text"))?;
    let western = ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "utf-16", "utf-16le", "utf-16be"];
    if western.iter().any(|w| set.eq_ignore_ascii_case(w)) || std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let text = body::decode(bytes, Some(set));
    (text != crate::charset::decode(bytes)).then(|| text.into_owned())
}

#[cfg(test)]
mod tests;
