//! `Debug` for types that hold personal data: the name of the type and nothing else.

macro_rules! masked {
    ($($t:ident),+ $(,)?) => {$(
        impl std::fmt::Debug for $t {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($t), "(masked)"))
            }
        }
    )+};
}
pub(crate) use masked;
