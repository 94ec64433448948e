"""A verb's refusal becomes an error on the form that caused it, with all that was typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from liveblog.media.refusals import ImageRefused
from liveblog.publishing.errors import InvalidContent, PublishingError

REFUSALS = (PublishingError, ImageRefused)


class VerbForm(forms.ModelForm):
    """A form whose fields are handed to a verb; it writes nothing itself.

    `refusal` is what the verb said to the same data a moment ago. `renamed` maps the verb's field
    names to the form's.
    """

    refusal: Exception | None = None
    renamed: Mapping[str, str] = {}

    def clean(self) -> dict[str, Any]:
        """Adds what the verb refused."""
        cleaned = super().clean() or self.cleaned_data
        for field, messages in told(self.refusal):
            name = self.renamed.get(field, field)
            self.add_error(name if name in self.fields else None, list(messages))
        return cleaned

    def _save_m2m(self) -> None:
        """Relations are the verb's, too."""


def told(refusal: Exception | None) -> Iterator[tuple[str, Sequence[str]]]:
    """The refusal as messages by field name, '' for the whole form."""
    if isinstance(refusal, InvalidContent):
        yield from refusal.errors.items()
    elif isinstance(refusal, PublishingError):
        yield "", [refusal.message]
    elif isinstance(refusal, ImageRefused):
        yield "file", [str(refusal)]
