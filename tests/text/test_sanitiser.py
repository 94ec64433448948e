import pytest

from liveblog.text import sanitiser
from liveblog.text.guards import MarkupRefused
from liveblog.text.markup import render
from liveblog.text.sanitiser import clean, sanitise
from tests.text.attacks import ALL
from tests.text.judge import faults, words

OURS = '<figure class="quote">x</figure>'


@pytest.mark.parametrize("source", ALL)
def test_no_attack_leaves_anything_but_allowed_markup(source: str) -> None:
    assert faults(render(source, "de")) == []


@pytest.mark.parametrize("source", ALL)
def test_raw_attacks_do_not_pass_the_allow_list_either(source: str) -> None:
    assert faults(clean(source)) == []


@pytest.mark.parametrize("source", ALL)
def test_cleaning_twice_changes_nothing(source: str) -> None:
    html = render(source, "de")
    assert clean(html) == html


def test_the_judge_sees_what_is_forbidden() -> None:
    assert len(faults('<p id=x>a</p><img src=x><a href="java\nscript:x">b</a><!-- c -->')) == 6


def test_tags_stay_readable_as_words() -> None:
    assert words(render("<b>fett</b> & <i>mehr", "de")) == "<b>fett</b> & <i>mehr"


def test_words_of_a_refused_link_stay() -> None:
    assert render("[Klick](javascript:alert(1))", "de") == "<p>Klick</p>"


@pytest.mark.parametrize(
    "html",
    ['<p title="a" lang="b" class="quote" style="c" id="d">x</p>', "<p onclick=a data-x=b>x</p>"],
)
def test_attributes_from_outside_are_dropped(html: str) -> None:
    assert clean(html) == "<p>x</p>"


def test_only_our_own_class_survives() -> None:
    assert clean('<figure class="quote evil">x</figure>') == "<figure>x</figure>"
    assert clean(OURS) == OURS


def test_entities_smuggle_no_direction_override_in() -> None:
    assert render("a&#x202E;b&#2;c&#x2066;d", "de") == "<p>abcd</p>"


def test_markup_that_never_comes_to_rest_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sanitiser, "clean", lambda html: html + "!")
    with pytest.raises(MarkupRefused) as refusal:
        sanitise("<p>x</p>")
    assert refusal.value.code == "unstable"
