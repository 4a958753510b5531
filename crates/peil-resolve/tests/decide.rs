//! Registers and records in, decisions out; and the properties of `decide` that everything after it rests on.

use std::collections::BTreeSet;

use expect_test::{Expect, expect};
use peil_model::{Address, Bsn, Name, Number, NumberKind, PartialDate, Person, Place, Record, Role, Sex};
use peil_resolve::{Candidate, Evidence, Index, Policy, RecordEvidence, RegisterInput, decide, normal};
use proptest::prelude::*;

/// `key n=surname x=prefix i=initials g=given q=partner b=yyyymmdd s=F a=1234AB/5/street/town bsn=... tel=...`, `_` for a blank.
fn fields(line: &str) -> Vec<(&str, String)> {
    let word = |w| str::split_once(w, '=').unwrap_or(("key", w));
    line.split_whitespace().map(word).map(|(k, v)| (k, v.replace('_', " "))).collect()
}

fn name(fields: &[(&str, String)]) -> Vec<Name> {
    let get = |k: &str| fields.iter().find(|f| f.0 == k).map(|f| f.1.clone()).unwrap_or_default();
    let name = Name {
        surname: get("n"),
        prefix: get("x"),
        partner_surname: get("q"),
        initials: get("i"),
        given: get("g"),
        ..Name::default()
    };
    if name == Name::default() { Vec::new() } else { vec![name] }
}

fn birth(raw: &str) -> Option<PartialDate> {
    let n: u32 = raw.parse().ok()?;
    PartialDate::new((n / 10_000) as u16, (n / 100 % 100) as u8, (n % 100) as u8)
}

fn address(raw: &str) -> Address {
    let part = |n: usize| raw.split('/').nth(n).unwrap_or("").to_owned();
    Address { postcode: part(0), number: part(1), street: part(2), city: part(3), ..Address::default() }
}

fn person(line: &str) -> Person {
    let f = fields(line);
    let mut p = Person { names: name(&f), ..Person::default() };
    for (k, v) in f {
        match k {
            "key" => p.key = v,
            "b" => p.birth = birth(&v),
            "s" => p.sex = Some(if v == "F" { Sex::Female } else { Sex::Male }),
            "a" => p.addresses.push(address(&v)),
            "bsn" => p.bsns.push(v),
            "tel" => p.phones.push(v),
            _ => {}
        }
    }
    p
}

fn record(line: &str) -> Record {
    let f = fields(line);
    let mut r = Record { names: name(&f), ..Record::at(Place::message(1)) };
    for (k, v) in f {
        match k {
            "b" => r.birth = birth(&v),
            "a" => r.addresses.push(address(&v)),
            "bsn" => r.bsns.push(Bsn { digits: v, labelled: true }),
            "maybe" => r.bsns.push(Bsn { digits: v, labelled: false }),
            "tel" => r.phones.push(v),
            "sp" => {
                r.numbers.push(Number { kind: NumberKind::Specimen, issuer: String::new(), value: v });
            }
            "role" => r.role = if v == "staff" { Role::Staff } else { Role::Contact },
            _ => {}
        }
    }
    r
}

/// A record's candidates and number hashes, which its evidence borrows.
struct Made {
    record: Record,
    candidates: Vec<Candidate>,
    numbers: Vec<u64>,
}

fn made(index: &Index, line: &str) -> Made {
    let record = record(line);
    let numbers = record.numbers.iter().map(|n| normal::hash(9, &[n.value.as_bytes()])).collect();
    Made { candidates: index.candidates(&record), numbers, record }
}

fn evidence(made: &Made) -> RecordEvidence<'_> {
    let r = &made.record;
    let bsn = r.bsns.first().filter(|b| b.labelled);
    RecordEvidence {
        candidates: &made.candidates,
        numbers: &made.numbers,
        registers: 1,
        about: Evidence {
            bsn: bsn.map_or(0, |b| normal::hash(5, &[b.digits.as_bytes()])),
            birth: r.birth.map_or(0, normal::day),
            surname: r.names.first().map_or(0, |n| normal::sound(&normal::letters(&n.surname))),
        },
        identifies: !r.names.is_empty() || bsn.is_some(),
    }
}

