"""Authors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import display
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.author_form import AuthorForm
from liveblog.backoffice.base import BackofficeAdmin, actor_of
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.thumbnails import thumbnail
from liveblog.backoffice.uploads import taken_in
from liveblog.models import Author, Role
from liveblog.publishing import authors

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class AuthorAdmin(BackofficeAdmin):
    """Writes through `publishing.authors`: a new name or portrait reaches every post, live.

    So it takes an editor of every blog that the author has written in.
    """

    form = AuthorForm
    actions = None
    list_display = ("face", "name", "role", "place", "posts_count", "user")
    list_display_links = ("name",)
    list_select_related = ("portrait", "user")
    search_fields = ("name", "slug", "role", "place")
    ordering = ("name", "pk")
    autocomplete_fields = ("portrait", "user")
    prepopulated_fields = {"slug": ("name",)}
    fieldsets = (
        (None, {"fields": ("name", "slug", ("role", "place"))}),
        (_("Portrait"), {"fields": ("file", "portrait")}),
        (_("Elsewhere"), {"fields": ("addresses", "user")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Author]:
        authors_with_posts = Author.objects.annotate(posts_number=Count("bylines"))
        return authors_with_posts.select_related("portrait").order_by(*self.ordering)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).somewhere(Role.EDITOR)

    def has_change_permission(self, request: HttpRequest, obj: Author | None = None) -> bool:
        standing = standing_of(request)
        if obj is None or not standing.somewhere(Role.EDITOR):
            return standing.somewhere(Role.EDITOR)
        written_in = set(obj.bylines.values_list("post__blog_id", flat=True))
        return standing.on_all(written_in, Role.EDITOR)

    def get_fieldsets(self, request: HttpRequest, obj: Author | None = None) -> Any:
        """Only superusers tie a name to an account, and see to which; an address stays."""
        if standing_of(request).superuser:
            return self.fieldsets
        return (*self.fieldsets[:-1], (_("Elsewhere"), {"fields": ("addresses",)}))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Author | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def save_model(self, request: HttpRequest, obj: Author, form: Any, change: bool) -> None:
        """Take the portrait in, then save; a refused author leaves no file behind."""
        with taken_in(form.cleaned_data.get("file"), by=actor_of(request), alt=obj.name) as image:
            authors.save(obj, by=actor_of(request), **form.given(image))

    @display(description="")
    def face(self, author: Author) -> SafeString:
        return thumbnail(author.portrait, 32)

    @display(description=_("posts"), ordering="posts_number")
    def posts_count(self, author: Any) -> int:
        return author.posts_number
