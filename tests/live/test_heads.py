"""The heads: found by address, counted when they move."""

from __future__ import annotations

import pytest

from liveblog.live.heads import Head, Heads

ONE = Head(1, "one", "e", 5)


@pytest.fixture
def heads() -> Heads:
    heads = Heads()
    heads.note(ONE)
    return heads


def test_a_head_is_found_by_its_address(heads: Heads) -> None:
    assert heads.find("one") == ONE
    assert heads.find("two") is None


def test_a_blog_that_moved_to_another_address_keeps_it_when_the_old_one_is_taken(
    heads: Heads,
) -> None:
    heads.note(Head(1, "new", "e", 5))
    heads.note(Head(2, "one", "e", 1))
    heads.drop(1)
    assert heads.find("new") is None
    assert heads.find("one") == heads[2]


def test_only_what_changes_is_a_move(heads: Heads) -> None:
    heads.note(ONE)
    heads.drop(2)
    assert heads.moves == 1
    heads.drop(1)
    assert heads.moves == 2


def test_what_is_unknown_is_a_move_too(heads: Heads) -> None:
    heads.unsettle()
    assert (heads.moves, heads.find("one")) == (2, ONE)
