"""What all pages of the back office share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.options import BaseModelAdmin

from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.refusals import REFUSALS
from liveblog.backoffice.times import SPLIT
from liveblog.publishing.actors import Actor

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Field, Model, QuerySet
    from django.http import HttpRequest


def actor_of(request: HttpRequest) -> Actor:
    """Who is recorded for what this request does."""
    return Actor(user_of(request), "admin")


def user_of(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]


class WithinReach(BaseModelAdmin):
    """Choices offer, and forms accept, only rows that the user may see on their own page."""

    def get_field_queryset(
        self, db: str | None, db_field: Field, request: HttpRequest
    ) -> QuerySet | None:
        """What may be chosen for this field; the same for drop-downs and searching fields."""
        related: Any = db_field.related_model
        page = self.admin_site._registry.get(related)
        return page.get_queryset(request) if page else None


class BackofficeAdmin(WithinReach, ModelAdmin):
    """Seen by everybody with a role, changed by nobody: each page says who may do more.

    Pages write through verbs in `save_model` or `save_related`. What a verb refuses is shown on
    the form, and all that the request wrote before is undone.
    """

    formfield_overrides = SPLIT
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return standing_of(request).works_here

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, which knows what the verb said to the same data a moment ago."""
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Django's form page; after a refusal once more, with the reason."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSALS as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            context = {**(extra_context or {}), **self.refusal_context(request, refusal)}
            return super().changeform_view(request, object_id, form_url, context)

    def refusal_context(self, request: HttpRequest, refusal: Exception) -> dict[str, Any]:
        """More for the template to say about a refusal."""
        return {}


def take_over(instance: Model, written: Model) -> None:
    """Let the form's instance be the row that the verb has written, for messages and redirects."""
    instance.pk = written.pk
    instance.refresh_from_db()
