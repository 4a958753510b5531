//! Several rows of one key: one person's history.

use peil_model::Person;

use super::row::push;

/// Adds what a later row says to a person. What the first row says stays first.
///
/// Gives whether the rows contradict each other in what cannot change: the birth date.
pub(crate) fn merge(person: &mut Person, later: Person) -> bool {
    let contradiction =
        matches!((person.birth, later.birth), (Some(a), Some(b)) if a.is_whole() && b.is_whole() && a != b);
    later.bsns.into_iter().for_each(|v| push(&mut person.bsns, v));
    later.names.into_iter().for_each(|v| push(&mut person.names, v));
    later.addresses.into_iter().for_each(|v| push(&mut person.addresses, v));
    later.emails.into_iter().for_each(|v| push(&mut person.emails, v));
    later.phones.into_iter().for_each(|v| push(&mut person.phones, v));
    later.ibans.into_iter().for_each(|v| push(&mut person.ibans, v));
    later.numbers.into_iter().for_each(|v| push(&mut person.numbers, v));
    let more_known = match (person.birth, later.birth) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => !a.is_whole() && b.is_whole(),
        _ => false,
    };
    if more_known {
        person.birth = later.birth;
    }
    person.sex = person.sex.or(later.sex);
    person.deceased |= later.deceased;
    person.secret |= later.secret;
    person.abroad |= later.abroad;
    contradiction
}
