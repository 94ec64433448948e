"""The beginnings of texts."""

from django import template

from liveblog.text.excerpt import excerpt

register = template.Library()


@register.filter
def opening(html: str, length: int) -> str:
    """At most `length` characters of rendered HTML, as plain text, cut at a word."""
    return excerpt(html, length)
