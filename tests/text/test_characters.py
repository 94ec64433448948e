import pytest

from liveblog.text.characters import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\tb", "a\tb"),
        ("a\x00\x07\x1b[31mb\x7f\x85", "a[31mb\n"),
        ("a\u202eb\u202cc\u2066d\u2069", "abcd"),
        ("a\u2028b\u2029c", "a\nb\nc"),
        ("a\ufeffb\ud800", "ab"),
        ("u\u0308ber", "über"),
        ("עברית \u200f!", "עברית \u200f!"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_bodies_keep_text_and_lose_tricks(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a \n\n b\t\tc  ", "a b c"),
        ("a\r\nBcc: b", "a Bcc: b"),
        ("\u202eevil\u202c", "evil"),
        ("Mu\u0308ller", "Müller"),
        ("12\u00a0Uhr", "12\u00a0Uhr"),
        ("\n", ""),
    ],
)
def test_lines_are_one_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept
