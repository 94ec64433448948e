"""Pictures in their places: on a post, in an article's gallery."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import display
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.rows import RowForm, RowFormSet, RowsInline
from liveblog.backoffice.thumbnails import thumbnail
from liveblog.models import ArticleImage, PostImage
from liveblog.publishing.content import Picture

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

WORDS = ("caption", "credit", "alt")


class PictureRowForm(RowForm):
    class Meta:
        labels = {"image": _("Picture")}
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 2}),
            "alt": forms.Textarea(attrs={"rows": 2}),
        }


class PictureFormSet(RowFormSet):
    pointer = "image"
    joined = ("image",)
    copied = WORDS

    def pictures(self) -> list[Picture]:
        return [self._picture(row) for row in self.rows()]

    def _picture(self, row: dict[str, Any]) -> Picture:
        """On a new row an empty word takes over what the picture says; on one that was there
        before it was emptied on purpose.
        """
        words = [row[word] for word in WORDS]
        was_there = str(row["image"].pk) in self.known
        return Picture(row["image"], *(words if was_there else [word or None for word in words]))


class PictureInline(RowsInline):
    form = PictureRowForm
    formset = PictureFormSet
    fields = ("preview", "image", "caption", "credit", "alt", "position")
    readonly_fields = ("preview",)
    autocomplete_fields = ("image",)
    verbose_name = _("picture")
    verbose_name_plural = _("pictures")

    @display(description=_("picture"))
    def preview(self, row: PostImage | ArticleImage) -> SafeString:
        return thumbnail(row.image if row.image_id else None, 48)


class PostPictureInline(PictureInline):
    model = PostImage


class GalleryInline(PictureInline):
    model = ArticleImage
    verbose_name_plural = _("gallery")
