use super::*;

/// Records of a text, and how many of them have a BSN.
fn check(text: &str, expected: (usize, usize)) {
    let mut reader = crate::text::TextReader::new(&crate::Nobody);
    let mut found = Vec::new();
    reader.text(Place::lines(1, 1), text, &mut found);
    reader.finish(&mut found);
    let numbered = found.iter().filter(|r| !r.bsns.is_empty()).count();
    assert_eq!((found.len(), numbered), expected, "{}", text.get(text.len() - 60..).unwrap_or(text));
}

#[test]
fn what_stands_behind_a_list_is_text() {
    let names = ["van Leeuwen", "Smits", "Dijkstra", "Weis", "de Wit"];
    for lines in [6, 400] {
        let row = |n: usize| {
            let name = names.get(n % 5).unwrap_or(&"");
            format!(
                "123456782{name:<14}S     {}0615Weverspad    {:>3} 8983LMLeeuwarden\n",
                1940 + n % 50,
                n % 90 + 1
            )
        };
        let list: String = (0..lines).map(row).collect();
        check(list.trim_end(), (lines, lines));
        check(&format!("{list}\x1a"), (lines, lines));
    }
    let list: String = (0..300)
        .map(|n| {
            format!(
                "123456782van Leeuwen   S     {}1115Weverspad    {:>3} 8983LMLeeuwarden\n",
                1940 + n % 50,
                n % 90 + 1
            )
        })
        .collect();
    check(
        &format!("{list}\nNagekomen: mevrouw A. Bos, geboren 12-03-1961, BSN 111222333, belt terug\n"),
        (301, 301),
    );
}

#[test]
fn columns_of_glued_fields() {
    let check = |text: &str, expected: &str| {
        let lines: Vec<Vec<char>> = text.lines().map(|l| l.chars().collect()).collect();
        let lines: Vec<&[char]> = lines.iter().map(Vec::as_slice).collect();
        let starts = starts(&lines);
        assert_eq!(cut(lines[0], &starts).iter().collect::<Vec<_>>().join("|"), expected);
    };
    check(
        "123456782van Leeuwen   S     19881115Hugo de Grootstraat 156 8983LMLeeuwarden
111222333Smits         ETP   19770904Weverspad           102 9239LMDrachten  
         Dijkstra      EC    19630526                        9239LMDrachten  
958476706Weis          BI    19900918Kade                1   8983LMLeeuwarden
110130248de Wit        T     19730721Lindelaan           123 1755ABNiedorp   ",
        "123456782|van Leeuwen|S|19881115|Hugo de Grootstraat|156|8983LM|Leeuwarden",
    );
    check(
        "JANSEN    M    20-07-47 M EREPRIJS   222  2412 WJ BODEGRAVEN        123456782
KOSTER    B    19-05-82 V MOLENWEG   25A  2411 BX BODEGRAVEN        111222333
RAMCHARAN NA   08-11-71 V EREPRIJS   85   2395 GW HAZERSWOUDE-RIJNDI305145137",
        "JANSEN|M|20-07-47|M|EREPRIJS|222|2412 WJ|BODEGRAVEN|123456782",
    );
    check(
        "         LEEUWEN-KOWALSKA    B   195711034381BN 145
123456782PETERS              W   195003314384JC 144
         VOS-JACOBS          T   198702274301WZ 216
111222333SJOERDSMA           S   199112084561TH 177",
        "|LEEUWEN-KOWALSKA|B|19571103|4381BN|145",
    );
}
