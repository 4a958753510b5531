//! E-mail addresses.

/// The address in lower case, without `mailto:`, angle brackets or quotes around it; `None` if it is none.
///
/// Takes what RFC 5321 calls a dot-string before the `@` and a host name with a top-level domain of letters after it.
pub fn normal(raw: &str) -> Option<String> {
    let s = raw.trim();
    let s = s.rsplit_once('<').map_or(s, |(_, inner)| inner);
    let s = s.trim_matches(|c: char| c.is_whitespace() || "<>()[]\"',;:.".contains(c));
    let s = match s.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => s.get(7..)?,
        _ => s,
    };
    let (local, domain) = s.split_once('@')?;
    (s.len() <= 254 && is_local(local) && is_domain(domain)).then(|| s.to_lowercase())
}

fn is_local(s: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-.".contains(c);
    !s.is_empty() && s.chars().all(fits) && !s.starts_with('.') && !s.ends_with('.') && !s.contains("..")
}

fn is_domain(s: &str) -> bool {
    let label = |l: &str| {
        !l.is_empty()
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    let top = |t: &str| t.len() >= 2 && (t.chars().all(char::is_alphabetic) || t.starts_with("xn--"));
    s.rsplit_once('.').is_some_and(|(rest, t)| rest.split('.').all(label) && top(t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(raw: &str, expect: &str) {
        assert_eq!(normal(raw).unwrap_or_default(), expect, "{raw}");
    }

    #[test]
    fn forms() {
        check("A.Jansen@Voorbeeld.NL", "a.jansen@voorbeeld.nl");
        check("mailto:a@b.nl", "a@b.nl");
        check("Anna Jansen <anna+lab@mail.voorbeeld.amsterdam>", "anna+lab@mail.voorbeeld.amsterdam");
        check(" a@b.nl; ", "a@b.nl");
        for raw in ["", "a@b", "@b.nl", "a@.nl", "a..b@c.nl", "a b@c.nl", "a@b@c.nl", "a@b.1", "jansen.nl"] {
            check(raw, "");
        }
    }

    proptest! {
        #[test]
        fn never_panics(s in "\\PC*") {
            let _ = normal(&s);
        }
    }
}
