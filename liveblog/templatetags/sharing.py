"""The share row: four ordinary links, no script of anybody else's."""

from dataclasses import dataclass
from urllib.parse import quote

from django import template
from django.utils.translation import gettext as _

from liveblog.models import Network, Post
from liveblog.templatetags.site import absolute

register = template.Library()


@dataclass(frozen=True)
class Target:
    """One link of the row; `opens_window` for pages that would replace the blog."""

    network: str
    label: str
    icon: str
    href: str
    opens_window: bool = False


@register.filter
def share_targets(post: Post) -> list[Target]:
    """The row under a post; wants `share_links` prefetched. Without any the permalink is shared."""
    paths = {link.network: link.get_absolute_url() for link in post.share_links.all()}
    permalink = post.get_absolute_url()
    copy, facebook, x, email = (paths.get(network, permalink) for network in Network.values[:4])
    return [
        Target("copy", _("Copy link"), "link", copy),
        Target("facebook", _("Share on Facebook"), "facebook", on_facebook(facebook), True),
        Target("x", _("Share on X"), "x", on_x(post.label, x), True),
        Target("email", _("Share by e-mail"), "mail", by_email(post, email)),
    ]


def on_facebook(path: str) -> str:
    """Facebook's share page for one of our addresses."""
    return f"https://www.facebook.com/sharer/sharer.php?u={_escaped(absolute(path))}"


def on_x(text: str, path: str) -> str:
    """X's share page, with the headline as a first draft."""
    return f"https://x.com/intent/post?text={_escaped(text)}&url={_escaped(absolute(path))}"


def by_email(post: Post, path: str) -> str:
    """A letter with the headline as its subject and the link as its text."""
    text = f"{post.label}\n\n{absolute(path)}"
    return f"mailto:?subject={_escaped(post.label)}&body={_escaped(text)}"


def _escaped(text: str) -> str:
    """Nothing stays that could begin another header or parameter."""
    return quote(text.replace("\r", ""), safe="")
