"""Addresses of the newsroom."""

from django.urls import path
from django.views.i18n import set_language

from liveblog.newsroom import app, desk, home

app_name = "newsroom"
urlpatterns = [
    path("", home.home, name="home"),
    path("manifest.webmanifest", app.manifest, name="manifest"),
    path("sw.js", app.worker, name="worker"),
    path("-/share/", app.share, name="share"),
    path("-/language/", set_language, name="language"),
    path("<slug:slug>/", desk.desk, name="desk"),
]
