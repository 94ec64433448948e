"""Addresses: which part answers where."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

# Or the back office would be a second door, without throttling and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("newsroom/account/", include("allauth.urls")),
    path("newsroom/", include("liveblog.newsroom.urls")),
    path("api/v1/", include("liveblog.api.urls")),
    path("admin/", admin.site.urls),
    path("", include("liveblog.reader.urls")),
]
