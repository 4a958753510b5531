//! Invented people's building blocks. Frequent names come first and are drawn more often.

pub(crate) const SURNAMES: [(&str, &str); 12] = [
    ("de", "Jong"), ("", "Jansen"), ("de", "Vries"), ("van den", "Berg"), ("van", "Dijk"), ("", "Bakker"), ("", "Visser"), ("", "Smit"),
    ("", "Yılmaz"), ("El", "Idrissi"), ("", "Kowalczyk"), ("", "Hoekstra"),
];
pub(crate) const STEMS: [&str; 30] = [
    "Hout", "Wes", "Zand", "Klaver", "Brink", "Molen", "Linde", "Rog", "Duin", "Sloot", "Vlas", "Kers", "Pols", "Goud", "Haver", "Berk", "Wil", "Rietz", "Toren",
    "Kwik", "Oost", "Veen", "Kamp", "Stel", "Zilver", "Boom", "Hazel", "Water", "Schaap", "Noor",
];
pub(crate) const ENDS: [&str; 16] = ["man", "stra", "huis", "veld", "beek", "hoek", "bos", "horst", "meijer", "dal", "voort", "ing", "sma", "kens", "wijk", "inga"];
pub(crate) const WOMEN: [&str; 24] = [
    "Anna", "Maria", "Johanna", "Sanne", "Fatima", "Elżbieta", "Ayşe", "Wilhelmina", "Trijntje", "Catharina", "Noor", "Lotte", "Eva", "Hendrika", "Marijke", "Zoë",
    "Femke", "Ilse", "Petronella", "Gerda", "Brechtje", "Khadija", "Priya", "Renée",
];
pub(crate) const MEN: [&str; 12] = ["Jan", "Pieter", "Mohamed", "Daan", "Willem", "Sjoerd", "Kees", "Mehmet", "Rachid", "Gerrit", "Stanisław", "Bram"];
pub(crate) const STREETS: [&str; 14] = [
    "Dorpsstraat", "Kerkstraat", "Molenweg", "Lindelaan", "Stationsplein", "Schoolstraat", "Beatrixlaan", "Havenkade", "Eikendreef", "Kastanjehof",
    "Burgemeester van Nispenstraat", "Zandpad", "Oranjesingel", "Prinsengracht",
];
pub(crate) const TOWNS: [&str; 10] = ["Amsterdam", "Utrecht", "Rijswijk", "Leiden", "Breda", "Zwolle", "Delft", "Ede", "Alphen aan den Rijn", "Hoorn"];
