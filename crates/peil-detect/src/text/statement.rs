//! SQL statements in logs: `INSERT INTO patient (naam, bsn) VALUES ('Jansen', '123456782')`, `UPDATE ... SET naam = 'Jansen' WHERE ...`.

use peil_model::Cells;

/// Columns of a statement at most.
const COLUMNS_MAX: usize = 500;
/// Rows of one statement at most; those beyond stay text.
const ROWS_MAX: usize = 10_000;

/// The table, and the column names and rows of a statement in a line, if there is one that names its columns.
pub(super) fn rows(line: &str) -> Option<(&str, Vec<Cells>)> {
    let low = line.to_ascii_lowercase();
    if let Some(at) = low.find("insert into ") {
        let rest = line.get(at + 12..)?;
        return Some((table(rest), inserted(rest)?));
    }
    let at = low.find("update ").filter(|at| low.get(*at..).is_some_and(|r| r.contains(" set ")))?;
    Some((table(line.get(at + 7..)?), assigned(line.get(at..)?)?))
}

/// The table's name without its schema and quotes.
fn table(rest: &str) -> &str {
    let word = rest.trim_start().split([' ', '(']).next().unwrap_or("");
    word.rsplit('.').next().unwrap_or(word).trim_matches(QUOTES)
}

/// Marks around names.
const QUOTES: [char; 4] = ['`', '"', '[', ']'];

/// `table (a, b) VALUES (1, 'x'), (2, 'y')`.
fn inserted(rest: &str) -> Option<Vec<Cells>> {
    let open = rest.find('(')?;
    if rest.get(..open)?.split_whitespace().count() != 1 {
        return None;
    }
    let (names, mut rest) = list(rest.get(open..)?)?;
    let low = rest.trim_start().to_ascii_lowercase();
    if !low.starts_with("values") || names.len() < 2 {
        return None;
    }
    rest = rest.trim_start().get(6..)?;
    let bare = |n: &String| n.trim_matches(QUOTES).to_owned();
    let mut out = vec![cells(&names.iter().map(bare).collect::<Vec<_>>())];
    while let Some((values, after)) = list(rest.trim_start_matches([',', ' ', '\t'])) {
        if values.len() != names.len() || out.len() > ROWS_MAX {
            break;
        }
        out.push(cells(&values));
        rest = after;
    }
    (out.len() > 1).then_some(out)
}

/// `SET a = 1, b = 'x' WHERE c = 2 AND d = 'y'`: all of them say something of the row.
fn assigned(statement: &str) -> Option<Vec<Cells>> {
    let mut names = Vec::new();
    let mut values = Vec::new();
    let mut rest = statement;
    while let Some(at) = rest.find('=') {
        let name = rest.get(..at)?.trim_end().rsplit([' ', ',', '(', '.', '\t']).next().unwrap_or("");
        let (value, after) = value(rest.get(at + 1..)?.trim_start())?;
        names.push(name.trim_matches(QUOTES).to_owned());
        values.push(value);
        rest = after;
        if names.len() > COLUMNS_MAX {
            break;
        }
    }
    (names.len() >= 2).then(|| vec![cells(&names), cells(&values)])
}

/// A list in brackets: its values, and what follows.
fn list(text: &str) -> Option<(Vec<String>, &str)> {
    let mut rest = text.strip_prefix('(')?;
    let mut out = Vec::new();
    loop {
        let (found, after) = value(rest.trim_start())?;
        out.push(found);
        let after = after.trim_start();
        if let Some(end) = after.strip_prefix(')') {
            return Some((out, end));
        }
        rest = after.strip_prefix(',')?;
        if out.len() > COLUMNS_MAX {
            return None;
        }
    }
}

/// One value, quoted or bare, and what follows.
fn value(text: &str) -> Option<(String, &str)> {
    let text = text.strip_prefix('N').filter(|t| t.starts_with('\'')).unwrap_or(text);
    let Some(inner) = text.strip_prefix('\'') else {
        let end = text.find([',', ')', ' ', ';', '\t']).unwrap_or(text.len());
        let bare = text.get(..end)?;
        return Some((
            if bare.eq_ignore_ascii_case("null") { String::new() } else { bare.to_owned() },
            text.get(end..)?,
        ));
    };
    let mut out = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        match c {
            '\'' if chars.peek().is_some_and(|(_, n)| *n == '\'') => {
                chars.next();
                out.push('\'');
            }
            '\'' => return Some((out, inner.get(i + 1..)?)),
            '\\' => out.extend(chars.next().map(|(_, n)| n)),
            c => out.push(c),
        }
    }
    None
}

fn cells(list: &[String]) -> Cells {
    list.iter().map(String::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements() {
        let check = |line: &str, expected: &str| {
            let shown = rows(line).map_or(String::new(), |(table, rows)| {
                let rows = rows.iter().map(|c| c.iter().collect::<Vec<_>>().join("|"));
                std::iter::once(table.to_owned()).chain(rows).collect::<Vec<_>>().join(" / ")
            });
            assert_eq!(shown, expected, "{line}");
        };
        check("12:00 INSERT INTO p (a, `b`) VALUES (1, 'd''Arc'), (NULL, N'x');", "p / a|b / 1|d'Arc / |x");
        check(
            "UPDATE lims.`p` SET naam = 'Jansen', tel=0612 WHERE bsn = '123456782'",
            "p / naam|tel|bsn / Jansen|0612|123456782",
        );
        check("INSERT INTO p VALUES (1, 2)", "");
        check("INSERT INTO p (a, b) VALUES (1, 'no end", "");
        check("please insert into the form (a, b) values you know", "");
    }
}
