"""Filters beside the lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import RelatedFieldListFilter

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.db.models import Field
    from django.http import HttpRequest

OFFERED = 60  # more do not fit beside a list; the search finds them


class ReachableFilter(RelatedFieldListFilter):
    """Offers only rows that the user may see: a title alone can be a secret."""

    def field_choices(self, field: Field, request: HttpRequest, model_admin: ModelAdmin) -> Any:
        """Pairs of a key and a name."""
        related: Any = field.related_model
        page = model_admin.admin_site._registry[related]
        return [(row.pk, str(row)) for row in page.get_queryset(request)[:OFFERED]]
