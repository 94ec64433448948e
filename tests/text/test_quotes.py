import pytest

from liveblog.text.markup import render
from tests.text.judge import faults


def flat(source: str, language: str = "de") -> str:
    return render(source, language).replace("\n", "")


def quote(text: str, caption: str = "") -> str:
    source = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="quote"><blockquote>{text}</blockquote>{source}</figure>'


@pytest.mark.parametrize("dash", ["— ", "—", "– ", "-- ", "--", "--- "])
def test_a_last_line_with_a_dash_names_the_source(dash: str) -> None:
    assert flat(f"> Wir warten.\n> {dash}Anna Berg") == quote("<p>Wir warten.</p>", "Anna Berg")


@pytest.mark.parametrize(
    ("source", "caption"),
    [
        ("Anna Berg, Ministerin", "Anna Berg <span>Ministerin</span>"),
        ("Anna Berg, Ministerin, in Tirana", "Anna Berg <span>Ministerin, in Tirana</span>"),
        ("*Anna* Berg, **hier**", "<em>Anna</em> Berg <span><strong>hier</strong></span>"),
        ("Anna Berg,", "Anna Berg,"),
        (
            "[Berg, A.](https://a.example/1,2), heute",
            '<a href="https://a.example/1,2" rel="noopener nofollow">Berg, A.</a>'
            " <span>heute</span>",
        ),
        ("<b>A</b>, <i>b</i>", "&lt;b&gt;A&lt;/b&gt; <span>&lt;i&gt;b&lt;/i&gt;</span>"),
    ],
)
def test_the_first_comma_parts_name_and_role(source: str, caption: str) -> None:
    assert flat(f"> x\n> — {source}") == quote("<p>x</p>", caption)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("> ohne Quelle", quote("<p>ohne Quelle</p>")),
        ("> — nur ein Strich", quote("<p>— nur ein Strich</p>")),
        ("> x\n> —", quote("<p>x<br>—</p>")),
        ("> a\n> — b\n> c", quote("<p>a<br>— b<br>c</p>")),
        ("> a\n>\n> b\n>\n> — N", quote("<p>a</p><p>b</p>", "N")),
        ("> a\n\n> b\n> — N", quote("<p>a</p><p>b</p>", "N")),
        ("> a\n\n> — N", quote("<p>a</p>", "N")),
        ("> a\n— N", quote("<p>a</p>", "N")),
        ("> a\n> — N\n>\n", quote("<p>a</p>", "N")),
        ("> a\n> — N\n\n> b\n> — M", quote("<p>a</p>", "N") + quote("<p>b</p>", "M")),
        ("> - a\n> - b\n> — N", quote("<ul><li>a</li><li>b</li></ul>", "N")),
        ("> > a\n> > — N\n>\n> — M", quote(quote("<p>a</p>", "N"), "M")),
        ("vorher\n> a\n> — N\n\nnachher", f"<p>vorher</p>{quote('<p>a</p>', 'N')}<p>nachher</p>"),
        ("— kein Zitat", "<p>— kein Zitat</p>"),
    ],
)
def test_quotes_in_every_shape(source: str, html: str) -> None:
    assert flat(source) == html
    assert faults(flat(source)) == []
