"""Addresses of the newsroom."""

from django.urls import path
from django.views.i18n import set_language

from liveblog.newsroom import desk, home

app_name = "newsroom"
urlpatterns = [
    path("", home.home, name="home"),
    path("-/language/", set_language, name="language"),
    path("<slug:slug>/", desk.desk, name="desk"),
]
