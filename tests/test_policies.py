"""No page runs inline code, and only the embed may be framed."""

import pytest

from liveblog import policies


@pytest.mark.parametrize("policy", [policies.reader(), policies.embed(), policies.staff()])
def test_scripts_and_styles_come_from_files_of_ours(policy: policies.Policy) -> None:
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert policy["base-uri"] == ["'none'"]


def test_only_the_embed_may_be_framed() -> None:
    assert policies.reader()["frame-ancestors"] == policies.staff()["frame-ancestors"] == ["'none'"]
    assert policies.embed()["frame-ancestors"] == ["*"]


def test_players_are_framed_only_where_named() -> None:
    assert policies.reader()["frame-src"] == ["'none'"]
    player = "https://player.example.org"
    assert policies.reader(frames=[player])["frame-src"] == [player]
