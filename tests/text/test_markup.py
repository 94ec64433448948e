import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render
from liveblog.text.sanitiser import clean
from tests.text.judge import faults

TOKENS = [
    *"[]()<>*_~=`|\\&#!\"':;/ -+.1a\n\t{}^$",
    "\n\n", "    ", "> ", "- ", "1. ", "— ", "**", "~~", "==", "--|--\n", "[a]: ", "](", "![",
    "http://a.b", "a@b.de", "www.a.b", "<a@b>", "<b>", "</b>", "<!--", "-->", "<![CDATA[", "<?",
    "&amp;", "&#60;", "&lt", "javascript:", "<script>", "<svg onload=x>", "\x02", "\x03", "\u202e",
    "wzxhzdk:0", "klzzwxh:0001", "ß", "„", "z. B.", " km",
]  # fmt: skip


def link(address: str, words: str | None = None) -> str:
    return f'<a href="{address}" rel="noopener nofollow">{words or address}</a>'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("", ""),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("a\nb", "<p>a<br>b</p>"),
        ("*a* _b_ **c** ***d***", "<p><em>a</em> <em>b</em> <strong>c</strong> "
                                  "<em><strong>d</strong></em></p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("~~a~~ ==b== ~c~", "<p><del>a</del> <mark>b</mark> ~c~</p>"),
        ("`a<b`", "<p><code>a&lt;b</code></p>"),
        ("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>"),
        ("a\n---", "<p>a</p><hr>"),
        ("a|b\n-|-:\n1|2", "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
                           "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
        ("    kein Code", "<p>kein Code</p>"),
        ("![Bild](https://a.example/b.png)", None),
    ],
)  # fmt: skip
def test_reporters_dialect(source: str, html: str | None) -> None:
    shown = render(source, "de").replace("\n", "")
    assert "<img" not in shown
    assert html is None or shown == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("# a", "<h3>a</h3>"),
        ("###### a", "<h3>a</h3>"),
        ("# a\n## b\n### c", "<h3>a</h3><h4>b</h4><h4>c</h4>"),
        ("### a\nText\n#### b ##", "<h3>a</h3><p>Text</p><h4>b</h4>"),
        ("#Istanbul", "<p>#Istanbul</p>"),
        ("####### a", "<p>####### a</p>"),
        ("## *a* #1", "<h3><em>a</em> #1</h3>"),
    ],
)
def test_headings_stay_below_the_posts_own(source: str, html: str) -> None:
    assert render(source, "de").replace("\n", "") == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("Text:\n- a\n- b", "<p>Text:</p><ul><li>a</li><li>b</li></ul>"),
        ("- a\n    - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
        ("1. a\n\n2. b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("16. Mai 2025", "<p>16. Mai 2025</p>"),
        ("1. Mai: Demo", "<p>1. Mai: Demo</p>"),
        ("2. Runde", "<p>2. Runde</p>"),
        ("a - b\n-c", "<p>a – b<br>-c</p>"),
    ],
)
def test_lists_and_what_only_looks_like_one(source: str, html: str) -> None:
    assert render(source, "de").replace("\n", "") == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("[a](https://b.example/c)", link("https://b.example/c", "a")),
        ('[a](http://b.example "t")', link("http://b.example", "a")),
        ("[a][1]\n\n[1]: https://b.example", link("https://b.example", "a")),
        ("[a](mailto:b@c.example)", link("mailto:b@c.example", "a")),
        ("https://b.example/c_d_e.", link("https://b.example/c_d_e") + "."),
        ("(https://b.example/c_(d))", "(" + link("https://b.example/c_(d)") + ")"),
        ("www.b.example", link("http://www.b.example", "www.b.example")),
        ("<https://b.example>", link("https://b.example")),
        ("b@c.example", link("mailto:b@c.example", "b@c.example")),
        ("https://b.example/?a=1&c=2", link("https://b.example/?a=1&amp;c=2")),
        ("ftp://b.example/c", "ftp://b.example/c"),
        ("https://github.com/a/b/issues/1", link("https://github.com/a/b/issues/1")),
        ("@user a/b#1 #2 @x:user", "@user a/b#1 #2 @x:user"),
    ],
)
def test_links(source: str, html: str) -> None:
    assert render(source, "de") == f"<p>{html}</p>"


def test_rendering_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert "<a" in render("https://github.com/a/b www.b.example a@b.example", "de")


def test_threads_do_not_mix_texts() -> None:
    sources = [f'> Satz {n} "x"\n> — N{n}, [a](https://a.example/{n})' for n in range(60)]
    alone = [render(source, "de") for source in sources]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda source: render(source, "de"), sources)) == alone


def test_longer_texts_are_rendered_where_the_caller_allows_them() -> None:
    source = "Ein Satz mit Wörtern. " * 20 + "\n\n"
    assert render(source * 40, "de", longest=20_000).count("<p>") == 40


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.lists(st.sampled_from(TOKENS), max_size=120).map("".join)),
    st.sampled_from(["de", "de-ch", "en", "xx", ""]),
)
def test_any_text_is_refused_or_safe_and_at_rest(source: str, language: str) -> None:
    try:
        html = render(source, language)
    except MarkupRefused:
        return
    assert faults(html) == []
    assert clean(html) == html
