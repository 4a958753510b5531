//! What invented people and places are made of. Frequent names stand first and are drawn more often.

/// Frequent surnames with their prefix.
pub(crate) const SURNAMES: [(&str, &str); 20] = [
    ("de", "Jong"),
    ("", "Jansen"),
    ("de", "Vries"),
    ("van den", "Berg"),
    ("van", "Dijk"),
    ("", "Bakker"),
    ("", "Visser"),
    ("", "Smit"),
    ("", "Yılmaz"),
    ("El", "Idrissi"),
    ("", "Kowalczyk"),
    ("", "Hoekstra"),
    ("van 't", "Hof"),
    ("", "Çelik"),
    ("", "Nuñez"),
    ("van der", "Meulen"),
    ("", "Özdemir"),
    ("", "Wójcik"),
    ("", "Brûlée"),
    ("ten", "Cate"),
];
/// First parts of composed surnames.
pub(crate) const STEMS: [&str; 40] = [
    "Hout", "Wes", "Zand", "Klaver", "Brink", "Molen", "Linde", "Rog", "Duin", "Sloot", "Vlas", "Kers",
    "Pols", "Goud", "Haver", "Berk", "Wil", "Rietz", "Toren", "Kwik", "Oost", "Veen", "Kamp", "Stel",
    "Zilver", "Boom", "Hazel", "Water", "Schaap", "Noor", "Eik", "Blauw", "Kruis", "Dorn", "Graaf", "Heuvel",
    "Jager", "Laken", "Mosk", "Pater",
];
/// Middle parts of composed surnames.
pub(crate) const MIDDLES: [&str; 6] = ["", "", "er", "en", "el", "s"];
/// Last parts of composed surnames.
pub(crate) const ENDS: [&str; 18] = [
    "man", "stra", "huis", "veld", "beek", "hoek", "bos", "horst", "meijer", "dal", "voort", "ing", "sma",
    "kens", "wijk", "inga", "poort", "ema",
];
/// Prefixes of composed surnames.
pub(crate) const PREFIXES: [&str; 6] = ["van", "van der", "de", "van den", "ter", "van de"];
/// Women's given names.
pub(crate) const WOMEN: [&str; 36] = [
    "Anna",
    "Maria",
    "Johanna",
    "Sanne",
    "Fatima",
    "Elżbieta",
    "Ayşe",
    "Wilhelmina",
    "Trijntje",
    "Catharina",
    "Noor",
    "Lotte",
    "Eva",
    "Hendrika",
    "Marijke",
    "Zoë",
    "Femke",
    "Ilse",
    "Petronella",
    "Gerda",
    "Brechtje",
    "Khadija",
    "Priya",
    "Renée",
    "Dorothea",
    "Ursula",
    "Yvonne",
    "Odette",
    "Quirine",
    "Valerie",
    "Xandra",
    "Berendina",
    "Geertruida",
    "Irma",
    "Jacoba",
    "Klazina",
];
/// Men's given names.
pub(crate) const MEN: [&str; 20] = [
    "Jan",
    "Pieter",
    "Mohamed",
    "Daan",
    "Willem",
    "Sjoerd",
    "Kees",
    "Mehmet",
    "Rachid",
    "Gerrit",
    "Stanisław",
    "Bram",
    "Fokke",
    "Hessel",
    "Otto",
    "Ruben",
    "Tjalling",
    "Ulrich",
    "Victor",
    "Ynte",
];
/// Women's given names of one initial, for sisters.
pub(crate) const SISTERS: [(&str, &str); 8] = [
    ("Anna", "Astrid"),
    ("Maria", "Mieke"),
    ("Sanne", "Sofie"),
    ("Eva", "Emma"),
    ("Lotte", "Linda"),
    ("Gerda", "Greetje"),
    ("Hanna", "Heleen"),
    ("Petra", "Paula"),
];
/// Men's given names of one initial, for brothers.
pub(crate) const BROTHERS: [(&str, &str); 5] =
    [("Jan", "Joris"), ("Pieter", "Paul"), ("Daan", "Dirk"), ("Willem", "Wouter"), ("Kees", "Klaas")];
/// Streets; the last is longer than any message of the old formats carries.
pub(crate) const STREETS: [&str; 17] = [
    "Dorpsstraat",
    "Kerkstraat",
    "Molenweg",
    "Lindelaan",
    "Stationsplein",
    "Schoolstraat",
    "Beatrixlaan",
    "Havenkade",
    "Eikendreef",
    "Kastanjehof",
    "Oranjesingel",
    "Prinsengracht",
    "Zandpad",
    "2e Dwarsweg",
    "Laan van Nieuw Oosteinde",
    "Plein 1945",
    "Burgemeester van Nispen tot Zevenaerstraat",
];
/// Towns; one longer than the 24 and 20 characters that the old formats carry.
pub(crate) const TOWNS: [&str; 12] = [
    "Amsterdam",
    "Utrecht",
    "Rijswijk",
    "Leiden",
    "Breda",
    "Zwolle",
    "Delft",
    "Ede",
    "Alphen aan den Rijn",
    "Hoorn",
    "'s-Gravenhage",
    "Sint Jansteen aan de Leie en Zee",
];
/// General practitioners of other practices: AGB code, surname, initials.
pub(crate) const DOCTORS: [(&str, &str, &str); 6] = [
    ("01888801", "Terpstra-Oud", "W"),
    ("01888802", "Lammers", "K.L."),
    ("01888803", "Ruijgrok", "B"),
    ("01888804", "Zeegers", "M.J."),
    ("01888805", "Abbink", "F"),
    ("01888806", "Voskuil", "P.A."),
];

/// A letter without its mark, for systems that know none.
pub(crate) fn plain(c: char) -> char {
    match c {
        'ı' | 'ï' | 'í' => 'i',
        'ş' => 's',
        'ż' => 'z',
        'ł' => 'l',
        'ë' | 'é' | 'è' => 'e',
        'Ç' => 'C',
        'ñ' => 'n',
        'Ö' => 'O',
        'ó' => 'o',
        'û' => 'u',
        c => c,
    }
}

/// A text without marks.
pub(crate) fn unmarked(text: &str) -> String {
    text.chars().map(plain).collect()
}
