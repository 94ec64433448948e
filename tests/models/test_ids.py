"""Random names are safe in addresses and hard to guess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from liveblog.models import ids


@pytest.mark.parametrize(
    ("make", "length"), [(ids.post_id, 8), (ids.share_code, 7), (ids.epoch_id, 12)]
)
def test_ids_have_their_length_and_alphabet(make: Callable[[], str], length: int) -> None:
    made = make()
    assert len(made) == length
    assert set(made) <= set(ids.ALPHABET)


def test_the_alphabet_sorts_alike_everywhere_and_spells_nothing() -> None:
    assert list(ids.ALPHABET) == sorted(set(ids.ALPHABET.lower()))
    assert not set(ids.ALPHABET) & set("aeiou01l")


def test_a_thousand_ids_are_a_thousand_ids() -> None:
    assert len({ids.post_id() for _ in range(1000)}) == 1000
