import pytest

from liveblog.text.excerpt import excerpt, plain
from liveblog.text.markup import render


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Ein *kurzer* Satz.", "Ein kurzer Satz."),
        ("a\nb\n\nc", "a\nb\nc"),
        ("# Kopf\n- a\n- b", "Kopf\na\nb"),
        ("> Wir warten.\n> — Anna Berg, Ministerin", "Wir warten.\n— Anna Berg, Ministerin"),
        ("a|b\n-|-\n1|2", "a b\n1 2"),
        ("<b> & &amp;", "<b> & &"),
        ("12 Uhr", "12\u00a0Uhr"),
        ("", ""),
    ],
)
def test_plain_text_has_one_line_per_block(source: str, text: str) -> None:
    assert plain(render(source, "de")) == text


@pytest.mark.parametrize(
    ("html", "length", "text"),
    [
        ("<p>Ein kurzer Satz</p>", 15, "Ein kurzer Satz"),
        ("<p>Ein kurzer Satz</p>", 14, "Ein kurzer…"),
        ("<p>Ein kurzer Satz</p>", 11, "Ein kurzer…"),
        ("<p>Ein kurzer Satz</p>", 10, "Ein…"),
        ("<p>Donaudampfschiff</p>", 6, "Donau…"),
        ("<p>Ja, sagt er</p>", 5, "Ja…"),
        ("<p>a</p><p>b</p>", 9, "a · b"),
        ("<p>a.</p><p>b</p>", 9, "a. b"),
        ("<p>a</p><p>bcdef</p>", 6, "a…"),
        ("", 9, ""),
    ],
)
def test_excerpts_are_cut_at_words(html: str, length: int, text: str) -> None:
    assert excerpt(html, length) == text
    assert len(text) <= length


def test_a_quote_its_source_and_what_follows_stay_apart() -> None:
    html = render("# Warten\n> Niemand kam\n> — Anna Berg, Ministerin\n\nSo begann es.", "de")
    assert excerpt(html, 90) == "Warten · Niemand kam — Anna Berg, Ministerin · So begann es."
