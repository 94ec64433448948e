"""What can be edited about an author."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.refusals import VerbForm
from liveblog.models import Author, Image

LINKS = 8  # more than a profile page would show
VERB_FIELDS = ("name", "slug", "role", "place", "user")


class AuthorForm(VerbForm):
    """`given()` is what goes to `publishing.authors`."""

    renamed = {"links": "addresses"}

    file = forms.FileField(
        label=_("New portrait"), required=False, help_text=_("JPEG, PNG, WebP or HEIC")
    )
    addresses = forms.CharField(
        label=_("Links"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=_("One address a line, beginning with https://"),
    )

    class Meta:
        model = Author
        fields = ("name", "slug", "role", "place", "portrait", "user")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["addresses"] = "\n".join(self.instance.links or [])

    def clean_addresses(self) -> list[str]:
        """Web addresses only: they become links on public pages."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        links = [line for line in lines if line]
        if len(links) > LINKS:
            raise ValidationError(_("At most %d links.") % LINKS)
        for link in links:
            URLValidator(schemes=["http", "https"])(link)
        return links

    def given(self, uploaded: Image | None) -> dict[str, Any]:
        """The fields that were on the form; an uploaded picture wins over a chosen one."""
        fields = {name: self.cleaned_data[name] for name in VERB_FIELDS if name in self.fields}
        portrait = uploaded or self.cleaned_data.get("portrait")
        return {**fields, "portrait": portrait, "links": self.cleaned_data["addresses"]}
