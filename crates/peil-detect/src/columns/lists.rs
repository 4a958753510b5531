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
static RESULT_SET: Words = LazyLock::new(|| RESULT_WORDS.split_ascii_whitespace().collect());
static RESULT_KEY_SET: Words = LazyLock::new(|| RESULT_KEYS.split_ascii_whitespace().collect());
static TEST_SET: Words = LazyLock::new(|| TESTS.split_ascii_whitespace().collect());
static CITY_SET: Words = LazyLock::new(|| CITIES.split_ascii_whitespace().chain(CITIES_LONG).collect());

/// Whether it is a frequent surname.
pub(super) fn is_surname(folded: &str) -> bool {
    SURNAME_SET.contains(folded)
}

/// Whether it is a frequent given name.
pub(crate) fn is_given(folded: &str) -> bool {
    GIVEN_SET.contains(folded)
}

/// Whether it is a town of some size.
pub(super) fn is_city(folded: &str) -> bool {
    CITY_SET.contains(folded)
}

/// Whether it looks like a street's name, without its number.
pub(super) fn is_street(folded: &str) -> bool {
    if is_prefixed_end(folded) {
        return false;
    }
    ends(folded, &STREET_ENDS) || STREET_STARTS.iter().any(|s| folded.starts_with(s))
}

/// Whether what stands before a number looks like a street's name.
pub(super) fn is_numbered_street(folded: &str) -> bool {
    is_street(folded) || ends(folded, &NUMBERED_ENDS)
}

/// `van der laan`, `van de weg`: a surname, where the end of a street's name stands alone behind a prefix.
fn is_prefixed_end(folded: &str) -> bool {
    let mut words = folded.rsplit(' ');
    let end = words.next().is_some_and(|w| STREET_ENDS.contains(&w));
    end && words.next().is_some_and(|w| ["van", "de", "der", "den", "ter", "'t"].contains(&w))
}

fn ends(word: &str, list: &[&str]) -> bool {
    list.iter().any(|e| word.len() > e.len() + 2 && word.ends_with(e))
}

/// Words of outcomes.
const RESULT_WORDS: &str = "neg pos negatief negatieve positief positieve negative positive negativ positiv normaal normal afwijkend \
    abnormaal abnormal onbeoordeelbaar aantoonbaar aangetoond detected reactief reactive nilm lsil hsil asc us agc ais kopac verhoogd \
    verlaagd groei matig ernstig dysplasie geen bijzonderheden niet beoordeelbaar not invalid ongeldig zwak hpv hpv16 hpv18 overig hr pap \
    ontstekingscellen flora commensale gevonden maligniteit maligne atypie cin cin1 cin2 cin3 conform referentiewaarden";

/// Words that alone make a short cell an outcome.
const RESULT_KEYS: &str = "neg pos negatief negatieve positief positieve negative positive negativ positiv normaal normal afwijkend abnormaal \
    abnormal onbeoordeelbaar aantoonbaar aangetoond detected reactief reactive nilm lsil hsil agc ais kopac asc pap cin1 cin2 cin3 groei \
    bijzonderheden beoordeelbaar dysplasie maligniteit";

/// Units in which laboratories measure.
const UNITS: [&str; 34] = [
    "mmol/l", "umol/l", "nmol/l", "pmol/l", "mol/l", "mmol/mol", "mu/l", "u/l", "iu/l", "ie/l", "miu/l",
    "iu/ml", "g/l", "mg/l", "ug/l", "ng/l", "g/dl", "mg/dl", "ng/ml", "ug/g", "mg/mmol", "%", "fl", "pg",
    "mm/h", "mm/u", "/nl", "/pl", "/ul", "10^9/l", "10*9/l", "10e9/l", "ml/min", "kve/ml",
];

/// Whether it is an outcome as laboratories write it: a finding in words, or a value with its unit.
pub(crate) fn is_result(folded: &str) -> bool {
    if folded.len() > 60 {
        return false;
    }
    if is_measured(folded) {
        return true;
    }
    let words: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !is_grade(w)).collect();
    let key = |w: &&str| RESULT_KEY_SET.contains(*w) || is_pap(w);
    words.len() <= 6
        && words.iter().any(key)
        && words.iter().filter(|w| RESULT_SET.contains(**w) || is_pap(w)).count() * 2 >= words.len()
}

