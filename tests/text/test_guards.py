import itertools
import string
import time

import pytest

from liveblog.text.guards import MAX_BODY, MAX_DEPTH, MESSAGES, MarkupRefused
from liveblog.text.markup import render

BUDGET = 0.5  # seconds of the processor

UNITS = [
    *string.punctuation, *" \t\na1ßé€„“", "\n\n",
    *("".join(pair) for pair in itertools.product("[](<*_~=`!\"'#|\\&>-", repeat=2)),
    "[a](", "[a](b", "[a](<", '[a](b "', "[a][", "[a]: b\n", "![", "![a](", "<a ", "<a b=", "<!--",
    "<?", "<![CDATA[", "**a ", "*a **b ", "_a __b ", "~~a ", "==a ", "***a", "*a_", "`a``", "`\\`",
    "http://a ", "www.a.", "a@b.", "a@b.de ", "-a@", "https://a(", "http://a&amp;", "&#1;", "<a@b>",
    "> ", ">\n", "> a\n", "> a\n> — b,c\n\n", "- ", "- a\n", "+ ", "1. ", "1. a\n", "1. 1. ",
    "* a\n\n", "# a\n", "# ", "a|b\n", "a|b\n-|-\n", '"a" ', "'a' ", "\"'a'\" ", "1 %", "z. B. ",
    "***\n", "- - -\n", "x\n- a\n\n", "x\n> y\n\n", "- a\n    > b\n", "*a* _b_ ",
]  # fmt: skip
# Texts that stop just short of a limit and fill up with what makes each sign dearest.
HEADS = ["[" * 25, "[a](" * 25, "[*a" * 25, "[[a]" * 12, "`" * 190, "*a_b" * 50, "***" * 33, ""]
FILLINGS = ["x", " ", "<a@b>", "<", '"', "(", "](b", "|", "a@b.de ", "http://a ", "&amp;"]
DEEP = [
    "\n".join("    " * level + "- a" for level in range(90)),
    "\n\n".join("    " * level + "- a" for level in range(70)),
    "\n".join(">" * level + " a" for level in range(130)),
    "\n\n".join(">" * level + " a" for level in range(130)),
    "*a " * 1600 + " a*" * 1600,
    "**a *b " * 700 + "* **" * 700,
    "[a " * 1600 + "](b)" * 1200,
    "> - " * 2500,
]
LIMITS = {
    "too_long": "x " * 5000 + "x",
    "too_many_lines": "x\n" * 1001,
    "too_many_links": "a@b.de " * 301,
    "too_many_brackets": "[ \n\n" * 401,
    "too_many_escapes": "\\" * 201,
    "too_many_marks": "a * " * 1200,
    "too_deep": ">" * (MAX_DEPTH + 1) + " x",
}


def seconds(source: str) -> float:
    start = time.process_time()
    try:
        render(source, "de")
    except MarkupRefused as refusal:
        assert refusal.code in MESSAGES
    return time.process_time() - start


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS)
def test_ten_thousand_of_anything_is_quick(unit: str) -> None:
    assert seconds((unit * MAX_BODY)[:MAX_BODY]) < BUDGET


@pytest.mark.slow
@pytest.mark.parametrize("filling", FILLINGS)
@pytest.mark.parametrize("head", HEADS)
def test_texts_just_below_a_limit_are_quick(head: str, filling: str) -> None:
    assert seconds((head + filling * MAX_BODY)[:MAX_BODY]) < BUDGET


@pytest.mark.parametrize("source", DEEP)
def test_deep_nesting_is_refused(source: str) -> None:
    with pytest.raises(MarkupRefused):
        render(source[:MAX_BODY], "de")


@pytest.mark.parametrize("code", LIMITS)
def test_a_refusal_names_its_limit(code: str) -> None:
    with pytest.raises(MarkupRefused) as refusal:
        render(LIMITS[code], "de")
    assert refusal.value.code == code
    assert refusal.value.limit is not None and refusal.value.found is not None
    assert refusal.value.found > refusal.value.limit
    assert str(refusal.value.limit) in str(refusal.value)


def test_the_limit_itself_is_allowed() -> None:
    assert len(render("x" * MAX_BODY, "de")) == MAX_BODY + len("<p></p>")
    assert render(">" * MAX_DEPTH + " x", "de").count("<figure") == MAX_DEPTH


def test_line_ends_of_forms_do_not_count_twice() -> None:
    assert render("ab\r\n\r\n" * 400 + "x" * (MAX_BODY - 1600), "de").count("<p>") == 401


@pytest.mark.parametrize(
    "source",
    [
        "*Punkt ohne Leerzeichen\n" * 30,
        "- - - - - - - - - - - - - - - -",
        "Text mit [Quelle](https://a.example/b). " * 12 + "\n\n" + "Mehr Text. " * 100,
        "Leser*innen und Autor*innen " * 20,
        "\t\t\t\t\t\t\t\t\t\t\t\t\t\teingerückt",
        "===========================================",
    ],
)
def test_ordinary_texts_are_not_refused(source: str) -> None:
    assert render(source, "de")
