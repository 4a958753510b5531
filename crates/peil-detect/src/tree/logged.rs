//! Lines of a program's log as objects (Logback, Logstash's and Elastic's schema, Bunyan, pino, .NET): the message is a text that may
//! speak of a person, the fields beside it may carry her numbers, and the rest is of the program.

use peil_model::{Node, Place, Record, Role};

use crate::Known;
use crate::text::TextReader;

/// Keys of the message.
const MESSAGES: [&str; 9] =
    ["msg", "message", "@message", "@m", "@mt", "bericht", "melding", "logmessage", "renderedmessage"];
/// Keys of how grave it is.
const LEVELS: [&str; 8] =
    ["level", "lvl", "severity", "loglevel", "log.level", "levelname", "@l", "severitytext"];
/// What stands there.
const GRAVE: [&str; 24] = [
    "trace",
    "debug",
    "verbose",
    "info",
    "information",
    "informational",
    "notice",
    "warn",
    "warning",
    "error",
    "err",
    "severe",
    "critical",
    "crit",
    "alert",
    "fatal",
    "emerg",
    "panic",
    "fine",
    "t",
    "d",
    "i",
    "w",
    "e",
];
/// Keys of the program: where in it the line was written, and the numbers by which it follows a request.
const PROGRAM: [&str; 42] = [
    "logger",
    "loggername",
    "loggerfqcn",
    "log.logger",
    "category",
    "sourcecontext",
    "thread",
    "threadname",
    "threadid",
    "process",
    "processid",
    "pid",
    "tid",
    "class",
    "classname",
    "caller",
    "callerclass",
    "method",
    "function",
    "func",
    "file",
    "filename",
    "lineno",
    "module",
    "component",
    "app",
    "application",
    "service",
    "servicename",
    "host",
    "hostname",
    "pod",
    "container",
    "trace",
    "traceid",
    "trace.id",
    "span",
    "spanid",
    "correlationid",
    "requestid",
    "transactionid",
    "eventid",
];
/// Letters of a message that can speak of somebody.
const SHORTEST: usize = 12;
/// Bytes of a message that is read.
const LONGEST: usize = 64 * 1024;

/// A line of a log, or an object like it: what is left of it, and what its text says of persons.
pub(super) struct Line {
    pub(super) rest: Node,
    pub(super) told: Vec<Record>,
}

/// Reads a line of a log; `None` for what is none.
pub(super) fn line(place: Place, node: &Node, known: &dyn Known) -> Option<Line> {
    let leaf = |list: &[&str]| {
        node.children.iter().position(|c| c.children.is_empty() && list.contains(&plain(&c.key).as_str()))
    };
    let (message, level) = (leaf(&MESSAGES)?, leaf(&LEVELS)?);
    if !is_grave(&node.children.get(level)?.value) {
        return None;
    }
    let message = node.children.get(message)?;
    let text = message.value.as_str();
    let mut told = Vec::new();
    let worded = text.chars().filter(|c| c.is_alphabetic()).count() >= SHORTEST;
    if worded && text.len() <= LONGEST {
        let mut reader = TextReader::new(known);
        reader.text(place, text, &mut told);
        reader.finish(&mut told);
        told.retain(|r| r.role == Role::Patient);
        told.iter_mut().for_each(|r| r.place = place);
    }
    let mut rest = without_program(node);
    if !told.is_empty() {
        rest.children.retain(|c| c.key != message.key || c.value != message.value);
    }
    Some(Line { rest, told })
}

fn is_grave(value: &str) -> bool {
    let number = |v: &str| v.parse::<u8>().is_ok_and(|n| (10..=60).contains(&n) && n % 10 == 0);
    GRAVE.contains(&value.to_lowercase().as_str()) || number(value)
}

/// A key without what tells programs apart: `logger_name`, `loggerName`.
fn plain(key: &str) -> String {
    key.chars().filter(|c| !matches!(c, '_' | '-')).collect::<String>().to_lowercase()
}

/// The line without the program's own fields, in itself and in the objects that it keeps its context in.
fn without_program(node: &Node) -> Node {
    const CONTEXT: [&str; 8] =
        ["mdc", "context", "ctx", "contextmap", "fields", "extra", "labels", "properties"];
    let is = |list: &[&str], c: &Node| list.contains(&plain(&c.key).as_str());
    let own = |c: &&Node| !c.children.is_empty() || !(is(&PROGRAM, c) || is(&LEVELS, c));
    let kept = node.children.iter().filter(own).map(|c| match is(&CONTEXT, c) {
        true => Node { children: c.children.iter().filter(own).cloned().collect(), ..c.clone() },
        false => c.clone(),
    });
    Node { children: kept.collect(), ..node.clone() }
}

/// Adds what a text said to the record of its row, which begins at `before`; a text about several persons, or another one, is apart.
pub(super) fn merge(told: Vec<Record>, before: usize, out: &mut Vec<Record>) {
    let mut told = told.into_iter();
    let (Some(only), second) = (told.next(), told.next()) else { return };
    let row = out.iter_mut().skip(before).find(|r| r.role == Role::Patient);
    match row.filter(|r| second.is_none() && may_be_one(r, &only)) {
        Some(row) => add(row, only),
        None => out.push(only),
    }
    out.extend(second.into_iter().chain(told));
}

/// Nothing speaks against it, and the row says of somebody more than how to reach her: that may be the user's who did what the text tells.
fn may_be_one(a: &Record, b: &Record) -> bool {
    if a.bsns.is_empty() && a.names.is_empty() && a.numbers.is_empty() && a.birth.is_none() {
        return false;
    }
    let bsns = a.bsns.is_empty() || b.bsns.is_empty() || a.bsns.iter().any(|n| b.bsns.contains(n));
    let births = a.birth.is_none() || b.birth.is_none() || a.birth == b.birth;
    let names = a.names.is_empty()
        || b.names.is_empty()
        || a.names.iter().any(|n| b.names.iter().any(|m| n.surname.eq_ignore_ascii_case(&m.surname)));
    bsns && births && names
}

fn add(row: &mut Record, told: Record) {
    fn join<T: PartialEq>(to: &mut Vec<T>, more: Vec<T>) {
        more.into_iter().for_each(|x| {
            if !to.contains(&x) {
                to.push(x);
            }
        });
    }
    if row.names.is_empty() {
        row.names = told.names;
    }
    join(&mut row.bsns, told.bsns);
    join(&mut row.numbers, told.numbers);
    join(&mut row.addresses, told.addresses);
    join(&mut row.emails, told.emails);
    join(&mut row.phones, told.phones);
    join(&mut row.ibans, told.ibans);
    join(&mut row.parties, told.parties);
    row.birth = row.birth.or(told.birth);
    row.sex = row.sex.or(told.sex);
    row.made = row.made.or(told.made);
    row.categories = row.categories.union(told.categories);
}
