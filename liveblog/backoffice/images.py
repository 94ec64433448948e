"""Pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import display
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice import thumbnails, usage
from liveblog.backoffice.base import BackofficeAdmin, actor_of, take_over, user_of
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.refusals import VerbForm
from liveblog.models import Image, LiveBlog, PostImage, Role
from liveblog.publishing import images

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString


class ImageForm(VerbForm):
    """The file is given once and never replaced: another picture is another row."""

    file = forms.FileField(label=_("File"), help_text=_("JPEG, PNG, WebP or HEIC, up to 15 MB"))

    class Meta:
        model = Image
        fields = ("alt", "caption", "credit", "focus_x", "focus_y")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["file"]


class ImageAdmin(BackofficeAdmin):
    """Writes through `publishing.images`."""

    form = ImageForm
    actions = None
    list_display = ("picture", "words", "credit", "size", "placed", "created_at")
    list_display_links = ("picture", "words")
    search_fields = ("alt", "caption", "credit", "public_id")
    date_hierarchy = "created_at"
    ordering = ("-created_at", "-pk")
    readonly_fields = ("large", "size", "used", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """Own ones, those on posts and blogs in reach, and what readers see anyway."""
        counted = Image.objects.annotate(placed_number=Count("placements"))
        if standing_of(request).superuser:
            return counted.order_by(*self.ordering)
        user = user_of(request)
        shown = PostImage.objects.filter(post__in=access.posts_for(user).values("pk"))
        heads = LiveBlog.objects.reachable_by(user).exclude(hero=None)
        return counted.filter(
            Q(uploaded_by=user)
            | Q(pk__in=shown.values("image"))
            | Q(pk__in=heads.values("hero"))
            | Q(pk__in=Image.objects.public().values("pk"))
        ).order_by(*self.ordering)

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file_view, cacheable=True)
        return [
            path("<int:object_id>/file/", view, name="liveblog_image_file"),
            *super().get_urls(),
        ]

    def file_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The smallest file: pictures of unpublished posts have no public address."""
        image = self.get_queryset(request).filter(pk=object_id).first()
        if image is None:
            raise Http404
        return thumbnails.answer(image)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).works_here

    def has_change_permission(self, request: HttpRequest, obj: Image | None = None) -> bool:
        """Own ones; others for an editor of every blog that shows them."""
        standing = standing_of(request)
        if obj is None or obj.uploaded_by_id == request.user.pk:
            return standing.works_here
        placed_in = set(obj.placements.values_list("post__blog_id", flat=True))
        return standing.somewhere(Role.EDITOR) and standing.on_all(placed_in, Role.EDITOR)

    def get_fieldsets(self, request: HttpRequest, obj: Image | None = None) -> Any:
        words = ("alt", "caption", "credit")
        if obj is None:
            return ((None, {"fields": ("file", *words)}),)
        parts = ("large", *words, ("focus_x", "focus_y"), ("size", "created_at"), "used")
        return ((None, {"fields": parts}),)

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        """Take a new file in, or change what a picture says."""
        given = {word: form.cleaned_data[word] for word in ("alt", "caption", "credit")}
        if change:
            images.describe(obj, focus=(obj.focus_x, obj.focus_y), **given)
            return
        file = form.cleaned_data["file"]
        take_over(obj, images.take_in(file, by=actor_of(request), **given)[0])

    @display(description=_("picture"))
    def picture(self, image: Image) -> SafeString:
        return thumbnails.thumbnail(image, 56)

    @display(description=_("picture"))
    def large(self, image: Image) -> SafeString:
        return thumbnails.thumbnail(image, 220)

    @display(description=_("caption"), ordering="caption")
    def words(self, image: Image) -> str:
        return image.caption or image.alt or image.public_id

    @display(description=_("pixels"))
    def size(self, image: Image) -> SafeString:
        return format_html('<span class="number">{} × {}</span>', image.width, image.height)

    @display(description=_("on posts"), ordering="placed_number")
    def placed(self, image: Any) -> int:
        return image.placed_number

    @display(description=_("used in"))
    def used(self, image: Image) -> SafeString:
        return usage.links(image)
