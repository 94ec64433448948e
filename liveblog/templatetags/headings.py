"""The rank of headings inside a text."""

from django import template

register = template.Library()


@register.filter
def raised(html: str) -> str:
    """Our rendered HTML for a place right below the page's title.

    Texts begin with h3, for a stream where each stands below the h2 of its post. Where nothing
    stands in between, screen readers are told one level more; the look stays.
    """
    return html.replace("<h3>", '<h3 aria-level="2">').replace("<h4>", '<h4 aria-level="3">')
