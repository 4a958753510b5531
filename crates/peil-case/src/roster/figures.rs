//! The figures: persons and records apart, floor, ceiling and gap, expected errors, coverage.

use std::collections::{BTreeMap, BTreeSet};

use peil_model::{Outcome, RecordState, Status};
use peil_resolve::{Decision, Index, Policy};

use super::Row;
use crate::config::{Case, Kind};
use crate::scope::Inputs;

/// Rows: scope (a controller's name, `case` or an evidence label), figure, value, low, high (95 %, where it is an estimate).
#[expect(clippy::too_many_arguments, reason = "the fold's results, each once")]
pub(crate) fn figures(
    case: &Case,
    inputs: &Inputs,
    index: &Index,
    roster: &[Row],
    decisions: &[Decision],
    outcomes: &[(Outcome, u64, bool)],
    unregistered: u64,
    policy: Policy,
) -> Vec<[String; 5]> {
    let mut out: Vec<[String; 5]> = Vec::new();
    for (c, controller) in case.controllers.iter().enumerate() {
        let rows: Vec<&Row> = roster.iter().filter(|r| r.controller == c).collect();
        let needed = needed(index, decisions, &rows, Some(c), policy);
        persons(&mut out, &controller.name, &rows, needed);
        for gap in &inputs.ledgers[c].gaps {
            out.push(row(&controller.name, "ledger gap", gap));
        }
        for (recipient, n) in &inputs.ledgers[c].elsewhere {
            out.push(row(
                &controller.name,
                &format!("shared with another recipient, not counted: {recipient}"),
                n,
            ));
        }
    }
    let humans = humans(index, roster);
    persons(&mut out, "case", &humans, needed(index, decisions, &humans, None, policy));
    out.push(row("case", "persons in no register", unregistered));
    out.push(row("case", "records", decisions.len()));
    for state in
        [RecordState::Linked, RecordState::Ambiguous, RecordState::Unregistered, RecordState::Unlinked]
    {
        out.push(row(
            "case",
            &format!("records {}", state.id()),
            decisions.iter().filter(|d| d.state == state).count(),
        ));
    }
    for outcome in [
        Outcome::Read,
        Outcome::Partial,
        Outcome::Unreadable,
        Outcome::Encrypted,
        Outcome::Empty,
        Outcome::Duplicate,
    ] {
        let of = |members: bool| outcomes.iter().filter(move |o| o.0 == outcome && o.2 == members);
        out.push(row("case", &format!("files {}", outcome.id()), of(false).count()));
        out.push(row("case", &format!("members {}", outcome.id()), of(true).count()));
        out.push(row(
            "case",
            &format!("bytes of files {}", outcome.id()),
            of(false).map(|o| o.1).sum::<u64>(),
        ));
    }
    for e in &case.evidence {
        if let Kind::Statement(s) = &e.kind {
            let said = s.count.map_or("a list".into(), |n| format!("{n} {}", s.unit));
            out.push(row(&e.label, "the processor states (not counted with files)", said));
        }
    }
    out
}

fn row(scope: &str, figure: &str, value: impl ToString) -> [String; 5] {
    [scope.into(), figure.into(), value.to_string(), String::new(), String::new()]
}

fn persons(out: &mut Vec<[String; 5]>, scope: &str, rows: &[&Row], needed: usize) {
    let count = |s: Status| rows.iter().filter(|r| r.status == s).count();
    let (confirmed, ambiguous, possible) =
        (count(Status::Confirmed), count(Status::Ambiguous), count(Status::Possible));
    out.push(row(scope, "persons", rows.len()));
    out.push(row(scope, "floor", confirmed + needed));
    out.push(row(scope, "ceiling", confirmed + ambiguous + possible));
    out.push(row(scope, "gap", ambiguous + possible - needed.min(ambiguous + possible)));
    for s in [Status::Confirmed, Status::Ambiguous, Status::Possible, Status::NotAffected] {
        out.push(row(scope, s.id(), count(s)));
    }
    let of = |s: Status| rows.iter().filter(move |r| r.status == s).filter_map(|r| r.probability);
    out.push(estimate(scope, "expected wrongly confirmed", of(Status::Confirmed).map(|p| 1.0 - p)));
    out.push(estimate(scope, "expected affected among the ambiguous", of(Status::Ambiguous)));
}

/// Sum of independent chances with a 95 % interval: Poisson-binomial, by its normal approximation with a Poisson allowance for small counts.
fn estimate(scope: &str, figure: &str, chances: impl Iterator<Item = f64>) -> [String; 5] {
    let (mut mean, mut variance) = (0.0, 0.0);
    for p in chances {
        mean += p;
        variance += p * (1.0 - p);
    }
    let half = 1.96 * variance.sqrt();
    let high = mean + half + if mean > 0.0 { 1.0 } else { 0.0 };
    [
        scope.into(),
        figure.into(),
        format!("{mean:.1}"),
        format!("{:.0}", (mean - half).max(0.0).floor()),
        format!("{:.0}", high.ceil()),
    ]
}

/// The fewest more persons that the ambiguous records need: a packing of records without a confirmed candidate whose
/// candidate sets do not meet. Each such record is surely somebody's of its set, so the packing is a lower bound.
fn needed(
    index: &Index,
    decisions: &[Decision],
    rows: &[&Row],
    controller: Option<usize>,
    policy: Policy,
) -> usize {
    let confirmed: BTreeSet<u32> =
        rows.iter().filter(|r| r.status == Status::Confirmed).map(|r| r.id).collect();
    let mut sets: Vec<Vec<u32>> = Vec::new();
    for d in decisions.iter().filter(|d| d.state == RecordState::Ambiguous) {
        let mut per_register: BTreeMap<usize, (Vec<u32>, f64)> = BTreeMap::new();
        for (p, x) in &d.persons {
            let register = index.place(*p).0;
            if controller.is_none_or(|c| c == register) {
                let (set, sum) = per_register.entry(register).or_default();
                set.push(*p);
                *sum += x;
            }
        }
        // For the case one register's view is enough: the same human may stand in two.
        if let Some((set, _)) = per_register
            .into_values()
            .find(|(set, sum)| *sum >= policy.confirm && !set.iter().any(|p| confirmed.contains(p)))
        {
            sets.push(set);
        }
    }
    sets.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    sets.dedup();
    let mut used: BTreeSet<u32> = BTreeSet::new();
    sets.iter()
        .filter(|s| {
            !s.iter().any(|p| used.contains(p)) && {
                used.extend(s.iter());
                true
            }
        })
        .count()
}

/// Each human once where that is proven: rows of several registers with one BSN are folded into the strongest.
fn humans<'a>(index: &Index, roster: &'a [Row]) -> Vec<&'a Row> {
    roster
        .iter()
        .filter(|r| {
            index.with_bsn_of(r.id).iter().all(|other| {
                let o = &roster[*other as usize];
                o.controller == r.controller || (r.status, r.id) < (o.status, o.id)
            })
        })
        .collect()
}
