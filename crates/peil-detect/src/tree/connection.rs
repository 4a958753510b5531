//! Settings of a connection to a server: its account and its sender are nobody's.

use peil_model::Node;

use crate::headers;

/// Keys of the machine.
const HOST: [&str; 6] = ["host", "hostname", "server", "dbhost", "smtphost", "smtpserver"];
/// Keys that stand beside it where it is to be reached, and not where something happened on it.
const BESIDE: [&str; 8] = ["port", "password", "passwd", "pass", "wachtwoord", "from", "afzender", "sender"];

/// Whether an object under a key of its own says how a server is reached: `smtp: {host: .., from: ..}`.
pub(super) fn is_one(node: &Node) -> bool {
    let has = |list: &[&str]| {
        node.children.iter().any(|c| {
            let key: String = c.key.chars().filter(|c| c.is_alphanumeric()).collect();
            c.children.is_empty() && list.contains(&key.to_lowercase().as_str())
        })
    };
    !node.key.is_empty()
        && has(&HOST)
        && has(&BESIDE)
        && !node.children.iter().any(|c| headers::identifies(&c.key) || !c.children.is_empty())
}
