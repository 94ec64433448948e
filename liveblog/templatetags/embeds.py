"""Links to known networks, as boxes that load after a click."""

from django import template

from liveblog.text.embeds import Embed, embed_of

register = template.Library()


@register.filter
def embed_box(address: str) -> Embed | None:
    """What the box of a link needs; None where the link stays a link."""
    return embed_of(address)