const POLICY: Policy = Policy { confirm: 0.99, notice: 0.05 };

/// Invented women who fill the register around those that a test names.
fn crowd(n: u32) -> impl Iterator<Item = Person> {
    let syllables = ["bra", "del", "mos", "kin", "vel", "tor", "ham", "rij", "zee", "wol"];
    (0..n).map(move |i| {
        let pick = |k: u32| syllables[(i / 10u32.pow(k) % 10) as usize];
        let surname = [pick(0), pick(1), pick(2)].concat();
        let initial = char::from(b'A' + (i % 26) as u8);
        let birth = 19_400_000 + i % 60 * 10_000 + (i % 12 + 1) * 100 + i % 28 + 1;
        let home = format!("{}AB/{}/Laan/Stad", 1000 + i % 9000, i % 200 + 1);
        person(&format!("c{i} n={surname} i={initial} b={birth} s=F a={home} bsn=9{i:08}"))
    })
}

fn index(persons: &str, keys: &[(&str, u32)]) -> (Index, Vec<String>) {
    let lines = persons.lines().map(str::trim).filter(|l| !l.is_empty());
    let mut all: Vec<Person> = lines.map(person).collect();
    all.extend(crowd(2000));
    let names = all.iter().map(|p| p.key.clone()).collect();
    let keys = keys.iter().map(|(n, p)| ((*n).to_owned(), *p)).collect();
    (Index::build(vec![RegisterInput { persons: all, keys }]), names)
}

fn check(persons: &str, keys: &[(&str, u32)], records: &str, expect: Expect) {
    let (index, names) = index(persons, keys);
    let lines: Vec<&str> = records.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let made: Vec<Made> = lines.iter().map(|l| made(&index, l)).collect();
    let evidence: Vec<RecordEvidence<'_>> = made.iter().map(evidence).collect();
    let shown: String = decide(&index, &evidence, POLICY)
        .iter()
        .zip(&lines)
        .map(|(d, line)| {
            let shown = |(p, x): &(u32, f64)| {
                let sure = if *x >= POLICY.confirm { "confirmed".into() } else { format!("{x:.2}") };
                format!("{} {sure}", names[*p as usize])
            };
            let persons: Vec<String> = d.persons.iter().map(shown).collect();
            format!("{line}: {} {}\n", d.state.id(), persons.join(", "))
        })
        .collect();
    expect.assert_eq(&shown);
}

