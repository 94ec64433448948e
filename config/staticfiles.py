"""Static files for production: hashed names, compressed, styles and scripts in one piece each."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from servestatic.storage import CompressedManifestStaticFilesStorage

from config import modules

IMPORT = re.compile(r'^@import url\("(?P<name>[^":]+\.css)"\);$', re.MULTILINE)
MODULES = "liveblog/js/"


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Writes what a stylesheet or a module imports into it: a page waits for one file, not for 28.

    In development the browser follows the imports itself; there is nothing to build.
    """

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        """Join stylesheets and modules before their names are hashed."""
        if not dry_run:
            self._sources = dict(paths)
            for name in [name for name in paths if name.endswith(".css")]:
                self._join(name, paths)
            self._join_modules(paths)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, name: str, paths: dict[str, Any]) -> None:
        css = self._read(name)
        folder = PurePosixPath(name).parent
        joined = IMPORT.sub(lambda match: self._read(str(folder / match["name"])), css)
        if joined != css:
            self._replace(name, joined, paths)

    def _join_modules(self, paths: dict[str, Any]) -> None:
        ours = [name for name in paths if name.startswith(MODULES) and name.endswith(".js")]
        for name in modules.entries(ours, self._read):
            self._replace(name, modules.join(name, self._read), paths)

    def _replace(self, name: str, text: str, paths: dict[str, Any]) -> None:
        self.delete(name)
        self._save(name, ContentFile(text.encode()))
        paths[name] = (self, name)

    def _read(self, name: str) -> str:
        # The source: what lies here may be the joined file of an earlier version.
        storage, path = self._sources[name]
        with storage.open(path) as file:
            text: str = file.read().decode()
            return text
