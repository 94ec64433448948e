"""By which way something was done, in the user's language."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

WAYS = {
    "session": _("newsroom"),
    "admin": _("back office"),
    "schedule": _("schedule"),
    "command": _("command line"),
    "seed": _("demo"),
}


@register.filter
def way(via: str) -> str:
    """`Actor.via` in words; a token keeps its name."""
    return str(WAYS.get(via, via))
