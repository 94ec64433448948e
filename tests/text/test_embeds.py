"""Links that become boxes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveblog.text.embeds import embed_of, frame_hosts

KNOWN = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://m.youtube.com/shorts/abc_-123": "https://www.youtube-nocookie.com/embed/abc_-123",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://x.com/someone/status/1234567890": "https://platform.twitter.com/embed/Tweet.html?id=1234567890&dnt=true",
    "https://twitter.com/someone/status/12?s=20": "https://platform.twitter.com/embed/Tweet.html?id=12&dnt=true",
    "https://www.instagram.com/p/Cabc_1/": "https://www.instagram.com/p/Cabc_1/embed/",
    "https://www.instagram.com/someone/reel/Cabc/": "https://www.instagram.com/reel/Cabc/embed/",
    "https://www.tiktok.com/@someone/video/71": "https://www.tiktok.com/embed/v2/71",
    "https://bsky.app/profile/some.one/post/3abc": "https://embed.bsky.app/embed/some.one/app.bsky.feed.post/3abc",
    "https://mastodon.social/@someone/113": "https://mastodon.social/@someone/113/embed",
    "https://www.facebook.com/someone/posts/9": "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fsomeone%2Fposts%2F9&show_text=true",
    "https://soundcloud.com/someone/song": "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsomeone%2Fsong",
}
UNKNOWN = [
    "",
    "no link",
    "https://example.org/watch?v=abc",
    "https://www.youtube.com/",
    'https://www.youtube.com/watch?v="><script>',
    "javascript:alert(1)//youtube.com/watch?v=abc",
    "https://youtube.com.example.org/watch?v=abc",
    "https://youtube.com:8080/watch?v=abc",
    "https://user@example.org/https://youtu.be/abc",
    "https://x.com/someone/status/notanumber",
    "https://unknown.social/@someone/113",
    "https://mastodon.social/about/113",
    "https://[broken",
    "https://bsky.app/profile/some.one",
]


@pytest.mark.parametrize("link", KNOWN)
def test_a_known_link_becomes_a_frame(link: str) -> None:
    embed = embed_of(link)
    assert embed is not None
    assert embed.frame == KNOWN[link]


@pytest.mark.parametrize("link", UNKNOWN)
def test_any_other_link_stays_a_link(link: str) -> None:
    assert embed_of(link) is None


@given(st.sampled_from(sorted(KNOWN)), st.text(max_size=40))
def test_every_frame_comes_from_a_host_that_the_policy_names(link: str, tail: str) -> None:
    embed = embed_of(link + tail)
    if embed is not None:
        assert any(embed.frame.startswith(f"{host}/") for host in frame_hosts())
        assert not set(embed.frame) & set("\"'<> \n")
