//! Words of complaints, diseases, medication and treatment: whether a text says something of somebody's health.
//!
//! Two measures. A remark under a head of remarks is medical by any word that care uses ([`is_remark`]). Where no head says so, only
//! words that hardly stand anywhere else count ([`tells`], [`is_word`]): everybody's letter says `bloed`, `onderzoek` and `baarmoeder`.

use std::sync::LazyLock;

use crate::fold;

/// Beginnings of words that stand in texts on health and nowhere else.
const TELLING: &str = "acenocoum allerg amenorr anemie angina angiop anticoag anticoncept antibiot antihist antistol aritmie artrit artros \
    astma benauwd bestraling blaasontst bloeddruk bloedverdun bloedverlies bloeding braken bronchit buikkramp cardiomy cataract chemoth \
    chemok claudicat coeliak colitis collaps conisat constipat contactbloed contracept convuls copd cvrm decompens dement depress \
    diabet diarree dialys duizelig dyspn dyspareun eczeem embolie endometri epilep erfelijk euthyrox familiair fibromyal fibroom fibrill \
    flauwgeval fracture fractuur gastro gewichtsverl glaucoom haematur hematur hartfal hartinf hartklop hartritme hoest \
    hoofdpijn hoornvlies hormoongebr hypercholest hyperten hypertro hyperthyr hypothyr hypotens hyster icterus immunosup incontin \
    infarct insulin jeuk jicht keelpijn koorts kortadem lactose levothyr libido lisexcis longembol longontst lumbago lymfoom lymfe \
    maagklacht malaise marcoum mastectom melanoom melena menopauz menorr menstru metast metform metrorr mictie migraine mirena miskraam \
    misselijk nachtzweten neuropath nierfalen nierinsuf nierschade nierstenen obesitas obstipat oedeem omepraz onvruchtb ablatie osteopor \
    ovarium palliat pancreat parkins penicill pijnlijk pneumon polymyalg polyp postcoit postmenop prednis prematuur preeclam prikkelb \
    primigrav psoria psychos pyelonef reuma roker rookt schimmel schisis sikkelcel sinusit slaapapn slapelo spiraal sterilis stollings \
    struma syncope tachycard tamoxifen thalass thyreo tinnitus trombo tumor urineweg urticar vaginaal vaginit varices vermoeid verzwakt \
    voorgeschied wondinf zwanger zwelling anamnes abdom analgeti lithiumgebr pijnstill menopause pregnan bleeding vomiting headache \
    fatigue dysuria nausea";

/// Ends of the names of medicines (INN stems, WHO), of diseases and of operations; the word is longer by three letters or more.
const TELLING_ENDS: &str = "statine prazol sartan cilline cycline mycine thyroxine oxetine thiazide dipine xaban formine coumon coumarol \
    prolol olol pril floxacine trexaat carcinoom sarcoom myoom adenoom ectomie plastiek tonsillitis artritis cystitis appendicitis dermatitis \
    algie plegie parese stenose trombose fibrose cirrose ontsteking klachten pijn kanker kuur ablatie";

/// Whole words, too short or too common in compounds for the lists above.
const TELLING_WORDS: &str = "moe pijn gravida astma roken dm2 dm1 dmt2 hvz cva tia ckd klachten medicatie diagnose carcinoom verdenking \
    nierziekte hartziekte suikerziekte";

/// Words that end like the above and are none.
const OTHERWISE: &[&str] =
    &["baarmoederhalskanker", "darmkanker", "borstkanker", "april", "nostalgie", "kuur"];

/// Beginnings of words that begin like the above: surnames, and what hangs in houses.
const NAMES_AND_THINGS: &[&str] =
    &["jeuken", "brakenh", "brakenb", "schimmelp", "gastronom", "spiraaltrap", "hoestenb", "zwellinga"];

/// Beginnings of words that count under a head of remarks beside those above.
const REMARKED: &[&str] = &[
    "afscheiding",
    "afwijk",
    "alcohol",
    "alzheim",
    "angst",
    "baarmoeder",
    "beroerte",
    "biops",
    "bloed",
    "borst",
    "cancer",
    "carcino",
    "cervix",
    "chemo",
    "chlamyd",
    "chronisch",
    "diagnos",
    "dysplas",
    "echo",
    "embol",
    "euthyr",
    "gebruikt",
    "gonorr",
    "gynaeco",
    "hemofil",
    "hepatit",
    "hiv",
    "hormo",
    "hpv",
    "infect",
    "inr",
    "kanker",
    "klacht",
    "knobbel",
    "koemelk",
    "kraam",
    "lisinop",
    "mamma",
    "medicat",
    "medication",
    "medicijn",
    "nier",
    "onbeschermd",
    "operat",
    "overgang",
    "overgewicht",
    "pain",
    "pap2",
    "pap3",
    "patholog",
    "pijn",
    "remmer",
    "schade",
    "schildklier",
    "soa",
    "stadium",
    "statine",
    "surgery",
    "symptom",
    "transplant",
    "tropen",
    "uterus",
];

