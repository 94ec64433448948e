"""Verbs as buttons and as bulk actions: always asked for on a page of their own first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liveblog import limits
from liveblog.backoffice.base import BackofficeAdmin, actor_of, user_of
from liveblog.publishing.actors import Actor
from liveblog.publishing.errors import PublishingError

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.db.models import Model, QuerySet
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class AdminVerb:
    """`run(thing, actor, note)` does it. `asks` is the question for the note, '' for none.

    `warns` says what follows, `grave` draws it as something not to be done in passing.
    """

    name: str
    label: _StrPromise
    run: Callable[[Any, Actor, str], object]
    may: Callable[[User, Any], bool]
    fits: Callable[[Any], bool]
    asks: _StrPromise | str = ""
    warns: _StrPromise | str = ""
    grave: bool = False


class ConfirmationForm(forms.Form):
    """The confirmation, with a note where the verb asks for one."""

    note = forms.CharField(
        max_length=limits.NOTE, widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
    )

    def __init__(self, verb: AdminVerb, data: Any = None) -> None:
        super().__init__(data)
        self.fields["note"].label = verb.asks
        if not verb.asks:
            del self.fields["note"]


class VerbAdmin(BackofficeAdmin):
    """A page whose objects have verbs."""

    verbs: Sequence[AdminVerb] = ()

    def get_urls(self) -> list[URLPattern]:
        """The confirmation page of each verb, before the pages that take any address."""
        view = self.admin_site.admin_view(self.verb_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        return [path("<int:object_id>/verb/<slug:verb>/", view, name=name), *super().get_urls()]

    def verb_view(self, request: HttpRequest, object_id: int, verb: str) -> HttpResponseBase:
        """Ask, then do: one verb on one object."""
        chosen = next((known for known in self.verbs if known.name == verb), None)
        thing = self.get_queryset(request).filter(pk=object_id).first()
        if chosen is None or thing is None:
            raise Http404
        if not chosen.may(user_of(request), thing):
            raise PermissionDenied
        form = ConfirmationForm(chosen, request.POST if request.method == "POST" else None)
        if not form.is_valid():
            return self._ask(request, chosen, [thing], form)
        self._do(request, chosen, [thing], form.cleaned_data.get("note", ""))
        return HttpResponseRedirect(self._address_after(request, object_id))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The verbs as bulk actions; the deletion of rows is not among them."""
        if IS_POPUP_VAR in request.GET:
            return {}
        return {verb.name: (self._in_bulk(verb), verb.name, verb.label) for verb in self.verbs}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """With buttons for what can be done with the object now."""
        thing = context.get("original")
        context["verb_links"] = self._links(request, thing) if thing else []
        blog = getattr(thing, "blog", thing)
        context["newsroom_slug"] = getattr(blog, "slug", "")
        return super().render_change_form(request, context, *args, **kwargs)

    def _links(self, request: HttpRequest, thing: Model) -> list[dict[str, Any]]:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_verb"
        return [
            {"verb": verb, "url": reverse(name, args=[thing.pk, verb.name])}
            for verb in self.verbs
            if verb.fits(thing) and verb.may(user_of(request), thing)
        ]

    def _in_bulk(self, verb: AdminVerb) -> Callable[..., HttpResponseBase | None]:
        def act(
            page: VerbAdmin, request: HttpRequest, queryset: QuerySet
        ) -> HttpResponseBase | None:
            confirmed = "confirmed" in request.POST
            form = ConfirmationForm(verb, request.POST if confirmed else None)
            things = list(queryset)
            if not form.is_valid():
                return page._ask(request, verb, things, form, bulk=True)
            page._do(request, verb, things, form.cleaned_data.get("note", ""))
            return None

        return act

    def _ask(
        self,
        request: HttpRequest,
        verb: AdminVerb,
        things: list[Any],
        form: ConfirmationForm,
        *,
        bulk: bool = False,
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": verb.label,
            "opts": self.opts,
            "verb": verb,
            "things": things,
            "form": form,
            "bulk": bulk,
            "checkbox": ACTION_CHECKBOX_NAME,
            "back": self._changelist() if bulk else self._address_after(request, things[0].pk),
        }
        return TemplateResponse(request, "admin/verb_confirmation.html", context)

    def _do(self, request: HttpRequest, verb: AdminVerb, things: Iterable[Any], note: str) -> None:
        done = 0
        for thing in things:
            reason = self._refused(request, verb, thing, note)
            if reason:
                self.message_user(request, f"{thing}: {reason}", messages.ERROR)
            else:
                done += 1
        if done:
            text = ngettext("“%(verb)s”: done.", "“%(verb)s”: done %(n)d times.", done)
            words = text % {"verb": verb.label, "n": done}
            self.message_user(request, words, messages.SUCCESS)

    def _refused(self, request: HttpRequest, verb: AdminVerb, thing: Any, note: str) -> str:
        """Do it, and log it; or say why not."""
        if not verb.may(user_of(request), thing):
            return _("Your role does not allow this.")
        if not verb.fits(thing):
            return _("This cannot be done with it now (%(status)s).") % {
                "status": thing.get_status_display()
            }
        try:
            verb.run(thing, actor_of(request), note)
        except PublishingError as refusal:
            return refusal.message
        if thing.pk:
            self.log_change(request, thing, str(verb.label))
        return ""

    def _address_after(self, request: HttpRequest, pk: int | None) -> str:
        if not self.get_queryset(request).filter(pk=pk).exists():
            return self._changelist()
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[pk])

    def _changelist(self) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
