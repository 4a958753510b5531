//! One block of text (lines without a blank line between them) to finds.

use crate::Known;

use super::fields::{self, Field};
use super::finds::{At, Find};
use super::labels::{Labels, Owner};
use super::tokens::{self, Gap, Kind, Token};
use super::words::Cue;
use super::{emails, loose, names, owners, subjects, values};

/// What a token has been read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Nothing yet.
    Free,
    /// A birth date.
    Birth,
    /// A BSN, labelled or not.
    Bsn,
    /// A name.
    Name,
    /// An address, telephone number or other way to reach somebody.
    Reach,
    /// A number of known kind.
    Number,
    /// Something else that is no longer free.
    Other,
}

/// A block being read.
pub(super) struct Scan<'t> {
    /// Its text.
    pub text: &'t str,
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// What each token is read as.
    pub uses: Vec<Use>,
    /// Whose each token is.
    pub owners: Vec<Owner>,
    /// What was found, in no order yet.
    pub finds: Vec<At>,
    /// What the registers know.
    pub known: &'t dyn Known,
    /// The block is an event of a log.
    pub log: bool,
}

/// What is asked of a block beside its text.
pub(super) struct Setting {
    /// The block is an event of a log: a time of day stands at its start.
    pub log: bool,
    /// A letter's closing stands before it.
    pub closing: bool,
}

/// Reads a block; the finds are in the order of the text. Says also whether a letter closes in it.
pub(super) fn read(text: &str, setting: &Setting, labels: &mut Labels, known: &dyn Known) -> (Vec<At>, bool) {
    let mut list = Vec::new();
    tokens::split(text, &mut list);
    postcodes(text, &mut list);
    let n = list.len();
    let mut scan = Scan {
        text,
        tokens: list,
        uses: vec![Use::Free; n],
        owners: vec![Owner::Subject; n],
        finds: Vec::new(),
        known,
        log: setting.log,
    };
    let fields = fields::find(&scan, labels);
    let closing = owners::assign(&mut scan, &fields, setting, labels);
    loose::stamp(&mut scan);
    emails::read(&mut scan);
    for field in &fields {
        values::read(&mut scan, field, &fields);
    }
    loose::read(&mut scan, &fields);
    names::read(&mut scan);
    subjects::read(&mut scan);
    subjects::sexes(&mut scan);
    let mut finds = std::mem::take(&mut scan.finds);
    finds.sort_by_key(|f| f.at);
    (finds, closing)
}

/// The letters of a postcode announce nothing: `5707 GP` is no general practitioner.
fn postcodes(text: &str, list: &mut [Token]) {
    for i in 1..list.len() {
        let before = list.get(i - 1).is_some_and(|t| t.is_number() && t.end - t.start == 4);
        if let Some(t) = list.get_mut(i).filter(|t| before && t.end - t.start == 2)
            && text.get(t.start..t.end).is_some_and(|w| w.bytes().all(|b| b.is_ascii_uppercase()))
        {
            t.cue = Cue::None;
        }
    }
}

impl Scan<'_> {
    /// The i-th token.
    pub fn token(&self, i: usize) -> Option<&Token> {
        self.tokens.get(i)
    }

    /// The i-th token's text, empty behind the end.
    pub fn word(&self, i: usize) -> &str {
        self.tokens.get(i).and_then(|t| self.text.get(t.start..t.end)).unwrap_or("")
    }

    /// The text from the i-th token up to the one before the j-th; the dot of initials at the end belongs to
    /// it.
    pub fn span(&self, i: usize, j: usize) -> &str {
        let (Some(a), Some(b)) = (self.tokens.get(i), j.checked_sub(1).and_then(|j| self.tokens.get(j)))
        else {
            return "";
        };
        let last = self.text.get(b.start..b.end).unwrap_or("");
        let initials = b.dot && b.is_word() && (last.len() <= 2 || last.contains('.'));
        self.text.get(a.start..b.end + usize::from(initials)).unwrap_or("")
    }

    /// The i-th token's cue.
    pub fn cue(&self, i: usize) -> Cue {
        self.tokens.get(i).map_or(Cue::None, |t| t.cue)
    }

    /// Whether the i-th token is that mark.
    pub fn is(&self, i: usize, mark: char) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is(mark))
    }

    /// Whether the i-th token is a mark of any kind or a leader.
    pub fn is_mark(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| matches!(t.kind, Kind::Mark(_) | Kind::Leader))
    }

    /// What the i-th token is read as.
    pub fn used(&self, i: usize) -> Use {
        self.uses.get(i).copied().unwrap_or(Use::Other)
    }

    /// Whether the i-th token is there and free.
    pub fn free(&self, i: usize) -> bool {
        self.used(i) == Use::Free
    }

    /// Marks tokens as read.
    pub fn mark(&mut self, from: usize, to: usize, as_what: Use) {
        for u in self.uses.iter_mut().take(to).skip(from) {
            *u = as_what;
        }
    }

    /// The gap before the i-th token; behind the end, that of a line's end.
    pub fn gap(&self, i: usize) -> Gap {
        self.tokens.get(i).map_or(Gap::Line, |t| t.gap)
    }

    /// The first token behind the line of the i-th.
    pub fn line_end(&self, i: usize) -> usize {
        let Some(line) = self.tokens.get(i).map(|t| t.line) else { return self.tokens.len() };
        self.tokens.iter().skip(i).position(|t| t.line != line).map_or(self.tokens.len(), |n| i + n)
    }

    /// The first token of the line of the i-th.
    pub fn line_start(&self, i: usize) -> usize {
        let Some(line) = self.tokens.get(i).map(|t| t.line) else { return i };
        (0..=i).rev().take_while(|k| self.tokens.get(*k).is_some_and(|t| t.line == line)).last().unwrap_or(i)
    }

    /// Adds a find that stands at the i-th token.
    pub fn found(&mut self, i: usize, labelled: bool, find: Find) {
        let Some(t) = self.tokens.get(i) else { return };
        let owner = self.owners.get(i).copied().unwrap_or(Owner::Subject);
        self.finds.push(At { at: t.start, line: t.line, owner, labelled, find });
    }

    /// Whether the field of that index is the one that this token stands in.
    pub fn field_at<'f>(&self, fields: &'f [Field], i: usize) -> Option<&'f Field> {
        let n = fields.partition_point(|f| f.start <= i);
        n.checked_sub(1).and_then(|n| fields.get(n)).filter(|f| i < f.to)
    }
}
