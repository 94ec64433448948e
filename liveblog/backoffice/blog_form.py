"""What can be edited about a blog."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.refusals import VerbForm
from liveblog.models import LiveBlog
from liveblog.publishing.blogs import BlogContent

LISTS = ("articles",)
KEPT_ONCE_SET = ("hero", "ends_at")  # the verb reads None as "leave it"


def time_zones() -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(zoneinfo.available_timezones())]


class BlogForm(VerbForm):
    """`content()` is what goes to `publishing.blogs`."""

    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, initial="Europe/Berlin", required=False
    )

    class Meta:
        model = LiveBlog
        fields = (
            "kicker", "title", "standfirst", "slug", "language", "hero",
            "introduction", "summary", "starts_at", "ends_at", "time_zone", "articles",
        )  # fmt: skip
        widgets = {
            "standfirst": forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
            "introduction": forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
            "summary": forms.Textarea(attrs={"rows": 6, "class": "vLargeTextField"}),
        }

    def clean(self) -> dict[str, Any]:
        """Refuses to empty what can only be replaced, rather than ignoring it."""
        cleaned = super().clean()
        for field in KEPT_ONCE_SET:
            if self.initial.get(field) and field in cleaned and cleaned[field] is None:
                self.add_error(field, _("This can be replaced, but not emptied."))
        return cleaned

    def content(self) -> BlogContent:
        given = {name: self.cleaned_data.get(name) for name in self.fields}
        return BlogContent(
            **{name: list(value) if name in LISTS else value for name, value in given.items()}
        )
