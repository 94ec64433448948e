"""Stylesheets and modules in one piece each."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.staticfiles.StaticFilesStorage"},
}


READER_SCRIPT_BYTES = 15 * 1024  # the budget of the reader's page, compressed


@pytest.fixture(scope="module")
def collected_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("static")
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=folder, DEBUG=False):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.mark.slow
def test_a_collected_stylesheet_imports_nothing(collected_files: Path) -> None:
    [collected] = collected_files.glob("liveblog/css/reader.*.css")
    css = collected.read_text()
    assert "@import" not in css
    assert ".post {" in css
    assert css.index("@layer tokens") < css.index("@layer print")
    assert "newsreader." in css
    assert str(settings.BASE_DIR) not in css


@pytest.mark.slow
def test_a_collected_script_imports_nothing_and_stays_small(collected_files: Path) -> None:
    [collected] = collected_files.glob("liveblog/js/reader.*.js")
    script = collected.read_text()
    assert "import {" not in script
    assert "class Timeline" in script
    assert len(gzip.compress(script.encode())) <= READER_SCRIPT_BYTES


@pytest.mark.slow
def test_a_second_version_replaces_what_the_first_has_joined(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "static"
    entry = source / "liveblog/js/page.js"
    part, sheet = entry.with_name("part.js"), source / "page.css"
    entry.parent.mkdir(parents=True)
    entry.write_text('import { word } from "./part.js";\nconsole.log(word);\n')
    sheet.write_text('@import url("colours.css");\n')
    for word in ("first", "second"):
        part.write_text(f'export const word = "{word}";\n')
        sheet.with_name("colours.css").write_text(f".{word} {{ color: red; }}\n")
        with override_settings(
            STORAGES=STORAGES,
            STATIC_ROOT=target,
            STATICFILES_DIRS=[source],
            STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
            DEBUG=False,
        ):
            call_command("collectstatic", interactive=False, verbosity=0)
    assert '"second"' in (target / "liveblog/js/page.js").read_text()
    assert ".second" in (target / "page.css").read_text()
    assert (target / "liveblog/js/part.js").read_text().startswith("export")
