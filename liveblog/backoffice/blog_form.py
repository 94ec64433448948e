"""What can be edited about a blog."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.refusals import VerbForm
from liveblog.models import LiveBlog
from liveblog.publishing.blogs import CLEARABLE, BlogContent

LISTS = ("articles",)


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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "starts_at" in self.fields:
            # Compared with the row, not with what the page said: else every save looks changed.
            self.fields["starts_at"].show_hidden_initial = False

    def content(self) -> BlogContent:
        """What was changed: an untouched time keeps its seconds' fractions, which a form drops."""
        names = self.changed_data if self.instance.pk else self.fields
        given: dict[str, Any] = {name: self.cleaned_data.get(name) for name in names}
        for name in LISTS:
            if name in given:
                given[name] = list(given[name])
        cleared = [name for name in CLEARABLE if name in given and given[name] is None]
        return BlogContent(**given, cleared=cleared)
