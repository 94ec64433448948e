"""Accounts. Only superusers see and change them; others find people when they give roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.mfa.models import Authenticator
from django.contrib.admin import TabularInline
from django.contrib.auth.admin import UserAdmin
from django.utils.translation import gettext_lazy as _

from liveblog.backoffice.permissions import standing_of
from liveblog.models import Role

if TYPE_CHECKING:
    from django.http import HttpRequest


class SecondFactorInline(TabularInline):
    """What somebody signs in with besides the password; taken away when a phone is lost."""

    model = Authenticator
    extra = 0
    fields = readonly_fields = ("type", "created_at", "last_used_at")
    verbose_name_plural = _("second factors")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return standing_of(request).superuser

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return standing_of(request).superuser


class StaffUserAdmin(UserAdmin):
    """Django's page for accounts without its permissions and groups: roles are given per blog."""

    list_display = ("username", "first_name", "last_name", "email", "is_staff", "last_login")
    list_filter = ("is_staff", "is_superuser", "is_active")
    filter_horizontal = ()
    actions = None
    inlines = (SecondFactorInline,)
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).superuser

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers; and for the field that finds people, whoever gives roles."""
        standing = standing_of(request)
        match = request.resolver_match
        finds = match is not None and match.url_name == "autocomplete"
        return standing.superuser or (finds and standing.somewhere(Role.ADMINISTRATOR))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return standing_of(request).superuser

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Accounts are closed, not deleted: the record says who did what."""
        return False

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """A new account has no second factor yet."""
        return self.inlines if obj else ()
