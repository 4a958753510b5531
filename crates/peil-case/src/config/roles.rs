//! Names of column roles as `columns` and `ledger_columns` of `peil.toml` use them.

use peil_detect::headers::FieldRole::{self, *};

use super::nearest::nearest;

/// Role, its name, other names for it.
type Row = (FieldRole, &'static str, &'static [&'static str]);

/// The first name of each role is the one that `init` writes.
const ROLES: &[Row] = &[
    (Key, "key", &["id", "person_key", "client_key", "client_id"]),
    (PatientNumber, "patient_number", &["patient", "patient_id", "patientnummer", "client_number"]),
    (Bsn, "bsn", &["burgerservicenummer", "citizen_service_number"]),
    (FullName, "name", &["full_name", "naam", "fullname"]),
    (Surname, "surname", &["last_name", "family_name", "achternaam", "own_surname", "birth_surname"]),
    (Prefix, "prefix", &["tussenvoegsel", "voorvoegsel", "own_prefix", "surname_prefix"]),
    (PartnerSurname, "partner_surname", &["partner_name", "partnernaam", "married_name"]),
    (PartnerPrefix, "partner_prefix", &["partner_tussenvoegsel", "partner_voorvoegsel"]),
    (Initials, "initials", &["voorletters", "initialen"]),
    (GivenNames, "given_names", &["given_name", "first_name", "first_names", "voornaam", "voornamen"]),
    (FormerSurname, "former_surname", &["old_surname", "previous_surname", "former_name"]),
    (FormerPrefix, "former_prefix", &["old_prefix", "previous_prefix"]),
    (NameUse, "name_use", &["naamgebruik", "name_usage"]),
    (BirthDate, "birth_date", &["dob", "birthdate", "date_of_birth", "geboortedatum"]),
    (BirthYear, "birth_year", &["year_of_birth", "geboortejaar"]),
    (BirthMonth, "birth_month", &["month_of_birth", "geboortemaand"]),
    (BirthDay, "birth_day", &["day_of_birth", "geboortedag"]),
    (Sex, "sex", &["gender", "geslacht"]),
    (AddressLine, "address", &["address_line", "adres"]),
    (Street, "street", &["straat", "street_name"]),
    (HouseNumber, "house_number", &["number", "huisnummer", "housenumber"]),
    (HouseSuffix, "house_suffix", &["suffix", "house_letter", "huisletter", "toevoeging"]),
    (Postcode, "postcode", &["zip", "zipcode", "zip_code", "postal_code"]),
    (City, "city", &["town", "woonplaats", "plaats"]),
    (PostcodeCity, "postcode_city", &["zip_city"]),
    (Country, "country", &["land"]),
    (FormerAddress, "former_address", &["old_address", "previous_address"]),
    (FormerPostcode, "former_postcode", &["old_postcode", "previous_postcode", "former_zip"]),
    (FormerHouseNumber, "former_house_number", &["old_house_number", "previous_house_number"]),
    (Email, "email", &["e_mail", "mail", "email_address"]),
    (Phone, "phone", &["telephone", "tel", "mobile", "telefoon"]),
    (Iban, "iban", &["bank_account", "rekeningnummer"]),
    (InsuranceNumber, "insurance_number", &["policy_number", "verzekerdennummer", "polisnummer"]),
    (Specimen, "specimen", &["specimen_number", "barcode", "monster", "sample", "lab_number"]),
    (Order, "order", &["order_number", "request_number", "ordernummer"]),
    (TestKind, "test_kind", &["test", "onderzoek"]),
    (TestResult, "test_result", &["result", "uitslag"]),
    (Gp, "gp", &["huisarts", "general_practitioner"]),
    (GpAgb, "gp_agb", &["agb"]),
    (Requester, "requester", &["aanvrager"]),
    (Client, "client", &["opdrachtgever"]),
    (MedicalText, "medical_text", &["remarks", "complaints"]),
    (OtherDate, "other_date", &[]),
    (DeathDate, "death_date", &["date_of_death", "overlijdensdatum"]),
    (Deceased, "deceased", &["overleden", "died"]),
    (Secrecy, "secrecy", &["secret", "geheimhouding", "geheim"]),
    (Abroad, "abroad", &["emigrated", "left_country"]),
    (Person, "person", &["person_id", "persoon"]),
    (Recipient, "recipient", &["receiver", "ontvanger"]),
    (Date, "date", &["datum", "disclosed", "date_sent"]),
    (Categories, "categories", &["category", "categorieen"]),
    (ContactName, "contact_name", &[]),
    (ContactPhone, "contact_phone", &[]),
    (Function, "function", &["functie"]),
];

/// The name of a role in `peil.toml`.
pub fn role_name(role: FieldRole) -> &'static str {
    ROLES.iter().find(|(r, ..)| *r == role).map_or("", |(_, name, _)| name)
}

/// The names of all roles.
pub fn role_names() -> impl Iterator<Item = &'static str> {
    ROLES.iter().map(|(_, name, _)| *name)
}

/// The role with this name or other name; case, blanks and hyphens do not count.
pub fn role_from_name(name: &str) -> Option<FieldRole> {
    let name = plain(name);
    ROLES.iter().find(|(_, n, other)| *n == name || other.contains(&name.as_str())).map(|(r, ..)| *r)
}

/// The role name that a mistyped one was meant to be.
pub(crate) fn nearest_role(name: &str) -> Option<&'static str> {
    let name = plain(name);
    let all = ROLES.iter().flat_map(|(_, n, other)| std::iter::once(*n).chain(other.iter().copied()));
    nearest(&name, all)
}

fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_back_to_its_role() {
        let mut seen = std::collections::BTreeSet::new();
        for (role, name, other) in ROLES {
            assert_eq!(role_name(*role), *name);
            for n in std::iter::once(name).chain(*other) {
                assert_eq!(role_from_name(n), Some(*role), "{n}");
                assert!(seen.insert(*n), "{n} stands for two roles");
            }
        }
    }

    #[test]
    fn spelling_is_lenient_and_typos_are_guessed() {
        assert_eq!(role_from_name(" Birth-Date "), Some(BirthDate));
        assert_eq!(role_from_name("DOB"), Some(BirthDate));
        assert_eq!(role_from_name("nonsense"), None);
        assert_eq!(nearest_role("birth_dat"), Some("birth_date"));
    }
}