#[test]
fn the_fields_together_decide() {
    check(
        "p0 n=Hoekstra i=AM g=Anna_Maria b=19720505 s=F a=9201GL/9/Stationsweg/Drachten bsn=414213567",
        &[],
        "n=Hoekstra i=A b=19720505
         n=Hoekstra g=Anna b=19720505 a=9201GL/9
         n=Hoekstra i=A b=19720505 a=9999ZZ/1
         n=Hoekstra g=Anna b=19720505 bsn=414213567
         n=Hoekstra g=Anna b=19720505 bsn=999999990
         n=Hoekstra g=Bertha b=19720505 bsn=999999990
         n=Visser g=Bertha b=19610101 bsn=414213567
         bsn=414213567
         maybe=414213567
         maybe=414213567 n=Hoekstra
         n=Hoekstra g=Anna
         n=Hoekstra g=Anna role=staff b=19720505 bsn=414213567
         n=Hoekstra i=A b=19720505 role=contact
         n=Hokestra i=A b=19720505 a=9201GL/9
         n=Hoekstra i=A b=19720405
         g=Anna b=19720505
         a=9201GL/9",
        expect![[r#"
            n=Hoekstra i=A b=19720505: linked p0 confirmed
            n=Hoekstra g=Anna b=19720505 a=9201GL/9: linked p0 confirmed
            n=Hoekstra i=A b=19720505 a=9999ZZ/1: linked p0 confirmed
            n=Hoekstra g=Anna b=19720505 bsn=414213567: linked p0 confirmed
            n=Hoekstra g=Anna b=19720505 bsn=999999990: unregistered 
            n=Hoekstra g=Bertha b=19720505 bsn=999999990: unregistered 
            n=Visser g=Bertha b=19610101 bsn=414213567: unregistered 
            bsn=414213567: linked p0 confirmed
            maybe=414213567: unlinked 
            maybe=414213567 n=Hoekstra: linked p0 confirmed
            n=Hoekstra g=Anna: ambiguous p0 0.50
            n=Hoekstra g=Anna role=staff b=19720505 bsn=414213567: unregistered 
            n=Hoekstra i=A b=19720505 role=contact: linked p0 confirmed
            n=Hokestra i=A b=19720505 a=9201GL/9: linked p0 confirmed
            n=Hoekstra i=A b=19720405: linked p0 confirmed
            g=Anna b=19720505: linked p0 confirmed
            a=9201GL/9: ambiguous p0 0.60
        "#]],
    );
}

/// Searches that go beside each other find what each finds alone, wherever it ends.
#[test]
fn records_searched_together_find_what_they_find_alone() {
    let (index, _) = index(
        "A n=Jansen g=Anna b=19800623 a=1234AB/1/Dorpsstraat/Stad bsn=123456782
         B n=Jansen g=Anna b=19800623 a=2345BC/2/Kerkweg/Dorp
         C n=Mol g=Karin b=19500203 a=2345BC/9/Kerkweg/Dorp",
        &[("500000001", 2)],
    );
    let records: Vec<Record> = [
        "n=Jansen g=Anna b=19800623 bsn=123456782",
        "n=Jansen g=Anna b=19800623 role=staff",
        "n=Jansen g=Anna b=19800623",
        "sp=500000001",
        "n=Moll i=K b=19500302",
        "n=Test g=Anna b=19800623",
        "n=Vos g=Petra b=19900101",
    ]
    .iter()
    .map(|line| record(line))
    .collect();
    let alone: Vec<Vec<Candidate>> = records.iter().map(|r| index.candidates(r)).collect();
    assert_eq!(index.all_candidates(&records), alone);
    let found: Vec<usize> = alone.iter().map(Vec::len).collect();
    assert_eq!(found, [2, 0, 2, 1, 1, 0, 0]);
}

#[test]
fn look_alikes_stay_apart() {
    check(
        "twin1 n=Wouda i=J g=Jantje b=19630714 a=8441GH/6
         twin2 n=Wouda i=J g=Jeltje b=19630714 a=8441GH/6
         mother n=Kok i=G b=19400302 a=1234AB/7
         daughter n=Kok i=G b=19680911 a=1234AB/7
         same1 n=Bakker i=A b=19550101 a=5000AA/1
         same2 n=Bakker i=A b=19550101 a=6000BB/2",
        &[],
        "n=Wouda i=J b=19630714 a=8441GH/6
         n=Wouda g=Jeltje b=19630714 a=8441GH/6
         n=Kok i=G b=19680911 a=1234AB/7
         n=Kok i=G a=1234AB/7
         n=Kok i=G b=19990101 a=1234AB/7
         n=Bakker i=A b=19550101
         n=Bakker i=A b=19550101 a=6000BB/2
         n=Bakker i=A b=19550101 a=6000BB
         n=Testpatient i=A b=19550101 a=6000BB/2",
        expect![[r#"
            n=Wouda i=J b=19630714 a=8441GH/6: ambiguous twin1 0.50, twin2 0.50
            n=Wouda g=Jeltje b=19630714 a=8441GH/6: linked twin2 confirmed
            n=Kok i=G b=19680911 a=1234AB/7: linked daughter confirmed
            n=Kok i=G a=1234AB/7: ambiguous mother 0.50, daughter 0.50
            n=Kok i=G b=19990101 a=1234AB/7: ambiguous mother 0.09, daughter 0.09
            n=Bakker i=A b=19550101: ambiguous same1 0.50, same2 0.50
            n=Bakker i=A b=19550101 a=6000BB/2: linked same2 confirmed
            n=Bakker i=A b=19550101 a=6000BB: linked same2 confirmed
            n=Testpatient i=A b=19550101 a=6000BB/2: unregistered 
        "#]],
    );
}

#[test]
fn names_now_and_before() {
    check(
        "p0 n=Berg x=van_den i=A q=Jong b=19700101 a=3500AA/1
         p1 n=Vries x=de i=B b=19710202 a=3500AB/2",
        &[],
        "n=Jong i=A b=19700101 a=3500AA/1
         n=Vandenberg i=A b=19700101
         n=Jong-van_den_Berg i=A b=19700101
         n=Devries i=B b=19710202
         n=Vries i=B b=19710220 a=3500AB/2
         n=Vries i=B b=19710202 a=9999ZZ/77",
        expect![[r#"
            n=Jong i=A b=19700101 a=3500AA/1: linked p0 confirmed
            n=Vandenberg i=A b=19700101: linked p0 confirmed
            n=Jong-van_den_Berg i=A b=19700101: linked p0 confirmed
            n=Devries i=B b=19710202: linked p1 confirmed
            n=Vries i=B b=19710220 a=3500AB/2: linked p1 confirmed
            n=Vries i=B b=19710202 a=9999ZZ/77: linked p1 confirmed
        "#]],
    );
}

#[test]
fn numbers_lead_to_the_ledger_and_to_each_other() {
    check(
        "p0 n=Hoekstra i=A b=19720505 a=9201GL/9
         p1 n=Smit i=K b=19800808 a=1000AA/3",
        &[("000123456", 0), ("777001", 1)],
        "sp=123456
         sp=777001 n=Hoekstra i=A b=19720505
         sp=555555555
         sp=444444444 n=Smit i=K b=19800808
         sp=444444444
         sp=333333333 n=Vreemd i=Q b=19500101
         sp=333333333",
        expect![[r#"
            sp=123456: linked p0 confirmed
            sp=777001 n=Hoekstra i=A b=19720505: linked p0 confirmed
            sp=555555555: unlinked 
            sp=444444444 n=Smit i=K b=19800808: linked p1 confirmed
            sp=444444444: linked p1 confirmed
            sp=333333333 n=Vreemd i=Q b=19500101: unregistered 
            sp=333333333: unregistered 
        "#]],
    );
}

proptest! {
    /// Copies of records are no new evidence, and their order is none either.
    #[test]
    fn copies_and_order_change_nothing(
        order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(),
        twice in 0..6usize,
    ) {
        let (index, _) = index(
            "p0 n=Hoekstra i=A b=19720505 a=9201GL/9 bsn=414213567
             p1 n=Hoekstra i=A b=19720505 a=9201GL/9
             p2 n=Kok i=G b=19400302 a=1234AB/7",
            &[("000123456", 2)],
        );
        let lines = [
            "n=Hoekstra i=A b=19720505",
            "n=Hoekstra i=A bsn=414213567",
            "sp=123456",
            "sp=123456 n=Kok i=G",
            "n=Kok g=Gerda b=19400302 tel=31612345678",
            "n=Vreemd i=Q b=19500101",
        ];
        let run = |order: &[usize], digits: i32| -> BTreeSet<String> {
            let made: Vec<Made> = order.iter().map(|i| made(&index, lines[*i])).collect();
            let all: Vec<RecordEvidence<'_>> = made.iter().map(evidence).collect();
            let decisions = decide(&index, &all, POLICY);
            let shown = |(i, d): (&usize, &peil_resolve::Decision)| {
                let round = |x: f64| (x * 10f64.powi(digits)).round();
                let persons: Vec<(u32, f64)> = d.persons.iter().map(|(p, x)| (*p, round(*x))).collect();
                format!("{i} {:?} {persons:?}", d.state)
            };
            order.iter().zip(&decisions).map(shown).collect()
        };
        let plain = run(&[0, 1, 2, 3, 4, 5], 9);
        prop_assert_eq!(&run(&order, 9), &plain);
        // A copy moves the share of records that fit the register, and by it a posterior's second decimal, but no state.
        let mut more = order.clone();
        more.push(twice);
        prop_assert_eq!(run(&more, 0), run(&order, 0));
    }
}
