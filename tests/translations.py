"""`python -m tests.translations`: collect all texts into the .po files and compile the .mo files.

The .mo files are committed, since gettext is not on every machine that runs the product.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent
LOCALE = Path("liveblog/locale")
DOMAINS = ("django", "djangojs")
SOURCES = ("config", "liveblog", "templates", "manage.py")


def collect(root: Path) -> None:
    """Run makemessages in `root`; needs gettext's xgettext."""
    environment = os.environ | {"DEBUG": "1", "DJANGO_SETTINGS_MODULE": "config.settings"}
    command = [sys.executable, "manage.py", "makemessages", "-l", "de", "-v", "0"]
    options = ["--no-obsolete", "--no-wrap", "--add-location", "file"]
    ignored = [f"--ignore={name}" for name in (".venv", "var", "tests", "benchmarks")]
    for domain in DOMAINS:
        subprocess.run(
            [*command, "-d", domain, *options, *ignored], cwd=root, env=environment, check=True
        )


def copy_sources(target: Path) -> Path:
    """The product without its data, in `target`, so that collecting changes nothing here."""
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target / name)
    return target


def catalogues(root: Path) -> Iterator[polib.POFile]:
    """Every .po file under `root`."""
    for path in sorted((root / LOCALE).glob("*/LC_MESSAGES/*.po")):
        yield polib.pofile(str(path))


def untranslated(catalogue: polib.POFile) -> list[str]:
    """The texts without a translation or with one that somebody must look at."""
    return [e.msgid for e in catalogue if not e.obsolete and (e.fuzzy or not e.translated())]


def compiled(catalogue: polib.POFile) -> dict[tuple[str | None, str], object]:
    """What the .mo file must say: context and text → translation."""
    return {
        (entry.msgctxt, entry.msgid): entry.msgstr_plural or entry.msgstr
        for entry in catalogue.translated_entries()
    }


def main() -> int:
    """Collect, compile, name what is missing; 1 when something is."""
    collect(ROOT)
    missing = []
    for catalogue in catalogues(ROOT):
        catalogue.save_as_mofile(str(Path(catalogue.fpath).with_suffix(".mo")))
        missing += untranslated(catalogue)
    print("\n".join(f"untranslated: {text}" for text in missing) or "All texts are translated.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
