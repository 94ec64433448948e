"""Roles on blogs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import TabularInline, display
from django.core.exceptions import PermissionDenied
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext_lazy as _

from liveblog import access
from liveblog.backoffice.base import BackofficeAdmin, WithinReach, take_over, user_of
from liveblog.backoffice.filters import BlogFilter
from liveblog.backoffice.permissions import standing_of
from liveblog.models import LiveBlog, Membership, Role
from liveblog.publishing import memberships

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest


def may_give(user: User, blog: LiveBlog | None) -> bool:
    """Whether this user may give and take roles on this blog, or on all."""
    return access.may(user, "administer", blog) if blog else access.may_create_blogs(user)


class RoleFormSet(BaseInlineFormSet):
    """Gives and takes roles through the verbs."""

    def save_new(self, form: Any, commit: bool = True) -> Membership:
        return self._grant(form)

    def save_existing(self, form: Any, obj: Membership, commit: bool = True) -> Membership:
        if "user" in form.changed_data:
            before = Membership.objects.select_related("user").get(pk=obj.pk)
            memberships.revoke(before.user, blog=self.instance)
        return self._grant(form)

    def delete_existing(self, obj: Membership, commit: bool = True) -> None:
        memberships.revoke(obj.user, blog=self.instance)

    def _grant(self, form: Any) -> Membership:
        given = form.cleaned_data
        return memberships.grant(given["user"], given["role"], blog=self.instance)


class MembershipInline(WithinReach, TabularInline):
    """Who works on a blog; for its administrators."""

    model = Membership
    formset = RoleFormSet
    extra = 0
    autocomplete_fields = ("user",)
    verbose_name_plural = _("who works on it")

    def has_view_permission(self, request: HttpRequest, obj: LiveBlog | None = None) -> bool:
        return may_give(user_of(request), obj)

    def has_add_permission(self, request: HttpRequest, obj: LiveBlog | None = None) -> bool:
        return may_give(user_of(request), obj)

    def has_change_permission(self, request: HttpRequest, obj: LiveBlog | None = None) -> bool:
        return may_give(user_of(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: LiveBlog | None = None) -> bool:
        return may_give(user_of(request), obj)


class MembershipAdmin(BackofficeAdmin):
    """All roles in one list, those on every blog among them."""

    list_display = ("user", "role", "where")
    list_filter = ("role", ("blog", BlogFilter))
    search_fields = ("user__username", "user__first_name", "user__last_name", "blog__title")
    autocomplete_fields = ("user", "blog")
    list_select_related = ("user", "blog")
    ordering = ("user__username", "blog__title")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        """The roles that the user may give and take."""
        roles = Membership.objects.order_by(*self.ordering)
        standing = standing_of(request)
        if standing.everywhere(Role.ADMINISTRATOR):
            return roles
        mine = user_of(request).memberships.filter(role=Role.ADMINISTRATOR).values("blog")
        return roles.filter(blog__in=mine)

    def has_view_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return standing_of(request).somewhere(Role.ADMINISTRATOR)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).somewhere(Role.ADMINISTRATOR)

    def has_change_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        if obj is None:
            return standing_of(request).somewhere(Role.ADMINISTRATOR)
        return may_give(user_of(request), obj.blog)

    def has_delete_permission(self, request: HttpRequest, obj: Membership | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        """Grant through the verb; a moved role is taken away where it was."""
        if not may_give(user_of(request), obj.blog):
            raise PermissionDenied
        if change:
            before = Membership.objects.select_related("user", "blog").get(pk=obj.pk)
            if (before.user, before.blog) != (obj.user, obj.blog):
                memberships.revoke(before.user, blog=before.blog)
        take_over(obj, memberships.grant(obj.user, obj.role, blog=obj.blog))

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        memberships.revoke(obj.user, blog=obj.blog)

    @display(description=_("blog"), ordering="blog__title")
    def where(self, membership: Membership) -> Any:
        return membership.blog or _("every blog")
