//! Tables of which several rows together are one person: a row for each attribute (`501;Achternaam;Bos`), or rows of several
//! types (`10|000001|Bos|Anna`, `11|000001|Dorpsstraat|1`). The rows of a person become one, and are judged as any table is.

mod attributes;
mod types;

use peil_model::{Cells, Place};

/// How the rows of such a table belong together.
pub(super) enum Shape {
    Attributes(attributes::Layout),
    Types(types::Layout),
}

/// Rows with their places, one person behind the other.
pub(super) type Rows = Vec<(Place, Cells)>;

/// Rows under the heads of their columns, empty where nothing says what a column is.
#[derive(Default)]
pub(super) struct Wide {
    pub(super) heads: Vec<String>,
    pub(super) rows: Rows,
}

/// Rows that are kept until they are judged together, and bytes of them.
const HELD: usize = 5_000;
const HELD_BYTES: usize = 16 * 1024 * 1024;

/// Rows of such a table that wait to be judged together.
pub(super) struct Waiting {
    shape: Shape,
    rows: Rows,
    bytes: usize,
}

impl Waiting {
    pub(super) fn new(shape: Shape, rows: Rows) -> Waiting {
        let bytes = rows.iter().map(|(_, r)| r.text().len()).sum();
        Waiting { shape, rows, bytes }
    }

    /// Takes a row. Gives those before it if they are enough.
    pub(super) fn row(&mut self, place: Place, cells: &Cells) -> Option<Wide> {
        let begins = self.rows.last().is_some_and(|(_, before)| self.shape.begins(before, cells));
        let full = |n: usize| self.rows.len() >= n * HELD || self.bytes >= n * HELD_BYTES;
        // A person with more rows than twice that is none.
        let due = (begins && full(1)) || full(2);
        let before = due.then(|| self.take());
        self.bytes += cells.text().len();
        self.rows.push((place, cells.clone()));
        before
    }

    /// All that waits.
    pub(super) fn take(&mut self) -> Wide {
        self.bytes = 0;
        self.shape.wide(&std::mem::take(&mut self.rows))
    }
}

impl Shape {
    /// The shape of a table, if it is one of these.
    pub(super) fn of(rows: &[Cells]) -> Option<Shape> {
        attributes::Layout::of(rows)
            .map(Shape::Attributes)
            .or_else(|| types::Layout::of(rows).map(Shape::Types))
    }

    /// Whether a row begins another person than the row before.
    fn begins(&self, before: &Cells, row: &Cells) -> bool {
        match self {
            Shape::Attributes(layout) => layout.begins(before, row),
            Shape::Types(layout) => layout.begins(before, row),
        }
    }

    /// The rows of whole persons as one each.
    fn wide(&self, rows: &[(Place, Cells)]) -> Wide {
        let mut groups: Vec<&[(Place, Cells)]> = Vec::new();
        let mut from = 0;
        for i in 1..rows.len() {
            if let (Some((_, before)), Some((_, row))) = (rows.get(i - 1), rows.get(i))
                && self.begins(before, row)
            {
                groups.extend(rows.get(from..i));
                from = i;
            }
        }
        groups.extend(rows.get(from..).filter(|g| !g.is_empty()));
        match self {
            Shape::Attributes(layout) => layout.wide(&groups),
            Shape::Types(layout) => layout.wide(&groups),
        }
    }
}

/// Where rows stand together.
fn span(rows: &[(Place, Cells)]) -> Place {
    let mut place = rows.first().map_or(Place::row(0, 0), |(p, _)| *p);
    place.last = rows.last().map_or(place.last, |(p, _)| p.last);
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let rows: Rows = (1..)
            .zip(text.lines())
            .map(|(n, l)| (Place::row(0, n), l.split('|').collect::<Cells>()))
            .collect();
        let cells: Vec<Cells> = rows.iter().map(|(_, c)| c.clone()).collect();
        let shown = Shape::of(&cells).map_or(String::new(), |shape| {
            let wide = shape.wide(&rows);
            let rows =
                wide.rows.iter().map(|(p, r)| format!("{p} {}", r.iter().collect::<Vec<_>>().join("|")));
            std::iter::once(wide.heads.join("|")).chain(rows).collect::<Vec<_>>().join("\n")
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_row_for_each_attribute() {
        check(
            "record|kenmerk|waarde\n5|Achternaam|Bos\n5|BSN|123456782\n5|Telefoon|06\n6|Achternaam|Mol\n6|Geslacht|V\n6|Telefoon|07",
            "record|Achternaam|BSN|Telefoon|Geslacht\nrow:2-4 5|Bos|123456782|06|\nrow:5-7 6|Mol||07|V",
        );
        check("naam|bsn|plaats\na|1|x\nb|2|y\nc|3|z\nd|4|x\ne|5|y\nf|6|x", "");
    }

    #[test]
    fn all_rows_of_a_type_count() {
        let orders: String = (1000..1400).map(|n| format!("20|1|{n}|Hb\n")).collect();
        let text = format!("10|1|Bos\n{orders}10|2|Mol\n20|2|2000|Hb\n");
        let rows: Rows =
            (1..).zip(text.lines()).map(|(n, l)| (Place::row(0, n), l.split('|').collect())).collect();
        let cells: Vec<Cells> = rows.iter().map(|(_, c)| c.clone()).collect();
        let wide = Shape::of(&cells).expect("several types").wide(&rows);
        assert_eq!(wide.rows.len(), 401);
        assert!(wide.rows.iter().take(400).all(|(_, r)| r.get(0) == "Bos"));
    }

    /// Of rows that are there to cost memory nothing is lost, and nothing is repeated without end.
    #[test]
    fn types_and_cells_without_end() {
        let wide_row: String = (0..300).map(|n| format!("|c{n}")).collect();
        let long = "x".repeat(10_000);
        let types: String = (0..200).map(|n| format!("T{n}|3|t{n}\n")).collect();
        let plain = "10|1|Bos\n20|1|8|Hb\n20|1|9|Hb\n10|2|Mol\n20|2|7|Hb\n10|3|Vos\n20|3|6|Hb\n";
        let text = format!("{plain}{types}10|4|{long}\n20|4|5|Hb\n20|4{wide_row}\n");
        let rows: Rows =
            (1..).zip(text.lines()).map(|(n, l)| (Place::row(0, n), l.split('|').collect())).collect();
        let judged: Vec<Cells> = rows.iter().take(7).map(|(_, c)| c.clone()).collect();
        let wide = Shape::of(&judged).expect("several types").wide(&rows);
        let all: String = wide.rows.iter().map(|(_, r)| r.text()).collect();
        assert!(rows.iter().all(|(_, r)| (2..r.len()).all(|c| all.contains(r.get(c)))));
        assert_eq!(all.matches(&long).count(), 1);
        assert!(wide.heads.len() < 300, "{}", wide.heads.len());
    }

    #[test]
    fn rows_of_several_types() {
        check(
            "00LAB\n10|1|Bos|Anna\n20|1|Hb|8|mmol/L\n20|1|CRP|5|mg/L\n10|2|Mol|Jan\n12|2|TEL|0612345678\n10|3|Vos|Piet\n12|3|TEL|0687654321",
            "||||||TEL\nrow:2-4 Bos|Anna|Hb|8|mmol/L||\nrow:2-4/10 Bos|Anna|CRP|5|mg/L||\n\
             row:5-6 Mol|Jan||||TEL|0612345678\nrow:7-8 Vos|Piet||||TEL|0687654321",
        );
    }
}
