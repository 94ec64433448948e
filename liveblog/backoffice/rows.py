"""Ordered rows below a form: the names and the pictures of one thing, handed to a verb as a whole.

A verb writes such a list anew each time, so the rows carry no keys: a list that somebody else has
rewritten in between can still be shown again with all that was typed.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin import TabularInline
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.base import WithinReach

FILLING = ("author", "image", "caption", "credit", "alt")


class RowForm(forms.ModelForm):
    """One row; it counts as filled in when its first field is."""

    position = forms.IntegerField(label=_("Position"), min_value=0, max_value=999, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # The column's header alone tells a screen reader nothing.
            field.widget.attrs.setdefault("aria-label", field.label)

    def has_changed(self) -> bool:
        """Untouched rows count, too: they are part of the list."""
        return any(self[name].data for name in self.fields if name in FILLING)

    def _post_clean(self) -> None:
        """Rows are not written by the form; the verb checks them with the rest."""


class RowFormSet(BaseInlineFormSet):
    """`rows()` are the cleaned rows that stay, in their order; `known` the authors or pictures
    that the thing has now, by key.
    """

    pointer = ""  # the field that says which author or picture
    joined: tuple[str, ...] = ()  # what a row's preview shows
    copied: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        owner = kwargs["instance"]
        present = self.model._default_manager.filter(**{self.fk.name: owner.pk})
        rows = list(present.select_related(*self.joined))
        pointed = [getattr(row, self.pointer) for row in rows]
        self.known = {str(thing.pk): thing for thing in pointed}
        kwargs["queryset"] = self.model._default_manager.none()
        kwargs["initial"] = [self._initial(row, n) for n, row in enumerate(rows, 1)]
        self.extra = len(rows)
        super().__init__(*args, **kwargs)

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """With what the row points to, for its preview."""
        form = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        thing = self.known.get(str(form[self.pointer].value()))
        setattr(form.instance, self.pointer, thing)
        return form

    def _initial(self, row: Any, number: int) -> dict[str, Any]:
        words = {name: getattr(row, name) for name in self.copied}
        return {self.pointer: getattr(row, f"{self.pointer}_id"), "position": number, **words}

    def rows(self) -> list[dict[str, Any]]:
        """The filled-in rows by position; rows without one come last."""
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data.get(self.pointer)]
        return sorted(kept, key=lambda row: row["position"] or 1000)

    def validate_unique(self) -> None:
        """The verb says so in its own words."""

    def save(self, commit: bool = True) -> list[Any]:
        """Nothing: the verb has written the rows."""
        self.new_objects: list[Any] = []
        self.changed_objects: list[Any] = []
        self.deleted_objects: list[Any] = []
        return []


class RowsInline(WithinReach, TabularInline):
    """Shown to whoever may change the thing above it."""

    form = RowForm
    extra = 0
    can_delete = False  # a script takes rows out of the page; what is not sent is not kept

    def has_view_permission(self, request: Any, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: Any, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: Any, obj: Any = None) -> bool:
        return True
