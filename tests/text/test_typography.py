import pytest

from liveblog.text.markup import render


def line(source: str, language: str) -> str:
    return render(source, language).removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("de", "\"Wir 'warten' noch\", sagt er.", "„Wir ‚warten‘ noch“, sagt er."),
        ("de-ch", "\"Wir 'warten' noch\", sagt er.", "«Wir ‹warten› noch», sagt er."),
        ("de-CH", '"Ja"', "«Ja»"),
        ("de-AT", '"Ja"', "„Ja“"),
        ("en", "\"We 'wait' now\", he says.", "“We ‘wait’ now”, he says."),
        ("en-GB", '"Yes"', "“Yes”"),
        ("fr", '"Oui"', "“Oui”"),
        ("de", "\"'Ja', sagte er\"", "„‚Ja‘, sagte er“"),
        ("de", "\"Er sagte 'Ja'\"", "„Er sagte ‚Ja‘“"),
        ("de", '("Ja")', "(„Ja“)"),
        ("de", 'Das "Nein"-Lager', "Das „Nein“-Lager"),
        ("de", '"**Nein**", "*Ja*"', "„<strong>Nein</strong>“, „<em>Ja</em>“"),
        ("de", '**"Nein"**', "<strong>„Nein“</strong>"),
        (
            "de",
            'Ein "[Wort](https://a.example)"',
            'Ein „<a href="https://a.example" rel="noopener nofollow">Wort</a>“',
        ),
        ("de", '"a\nb"', "„a<br>\nb“"),
        ("de", "Wie geht's, Grass' Roman", "Wie geht’s, Grass’ Roman"),
        ("de-ch", "Wie geht's? 1'000", "Wie geht’s? 1’000"),
        ("en", "It's the '90s", "It’s the ’90s"),
        ("de", 'Ein 27"-Monitor', 'Ein 27"-Monitor'),
        ("de", "„Schon“ ‚gut‘", "„Schon“ ‚gut‘"),
        ("de", '\\"gerade\\"', '"gerade"'),
    ],
)
def test_quotes_follow_the_language(language: str, typed: str, shown: str) -> None:
    assert line(typed, language) == shown


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("de", "a -- b", "a – b"),
        ("de", "a - b", "a – b"),
        ("de", "a---b", "a—b"),
        ("de", "a-b ---- c", "a-b ---- c"),
        ("de", "und ...", "und …"),
        ("de", "und ....", "und ...."),
        ("de", "12 Uhr, 5 %, 3,5 Millionen", "12~Uhr, 5~%, 3,5~Millionen"),
        ("de", "30 °C, 7 km, 5 kg, 4 € und 9 Euro", "30~°C, 7~km, 5~kg, 4~€ und 9~Euro"),
        ("de", "12 Uhrwerke, 3 Männer", "12 Uhrwerke, 3 Männer"),
        ("en", "5 million at 7 p.m. today", "5~million at 7~p.m. today"),
        ("de", "z. B. so, d. h. anders, z.B. hier", "z.~B.~so, d.~h.~anders, z.~B.~hier"),
        ("en", "z. B. so", "z. B. so"),
        ("de", "Nr. 5 auf S. 12", "Nr.~5 auf S.~12"),
        ("de", "Nr. fünf, von S. Müller", "Nr. fünf, von S. Müller"),
        ("de", "Straße", "Straße"),
        ("de-ch", "Straße, GROẞ", "Strasse, GROSS"),
        ("de", "&nbsp;x", "~x"),
    ],
)
def test_dashes_and_spaces(language: str, typed: str, shown: str) -> None:
    assert line(typed, language) == shown.replace("~", "&nbsp;")


@pytest.mark.parametrize("language", ["de", "de-ch", "en"])
def test_code_and_addresses_stay_as_typed(language: str) -> None:
    assert line('`"ß" -- 5 km`', language) == '<code>"ß" -- 5 km</code>'
    address = "https://a.example/ß--it's-5...z"
    shown = f'<a href="{address}" rel="noopener nofollow">'
    assert line(address, language) == f"{shown}{address}</a>"
    assert line(f"[x]({address})", language) == f"{shown}x</a>"
