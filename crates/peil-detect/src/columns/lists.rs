//! Frequent words of cells: enough to tell a column of towns from one of surnames where no header says so.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Frequent surnames in the Netherlands, without prefix, folded.
const SURNAMES: &str = "jong jansen vries berg dijk bakker janssen visser smit meijer boer mulder groot bos vos peters hendriks leeuwen \
    dekker brink kok vermeulen wit linden maas veen graaf hoekstra jacobs prins post kuipers koning postma bosch huisman peeters \
    willems schouten wal meer ven beek dam heuvel bruin jonge hermans schipper broek haan mohamed ali ahmed hassan yilmaz kaya demir \
    celik sahin yildiz ozturk aydin nguyen wang chen singh garcia martinez lopez silva kowalski nowak muller schmidt schneider fischer \
    weber meyer wagner becker hoffmann schulz koch bauer smith jones brown johnson williams taylor vink gerritsen klein dijkstra \
    wolters brouwer blom veenstra sanders verhoeven martens hofman driessen kramer evers molenaar scholten verbeek willemsen \
    timmermans bouman wouters groen kooij velde laan pol polman timmer maat lange kuiper mol kruijf bruijn wijk wilde groen bosman \
    jonker hoek zijlstra aerts claes martin bernard dubois thomas robert richard petit durand leroy moreau el idrissi amrani benali";

/// Frequent given names.
const GIVEN: &str = "anna maria johanna johannes jan cornelis willem hendrik pieter elisabeth cornelia wilhelmina catharina petra peter \
    hans henk kees piet els ans ria truus annie marie mien greet gerrit gerda jaap klaas dirk bert theo ton tom tim lars daan sem \
    lucas levi noah emma julia sophie sanne lisa lotte eva fleur iris anouk femke esther monique marianne marjan ingrid karin linda \
    mirjam sandra simone saskia astrid wendy kim laura michelle nicole patricia angela rob ruud robert paul mark marc martin michel \
    john erik eric frank fred jeroen joost bas rick nick kevin dennis stefan thomas david daniel jesse ruben mohamed mohammed ahmed \
    ali hassan fatima fatma ayse mehmet mustafa emine zeynep khadija samira naima aicha said youssef omar ibrahim ewa agnieszka \
    katarzyna malgorzata piotr krzysztof michael andreas thomas stephan ursula monika helga renate sabine jose juan carlos carmen \
    ana luis joao antonio giovanni giuseppe francesca marco paolo pierre jean michel anne claire isabelle nathalie sofie bertha ida \
    mies annelies janneke ditte greta heleen yvonne hetty corrie joke nel lies bep tineke trees wil jos riet mieke gonnie";

/// Towns of the Netherlands, the large and some of the small.
const CITIES: &str = "amsterdam rotterdam utrecht eindhoven groningen tilburg almere breda nijmegen apeldoorn haarlem arnhem enschede \
    amersfoort zaanstad zaandam haarlemmermeer hoofddorp zwolle leiden zoetermeer leeuwarden ede maastricht dordrecht alkmaar delft \
    venlo deventer helmond hilversum heerlen hengelo purmerend amstelveen lelystad roosendaal oss schiedam spijkenisse vlaardingen \
    almelo gouda zeist veenendaal assen nieuwegein ijsselstein houten hoorn katwijk emmen middelburg vlissingen goes terneuzen sittard \
    geleen weert roermond kerkrade meppel hoogeveen sneek drachten heerenveen kampen harderwijk nunspeet barneveld wageningen tiel \
    culemborg doetinchem winterswijk zutphen lochem oldenzaal rijssen hardenberg ommen raalte dronten emmeloord urk soest baarn \
    bussum huizen weesp woerden maarssen bilthoven driebergen doorn rhenen bunnik vianen leerdam gorinchem sliedrecht papendrecht \
    zwijndrecht ridderkerk capelle barendrecht rijswijk voorburg leidschendam wassenaar noordwijk lisse hillegom heemstede zandvoort \
    ijmuiden velsen beverwijk castricum heerhugowaard schagen enkhuizen medemblik volendam edam diemen uithoorn aalsmeer boxtel \
    veghel uden boxmeer cuijk waalwijk oosterhout etten bergen goirle dongen vught deurne asten someren geldrop veldhoven valkenswaard \
    best oirschot eersel budel stein brunssum landgraaf vaals gulpen valkenburg axel hulst zierikzee antwerpen brussel gent brugge \
    berlin hamburg koln munchen paris lyon london warszawa istanbul ankara madrid roma lisboa";

/// Towns of several words.
const CITIES_LONG: [&str; 17] = [
    "den haag",
    "'s-gravenhage",
    "s-gravenhage",
    "den bosch",
    "'s-hertogenbosch",
    "s-hertogenbosch",
    "den helder",
    "bergen op zoom",
    "alphen aan den rijn",
    "capelle aan den ijssel",
    "krimpen aan den ijssel",
    "berkel en rodenrijs",
    "wijk bij duurstede",
    "etten-leur",
    "de bilt",
    "noordwijk aan zee",
    "oud-beijerland",
];

/// Ends of Dutch, German, French and English street names.
const STREET_ENDS: [&str; 25] = [
    "straat",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "singel",
    "dreef",
    "steeg",
    "pad",
    "markt",
    "plantsoen",
    "boulevard",
    "str",
    "str.",
    "baan",
    "erf",
    "strasse",
    "allee",
    "platz",
    "street",
    "road",
    "avenue",
    "lane",
    "hage",
];
/// Ends that are streets' where a number follows, and else towns' or surnames' as often.
const NUMBERED_ENDS: [&str; 10] =
    ["dijk", "hof", "burg", "haven", "park", "brink", "waard", "wal", "akker", "veste"];
