use expect_test::{Expect, expect};

use crate::testing::show;

fn check(text: &str, expected: Expect) {
    expected.assert_eq(&show(text.as_bytes()));
}

#[test]
fn json_behind_the_words_of_a_log() {
    check(
        concat!(
            "2024-05-01 12:00:01 INFO gestart\n",
            "2024-05-01 12:00:02 INFO patient {\"naam\": \"van den Berg\", \"bsn\": \"123456782\"} opgeslagen\n",
            "2024-05-01 12:00:03 INFO lijst [{\"bsn\":\"123456782\"},{\"bsn\":\"111222333\"}]\n",
            "2024-05-01 12:00:04 DEBUG {'naam': 'O\\'Neil', 'gp': None, 'ok': True}\n",
            "2024-05-01 12:00:05 DEBUG msg=\"{\\\"bsn\\\":\\\"123456782\\\",\\\"n\\\":{\\\"a\\\":1}}\" eind\n",
            "2024-05-01 12:00:06 DEBUG afgekapt {\"bsn\":\"123456782\",\"naam\":\"Jan\n",
            "2024-05-01 12:00:07 INFO function() { return {}; }\n",
            "2024-05-01 12:00:08 INFO twee {\"a\":\"1\"} en {\"a\":\"2\"}\n",
            "2024-05-01 12:00:09 INFO klaar\n",
        ),
        expect![[r#"
            line:2 {naam=van den Berg bsn=123456782}
            line:3 {{bsn=123456782} {bsn=111222333}}
            line:4 {naam=O'Neil ok=true}
            line:5 {bsn=123456782 n{a=1}}
            line:6 {bsn=123456782 naam=Jan}
            line:8 {{a=1} {a=2}}
            line:1-9 2024-05-01 12:00:01 INFO gestart\n2024-05-01 12:00:02 INFO patient  opgeslagen\n2024-05-01 12:00:03 INFO lijst \n2024-05-01 12:00:04 DEBUG \n2024-05-01 12:00:05 DEBUG msg="" eind\n2024-05-01 12:00:06 DEBUG afgekapt \n2024-05-01 12:00:07 INFO function() { return {}; }\n2024-05-01 12:00:08 INFO twee  en \n2024-05-01 12:00:09 INFO klaar
        "#]],
    );
}

#[test]
fn documents_over_several_lines() {
    check(
        "10:00:01 antwoord: {\n  \"naam\": \"Jansen\",\n  \"bsn\": \"123456782\"\n}\n10:00:02 verzoek <soap:Envelope>\n<soap:Body><bsn>111222333</bsn></soap:Body>\n</soap:Envelope> eind\n10:00:03 <none>\n10:00:04 mail van <jan@post.nl>\n10:00:05 <b>niet\n",
        expect![[r#"
            line:1-4 {naam=Jansen bsn=123456782}
            line:5-7 Envelope{Body{bsn=111222333}}
            line:1-10 10:00:01 antwoord: \n\n\n\n10:00:02 verzoek \n\n eind\n10:00:03 <none>\n10:00:04 mail van <jan@post.nl>\n10:00:05 <b>niet
        "#]],
    );
}

#[test]
fn queries_and_forms() {
    check(
        concat!(
            "10.0.0.1 - - [01/May/2024:12:00:00 +0200] \"GET /zoek?bsn=123456782&naam=van+den+Berg&p[geb]=1980-06-23 HTTP/1.1\" 200 12\n",
            "10.0.0.1 - - [01/May/2024:12:00:00 +0200] \"GET /style.css?v=12 HTTP/1.1\" 200 12\n",
            "10.0.0.1 - - [01/May/2024:12:00:00 +0200] \"GET /api?q=%7B%22bsn%22%3A%22123456782%22%7D HTTP/1.1\" 200 12\n",
            "POST body: naam=Zo%EB&adres=Dorpsstraat%201&bsn=111222333\n",
            "if (a==b && c==d) return x=1;\n",
        ),
        expect![[r#"
            line:1 {bsn=123456782 naam=van den Berg p{geb=1980-06-23}}
            line:3 {q{bsn=123456782}}
            line:4 {naam=Zoë adres=Dorpsstraat 1 bsn=111222333}
            line:1-5 10.0.0.1 - - [01/May/2024:12:00:00 +0200] "GET /zoek? HTTP/1.1" 200 12\n10.0.0.1 - - [01/May/2024:12:00:00 +0200] "GET /style.css?v=12 HTTP/1.1" 200 12\n10.0.0.1 - - [01/May/2024:12:00:00 +0200] "GET /api? HTTP/1.1" 200 12\nPOST body: \nif (a==b && c==d) return x=1;
        "#]],
    );
}

#[test]
fn tokens() {
    check(
        concat!(
            "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJic24iOiIxMjM0NTY3ODIiLCJuYW1lIjoiSmFuIn0.c2lnbmF0dXJl\n",
            "session data=eyJic24iOiIxMTEyMjIzMzMifQ== user=QW5uYSBkZSBWcmllcyAxMjM0NTY3ODI= x\n",
            "hash=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 id=Q29udHJvbGVyZW4\n",
            "sess a:2:{s:3:\"bsn\";s:9:\"123456782\";s:4:\"naam\";s:4:\"Zo\u{eb}\";} einde\n",
            "obj O:7:\"Patient\":1:{s:12:\"\u{0}Patient\u{0}bsn\";i:123456782;}\n",
        ),
        expect![[r#"
            line:1 {bsn=123456782 name=Jan}
            line:2 {{data{bsn=111222333}} {user=Anna de Vries 123456782}}
            line:4 {bsn=123456782 naam=Zoë}
            line:5 {bsn=123456782}
            line:1-5 Authorization: Bearer \nsession   x\nhash=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 id=Q29udHJvbGVyZW4\nsess  einde\nobj 
        "#]],
    );
}

#[test]
fn plain_lines_stay_as_they_are() {
    let text = "naam = Jansen\nbsn=123456782\nzie <https://voorbeeld.nl/?id=1> en {accolades}\n";
    check(
        text,
        expect![[r#"
        line:1-3 naam = Jansen\nbsn=123456782\nzie <https://voorbeeld.nl/?id=1> en {accolades}
    "#]],
    );
}

#[test]
fn request_lines_and_encoded_values_in_fields() {
    check(
        concat!(
            "{\"request\": \"GET /lims/zoek?naam=Wi%C5%9Bniewska&vn=Ren%C3%A9+K&gebdat=1958-01-31 HTTP/2.0\", \"bytes\": 971120535}\n",
            "{\"request\": \"GET /lims/health HTTP/2.0\", \"bytes\": 17}\n",
        ),
        expect![[r#"
            line:1 {request=/lims/zoek{naam=Wiśniewska vn=René K gebdat=1958-01-31} bytes=971120535}
            line:2 {request=GET /lims/health HTTP/2.0 bytes=17}
        "#]],
    );
    check(
        "10:00 write data=a%3A1%3A%7Bs%3A3%3A%22bsn%22%3Bs%3A9%3A%22123456782%22%3B%7D\n",
        expect![[r#"
            line:1 {data{bsn=123456782}}
            line:1 10:00 write 
        "#]],
    );
}

#[test]
fn cells_that_php_serialised() {
    check(
        "id\tgegevens\tstatus\n88\ta:2:{s:3:\"bsn\";s:9:\"123456782\";s:4:\"naam\";s:3:\"Bos\";}\tnew\n89\ta:1:{s:4:\"naam\";s:3:\"Mol\";}\tnew\n",
        expect![[r#"
            row:1 [id] [gegevens] [status]
            row:2 [88] [{"bsn":"123456782","naam":"Bos"}] [new]
            row:3 [89] [{"naam":"Mol"}] [new]
        "#]],
    );
    check(
        "tijd\tverzoek\tstatus\n10:00\tGET /zoek?bsn=123456782&naam=Bos HTTP/1.1\t200\n10:01\tGET /index HTTP/1.1\t200\n",
        expect![[r#"
            line:2 {bsn=123456782 naam=Bos}
            line:1-3 tijd\tverzoek\tstatus\n10:00\tGET /zoek? HTTP/1.1\t200\n10:01\tGET /index HTTP/1.1\t200
        "#]],
    );
}