/// `1`, `3a1`, `b2`: a grade beside a word of outcome.
fn is_grade(word: &str) -> bool {
    word.len() <= 3 && word.bytes().any(|b| b.is_ascii_digit())
}

/// `pap2`, `pap3a1`.
fn is_pap(word: &str) -> bool {
    word.strip_prefix("pap").is_some_and(|n| n.len() <= 3 && n.starts_with(|c: char| c.is_ascii_digit()))
}

/// `8.3 mmol/l`, `<0,1 mU/l`.
fn is_measured(folded: &str) -> bool {
    let value = folded.trim_start_matches(['<', '>', '=', ' ']);
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').unwrap_or(value.len());
    let unit = value.get(end..).unwrap_or("").trim().trim_start_matches('x').trim();
    let unit = unit.replace(['µ', 'μ'], "u");
    end > 0 && value.starts_with(|c: char| c.is_ascii_digit()) && UNITS.contains(&unit.as_str())
}

/// Whether it names an organisation: its `B.V.` is no initials.
pub(crate) fn is_organisation(folded: &str) -> bool {
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

/// Words of examinations.
const TESTS: &str = "hpv cytologie cytology cyt uitstrijkje uitstrijk pcr soa chlamydia gonorroe gonorrhoea kweek histologie hiv mrsa hemoglobine \
    haemoglobine hb hba1c glucose tsh ft4 psa cholesterol hdl ldl triglyceriden creatinine kreatinine kalium natrium ferritine ijzer crp bse \
    leukocyten trombocyten alat asat ggt inr sediment biopt biopsie punctie hepatitis syfilis lues trichomonas mycoplasma candida bloedbeeld \
    egfr ureum albumine foliumzuur vitamine genotypering dermatomycose helicobacter toxoplasmose calprotectine ifobt cea ca125 bloedonderzoek \
    bloed urine feces bloedgroep antistoffen amh fsh lh oestradiol testosteron prolactine cortisol calcium fosfaat magnesium \
    krea kreat ferr vitd vit ukwk ctpcr ngpcr thyreotropine reactief hematocriet mcv mch mchc erytrocyten neutrofielen lymfocyten \
    eosinofielen basofielen monocyten reticulocyten bilirubine ldh amylase lipase troponine probnp ddimeer ptt aptt urinezuur eiwit \
    microalbumine homocysteine transferrine haptoglobine iga ige igg igm ana anca reumafactor hbsag hcv cmv ebv rubella varicella \
    tpha vdrl ureaplasma gardnerella streptokokken gbs vre esbl covid covid19 influenza legionella fit calpro pth progesteron hcg \
    shbg vitb12 b12 ca125 ca153 ca199 cea afp hcgb zink selenium lithium digoxine cytol histol soapcr dermatofyten malaria lyme borrelia";
/// Ends of compounds that are examinations.
const TEST_ENDS: [&str; 10] = [
    "kweek",
    "cytologie",
    "histologie",
    "onderzoek",
    "screening",
    "serologie",
    "bepaling",
    "test",
    "genotypering",
    "typering",
];

/// Whether it is the name of an examination.
pub(crate) fn is_test(folded: &str) -> bool {
    if folded.len() > 50 || is_result_word(folded) {
        return false;
    }
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.len() <= 5
        && !words.contains(&"bevolkingsonderzoek")
        && (words.iter().any(|w| TEST_SET.contains(*w) || TEST_ENDS.iter().any(|e| w.ends_with(e)))
            // `CA-125`, `Vit.B12`
            || TEST_SET.contains(words.concat().as_str()))
}

/// Whether an outcome says of which examination: `hpv negatief`, `crp 12`.
pub(crate) fn names_test(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(is_test_word)
}

fn is_test_word(word: &str) -> bool {
    let bare = word.strip_prefix("hr").unwrap_or(word);
    // `acceptatietest` is one of programs: ends that are used of anything need something that is examined before them.
    const ANY: [&str; 3] = ["test", "onderzoek", "screening"];
    const EXAMINED: [&str; 8] =
        ["bloed", "urine", "weefsel", "feces", "dna", "allergie", "zwangerschaps", "glucosetolerantie"];
    let compound = TEST_ENDS.iter().any(|e| {
        word.strip_suffix(e)
            .is_some_and(|stem| !ANY.contains(e) || TEST_SET.contains(stem) || EXAMINED.contains(&stem))
    });
    TEST_SET.contains(word) || TEST_SET.contains(bare) || compound
}

/// Whether every word names an examination: nothing but one is meant.
pub(crate) fn is_only_test(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 1).peekable();
    folded.len() <= 40 && words.peek().is_some() && words.all(is_test_word)
}

