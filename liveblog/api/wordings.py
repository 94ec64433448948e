"""Pydantic's kinds of error in our words, in the language of the request."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Context = Mapping[str, Any]  # the limits and values that pydantic names with an error
QUOTED = re.compile(r"'([^']*)'")

PLAIN: dict[str, str | _StrPromise] = {
    "missing": gettext_lazy("This is required."),
    "extra_forbidden": gettext_lazy("There is no such field."),
    "string_unicode": gettext_lazy("This text contains characters that cannot be stored."),
    "timezone_aware": gettext_lazy("The time needs its offset, as in 2025-05-16T16:31:00+03:00."),
    "int_parsing_size": gettext_lazy("This number is too large."),
    "json_invalid": gettext_lazy("This is not readable JSON."),
    **dict.fromkeys(["string_type", "string_sub_type"], gettext_lazy("This must be a text.")),
    **dict.fromkeys(["bool_type", "bool_parsing"], gettext_lazy("This must be true or false.")),
    **dict.fromkeys(["list_type", "tuple_type"], gettext_lazy("This must be a list.")),
    **dict.fromkeys(
        ["model_type", "model_attributes_type", "dict_type", "mapping_type"],
        gettext_lazy("This must be an object with fields."),
    ),
    **dict.fromkeys(
        ["uuid_parsing", "uuid_type", "uuid_version"], gettext_lazy("This must be a UUID.")
    ),
    **dict.fromkeys(
        ["int_type", "int_parsing", "int_from_float"], gettext_lazy("This must be a whole number.")
    ),
    **dict.fromkeys(
        ["float_type", "float_parsing", "finite_number"], gettext_lazy("This must be a number.")
    ),
    **dict.fromkeys(
        [
            "datetime_type",
            "datetime_parsing",
            "datetime_from_date_parsing",
            "datetime_object_invalid",
        ],
        gettext_lazy("This must be a time such as 2025-05-16T16:31:00+03:00."),
    ),
}


def wording(kind: str, context: Context) -> str:
    """What is wrong, with its limit where there is one; a general word for kinds unheard of."""
    if kind in PLAIN:
        return str(PLAIN[kind])
    if kind in WITH_LIMIT:
        return WITH_LIMIT[kind](context)
    return _("This cannot be accepted.")


def _too_long(context: Context) -> str:
    most = context["max_length"]
    text = ngettext("At most %(limit)s character fits.", "At most %(limit)s characters fit.", most)
    return text % {"limit": number_format(most, force_grouping=True)}


def _too_short(context: Context) -> str:
    least = context["min_length"]
    text = ngettext(
        "At least %(limit)s character is needed.",
        "At least %(limit)s characters are needed.",
        least,
    )
    return text % {"limit": number_format(least, force_grouping=True)}


def _too_many(context: Context) -> str:
    most = context["max_length"]
    text = ngettext("At most %(limit)s entry fits.", "At most %(limit)s entries fit.", most)
    return text % {"limit": number_format(most, force_grouping=True)}


def _too_few(context: Context) -> str:
    least = context["min_length"]
    text = ngettext(
        "At least %(limit)s entry is needed.", "At least %(limit)s entries are needed.", least
    )
    return text % {"limit": number_format(least, force_grouping=True)}


def _choices(context: Context) -> str:
    """Pydantic's list has an English "or" in it; only the values are taken over."""
    return _("Known are: %s.") % ", ".join(QUOTED.findall(str(context["expected"])))


def _bound(text: str | _StrPromise, name: str) -> Callable[[Context], str]:
    return lambda context: str(text) % {"limit": context[name]}


WITH_LIMIT: dict[str, Callable[[Context], str]] = {
    "string_too_long": _too_long,
    "string_too_short": _too_short,
    "too_long": _too_many,
    "too_short": _too_few,
    "literal_error": _choices,
    "enum": _choices,
    "greater_than": _bound(gettext_lazy("This must be greater than %(limit)s."), "gt"),
    "greater_than_equal": _bound(gettext_lazy("This must be at least %(limit)s."), "ge"),
    "less_than": _bound(gettext_lazy("This must be less than %(limit)s."), "lt"),
    "less_than_equal": _bound(gettext_lazy("This must be at most %(limit)s."), "le"),
}
