//! Avro schemas: what the header's JSON says of the values (Apache Avro 1.12, "Schema Declaration").

use std::collections::HashMap;

use serde_json::Value;

use crate::formats::records::{DEPTH, Shape};

/// Types of one schema.
const TYPES: usize = 100_000;

/// What a number or text means beyond its storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Logical {
    None,
    Date,
    TimeMillis,
    TimeMicros,
    Millis,
    Micros,
    Nanos,
    /// Digits behind the point.
    Decimal(u32),
}

/// A type; others are named by their place in the schema.
#[derive(Clone, Debug)]
pub(super) enum Type {
    Null,
    Boolean,
    Int(Logical),
    Long(Logical),
    Float,
    Double,
    Bytes(Logical),
    Text,
    Fixed(usize, Logical),
    Enum(Vec<String>),
    Record(Vec<(String, usize)>),
    Array(usize),
    Map(usize),
    Union(Vec<usize>),
}

/// All types of a file; the last that was begun first is the record's own.
pub(super) struct Schema {
    pub(super) types: Vec<Type>,
    pub(super) root: usize,
    /// The record's name without its namespace.
    pub(super) name: String,
}

impl Schema {
    /// None if the JSON is no schema.
    pub(super) fn parse(json: &[u8]) -> Option<Schema> {
        let value: Value = serde_json::from_slice(json).ok()?;
        let mut maker = Maker { types: Vec::new(), names: HashMap::new() };
        let root = maker.make(&value, "")?;
        let name = value.get("name").and_then(Value::as_str).unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or_default().to_owned();
        Some(Schema { types: maker.types, root, name })
    }

    pub(super) fn get(&self, at: usize) -> Option<&Type> {
        self.types.get(at)
    }

    /// The layout of a type. A type inside itself is none of a row.
    pub(super) fn shape(&self) -> Shape {
        let mut room = crate::formats::records::COLUMNS;
        self.shape_of(self.root, 0, &mut room)
    }

    fn shape_of(&self, at: usize, depth: u32, room: &mut usize) -> Shape {
        if depth > DEPTH || *room == 0 {
            return Shape::Varied;
        }
        *room -= 1;
        match self.get(at) {
            Some(Type::Record(fields)) => Shape::Group(
                fields.iter().map(|(name, at)| (name.clone(), self.shape_of(*at, depth + 1, room))).collect(),
            ),
            Some(Type::Array(_) | Type::Map(_)) | None => Shape::Varied,
            Some(Type::Union(branches)) => self.shape_of_union(branches, depth, room),
            Some(_) => Shape::Leaf,
        }
    }

    /// A value that may be missing has the layout of the value.
    fn shape_of_union(&self, branches: &[usize], depth: u32, room: &mut usize) -> Shape {
        let mut shapes: Vec<Shape> = branches
            .iter()
            .filter(|b| !matches!(self.get(**b), Some(Type::Null)))
            .map(|b| self.shape_of(*b, depth + 1, room))
            .collect();
        match shapes.len() {
            0 => Shape::Leaf,
            1 => shapes.pop().unwrap_or(Shape::Leaf),
            _ if shapes.iter().all(|s| matches!(s, Shape::Leaf)) => Shape::Leaf,
            _ => Shape::Varied,
        }
    }
}

struct Maker {
    types: Vec<Type>,
    /// Places of the types that have a name, by it with its namespace.
    names: HashMap<String, usize>,
}

impl Maker {
    fn make(&mut self, value: &Value, space: &str) -> Option<usize> {
        match value {
            Value::String(name) => match plain(name, Logical::None) {
                Some(kind) => self.add(kind),
                None => self.named(name, space),
            },
            Value::Array(branches) => {
                let branches: Option<Vec<usize>> = branches.iter().map(|b| self.make(b, space)).collect();
                self.add(Type::Union(branches?))
            }
            Value::Object(object) => {
                let kind = object.get("type")?;
                let Value::String(kind) = kind else { return self.make(kind, space) };
                self.complex(kind, value, space)
            }
            _ => None,
        }
    }

    fn add(&mut self, kind: Type) -> Option<usize> {
        self.types.push(kind);
        (self.types.len() <= TYPES).then(|| self.types.len() - 1)
    }

    fn named(&self, name: &str, space: &str) -> Option<usize> {
        self.names.get(&full(name, space)).or_else(|| self.names.get(name)).copied()
    }

    fn complex(&mut self, kind: &str, value: &Value, space: &str) -> Option<usize> {
        match kind {
            "array" => {
                let items = self.make(value.get("items")?, space)?;
                self.add(Type::Array(items))
            }
            "map" => {
                let values = self.make(value.get("values")?, space)?;
                self.add(Type::Map(values))
            }
            "record" | "error" => self.record(value, space),
            "enum" => {
                let symbols = value.get("symbols")?.as_array()?;
                let symbols = symbols.iter().filter_map(Value::as_str).map(str::to_owned).collect();
                let at = self.add(Type::Enum(symbols))?;
                self.name(value, space, at);
                Some(at)
            }
            "fixed" => {
                let size = usize::try_from(value.get("size")?.as_u64()?).ok()?;
                let at = self.add(Type::Fixed(size, logical(value)))?;
                self.name(value, space, at);
                Some(at)
            }
            other => match plain(other, logical(value)) {
                Some(kind) => self.add(kind),
                None => self.named(other, space),
            },
        }
    }

    /// Fields may be of the record's own type: it has its place before them.
    fn record(&mut self, value: &Value, space: &str) -> Option<usize> {
        let at = self.add(Type::Null)?;
        let space = self.name(value, space, at);
        let mut fields = Vec::new();
        for field in value.get("fields")?.as_array()? {
            let name = field.get("name").and_then(Value::as_str).unwrap_or_default();
            fields.push((name.to_owned(), self.make(field.get("type")?, &space)?));
        }
        *self.types.get_mut(at)? = Type::Record(fields);
        Some(at)
    }

    /// Keeps the name of a type; returns the namespace for what is in it.
    fn name(&mut self, value: &Value, space: &str, at: usize) -> String {
        let space = value.get("namespace").and_then(Value::as_str).unwrap_or(space);
        let name = full(value.get("name").and_then(Value::as_str).unwrap_or_default(), space);
        let space = name.rsplit_once('.').map_or("", |(space, _)| space).to_owned();
        self.names.insert(name, at);
        space
    }
}

fn full(name: &str, space: &str) -> String {
    if name.contains('.') || space.is_empty() { name.to_owned() } else { format!("{space}.{name}") }
}

fn plain(name: &str, logical: Logical) -> Option<Type> {
    Some(match name {
        "null" => Type::Null,
        "boolean" => Type::Boolean,
        "int" => Type::Int(logical),
        "long" => Type::Long(logical),
        "float" => Type::Float,
        "double" => Type::Double,
        "bytes" => Type::Bytes(logical),
        "string" => Type::Text,
        _ => return None,
    })
}

fn logical(value: &Value) -> Logical {
    match value.get("logicalType").and_then(Value::as_str).unwrap_or_default() {
        "date" => Logical::Date,
        "time-millis" => Logical::TimeMillis,
        "time-micros" => Logical::TimeMicros,
        "timestamp-millis" | "local-timestamp-millis" => Logical::Millis,
        "timestamp-micros" | "local-timestamp-micros" => Logical::Micros,
        "timestamp-nanos" | "local-timestamp-nanos" => Logical::Nanos,
        "decimal" => {
            let scale = value.get("scale").and_then(Value::as_u64).unwrap_or(0);
            Logical::Decimal(u32::try_from(scale).unwrap_or(0))
        }
        _ => Logical::None,
    }
}