/// `uitslag tsh niet leesbaar`: the name of an examination behind a word that announces it.
pub(crate) fn speaks_of_test(folded: &str) -> bool {
    const ANNOUNCING: [&str; 8] =
        ["uitslag", "uitslagen", "bepaling", "aanvraag", "controle", "resultaat", "result", "test"];
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.windows(2).any(|pair| match pair {
        [before, word] => ANNOUNCING.contains(before) && TEST_SET.contains(word),
        _ => false,
    })
}

/// `crp 12`, `hemoglobine 8,4 mmol/l`, `chlamydia pcr negatief`: the name of an examination with its outcome behind it.
pub(crate) fn is_test_with_outcome(folded: &str) -> bool {
    let at = folded.rfind(' ').into_iter().chain(folded.match_indices(' ').map(|(i, _)| i));
    at.into_iter().any(|i| {
        let (name, value) = folded.split_at(i);
        let value = value.trim();
        // `hpv 16` is a type of virus.
        let counted = value.len() <= 6
            && value.starts_with(|c: char| c.is_ascii_digit())
            && value.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
            && !name.contains("hpv");
        is_only_test(name.trim_end_matches([':', ' '])) && (counted || is_result(value))
    })
}

/// `hpv positief` says an outcome, not only which examination.
fn is_result_word(folded: &str) -> bool {
    folded.split(|c: char| !c.is_alphanumeric()).any(|w| RESULT_KEY_SET.contains(w) && w != "pap")
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
        for no in ["van der laan", "van dijk", "tilburg", "jansen", "weg", "middelburg", "zomerdijk"] {
            assert!(!is_street(no), "{no}");
        }
        assert!(is_organisation("lab nmdl b.v.") && !is_organisation("jansen b."));
        assert!(is_numbered_street("zeedijk"));
        assert!(is_city("den haag") && is_city("utrecht") && !is_city("jansen"));
        for result in [
            "pap 2",
            "neg",
            "pap3a1",
            "8.3 mmol/l",
            "<0,1 mu/l",
            "hpv16 positief",
            "kopac b2 s1",
            "niet aantoonbaar",
            "asc-us",
        ] {
            assert!(is_result(result), "{result}");
        }
        for no in [
            "papier",
            "8.3",
            "12 mg",
            "heeft vroeger een afwijkend uitstrijkje gehad en komt nu terug",
            "hpv",
        ] {
            assert!(!is_result(no), "{no}");
        }
        for test in
            ["chlamydia pcr", "ca-125", "mrsa-screening", "hba1c", "urinekweek", "hpv-hr", "cervixcytologie"]
        {
            assert!(is_test(test), "{test}");
        }
        for (said, only, names) in [
            ("crp", true, true),
            ("chlamydia pcr", true, true),
            ("hpv negatief", false, true),
            ("acceptatietest", false, false),
            ("bloedonderzoek", true, true),
            ("ordertarief", false, false),
        ] {
            assert_eq!((is_only_test(said), names_test(said)), (only, names), "{said}");
        }
        for said in ["crp 12", "hemoglobine 8,4 mmol/l", "chlamydia pcr negatief", "hba1c: 43"] {
            assert!(is_test_with_outcome(said), "{said}");
        }
        assert!(speaks_of_test("uitslag tsh niet leesbaar") && !speaks_of_test("gebruikt ijzer"));
        assert!(!is_test_with_outcome("hpv 16") && !is_test_with_outcome("kamer 12"));
        assert!(!is_test("hpv positief") && !is_test("jansen"));
    }
}