/// Words with which street names begin.
const STREET_STARTS: [&str; 10] = [
    "rue ",
    "avenue ",
    "calle ",
    "via ",
    "laan van ",
    "plein ",
    "ulica ",
    "ul. ",
    "boulevard ",
    "burgemeester ",
];

type Words = LazyLock<HashSet<&'static str>>;

static SURNAME_SET: Words = LazyLock::new(|| SURNAMES.split_ascii_whitespace().collect());
static GIVEN_SET: Words = LazyLock::new(|| GIVEN.split_ascii_whitespace().collect());
static CITY_SET: Words = LazyLock::new(|| CITIES.split_ascii_whitespace().chain(CITIES_LONG).collect());

/// Whether it is a frequent surname.
pub(super) fn is_surname(folded: &str) -> bool {
    SURNAME_SET.contains(folded)
}

/// Whether it is a frequent given name.
pub(super) fn is_given(folded: &str) -> bool {
    GIVEN_SET.contains(folded)
}

/// Whether it is a town of some size.
pub(super) fn is_city(folded: &str) -> bool {
    CITY_SET.contains(folded)
}

/// Whether it looks like a street's name, without its number.
pub(super) fn is_street(folded: &str) -> bool {
    ends(folded, &STREET_ENDS) || STREET_STARTS.iter().any(|s| folded.starts_with(s))
}

/// Whether what stands before a number looks like a street's name.
pub(super) fn is_numbered_street(folded: &str) -> bool {
    is_street(folded) || ends(folded, &NUMBERED_ENDS)
}

fn ends(word: &str, list: &[&str]) -> bool {
    list.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e))
}

/// Whether it is an outcome as laboratories write it.
pub(super) fn is_result(folded: &str) -> bool {
    const WHOLE: [&str; 26] = [
        "neg",
        "pos",
        "negatief",
        "positief",
        "negative",
        "positive",
        "negativ",
        "positiv",
        "normaal",
        "normal",
        "afwijkend",
        "abnormaal",
        "abnormal",
        "onbeoordeelbaar",
        "geen bijzonderheden",
        "asc-us",
        "lsil",
        "hsil",
        "nilm",
        "niet afwijkend",
        "hpv negatief",
        "hpv positief",
        "hpv neg",
        "hpv pos",
        "detected",
        "not detected",
    ];
    WHOLE.contains(&folded)
        || folded.strip_prefix("pap").is_some_and(|n| {
            n.trim_start_matches([' ', '.']).len() <= 2 && n.bytes().any(|b| b.is_ascii_digit())
        })
}

/// Whether it names an organisation: its `B.V.` is no initials.
pub(super) fn is_organisation(folded: &str) -> bool {
    const WORDS: [&str; 20] = [
        "lab",
        "labs",
        "laboratorium",
        "laboratory",
        "ziekenhuis",
        "hospital",
        "umc",
        "stichting",
        "praktijk",
        "kliniek",
        "clinic",
        "diagnostics",
        "medisch",
        "centrum",
        "center",
        "bv",
        "nv",
        "gmbh",
        "huisartsenpraktijk",
        "bevolkingsonderzoek",
    ];
    let legal = !folded.contains(',') && (folded.ends_with(" b.v.") || folded.ends_with(" n.v."));
    legal || folded.split([' ', '-', ',']).any(|w| WORDS.contains(&w))
}

/// Whether it is an occupation in a laboratory or in care.
pub(super) fn is_function(folded: &str) -> bool {
    const WORDS: [&str; 16] = [
        "analist",
        "arts",
        "huisarts",
        "laborant",
        "medewerker",
        "assistent",
        "assistente",
        "secretaresse",
        "manager",
        "koerier",
        "patholoog",
        "gynaecoloog",
        "verpleegkundige",
        "administratie",
        "directeur",
        "stagiair",
    ];
    folded.split([' ', '-', '/']).any(|w| WORDS.contains(&w))
}

/// Whether it is the name of an examination.
pub(super) fn is_test(folded: &str) -> bool {
    const WHOLE: [&str; 22] = [
        "hpv",
        "cytologie",
        "cytology",
        "cyt",
        "pap",
        "uitstrijkje",
        "uitstrijk",
        "pcr",
        "soa",
        "chlamydia",
        "gonorroe",
        "kweek",
        "histologie",
        "bloed",
        "urine",
        "feces",
        "hiv",
        "hpv-test",
        "hpv test",
        "banale kweek",
        "bloedonderzoek",
        "urinekweek",
    ];
    WHOLE.contains(&folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_cells() {
        for street in
            ["dorpsstraat", "lange voorhout laan", "laan van nieuw-guinea", "rue de la paix", "stationsweg"]
        {
            assert!(is_street(street), "{street}");
        }
        for no in ["van dijk", "tilburg", "jansen", "weg", "middelburg", "zomerdijk"] {
            assert!(!is_street(no), "{no}");
        }
        assert!(is_organisation("lab nmdl b.v.") && !is_organisation("jansen b."));
        assert!(is_numbered_street("zeedijk"));
        assert!(is_city("den haag") && is_city("utrecht") && !is_city("jansen"));
        assert!(is_result("pap 2") && is_result("neg") && !is_result("papier"));
    }
}
