"""A background article."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from liveblog.models import Article, LiveBlog
from liveblog.reader.headers import MINUTE, shared


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The article with its gallery and the blogs that it belongs to."""
    articles = Article.objects.public().select_related("hero")
    article = get_object_or_404(
        articles.prefetch_related("authors__portrait", "gallery__image"), slug=slug
    )
    with translation.override(article.language):
        html = render_to_string(
            "reader/article.html",
            {
                "article": article,
                "authors": article.authors.all(),
                "gallery": article.gallery.all(),
                "blogs": LiveBlog.objects.public().filter(articles=article).live_first(),
            },
        )
    response = HttpResponse(html, headers={"Content-Language": article.language})
    return shared(request, response, MINUTE)
