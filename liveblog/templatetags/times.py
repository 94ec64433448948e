"""Times as a newspaper writes them, in the active language and time zone."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def iso(moment: datetime) -> str:
    """ISO 8601 with the offset of the active zone, to the second."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def clock(moment: datetime) -> str:
    """`16:31`"""
    return f"{timezone.localtime(moment):%H:%M}"


@register.filter
def clock_near(moment: datetime, other: datetime) -> str:
    """`16:31`, with the day before it where that is not the day of `other`."""
    if day_key(moment) == day_key(other):
        return clock(moment)
    day = date_format(timezone.localtime(moment), pgettext("date format", "j M"))
    return f"{day}, {clock(moment)}"


@register.filter
def day_key(moment: datetime) -> str:
    """`2025-05-16`: which day it is where the event happens."""
    return f"{timezone.localtime(moment):%Y-%m-%d}"


@register.filter
def day_label(moment: datetime, told: datetime | None = None) -> str:
    """`Freitag, 16. Mai`, with its year where that is not the year in which it was told."""
    if told and day_key(moment)[:4] != day_key(told)[:4]:
        return long_date(moment)
    return _unbroken(date_format(timezone.localtime(moment), pgettext("date format", "l, j F")))


@register.filter
def long_date(moment: datetime) -> str:
    """`Freitag, 16. Mai 2025`"""
    return _unbroken(date_format(timezone.localtime(moment), pgettext("date format", "l, j F Y")))


def _unbroken(date: str) -> str:
    """The date after the weekday on one line."""
    weekday, comma, day = date.partition(", ")
    return weekday + comma + day.replace(" ", "\u00a0")
