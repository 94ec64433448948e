"""Links to known networks, as boxes that load after a click."""

from django import template

from liveblog.text.embeds import MAKERS, Embed, embed_of

register = template.Library()


@register.filter
def embed_box(address: str) -> Embed | None:
    """What the box of a link needs; None where the link stays a link."""
    return embed_of(address)


@register.simple_tag
def embed_hosts() -> str:
    """The hosts whose links may become boxes, with blanks between: the composer offers those."""
    return " ".join(sorted(MAKERS))
