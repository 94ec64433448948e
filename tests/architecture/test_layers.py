"""The product keeps to its layers, and the rules see it when it does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture import rules

ROOT = Path(__file__).parents[2]
Rule = Callable[[Path], list[str]]

RULES: list[Rule] = [
    rules.wrong_arrows,
    rules.unknown_layers,
    rules.hidden_imports,
    rules.environment_readers,
    rules.stray_writes,
    rules.stray_doorbells,
]
BREACHES: list[tuple[Rule, str, str]] = [
    (rules.wrong_arrows, "models/posts.py", "from liveblog.publishing import posts"),
    (rules.wrong_arrows, "models/posts.py", "from liveblog import publishing"),
    (rules.wrong_arrows, "models/posts.py", "from ..publishing.posts import publish"),
    (rules.wrong_arrows, "live/hub.py", "import liveblog.publishing.posts"),
    (rules.wrong_arrows, "live/hub.py", "from liveblog.reader import pages"),
    (rules.wrong_arrows, "reader/blog.py", "from liveblog.api import posts"),
    (rules.wrong_arrows, "text/markup.py", "from liveblog.models import Post"),
    (rules.wrong_arrows, "media/intake.py", "from liveblog import access"),
    (rules.wrong_arrows, "reader/blog.py", "from config import env"),
    (rules.unknown_layers, "helpers/misc.py", ""),
    (rules.hidden_imports, "reader/blog.py", "def show():\n    from liveblog.models import Post"),
    (rules.environment_readers, "reader/blog.py", "import os\nos.environ['DEBUG']"),
    (rules.environment_readers, "reader/blog.py", "import os\nos.getenv('DEBUG')"),
    (rules.stray_writes, "reader/blog.py", "Post.objects.create(headline='x')"),
    (rules.stray_writes, "reader/blog.py", "blog.posts.bulk_create([])"),
    (rules.stray_writes, "api/posts.py", "Post.objects.filter(pk=1).update(key=True)"),
    (rules.stray_writes, "api/a.py", "from liveblog.models import tokens\ntokens.create(user)"),
    (rules.stray_writes, "api/posts.py", "post.delete()"),
    (rules.stray_writes, "backoffice/posts.py", "post.save(update_fields=['key'])"),
    (rules.stray_doorbells, "newsroom/pins.py", "doorbell.ring(blog)"),
]
ALLOWED: list[tuple[Rule, str, str]] = [
    (rules.wrong_arrows, "publishing/posts.py", "from liveblog.live import doorbell"),
    (rules.wrong_arrows, "reader/blog.py", "from liveblog.models import Post"),
    (rules.wrong_arrows, "models/posts.py", "from liveblog.limits import HEADLINE"),
    (rules.stray_writes, "publishing/posts.py", "post.save(update_fields=['key'])"),
    (rules.stray_writes, "api/a.py", "from liveblog.publishing import tokens\ntokens.create(user)"),
    (rules.stray_writes, "media/variants.py", "picture.save(file, 'WEBP')"),
    (rules.stray_writes, "media/variants.py", "storage.delete(name)"),
    (rules.stray_writes, "reader/blog.py", "context.update(blog=blog)"),
    (rules.stray_doorbells, "publishing/recording.py", "doorbell.ring(blog)"),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize(("rule", "path", "code"), BREACHES)
def test_a_breach_is_seen(rule: Rule, path: str, code: str, tmp_path: Path) -> None:
    assert rule(_tree(tmp_path, path, code))


@pytest.mark.parametrize(("rule", "path", "code"), ALLOWED)
def test_what_is_right_is_not_a_breach(rule: Rule, path: str, code: str, tmp_path: Path) -> None:
    assert rule(_tree(tmp_path, path, code)) == []


def _tree(root: Path, path: str, code: str) -> Path:
    file = root / "liveblog" / path
    file.parent.mkdir(parents=True)
    file.write_text(code, encoding="utf-8")
    return root
