"""What can be edited about a post."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liveblog import limits
from liveblog.backoffice.bylines import BylineFormSet
from liveblog.backoffice.pictures import PictureFormSet
from liveblog.backoffice.refusals import VerbForm
from liveblog.backoffice.times import SplitDateTime
from liveblog.models import Post
from liveblog.publishing.content import PostContent


class PostForm(VerbForm):
    """`seen_version` is what the editor saw: saving over somebody else's work is refused."""

    renamed = {"note": "correction_note", "reason": "edit_reason"}

    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    event_at = forms.SplitDateTimeField(label=_("Event time"), widget=SplitDateTime, required=False)
    correction_note = forms.CharField(
        label=_("Correction note"),
        required=False,
        max_length=limits.NOTE,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text=_("Say what was wrong: readers see it. Leave it empty for a typo."),
    )
    edit_reason = forms.CharField(
        label=_("Reason, for the history"),
        required=False,
        max_length=limits.NOTE,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    class Meta:
        model = Post
        fields = ("blog", "headline", "body", "embed", "is_key", "is_breaking", "event_at")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
            "embed": forms.TextInput(attrs={"class": "vTextField"}),
        }
        field_classes = {"embed": forms.CharField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen_version"] = self.instance.version
        elif "event_at" in self.fields:
            self.initial["event_at"] = None  # empty means: when it is published

    def _get_validation_exclusions(self) -> set[str]:
        """The verb checks what it is given; an empty time is not an error here."""
        excluded = super()._get_validation_exclusions()  # type: ignore[misc]
        return {*excluded, "event_at"}

    def content(self, bylines: BylineFormSet, pictures: PictureFormSet) -> PostContent:
        """What goes to the verb. An untouched time is not given: it has seconds of its own."""
        given = self.cleaned_data
        return PostContent(
            headline=given["headline"],
            body=given["body"],
            authors=bylines.authors(),
            images=pictures.pictures(),
            key=given["is_key"],
            breaking=given["is_breaking"],
            embed=given["embed"],
            event_at=given["event_at"] if "event_at" in self.changed_data else None,
        )
