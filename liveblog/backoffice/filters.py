"""Filters above the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AllValuesFieldListFilter, RelatedFieldListFilter
from django.utils.translation import gettext_lazy as _

from liveblog.templatetags.ways import way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin import ModelAdmin
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import Field
    from django.http import HttpRequest

OFFERED = 60  # more do not fit into a drop-down; the search finds them


class ReachableFilter(RelatedFieldListFilter):
    """Offers only rows that the user may see: a title alone can be a secret."""

    def field_choices(self, field: Field, request: HttpRequest, model_admin: ModelAdmin) -> Any:
        """Pairs of a key and a name."""
        related: Any = field.related_model
        page = model_admin.admin_site._registry[related]
        return [(row.pk, str(row)) for row in page.get_queryset(request)[:OFFERED]]


class BlogFilter(ReachableFilter):
    """By live blog."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("blog")


class PersonFilter(ReachableFilter):
    """By who did it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("who")


class WayFilter(AllValuesFieldListFilter):
    """By which way it was done, in words."""

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Django's, with the ways named as the list names them."""
        for choice in super().choices(changelist):
            yield {**choice, "display": way(str(choice["display"]))}
