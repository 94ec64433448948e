"""Fields of a day and a time of day."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.db import models


class SplitDateTime(AdminSplitDateTime):
    """Django's two fields, each with a name that screen readers can say."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = context["date_label"], context["time_label"]
        for field, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            field["attrs"]["aria-label"] = str(label).rstrip(":")
        return context


SPLIT: dict[type[models.Field], dict[str, Any]] = {
    models.DateTimeField: {"form_class": forms.SplitDateTimeField, "widget": SplitDateTime}
}
