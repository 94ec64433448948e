"""A phone, its patience, and what has arrived from it."""

from liveblog.models import Post

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "service_workers": "allow"}
LONG_MS = 60_000


def bodies() -> list[str]:
    """The published posts, in the order in which they came."""
    return list(
        Post.objects.filter(status="published").order_by("version").values_list("body", flat=True)
    )
