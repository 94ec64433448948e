"""API tokens: everybody's own, and for superusers all. Made and revoked, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import display
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from liveblog import limits
from liveblog.backoffice.badges import badge
from liveblog.backoffice.base import actor_of, take_over, user_of
from liveblog.backoffice.permissions import standing_of
from liveblog.backoffice.refusals import VerbForm
from liveblog.backoffice.verbs import AdminVerb, VerbAdmin
from liveblog.models import ApiToken
from liveblog.publishing import tokens

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import QuerySet
    from django.http import HttpRequest
    from django.utils.safestring import SafeString

REVOKE = AdminVerb(
    "revoke",
    _("Revoke"),
    lambda token, by, note: tokens.revoke(token),
    lambda user, token: user.is_superuser or token.user_id == user.pk,
    lambda token: token.is_usable,
    warns=_("Whatever uses the token is refused from now on; it cannot be given back."),
    grave=True,
)


class TokenForm(VerbForm):
    """A new token; `days` is its life."""

    days = forms.IntegerField(
        label=_("days until it expires"),
        min_value=1,
        max_value=limits.TOKEN_DAYS_LONGEST,
        initial=limits.TOKEN_DAYS,
    )

    class Meta:
        help_texts = {
            "name": _("What it is for: the lists show it."),
            "blogs": _("None: all that its user may reach."),
        }

    def clean_user(self) -> User:
        """Somebody whose account is closed gets no new key."""
        user: User = self.cleaned_data["user"]
        if not user.is_active:
            raise forms.ValidationError(_("This account is closed."))
        return user


class ApiTokenAdmin(VerbAdmin):
    """The secret is shown once, on the page that answers the form, and kept nowhere."""

    verbs = (REVOKE,)
    list_display = ("name", "user", "standing", "created_at", "expires_at", "last_used_at")
    search_fields = ("name", "user__username")
    list_select_related = ("user",)
    autocomplete_fields = ("user", "blogs")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        """The tokens that the user may revoke."""
        found = ApiToken.objects.all()
        return found if standing_of(request).superuser else found.filter(user=user_of(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return standing_of(request).works_here

    def get_fields(self, request: HttpRequest, obj: ApiToken | None = None) -> Any:
        """Who is no superuser makes tokens for nobody else."""
        if obj is not None:
            record = ["created_by", "created_at", "expires_at", "last_used_at", "revoked_at"]
            return ["name", "user", "blogs", *record]
        whose = ["user"] if standing_of(request).superuser else []
        return [*whose, "name", "blogs", "days"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            kwargs["form"] = TokenForm
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: ApiToken, form: Any, change: bool) -> None:
        """Make it through the verb; the request carries the secret to the answer."""
        said = form.cleaned_data
        token, request.secret = tokens.create(  # type: ignore[attr-defined]
            said.get("user", user_of(request)),
            by=actor_of(request),
            name=said["name"],
            blogs=said["blogs"],
            days=said["days"],
        )
        take_over(obj, token)

    def response_add(
        self, request: HttpRequest, obj: ApiToken, post_url_continue: str | None = None
    ) -> Any:
        """The answer itself shows the secret: a message after a redirect would be stored."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("The new API token"),
            "opts": self.opts,
            "token": obj,
            "secret": request.secret,  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/token_made.html", context)

    @display(description=_("status"))
    def standing(self, token: ApiToken) -> SafeString:
        return badge("published" if token.is_usable else "ended", token.get_status_display())
