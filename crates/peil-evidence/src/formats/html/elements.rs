//! What elements mean for the text of a page.

/// Elements that stand on lines of their own.
pub(super) const BLOCKS: [&str; 43] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "title",
    "ul",
];
/// Kinds of input fields whose value nobody has filled in.
pub(super) const NO_VALUES: [&str; 8] =
    ["hidden", "submit", "button", "image", "reset", "checkbox", "radio", "password"];

/// Elements that a class can make a label: they do nothing but hold text. `p` closes itself and holds none of its own kind.
pub(super) const LABELS: [&str; 12] =
    ["span", "div", "p", "b", "strong", "em", "i", "u", "small", "font", "label", "dt"];

/// Whether a class says that its element is the label of what follows: `<span class="label">BSN</span><span>123456782</span>`.
pub(super) fn is_label(class: &str) -> bool {
    const WORDS: [&str; 10] = [
        "label",
        "lbl",
        "key",
        "term",
        "veldnaam",
        "fieldname",
        "field-name",
        "field-label",
        "kop",
        "prompt",
    ];
    class.split_ascii_whitespace().any(|c| {
        let c = c.to_ascii_lowercase();
        WORDS.contains(&c.as_str())
            || c.ends_with("-label")
            || c.ends_with("__label")
            || c.ends_with("_label")
    })
}
