"""Background articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import display
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.badges import badge
from liveblog.backoffice.base import BackofficeAdmin, actor_of, user_of
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.pictures import GalleryInline
from liveblog.backoffice.refusals import VerbForm
from liveblog.backoffice.thumbnails import thumbnail
from liveblog.models import Article, LiveBlog, Role
from liveblog.publishing import articles

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

FIELDS = (
    "slug", "language", "kicker", "title", "standfirst", "body",
    "author_role", "hero", "published_at", "is_public",
)  # fmt: skip


class ArticleForm(VerbForm):
    class Meta:
        model = Article
        fields = (*FIELDS, "authors")


class ArticleAdmin(BackofficeAdmin):
    """Writes through `publishing.articles`; blogs that link the article show it at once."""

    form = ArticleForm
    actions = None
    inlines = (GalleryInline,)
    list_display = ("picture", "title", "kicker", "state", "language", "published_at")
    list_display_links = ("title",)
    list_filter = ("is_public", "language")
    search_fields = ("title", "kicker", "slug", "body")
    date_hierarchy = "published_at"
    ordering = ("-published_at", "-pk")
    autocomplete_fields = ("hero", "authors")
    prepopulated_fields = {"slug": ("title",)}
    fieldsets = (
        (None, {"fields": ("kicker", "title", "standfirst", "body", "hero")}),
        (_("By"), {"fields": ("authors", "author_role")}),
        (
            _("Address and time"),
            {"fields": (("slug", "language"), "published_at", "is_public")},
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        """Public ones, those linked by blogs in reach, and those that no blog links yet."""
        shown = Article.objects.select_related("hero").order_by(*self.ordering)
        if standing_of(request).superuser:
            return shown
        reachable = LiveBlog.objects.reachable_by(user_of(request)).values("articles")
        public = Article.objects.public().values("pk")
        linked = Q(pk__in=reachable.exclude(articles=None)) | Q(pk__in=public)
        of_nobody = ~Q(pk__in=LiveBlog.objects.exclude(articles=None).values("articles"))
        return shown.filter(linked | of_nobody)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).somewhere(Role.EDITOR)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """An editor of every blog that links it."""
        standing = standing_of(request)
        linking = (
            set(LiveBlog.objects.filter(articles=obj).values_list("pk", flat=True))
            if obj
            else set()
        )
        return standing.somewhere(Role.EDITOR) and standing.on_all(linking, Role.EDITOR)

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        return self.inlines if obj is None or self.has_change_permission(request, obj) else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return {} if obj else self.prepopulated_fields

    def view_on_site(self, article: Article) -> str | None:
        return article.get_absolute_url() if article.is_public else None

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Nothing yet: the verb needs the gallery, too."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Hand everything to the verb."""
        given = {name: form.cleaned_data[name] for name in FIELDS}
        articles.save(
            form.instance,
            by=actor_of(request),
            authors=list(form.cleaned_data["authors"]),
            gallery=formsets[0].pictures(),
            **given,
        )
        super().save_related(request, form, formsets, change)

    @display(description=_("picture"))
    def picture(self, article: Article) -> SafeString:
        return thumbnail(article.hero)

    @display(description=_("status"), ordering="is_public")
    def state(self, article: Article) -> SafeString:
        if article.is_public:
            return badge("published", str(_("Published")))
        return badge("draft", str(_("Draft")))