/// The lists above by the letter that a word begins or ends with.
struct Index {
    stems: [Vec<&'static str>; 26],
    ends: [Vec<&'static str>; 26],
    words: [Vec<&'static str>; 26],
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let by = |list: &'static str, letter: fn(&str) -> Option<u8>| {
        let mut out: [Vec<&'static str>; 26] = Default::default();
        for word in list.split_ascii_whitespace() {
            if let Some(bucket) = bucket(letter(word)).and_then(|i| out.get_mut(i)) {
                bucket.push(word);
            }
        }
        out
    };
    Index {
        stems: by(TELLING, |w| w.bytes().next()),
        ends: by(TELLING_ENDS, |w| w.bytes().next_back()),
        words: by(TELLING_WORDS, |w| w.bytes().next()),
    }
});

fn bucket(letter: Option<u8>) -> Option<usize> {
    letter.filter(u8::is_ascii_lowercase).map(|b| usize::from(b - b'a'))
}

/// Whether a folded word hardly stands in other texts than those on somebody's health.
pub(crate) fn is_word(folded: &str) -> bool {
    const LONG: usize = 7;
    let list = |lists: &'static [Vec<&'static str>; 26], letter| {
        bucket(letter).and_then(|i| lists.get(i)).map_or(&[][..], Vec::as_slice)
    };
    let (first, last) = (folded.bytes().next(), folded.bytes().next_back());
    let found = list(&INDEX.stems, first).iter().any(|s| folded.starts_with(s))
        || list(&INDEX.words, first).contains(&folded)
        || folded.len() >= LONG
            && list(&INDEX.ends, last).iter().any(|e| folded.len() >= e.len() + 3 && folded.ends_with(e));
    found
        && folded.len() >= 3
        && !OTHERWISE.contains(&folded)
        && !NAMES_AND_THINGS.iter().any(|n| folded.starts_with(n))
}

/// Whether a text of several words says something of somebody's health, whatever stands above it.
pub(crate) fn tells(text: &str) -> bool {
    let folded = fold(text);
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    folded.contains(' ') && words.any(is_word)
}

/// Whether a remark says something of somebody's health.
pub(crate) fn is_remark(remark: &str) -> bool {
    let folded = fold(remark);
    let mut words = folded.split(|c: char| !c.is_alphanumeric());
    words.any(|w| is_word(w) || REMARKED.iter().any(|m| w.starts_with(m)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_or_not() {
        for (text, remark, telling) in [
            ("belt terug", false, false),
            ("BSN 111222333, sleutelkastje rechts", false, false),
            ("gebruikt bloedverdunners", true, true),
            ("Klachten: jeuk", true, true),
            ("post retour", false, false),
            ("", false, false),
            ("bloedverlies na de overgang", true, true),
            ("al drie weken moe, gewichtsverlies", true, true),
            ("gebruikt metoprolol en levothyroxine", true, true),
            ("verdenking coeliakie, vader ook", true, true),
            ("voorgeschiedenis: mammacarcinoom 2016", true, true),
            ("controle na mamma-ablatie 2016", true, true),
            ("bevolkingsonderzoek baarmoederhalskanker", true, false),
            ("oproep bloedonderzoek april", true, false),
            ("wacht op materiaal", false, false),
            ("adres gewijzigd, nieuwe kaart sturen", false, false),
            ("pijn bij plassen sinds vrijdag", true, true),
            ("tweede antibioticakuur", true, true),
        ] {
            assert_eq!((is_remark(text), tells(text)), (remark, telling), "{text}");
        }
    }

    #[test]
    fn names_are_no_complaints() {
        for word in [
            "jansen",
            "jeuken",
            "brakenhoff",
            "schimmelpenninck",
            "gastronomie",
            "pijnenburg",
            "pijnacker",
            "moerman",
            "kuurstra",
            "paradijs",
            "april",
        ] {
            assert!(!is_word(word), "{word}");
        }
    }
}
