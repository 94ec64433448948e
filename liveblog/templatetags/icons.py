"""Icons out of the one sprite."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def icon(name: str, sprite: str = "sprite") -> SafeString:
    """A decorative icon: the words beside it carry the meaning."""
    address = static(f"liveblog/icons/{sprite}.svg")
    return format_html(
        '<svg class="icon" width="16" height="16" aria-hidden="true" focusable="false">'
        '<use href="{}#{}"></use></svg>',
        address,
        name,
    )
