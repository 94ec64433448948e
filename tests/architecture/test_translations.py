"""Every text of the product has its German."""

import shutil
from pathlib import Path

import polib
import pytest

from tests import services, translations

needs_gettext = pytest.mark.skipif(
    shutil.which("xgettext") is None and not services.nothing_may_be_skipped(),
    reason="xgettext is missing: apt-get install -y gettext",
)


@needs_gettext
@pytest.mark.slow
def test_every_text_is_translated(tmp_path: Path) -> None:
    root = translations.copy_sources(tmp_path)
    translations.collect(root)
    missing = [
        text for po in translations.catalogues(root) for text in translations.untranslated(po)
    ]
    assert missing == []


def test_compiled_translations_are_fresh() -> None:
    catalogues = list(translations.catalogues(translations.ROOT))
    assert catalogues
    for catalogue in catalogues:
        mo = polib.mofile(str(Path(catalogue.fpath).with_suffix(".mo")))
        assert translations.compiled(mo) == translations.compiled(catalogue)


def test_a_fuzzy_text_counts_as_untranslated() -> None:
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid="Pin", msgstr="Anheften"))
    catalogue.append(polib.POEntry(msgid="Retract", msgstr="Teilen", flags=["fuzzy"]))
    catalogue.append(polib.POEntry(msgid="Publish"))
    assert translations.untranslated(catalogue) == ["Retract", "Publish"]
