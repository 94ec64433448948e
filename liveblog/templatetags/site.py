"""Who publishes, and in which language."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The magazine's name."""
    return settings.SITE_NAME


@register.simple_tag
def html_lang() -> str:
    """The active language as the `lang` attribute has it: `de`, `de-CH`."""
    return to_locale(get_language() or settings.LANGUAGE_CODE).replace("_", "-")


@register.filter
def absolute(path: str) -> str:
    """An address that works outside the page; one that is absolute already stays."""
    return path if urlsplit(path).netloc else f"{settings.SITE_URL}{path}"


@register.filter
def host(address: str) -> str:
    """`example.org`: where a link leads, without the `www.` that says nothing."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


@register.filter
def address(link: str) -> str:
    """A link as people write it: without scheme, `www.` and last slash."""
    return link.partition("://")[2].removeprefix("www.").rstrip("/") or link
