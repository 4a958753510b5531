use expect_test::{Expect, expect};

use crate::testing::{show, show_all};

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn ini() {
    check(
        "; export\n[patient 1]\nachternaam=Verbakel\nvoorletters = I\nbsn=012345672\nopmerking=regel een\n  regel twee\n\n[patient 2]\nNaam=\"Zo\u{eb}\"\nleeg=\nlosse regel\n[leeg]\n",
        expect![[r#"
            line:2-7 patient 1{achternaam=Verbakel voorletters=I bsn=012345672 opmerking=regel een\nregel twee}
            line:9-11 patient 2{Naam=Zoë leeg}
            line:12 losse regel
        "#]],
    );
    check(
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\Software\\Lab]\r\n\"Gebruiker\"=\"A. Jansen\"\r\n\"Poort\"=dword:0001\r\n",
        expect![[r#"
            line:3-5 HKEY_CURRENT_USER\Software\Lab{Gebruiker=A. Jansen Poort=dword:0001}
            line:1 Windows Registry Editor Version 5.00
        "#]],
    );
}

#[test]
fn toml() {
    expect![[r#"
        open <>
        item:1 {eigenaar{geboren=1980-06-23 naam=Jansen} patient{bsn=123456782 tels=06 tels=030} patient{bsn=111222333} titel=x}
        close <> 141 application/toml read: 
    "#]].assert_eq(&show_all(
        "f",
        b"titel = \"x\"\n[eigenaar]\nnaam = \"Jansen\"\ngeboren = 1980-06-23\n[[patient]]\nbsn = \"123456782\"\ntels = [\"06\", \"030\"]\n[[patient]]\nbsn = \"111222333\"\n",
    ));
}

#[test]
fn yaml() {
    check(
        "---\nbasis: &basis\n  stad: Utrecht\npatienten:\n- naam: Jansen\n  bsn: '012345672'\n  <<: *basis\n- naam: \"Zo\\u00eb\"\n  tels: [06, 030]\n  gp: ~\n---\n- id: 1\n- id: 2\n",
        expect![[r#"
            item:1 {basis{stad=Utrecht} patienten{naam=Jansen bsn=012345672 stad=Utrecht} patienten{naam=Zoë tels=06 tels=030}}
            item:2 {id=1}
            item:3 {id=2}
        "#]],
    );
    check(
        "# config\nserver:\n  host: db\n  port: 5432\n  users:\n    - jansen\n    - de boer\n",
        expect![[r#"
        item:1 {server{host=db port=5432 users=jansen users=de boer}}
    "#]],
    );
    let mut bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (above, own) in ('a'..='i').zip('b'..='j') {
        let aliases = vec![format!("*{above}"); 9].join(",");
        bomb += &format!("{own}: &{own} [{aliases}]\n");
    }
    let shown = show(("---\n".to_owned() + &bomb).as_bytes());
    assert!(shown.len() < 2 * bomb.len() && !shown.contains("item:"), "{shown}");
}

#[test]
fn properties() {
    check(
        "# instellingen\ndb.url=jdbc:mysql://db/lab\ndb.user=lab\npatient.naam=Jos\\u00e9 \\\n  Jansen\npatient.bsn=123456782\n",
        expect![[r#"
            line:2-6 {db{url=jdbc:mysql://db/lab user=lab} patient{naam=José Jansen bsn=123456782}}
        "#]],
    );
    check(
        "DB_HOST=db\nexport DB_USER='lab'\nMAIL=\"a@post.voorbeeld\"\n",
        expect![[r#"
        line:1-3 {DB_HOST=db DB_USER=lab MAIL=a@post.voorbeeld}
    "#]],
    );
    check(
        "naam=Jansen\nbsn=123456782\ngeb=1980\n\nnaam=de Boer\nbsn=111222333\ngeb=1961\n",
        expect![[r#"
        line:1-3 {naam=Jansen bsn=123456782 geb=1980}
        line:5-7 {naam=de Boer bsn=111222333 geb=1961}
    "#]],
    );
}

#[test]
fn what_is_a_text_stays_one() {
    for text in [
        "Naam: Jansen\nGeboren: 23-06-1980\nBSN: 123456782\n",
        "Geachte mevrouw,\n\nuitslag: negatief\n- geen klachten\n- herhalen\n",
        "---\nVan: lab\n\nBeste collega, dit is een brief met meer dan een regel\ntekst.\n",
        "[2024-05-01] gestart\nA=1\n",
        "x = 1\ny = 2\nprint(x)\n",
    ] {
        let shown = show(text.as_bytes());
        assert!(shown.starts_with("line:1-"), "{shown}");
        assert!(!shown.contains('{'), "{shown}");
    }
}
