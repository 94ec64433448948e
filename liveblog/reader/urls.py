"""Addresses of the reader's pages. Changing one breaks links all over the web."""

from django.urls import path, register_converter

from liveblog.reader.addresses import PostIdConverter
from liveblog.reader.article import article
from liveblog.reader.blog import blog
from liveblog.reader.index import index
from liveblog.reader.media import media
from liveblog.reader.post import post
from liveblog.reader.share import share
from liveblog.reader.updates import updates

register_converter(PostIdConverter, "post_id")

app_name = "reader"
urlpatterns = [
    path("", index, name="index"),
    path("live/<slug:slug>/", blog, name="blog"),
    path("live/<slug:slug>/updates", updates, name="updates"),
    path("live/<slug:slug>/<str:headline>-<post_id:public_id>/", post, name="post"),
    path("articles/<slug:slug>/", article, name="article"),
    path("s/<str:code>", share, name="share"),
    path("media/<path:path>", media, name="media"),
]
