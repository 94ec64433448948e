"""The names under a post, in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.admin import display
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.rows import RowForm, RowFormSet, RowsInline
from liveblog.backoffice.thumbnails import thumbnail
from liveblog.models import Author, PostAuthor

if TYPE_CHECKING:
    from django.utils.safestring import SafeString


class BylineFormSet(RowFormSet):
    pointer = "author"
    joined = ("author__portrait",)

    def authors(self) -> list[Author]:
        return [row["author"] for row in self.rows()]


class BylineRowForm(RowForm):
    class Meta:
        labels = {"author": _("Author")}


class BylineInline(RowsInline):
    model = PostAuthor
    form = BylineRowForm
    formset = BylineFormSet
    fields = ("preview", "author", "position")
    readonly_fields = ("preview",)
    autocomplete_fields = ("author",)
    verbose_name = _("author")
    verbose_name_plural = _("authors")

    @display(description=_("portrait"))
    def preview(self, byline: PostAuthor) -> SafeString:
        return thumbnail(byline.author.portrait if byline.author_id else None, 30)
